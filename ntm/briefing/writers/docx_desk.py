"""What the writers of a Word file's parts share: the document, the paper, and where tables get their bookmarks."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from ntm.briefing.nd30.numbering import Numbering, add_numbering
from ntm.briefing.nd30.page import set_page
from ntm.briefing.paper import Paper


@dataclass(frozen=True, slots=True)
class Desk:
    """A document under way."""

    document: Docx
    paper: Paper
    numbering: Numbering
    style_ids: Mapping[str, str]  # by name: looking one up in the document takes longer than writing the paragraph

    @classmethod
    def of(cls, document: Docx, paper: Paper, *, is_ours: bool) -> Desk:
        """A document with its styles there, ready to be written into; `is_ours`: no template of the office."""
        return cls(document, paper, add_numbering(document, is_ours), {style.name: style.style_id for style in document.styles})

    @property
    def lang(self) -> str:
        """The paper's language."""
        return self.paper.content.request.lang

    def add(self, style: str) -> Paragraph:
        """A new paragraph at the end, numbered where its style is."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_ids[style]
        self.numbering.put_on(paragraph, style)
        return paragraph

    def append(self, element: BaseOxmlElement) -> None:
        """An element at the end of the body."""
        self.document.element.body.insert_element_before(element, "w:sectPr")

    def turn_page(self, is_wide: bool) -> None:
        """A new page, across or upright; the numbers run on and stand on it, too."""
        section = self.document.add_section()
        set_page(section, is_wide)
        section.different_first_page_header_footer = False
        low = Paragraph(section._sectPr.getprevious(), self.document._body)
        while low._p.pPr is None or low._p.pPr.find(qn("w:sectPr")) is None:  # the paragraph that ends the section before
            low = Paragraph(low._p.getprevious(), self.document._body)
        low.paragraph_format.line_spacing, low.paragraph_format.space_after = Pt(1), Pt(0)
        mark = OxmlElement("w:rPr")
        size = OxmlElement("w:sz")
        size.set(qn("w:val"), "2")
        mark.append(size)
        low._p.pPr.insert_element_before(mark, "w:sectPr")
