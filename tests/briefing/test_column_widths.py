"""Columns of a paper: no word broken, long text gets the room, all within the page."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.briefing.column_widths import column_widths
from ntm.briefing.content import Column, Row, Table
from tests.briefing.example import EXAMPLE


@pytest.mark.parametrize("whole", [165, 252])
@pytest.mark.parametrize("table", EXAMPLE.tables, ids=lambda table: table.id)
def test_together_they_fill_the_page(table: Table, whole: int) -> None:
    widths = column_widths(table, "vi", whole)
    assert sum(widths) == pytest.approx(whole)
    assert min(widths) > 0


def test_a_day_keeps_its_line_and_long_text_gets_the_rest() -> None:
    table = Table("t", "T", (Column("n", "TT", "count", 0.1), Column("day", "Hạn", "day", 0.1), Column("what", "Nội dung", weight=9)),
                  tuple(Row(str(n), (n, date(2023, 12, 31), "thiếu 01 thôn có loa hoạt động " * 5)) for n in range(9)))
    number, day, what = column_widths(table, "vi", 165)
    assert day > 23  # 31/12/2023 at 12 points with its sides
    assert 7 < number < 20 and what > 75


def test_a_heading_above_is_not_broken_either() -> None:
    table = Table("t", "T", (Column("a", "a", group="Nghiêngnghiêngngả"), Column("b", "b", weight=50)), (Row("1", ("x", "y " * 90)),))
    assert column_widths(table, "vi", 165)[0] > 30


def test_a_table_that_is_too_wide_is_shrunk() -> None:
    table = Table("t", "T", tuple(Column(str(n), "Nghiêngnghiêngnghiêng") for n in range(9)), ())
    assert column_widths(table, "vi", 90) == pytest.approx([10] * 9)
