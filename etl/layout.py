"""Where things stand on a sheet: title lines, the rows of headings, the column of the communes, the other columns."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from etl.grid import MAX_COLUMNS, MAX_TEXT, Merge, Sheet, column_letters, text_of
from etl.headings import role_of

SEARCH_ROWS = 80       # a table that starts lower is none that a person would find
MAX_HEADING_ROWS = 5
_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the table: its heading's parts top down, and the row of the lowest."""

    column: int
    row: int
    parts: tuple[str, ...]
    role: str | None = None

    @property
    def text(self) -> str:
        """The heading in one line."""
        return " › ".join(self.parts)

    @property
    def letters(self) -> str:
        """The column's name: "C"."""
        return column_letters(self.column)


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found on one sheet. `roles` gives the column of each role that a table has once."""

    sheet: Sheet
    titles: tuple[str, ...]
    headings: tuple[Heading, ...]
    roles: dict[str, int]
    first_row: int

    @property
    def is_long(self) -> bool:
        """Whether each row names its own indicator or measure."""
        return "item" in self.roles and "value" in self.roles


def find_layout(sheet: Sheet, is_item: Callable[[str], bool]) -> Layout | None:
    """The layout of a sheet, None when no column holds communes. `is_item` knows headings of indicators, measures."""
    for row in sheet.row_numbers()[:SEARCH_ROWS]:
        roles = {role: column for column, text in sheet.texts(row) if (role := role_of(text))}
        column = roles.get("commune", roles.get("code"))
        if column is not None and _is_heading_row(sheet, row):
            return _layout_at(sheet, row, column, is_item)
    return None


def _is_heading_row(sheet: Sheet, row: int) -> bool:
    """A heading has neighbours: "Đơn vị" alone on its line is a title or a signature."""
    return sum(1 for _ in sheet.texts(row)) > 1


def _layout_at(sheet: Sheet, row: int, column: int, is_item: Callable[[str], bool]) -> Layout:
    near = (m for m in sheet.merges if m.top <= row + MAX_HEADING_ROWS and m.bottom >= row - MAX_HEADING_ROWS)
    merges = list(islice(near, MAX_COLUMNS))
    own = next((m for m in merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None)
    top, bottom = (own.top, own.bottom) if own else (row, row)
    top = _extend_up(sheet, top, column)
    bottom = _extend_down(sheet, bottom, column, is_item)
    headings = _headings(sheet, range(top, bottom + 1), merges)
    roles: dict[str, int] = {}
    for heading in headings:
        if heading.role:
            roles.setdefault(heading.role, heading.column)
    first = bottom + 1
    while _is_label_row(sheet, first):
        first += 1
    return Layout(sheet, _titles(sheet, top), headings, roles, first)


def _titles(sheet: Sheet, top: int) -> tuple[str, ...]:
    lines = [" ".join(text for _, text in sheet.texts(row)) for row in sheet.row_numbers() if row < top]
    separate = [text for row in sheet.row_numbers() if row < top for _, text in sheet.texts(row)]
    return tuple(dict.fromkeys(line[:MAX_TEXT] for line in [*separate, *lines]))


def _extend_up(sheet: Sheet, top: int, column: int) -> int:
    """Rows above that only head the columns to the right ("Tiêu chí số 8" over 8.1 to 8.4) are headings too."""
    while top > 0 and (texts := list(sheet.texts(top - 1))) and min(c for c, _ in texts) > column:
        top -= 1
    return top


def _extend_down(sheet: Sheet, bottom: int, column: int, is_item: Callable[[str], bool]) -> int:
    """Rows below without a commune that name indicators are headings too."""
    for row in range(bottom + 1, bottom + MAX_HEADING_ROWS):
        texts = dict(sheet.texts(row))
        if texts.get(column) or not any(is_item(text) for text in texts.values()):
            break
        bottom = row
    return bottom


def _is_label_row(sheet: Sheet, row: int) -> bool:
    """A row that only numbers the columns: (1) (2) (3), or A B 1 2."""
    texts = [text for _, text in sheet.texts(row)]
    if len(texts) < 3 or not all(_LABEL.fullmatch(text) for text in texts):
        return False
    return len({text.lower() for text in texts}) == len(texts)


def _headings(sheet: Sheet, rows: range, merges: Sequence[Merge]) -> tuple[Heading, ...]:
    columns = {c for row in rows for c, _ in sheet.texts(row)}
    columns |= {c for m in merges if m.top in rows for c in range(m.left, min(m.right, MAX_COLUMNS) + 1)}
    headings = []
    for column in sorted(c for c in columns if c < MAX_COLUMNS):
        parts: list[str] = []
        lowest = rows.start
        for row in rows:
            origin_row, origin_column = _origin(row, column, merges)
            text = text_of(sheet.rows.get(origin_row, {}).get(origin_column))[:MAX_TEXT]
            if text and text not in parts:
                parts.append(text)
                lowest = origin_row
        if parts:
            headings.append(Heading(column, lowest, tuple(parts), role_of(parts[-1])))
    return tuple(headings)


def _origin(row: int, column: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """The cell that holds the text of a merged range; the cell itself where nothing is merged."""
    for merge in merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return merge.top, merge.left
    return row, column
