// What the other parts draw with: the data, elements, measured text. All text is set as text, never as markup.
const data = JSON.parse(document.getElementById("deck-data").textContent);
const say = data.texts;
const SVG = "http://www.w3.org/2000/svg";

function make(tag, look, ...children) {
  const element = document.createElement(tag);
  if (look) element.className = look;
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const ruler = document.createElement("canvas").getContext("2d");

function widthOf(text, size, weight = 400) {
  ruler.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

function shorten(text, size, room) {
  if (widthOf(text, size) <= room) return text;
  let end = text.length;
  while (end > 1 && widthOf(`${text.slice(0, end).trimEnd()}…`, size) > room) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

// Two lines at most: a long name is broken at a space, and only then shortened.
function inLines(text, size, room) {
  if (widthOf(text, size) <= room || !text.includes(" ")) return [shorten(text, size, room)];
  const words = text.split(" ");
  let first = words.shift();
  while (words.length && widthOf(`${first} ${words[0]}`, size) <= room) first += ` ${words.shift()}`;
  return words.length ? [shorten(first, size, room), shorten(words.join(" "), size, room)] : [first];
}

const unit = () => Math.min(innerWidth / 1280, innerHeight / 720);
const isNarrow = () => matchMedia("(max-width: 700px)").matches;
const labelSize = () => (isNarrow() ? 14 : 20 * unit());
const format = new Intl.NumberFormat(document.documentElement.lang);
// As officials write a count in a sentence: two digits at least in Vietnamese.
const counted = (count) => (document.documentElement.lang === "vi" && count < 10 ? `0${count}` : format.format(count));
const paintOf = (key, place) => data.paints[key] || data.paints[`plain${place % 3}`];

// A fill that is a colour, or stripes over it where nothing is known.
let patterns = 0;
function fillOf(paint, svg) {
  if (!paint.hatch) return paint.fill;
  patterns += 1;
  const id = `hatch${patterns}`;
  const pattern = draw("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(draw("rect", { width: 8, height: 8, fill: paint.fill }), draw("rect", { width: 2.5, height: 8, fill: paint.hatch }));
  svg.append(pattern);
  return `url(#${id})`;
}

function canvas(width, height, label) {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
}
