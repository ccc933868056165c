// Tables of the content; on a slide as many rows as it holds, over it all of them.
// Letters of a name, which stays in one line, and of a sentence, which keeps a width to be read in.
const [SHORT, LONG] = [20, 50];

function tableOf(table, rows = table.rows) {
  const element = make("table", "");
  element.append(headOf(table.columns));
  const body = make("tbody", "");
  for (const row of rows) body.append(rowOf(row, table.columns));
  element.append(body);
  return element;
}

function headOf(columns) {
  const head = make("thead", "");
  const hasGroups = columns.some((column) => column.group);
  const [upper, lower] = [make("tr", ""), make("tr", "")];
  let last = null;
  for (const column of columns) {
    if (column.group) {
      if (last && last.textContent === column.group) last.colSpan += 1;
      else { last = make("th", "", column.group); upper.append(last); }
      lower.append(make("th", "", column.heading));
      continue;
    }
    const cell = make("th", "", column.heading);
    if (hasGroups) cell.rowSpan = 2;
    last = null;
    upper.append(cell);
  }
  head.append(upper);
  if (hasGroups) head.append(lower);
  return head;
}

function rowOf(row, columns) {
  const line = make("tr", row.kind);
  if (row.kind === "group") {
    const cell = make("td", "", row.cells.map((value) => (Array.isArray(value) ? value[0] : value)).filter(Boolean).join(" "));
    cell.colSpan = columns.length;
    line.append(cell);
    return line;
  }
  row.cells.forEach((value, place) => line.append(cellOf(value, columns[place])));
  return line;
}

function cellOf(value, column) {
  if (!Array.isArray(value)) return make("td", column.isFigure ? "figure" : column.kind === "day" ? "state" : lengthOf(value), value);
  const [words, key] = value;
  return stateCell(words, data.paints[key], column.kind === "status");
}

const lengthOf = (text) => (text.length <= SHORT ? "short" : text.length >= LONG ? "long" : "middling");

function stateCell(words, paint, isFilled) {
  const cell = make("td", "state", words);
  if (isFilled) {
    cell.style.background = paint.fill;
  }
  cell.style.color = isFilled ? paint.text : paint.fill;
  return cell;
}

// As many rows as fit, the first of them or the last, with the totals at the end; a line says how many are left out.
function cutTable(element, height, keepsLast) {
  if (element.offsetHeight <= height) return;
  const body = element.tBodies[0];
  const rows = [...body.rows];
  let end = rows.length;
  while (end && rows[end - 1].className === "total") end -= 1;
  const totals = rows.splice(end);
  const words = make("td", "");
  words.colSpan = 99;
  const more = make("tr", "more", words);
  const lay = (count) => {
    const kept = keepsLast ? rows.slice(rows.length - count) : rows.slice(0, count);
    while (!keepsLast && kept.length && kept[kept.length - 1].className === "group") kept.pop();  // a name above nothing
    const gone = rows.filter((row) => row.className === "body" && !kept.includes(row)).length;
    words.textContent = (keepsLast ? say.rows_before : say.rows_left).replace("{count}", counted(gone));
    body.replaceChildren(...(keepsLast ? [more, ...kept] : [...kept, more]), ...totals);
    return element.offsetHeight <= height;
  };
  let [shown, tooMany] = [1, rows.length];
  while (tooMany - shown > 1) {
    const middle = Math.floor((shown + tooMany) / 2);
    if (lay(middle)) shown = middle;
    else tooMany = middle;
  }
  lay(shown);
}

function openTable(id, keys = []) {
  const table = data.tables[id];
  if (!table) return;
  const rows = keys.length ? table.rows.filter((row) => keys.includes(row.key)) : table.rows;
  openOver(make("h2", "", table.title), tableOf(table, rows), ...table.notes.map((note) => make("p", "quiet", note)));
}
