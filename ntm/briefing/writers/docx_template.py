"""A template that the office edits in Word: our default one, and the filling of theirs.

A placeholder is a name between {{ and }}; in capitals, its words are written in capitals. Nothing else of the template
language is allowed, so that a template can neither fail halfway nor do harm.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from ntm.briefing import nd30
from ntm.briefing.blanks import blank
from ntm.briefing.content import Content
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.nd30.numbering import add_numbering
from ntm.briefing.nd30.page import LIST_PT, WIDTH_MM, say_sample
from ntm.briefing.nd30.styles import BODY, add_missing_styles, set_styles
from ntm.briefing.nd30.words import LEFT, mark_blanks, write_line
from ntm.briefing.paper_words import year_of
from ntm.briefing.stamp import stamp_of
from ntm.briefing.writers.template_check import BLOCKS, check_template, open_template, text_of
from ntm.texts import format_date, t

TEXT, ANNEXES = BLOCKS
PLACEHOLDERS = ("co_quan_cap_tren", "co_quan", "ten_viet_tat", "dia_danh", "nam", "ten_bao_cao", "trich_yeu", "dia_ban", "ngay_so_lieu",
                "quyen_han", "chuc_vu", "nguoi_ky", "noi_nhan", "dau_kiem_tra")


def default_template(lang: str = nd30.LANG) -> bytes:
    """The template that an office starts from: what a report looks like without one."""
    document = nd30.new_document("", lang=lang)
    set_styles(document)
    add_numbering(document, is_ours=True)
    head = Letterhead("{{ co_quan }}", "{{ co_quan_cap_tren }}", "{{ ten_viet_tat }}", "", "{{ dia_danh }}", "{{ quyen_han }}",
                      "{{ chuc_vu }}", "{{ nguoi_ky }}")
    nd30.add_head(document, head, t("paper.symbol", lang), None, "{{ nam }}", lang)
    nd30.add_title(document, "{{ ten_bao_cao }}", "{{ trich_yeu }}", WIDTH_MM / 3)
    document.add_paragraph(f"{{{{ {TEXT} }}}}", BODY)
    foot = nd30.add_foot(document, (), head, lang)
    write_line(foot.rows[0].cells[0], "{{ noi_nhan }}", LIST_PT, align=LEFT)
    document.add_paragraph(f"{{{{ {ANNEXES} }}}}", BODY)
    return nd30.to_bytes(document)


def placeholders(lang: str) -> dict[str, str]:
    """Every placeholder with what it stands for."""
    return {name: t(f"paper.placeholder.{name}", lang) for name in (*PLACEHOLDERS, *BLOCKS)}


def fill_template(template: bytes, content: Content) -> Docx:
    """The template with its words filled in; text and annexes still to be written at their marks (`writing_at`).

    Raises WrongUse with every placeholder that is unknown, misplaced or missing, each with its place.
    """
    values = _values(content)
    document = open_template(template)
    check_template(document, set(values))
    _drop_empty(document, values)
    words = values | {name.upper(): value.upper() for name, value in values.items()} | {name: _mark(name) for name in BLOCKS}
    filled = _rendered(document, words)
    add_missing_styles(filled)
    mark_blanks(filled)
    if content.is_sample:
        say_sample(filled, content.request.lang)
    return filled


def _rendered(document: Docx, words: dict[str, str]) -> Docx:
    prepared = DocxTemplate(BytesIO(nd30.to_bytes(document)))
    prepared.render(words, SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    return Document(BytesIO(nd30.to_bytes(prepared.docx)))  # opened again: filling replaces its headers


@contextmanager
def writing_at(document: Docx, block: str) -> Iterator[bool]:
    """Whatever is added inside stands where the template has the block; gives whether anything follows it there."""
    body = document.element.body
    place = next(one for one in body.iterchildren(qn("w:p")) if text_of(one).strip() == _mark(block))
    after = [one for one in place.itersiblings() if one.tag != qn("w:sectPr")]
    for one in (place, *after):
        body.remove(one)
    yield bool(after)
    for one in after:
        body.insert_element_before(one, "w:sectPr")


def _mark(block: str) -> str:
    return f"\ue000{block}\ue000"  # a sign that no text has


def _values(content: Content) -> dict[str, str]:
    """The words of each placeholder; what the office has not typed in is left to a person."""
    lang, head = content.request.lang, content.head
    return {
        "co_quan": head.body or blank("body", lang), "co_quan_cap_tren": head.superior or "",
        "ten_viet_tat": head.short or blank("short", lang), "dia_danh": head.place or blank("place", lang),
        "nam": str(year_of(content)), "ten_bao_cao": content.title, "trich_yeu": content.subject, "dia_ban": content.place,
        "ngay_so_lieu": format_date(content.request.as_of, lang), "quyen_han": head.authority or "",
        "chuc_vu": head.signer_title or blank("signer_title", lang), "nguoi_ky": head.signer or blank("signer", lang),
        "noi_nhan": "\n".join(nd30.recipient_lines(content.recipients)), "dau_kiem_tra": stamp_of(content).fingerprint,
    }


def _drop_empty(document: Docx, values: dict[str, str]) -> None:
    """Leave out the lines that would be empty: a body without a superior, a signer in his own right."""
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        name = text_of(paragraph).strip().removeprefix("{{").removesuffix("}}").strip().lower()
        if values.get(name) == "" and _is_one_of_several(paragraph):
            paragraph.getparent().remove(paragraph)


def _is_one_of_several(paragraph: BaseOxmlElement) -> bool:
    return sum(one.tag == qn("w:p") for one in paragraph.getparent()) > 1
