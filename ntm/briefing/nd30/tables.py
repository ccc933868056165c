"""Tables: ruled ones with their headings on each page, and plain ones that set things side by side."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table

from ntm.briefing.nd30.page import TABLE_PT
from ntm.briefing.nd30.words import CENTRE, LEFT, spaced, write_line

PLAIN_SIDE_MM = 0.5  # between a plain table's cell and its words: the names of bodies and state are long
_SIDE = f'w:w="{round(PLAIN_SIDE_MM * 1440 / 25.4)}" w:type="dxa"'
_MARGINS = f'<w:tblCellMar {nsdecls("w")}><w:left {_SIDE}/><w:right {_SIDE}/></w:tblCellMar>'


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its width, whether its cells stand in the middle."""

    heading: str
    width_mm: int
    is_centred: bool = False


def add_table(document: Docx, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    """A ruled table: the row of headings again on each page, no row cut in two."""
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    _set_widths(table, [column.width_mm for column in columns])
    head = _add_row(table, [column.heading for column in columns], columns, is_head=True)
    _mark(head, "w:tblHeader")
    for row in rows:
        _add_row(table, row, columns, is_head=False)
    spaced(document.add_paragraph(), LEFT, after=0).paragraph_format.line_spacing = Pt(6)
    return table


def plain_table(document: Docx, widths_mm: Sequence[int], rows: int) -> Table:
    """A table without rules, to set things side by side."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    _set_widths(table, widths_mm)
    table._tbl.tblPr.insert_element_before(parse_xml(_MARGINS), "w:tblLook", "w:tblCaption", "w:tblDescription")
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
        write_line(cell, text, TABLE_PT, bold=is_head, align=CENTRE if is_head or column.is_centred else LEFT)
    return row


def _mark(row: object, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
