"""Reads the CSV files under data/ into records: a parser a column, every problem with its file and line."""
from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ntm.problems import Problem

Parser = Callable[[str], Any]
Form = dict[str, Parser]  # columns in the order of the file and of the record


class _UnreadableError(ValueError):
    """A cell of a data file that is not what its column holds; carries what was expected."""


def one_of(*allowed: str) -> Parser:
    """Parse one of a few words."""

    def parse(text: str) -> str:
        """The word, if it is one of them."""
        if text not in allowed:
            raise _UnreadableError(", ".join(allowed))
        return text
    return parse


def matching(pattern: str, expected: str) -> Parser:
    """Parse text of a pattern; `expected` is how it looks ("00000")."""
    compiled = re.compile(pattern)

    def parse(text: str) -> str:
        """The text, if it has the pattern."""
        if not compiled.fullmatch(text):
            raise _UnreadableError(expected)
        return text
    return parse


def a_day(text: str) -> date:
    """Parse an ISO day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _UnreadableError("2025-07-01") from None


def between(low: float, high: float) -> Parser:
    """Parse a number from low to high."""

    def parse(text: str) -> float:
        """The number, if it lies between."""
        try:
            number = float(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise _UnreadableError(f"{low:g} … {high:g}")
        return number
    return parse


def a_name(text: str) -> str:
    """Parse a name: composed (NFC), without stray blanks, not empty."""
    if not text or text != " ".join(unicodedata.normalize("NFC", text).split()):
        raise _UnreadableError("NFC")
    return text


def maybe(parse: Parser) -> Parser:
    """Parse as `parse` does; an empty cell is None."""
    return lambda text: parse(text) if text else None


def data_problem(file: str, line: int, variant: str, found: str, expected: str = "") -> Problem:
    """Return the problem of one line; `variant` names the sentence under problem.bad-unit-data."""
    return Problem("bad-unit-data", {"file": file, "line": line, "found": found, "expected": expected}, variant=variant)


def read_bytes(path: Path, problems: list[Problem]) -> bytes:
    """Return a file's bytes with one kind of line end, so that a digest is the same on every system."""
    try:
        raw = path.read_bytes().replace(b"\r\n", b"\n")
        raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(data_problem(path.name, 1, "file", str(error)))
        return b""
    return raw


def read_table(file: str, raw: bytes, record: type, form: Form, problems: list[Problem]) -> list[Any]:
    """Return the records of one UTF-8 CSV in its order, a parser a column; what cannot be read goes to `problems`."""
    if not raw:
        return []
    lines = csv.reader(io.StringIO(raw.decode("utf-8")))
    header = next(lines, [])
    if header != list(form):
        problems.append(data_problem(file, 1, "header", ",".join(header), ",".join(form)))
        return []
    # Most cells repeat (days, kinds, codes): each text is parsed once a column.
    parsers = [cache(parse) for parse in form.values()]
    records = []
    for line, row in enumerate(lines, start=2):
        try:
            records.append(record(*[parse(cell) for parse, cell in zip(parsers, row, strict=True)]))
        except _UnreadableError as unreadable:
            problems.append(data_problem(file, line, "value", ",".join(row), str(unreadable)))
        except ValueError:  # zip: too few or too many cells
            problems.append(data_problem(file, line, "value", ",".join(row), ",".join(form)))
    return records
