"""The XML of one sheet, in one pass: values, number formats, errors, formulas never computed, merged and hidden."""
from __future__ import annotations

import math
import re
from typing import NamedTuple

from etl.grid import MAX_CELL_TEXT, Budget, Merge, Place, Scalar, Sheet, clean_text, column_number
from etl.readers.archive import PartReader
from ntm.problems import BadFile, Problem

MAX_MERGES = 100_000
LAST_COLUMN = 16_383
LAST_ROW = 1_048_575
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Style(NamedTuple):
    """What a cell's style adds to its meaning: a percent or date format, the legacy encoding of its font."""

    number_format: str | None
    encoding: str | None


_TAGS = frozenset({"c", "v", "t", "is", "f", "row"})  # most files write them without a prefix


class SheetParser(PartReader):
    """Takes one sheet's XML through expat and keeps what is written; feed `expat`, then ask for the `sheet`.

    While it is fed ValueError, IndexError and ExpatError mean broken, BadFile hostile.
    """

    def __init__(self, strings: list[str], styles: list[Style], budget: Budget) -> None:
        self._strings, self._styles, self._budget = strings, styles, budget
        self._rows: dict[int, dict[int, Scalar]] = {}
        self._found_formats: dict[Place, str] = {}
        self._errors: dict[Place, str] = {}
        self._uncomputed: set[Place] = set()
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._letters: dict[str, int] = {}
        self._encodings: dict[Place, str] = {}
        self._row, self._column, self._text_size = -1, -1, 0
        self._cells: dict[int, Scalar] = {}
        self._cell: dict[str, str] = {}
        self._has_formula = self._is_phonetic = False
        self._text: list[str] = []
        self._take = False

    def sheet(self, name: str, is_hidden: bool, has_1904_dates: bool) -> Sheet:
        """What was read, as a Sheet."""
        return Sheet(name, {r: cells for r, cells in self._rows.items() if cells}, is_hidden, self._found_formats,
                     self._errors, frozenset(self._uncomputed), tuple(self._merges), frozenset(self._hidden_rows),
                     frozenset(self._hidden_columns), has_1904_dates, self._encodings)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name if name in _TAGS else name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._take = not self._is_phonetic
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), LAST_COLUMN + 1)
            self._hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _end(self, name: str) -> None:
        tag = name if name in _TAGS else name.rpartition(":")[2]
        if tag in ("v", "t"):
            self._take = False
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._is_phonetic = False

    def _characters(self, text: str) -> None:
        if self._take and self._text_size < MAX_CELL_TEXT:
            self._text.append(text)
            self._text_size += len(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        if not 0 <= self._row <= LAST_ROW:
            raise ValueError(attributes["r"])
        self._column = -1
        self._cells = self._rows.setdefault(self._row, {})
        if attributes.get("hidden") in ("1", "true"):
            self._hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._budget.spend_cell(3 if self._column < 0 else 1)
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            if letters not in self._letters:
                self._letters[letters] = _column(letters)
            self._column = self._letters[letters]
        self._cell = attributes
        self._has_formula = False
        self._text, self._text_size = [], 0

    def _end_cell(self) -> None:
        text, kind = "".join(self._text), self._cell.get("t", "n")
        if not text:
            # ="" is stored as an empty text; any other formula without a value was never computed
            if self._has_formula and kind != "str":
                self._uncomputed.add(Place(self._row, self._column))
            return
        if kind == "n":
            self._cells[self._column] = _number(text)
            self._note_style()
        elif kind == "s":
            if string := self._strings[_index(text)]:
                self._cells[self._column] = string
                self._note_style()
        elif kind == "e":
            self._errors[Place(self._row, self._column)] = text
        elif kind == "b":
            self._cells[self._column] = text == "1"
        elif cleaned := clean_text(text):
            self._cells[self._column] = cleaned
            self._note_style()

    def _note_style(self) -> None:
        written = self._cell.get("s")
        if not written or not 0 <= (number := int(written)) < len(self._styles):
            return
        style = self._styles[number]
        if style.number_format:
            self._found_formats[Place(self._row, self._column)] = style.number_format
        if style.encoding:
            self._encodings[Place(self._row, self._column)] = style.encoding

    def _merge(self, reference: str) -> None:
        corners = _REFERENCE.findall(reference)
        if len(self._merges) >= MAX_MERGES:
            raise BadFile(Problem("too-large", {"limit": MAX_MERGES}, variant="cells"))
        if corners:
            (left, top), (right, bottom) = corners[0], corners[-1]
            self._merges.append(Merge(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)))


def _column(letters: str) -> int:
    column = column_number(letters)
    if not letters.isascii() or not letters.isupper() or column > LAST_COLUMN:
        raise ValueError(letters)
    return column


def _index(text: str) -> int:
    number = int(text)
    if number < 0:
        raise IndexError(text)
    return number


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
