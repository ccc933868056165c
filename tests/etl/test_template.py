"""The form that we give out reads back: empty as nothing, filled as all that was typed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from etl.form import HEADING_ROW, FormRow, make_layout, write_form
from etl.template import write_template_for
from ntm.criteria import load_law
from ntm.periods import Period, make_period
from ntm.problems import WrongUse
from ntm.units import load_units
from tests.etl.workbooks import STANDARD, found, intake, to_bytes

LAW, UNITS = load_law(), load_units()
QUARTER = make_period("quarter", 2024, 1)
FILLABLE = [s.id for s in LAW.sets.values() if s.indicators]


def template(set_id: str = STANDARD, period: Period = QUARTER, lang: str = "vi") -> Workbook:
    file = io.BytesIO()
    write_template_for(file, LAW, UNITS, "06", set_id, period, lang)
    return load_workbook(file)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("set_id", FILLABLE)
def test_an_empty_form_is_nothing_for_its_period(set_id: str, lang: str):
    result = intake(template(set_id, lang=lang))
    assert (result.figures, result.problems, result.rejected) == ((), (), 0)
    assert (result.period, result.set_id) == (QUARTER, set_id)


@pytest.mark.parametrize(
    "period",
    [
        make_period("half", 2023, 1),
        make_period("month", 2023, 6),
        make_period("year", 2023),
        make_period("nine_months", 2023),
        make_period("quarter", 2025, 3),
        make_period("quarter", 2023, 2, date(2023, 6, 14)),
        Period(date(2023, 6, 30), "day", date(2023, 6, 30)),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_of_period_comes_back(period: Period, lang: str):
    assert intake(template(period=period, lang=lang)).period == period


def test_a_filled_form_loads_whole():
    book = template()
    sheet, filled = book.worksheets[0], 0
    for row in range(HEADING_ROW + 2, sheet.max_row + 1):
        if sheet.cell(row, 2).value:
            for column, text in zip(range(4, 8), ("Đạt", "9/9", "Đạt (7/9)", "Chưa đạt"), strict=True):
                sheet.cell(row, column, text)
            filled += 1
    result = intake(book)
    assert filled == 95 and result.problems == () and len(result.figures) == 95 * 5


def test_only_what_is_to_be_filled_is_open_and_choices_forbid_nothing():
    sheet = template().worksheets[0]
    assert sheet.protection.sheet and sheet.cell(HEADING_ROW + 1, 4).protection.locked
    assert sheet.cell(HEADING_ROW + 3, 3).value.startswith("Xã ") and sheet.cell(HEADING_ROW + 3, 3).protection.locked
    value = sheet.cell(HEADING_ROW + 3, 4)
    assert not value.protection.locked and value.number_format == "@"
    choices = sheet.data_validations.dataValidation[0]
    assert choices.formula1 == '"Đạt,Chưa đạt"' and not choices.showErrorMessage and value.coordinate in choices.sqref
    assert sheet.freeze_panes == f"D{HEADING_ROW + 2}"


def test_a_form_after_the_merger_lists_the_successors():
    sheet = template(period=make_period("quarter", 2025, 3)).worksheets[0]
    codes = [sheet.cell(row, 2).value for row in range(HEADING_ROW + 2, sheet.max_row + 1)]
    assert "02071" in codes and "02080" not in codes and len(codes) < 40


def test_write_form_takes_values_by_indicator_and_measure():
    unit = next(u for u in UNITS.living_on(QUARTER.end) if u.code == "02080")
    layout = make_layout(LAW.sets[STANDARD], LAW, QUARTER, measures=("staff_with_computer",), remark="Số liệu minh họa")
    book = Workbook()
    write_form(book.active, layout, [FormRow(unit, "Huyện Chợ Đồn", {"8.1": "Đạt", "staff_with_computer": "18/20"})])
    assert found(intake(to_bytes(book))) == {("02080", "8.1"): "True", ("02080", "staff_with_computer"): "18/20"}


@pytest.mark.parametrize("set_id", ["no-such-set", *(s for s in LAW.sets if s not in FILLABLE)])
def test_no_form_for_a_set_without_indicators(set_id: str):
    with pytest.raises(WrongUse):
        template(set_id)
