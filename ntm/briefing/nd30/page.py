"""The page: A4, margins, font, page numbers from page 2, the mark of sample data."""
from __future__ import annotations

import io
from collections.abc import Mapping

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ntm.briefing.blanks import LANG
from ntm.texts import t

FONT = "Times New Roman"
PAGE_MM, MARGINS_MM = (210, 297), {"top": 20, "bottom": 20, "left": 30, "right": 15}
SHEET_MARGINS_MM = {"top": 17, "bottom": 12, "left": 20, "right": 15}  # of a sheet for one's own use, which the decree does not rule
SIDES_MM = MARGINS_MM["left"] + MARGINS_MM["right"]
WIDTH_MM, WIDE_MM = PAGE_MM[0] - SIDES_MM, PAGE_MM[1] - SIDES_MM  # between the margins, upright and across
SHEET_MM = PAGE_MM[0] - SHEET_MARGINS_MM["left"] - SHEET_MARGINS_MM["right"]
BODY_PT, HEAD_PT, MOTTO_PT, NUMBER_PT, TABLE_PT, RECIPIENTS_PT, LIST_PT, SMALL_PT = 14, 12, 13, 13, 12, 12, 11, 10
FIRST_LINE_MM, AFTER_PT, SPACING = 10, 6, 1.15
MM_A_PT = 25.4 / 72
_LOCALES = {"vi": "vi-VN", "en": "en-GB"}


def new_document(title: str, is_sample: bool = False, lang: str = LANG) -> Docx:
    """An empty A4 portrait document: margins, font, page numbers from page 2; sample data is said on every page."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", _LOCALES[lang]
    for day in ("dcterms:created", "dcterms:modified"):  # those of the library's own template
        for element in properties._element.findall(qn(day)):
            properties._element.remove(element)
    section = document.sections[0]
    set_page(section)
    section.header_distance, section.different_first_page_header_footer = Mm(10), True
    _set_font(document, lang)
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(number)
    if is_sample:
        say_sample(document, lang)
    return document


def say_sample(document: Docx, lang: str = LANG) -> None:
    """Say on every page that the figures are a sample's."""
    for place, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            if place == 0 or not header.is_linked_to_previous:
                _say_sample(header, lang)


def _say_sample(header: _Header, lang: str) -> None:
    is_empty = len(header.paragraphs) == 1 and not header.paragraphs[0].runs
    paragraph = header.paragraphs[0] if is_empty else header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(t("sample", lang)).italic = True


def set_page(section: Section, is_wide: bool = False, margins_mm: Mapping[str, int] = MARGINS_MM) -> None:
    """A4 with the decree's margins, upright or across."""
    width, height = reversed(PAGE_MM) if is_wide else PAGE_MM
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, wide in margins_mm.items():
        setattr(section, f"{side}_margin", Mm(wide))


def to_bytes(document: Docx) -> bytes:
    """The document as a .docx file."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_font(document: Docx, lang: str) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY_PT), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LOCALES[lang])
    style.element.rPr.append(language)


def _add_page_number(paragraph: Paragraph) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(BODY_PT)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
