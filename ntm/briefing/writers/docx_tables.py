"""A table of the content as a native one: caption, two levels of headings on each page, no row cut in two, notes beneath.

Written as XML in one piece: cell by cell through python-docx a table of a hundred communes takes seconds.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from ntm.briefing.blanks import pieces
from ntm.briefing.bookmarks import bookmark_name
from ntm.briefing.cells import is_figure
from ntm.briefing.column_widths import between_margins_mm, column_widths, table_pt
from ntm.briefing.content import Column, Row, Table
from ntm.briefing.nd30.page import TABLE_PT
from ntm.briefing.nd30.styles import CAPTION, CELL, CELL_HEAD, NOTE, SMALL_CELL, SMALL_HEAD
from ntm.briefing.nd30.words import write_words
from ntm.briefing.paper import Shown
from ntm.briefing.paper_words import heading_rows, is_name_only, table_notes, table_words
from ntm.briefing.writers.docx_desk import Desk

GRID = "Table Grid"
_TWIPS_A_MM = 1440 / 25.4
_FIRST_MARK = 90_000  # numbers of bookmarks, far above those that a template has
_SIDE = 70  # twips between a rule and the text
_ALIGN = {"day": "center", "status": "center", "rating": "center"}


def add_caption(desk: Desk, name: str, shown: Shown, is_kept: bool = True) -> None:
    """"Bảng 1. …", its number counted by Word; `is_kept`: on one page with what follows."""
    number = shown.label.rpartition(" ")[2]
    caption = desk.add(CAPTION)
    caption.paragraph_format.keep_with_next = is_kept
    write_words(caption, f"{name} ")
    caption._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {name.replace(" ", "_")} \\* ARABIC ">'
                                f'<w:r><w:t>{number}</w:t></w:r></w:fldSimple>'))
    write_words(caption, f". {shown.what.title}")


def add_table(desk: Desk, shown: Shown) -> None:
    """The table under its bookmark, and its notes."""
    table = shown.what
    mark = bookmark_name(table.id) if shown.is_first else None
    desk.append(parse_xml(_table_xml(desk, table, mark)))
    low = desk.add(NOTE)
    low.paragraph_format.line_spacing_rule, low.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    for note in table_notes(table, desk.paper):
        low.paragraph_format.keep_with_next = True  # notes stand on the page of the last row
        low = desk.add(NOTE)
        write_words(low, note)


def _table_xml(desk: Desk, table: Table, mark: str | None) -> str:
    names = (CELL, CELL_HEAD) if table_pt(table, desk.paper.is_sheet) == TABLE_PT else (SMALL_CELL, SMALL_HEAD)
    cell, head = (desk.style_ids[name] for name in names)
    widths = _widths(table, desk)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join((*_heading_xml(table, widths, head, _bookmark(desk, mark)), *_body_xml(table, widths, cell, desk.lang)))
    return (f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{_grid_style(desk)}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_SIDE}" w:type="dxa"/>'
            f'<w:right w:w="{_SIDE}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
            f'<w:tblCaption w:val="{escape(table.title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')


def _grid_style(desk: Desk) -> str:
    """The ruled style's id; a template may lack it."""
    styles = desk.document.styles
    if GRID not in styles:
        made = styles.add_style(GRID, WD_STYLE_TYPE.TABLE, builtin=True)
        sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                        for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        made.element.append(parse_xml(f'<w:tblPr {nsdecls("w")}><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'))
    return styles[GRID].style_id


def _widths(table: Table, desk: Desk) -> list[int]:
    """The columns' widths in twips; together that of the page between its margins."""
    widths = column_widths(table, desk.lang, between_margins_mm(table, desk.paper.is_sheet), desk.paper.is_sheet)
    return [round(width * _TWIPS_A_MM) for width in widths]


def _bookmark(desk: Desk, mark: str | None) -> str:
    if mark is None:
        return ""
    number = _FIRST_MARK + [bookmark_name(one) for one in desk.paper.labels].index(mark)
    return f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/><w:bookmarkEnd w:id="{number}"/>'


def _heading_xml(table: Table, widths: Sequence[int], style: str, bookmark: str) -> Iterator[str]:
    rows = heading_rows(table.columns)
    place, cells, below = 0, [], iter(rows[1] if len(rows) > 1 else ())
    lower = []
    for text, span, is_tall in rows[0]:
        width = sum(widths[place:place + span])
        merge = '<w:vMerge w:val="restart"/>' if is_tall else ""
        cells.append(_cell(width, style, text, _span(span) + merge, before="" if cells else bookmark))
        if is_tall:
            lower.append(_cell(width, style, "", "<w:vMerge/>"))
        elif len(rows) > 1:
            lower += [_cell(widths[place + inside], style, next(below)[0]) for inside in range(span)]
        place += span
    for row in (cells, lower) if len(rows) > 1 else (cells,):
        yield _row(row, is_head=True)


def _body_xml(table: Table, widths: Sequence[int], style: str, lang: str) -> Iterator[str]:
    rows: Sequence[Row | None] = table.rows or (None,)
    for place, (row, words) in enumerate(zip(rows, table_words(table, lang), strict=True), 1):
        is_kept = row is not None and (row.kind == "group" or place == len(rows))
        if row is None or is_name_only(row):
            yield _row([_cell(sum(widths), style, words[0], _span(len(widths)), is_bold=row is not None, is_kept=is_kept)])
            continue
        is_bold = row.kind != "body"
        yield _row([_cell(width, style, text, align=_align(column), is_bold=is_bold, is_kept=is_kept)
                    for width, text, column in zip(widths, words, table.columns, strict=True)])


def _align(column: Column) -> str:
    return "right" if is_figure(column) else _ALIGN.get(column.kind, "left")


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    return f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if is_head else ""}</w:trPr>{"".join(cells)}</w:tr>'


def _span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""


def _cell(width: int, style: str, text: str, merge: str = "", *, before: str = "", align: str | None = None, is_bold: bool = False,
          is_kept: bool = False) -> str:
    look = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if is_kept else ""}' + (f'<w:jc w:val="{align}"/>' if align else "")
    runs = "".join(_run(piece, is_bold, is_blank) for piece, is_blank in pieces(text))
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{look}</w:pPr>{before}{runs}</w:p></w:tc>')


def _run(text: str, is_bold: bool, is_blank: bool) -> str:
    look = ("<w:b/>" if is_bold else "") + ('<w:highlight w:val="yellow"/>' if is_blank else "")
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.splitlines())
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r>'
