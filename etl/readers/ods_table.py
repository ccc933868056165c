"""The tables of content.xml, in one pass; repeated rows and cells unfolded only where something stands in them."""
from __future__ import annotations

import math
from datetime import date

from etl.grid import MAX_CELL_TEXT, Budget, Merge, Place, Scalar, Sheet, clean_text
from etl.readers.archive import PartReader, local
from etl.readers.ods_styles import OdsStyles
from etl.readers.sheet_xml import LAST_COLUMN, LAST_ROW, MAX_MERGES

_EPOCH = date(1899, 12, 30)
_NUMBERS = ("float", "percentage", "currency")
_HIDDEN = ("collapse", "filter")


class TableParser(PartReader):
    """Takes content.xml through expat; feed `expat`, then `sheets` holds the tables."""

    def __init__(self, styles: OdsStyles, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self._styles, self._budget = styles, budget
        self._depth = 0  # tables inside cells are drawings, not sheets
        self._skipping = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._text_size = 0
        self._paragraphs = 0
        self._take = False
        self._start_table({})

    def _start_table(self, found: dict[str, str]) -> None:
        self._name, self._table_style = clean_text(found.get("name", "")), found.get("style-name", "")
        self._rows: dict[int, dict[int, Scalar]] = {}
        self._formats: dict[Place, str] = {}
        self._errors: dict[Place, str] = {}
        self._uncomputed: set[Place] = set()
        self._encodings: dict[Place, str] = {}
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row, self._row_repeat, self._column, self._columns_seen = 0, 1, 0, 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if self._skipping or tag in ("annotation", "shapes", "tracked-changes"):
            self._skipping += 1
            return
        found = {local(key): value for key, value in attributes.items()}
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._start_table(found)
        elif self._depth == 1:
            self._start_inside(tag, found)

    def _start_inside(self, tag: str, found: dict[str, str]) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._cell, self._text, self._text_size, self._paragraphs = found, [], 0, 0
        elif tag == "table-row":
            self._column = 0
            self._row_repeat = _repeat(found, "number-rows-repeated")
            if found.get("visibility") in _HIDDEN and self._row <= LAST_ROW:
                self._hidden_rows.update(range(self._row, min(self._row + self._row_repeat, LAST_ROW + 1)))
        elif tag == "table-column":
            after = min(self._columns_seen + _repeat(found, "number-columns-repeated"), LAST_COLUMN + 1)
            if found.get("visibility") in _HIDDEN:
                self._hidden_columns.update(range(self._columns_seen, after))
            self._columns_seen = after
        elif tag == "p":
            self._take = self._cell is not None
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._characters(" ")
        elif tag in ("s", "tab", "line-break"):
            self._characters(" ")

    def _characters(self, text: str) -> None:
        if self._take and not self._skipping and self._text_size < MAX_CELL_TEXT:
            self._text.append(text)
            self._text_size += len(text)

    def _end(self, name: str) -> None:
        tag = local(name)
        if self._skipping:
            self._skipping -= 1
        elif tag == "table":
            self._depth -= 1
            if self._depth == 0:
                self._end_table()
        elif self._depth == 1 and tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif self._depth == 1 and tag == "table-row":
            self._end_row()
        elif tag == "p":
            self._take = False

    def _end_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeat = _repeat(cell, "number-columns-repeated")
        text = clean_text("".join(self._text))
        is_written = bool(text or cell.get("value-type") or cell.get("formula"))
        if is_written and self._row <= LAST_ROW:
            last = min(self._column + repeat, LAST_COLUMN + 1)
            self._budget.spend_cell(max(0, last - self._column))
            for column in range(self._column, last):
                self._keep(Place(self._row, column), cell, text)
        self._merge(cell)
        self._column += repeat

    def _keep(self, place: Place, cell: dict[str, str], text: str) -> None:
        kind = cell.get("value-type", "")
        style = self._styles.of_cell(cell.get("style-name", ""))
        if text.startswith("#") and ("formula" in cell or kind == "error"):
            self._errors[place] = text
            return
        value = _value(kind, cell, text)
        if value is not None:
            self._rows.setdefault(place.row, {})[place.column] = value
        elif "formula" in cell and kind != "string":  # a computed formula has a type, an empty text included
            self._uncomputed.add(place)
        if kind == "percentage" or kind == "date":
            self._formats[place] = style.number_format or ("0%" if kind == "percentage" else "dd/mm/yyyy")
        elif style.encoding and isinstance(value, str):
            self._encodings[place] = style.encoding

    def _merge(self, cell: dict[str, str]) -> None:
        down, right = _repeat(cell, "number-rows-spanned"), _repeat(cell, "number-columns-spanned")
        if (down > 1 or right > 1) and len(self._merges) < MAX_MERGES:
            self._merges.append(Merge(self._row, self._column, self._row + down - 1, self._column + right - 1))

    def _end_row(self) -> None:
        """A row that is repeated and holds something stands there as often; empty ones are only counted."""
        cells = self._rows.get(self._row)
        last = min(self._row + self._row_repeat, LAST_ROW + 1)
        if cells and last > self._row + 1:
            self._budget.spend_cell(len(cells) * (last - self._row - 1))
            for row in range(self._row + 1, last):
                self._rows[row] = dict(cells)
                for beside in (self._formats, self._encodings):
                    beside.update({Place(row, c): beside[Place(self._row, c)] for c in cells if Place(self._row, c) in beside})
        self._row += self._row_repeat

    def _end_table(self) -> None:
        self.sheets.append(Sheet(
            self._name, self._rows, self._table_style in self._styles.hidden_tables, self._formats, self._errors,
            frozenset(self._uncomputed), tuple(self._merges), frozenset(self._hidden_rows),
            frozenset(self._hidden_columns), encodings=self._encodings))


def _repeat(found: dict[str, str], name: str) -> int:
    number = int(found.get(name, "1"))
    if number < 1:
        raise ValueError(number)
    return number


def _value(kind: str, cell: dict[str, str], text: str) -> Scalar | None:
    if kind in _NUMBERS:
        number = float(cell["value"])
        if not math.isfinite(number):
            raise ValueError(number)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        return (date.fromisoformat(cell["date-value"][:10]) - _EPOCH).days
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    return text or clean_text(cell.get("string-value", "")[:MAX_CELL_TEXT]) or None
