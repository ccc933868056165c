"""The briefing as a PDF by typst, in the same format and order as the Word file; all words are given to it as data."""
from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ntm.briefing.blanks import blank, pieces
from ntm.briefing.bookmarks import bookmark_name
from ntm.briefing.cells import is_figure
from ntm.briefing.column_widths import between_margins_mm, column_widths, table_pt
from ntm.briefing.content import Chart, Content, Field, Paragraph, Table
from ntm.briefing.nd30.foot import recipient_lines
from ntm.briefing.nd30.head import body_lines, document_number, place_and_day
from ntm.briefing.paper import Heading, Paper, Part, Shown, paper_of
from ntm.briefing.paper_words import (
    attached_words,
    heading_rows,
    is_name_only,
    stamp_lines,
    table_notes,
    table_words,
    year_of,
)
from ntm.briefing.reading import KEYWORD_EQUALS
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.pdf_charts import chart_data
from ntm.texts import t

TEMPLATE = Path(__file__).with_name("paper.typ")
FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif", "Libertinus Serif")  # the last is typst's own
# Whether a family has Vietnamese letters: those that it lacks are as wide as what no font has.
_PROBE = """#context {
  let wide(sign) = measure(text(font: sys.inputs.family, fallback: false, sign)).width
  [#metadata(("ơ", "ư", "ế", "ộ").all(sign => wide(sign) != wide("\\u{10fff0}")))<found>]
}"""

Words = str | list[dict[str, Any]]  # a plain text, or its pieces


def write_pdf(content: Content) -> bytes:
    """The content as a PDF, its request and fingerprint among the keywords."""
    given = json.dumps(paper_data(paper_of(content)), ensure_ascii=False)
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs={"data": given})


@cache
def font_families() -> tuple[str, ...]:
    """The families of this machine that have the letters, Times New Roman or its like first."""
    known = set(typst.Fonts().families())
    return tuple(family for family in FAMILIES if family in known and _has_letters(family))


def paper_data(paper: Paper) -> dict[str, Any]:
    """Everything that the PDF shows, as plain JSON values."""
    content, lang = paper.content, paper.content.request.lang
    stamp = stamp_values(stamp_of(content))
    return {
        "title": f"{content.title}: {content.subject}", "kind": content.title, "subject": content.subject, "lang": lang,
        "keywords": [f"{name}{KEYWORD_EQUALS}{value}" for name, value in stamp.items()], "fonts": font_families(),
        "sample": t("sample", lang) if content.is_sample else None, "starts": paper.is_report or bool(paper.text),
        "head": _head(content) if paper.is_report else None, "foot": _foot(content) if paper.is_report else None,
        "parts": [_part(part, paper) for part in paper.text], "annexes": [_annex(annex, paper) for annex in paper.annexes],
        "stamp": stamp_lines(content), "sheet": paper.is_sheet,
    }


def _has_letters(family: str) -> bool:
    return typst.query(_PROBE.encode(), "<found>", field="value", one=True, sys_inputs={"family": family}) == "true"


def _words(text: str) -> Words:
    found = _pieces(text)
    return found if any(one["blank"] for one in found) else "".join(one["text"] for one in found)


def _pieces(text: str, to: str | None = None) -> list[dict[str, Any]]:
    return [{"text": piece, "blank": is_blank, "to": to} for piece, is_blank in pieces(text)]


def _sentence(paragraph: Paragraph, paper: Paper) -> Words:
    found: list[dict[str, Any]] = []
    for run in paragraph.runs:
        if isinstance(run, Field):
            found += _pieces(run.text, bookmark_name(run.table) if run.table in paper.labels else None)
        else:
            found += _pieces(run)
    return found


def _head(content: Content) -> dict[str, Any]:
    lang, head = content.request.lang, content.head
    return {
        "superior": head.superior.upper() if head.superior else None,
        "body": _words("\n".join(body_lines(head, lang))),
        "country": t("letter.country", lang), "motto": t("letter.motto", lang),
        "number": _words(document_number(head, t("paper.symbol", lang), lang)),
        "dated": _words(place_and_day(head, year_of(content), lang)),
    }


def _foot(content: Content) -> dict[str, Any]:
    lang, head = content.request.lang, content.head
    titles = [head.authority.upper()] if head.authority else []
    titles.append(head.signer_title.upper() if head.signer_title else blank("signer_title", lang))
    return {
        "recipients": t("letter.recipients", lang), "names": list(map(_words, recipient_lines(content.recipients))),
        "titles": list(map(_words, titles)), "signer": _words(head.signer or blank("signer", lang)),
    }


def _part(part: Part, paper: Paper) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {"kind": "heading", "level": part.depth + 1, "words": _words(part.text)}
    if isinstance(part, Paragraph):
        return {"kind": "item" if part.is_item else "paragraph", "words": _sentence(part, paper)}
    caption = f"{part.label}. {part.what.title}"
    if isinstance(part.what, Chart):
        return {"kind": "chart", "caption": caption, "chart": chart_data(part.what, paper.content.request.lang)}
    return {"kind": "table", "caption": caption, "wide": part.what.is_wide, "table": _table(part, paper)}


def _annex(annex: Shown, paper: Paper) -> dict[str, Any]:
    attached = _words(attached_words(paper.content)) if paper.is_report else []
    return {"label": annex.label, "title": annex.what.title, "attached": attached, "wide": annex.what.is_wide,
            "table": _table(annex, paper)}


def _table(shown: Shown, paper: Paper) -> dict[str, Any]:
    table, lang = shown.what, paper.content.request.lang
    levels = heading_rows(table.columns)
    heads = [{"words": _words(text), "across": span, "down": len(levels) if is_tall else 1}
             for level in levels for text, span, is_tall in level]
    return {
        "mark": bookmark_name(table.id) if shown.is_first else None, "heads": heads, "rows": _rows(table, lang),
        "widths": column_widths(table, lang, between_margins_mm(table, paper.is_sheet), paper.is_sheet),
        "size": table_pt(table, paper.is_sheet),
        "notes": table_notes(table, paper),
        "aligns": ["right" if is_figure(column) else "center" if column.kind in ("day", "status", "rating") else "left"
                   for column in table.columns],
    }


def _rows(table: Table, lang: str) -> list[dict[str, Any]]:
    found = []
    for place, words in enumerate(table_words(table, lang)):
        row = table.rows[place] if table.rows else None
        is_across = row is None or is_name_only(row)
        found.append({"across": is_across, "bold": row is not None and row.kind != "body",
                      "cells": list(map(_words, words[:1] if is_across else words))})
    return found
