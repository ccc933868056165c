"""Reads .csv: UTF-8 with or without BOM; comma, semicolon or tab."""
from __future__ import annotations

import csv
import io
from pathlib import PurePath

from etl.grid import Book, Scalar, Sheet, clean_text
from ntm.problems import BadFile, Problem

DELIMITERS = ",;\t"
MAX_FIELD = 32_767  # what an Excel cell can hold


def read(name: str, content: bytes) -> Book:
    """One sheet, named like the file; every cell is text. Raises BadFile when it is not UTF-8 text."""
    if b"\0" in content[:4096]:
        raise BadFile(Problem("unsupported", variant="encoding"))
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(Problem("unsupported", variant="encoding")) from None
    csv.field_size_limit(MAX_FIELD)
    try:
        lines = list(csv.reader(io.StringIO(written, newline=""), delimiter=find_delimiter(written)))
    except csv.Error:
        raise BadFile(Problem("bad-file", variant="damaged")) from None
    rows: dict[int, dict[int, Scalar]] = {}
    for number, line in enumerate(lines):
        if cells := {column: text for column, field in enumerate(line) if (text := clean_text(field))}:
            rows[number] = cells
    return Book(name, (Sheet(PurePath(name).stem, rows),))


def find_delimiter(written: str) -> str:
    """The delimiter that stands equally often on the most lines: titles above the table have few of any.

    A decimal comma inside the cells of a file with semicolons must not win, so evenness counts before number.
    """
    lines = [line for line in written.splitlines()[:200] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts) - {0}, key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=evenness)
