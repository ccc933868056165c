"""A table as CSV or XLSX to take away: real numbers, text that no spreadsheet takes for a formula, sample data marked."""
from __future__ import annotations

import io

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ntm.texts import t

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def to_csv(frame: pd.DataFrame, lang: str, sample: bool) -> bytes:
    """UTF-8 with BOM, as Excel expects it; a last line says that the figures are a sample."""
    safe = frame.map(_neutral)
    text = safe.to_csv(index=False, lineterminator="\r\n")
    if sample:
        text += f'"{t("sample", lang)}"\r\n'
    return ("\ufeff" + text).encode()


def to_xlsx(frame: pd.DataFrame, title: str, lang: str, sample: bool) -> bytes:
    """One sheet: title, the sample's mark, headings that stay in view with a filter, real numbers."""
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([t("sample", lang) if sample else None])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"].font = Font(italic=True)
    for column, name in enumerate(frame.columns, 1):
        cell = sheet.cell(4, column, str(name))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        longest = max((len(str(value)) for value in frame[name]), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest, len(str(name))) + 2, WIDEST)
    for row, values in enumerate(frame.itertuples(index=False), 5):
        for column, value in enumerate(values, 1):
            _write(sheet.cell(row, column), value)
    sheet.freeze_panes = "B5"
    sheet.auto_filter.ref = f"A4:{get_column_letter(max(len(frame.columns), 1))}{max(len(frame) + 4, 4)}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write(cell: object, value: object) -> None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return
    cell.value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that starts with "=" stays a text


def _neutral(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
