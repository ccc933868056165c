// A sketch of where the communes lie, each filled with its status; not a map of boundaries, and it says so.
const mapped = data.sheets.filter((one) => one.rings.length);

function drawMap(width, height) {
  const points = mapped.flatMap((one) => one.rings.flat());
  const [west, east] = [Math.min(...points.map((point) => point[0])), Math.max(...points.map((point) => point[0]))];
  const [south, north] = [Math.min(...points.map((point) => point[1])), Math.max(...points.map((point) => point[1]))];
  const scale = Math.min((width - 8) / (east - west), (height - 8) / (north - south));
  const [left, top] = [(width - (east - west) * scale) / 2, (height - (north - south) * scale) / 2];
  const place = ([x, y]) => [left + (x - west) * scale, top + (north - y) * scale];
  const svg = canvas(width, height, say.map);
  const fills = Object.fromEntries(Object.keys(data.words).map((status) => [status, fillOf(data.paints[status], svg)]));
  for (const one of mapped) {
    const d = one.rings.map((ring) => `M${ring.map((point) => place(point).map((at) => at.toFixed(1)).join(" ")).join("L")}Z`).join("");
    const cell = draw("path", { d, fill: fills[one.status], stroke: "#FFFFFF", "stroke-width": 1.5, "fill-rule": "evenodd", class: "cell" });
    cell.append(draw("title", {}, `${one.name}: ${data.words[one.status]}`));
    cell.addEventListener("click", () => openSheet(one));
    svg.append(cell);
  }
  for (const one of mapped.filter((one) => one.middle)) {
    const [x, y] = place(one.middle);
    const size = signSize(one.rings.flat().map(place));
    const sign = draw("text", { x, y: y + size * 0.34, "font-size": size, "text-anchor": "middle", "pointer-events": "none" }, data.paints[one.status].sign);
    sign.style.fill = data.paints[one.status].text;
    svg.append(sign);
  }
  return svg;
}

// As large as a label where the cell has room for it.
function signSize(points) {
  const sides = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])) - Math.min(...points.map((point) => point[axis])));
  return Math.min(labelSize(), Math.min(...sides) * 0.6);
}
