"""Formulas of .xls files: what was never computed is refused by cell, what was computed to an empty text says nothing."""
from __future__ import annotations

import io
import struct

import pytest
import xlwt

from etl.grid import Place
from etl.read import read_file
from tests.etl.fixtures import QUANG_CHU, ROWS
from tests.etl.workbooks import found, intake, named

EMPTY = bytes.fromhex("030000000000ffff")  # what xlwt leaves in each formula, and LibreOffice in one whose value is ""


def book(*formulas: str) -> bytes:
    """The usual table; the formulas stand in the last row from C on."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("Biểu 02")
    for r, row in enumerate(ROWS[:3]):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    sheet.write(3, 1, "Bình Trung")
    for c, formula in enumerate(formulas, 2):
        sheet.write(3, c, xlwt.Formula(formula))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def stored(content: bytes, *values: bytes, flags: int = 0) -> bytes:
    """The file with these values in its formulas, one after the other."""
    parts = content.split(EMPTY)
    assert len(parts) == len(values) + 1
    return parts[0] + b"".join(value + struct.pack("<H", flags) + rest[2:] for value, rest in zip(values, parts[1:], strict=True))


def uncomputed(content: bytes) -> frozenset[Place]:
    return read_file("a.xls", content).sheets[0].uncomputed


C4, D4 = Place(3, 2), Place(3, 3)


@pytest.mark.parametrize(("formulas", "values", "flags", "expected"), [
    pytest.param(["6/9"], [EMPTY], 0, {C4}, id="a quotient cannot be an empty text"),
    pytest.param(["SUM(A1:B1)"], [EMPTY], 0, {C4}, id="nor can a sum"),
    pytest.param(["(6/9)"], [EMPTY], 0, {C4}, id="nor in brackets"),
    pytest.param(['IF(A1=1;"x";"-")'], [EMPTY], 0, {C4}, id="no empty text in any formula, no value in any"),
    pytest.param(['IF(A1=1;"x";"")', "6/9"], [EMPTY, EMPTY], 0, {C4, D4}, id="a book that computed nothing"),
    pytest.param(['IF(A1=1;"x";"")'], [EMPTY], 0, set(), id="computed to an empty text"),
    pytest.param(['IF(A1=1;"x";"")', "6/9"], [EMPTY, struct.pack("<d", 6 / 9)], 0, set(), id="one empty, the other with its value"),
    pytest.param(["6/9"], [struct.pack("<d", 6 / 9)], 0, set(), id="computed"),
    pytest.param(["6/9"], [bytes(8)], 0, set(), id="computed to 0"),
    pytest.param(["6/9"], [bytes(8)], 2, {C4}, id="0 until it is opened"),
    pytest.param(["6/9", "1-1"], [struct.pack("<d", 6 / 9), bytes(8)], 2, set(), id="computed on opening, one of them to 0"),
])
def test_what_was_never_computed(formulas: list[str], values: list[bytes], flags: int, expected: set[Place]) -> None:
    assert uncomputed(stored(book(*formulas), *values, flags=flags)) == expected


def test_it_is_refused_by_its_cell() -> None:
    result = intake(book("6/9", '"7/9"'), "a.xls")
    assert named(result) == {"C4": "formula-uncomputed", "D4": "formula-uncomputed"}
    assert found(result) == {(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "thon_with_loudspeaker"): "7/8"}
