"""Reads .csv, .tsv, .txt: UTF-8 and UTF-16 with or without BOM, 8-bit code pages; comma, semicolon or tab.

Text is decoded piece by piece and never held whole: in memory one odd letter would make each letter of it four bytes.
"""
from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from etl.grid import MAX_CELL_TEXT, MAX_CELLS, Book, Budget, Scalar, Sheet, clean_text
from ntm.problems import BadFile, Problem

DELIMITERS = ",;\t"
MAX_DELIMITERS = 4 * MAX_CELLS
MAX_LINE = 2**23      # letters; a million short columns are two million
SNIFFED = 4096
SNIFFED_LINES = 200
PIECE = 2**20
LARGE = 12 * 2**20    # letters; of such a file the cells are counted before any is kept
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)


def read(name: str, content: bytes) -> Book:
    """One sheet, named like the file; every cell is text. Raises BadFile when it is no text of a table.

    Bytes in an 8-bit code page come as they are, one letter a byte, `is_undecoded`: only who knows names can tell which.
    """
    if _MARKUP.match(content):
        raise BadFile(Problem("unsupported", value=PurePath(name).suffix, variant="other_kind"))
    text = _survey(content)
    if text.delimiters > MAX_DELIMITERS:
        raise BadFile(Problem("too-large", {"limit": MAX_CELLS}, variant="cells"))
    delimiter = find_delimiter(islice(text.lines(), SNIFFED_LINES))
    if text.letters > LARGE:
        _count(text, delimiter)
    return Book(name, (Sheet(PurePath(name).stem, _rows(text, delimiter), is_undecoded=text.encoding == "latin-1"),))


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a file: its bytes, their encoding, what ends a line, how many letters and delimiters."""

    content: bytes
    encoding: str
    end_mark: str
    letters: int
    delimiters: int

    def lines(self) -> Iterator[str]:
        """The lines one by one with their ends, whatever system wrote them. Raises BadFile for one without end."""
        rest = ""
        for piece in _pieces(self.content, self.encoding):
            *whole, rest = (rest + piece).split(self.end_mark)
            yield from (line + "\n" for line in whole)
            if len(rest) > MAX_LINE:
                raise BadFile(Problem("too-large", {"limit": MAX_CELL_TEXT}, variant="field"))
        if rest:
            yield rest


def _pieces(content: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), PIECE):
        yield decoder.decode(content[start:start + PIECE], start + PIECE >= len(content))


def _survey(content: bytes) -> _Text:
    """The text of a file in Unicode, else in an 8-bit code page, of which each byte is taken for a letter (latin-1)."""
    encoding = _encoding(content)
    try:
        return _counted(content, encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            return _counted(content, "latin-1")
        raise BadFile(Problem("unsupported", variant="encoding")) from None


def _counted(content: bytes, encoding: str) -> _Text:
    has_line_feed, letters, delimiters = False, 0, 0
    for piece in _pieces(content, encoding):
        has_line_feed = has_line_feed or "\n" in piece
        letters += len(piece)
        delimiters += sum(map(piece.count, DELIMITERS))
    return _Text(content, encoding, "\n" if has_line_feed else "\r", letters, delimiters)


def _encoding(content: bytes) -> str:
    """The Unicode encoding that a file would be in, by its mark or its zeros."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" not in content[:SNIFFED]:
        return "utf-8-sig"
    # delimiters and line ends of UTF-16 have a zero as their upper half, and nothing has one as its lower half
    halves = [content[start:SNIFFED:2].count(0) for start in (0, 1)]
    if 0 not in halves:
        raise BadFile(Problem("unsupported", variant="encoding"))
    return "utf-16-le" if halves[0] == 0 else "utf-16-be"


def _rows(text: _Text, delimiter: str) -> dict[int, dict[int, Scalar]]:
    budget = Budget()
    rows: dict[int, dict[int, Scalar]] = {}
    for number, line in enumerate(_fields(text, delimiter)):
        if cells := {column: written for column, field in enumerate(line) if (written := clean_text(field))}:
            budget.spend_cell(len(cells) + 2)
            rows[number] = cells
    return rows


def _count(text: _Text, delimiter: str) -> None:
    """Spend for the cells of a large file without keeping them. Raises BadFile (`too-large`)."""
    budget = Budget()
    for line in _fields(text, delimiter):
        if count := sum(1 for field in line if field and not field.isspace()):
            budget.spend_cell(count + 2)


def _fields(text: _Text, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL_TEXT)
    try:
        yield from csv.reader(text.lines(), delimiter=delimiter)
    except csv.Error:
        raise BadFile(Problem("too-large", {"limit": MAX_CELL_TEXT}, variant="field")) from None


def find_delimiter(lines: Iterable[str]) -> str:
    """The delimiter that stands equally often on the most lines: titles above the table have few of any.

    A decimal comma inside the cells of a file with semicolons must not win, so evenness counts before number.
    """
    written = [line for line in lines if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        """In how many lines a sign stands equally often, and how often."""
        counts = [line.count(delimiter) for line in written]
        usual = max(set(counts) - {0}, key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=evenness)
