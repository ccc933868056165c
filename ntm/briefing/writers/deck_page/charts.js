// Charts as SVG: stacked bars, lines with gaps where nothing is known.
function drawChart(chart, width, height) {
  const size = labelSize();
  const svg = canvas(width, height, chart.alt);
  const drawOne = { stacked: drawStacked, lines: drawLines }[chart.kind];
  drawOne(svg, chart, width, height, size);
  return svg;
}

function rowsOf(svg, chart, width, height, size) {
  const step = Math.min(height / Math.max(chart.categories.length, 1), size * 4.5);
  const text = Math.min(size, step * 0.62);
  const longest = Math.max(...chart.categories.map((name) => widthOf(name, text)), 0);
  const left = Math.min(longest + size * 0.7, width * 0.36);
  chart.categories.forEach((name, place) => {
    const lines = step >= text * 2.3 ? inLines(name, text, left - size * 0.7) : [shorten(name, text, left - size * 0.7)];
    lines.forEach((line, at) => svg.append(draw("text", {
      x: left - size * 0.6, y: step * (place + 0.5) + text * 0.35 + (at - (lines.length - 1) / 2) * text * 1.1, "font-size": text, "text-anchor": "end",
    }, line)));
  });
  return { step, text, left };
}

const known = (values) => values.filter((value) => value !== null);

function drawStacked(svg, chart, width, height, size) {
  const { step, text, left } = rowsOf(svg, chart, width, height, size);
  const totals = chart.categories.map((_, place) => known(chart.series.map((one) => one.values[place])).reduce((sum, value) => sum + value, 0));
  const ends = totals.map((total, place) => endWords(chart, total, place));
  const room = width - left - Math.max(...ends.map((words) => widthOf(words, text, 600)), 0) - size * 0.8;
  const scale = room / Math.max(...totals, 1);
  const fills = chart.series.map((one, place) => fillOf(paintOf(one.key, place), svg));
  totals.forEach((total, place) => {
    let x = left;
    const y = step * place + step * 0.16;
    chart.series.forEach((one, number) => {
      const value = one.values[place];
      if (!value) return;
      const paint = paintOf(one.key, number);
      svg.append(draw("rect", { x, y, width: Math.max(value * scale - 1, 1), height: step * 0.68, fill: fills[number] }));
      const label = format.format(value);
      if (widthOf(label, text) + 4 <= value * scale) {
        svg.append(draw("text", { x: x + value * scale / 2, y: y + step * 0.34 + text * 0.35, "font-size": text, "text-anchor": "middle" }, label));
        svg.lastChild.style.fill = paint.text;
      }
      x += value * scale;
    });
    svg.append(draw("text", { x: x + size * 0.4, y: y + step * 0.34 + text * 0.35, "font-size": text, "font-weight": 600 }, ends[place]));
  });
}

// Beside a bar: how many of how many are met, else how many in all.
function endWords(chart, total, place) {
  const first = chart.series[0];
  return first.key === "met" ? `${format.format(first.values[place] || 0)}/${format.format(total)}` : format.format(total);
}

function niceMost(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((most) => most >= value);
}

function drawLines(svg, chart, width, height, size) {
  const values = chart.series.flatMap((one) => known(one.values));
  const most = niceMost(Math.max(...values, 1));
  const ticks = most % 4 === 0 ? 4 : most % 5 === 0 ? 5 : most;
  const left = widthOf(format.format(most), size) + size;
  const [top, bottom] = [size * 1.6, height - size * 2];
  const count = chart.categories.length;
  const x = (place) => (count > 1 ? left + size + (width - left - size * 3) * place / (count - 1) : (left + width) / 2);
  const y = (value) => bottom - (bottom - top) * value / most;
  for (let tick = 0; tick <= ticks; tick += 1) {
    const at = y(most * tick / ticks);
    svg.append(draw("line", { x1: left, x2: width, y1: at, y2: at, stroke: data.line, "stroke-width": 1 }));
    svg.append(draw("text", { x: left - size * 0.5, y: at + size * 0.35, "font-size": size, "text-anchor": "end" }, format.format(most * tick / ticks)));
  }
  const every = Math.ceil(Math.max(...chart.categories.map((name) => widthOf(name, size))) * 1.15 * Math.max(count - 1, 1) / (width - left - size * 3));
  chart.categories.forEach((name, place) => {
    if ((count - 1 - place) % every === 0) svg.append(draw("text", { x: x(place), y: height - size * 0.5, "font-size": size, "text-anchor": "middle" }, name));
    if (chart.series.every((one) => one.values[place] === null)) drawGap(svg, x(place), top, bottom, size);
  });
  chart.series.forEach((one, number) => drawLine(svg, one, paintOf(one.key, number), x, y, size));
}

function drawGap(svg, x, top, bottom, size) {
  svg.append(draw("rect", { x: x - size, y: top, width: size * 2, height: bottom - top, fill: fillOf(data.paints.no_data, svg) }));
  svg.append(draw("text", { x, y: (top + bottom) / 2 + size * 0.35, "font-size": size, "text-anchor": "middle" }, data.paints.no_data.sign));
}

function drawLine(svg, series, paint, x, y, size) {
  const colour = paint.hatch ? paint.text : paint.fill;
  let path = "";
  series.values.forEach((value, place) => {
    if (value === null) return;
    const isJoined = place > 0 && series.values[place - 1] !== null;
    path += `${isJoined ? "L" : "M"}${x(place)} ${y(value)}`;
  });
  svg.append(draw("path", { d: path, fill: "none", stroke: colour, "stroke-width": size / 5, "stroke-linejoin": "round" }));
  series.values.forEach((value, place) => {
    if (value === null) return;
    svg.append(draw("circle", { cx: x(place), cy: y(value), r: size * 0.36, fill: colour }));
    svg.append(draw("text", { x: x(place), y: y(value) - size * 0.7, "font-size": size, "font-weight": 600, "text-anchor": "middle" }, format.format(value)));
  });
}

// Sign and word beside each colour.
function legendOf(entries) {
  const legend = make("div", "legend");
  for (const { paint, name } of entries) {
    const swatch = draw("svg", { viewBox: "0 0 20 20", class: "swatch", "aria-hidden": "true" });
    swatch.append(draw("rect", { width: 20, height: 20, fill: paint.fill, stroke: paint.hatch || "none", "stroke-width": 2 }));
    const sign = draw("text", { x: 10, y: 15, "font-size": 14, "text-anchor": "middle" }, paint.sign);
    sign.style.fill = paint.text;
    swatch.append(sign);
    legend.append(make("span", "", swatch, name));
  }
  return legend;
}
