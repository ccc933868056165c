"""The parts of an administrative document in the format of NĐ 30/2020/NĐ-CP, for python-docx.

A4, margins, Times New Roman, head with Quốc hiệu and rules, body, tables, recipients and signer. In every text a part
between ⟦ and ⟧ is for a person to fill in and is marked. Sizes in points, lengths in millimetres, from the ranges of the
decree's first annex.
"""
from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ntm.briefing.letterhead import Letterhead
from ntm.texts import t

LANG = "vi"  # these papers are Vietnamese whatever the reader's screen says
FONT = "Times New Roman"
PAGE_MM, MARGINS_MM = (210, 297), {"top": 20, "bottom": 20, "left": 30, "right": 15}
WIDTH_MM = PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]
BODY_PT, HEAD_PT, MOTTO_PT, NUMBER_PT, TABLE_PT, RECIPIENTS_PT, LIST_PT = 14, 12, 13, 13, 12, 12, 11
FIRST_LINE_MM, AFTER_PT, SPACING = 10, 6, 1.15
HEAD_COLUMNS_MM = (77, 88)
FOOT_COLUMNS_MM = (85, 80)
# Width of a bold capital and of the motto in Times New Roman bold, in parts of the font's size.
CAPITAL_EM, MOTTO_EM = 0.59, 11.585
BODY_RULE = 0.4  # of the name's width; the decree says a third to a half
SIGNATURE_LINES = 4
MM_A_PT = 25.4 / 72
_CENTRE, _LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its width, whether its cells stand in the middle."""

    heading: str
    width_mm: int
    is_centred: bool = False


def new_document(title: str, is_sample: bool = False) -> Docx:
    """An empty A4 portrait document: margins, font, page numbers from page 2; sample data is said on every page."""
    document = Document()
    document.core_properties.title, document.core_properties.author, document.core_properties.comments = title, "", ""
    section = document.sections[0]
    section.orientation, (section.page_width, section.page_height) = WD_ORIENT.PORTRAIT, map(Mm, PAGE_MM)
    for side, width in MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance, section.different_first_page_header_footer = Mm(10), True
    _set_font(document)
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _add_page_number(number)
    if is_sample:
        for paragraph in (section.first_page_header.paragraphs[0], section.header.add_paragraph()):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.add_run(t("sample", LANG)).italic = True
    return document


def blank(name: str) -> str:
    """A blank (letter.blank.<name>) as a part of a text."""
    return f"⟦{t(f'letter.blank.{name}', LANG)}⟧"


def to_bytes(document: Docx) -> bytes:
    """The document as a .docx file."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def add_head(document: Docx, head: Letterhead, kind: str | None, subject: str | None, year: int) -> None:
    """The block above the text: bodies, Quốc hiệu and Tiêu ngữ with their rules, number, place and date.

    `kind`: the kind of document in the number ("BC"); a letter has none. `subject`: its trích yếu (V/v …), under the number.
    """
    table = _plain_table(document, HEAD_COLUMNS_MM, 2)
    left, right = table.rows[0].cells
    body = head.body.upper() if head.body else blank("body")
    if head.superior:
        _line(left, head.superior.upper(), HEAD_PT)
    _line(left, body, HEAD_PT, bold=True)
    _rule(left, HEAD_COLUMNS_MM[0], BODY_RULE * min(len(body) * CAPITAL_EM * HEAD_PT * MM_A_PT, HEAD_COLUMNS_MM[0] - 4))
    _line(right, t("letter.country", LANG), HEAD_PT, bold=True)
    _line(right, t("letter.motto", LANG), MOTTO_PT, bold=True)
    _rule(right, HEAD_COLUMNS_MM[1], MOTTO_EM * MOTTO_PT * MM_A_PT)
    left, right = table.rows[1].cells
    names = [kind, head.short or blank("short")] if kind else [head.short or blank("short"), head.unit or blank("unit")]
    _line(left, t("letter.number", LANG, number=blank("number"), names="-".join(names)), NUMBER_PT)
    if subject:
        _line(left, t("letter.subject", LANG, subject=subject), HEAD_PT)
    _line(right, t("letter.dated", LANG, place=head.place or blank("place"), day=blank("day_month"), year=year), MOTTO_PT, italic=True)


def add_addressees(document: Docx, names: Sequence[str]) -> None:
    """Kính gửi: one in the middle of its line, several one beneath the other."""
    if len(names) == 1:
        paragraph = _spaced(document.add_paragraph(), _CENTRE)
        paragraph.paragraph_format.space_before = Pt(12)
        _write(paragraph, t("letter.to", LANG, name=names[0]), BODY_PT)
        return
    paragraph = _spaced(document.add_paragraph(), _LEFT)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_before = Mm(35), Pt(12)
    _write(paragraph, t("letter.to", LANG, name=""), BODY_PT)
    for place, name in enumerate(names, 1):
        paragraph = _spaced(document.add_paragraph(), _LEFT, after=0 if place < len(names) else AFTER_PT)
        paragraph.paragraph_format.left_indent = Mm(50)
        _write(paragraph, f"- {name}" + ("." if place == len(names) else ";"), BODY_PT)


def add_paragraph(document: Docx, text: str) -> Paragraph:
    """A paragraph of the body: justified, its first line indented."""
    paragraph = _spaced(document.add_paragraph(), _JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Mm(FIRST_LINE_MM)
    _write(paragraph, text, BODY_PT)
    return paragraph


def add_heading(document: Docx, text: str) -> Paragraph:
    """A heading inside the body: bold, kept with what follows."""
    paragraph = _spaced(document.add_paragraph(), _LEFT)
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.keep_with_next = Mm(FIRST_LINE_MM), True
    _write(paragraph, text, BODY_PT, bold=True)
    return paragraph


def add_table(document: Docx, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    """A ruled table: the row of headings again on each page, no row cut in two."""
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    _set_widths(table, [column.width_mm for column in columns])
    head = _add_row(table, [column.heading for column in columns], columns, is_head=True)
    _mark(head, "w:tblHeader")
    for row in rows:
        _add_row(table, row, columns, is_head=False)
    _spaced(document.add_paragraph(), _LEFT, after=0).paragraph_format.line_spacing = Pt(6)
    return table


def add_foot(document: Docx, recipients: Sequence[str], head: Letterhead) -> None:
    """Nơi nhận on the left, on the right who signs with room for the signature; kept on one page."""
    table = _plain_table(document, FOOT_COLUMNS_MM, 1)
    left, right = table.rows[0].cells
    _line(left, t("letter.recipients", LANG), RECIPIENTS_PT, bold=True, italic=True, align=_LEFT)
    for place, name in enumerate(recipients, 1):
        _line(left, f"- {name}" + ("." if place == len(recipients) else ";"), LIST_PT, align=_LEFT)
    if head.authority:
        _line(right, head.authority.upper(), BODY_PT, bold=True)
    _line(right, head.signer_title.upper() if head.signer_title else blank("signer_title"), BODY_PT, bold=True)
    for _ in range(SIGNATURE_LINES):
        _line(right, "", BODY_PT)
    _line(right, head.signer or blank("signer"), BODY_PT, bold=True)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def _set_font(document: Docx) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY_PT), RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
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


def _plain_table(document: Docx, widths_mm: Sequence[int], rows: int) -> Table:
    """A table without rules, to set things side by side."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    _set_widths(table, widths_mm)
    for row in table.rows:
        _mark(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    return table


def _set_widths(table: Table, widths_mm: Sequence[int]) -> None:
    """Fixed columns in the middle of the page."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def _add_row(table: Table, texts: Sequence[str], columns: Sequence[Column], is_head: bool) -> object:
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for cell, text, column in zip(row.cells, texts, columns, strict=True):
        cell.width = Mm(column.width_mm)
        _line(cell, text, TABLE_PT, bold=is_head, align=_CENTRE if is_head or column.is_centred else _LEFT)
    return row


def _line(cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False, align: WD_ALIGN_PARAGRAPH = _CENTRE) -> Paragraph:
    """One line of a cell; the first uses the paragraph that every cell has."""
    is_first = len(cell.paragraphs) == 1 and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    _write(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def _write(paragraph: Paragraph, text: str, size: int, *, bold: bool = False, italic: bool = False) -> None:
    """Put text into a paragraph, its blanks marked."""
    for place, part in enumerate(text.replace("⟧", "⟦").split("⟦")):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        if place % 2:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _spaced(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, after: int = AFTER_PT) -> Paragraph:
    form = paragraph.paragraph_format
    paragraph.alignment, form.space_after = align, Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, SPACING
    return paragraph


def _rule(cell: _Cell, column_mm: float, width_mm: float) -> None:
    """A rule of a width in the middle of a cell: the upper border of an empty low paragraph between two indents."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    inner = column_mm - 2 * 1.9  # Word's own margins of a cell
    form.left_indent = form.right_indent = Emu(int(Mm(max(inner - width_mm, 0)) / 2))
    form.space_before, form.space_after, form.line_spacing_rule, form.line_spacing = Pt(2), Pt(0), WD_LINE_SPACING.EXACTLY, Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _mark(row: object, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
