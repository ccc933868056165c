"""The content's own promises: figures can be traced, the fingerprint is of figures and not of wording."""
from dataclasses import replace
from fractions import Fraction

import pytest

from ntm.briefing.cells import cell_words
from ntm.briefing.content import Column, Paragraph
from ntm.briefing.fingerprint import fingerprint
from tests.briefing.example import COMMUNES, EXAMPLE


@pytest.mark.parametrize(("value", "kind", "expected"), [
    pytest.param(1234, "count", "1.234", id="a count"),
    pytest.param(Fraction(65, 95), "share", "68,4%", id="a share"),
    pytest.param(None, "count", "", id="unknown is no zero"),
    pytest.param("met", "status", "Đạt", id="a status"),
    pytest.param("at_risk", "rating", "Có nguy cơ chậm", id="a rating"),
    pytest.param(EXAMPLE.request.as_of, "day", "31/12/2023", id="a day"),
    pytest.param("Xã Bình Trung", "text", "Xã Bình Trung", id="a name"),
])
def test_cells_are_written_as_officials_do(value, kind, expected):
    assert cell_words(value, Column("c", "", kind), "vi") == expected


def test_another_wording_has_the_same_fingerprint():
    reworded = replace(EXAMPLE, subject="Khác", opening=(Paragraph((*EXAMPLE.opening[0].runs, " Thêm lời.")),))
    assert fingerprint(reworded) == fingerprint(EXAMPLE)


def test_another_figure_has_another_fingerprint():
    first, second, *rest = COMMUNES.rows
    changed = replace(COMMUNES, rows=(first, replace(second, cells=(1, "Xã Bình Trung", "met", "not_met", *second.cells[4:])), *rest))
    assert fingerprint(replace(EXAMPLE, tables=(EXAMPLE.tables[0], changed, *EXAMPLE.tables[2:]))) != fingerprint(EXAMPLE)
