"""Workbooks as offices send them, made by code; and the intake of one as of a fixed day."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from etl.intake import Intake, parse
from ntm.criteria import load_law
from ntm.units import load_units

TODAY = date(2026, 6, 1)
STANDARD = "318-2022-standard"
INDICATORS = ("8.1. Bưu chính", "8.2. Viễn thông, internet", "8.3. Đài và loa đến thôn", "8.4. Ứng dụng CNTT")


def to_bytes(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def official_form(
    period: str,
    rows: Sequence[Sequence[Any]],
    indicators: Sequence[str] = INDICATORS,
    title: str = "(Xã đạt chuẩn nông thôn mới theo Quyết định số 318/QĐ-TTg)",
) -> Workbook:
    """The wide form of DOMAIN §7; a row of one text is merged over the whole width (a district, a note)."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Biểu 02"
    last = len(indicators) + 3
    for row, text in ((1, "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN TIÊU CHÍ SỐ 8"), (2, f"{title} - {period}")):
        sheet.cell(row, 1, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    for column, text in ((1, "STT"), (2, "Tên xã"), (last, "Ghi chú")):
        sheet.cell(4, column, text)
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet.cell(4, 3, "Tiêu chí số 8")
    sheet.merge_cells(start_row=4, end_row=4, start_column=3, end_column=last - 1)
    for column, text in enumerate(indicators, 3):
        sheet.cell(5, column, text)
    for row, values in enumerate(rows, 6):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
        if len(values) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    return workbook


def intake(content: Workbook | bytes | str, name: str = "so-lieu.xlsx", today: date = TODAY, province: str = "06",
           **asked: Any) -> Intake:
    """Parse as a warehouse of Bắc Kạn would, unless of another province; a text is a .csv file."""
    if isinstance(content, Workbook):
        content = to_bytes(content)
    if isinstance(content, str):
        name, content = "so-lieu.csv", content.encode("utf-8")
    return parse(name, content, load_law(), load_units(), province, today, **asked)


def found(result: Intake) -> dict[tuple[str, str], str]:
    """(unit code, item without its set) -> the figure in short: True, "7/9", "0.667"."""
    return {(f.unit_code, f.item.rpartition("/")[2]): _short(f.value) for f in result.figures}


def _short(value: Any) -> str:
    if value.is_met is not None:
        return str(value.is_met)
    return f"{value.numerator}/{value.denominator}" if value.denominator else str(value.number)


def named(result: Intake) -> Mapping[str | None, str]:
    """Cell -> code of its problem or note."""
    return {p.cell: p.code for p in result.problems}
