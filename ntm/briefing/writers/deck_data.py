"""What the meeting's deck draws, as plain JSON: every text worded here, the page only sets and draws."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ntm.briefing.cells import is_figure
from ntm.briefing.content import Column as TableColumn
from ntm.briefing.content import Content, Field, Paragraph, Row, Slide, Table, Value
from ntm.briefing.sheets import CommuneSheet
from ntm.briefing.sources import source_words, sources_behind
from ntm.briefing.writers.pptx import notes_of
from ntm.briefing.writers.wording import (
    PLAIN,
    paint_of,
    place_and_day,
    signed_words,
    slides_of,
    table_behind,
    table_shown,
)
from ntm.palette import LIGHT, STATUSES
from ntm.texts import catalogue, t

Plain = dict[str, Any]


def deck_data(content: Content, sheets: Sequence[CommuneSheet]) -> Plain:
    """The deck as JSON values: slides with cover and cautions, charts, tables, communes, colours, texts."""
    lang = content.request.lang
    return {
        "place": place_and_day(content), "sample": t("sample", lang) if content.is_sample else "",
        "slides": [_cover(content), *(_slide(content, one) for one in slides_of(content)), *_cautions(content)],
        "charts": {one.id: asdict(one) for one in content.charts},
        "tables": {one.id: _table(content, one) for one in content.tables},
        "sheets": [asdict(one) for one in sheets], "paints": _paints(), "ink": LIGHT.ink, "line": LIGHT.line, "focus": LIGHT.focus,
        "words": {status: t(f"status.{status}", lang) for status in STATUSES},
        "texts": {key.removeprefix("deck."): text for key, text in catalogue(lang).items() if key.startswith("deck.")},
    }


def _cover(content: Content) -> Plain:
    head = content.head
    issued = " – ".join(part for part in (head.superior, head.body) if part).upper()
    notes = [one.text for one in content.opening]
    return {"id": "cover", "title": [content.subject], "points": [], "notes": notes, "over": content.title, "issued": issued}


def _slide(content: Content, slide: Slide) -> Plain:
    behind = table_behind(content, slide)
    return {
        "id": slide.id, "title": _runs(slide.title), "chart": slide.chart, "table": slide.table, "behind": behind and behind.id,
        "points": [_point(point) for point in slide.points], "notes": notes_of(content, slide),
        "shown": _table(content, table_shown(content, slide)) if slide.table else None, "keepsLast": slide.keeps_last,
    }


def _cautions(content: Content) -> list[Plain]:
    if not content.cautions:
        return []
    points = [{"runs": _runs(one.sentence), "isItem": True} for one in content.cautions]
    behind = next((one.table for one in content.cautions if one.table), None)
    return [{"id": "cautions", "title": [t("slides.cautions", content.request.lang)], "points": points, "notes": [], "behind": behind}]


def _point(paragraph: Paragraph) -> Plain:
    return {"runs": _runs(paragraph), "isItem": paragraph.is_item}


def _runs(paragraph: Paragraph) -> list[str | Plain]:
    return [_field(run) if isinstance(run, Field) else run for run in paragraph.runs]


def _field(field: Field) -> str | Plain:
    """A figure with the rows that it opens; one that stands in no table is only its text."""
    return {"text": field.text, "table": field.table, "rows": list(field.rows)} if field.table else field.text


def _table(content: Content, table: Table) -> Plain:
    lang = content.request.lang
    sources = "; ".join(source_words(one, lang) for one in sources_behind(content, table))
    return {
        "title": table.title,
        "columns": [{"heading": one.heading, "group": one.group, "kind": one.kind, "isFigure": is_figure(one)} for one in table.columns],
        "rows": [_row(row, table.columns, lang) for row in table.rows],
        "notes": [*table.notes, *([t("workbook.sources", lang, files=sources)] if sources else [])],
    }


def _row(row: Row, columns: Sequence[TableColumn], lang: str) -> Plain:
    cells = [_cell(value, column, lang) for value, column in zip(row.cells, columns, strict=True)]
    return {"key": row.key, "kind": row.kind, "cells": cells}


def _cell(value: Value, column: TableColumn, lang: str) -> str | list[str]:
    """A cell's words; with the key of its colours where it is a status or a rating."""
    words = signed_words(value, column, lang)
    return [words, str(value)] if words and column.kind in ("status", "rating") else words


def _paints() -> Plain:
    named = {key: asdict(paint_of(key)) for key in (*LIGHT.status, *LIGHT.ratings)}
    return named | {f"plain{place}": asdict(paint_of("plain", place)) for place in range(len(PLAIN))}
