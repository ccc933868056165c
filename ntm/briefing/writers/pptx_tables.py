"""A table of the content as a native one: as many rows as a slide holds, what is left out counted and sent to the annex."""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table as NativeTable
from pptx.table import _Cell
from pptx.util import Pt

from ntm.briefing.cells import is_figure
from ntm.briefing.content import Column, Row, Table
from ntm.briefing.writers.chart_look import paint
from ntm.briefing.writers.fitting import LEADING, arial, arial_bold, halved, height_of
from ntm.briefing.writers.pptx_paper import FONT, Box, describe
from ntm.briefing.writers.wording import paint_of, signed_words
from ntm.palette import LIGHT
from ntm.texts import format_count, t

SIZES = (20, 18, 16, 15)  # the largest at which the table fits; it is cut at the smallest
SHORT = 20  # letters of a name or a status, which stays in one line where there is room
PAD_X, PAD_Y = 5, 3
_CENTRED = ("status", "rating", "day")


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows that a slide shows, with the columns' widths and each row's height, and how many of the body it does not."""

    size: int
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    heights: tuple[float, ...]
    head: float
    left_out: int


def add_table(slide: Slide, table: Table, box: Box, lang: str, *, keeps_last: bool = False) -> int:
    """The table in its place; how many rows of its body are left out, the last ones or (`keeps_last`) the first."""
    kept = keep_rows(table, box, lang, keeps_last)
    count = 1 + len(kept.rows) + bool(kept.left_out)
    frame = slide.shapes.add_table(count, len(table.columns), *box.edges)
    describe(frame, table.title)
    drawn = frame.table
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, kept.widths, strict=True):
        column.width = Pt(width)
    drawn.rows[0].height = Pt(kept.head)
    for place, column in enumerate(table.columns):
        _write(drawn.cell(0, place), _heading(column), kept.size, is_bold=True, fill=LIGHT.accent, ink=LIGHT.ground, align=PP_ALIGN.CENTER)
    gap = _gap(kept, keeps_last) if kept.left_out else count
    for place, (row, height) in enumerate(zip(kept.rows, kept.heights, strict=True), 1):
        at = place + (place >= gap)
        drawn.rows[at].height = Pt(height)
        _put_row(drawn, at, row, table.columns, kept.size, lang)
    if kept.left_out:
        words = t("slides.rows_before" if keeps_last else "slides.rows_left", lang, count=format_count(kept.left_out, lang))
        drawn.rows[gap].height = Pt(_line(kept.size))
        _put_wide(drawn, gap, words, kept.size, is_bold=False)
    return kept.left_out


def _gap(kept: Kept, keeps_last: bool) -> int:
    """Where the line stands that counts the rows left out: above the first row, or before the totals."""
    return 1 if keeps_last else 1 + sum(row.kind != "total" for row in kept.rows)


def keep_rows(table: Table, box: Box, lang: str, keeps_last: bool = False) -> Kept:
    """The rows that fit: all of them at the largest size that holds them; else some, and the totals at the end."""
    for size in SIZES:
        kept = _kept_at(table, box.width, size, lang)
        if kept.head + sum(kept.heights) <= box.height:
            return kept
    return _cut(kept, box.height, keeps_last)


def _kept_at(table: Table, width: float, size: int, lang: str) -> Kept:
    widths = _widths(table, width, size, lang)
    head = max(_height(_heading(column), size, width, is_bold=True) for column, width in zip(table.columns, widths, strict=True))
    heights = tuple(
        max(_height(signed_words(value, column, lang), size, width)
            for value, column, width in zip(row.cells, table.columns, widths, strict=True)) if row.kind != "group"
        else _line(size) for row in table.rows
    )
    return Kept(size, tuple(widths), table.rows, heights, head, 0)


def _line(size: int) -> float:
    return size * LEADING + 2 * PAD_Y


def _cut(whole: Kept, height: float, keeps_last: bool) -> Kept:
    last = len(whole.rows)
    while last and whole.rows[last - 1].kind == "total":
        last -= 1
    room = height - whole.head - _line(whole.size) - sum(whole.heights[last:])
    shown: list[int] = []
    for place in reversed(range(last)) if keeps_last else range(last):
        room -= whole.heights[place]
        if room < 0:
            break
        shown.append(place)
    while not keeps_last and shown and whole.rows[shown[-1]].kind == "group":  # a name above nothing
        shown.pop()
    places = [*sorted(shown), *range(last, len(whole.rows))]
    left_out = sum(row.kind == "body" for place, row in enumerate(whole.rows) if place not in places)
    rows, heights = (tuple(values[place] for place in places) for values in (whole.rows, whole.heights))
    return Kept(whole.size, whole.widths, rows, heights, whole.head, left_out)


def _widths(table: Table, width: float, size: int, lang: str) -> list[float]:
    """Room for each column's names, else for its longest words; the rest goes to those whose texts need more lines."""
    wanted = [_longest(table, place, lang, math.inf) * size + 2 * PAD_X + 2 for place in range(len(table.columns))]
    for letters in (SHORT, 0):
        needed = [_longest(table, place, lang, letters) * size + 2 * PAD_X + 2 for place in range(len(table.columns))]
        left = width - sum(needed)
        if left >= 0:
            more = [want - need for want, need in zip(wanted, needed, strict=True)]
            if sum(more) <= left:  # all in one line: what is over goes by weight
                needed, left, more = wanted, width - sum(wanted), [column.weight for column in table.columns]
            return [need + left * part / sum(more) for need, part in zip(needed, more, strict=True)]
    return [need * width / sum(needed) for need in needed]


def _longest(table: Table, place: int, lang: str, letters: float) -> float:
    """The width of a column's longest word, of its heading in two lines, and of its texts of so many letters in one."""
    column = table.columns[place]
    texts = [signed_words(row.cells[place], column, lang) for row in table.rows if row.kind != "group"]
    whole = [arial_bold(text) for text in texts if len(text) <= letters]
    words = [arial_bold(word) for text in (_heading(column), *texts) for word in text.split()]
    return max([*words, *whole, *map(arial_bold, halved(_heading(column)))])


def _heading(column: Column) -> str:
    return f"{column.group}: {column.heading}" if column.group else column.heading


def _height(text: str, size: int, width: float, is_bold: bool = False) -> float:
    return height_of([text], size, width - 2 * PAD_X, arial_bold if is_bold else arial) + 2 * PAD_Y


def _put_row(drawn: NativeTable, place: int, row: Row, columns: Sequence[Column], size: int, lang: str) -> None:
    if row.kind == "group":
        words = " ".join(filter(None, (signed_words(value, column, lang) for value, column in zip(row.cells, columns, strict=True))))
        _put_wide(drawn, place, words, size, is_bold=True)
        return
    is_total = row.kind == "total"
    for number, (value, column) in enumerate(zip(row.cells, columns, strict=True)):
        is_status = column.kind == "status" and value is not None
        look = paint_of(str(value)) if is_status else None
        align = PP_ALIGN.RIGHT if is_figure(column) else PP_ALIGN.CENTER if column.kind in _CENTRED else PP_ALIGN.LEFT
        ink = paint_of(str(value)).fill if column.kind == "rating" and value is not None else LIGHT.ink
        _write(drawn.cell(place, number), signed_words(value, column, lang), size, is_bold=is_total, align=align,
               fill=look.fill if look else LIGHT.panel if is_total else LIGHT.ground, ink=look.text if look else ink)


def _put_wide(drawn: NativeTable, place: int, words: str, size: int, is_bold: bool) -> None:
    first = drawn.cell(place, 0)
    if len(drawn.columns) > 1:
        first.merge(drawn.cell(place, len(drawn.columns) - 1))
    _write(first, words, size, is_bold=is_bold, fill=LIGHT.panel, ink=LIGHT.ink, align=PP_ALIGN.LEFT)


def _write(cell: _Cell, text: str, size: int, *, is_bold: bool, fill: str, ink: str, align: PP_ALIGN) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = paint(fill)
    cell.margin_left = cell.margin_right = Pt(PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(PAD_Y)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    line = cell.text_frame.paragraphs[0]
    line.alignment = align
    run = line.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold, run.font.color.rgb = FONT, Pt(size), is_bold, paint(ink)
