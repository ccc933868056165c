"""The form by district, filled with what is known: told apart, with its source, and named when it comes back unchanged."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.load import Asked, load_file
from etl.prefill import cell_text
from etl.template import write_template_for
from ntm.criteria import load_law
from ntm.figures import Value
from ntm.periods import make_period
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.known import newest_sourced
from tests.etl.conftest import Etl
from tests.etl.test_cli import form

LAW = load_law()
NOW = datetime(2024, 6, 2)
SET = "318-2022-standard"


def cells(file: Path) -> dict[str, tuple]:
    """Heading's start -> (value, comment, is grey and italic) of Bình Trung's row."""
    sheet = load_workbook(file).worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=7) if row[1].value == "02080")
    return {str(sheet.cell(6, cell.column).value)[:3]: (cell.value, cell.comment and cell.comment.text, bool(cell.font.i))
            for cell in row[3:7]}


@pytest.fixture
def filled(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> Path:
    """The form of quý I/2024 for Chợ Đồn, filled with what quý III/2023 said."""
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "9/9", "Chưa đạt (5/9)")})
    load_file(empty_warehouse, facts, file.name, file.read_bytes(), Asked("a"), datetime(2023, 10, 2))
    period, out = make_period("quarter", 2024, 1), tmp_path / "mau.xlsx"
    with empty_warehouse.reading() as con:
        known = newest_sourced(con, period.cutoff)
    write_template_for(out, facts.law, facts.units, "06", SET, period, "vi", "064", known)
    return out


def test_known_figures_stand_grey_with_period_and_source(filled: Path) -> None:
    assert cells(filled) == {
        "8.1": ("Đạt", "Đạt: quý III/2023, xã tự đánh giá; bieu.xlsx › Biểu 02!C5", True),
        "8.2": ("9/9", "9/9: quý III/2023, xã tự đánh giá; bieu.xlsx › Biểu 02!D5", True),
        "8.3": ("Chưa đạt (5/9)", "Chưa đạt: quý III/2023, xã tự đánh giá; bieu.xlsx › Biểu 02!E5\n"
                                  "5/9: quý III/2023, xã tự đánh giá; bieu.xlsx › Biểu 02!E5", True),
        "8.4": (None, None, False)}


def test_what_comes_back_unchanged_is_loaded_and_named(filled: Path, empty_warehouse: Warehouse, facts: Facts) -> None:
    book = load_workbook(filled)
    sheet = book.worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=7) if row[1].value == "02080")
    row[5].value = "Đạt (6/9)"
    book.save(filled)
    done = load_file(empty_warehouse, facts, "mau.xlsx", filled.read_bytes(), Asked("a"), NOW)
    assert (done.exit_code, done.accepted, done.period_end) == (0, 4, date(2024, 3, 31))
    told = {p.cell: (p.level, p.params["on"]) for p in done.problems if p.code == "unchanged"}
    assert told == {row[3].coordinate: ("note", date(2023, 9, 30)), row[4].coordinate: ("note", date(2023, 9, 30))}


def test_an_ordinary_file_has_no_such_notes(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> None:
    for period in ("Quý III/2023", "Quý IV/2023"):
        file = form(tmp_path, {"Xã Bình Trung": ("Đạt",)}, period)
        done = load_file(empty_warehouse, facts, file.name, file.read_bytes(), Asked("a"), NOW)
    assert done.problems == ()


def test_only_what_was_closed_by_then_and_counts_is_filled_in(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "ước 9/9")})
    load_file(empty_warehouse, facts, file.name, file.read_bytes(), Asked("a"), NOW)
    with empty_warehouse.reading() as con:
        assert newest_sourced(con, date(2023, 9, 29)) == {}
        assert [key[2] for key in newest_sourced(con, date(2023, 9, 30))] == [f"{SET}/8.1"]


def test_the_sample_is_never_filled_in(sample_warehouse: Warehouse) -> None:
    with sample_warehouse.reading() as con:
        assert newest_sourced(con, date(2025, 7, 1)) == {}


@pytest.mark.parametrize(("value", "measure", "text"), [
    pytest.param(Value(is_met=False), None, "Chưa đạt", id="a verdict"),
    pytest.param(Value(numerator=7, denominator=9), "thon_with_loudspeaker", "7/9", id="a count"),
    pytest.param(Value(number=Decimal("0.667")), "thon_with_loudspeaker", "66,7%", id="a share"),
    pytest.param(Value(number=Decimal("1")), "thon_with_loudspeaker", "100%", id="all of it"),
    pytest.param(Value(number=Decimal("0")), "thon_with_loudspeaker", "0%", id="none of it"),
])
def test_a_value_as_it_is_typed(value: Value, measure: str | None, text: str) -> None:
    assert cell_text(value, LAW.measures[measure] if measure else None, "vi") == text


def test_template_by_district_on_the_command_line(empty: Etl, tmp_path: Path) -> None:
    out = tmp_path / "mau.xlsx"
    asked = ("template", "--set", SET, "--out", out)
    assert empty(*asked, "--period", "Quý I/2024", "--district", "064", "--known")[0] == 0
    names = {str(row[0].value) for row in load_workbook(out).worksheets[0].iter_rows(min_row=7) if row[1].value is None}
    assert names == {"I. HUYỆN CHỢ ĐỒN"}
    code, _, err = empty(*asked, "--period", "Quý I/2024", "--district", "999")
    assert (code, "064 (huyện Chợ Đồn)" in err) == (2, True)
    code, _, err = empty(*asked, "--period", "Quý I/2026", "--district", "064")
    assert (code, "không còn cấp huyện" in err) == (2, True)
