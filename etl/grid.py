"""What a spreadsheet is to us: sheets of cells, whatever kind of file they came from."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from ntm.problems import BadFile, Problem

Scalar = str | int | float | bool
MAX_COLUMNS = 1_000  # headings and titles beyond are not looked at
MAX_CELLS = 1_500_000     # of a whole file: 100,000 rows of 13, since a row costs two more
MAX_TAGS = 9_000_000      # of its XML, opening and closing: a cell has four
MAX_CELL_TEXT = 32_767    # what an Excel cell can hold; more is cut off and never a value
MAX_TEXT = 500       # no name, heading or value is longer; a cell of a megabyte must not reach a pattern


class Place(NamedTuple):
    """Row and column, both counted from 0."""

    row: int
    column: int


class Merge(NamedTuple):
    """A merged range, its four edges included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with all that its meaning hangs on. `value` is None where nothing stands."""

    sheet: str
    row: int
    column: int
    value: Scalar | None = None
    number_format: str = "General"
    error: str | None = None
    is_uncomputed: bool = False
    is_hidden: bool = False
    has_1904_dates: bool = False

    @property
    def address(self) -> str:
        """The cell's name in its sheet: "B8"."""
        return address(self.row, self.column)

    @property
    def is_number(self) -> bool:
        """Whether a number stands here (a date is one, too; TRUE is none)."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    @property
    def is_percent(self) -> bool:
        """Whether a number is shown as percent: 0.5 as 50%."""
        return self.is_number and "%" in self.number_format

    @property
    def shown_decimals(self) -> int:
        """The digits after the decimal point that the number format shows."""
        found = re.search(r"0[.,]([0#]+)", self.number_format)
        return len(found.group(1)) if found else 0

    @property
    def day(self) -> date | None:
        """The day of a number that is shown as a date, else None."""
        if not self.is_number or not is_date_format(self.number_format):
            return None
        epoch = datetime(1904, 1, 1) if self.has_1904_dates else datetime(1899, 12, 30)
        try:
            return (epoch + timedelta(days=float(self.value or 0))).date()
        except OverflowError:
            return None

    @property
    def shown(self) -> str:
        """The text a person sees, near enough to find the cell again."""
        if self.error:
            return self.error
        if self.is_percent:
            percent = Decimal(repr(self.value)).scaleb(2)
            return f"{percent.quantize(Decimal(1).scaleb(-self.shown_decimals), ROUND_HALF_UP)}%".replace(".", ",")
        if self.day:
            return f"{self.day.day}/{self.day.month}/{self.day.year}"
        text = text_of(self.value)
        return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` holds only what is written: row -> column -> value; what is rare lies beside it by place."""

    name: str
    rows: dict[int, dict[int, Scalar]]
    is_hidden: bool = False
    formats: dict[Place, str] = field(default_factory=dict)      # percent and date formats only
    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: frozenset[Place] = frozenset()
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    has_1904_dates: bool = False
    encodings: dict[Place, str] = field(default_factory=dict)    # texts in a font of a legacy encoding (etl.legacy)
    is_undecoded: bool = False  # texts are bytes in an unknown code page, one letter a byte

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, also where nothing is written."""
        place = Place(row, column)
        hidden = self.is_hidden or row in self.hidden_rows or column in self.hidden_columns
        return Cell(self.name, row, column, self.rows.get(row, {}).get(column), self.formats.get(place, "General"),
                    self.errors.get(place), place in self.uncomputed, hidden, self.has_1904_dates)

    def row_numbers(self) -> list[int]:
        """The rows on which anything is written, or should be and is not (errors, formulas), top down."""
        return sorted(set(self.rows) | {p.row for p in self.errors} | {p.row for p in self.uncomputed})

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """Column and the start of the text of each written cell of a row, left to right; not beyond MAX_COLUMNS."""
        cells = self.rows.get(row, {})
        for column in sorted(cells):
            if column >= MAX_COLUMNS:
                break
            if text := text_of(cells[column])[:MAX_TEXT]:
                yield column, text


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file."""

    name: str
    sheets: tuple[Sheet, ...]


class Budget:
    """What a file may cost: a reader spends from one for all its sheets. Raises BadFile (`too-large`)."""

    def __init__(self) -> None:
        self._cells, self._tags = MAX_CELLS, MAX_TAGS

    def spend_cell(self, count: int = 1) -> None:
        """One more cell, or several equal ones."""
        self._cells -= count
        if self._cells < 0:
            raise BadFile(Problem("too-large", {"limit": MAX_CELLS}, variant="cells"))

    def spend_tags(self, count: int) -> None:
        """So many more tags of XML; empty ones cost time, too."""
        self._tags -= count
        if self._tags < 0:
            raise BadFile(Problem("too-large", {"limit": MAX_CELLS}, variant="cells"))


def address(row: int, column: int) -> str:
    """(7, 1) -> "B8"."""
    return f"{column_letters(column)}{row + 1}"


def place_of(address: str) -> Place:
    """B8 -> (7, 1)."""
    letters = address.rstrip("0123456789")
    return Place(int(address[len(letters):]) - 1, column_number(letters))


@lru_cache(maxsize=MAX_COLUMNS)
def column_letters(column: int) -> str:
    """1 -> "B", 26 -> "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """B -> 1, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


_BLANKS = re.compile(r"\s+")
# The soft hyphen stays: in TCVN3 it is the letter ư (etl.legacy takes out the others).
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_LEFT_OUT = dict.fromkeys(map(ord, _INVISIBLE))


def clean_text(text: str) -> str:
    """Text as the rest of the program may take it: NFC, no invisible characters, every run of blanks one space."""
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    return _clean_short(text) if len(text) <= MAX_TEXT else _clean(text)


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    if any(mark in composed for mark in _INVISIBLE):  # looked for first: leaving out takes long in long texts
        composed = composed.translate(_LEFT_OUT)
    return _BLANKS.sub(" ", composed).strip()


_clean_short = lru_cache(maxsize=65_536)(_clean)  # a long table says the same few words again and again


def text_of(value: Scalar | None) -> str:
    """A value as text: 8.1 -> "8.1", 8.0 -> "8", nothing -> ""."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def is_date_format(number_format: str) -> bool:
    """Whether a number format shows a date ("dd/mm/yyyy", "d-mmm"), not merely a number with letters in quotes."""
    bare = _NOT_SHOWN.sub("", number_format).lower()
    return bare != "general" and any(letter in bare for letter in "dy") or bool(re.search(r"m{3,}", bare))
