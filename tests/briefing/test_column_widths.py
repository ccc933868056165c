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


def test_a_status_takes_two_lines_before_a_sentence_takes_ten() -> None:
    columns = (*(Column(f"8.{n}", "Kết quả", "status") for n in range(5)), Column("missing", "Còn thiếu", "words"))
    rows = tuple(Row(str(n), (*["no_data"] * 5, "8.2, 8.3, 8.4, 8.5: chưa có số liệu; mức dưới chưa đạt " * 3)) for n in range(9))
    *statuses, missing = column_widths(Table("communes", "Bảng", columns, rows), "vi", 165)
    assert missing > 2 * max(statuses) and sum(statuses) + missing == pytest.approx(165)


def test_a_short_number_is_not_broken_at_its_hyphen() -> None:
    columns = (Column("document", "Văn bản"), Column("title", "Tên văn bản"))
    rows = (Row("1", ("318/QĐ-TTg", "Bộ tiêu chí xã nông thôn mới giai đoạn 2021–2025 " * 4)),)
    assert column_widths(Table("laws", "Văn bản", columns, rows), "vi", 165)[0] > 25
