"""The briefing as a Word file in the format of NĐ 30/2020: everything in it native, so that the office can go on writing in it."""
from __future__ import annotations

from docx.document import Document as Docx

from ntm.briefing import nd30
from ntm.briefing.content import Chart, Content, Paragraph
from ntm.briefing.nd30.page import SHEET_MARGINS_MM, set_page
from ntm.briefing.nd30.styles import ANNEX, ANNEX_OF, ANNEX_TITLE, NOTE, set_styles
from ntm.briefing.nd30.words import write_words
from ntm.briefing.paper import Heading, Paper, Part, Shown, paper_of
from ntm.briefing.paper_words import attached_words, stamp_lines, year_of
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.docx_charts import add_chart
from ntm.briefing.writers.docx_desk import Desk
from ntm.briefing.writers.docx_tables import add_caption, add_table
from ntm.briefing.writers.docx_template import ANNEXES, TEXT, fill_template, writing_at
from ntm.briefing.writers.docx_text import add_heading, add_sentence
from ntm.briefing.writers.properties import with_properties
from ntm.briefing.writers.template_check import a_strangers_file
from ntm.texts import t


def write_docx(content: Content, template: bytes | None = None) -> bytes:
    """The content as a .docx file, its request and fingerprint in the file's properties.

    `template`: the office's own, for reports; a commune's sheet and an annex alone have none. Raises WrongUse for one that
    cannot be filled, with all that is wrong with it.
    """
    paper = paper_of(content)
    if template is None or not paper.is_report:
        return _finished(_fresh(paper), content)
    with a_strangers_file():
        return _finished(_filled(paper, template), content)


def _finished(document: Docx, content: Content) -> bytes:
    document.core_properties.title, document.core_properties.subject = f"{content.title}: {content.subject}", content.subject
    return with_properties(nd30.to_bytes(document), stamp_values(stamp_of(content)))


def _fresh(paper: Paper) -> Docx:
    content, lang = paper.content, paper.content.request.lang
    document = nd30.new_document("", content.is_sample, lang)
    set_styles(document, paper.is_sheet)
    if paper.is_sheet:
        set_page(document.sections[0], margins_mm=SHEET_MARGINS_MM)
    desk = Desk.of(document, paper, is_ours=True)
    if paper.is_report:
        nd30.add_head(document, content.head, t("paper.symbol", lang), None, year_of(content), lang)
    nd30.add_title(document, content.title, content.subject)
    add_text(desk)
    if paper.is_report:
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands alone on a page
        nd30.add_foot(document, content.recipients, content.head, lang)
    add_annexes(desk, has_page=paper.is_report or bool(paper.text))
    return document


def _filled(paper: Paper, template: bytes) -> Docx:
    document = fill_template(template, paper.content)
    desk = Desk.of(document, paper, is_ours=False)
    with writing_at(document, TEXT):
        add_text(desk)
    with writing_at(document, ANNEXES) as is_followed:
        add_annexes(desk, has_page=True)
        if is_followed:
            desk.turn_page(is_wide=False)
    return document


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
        add_caption(desk, t("paper.chart", desk.lang), part, is_kept=False)
    else:
        _add_shown_table(desk, part)


def _add_shown_table(desk: Desk, shown: Shown) -> None:
    if shown.what.is_wide:
        desk.turn_page(is_wide=True)
    if not desk.paper.is_sheet:
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
