"""Formulas of an .xls that were never computed; xlrd shows them as an empty text or as 0, like computed ones.

Every FORMULA record has room for a value ([MS-XLS] 2.5.133), so a program that computes nothing must write something there.
Excel and LibreOffice compute: an empty text is written as 3, and comes from a "" in some formula of the book. xlwt computes
nothing and writes that 3 for every formula: so it was found in files that both wrote. Others, Apache POI among them, leave the
number 0 and the wish to be computed when the file is opened.
"""
from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlrd

from etl.grid import MAX_CELLS, Place
from ntm.problems import BadFile, Problem

MAX_RECORDS = 2 * MAX_CELLS
_BOF, _EOF, _FORMULA = 0x0809, 0x000A, 0x0006
_EMPTY = b"\x03"               # the value is an empty text
_ON_LOAD = 0x0002              # to be computed when the file is opened
_EMPTY_TEXT = b"\x17\x00"      # "" in a formula
_NUMBER_ENDS = frozenset(b"\x03\x04\x05\x06\x07\x09\x0a\x0b\x0c\x0d\x0e\x12\x13\x14")  # + - * / ^ < <= = >= > <> and signs, %
_BRACKETS = b"\x15"
_SUM = b"\x19\x10"


@dataclass(frozen=True, slots=True)
class _Formula:
    """One formula: its place, whether its value is an empty text or 0, its flags and its tokens."""

    place: Place
    is_empty: bool
    is_zero: bool
    is_on_load: bool
    tokens: bytes

    @property
    def gives_number(self) -> bool:
        """Whether its outermost operation can give no text."""
        outermost = self.tokens.rstrip(_BRACKETS)
        return bool(outermost) and (outermost[-1] in _NUMBER_ENDS or outermost[-4:-2] == _SUM)


def find_uncomputed(book: xlrd.Book) -> list[frozenset[Place]]:
    """The places of such formulas, sheet by sheet. Raises BadFile (`too-large`) for records without end."""
    sheets = [list(_formulas(book, position)) for position in book._sh_abs_posn]
    every = [formula for sheet in sheets for formula in sheet]
    empty, lazy = _are_empty_ones_uncomputed(every), _are_zeros_uncomputed(every)
    return [frozenset(f.place for f in sheet if (f.is_empty and empty) or (f.is_zero and f.is_on_load and lazy)) for sheet in sheets]


def _are_empty_ones_uncomputed(formulas: Sequence[_Formula]) -> bool:
    """A number cannot be an empty text; nor does one come of formulas in none of which "" stands and none of which has a value."""
    if any(f.is_empty and f.gives_number for f in formulas):
        return True
    return all(f.is_empty and _EMPTY_TEXT not in f.tokens for f in formulas)


def _are_zeros_uncomputed(formulas: Sequence[_Formula]) -> bool:
    """Whether all that was to be computed on opening is 0: who computes leaves other values, too."""
    return all(f.is_zero for f in formulas if f.is_on_load)


def _formulas(book: xlrd.Book, position: int) -> Iterator[_Formula]:
    """The FORMULA records of one sheet; charts within it have a beginning and an end of their own."""
    depth, content = 0, book.mem
    for _ in range(MAX_RECORDS):
        if position + 4 > len(content):
            return
        kind, size = struct.unpack_from("<HH", content, position)
        if kind == _FORMULA and depth == 1 and size >= 22:
            yield _formula(bytes(content[position + 4:position + 4 + size]))
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        position += 4 + size
    raise BadFile(Problem("too-large", {"limit": MAX_CELLS}, variant="cells"))


def _formula(record: bytes) -> _Formula:
    row, column = struct.unpack_from("<HH", record)
    value, flags = record[6:14], struct.unpack_from("<H", record, 14)[0]
    is_empty = value[6:] == b"\xff\xff" and value[:1] == _EMPTY
    return _Formula(Place(row, column), is_empty, value == bytes(8), bool(flags & _ON_LOAD), record[22:])
