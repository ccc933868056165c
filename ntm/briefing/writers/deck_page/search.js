// Communes found by two letters, accents ignored ("bt" and "bi" find Bình Trung); one opens over the slide.
const MOST = 8;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
const findable = data.sheets.map((sheet) => {
  const words = plain(sheet.name).split(/\s+/);
  const own = words.slice(1);  // without "xã", "phường", "thị trấn"
  if (plain(sheet.name).startsWith("thi tran ")) own.shift();
  return { sheet, name: own.join(" "), words: own, initials: own.map((word) => word[0]).join("") };
});

// The better the match the lower: all initials ("bt"), the name's beginning, the first initials, a word's beginning, anywhere.
// Equal ones stay in the order of the sheets: whom the department helps, who has not met, the others.
function rank(one, asked) {
  const letters = asked.replaceAll(" ", "");
  if (one.initials === letters) return 0;
  if (one.name.startsWith(asked)) return 1;
  if (one.initials.startsWith(letters)) return 2;
  if (one.words.some((word) => word.startsWith(asked))) return 3;
  return one.name.includes(asked) ? 4 : 9;
}

function found(text) {
  const asked = plain(text).trim();
  if (!asked) return [];
  const ranked = findable.map((one) => ({ one, at: rank(one, asked) })).filter(({ at }) => at < 9);
  return ranked.sort((a, b) => a.at - b.at).slice(0, MOST).map(({ one }) => one.sheet);
}

function openSearch(typed) {
  if (!data.sheets.length) return;
  const input = make("input", "");
  const list = make("ul", "");
  const empty = make("p", "quiet");
  Object.entries({ type: "text", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "true", "aria-controls": "found",
    "aria-label": say.find }).forEach(([name, value]) => input.setAttribute(name, value));
  list.id = "found";
  list.setAttribute("role", "listbox");
  let chosen = 0;
  let sheets = [];
  const mark = () => [...list.children].forEach((item, place) => {
    item.setAttribute("aria-selected", String(place === chosen));
    if (place === chosen) input.setAttribute("aria-activedescendant", item.id);
  });
  const show = () => {
    sheets = found(input.value);
    chosen = 0;
    list.replaceChildren(...sheets.map(optionOf));
    empty.textContent = sheets.length || !input.value.trim() ? "" : say.none_found.replace("{text}", input.value.trim());
    mark();
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && sheets.length) { chosen = (chosen + step + sheets.length) % sheets.length; mark(); event.preventDefault(); }
    if (event.key === "Enter" && sheets[chosen]) { event.preventDefault(); openSheet(sheets[chosen]); }
  });
  openOver(make("h2", "", say.find), input, list, empty);
  input.value = typed;
  input.focus();
  show();
}

function optionOf(sheet, place) {
  const item = make("li", "", `${data.paints[sheet.status].sign} ${sheet.name} `, make("small", "", sheet.district));
  item.id = `found${place}`;
  item.setAttribute("role", "option");
  item.addEventListener("click", () => openSheet(sheet));
  return item;
}

function openSheet(sheet) {
  const body = make("tbody", "", ...sheet.indicators.map(indicatorRow));
  const heads = [say.indicator, say.status, say.figure, say.missing].map((text) => make("th", "", text));
  const table = make("table", "sheet", make("thead", "", make("tr", "", ...heads)), body);
  const lines = sheet.obstacles.map((text) => make("p", "", `${say.obstacle}: ${text}`));
  if (sheet.rating) {
    const rating = make("strong", "", `${data.paints[sheet.rating].sign} ${sheet.rating_words}`);
    rating.style.color = data.paints[sheet.rating].fill;
    lines.unshift(make("p", "", `${say.rating}: `, rating));
  }
  const where = [sheet.district, sheet.note, data.place].filter(Boolean).join(" · ");
  openOver(make("h2", "", sheet.sentence), make("p", "quiet", where, data.sample ? " · " : "", data.sample ? make("span", "mark", data.sample) : ""), ...lines, table);
}

function indicatorRow(one) {
  const source = one.source ? make("small", "", one.source) : "";
  const figure = make("td", "", one.figure, one.figure && source ? document.createElement("br") : "", source);
  const state = stateCell(`${data.paints[one.status].sign} ${data.words[one.status]}`, data.paints[one.status], true);
  return make("tr", "", make("td", "", one.title), state, figure, make("td", "", one.missing));
}
