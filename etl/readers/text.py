"""Reads .csv, .tsv, .txt: UTF-8 and UTF-16 with or without BOM, 8-bit code pages; comma, semicolon or tab."""
from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath

from etl.grid import MAX_CELL_TEXT, MAX_CELLS, Book, Budget, Scalar, Sheet, clean_text
from ntm.problems import BadFile, Problem

DELIMITERS = ",;\t"
MAX_DELIMITERS = 4 * MAX_CELLS
SNIFFED = 4096
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)


def read(name: str, content: bytes) -> Book:
    """One sheet, named like the file; every cell is text. Raises BadFile when it is no text of a table.

    Bytes in an 8-bit code page come as they are, one letter a byte, `is_undecoded`: only who knows names can tell which.
    """
    if _MARKUP.match(content):
        raise BadFile(Problem("unsupported", value=PurePath(name).suffix, variant="other_kind"))
    written = _decode(content)
    is_undecoded = written is None
    if written is None:
        written = content.decode("latin-1")
    if sum(map(written.count, DELIMITERS)) > MAX_DELIMITERS:
        raise BadFile(Problem("too-large", {"limit": MAX_CELLS}, variant="cells"))
    return Book(name, (Sheet(PurePath(name).stem, _rows(written), is_undecoded=is_undecoded),))


def _decode(content: bytes) -> str | None:
    """The text of a file in Unicode, None for one in an 8-bit code page."""
    encoding = "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in content[:SNIFFED]:
        # delimiters and line ends of UTF-16 have a zero as their upper half, and nothing has one as its lower half
        halves = [content[start:SNIFFED:2].count(0) for start in (0, 1)]
        if 0 not in halves:
            raise BadFile(Problem("unsupported", variant="encoding"))
        encoding = "utf-16-le" if halves[0] == 0 else "utf-16-be"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig":
            return None
        raise BadFile(Problem("unsupported", variant="encoding")) from None


def _rows(written: str) -> dict[int, dict[int, Scalar]]:
    csv.field_size_limit(MAX_CELL_TEXT)
    budget = Budget()
    rows: dict[int, dict[int, Scalar]] = {}
    lines = csv.reader(split_lines(written), delimiter=find_delimiter(written))
    try:
        for number, line in enumerate(lines):
            if cells := {column: text for column, field in enumerate(line) if (text := clean_text(field))}:
                budget.spend_cell(len(cells) + 2)
                rows[number] = cells
    except csv.Error:
        raise BadFile(Problem("too-large", {"limit": MAX_CELL_TEXT}, variant="field")) from None
    return rows


def split_lines(written: str) -> Iterator[str]:
    """The lines one by one with their ends, whatever system wrote them; a list of all would take several times the file."""
    end_mark = "\n" if "\n" in written else "\r"
    start = 0
    while (end := written.find(end_mark, start)) >= 0:
        yield written[start:end] + "\n"
        start = end + 1
    if start < len(written):
        yield written[start:]


def find_delimiter(written: str) -> str:
    """The delimiter that stands equally often on the most lines: titles above the table have few of any.

    A decimal comma inside the cells of a file with semicolons must not win, so evenness counts before number.
    """
    lines = [line for line in islice(split_lines(written), 200) if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts) - {0}, key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=evenness)
