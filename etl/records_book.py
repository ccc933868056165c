"""Typed-in records as a workbook: one sheet a kind, real dates and numbers, headings that are read back in either language."""
from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ntm.records.checking import LIFE
from ntm.records.kinds import Kind
from ntm.records.values import Surroundings
from ntm.records.wording import shown_value
from ntm.texts import t
from ntm.warehouse.records import Revision

SPARE_ROWS = 200  # below the records: drop-downs for new ones
_WIDTHS = {"long_text": 48, "text": 26, "commune": 26, "measure": 34, "indicator": 24}
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_QUIET = Font(name="Times New Roman", size=11, color="808080")
_FONT, _BOLD = Font(name="Times New Roman", size=12), Font(name="Times New Roman", size=12, bold=True)
_WRAP = Alignment(vertical="top", wrap_text=True)


def write_book(kinds: Sequence[Kind], records: Mapping[str, Sequence[Revision]], around: Surroundings, lang: str = "vi") -> bytes:
    """The records of some kinds, a sheet each; also the form to fill where there are none.

    The first two columns (number and revision) say which record a row is: leave them empty for a new one.
    """
    book = Workbook()
    book.remove(book.active)
    for kind in kinds:
        sheet = book.create_sheet(sheet_title(kind, lang))
        _write_heading(sheet, kind, lang)
        for row, record in enumerate(records.get(kind.id, ()), 2):
            _write_row(sheet, row, kind, record, around, lang)
        _add_choices(sheet, kind, around, lang)
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(kind.fields) + 2)}{max(len(records.get(kind.id, ())) + 1, 2)}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_title(kind: Kind, lang: str) -> str:
    """The name of a kind's sheet: at most 31 letters, none that Excel refuses."""
    return kind.title.in_(lang).replace("/", "-")[:31]


def _write_heading(sheet: Worksheet, kind: Kind, lang: str) -> None:
    titles = [t("records.number", lang), t("records.revision", lang)]
    titles += [field.title.in_(lang) + (" *" if field.is_required else "") for field in kind.fields]
    for column, title in enumerate(titles, 1):
        cell = sheet.cell(1, column, title)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEADING, Alignment(vertical="center", wrap_text=True)
        width = 9 if column <= 2 else _WIDTHS.get(kind.fields[column - 3].type, 15)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_row(sheet: Worksheet, row: int, kind: Kind, record: Revision, around: Surroundings, lang: str) -> None:
    for column, value in enumerate((int(record.id), record.seq), 1):
        sheet.cell(row, column, value).font = _QUIET
    for column, field in enumerate(kind.fields, 3):
        cell = sheet.cell(row, column)
        cell.font, cell.alignment = _FONT, _WRAP
        if field.name in record.body:
            _put(cell, shown_value(field, record.body[field.name], record.body.get(field.name + LIFE), around, lang))


def _put(cell: Cell, value: object) -> None:
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "DD/MM/YYYY"
    elif isinstance(value, str):
        cell.data_type = "s"  # a text that starts with "=" stays a text


def _add_choices(sheet: Worksheet, kind: Kind, around: Surroundings, lang: str) -> None:
    """Drop-downs for choices, short enough for Excel's 255 letters."""
    for column, field in enumerate(kind.fields, 3):
        words = [option.in_(lang) for option in field.options.values()]
        if field.type == "yes_no":
            words = [t("records.yes", lang), t("records.no", lang)]
        listed = ",".join(words)
        if words and len(listed) <= 250 and not any("," in word for word in words):
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            sheet.add_data_validation(rule)
            letter = get_column_letter(column)
            rule.add(f"{letter}2:{letter}{SPARE_ROWS}")
