"""Where things stand on a sheet: title lines, the rows of headings, the column of the communes, the other columns."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from etl.grid import MAX_COLUMNS, MAX_TEXT, Merge, Place, Scalar, Sheet, column_letters, text_of
from etl.headings import role_of
from etl.words import name_key, side_of
from ntm.problems import BadFile, Problem

SEARCH_ROWS = 80       # a table that starts lower is none that a person would find
MAX_HEADING_ROWS = 5
MAX_HEADING = 100      # letters of a heading of communes
MAX_TABLES = 100       # of one sheet
MAX_TITLE_ROWS = 8     # between two tables
_LAST_WORDS = ("xã", "phường", "trấn", "khu", "tt", "vị", "chính", "phương", "bàn", "mã", "số", "đvhc", "code", "commune",
               "unit", "name", "thôn", "bản", "xóm", "tổ", "phố", "cư", "làng", "ấp", "buôn", "village")
_COUNTED = re.compile(r"(?:tổng|số)\b")
_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-wyz])\)?(?:\s*=.*)?", re.IGNORECASE)  # x is an answer


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the table: its heading's parts top down, and the row of the lowest."""

    column: int
    row: int
    parts: tuple[str, ...]
    role: str | None = None
    meaning: str | None = None  # what a person said that the column holds

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
    end_row: int | None = None         # the first row that no longer belongs to the table; None: the sheet's end
    above: tuple[str, ...] = ()        # title lines of the tables above, which speak for this one where it says nothing
    commune: str | None = None         # what a person chose for a table without a column of communes: a code or name

    @property
    def is_own(self) -> bool:
        """Whether no column says which commune or thôn a row is of: one commune's own report."""
        return not {"commune", "code", "village"} & self.roles.keys()

    @property
    def is_long(self) -> bool:
        """Whether each row names its own indicator or measure."""
        return "item" in self.roles and "value" in self.roles and not self.is_by_hand

    @property
    def is_by_hand(self) -> bool:
        """Whether a person said what any of its columns holds."""
        return any(heading.meaning and not heading.role for heading in self.headings)

    def holds(self, is_item: Callable[[str], bool]) -> bool:
        """Whether any column is one of ours; a list of telephone numbers has a column of communes, too."""
        return self.is_long or self.is_by_hand or any(is_item(part) for h in self.headings if not h.role for part in h.parts)


def find_layouts(
    sheet: Sheet, is_item: Callable[[str], bool], is_mark: Callable[[str], bool], *, is_loose: bool = False,
) -> list[Layout]:
    """The tables of a sheet top down, none when no column holds communes or thôn.

    `is_item` knows headings of ours, `is_mark` those of answers about each thôn. `is_loose`: the first "thôn" heads a table
    even where nobody knows the headings beside it, for somebody may say what they mean.
    """
    def is_told(text: str) -> bool:
        """Whether a heading is one of ours."""
        return is_mark(text) or is_item(text)

    layouts: list[Layout] = []
    for row, column in _heading_rows(sheet, (lambda text: True) if is_loose else is_told):
        if layouts and is_loose:
            break
        if layouts and (row < layouts[-1].first_row or _is_unit(sheet, row, column, layouts[-1])):
            continue
        if layouts and _is_repeated(sheet, row, layouts[-1]):
            continue
        start = layouts[-1].first_row if layouts else 0
        has_villages = any(role_of(text) == "village" for _, text in sheet.texts(row))
        found = layout_at(sheet, row, column, is_told if has_villages else is_item, start, has_villages)
        if layouts:
            layouts[-1] = replace(layouts[-1], end_row=found.end_row)
            found = replace(found, above=layouts[-1].titles + layouts[-1].above)
        layouts.append(replace(found, end_row=None))
        if len(layouts) > MAX_TABLES:
            raise BadFile(Problem("too-large", {"limit": MAX_TABLES}, variant="tables"))
    return layouts


def _is_unit(sheet: Sheet, row: int, column: int, above: Layout) -> bool:
    """Whether "thôn" is a unit of measure in a table whose rows name their own items."""
    return above.is_long and role_of(text_of(sheet.rows.get(row, {}).get(column))[:MAX_TEXT]) == "village"


def _heading_rows(sheet: Sheet, is_told: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Rows that head a column of communes or thôn, with that column; the first is near the top, else there is none.

    The word "thôn" alone is also a unit of measure: `is_told` must know another heading beside it or below.
    """
    is_found = False
    for number, row in enumerate(sheet.row_numbers()):
        if number >= SEARCH_ROWS and not is_found:
            return
        if not any(may_head(value) for value in sheet.rows.get(row, {}).values()):
            continue
        roles = {role: column for column, text in sheet.texts(row) if (role := role_of(text))}
        column = roles.get("commune", roles.get("code"))
        if column is None and "village" in roles and _is_told(sheet, row, roles["village"], is_told):
            column = roles["village"]
        if column is not None and _is_heading_row(sheet, row):
            is_found = True
            yield row, column


def _is_told(sheet: Sheet, row: int, column: int, is_told: Callable[[str], bool]) -> bool:
    """Whether headings that are known stand on a row, or on those below it that are headings too."""
    for below in range(row, row + MAX_HEADING_ROWS):
        texts = dict(sheet.texts(below))
        if below > row and texts.get(column):
            return False
        if any(is_told(text) for text in texts.values()):
            return True
    return False


def may_head(value: Scalar) -> bool:
    """Cheap test for the last word of a heading of communes: long tables hold many other texts."""
    return isinstance(value, str) and len(value) < MAX_HEADING and value[-12:].rstrip(" .:*)").lower().endswith(_LAST_WORDS)


def _is_repeated(sheet: Sheet, row: int, above: Layout) -> bool:
    """The same headings again, on the next printed page."""
    known = {part for heading in above.headings for part in heading.parts}
    return all(text in known for _, text in sheet.texts(row))


def _is_heading_row(sheet: Sheet, row: int) -> bool:
    """A heading has neighbours: "Đơn vị" alone on its line is a title or a signature."""
    return sum(1 for _ in sheet.texts(row)) > 1


def layout_at(sheet: Sheet, row: int, column: int, is_item: Callable[[str], bool], start: int, has_pairs: bool = False) -> Layout:
    """The table headed at a row; its titles are looked for from `start` on. `end_row` is where the table above ends.

    `has_pairs`: "Có | Không" or "Đạt | Chưa đạt" below a heading are two columns to tick.
    """
    near = (m for m in sheet.merges if m.top <= row + MAX_HEADING_ROWS and m.bottom >= row - MAX_HEADING_ROWS)
    merges = list(islice(near, MAX_COLUMNS))
    own = next((m for m in merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None)
    top, bottom = (own.top, own.bottom) if own else (row, row)
    top = _extend_up(sheet, top, column, start)
    bottom = _extend_down(sheet, bottom, column, is_item)
    bottom += has_pairs and _is_pair_row(sheet, bottom + 1, column)
    headings = _headings(sheet, range(top, bottom + 1), merges)
    roles: dict[str, int] = {}
    for heading in headings:
        if heading.role:
            roles.setdefault(heading.role, heading.column)
    first = bottom + 1
    while _is_label_row(sheet, first):
        first += 1
    title_row = _title_row(sheet, top, start) if start else 0
    return Layout(sheet, titles_above(sheet, top, title_row), headings, roles, first, title_row)


def titles_above(sheet: Sheet, top: int, start: int = 0) -> tuple[str, ...]:
    """The lines from one row to another, each text by itself and each line whole."""
    rows = [[_title_text(sheet, row, c, text) for c, text in sheet.texts(row)] for row in range(start, top)]
    separate = [text for texts in rows for text in texts]
    return tuple(dict.fromkeys(line[:MAX_TEXT] for line in [*separate, *(" ".join(texts) for texts in rows)]))


def _title_text(sheet: Sheet, row: int, column: int, text: str) -> str:
    """A date above the table is stored as a number; what a person sees is meant."""
    return sheet.cell(row, column).shown if Place(row, column) in sheet.formats else text


def _title_row(sheet: Sheet, top: int, start: int) -> int:
    """The first of the lines between the table above and this one: at most a few, each of one text, no numbers."""
    row = top
    while row > max(start, top - MAX_TITLE_ROWS) and len(sheet.rows.get(row - 1, {})) <= 1 and not _is_numbered(sheet, row - 1):
        row -= 1
    return row


def _is_numbered(sheet: Sheet, row: int) -> bool:
    return any(not isinstance(value, str) for value in sheet.rows.get(row, {}).values())


def _extend_up(sheet: Sheet, top: int, column: int, start: int) -> int:
    """Rows above that only head the columns to the right ("Tiêu chí số 8" over 8.1 to 8.4) are headings too."""
    while top > start and (texts := list(sheet.texts(top - 1))) and min(c for c, _ in texts) > column:
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


def _is_pair_row(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row only says "Có | Không" or "Đạt | Chưa đạt", each under a heading that spans both; answers stand under one each."""
    sides = {place: side_of(text) for place, text in sheet.texts(row)}
    above = sheet.rows.get(row - 1, {})
    halves = {half for place, side in sides.items() if sides.get(place + 1) == (not side) and side is not None
              and text_of(above.get(place)) and not text_of(above.get(place + 1)) for half in (place, place + 1)}
    return bool(halves) and halves == set(sides) and column not in sides


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
            headings.append(Heading(column, lowest, tuple(parts), _role(parts)))
    return tuple(headings)


def _role(parts: Sequence[str]) -> str | None:
    """The role of a column; "Tổng số › Thôn" counts them and does not name them."""
    role = role_of(parts[-1])
    return None if role == "village" and any(_COUNTED.match(name_key(part)) for part in parts[:-1]) else role


def _origin(row: int, column: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """The cell that holds the text of a merged range; the cell itself where nothing is merged."""
    for merge in merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return merge.top, merge.left
    return row, column
