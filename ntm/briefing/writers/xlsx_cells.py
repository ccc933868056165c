"""Cells of a briefing's workbook: real numbers and days with their formats, texts that stay texts, the page as it is printed."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from ntm.briefing.blanks import pieces
from ntm.briefing.cells import is_figure
from ntm.briefing.content import Column, Content, Value
from ntm.briefing.writers.wording import paint_of, signed_words
from ntm.palette import LIGHT
from ntm.texts import t

COUNT, SHARE = "#,##0", "0.0%"
DAYS = {"vi": "dd/mm/yyyy", "en": "d mmm yyyy"}
_RULE = Side(style="thin", color=LIGHT.line.removeprefix("#"))
BORDER = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
HEAD_FILL = PatternFill("solid", LIGHT.panel.removeprefix("#"))
FONT_NAME = "Times New Roman"
SERIF_EM = 0.48  # mean width of its letters, bold ones among them, in parts of the size
SIZE, TITLE_SIZE = 12, 14
A4 = 9
FORMULA_STARTS = ("=", "+", "-", "@")


def write_text(cell: Cell, text: str, **look: object) -> None:
    """A text, never a formula whatever it begins with; blanks for a person without their signs."""
    text = "".join(piece for piece, _ in pieces(text))
    cell.value, cell.data_type = text, "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)  # it stays a text when somebody edits the cell
    set_look(cell, **look)


def set_look(
    cell: Cell, *, is_bold: bool = False, is_italic: bool = False, size: int = SIZE, align: str = "left", colour: str = LIGHT.ink,
) -> None:
    """The font and how the text stands in the cell."""
    cell.font = Font(name=FONT_NAME, size=size, bold=is_bold, italic=is_italic, color=colour.removeprefix("#"))
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True, indent=0 if align == "center" else 1)


def write_value(cell: Cell, value: Value, column: Column, lang: str, *, is_bold: bool = False) -> None:
    """A value in its column's format; unknown stays empty. A status has the screen's colours beside its sign and word."""
    cell.border = BORDER
    if value is None:
        return
    if isinstance(value, str):
        align = "center" if column.kind in ("status", "rating") else "left"
        write_text(cell, signed_words(value, column, lang), is_bold=is_bold, align=align, colour=_ink(value, column))
        if column.kind == "status":
            cell.fill = PatternFill("solid", paint_of(value).fill.removeprefix("#"))
        return
    set_look(cell, is_bold=is_bold, align="right" if is_figure(column) else "center")
    write_number(cell, value, lang)


def write_number(cell: Cell, value: int | Fraction | date, lang: str) -> None:
    """A number or a day as one that can be counted with."""
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAYS[lang]
    elif isinstance(value, Fraction):
        cell.value, cell.number_format = float(value), SHARE
    else:
        cell.value, cell.number_format = value, COUNT


def _ink(value: str, column: Column) -> str:
    look = paint_of(value)
    return {"status": look.text, "rating": look.fill}.get(column.kind, LIGHT.ink)


def settle_page(sheet: Worksheet, content: Content) -> None:
    """Landscape A4, as wide as the page, its number below, the sample mark above."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", A4, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top = margins.bottom = 0.7
    sheet.oddFooter.center.text = "&P/&N"
    if content.is_sample:
        sheet.oddHeader.right.text = t("sample", content.request.lang)
