"""The official wide form as a worksheet: title lines, headings in two rows, district rows, a row a commune.

The template and the sample workbooks are both written by this, so what is filled in is what offices really send.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.headings import measures_of
from ntm.criteria import CriteriaSet, Indicator, Law, Measure
from ntm.periods import Period
from ntm.texts import format_date, format_period, t
from ntm.units import Unit

NUMBER, CODE, NAME, FIRST_VALUE = 1, 2, 3, 4   # columns, from 1 as openpyxl counts
HEADING_ROW = 5
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_EDGE = Side(style="thin", color="999999")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEADING_FILL = PatternFill("solid", fgColor="DCE6F1")
_DISTRICT_FILL = PatternFill("solid", fgColor="F2F2F2")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FONT = "Times New Roman"
_KNOWN_FONT = Font(name=_FONT, size=12, italic=True, color="808080")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One value column. `key` is the indicator's number, or the measure's id where the column is a measure's own."""

    key: str
    heading: str
    indicator: Indicator
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class FormLayout:
    """What a form asks for: the set, the period and the value columns."""

    criteria_set: CriteriaSet
    period: Period
    columns: tuple[FormColumn, ...]
    lang: str = "vi"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A commune and what is filled in for it, by column key: "Đạt", "7/9", "Đạt (7/9)"; no key: nothing known."""

    unit: Unit
    district_name: str | None = None
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # of cells that were filled in with what is known: where from


def make_layout(criteria_set: CriteriaSet, law: Law, period: Period, lang: str = "vi",
                measures: Collection[str] = (), remark: str = "") -> FormLayout:
    """The layout of a set's form: a column an indicator, behind it one for each of `measures` that it has.

    An indicator that only asks for another level is computed, so it has no column. `remark` goes to the title lines.
    """
    columns = []
    for indicator in criteria_set.indicators:
        if all(r.kind == "level" for r in indicator.requirements) and indicator.requirements:
            continue
        columns.append(FormColumn(indicator.number, f"{indicator.number}. {indicator.short.in_(lang)}", indicator))
        columns += [FormColumn(m.id, f"{indicator.number}. {m.title.in_(lang)}", indicator, m)
                    for m in measures_of(indicator, law) if m.id in measures]
    return FormLayout(criteria_set, period, tuple(columns), lang, remark)


def write_form(sheet: Worksheet, layout: FormLayout, rows: Iterable[FormRow]) -> None:
    """Fill an empty worksheet with the form; rows keep their order, a new district starts with a row of its own."""
    _write_titles(sheet, layout)
    _write_headings(sheet, layout)
    last = _write_rows(sheet, layout, list(rows))
    _offer_choices(sheet, layout, last)
    sheet.freeze_panes = f"{get_column_letter(FIRST_VALUE)}{HEADING_ROW + 2}"
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)  # False: not forbidden
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW + 1}"


def _note_column(layout: FormLayout) -> int:
    return FIRST_VALUE + len(layout.columns)


def _write_titles(sheet: Worksheet, layout: FormLayout) -> None:
    found, lang, period = layout.criteria_set, layout.lang, layout.period
    criterion = found.criterion
    title = t("form.title", lang, criterion=criterion) if criterion else t("form.title_model", lang)
    named = format_period(period.kind, period.end, lang)
    if period.cutoff != period.end:
        named += t("form.cutoff", lang, day=format_date(period.cutoff, "vi"))
    subtitle = t("form.subtitle", lang, level=found.level_title.in_(lang), document=found.document.number,
                 period=named[0].upper() + named[1:])
    # Read back whatever the language of the form: the set's id and the period as the reader knows it.
    key = f"{found.id} · {format_period(period.kind, period.end, 'vi')}"
    lines = [(title, Font(name=_FONT, bold=True, size=14)), (subtitle, Font(name=_FONT, italic=True, size=12)),
             (" · ".join(text for text in (layout.remark, key) if text), Font(name=_FONT, size=9, color="808080"))]
    for row, (text, font) in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, _CENTRE
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_note_column(layout))


def _write_headings(sheet: Worksheet, layout: FormLayout) -> None:
    lang, note = layout.lang, _note_column(layout)
    top, bottom = HEADING_ROW, HEADING_ROW + 1
    for column, key in ((NUMBER, "number"), (CODE, "code"), (NAME, "name"), (note, "note")):
        sheet.cell(top, column, t(f"form.{key}", lang))
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
    criterion = layout.criteria_set.criterion
    parent = t("form.criterion", lang, criterion=criterion) if criterion else t("form.contents", lang)
    sheet.cell(top, FIRST_VALUE, parent)
    sheet.merge_cells(start_row=top, end_row=top, start_column=FIRST_VALUE, end_column=note - 1)
    for column, value in enumerate(layout.columns, FIRST_VALUE):
        sheet.cell(bottom, column, value.heading)
    for row in (top, bottom):
        for column in range(1, note + 1):
            _dress(sheet.cell(row, column), bold=True, fill=_HEADING_FILL)
    widths = {NUMBER: 6, CODE: 8, NAME: 26, note: 24}
    for column in range(1, note + 1):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(column, 18)
    sheet.row_dimensions[bottom].height = 48


def _write_rows(sheet: Worksheet, layout: FormLayout, rows: Sequence[FormRow]) -> int:
    """Write district and commune rows; comes back with the last row."""
    row, note = HEADING_ROW + 1, _note_column(layout)
    district, districts = None, 0
    for number, form_row in enumerate(rows, 1):
        row += 1
        if form_row.district_name and form_row.district_name != district:
            district = form_row.district_name
            cell = sheet.cell(row, 1, f"{ROMAN[districts % len(ROMAN)]}. {district.upper()}")
            districts += 1
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=note)
            _dress(cell, bold=True, fill=_DISTRICT_FILL)
            cell.alignment = Alignment(horizontal="left", vertical="center")
            row += 1
        _write_row(sheet, layout, row, number, form_row)
    return row


def _write_row(sheet: Worksheet, layout: FormLayout, row: int, number: int, form_row: FormRow) -> None:
    unit = form_row.unit
    kind = t(f"kind.{unit.kind}", "vi")
    for column, value in ((NUMBER, number), (CODE, unit.code), (NAME, f"{kind[0].upper()}{kind[1:]} {unit.name}")):
        _dress(sheet.cell(row, column, value))
    sheet.cell(row, NAME).alignment = Alignment(horizontal="left", vertical="center")
    for column, value_column in enumerate(layout.columns, FIRST_VALUE):
        cell = sheet.cell(row, column, form_row.values.get(value_column.key))
        _dress(cell)
        cell.number_format = "@"  # else Excel makes a date of 6/9
        cell.protection = Protection(locked=False)
        if known := form_row.notes.get(value_column.key):
            cell.font = _KNOWN_FONT
            cell.comment = Comment(known, "ntm-dashboard", height=110, width=320)
    note = sheet.cell(row, _note_column(layout))
    _dress(note)
    note.protection = Protection(locked=False)


def _dress(cell: Cell, bold: bool = False, fill: PatternFill | None = None) -> None:
    cell.font, cell.alignment, cell.border = Font(name=_FONT, size=12, bold=bold), _CENTRE, _BORDER
    if fill:
        cell.fill = fill


def _offer_choices(sheet: Worksheet, layout: FormLayout, last: int) -> None:
    """Drop-downs that do not forbid anything else, since a count or "Đạt (7/9)" may be typed as well."""
    words = ",".join(t(f"form.{word}", layout.lang) for word in ("met", "not_met"))
    choices = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
    for column, value in enumerate(layout.columns, FIRST_VALUE):
        if value.measure is None or value.measure.kind == "yes_no":
            letter = get_column_letter(column)
            choices.add(f"{letter}{HEADING_ROW + 2}:{letter}{max(last, HEADING_ROW + 2)}")
    sheet.add_data_validation(choices)
