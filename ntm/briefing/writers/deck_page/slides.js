// The slides, all of them in the page, so that they can be printed; one is seen.
const stage = document.getElementById("deck");
const over = document.getElementById("over");
const notes = document.getElementById("notes");
let now = 0;

function runsOf(runs) {
  return tied(runs.flatMap((run) => {
    if (typeof run === "string") return blanksOf(run);
    const figure = make("button", "fig", run.text);
    figure.type = "button";
    figure.addEventListener("click", () => openTable(run.table, run.rows));
    return [figure];
  }));
}

// A figure with what is written against it, "(4,2%)" or "65/95", stays in one line: a button alone would be torn off.
function tied(nodes) {
  const done = [];
  let word = [];
  const end = () => {
    done.push(...(word.some((one) => one.className === "fig") ? [make("span", "whole", ...word)] : word));
    word = [];
  };
  for (const node of nodes) {
    if (typeof node !== "string") { word.push(node); continue; }
    for (const part of node.split(/(\s+)/).filter(Boolean)) {
      if (part.trim()) { word.push(part); continue; }
      end();
      done.push(part);
    }
  }
  end();
  return done;
}

// What a person must still write stands out.
function blanksOf(text) {
  return text.replaceAll("⟧", "⟦").split("⟦").map((part, place) => (place % 2 ? make("mark", "", part) : part));
}

function pointsOf(points) {
  const lines = points.map((point) => make("p", point.isItem ? "item" : "", point.isItem ? "–\u2002" : "", ...runsOf(point.runs)));
  return make("div", "beside", ...lines, make("p", "quiet", say.more_in_notes));
}

function slideOf(slide, place) {
  const isCover = slide.id === "cover";
  const section = make("section", isCover ? "slide cover" : "slide");
  section.setAttribute("aria-roledescription", say.slide);
  if (isCover) section.append(make("div", "issued", slide.issued), make("div", "over", slide.over));
  section.append(make("h1", "", ...runsOf(slide.title)), subOf());
  if (!isCover) section.append(bodyOf(slide, place));
  const number = make("span", "", `${place + 1} / ${data.slides.length}`);
  section.append(make("div", "foot", footOf(slide), number));
  return section;
}

function subOf() {
  const mark = data.sample ? make("span", "mark", data.sample) : "";
  return make("p", "sub", data.place, mark ? " · " : "", mark);
}

function footOf(slide) {
  if (!slide.behind) return make("span", "");
  const button = make("button", "table-button", say.whole_table);
  button.type = "button";
  button.addEventListener("click", () => openTable(slide.behind));
  return make("span", "", button);
}

const firstStacked = data.slides.findIndex((slide) => slide.chart && data.charts[slide.chart].kind === "stacked");
const hasMap = (place) => mapped.length > 0 && place === firstStacked;

function bodyOf(slide, place) {
  const look = hasMap(place) ? "middle mapped" : slide.table ? "middle beneath" : slide.chart ? "middle" : "middle alone";
  const body = make("div", look);
  if (hasMap(place)) body.append(make("div", "large map"));
  if (slide.chart) body.append(make("div", "large chart"));
  else if (slide.table) body.append(make("div", "large fit"));
  if (slide.points.length) body.append(pointsOf(slide.points));
  return body;
}

// What may be read from ten metres: nothing on a slide is smaller than the last of each.
const TITLE = { one: [44, 42, 40, 38, 36], two: [40, 38, 36, 34, 30, 26, 22], cover: [52, 48, 44, 40, 34, 28] };
const POINTS = [28, 26, 24, 22, 20];
const CELLS = [26, 24, 22, 20];  // the last with its rows closer

// Everything that hangs on the screen's size: type first, for the rest gets the room that it leaves.
function fill() {
  [...stage.children].forEach((section, place) => {
    const slide = data.slides[place];
    const beside = section.querySelector(".beside");
    fitTitle(section.querySelector("h1"), slide);
    if (beside) fitPoints(beside, beside.parentElement.clientHeight * (hasMap(place) || slide.table ? 0.24 : 1));
    fillMap(section.querySelector(".map"));
    fillChart(section.querySelector(".chart"), slide);
    fillTable(section.querySelector(".fit"), slide);
  });
}

// One line where it fits, else two of about the same length.
function fitTitle(title, slide) {
  title.classList.remove("even");
  if (slide.id !== "cover" && shrink(title, TITLE.one, (size) => size * unit() * 1.2)) return;
  title.classList.add("even");
  if (slide.id === "cover") shrink(title, TITLE.cover, (size) => size * unit() * 1.14 * 3);
  else shrink(title, TITLE.two, () => unit() * 100);
}

// Points that do not fit stand in the notes; the last line says so.
function fitPoints(beside, room) {
  const [points, more] = [[...beside.children].slice(0, -1), beside.lastChild];
  points.forEach((point) => { point.hidden = false; });
  more.hidden = true;
  if (shrink(beside, POINTS, () => room)) return;
  more.hidden = false;
  for (const point of points.slice(1).reverse()) {
    point.hidden = true;
    if (beside.scrollHeight <= room + 1) return;
  }
}

// The largest size that keeps to its room, and whether any does; a phone sets its own.
function shrink(element, sizes, roomAt) {
  if (isNarrow()) { element.style.removeProperty("--size"); return true; }
  return sizes.some((size) => {
    element.style.setProperty("--size", size);
    return element.scrollHeight <= roomAt(size) + 1;
  });
}

function fillTable(box, slide) {
  if (!box) return;
  const table = tableOf(slide.shown);
  box.replaceChildren(table);
  const room = isNarrow() ? 520 : box.clientHeight;
  for (const size of isNarrow() ? [] : CELLS) {
    table.style.setProperty("--cells", size);
    table.classList.toggle("dense", size === CELLS[CELLS.length - 1]);
    if (table.offsetHeight <= room && table.offsetWidth <= box.clientWidth) break;
  }
  cutTable(table, room, slide.keepsLast);
}

function fillChart(box, slide) {
  if (!box) return;
  const chart = data.charts[slide.chart];
  const plot = make("div", "plot");
  box.replaceChildren(plot);
  if (chart.series.length > 1) box.append(legendOf(chart.series.map((one, place) => ({ paint: paintOf(one.key, place), name: one.name }))));
  plot.append(drawChart(chart, plot.clientWidth, plot.clientHeight));
}

function fillMap(box) {
  if (!box) return;
  const plot = make("div", "plot");
  box.replaceChildren(plot, make("div", "legend", say.map));
  plot.append(drawMap(plot.clientWidth, plot.clientHeight));
}

function go(place) {
  now = Math.max(0, Math.min(place, data.slides.length - 1));
  [...stage.children].forEach((section, number) => {
    section.classList.toggle("now", number === now);
    section.setAttribute("aria-hidden", String(number !== now && !isNarrow()));
    section.inert = number !== now && !isNarrow();
  });
  remember(now);
  notes.replaceChildren(...data.slides[now].notes.map((line) => make("p", "", line)));
  notes.scrollTop = 0;
  if (isNarrow()) stage.children[now].scrollIntoView();
  stage.focus({ preventScroll: true });
}

// On the dashboard's page the deck is drawn again when something was typed in beneath it: it stays on its slide.
const PLACE = "ntm-deck-slide";

function remember(place) {
  try {
    if (window !== window.top) sessionStorage.setItem(PLACE, data.slides[place].id);
  } catch { /* a frame that may keep nothing begins at its cover */ }
}

function remembered() {
  try {
    const id = window === window.top ? null : sessionStorage.getItem(PLACE);
    return Math.max(data.slides.findIndex((slide) => slide.id === id), 0);
  } catch {
    return 0;
  }
}

function openOver(...children) {
  const close = make("button", "close", say.close);
  close.type = "button";
  close.addEventListener("click", () => over.close());
  over.replaceChildren(close, ...children);
  if (!over.open) over.showModal();
  over.focus({ preventScroll: true });
  over.scrollTop = 0;
}

over.addEventListener("close", () => stage.focus({ preventScroll: true }));
