"""The briefing as a Word file in the format of NĐ 30/2020: everything in it native, so that the office can go on writing in it."""
from __future__ import annotations

from docx.shared import Pt

from ntm.briefing import nd30
from ntm.briefing.content import Chart, Content, Paragraph
from ntm.briefing.nd30.numbering import add_numbering
from ntm.briefing.nd30.page import MM_A_PT, WIDTH_MM, set_page
from ntm.briefing.nd30.styles import ANNEX, ANNEX_OF, ANNEX_TITLE, NOTE, SUBJECT, TITLE, set_styles
from ntm.briefing.nd30.words import draw_rule
from ntm.briefing.paper import Heading, Part, Shown, paper_of
from ntm.briefing.paper_words import attached_words, stamp_lines, year_of
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.docx_charts import add_chart
from ntm.briefing.writers.docx_desk import Desk
from ntm.briefing.writers.docx_tables import add_caption, add_table
from ntm.briefing.writers.docx_text import add_heading, add_sentence, write_words
from ntm.briefing.writers.properties import with_properties
from ntm.texts import t

LETTER_EM, SUBJECT_RULE = 0.41, 0.4  # a bold letter's mean width; the rule's part of the subject's width
SUBJECT_PT = 14


def write_docx(content: Content) -> bytes:
    """The content as a .docx file, its request and fingerprint in the file's properties."""
    lang, paper = content.request.lang, paper_of(content)
    document = nd30.new_document(f"{content.title}: {content.subject}", content.is_sample, lang)
    document.core_properties.subject = content.subject
    set_styles(document)
    desk = Desk(document, paper, add_numbering(document, is_ours=True))
    if paper.is_report:
        nd30.add_head(document, content.head, t("paper.symbol", lang), None, year_of(content), lang)
    add_title(desk, content.title, content.subject)
    add_text(desk)
    if paper.is_report:
        nd30.add_foot(document, content.recipients, content.head, lang)
    add_annexes(desk, has_page=paper.is_report or bool(paper.text))
    return with_properties(nd30.to_bytes(document), stamp_values(stamp_of(content)))


def add_title(desk: Desk, title: str, subject: str) -> None:
    """The kind of document and its trích yếu, with the rule beneath."""
    write_words(desk.add(TITLE), title)
    write_words(desk.add(SUBJECT), subject)
    width = min(len(subject) * LETTER_EM * SUBJECT_PT * MM_A_PT, WIDTH_MM) * SUBJECT_RULE
    rule = desk.add(SUBJECT)
    draw_rule(rule, WIDTH_MM, width)
    rule.paragraph_format.space_before, rule.paragraph_format.space_after = Pt(4), Pt(6)


def add_text(desk: Desk) -> None:
    """Opening, sections, cautions, with the tables and charts that stand among them."""
    for part in desk.paper.text:
        _add_part(desk, part)


def _add_part(desk: Desk, part: Part) -> None:
    if isinstance(part, Heading):
        add_heading(desk, part)
    elif isinstance(part, Paragraph):
        add_sentence(desk, part)
    elif isinstance(part.what, Chart):
        add_chart(desk, part.what)
        add_caption(desk, t("paper.chart", desk.lang), part)
    else:
        _add_shown_table(desk, part)


def _add_shown_table(desk: Desk, shown: Shown) -> None:
    if shown.what.is_wide:
        desk.turn_page(is_wide=True)
    add_caption(desk, t("paper.table", desk.lang), shown)
    add_table(desk, shown)
    if shown.what.is_wide:
        desk.turn_page(is_wide=False)


def add_annexes(desk: Desk, has_page: bool) -> None:
    """Each annex on its own page, across where it is wide; the stamp after the last."""
    for place, annex in enumerate(desk.paper.annexes):
        if place or has_page:
            desk.turn_page(annex.what.is_wide)
        else:
            set_page(desk.document.sections[-1], annex.what.is_wide)
        _add_annex(desk, annex)
    for line in stamp_lines(desk.paper.content):
        write_words(desk.add(NOTE), line)


def _add_annex(desk: Desk, annex: Shown) -> None:
    content = desk.paper.content
    write_words(desk.add(ANNEX), annex.label)
    write_words(desk.add(ANNEX_TITLE), annex.what.title)
    if desk.paper.is_report:
        write_words(desk.add(ANNEX_OF), attached_words(content))
    add_table(desk, annex)
