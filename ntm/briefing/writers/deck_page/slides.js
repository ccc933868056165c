// The slides, all of them in the page, so that they can be printed; one is seen.
const stage = document.getElementById("deck");
const over = document.getElementById("over");
const notes = document.getElementById("notes");
let now = 0;

function runsOf(runs) {
  return runs.flatMap((run) => {
    if (typeof run === "string") return blanksOf(run);
    const figure = make("button", "fig", run.text);
    figure.type = "button";
    figure.addEventListener("click", () => openTable(run.table, run.rows));
    return [figure];
  });
}

// What a person must still write stands out.
function blanksOf(text) {
  return text.replaceAll("⟧", "⟦").split("⟦").map((part, place) => (place % 2 ? make("mark", "", part) : part));
}

function pointsOf(points) {
  return make("div", "beside", ...points.map((point) => make("p", point.isItem ? "item" : "", point.isItem ? "–\u2002" : "", ...runsOf(point.runs))));
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

// Everything that hangs on the screen's size: type first, for the rest gets the room that it leaves.
function fill() {
  [...stage.children].forEach((section, place) => {
    const slide = data.slides[place];
    const beside = section.querySelector(".beside");
    shrink(section.querySelector("h1"), [44, 38, 34, 30, 26, 22], slide.id === "cover" ? innerHeight / 2 : unit() * 110);
    if (beside) shrink(beside, [28, 26, 24, 22, 20, 18, 16], beside.parentElement.clientHeight * (hasMap(place) || slide.table ? 0.24 : 1));
    fillMap(section.querySelector(".map"));
    fillChart(section.querySelector(".chart"), slide);
    fillTable(section.querySelector(".fit"), slide);
  });
}

function fillTable(box, slide) {
  if (!box) return;
  box.replaceChildren(tableOf(data.tables[slide.table]));
  cutTable(box.firstChild, isNarrow() ? 520 : box.clientHeight);
}

function shrink(element, sizes, room) {
  if (isNarrow()) { element.style.removeProperty("--size"); return; }
  for (const size of sizes) {
    element.style.setProperty("--size", size);
    if (element.scrollHeight <= room + 1) return;
  }
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
  notes.replaceChildren(...data.slides[now].notes.map((line) => make("p", "", line)));
  if (isNarrow()) stage.children[now].scrollIntoView();
  stage.focus({ preventScroll: true });
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
