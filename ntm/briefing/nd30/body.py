"""The text of a letter: addressees, paragraphs, headings."""
from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ntm.briefing.blanks import LANG
from ntm.briefing.nd30.page import AFTER_PT, BODY_PT, FIRST_LINE_MM
from ntm.briefing.nd30.words import CENTRE, JUSTIFY, LEFT, spaced, write
from ntm.texts import t


def add_addressees(document: Docx, names: Sequence[str]) -> None:
    """Kính gửi: one in the middle of its line, several one beneath the other."""
    if len(names) == 1:
        paragraph = spaced(document.add_paragraph(), CENTRE)
        paragraph.paragraph_format.space_before = Pt(12)
        write(paragraph, t("letter.to", LANG, name=names[0]), BODY_PT)
        return
    paragraph = spaced(document.add_paragraph(), LEFT)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_before = Mm(35), Pt(12)
    write(paragraph, t("letter.to", LANG, name=""), BODY_PT)
    for place, name in enumerate(names, 1):
        paragraph = spaced(document.add_paragraph(), LEFT, after=0 if place < len(names) else AFTER_PT)
        paragraph.paragraph_format.left_indent = Mm(50)
        write(paragraph, f"- {name}" + ("." if place == len(names) else ";"), BODY_PT)


def add_paragraph(document: Docx, text: str) -> Paragraph:
    """A paragraph of the body: justified, its first line indented."""
    paragraph = spaced(document.add_paragraph(), JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Mm(FIRST_LINE_MM)
    write(paragraph, text, BODY_PT)
    return paragraph


def add_heading(document: Docx, text: str) -> Paragraph:
    """A heading inside the body: bold, kept with what follows."""
    paragraph = spaced(document.add_paragraph(), LEFT)
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.keep_with_next = Mm(FIRST_LINE_MM), True
    write(paragraph, text, BODY_PT, bold=True)
    return paragraph
