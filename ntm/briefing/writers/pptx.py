"""A briefing as slides: one message each in its title, native charts and tables, the presenter's notes with the sources."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pptx.presentation import Presentation as Deck

from ntm.briefing.content import Content, Slide, Table
from ntm.briefing.sources import source_words, sources_behind
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.fitting import arial_bold, height_of
from ntm.briefing.writers.pptx_charts import add_chart
from ntm.briefing.writers.pptx_paper import (
    AFTER,
    BODY,
    EDGE,
    WIDTH,
    Box,
    add_points,
    add_slide,
    add_text,
    new_deck,
    set_notes,
    to_bytes,
)
from ntm.briefing.writers.pptx_tables import add_table
from ntm.briefing.writers.properties import with_properties
from ntm.briefing.writers.wording import place_and_day, slides_of, table_behind, table_shown
from ntm.palette import LIGHT
from ntm.texts import t

BESIDE = 320  # width of the sentences beside a chart or a table
GAP = 20
BENEATH_PT, LOWEST = 18, 110  # their size beneath a table, and the height that they may take there


def write_pptx(content: Content) -> bytes:
    """The briefing as a .pptx file: title, a slide a message, what must be known before the figures are trusted."""
    deck = new_deck(content)
    _add_title(deck, content)
    for slide in slides_of(content):
        _add_message(deck, content, slide)
    if content.cautions:
        _add_cautions(deck, content)
    return with_properties(to_bytes(deck), stamp_values(stamp_of(content)))


def _add_title(deck: Deck, content: Content) -> None:
    lang, head = content.request.lang, content.head
    slide = add_slide(deck, content, content.subject, Box(EDGE, 206, WIDTH - 2 * EDGE, 124))
    issued = " – ".join(part for part in (head.superior, head.body) if part).upper()
    add_text(slide, issued, (18, 16, 15), Box(EDGE, 48, WIDTH - 2 * EDGE, 50), colour=LIGHT.quiet_ink)
    add_text(slide, content.title, (24,), Box(EDGE, 168, WIDTH - 2 * EDGE, 34), is_bold=True, colour=LIGHT.accent)
    add_text(slide, place_and_day(content), (20, 18, 16), Box(EDGE, 336, WIDTH - 2 * EDGE, 30), colour=LIGHT.quiet_ink)
    if content.is_sample:
        add_text(slide, t("sample", lang), (24,), Box(EDGE, 384, WIDTH - 2 * EDGE, 34), is_bold=True, colour=LIGHT.ratings["off_track"].ink)
    set_notes(slide, [one.text for one in content.opening])


def _add_message(deck: Deck, content: Content, message: Slide) -> None:
    slide = add_slide(deck, content, message.title.text)
    large, words = _parted(message, is_wide=not message.chart or content.chart(message.chart).kind == "lines")
    if message.chart:
        chart = content.chart(message.chart)
        add_chart(slide, chart, large, has_title=chart.title.rstrip(".") != message.title.text.rstrip("."))
    elif message.table:
        add_table(slide, table_shown(content, message), large, content.request.lang, keeps_last=message.keeps_last)
    if message.points:
        add_points(slide, message.points, words, t("slides.more_in_notes", content.request.lang))
    set_notes(slide, notes_of(content, message))


def _parted(message: Slide, *, is_wide: bool) -> tuple[Box, Box]:
    """The places of the chart or table and of the sentences: beneath a table or a wide chart where they are short, else beside it."""
    if not message.points or not (message.chart or message.table):
        return BODY, BODY
    texts = [point.text for point in message.points]
    low = height_of(texts, BENEATH_PT, BODY.width, arial_bold, AFTER)
    if is_wide and low <= LOWEST:
        return replace(BODY, height=BODY.height - low - GAP), replace(BODY, top=BODY.top + BODY.height - low, height=low)
    left = WIDTH - EDGE - BESIDE
    return replace(BODY, width=BODY.width - BESIDE - GAP), Box(left, BODY.top, BESIDE, BODY.height)


def notes_of(content: Content, message: Slide) -> list[str]:
    """What the presenter reads: the sentence in full, the points, what else to say, what the chart shows, the sources; each said once."""
    lang, behind = content.request.lang, table_behind(content, message)
    lines = [message.title.text, *(point.text for point in message.points), *message.notes]
    if message.chart:
        lines.append(content.chart(message.chart).alt)
    return [*_said_once(lines), *_sources(content, behind, lang)]


def _said_once(lines: Iterable[str]) -> list[str]:
    """The lines without those that were said before, also where a longer one begins with them."""
    told: dict[str, str] = {}
    for line in lines:
        rest = line
        for before in told:
            rest = rest.removeprefix(f"{before}. ")
        told.setdefault(rest.removesuffix("."), rest)
    return list(told.values())


def _sources(content: Content, table: Table | None, lang: str) -> list[str]:
    found = sources_behind(content, table) if table else ()
    if not found:
        return []
    return [t("slides.sources", lang, table=table.title, files="; ".join(source_words(one, lang) for one in found))]


def _add_cautions(deck: Deck, content: Content) -> None:
    lang = content.request.lang
    slide = add_slide(deck, content, t("slides.cautions", lang))
    add_points(slide, [replace(one.sentence, is_item=True) for one in content.cautions], BODY,
               t("slides.more_in_notes", lang))
    named = dict.fromkeys(content.table(one.table).title for one in content.cautions if one.table)
    set_notes(slide, [*(one.sentence.text for one in content.cautions), *(t("slides.listed", lang, table=title) for title in named)])
