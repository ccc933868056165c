"""What the writers do alike: statuses with their sign, colours of series, sources, the slides of a content."""
from __future__ import annotations

from dataclasses import replace

from ntm.briefing.cells import cell_words
from ntm.briefing.content import Column, Content, Paragraph, Slide, Table, Value
from ntm.palette import LIGHT, StatusPaint
from ntm.texts import format_date, t

PLAIN = (LIGHT.accent, LIGHT.quiet_ink, LIGHT.focus)  # series that are neither a status nor a rating, in turn


def paint_of(key: str, place: int = 0) -> StatusPaint:
    """How a series or a cell with this key (a status, a rating, "plain") is drawn; `place`: which of the plain ones."""
    if key in LIGHT.status:
        return LIGHT.status[key]
    if key in LIGHT.ratings:
        return StatusPaint(LIGHT.ratings[key].sign, LIGHT.ratings[key].ink, LIGHT.ground)
    return StatusPaint("", PLAIN[place % len(PLAIN)], LIGHT.ground)


def signed_words(value: Value, column: Column, lang: str) -> str:
    """A cell's words; a status or a rating with its sign before it."""
    words = cell_words(value, column, lang)
    return f"{paint_of(str(value)).sign} {words}" if words and column.kind in ("status", "rating") else words


def table_behind(content: Content, slide: Slide) -> Table | None:
    """The table that a slide's figures stand in: its own, that of its chart, else the first that its title names; None: not told."""
    named = next((field.table for field in slide.title.fields if field.table), None)
    table_id = slide.table or (content.chart(slide.chart).table if slide.chart else named)
    return next((one for one in content.tables if one.id == table_id), None)


def table_shown(content: Content, slide: Slide) -> Table:
    """The slide's own table with the columns that the slide shows; rows that say nothing in them stay, for the count."""
    table = content.table(slide.table)
    places = [place for place, one in enumerate(table.columns) if one.key in slide.columns] or list(range(len(table.columns)))
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def slides_of(content: Content) -> tuple[Slide, ...]:
    """The slides of a content; where it has none of its own (a commune's sheet, an annex alone) one a table, named by it."""
    return content.slides or tuple(Slide(one.id, Paragraph((one.title,)), table=one.id) for one in content.tables if one.rows)


def place_and_day(content: Content) -> str:
    """Where and when it is about: "Tỉnh Bắc Kạn, số liệu đến ngày 31/12/2023"."""
    lang = content.request.lang
    place = f"{content.place[:1].upper()}{content.place[1:]}"
    return t("slides.as_of", lang, place=place, day=format_date(content.request.as_of, lang))
