"""Words put into paragraphs and cells, blanks for a person marked."""
from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ntm.briefing.blanks import pieces
from ntm.briefing.nd30.page import AFTER_PT, SPACING

CENTRE, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def write(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    """Put text into a paragraph, its blanks marked."""
    for piece, is_blank in pieces(text):
        run = paragraph.add_run(piece)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


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
