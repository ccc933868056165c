"""Words put into paragraphs and cells, blanks for a person marked."""
from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ntm.briefing.blanks import pieces
from ntm.briefing.nd30.page import AFTER_PT, SPACING

CENTRE, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def write(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    """Put text into a paragraph, its blanks marked."""
    for piece, is_blank in pieces(text):
        run = paragraph.add_run(piece)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        mark_blank(run, is_blank)


def write_words(paragraph: Paragraph, text: str) -> None:
    """Put text into a paragraph in the look of its style, its blanks marked."""
    for piece, is_blank in pieces(text):
        mark_blank(paragraph.add_run(piece), is_blank)


def mark_blank(run: Run, is_blank: bool) -> None:
    """Mark a run that is for a person to fill in."""
    if is_blank:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def mark_blanks(document: Docx) -> None:
    """Mark the blanks of a document that was filled in as a whole: their signs go, and they are a run of their own."""
    for run in list(document.element.body.iter(qn("w:r"))):
        if any("⟦" in (text.text or "") for text in run.iterchildren(qn("w:t"))):
            for part in _parts_of_run(run):
                run.addprevious(part)
            run.getparent().remove(run)


def _parts_of_run(run: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """A run as runs of one piece each, in its look."""
    for child in run:
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t"):
            yield _like(run, child)
            continue
        for piece, is_blank in pieces(child.text or ""):
            made = Run(_like(run, OxmlElement("w:t")), None)
            made.text = piece
            mark_blank(made, is_blank)
            yield made._r


def _like(run: BaseOxmlElement, child: BaseOxmlElement) -> BaseOxmlElement:
    """A run with the look of another, and one child."""
    made = OxmlElement("w:r")
    if run.rPr is not None:
        made.append(deepcopy(run.rPr))
    made.append(deepcopy(child))
    return made


def write_line(cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False,
               align: WD_ALIGN_PARAGRAPH = CENTRE) -> Paragraph:
    """One line of a cell; the first uses the paragraph that every cell has."""
    is_first = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    write(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def spaced(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, after: int = AFTER_PT) -> Paragraph:
    """The paragraph with the spacing of the body."""
    form = paragraph.paragraph_format
    paragraph.alignment, form.space_after = align, Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, SPACING
    return paragraph


def draw_rule(paragraph: Paragraph, inner_mm: float, width_mm: float) -> None:
    """A rule of a width in the middle: the upper border of an empty low paragraph between two indents."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Emu(int(Mm(max(inner_mm - width_mm, 0)) / 2))
    form.first_line_indent = Mm(0)
    form.space_before, form.space_after, form.line_spacing_rule, form.line_spacing = Pt(2), Pt(0), WD_LINE_SPACING.EXACTLY, Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
        "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
