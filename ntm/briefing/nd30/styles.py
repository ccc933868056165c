"""Native styles of a paper, so that who edits it in Word changes one style and not a hundred paragraphs.

A template of the office keeps the styles that it has; those that it lacks are added.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from ntm.briefing.nd30.page import AFTER_PT, BODY_PT, FIRST_LINE_MM, FONT, LIST_PT, SMALL_PT, SPACING, TABLE_PT
from ntm.briefing.nd30.words import CENTRE, JUSTIFY, LEFT


@dataclass(frozen=True, slots=True)
class Form:
    """How a style's paragraphs look. `outline`: their level in the document's map, of those that are no heading."""

    name: str
    size_pt: int = BODY_PT
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: WD_ALIGN_PARAGRAPH = JUSTIFY
    first_line_mm: int = 0
    before_pt: int = 0
    after_pt: int = AFTER_PT
    spacing: float = SPACING
    is_kept: bool = False  # on one page with what follows
    outline: int | None = None


HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BODY, ITEM, TITLE, SUBJECT, CAPTION, NOTE = "Body Text", "List Bullet", "Title", "Subtitle", "Caption", "Table Note"
ANNEX, ANNEX_TITLE, ANNEX_OF, CELL, CELL_HEAD = "Annex", "Annex Title", "Annex Reference", "Table Text", "Table Heading"
SMALL_CELL, SMALL_HEAD = "Table Text Small", "Table Heading Small"
# Headings of tables are not kept with what follows: LibreOffice then keeps the whole table, and loses the rows beyond a page.
FORMS = (
    Form(HEADINGS[0], bold=True, caps=True, first_line_mm=FIRST_LINE_MM, before_pt=6, is_kept=True),
    Form(HEADINGS[1], bold=True, first_line_mm=FIRST_LINE_MM, before_pt=6, is_kept=True),
    Form(HEADINGS[2], first_line_mm=FIRST_LINE_MM, is_kept=True),
    Form(BODY, first_line_mm=FIRST_LINE_MM),
    Form(ITEM, first_line_mm=FIRST_LINE_MM),
    Form(TITLE, bold=True, caps=True, align=CENTRE, before_pt=18, after_pt=0, spacing=1, is_kept=True),
    Form(SUBJECT, bold=True, align=CENTRE, after_pt=0, spacing=1, is_kept=True),
    Form(CAPTION, size_pt=13, bold=True, align=CENTRE, before_pt=6, after_pt=6, spacing=1, is_kept=True),
    Form(NOTE, size_pt=LIST_PT, italic=True, after_pt=0, spacing=1),
    Form(ANNEX, bold=True, align=CENTRE, before_pt=6, after_pt=0, spacing=1, is_kept=True, outline=0),
    Form(ANNEX_TITLE, bold=True, caps=True, align=CENTRE, after_pt=0, spacing=1, is_kept=True),
    Form(ANNEX_OF, italic=True, align=CENTRE, after_pt=8, spacing=1, is_kept=True),
    Form(CELL, size_pt=TABLE_PT, align=LEFT, before_pt=2, after_pt=2, spacing=1),
    Form(CELL_HEAD, size_pt=TABLE_PT, bold=True, align=CENTRE, before_pt=2, after_pt=2, spacing=1),
    Form(SMALL_CELL, size_pt=SMALL_PT, align=LEFT, before_pt=1, after_pt=1, spacing=1),
    Form(SMALL_HEAD, size_pt=SMALL_PT, bold=True, align=CENTRE, before_pt=1, after_pt=1, spacing=1),
)


def set_styles(document: Docx, is_sheet: bool = False) -> None:
    """Give a new document the paper's styles; `is_sheet`: those of one page, set smaller and closer."""
    for form in FORMS:
        _shape(_style(document, form), _closer(form) if is_sheet else form)


def _closer(form: Form) -> Form:
    size = form.size_pt - 2 if form.size_pt > SMALL_PT else SMALL_PT
    before, after = (pt if form.size_pt == SMALL_PT else pt // 3 for pt in (form.before_pt, form.after_pt))
    return replace(form, size_pt=size, before_pt=before, after_pt=after, spacing=1)


def add_missing_styles(document: Docx) -> None:
    """Add to a template those of the paper's styles that it lacks."""
    known = {style.name for style in document.styles}
    for form in FORMS:
        if form.name not in known:
            _shape(_style(document, form), form)


def _style(document: Docx, form: Form) -> ParagraphStyle:
    if form.name in document.styles:
        return document.styles[form.name]
    is_builtin = form.name in (*HEADINGS, BODY, ITEM, TITLE, SUBJECT, CAPTION)
    style = document.styles.add_style(form.name, WD_STYLE_TYPE.PARAGRAPH, builtin=is_builtin)
    style.base_style, style.quick_style, style.hidden = document.styles["Normal"], True, False
    return style


def _shape(style: ParagraphStyle, form: Form) -> None:
    for old in (style.element.pPr, style.element.rPr):
        if old is not None:
            style.element.remove(old)
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.color.rgb = FONT, Pt(form.size_pt), RGBColor(0, 0, 0)
    font.bold, font.italic, font.all_caps = form.bold, form.italic, form.caps
    fonts = style.element.rPr.rFonts
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    shape.alignment, shape.first_line_indent, shape.keep_with_next = form.align, Mm(form.first_line_mm), form.is_kept
    shape.space_before, shape.space_after = Pt(form.before_pt), Pt(form.after_pt)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, form.spacing
    level = int(form.name[-1]) - 1 if form.name in HEADINGS else form.outline
    if level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level))
        style.element.pPr.append(outline)
