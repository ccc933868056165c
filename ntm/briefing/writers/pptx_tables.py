"""A table of the content as a native one: as many rows as a slide holds, what is left out counted and sent to the annex."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.table import Table as NativeTable
from pptx.table import _Cell
from pptx.util import Pt

from ntm.briefing.cells import is_figure
from ntm.briefing.content import Column, Row, Table
from ntm.briefing.writers.fitting import BOLD_EM, height_of
from ntm.briefing.writers.pptx_paper import FONT, Box, describe, paint
from ntm.briefing.writers.wording import paint_of, signed_words
from ntm.palette import LIGHT
from ntm.texts import format_count, t

SIZES = (18, 16, 14, 12)  # for a table that is shown whole
CUT_SIZE, FEWEST = 14, 6  # for one that is cut, if that many rows fit; else the smallest
SHORT_STATE = 10  # letters of "✕ Chưa đạt", which stays in one line
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


def add_table(slide: Slide, table: Table, box: Box, lang: str) -> int:
    """The table in its place; how many rows of its body are left out."""
    kept = keep_rows(table, box, lang)
    count = 1 + len(kept.rows) + bool(kept.left_out)
    frame = slide.shapes.add_table(count, len(table.columns), *box.edges)
    describe(frame, table.title)
    drawn = frame.table
    drawn.horz_banding = False
    for column, width in zip(drawn.columns, kept.widths, strict=True):
        column.width = Pt(width)
    for place, height in enumerate((kept.head, *kept.heights)):
        drawn.rows[place].height = Pt(height)
    for place, column in enumerate(table.columns):
        _write(drawn.cell(0, place), _heading(column), kept.size, is_bold=True, fill=LIGHT.accent, ink=LIGHT.ground, align=PP_ALIGN.CENTER)
    for place, row in enumerate(kept.rows, 1):
        _put_row(drawn, place, row, table.columns, kept.size, lang)
    if kept.left_out:
        words = t("slides.rows_left", lang, count=format_count(kept.left_out, lang))
        drawn.rows[count - 1].height = Pt(kept.size * 1.2 + 2 * PAD_Y)
        _put_wide(drawn, count - 1, words, kept.size, is_bold=False)
    return kept.left_out


def keep_rows(table: Table, box: Box, lang: str) -> Kept:
    """The rows that fit: all of them at the largest size that holds them; else the first, and the totals at the end."""
    for size in SIZES:
        kept = _kept_at(table, box.width, size, lang)
        if kept.head + sum(kept.heights) <= box.height:
            return kept
    found = _cut(_kept_at(table, box.width, CUT_SIZE, lang), box.height)
    return found if len(found.rows) >= FEWEST else _cut(kept, box.height)


def _kept_at(table: Table, width: float, size: int, lang: str) -> Kept:
    widths = _widths(table, width, size, lang)
    head = max(_height(_heading(column), size, width) for column, width in zip(table.columns, widths, strict=True))
    heights = tuple(
        max(_height(signed_words(value, column, lang), size, width)
            for value, column, width in zip(row.cells, table.columns, widths, strict=True)) if row.kind != "group"
        else size * 1.2 + 2 * PAD_Y for row in table.rows
    )
    return Kept(size, tuple(widths), table.rows, heights, head, 0)


def _cut(whole: Kept, height: float) -> Kept:
    line = whole.size * 1.2 + 2 * PAD_Y
    last = len(whole.rows)
    while last and whole.rows[last - 1].kind == "total":
        last -= 1
    room = height - whole.head - line - sum(whole.heights[last:])
    first = 0
    while first < last and whole.heights[first] <= room:
        room -= whole.heights[first]
        first += 1
    while first and whole.rows[first - 1].kind == "group":  # a name above nothing
        first -= 1
    places = [*range(first), *range(last, len(whole.rows))]
    left_out = sum(row.kind == "body" for row in whole.rows[first:last])
    rows, heights = (tuple(values[place] for place in places) for values in (whole.rows, whole.heights))
    return Kept(whole.size, whole.widths, rows, heights, whole.head, left_out)


def _widths(table: Table, width: float, size: int, lang: str) -> list[float]:
    """Room for each column's longest word, and the rest by the columns' weights; too many columns share by their words alone."""
    needed = [_longest_word(table, place, lang) * size * BOLD_EM + 2 * PAD_X + 2 for place in range(len(table.columns))]
    left, whole = width - sum(needed), sum(column.weight for column in table.columns)
    if left < 0:
        return [need * width / sum(needed) for need in needed]
    return [need + left * column.weight / whole for need, column in zip(needed, table.columns, strict=True)]


def _longest_word(table: Table, place: int, lang: str) -> int:
    column = table.columns[place]
    texts = [signed_words(row.cells[place], column, lang) for row in table.rows if row.kind != "group"]
    words = [len(word) for text in (_heading(column), *texts) for word in text.split()]
    states = [min(len(text), SHORT_STATE) for text in texts] if column.kind in ("status", "rating") else []
    return max([*words, *states], default=1)


def _heading(column: Column) -> str:
    return f"{column.group}: {column.heading}" if column.group else column.heading


def _height(text: str, size: int, width: float) -> float:
    return height_of([text], size, width - 2 * PAD_X) + 2 * PAD_Y


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
