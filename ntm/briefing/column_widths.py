"""How wide a paper's columns are: no word, number or day is broken, and what is left goes to where the text is long."""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from math import ceil

from ntm.briefing.content import Table
from ntm.briefing.nd30.page import MM_A_PT, SHEET_MM, SMALL_PT, TABLE_PT, WIDE_MM, WIDTH_MM
from ntm.briefing.paper_words import is_name_only, row_words

MANY_COLUMNS = 7     # a table of more than that is set smaller
MOST_MM = 110        # a column with longer lines than that wraps them
WHOLE_SIGNS = 12     # a word of so many signs is not broken at its hyphen ("318/QĐ-TTg"); a file's longer name is
_SIDES_MM = 3.5      # the two sides of a cell, and a hair
_ROOM = 1.12         # letters of another font than Times New Roman, and bold ones, are wider
_USUAL = 0.9         # so many of a column's cells fit into a line; the few longest wrap
# Widths in parts of the size, as Times New Roman has them; letters that are not here are 0.5.
_NARROW = dict.fromkeys("ijltfrI.,;:/-()[]'| ", 0.32)
_WIDE = dict.fromkeys("mwMW%–…", 0.85)


def table_pt(table: Table, is_sheet: bool = False) -> int:
    """The size of a table's words; `is_sheet`: on a commune's sheet, which is one of paper."""
    return SMALL_PT if is_sheet or len(table.columns) > MANY_COLUMNS else TABLE_PT


def between_margins_mm(table: Table, is_sheet: bool) -> int:
    """How wide a table may be."""
    return WIDE_MM if table.is_wide else SHEET_MM if is_sheet else WIDTH_MM


def column_widths(table: Table, lang: str, whole_mm: float, is_sheet: bool = False) -> list[float]:
    """The width of each column in mm, together `whole_mm`: at least its longest word, at best its usual line.

    The columns' weights share out what is left where every line fits.
    """
    size = table_pt(table, is_sheet)
    columns = list(zip(*_cells(table, lang), strict=True)) or [()] * len(table.columns)
    least, best = _least(table, columns, size), [_usual_mm(cells, size) for cells in columns]
    spare = whole_mm - sum(least)
    if sum(best) > whole_mm and any(column.kind == "words" for column in table.columns):
        # a status takes two lines before a sentence takes ten
        best = [one / 2 + _SIDES_MM if column.kind in ("status", "rating") else one
                for column, one in zip(table.columns, best, strict=True)]
    best = [max(pair) for pair in zip(least, best, strict=True)]
    if spare <= 0:
        return [one * whole_mm / sum(least) for one in least]
    wanted = sum(best) - sum(least)
    if wanted > spare:
        return [low + (high - low) * spare / wanted for low, high in zip(least, best, strict=True)]
    weights = [column.weight for column in table.columns]
    return [high + (spare - wanted) * weight / sum(weights) for high, weight in zip(best, weights, strict=True)]


def _cells(table: Table, lang: str) -> Iterator[list[str]]:
    for row in table.rows:
        if not is_name_only(row):
            yield row_words(row, table, lang)


def _least(table: Table, columns: list[tuple[str, ...]], size: int) -> list[float]:
    """The width of each column's longest word, heading and the heading above it included."""
    least = [max(_longest_mm(text, size) for text in (column.heading, *cells))
             for column, cells in zip(table.columns, columns, strict=True)]
    for group, members in groupby(range(len(least)), lambda place: table.columns[place].group):
        places = list(members)
        lacks = _longest_mm(group or "", size) - sum(least[place] for place in places)
        for place in places if lacks > 0 else ():
            least[place] += lacks / len(places)
    return least


def _longest_mm(text: str, size: int) -> float:
    words = [part for word in text.split() for part in ([word] if len(word) <= WHOLE_SIGNS else re.split("(?<=-)", word))]
    return max((_line_mm(word, size) for word in words if word), default=0)


def _usual_mm(cells: tuple[str, ...], size: int) -> float:
    lines = sorted(_line_mm(text, size) for text in cells)
    return min(lines[ceil(_USUAL * (len(lines) - 1))], MOST_MM) if lines else 0


def _line_mm(text: str, size: int) -> float:
    ems = sum(_NARROW.get(sign) or _WIDE.get(sign) or (0.72 if sign.isupper() else 0.5) for sign in text)
    return ems * size * MM_A_PT * _ROOM + _SIDES_MM
