// Tables of the content; on a slide as many rows as it holds, over it all of them.
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
  if (!Array.isArray(value)) return make("td", column.isFigure ? "figure" : column.kind === "day" ? "state" : "", value);
  const [words, key] = value;
  return stateCell(words, data.paints[key], column.kind === "status");
}

function stateCell(words, paint, isFilled) {
  const cell = make("td", "state", words);
  if (isFilled) {
    cell.style.background = paint.fill;
  }
  cell.style.color = isFilled ? paint.text : paint.fill;
  return cell;
}

// As many rows as fit, totals at the end among them; the last line says how many are left out.
function cutTable(element, height) {
  const body = element.tBodies[0];
  if (element.offsetHeight <= height) return;
  const rows = [...body.rows];
  let last = rows.length;
  while (last && rows[last - 1].className === "total") last -= 1;
  const words = make("td", "");
  words.colSpan = 99;
  const more = make("tr", "more", words);
  body.replaceChildren(...rows.slice(last), more);
  const gone = (from) => rows.slice(from, last).filter((row) => row.className === "body").length;
  let shown = 0;
  for (; shown < last; shown += 1) {
    words.textContent = say.rows_left.replace("{count}", gone(shown + 1));
    body.insertBefore(rows[shown], rows[last] || more);
    if (element.offsetHeight > height && shown) break;
  }
  for (let place = shown; place > 0 && (place === shown || rows[place].className === "group"); place -= 1) rows[place].remove();
  words.textContent = say.rows_left.replace("{count}", gone(shown));
}

function openTable(id, keys = []) {
  const table = data.tables[id];
  if (!table) return;
  const rows = keys.length ? table.rows.filter((row) => keys.includes(row.key)) : table.rows;
  openOver(make("h2", "", table.title), tableOf(table, rows), ...table.notes.map((note) => make("p", "quiet", note)));
}
