"""A table on its sheet: title, headings in one or two rows that stay in view and on each printed page, filter, notes, sources."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ntm.briefing.content import Column, Content, Row, Table
from ntm.briefing.sources import source_words, sources_behind
from ntm.briefing.writers.fitting import LEADING, lines_of
from ntm.briefing.writers.wording import place_and_day, signed_words
from ntm.briefing.writers.xlsx_cells import BORDER, HEAD_FILL, SERIF_EM, SIZE, TITLE_SIZE, write_text, write_value
from ntm.palette import LIGHT
from ntm.texts import t

HEAD = 4  # the row of the (upper) headings; above: title, place and day, a row of air
LONGEST_NAME = 31
NARROWEST, WIDEST, WIDEST_STATE = 7, 60, 15
NARROWEST_LINE_PT = 500
LINE_PT = 16
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: its sheet, and the number of each row by its key."""

    sheet: str
    title: str
    rows: Mapping[str, int]
    first: int


def sheet_names(tables: Sequence[Table]) -> dict[str, str]:
    """A name a table that Excel takes: its number and as much of its title as 31 letters hold."""
    return {table.id: f"{number}. {_FORBIDDEN.sub(' ', table.title)}"[:LONGEST_NAME].rstrip() for number, table in enumerate(tables, 1)}


def put_table(sheet: Worksheet, table: Table, content: Content) -> Placed:
    """The table on a sheet of its own."""
    lang, columns = content.request.lang, table.columns
    last = get_column_letter(len(columns))
    _set_widths(sheet, table, lang)
    _put_line(sheet, 1, table.title, columns, is_bold=True, size=TITLE_SIZE)
    marks = [place_and_day(content), *([t("sample", lang)] if content.is_sample else [])]
    _put_line(sheet, 2, " · ".join(marks), columns, is_italic=True, colour=LIGHT.quiet_ink)
    first = _put_headings(sheet, columns)
    for number, row in enumerate(table.rows, first):
        _put_row(sheet, number, row, columns, lang)
    end = max(first + len(table.rows) - 1, first - 1)
    sheet.freeze_panes = f"{get_column_letter(_frozen_columns(columns) + 1)}{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{last}{_last_body(table, first)}"
    sheet.print_title_rows = f"{HEAD}:{first - 1}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties()
    _put_foot(sheet, end + 2, table, content)
    return Placed(sheet.title, table.title, {row.key: number for number, row in enumerate(table.rows, first)}, first)


def _put_headings(sheet: Worksheet, columns: Sequence[Column]) -> int:
    """The headings, those of a group beneath its name; the number of the first row below them."""
    rows = 2 if any(column.group for column in columns) else 1
    place = 1
    for group, found in groupby(columns, key=lambda column: column.group):
        members = list(found)
        if group:
            _head(sheet, HEAD, place, group)
            if len(members) > 1:
                sheet.merge_cells(start_row=HEAD, end_row=HEAD, start_column=place, end_column=place + len(members) - 1)
        for column in members:
            _head(sheet, HEAD + 1 if group else HEAD, place, column.heading)
            if rows == 2 and not group:
                sheet.cell(HEAD + 1, place).border = BORDER
                sheet.merge_cells(start_row=HEAD, end_row=HEAD + 1, start_column=place, end_column=place)
            place += 1
    for row in range(HEAD, HEAD + rows):
        sheet.row_dimensions[row].height = LINE_PT * _head_lines(sheet, columns, row - HEAD, rows) + 4
    return HEAD + rows


def _head_lines(sheet: Worksheet, columns: Sequence[Column], level: int, rows: int) -> int:
    """How many lines a row of headings needs; a heading over both rows needs half in each."""
    texts = [(place, column) for place, column in enumerate(columns, 1) if bool(column.group) == (rows == 2) and level == rows - 1]
    alone = [(place, column) for place, column in enumerate(columns, 1) if rows == 2 and not column.group]
    lines = [lines_of(column.heading, SIZE, _width_pt(sheet, place), SERIF_EM) for place, column in texts]
    halves = [-(-lines_of(column.heading, SIZE, _width_pt(sheet, place), SERIF_EM) // 2) for place, column in alone]
    return max([1, *lines, *halves])


def _head(sheet: Worksheet, row: int, place: int, text: str) -> None:
    cell = sheet.cell(row, place)
    write_text(cell, text, is_bold=True, align="center")
    cell.fill, cell.border = HEAD_FILL, BORDER


def _put_row(sheet: Worksheet, number: int, row: Row, columns: Sequence[Column], lang: str) -> None:
    is_bold = row.kind != "body"
    for place, (value, column) in enumerate(zip(row.cells, columns, strict=True), 1):
        cell = sheet.cell(number, place)
        write_value(cell, value, column, lang, is_bold=is_bold)
        if is_bold:
            cell.fill = HEAD_FILL
    texts = [(place, signed_words(value, column, lang)) for place, (value, column) in enumerate(zip(row.cells, columns, strict=True), 1)]
    lines = max(lines_of(text, SIZE, _width_pt(sheet, place), SERIF_EM) for place, text in texts)
    sheet.row_dimensions[number].height = LINE_PT * lines + 2


def _width_pt(sheet: Worksheet, place: int) -> float:
    return sheet.column_dimensions[get_column_letter(place)].width * 5.6  # a column's unit is a digit of the standard font


def _set_widths(sheet: Worksheet, table: Table, lang: str) -> None:
    for place, column in enumerate(table.columns):
        texts = [signed_words(row.cells[place], column, lang) for row in table.rows if row.kind != "group"]
        longest = max(map(len, [*texts, *column.heading.split()]), default=NARROWEST)
        widest = WIDEST_STATE if column.kind in ("status", "rating") else WIDEST
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest * 1.1 + 3, NARROWEST), widest)


def _frozen_columns(columns: Sequence[Column]) -> int:
    """The columns that stay in view: as far as the first that is a text (the name)."""
    return next((place for place, column in enumerate(columns, 1) if column.kind == "text"), 0) if len(columns) > 3 else 0


def _last_body(table: Table, first: int) -> int:
    """The last row that the filter covers: totals at the end are left out of it, so that they are never sorted away."""
    count = len(table.rows)
    while count and table.rows[count - 1].kind == "total":
        count -= 1
    return max(first + count - 1, first - 1)


def _put_line(sheet: Worksheet, number: int, text: str, columns: Sequence[Column], **look: object) -> None:
    """A line of text over the table's width, or a little more where the table is narrow."""
    write_text(sheet.cell(number, 1), text, **look)
    span = len(columns)
    while sum(_width_pt(sheet, place) for place in range(1, span + 1)) < NARROWEST_LINE_PT:
        span += 1
    if span > 1:
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=span)
    width = sum(_width_pt(sheet, place) for place in range(1, span + 1))
    size = look.get("size", SIZE)
    sheet.row_dimensions[number].height = lines_of(text, size, width, SERIF_EM) * size * LEADING + 4


def _put_foot(sheet: Worksheet, number: int, table: Table, content: Content) -> None:
    """Beneath the table: its notes and its sources."""
    lang = content.request.lang
    found = sources_behind(content, table)
    lines = [*table.notes, *([t("workbook.sources", lang, files="; ".join(source_words(one, lang) for one in found))] if found else [])]
    for place, line in enumerate(lines, number):
        _put_line(sheet, place, line, table.columns, is_italic=True, colour=LIGHT.quiet_ink)
