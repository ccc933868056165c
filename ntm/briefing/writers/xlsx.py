"""A briefing as a workbook: first the sentences with their figures and where these stand, then a sheet a table.

openpyxl, as everywhere in the house: it reads again what it wrote, which is how the tests compare every cell; the tables are
small, so that a writer made for speed would only be one library more.
"""
from __future__ import annotations

import io

from openpyxl import Workbook

from ntm.briefing.content import Content, Table
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.properties import with_properties
from ntm.briefing.writers.xlsx_cells import settle_page
from ntm.briefing.writers.xlsx_front import put_front
from ntm.briefing.writers.xlsx_sheet import Placed, put_table, sheet_names
from ntm.texts import t


def write_xlsx(content: Content) -> bytes:
    """The briefing as an .xlsx file, the annexes' tables first."""
    book, tables = Workbook(), ordered_tables(content)
    names = sheet_names(tables)
    front = book.active
    front.title = t("workbook.front", content.request.lang)
    placed: dict[str, Placed] = {table.id: put_table(book.create_sheet(names[table.id]), table, content) for table in tables}
    put_front(front, content, placed)
    for sheet in book:
        settle_page(sheet, content)
    said = book.properties
    said.title, said.subject, said.creator = f"{content.title} {content.subject}", content.place, content.head.body or ""
    said.created = said.modified = content.request.known_at
    written = io.BytesIO()
    book.save(written)
    return with_properties(written.getvalue(), stamp_values(stamp_of(content)))


def ordered_tables(content: Content) -> list[Table]:
    """The tables as their sheets follow each other: the annexes in their order, then the others in theirs."""
    annexes = [content.table(one) for one in content.annexes]
    return [*annexes, *(table for table in content.tables if table.id not in content.annexes)]
