"""Sentences in a Word file: native headings and lists, figures that lead to their table, blanks marked."""
from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from ntm.briefing.blanks import pieces
from ntm.briefing.bookmarks import bookmark_name
from ntm.briefing.content import Field, Paragraph, Run
from ntm.briefing.nd30.styles import BODY, HEADINGS, ITEM
from ntm.briefing.nd30.words import mark_blank, write_words
from ntm.briefing.paper import Heading
from ntm.briefing.paper_words import trace_words
from ntm.briefing.writers.docx_desk import Desk


def add_heading(desk: Desk, heading: Heading) -> None:
    """A heading of its depth; what lies deeper than a) looks as a) does."""
    write_words(desk.add(HEADINGS[min(heading.depth, len(HEADINGS) - 1)]), heading.text)


def add_sentence(desk: Desk, paragraph: Paragraph, style: str | None = None) -> None:
    """A paragraph of the body, or an item of a list."""
    target = desk.add(style or (ITEM if paragraph.is_item else BODY))
    for run in paragraph.runs:
        _add_run(desk, target, run)


def _add_run(desk: Desk, target: DocxParagraph, run: Run) -> None:
    if isinstance(run, str):
        write_words(target, run)
        return
    words = trace_words(run, desk.paper)
    if words is None:
        write_words(target, run.text)
    else:
        _add_link(target, run, words)


def _add_link(target: DocxParagraph, field: Field, words: str) -> None:
    """The figure as a link to its table; it looks as the text around it."""
    link = OxmlElement("w:hyperlink")
    for name, value in (("anchor", bookmark_name(field.table)), ("tooltip", words), ("history", "1")):
        link.set(qn(f"w:{name}"), value)
    target._p.append(link)
    for piece, is_blank in pieces(field.text):
        element = OxmlElement("w:r")
        link.append(element)
        run = DocxRun(element, target)
        run.text = piece
        mark_blank(run, is_blank)
