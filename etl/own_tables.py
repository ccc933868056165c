"""Tables without a column of communes: one commune's own report, or one whose columns a person has to point at.

Three shapes: rows of indicators under a heading like "Kết quả", the same without any heading, indicators side by side.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from etl.body import BodyRow, commune_problem, is_tail, is_total_or_note
from etl.communes import Gazetteer
from etl.grid import Sheet
from etl.headings import role_of
from etl.layout import SEARCH_ROWS, Heading, Layout, layout_at, titles_above
from etl.named_commune import commune_of_table
from etl.words import name_key, side_of, verdict_of
from ntm.criteria import CriteriaSet
from ntm.problems import Problem

ROWS_BELOW = 40     # looked at to tell which column names the indicators
MOST_TRIED = 300    # different texts that are held against all titles
MAX_ITEM = 300      # letters of an indicator's title
_VALUE = re.compile(
    r"(?:kết quả|hiện trạng|thực trạng|mức độ đạt|(?:xã )?tự đánh giá)(?: (?:thực hiện|đạt được|đánh giá|tự đánh giá|hiện nay))?"
    r"(?: của xã)?(?:\s*\(.*\))?")
_INDICATOR = re.compile(r"\s*\d{1,2}\.\d{1,2}\.?(?!\d)\s*")
_CRITERION = re.compile(r"(?:tiêu chí(?: số)? )?(\d{1,2})\.\d{1,2}(?!\d)")
MOST_NAMED, MOST_LETTERS = 8, 60
ItemTest = Callable[[str], bool]


def find_own_table(sheet: Sheet, is_item: ItemTest, *, is_asked: bool) -> Layout | None:
    """The table of a sheet that has no column of communes; None where it holds nothing of ours.

    `is_asked`: a person says what its columns hold, so that any row of headings will do.
    """
    knows = _remembering(is_item)
    rows = list(islice(sheet.row_numbers(), SEARCH_ROWS))
    found = _long_table(sheet, rows, knows) or _wide_table(sheet, rows, knows)
    return found or (_fullest(sheet, rows, knows) if is_asked else None)


def _remembering(is_item: ItemTest) -> ItemTest:
    """The test, asked once a text and not of ever more of them."""
    known: dict[str, bool] = {}

    def knows(text: str) -> bool:
        """The test's answer, remembered."""
        if text not in known:
            known[text] = len(known) < MOST_TRIED and len(text) <= MAX_ITEM and is_item(text)
        return known[text]

    return knows


def _long_table(sheet: Sheet, rows: list[int], knows: ItemTest) -> Layout | None:
    """Indicators one below the other: headed by "Kết quả" or the like, else a list without headings."""
    for place, row in enumerate(rows):
        texts = dict(sheet.texts(row))
        below = rows[place + 1:place + 1 + ROWS_BELOW]
        value = next((column for column, text in texts.items() if _is_value(text) or _is_pair(texts, column)), None)
        item = None if value is None or len(texts) < 2 else _item_column(sheet, below, value, knows)
        if item is not None and value is not None:
            return _with_roles(_at(sheet, row, item, knows), item, value)
        if listed := _list_at(sheet, row, below, knows):
            return listed
    return None


def _at(sheet: Sheet, row: int, column: int, knows: ItemTest) -> Layout:
    return replace(layout_at(sheet, row, column, knows, 0, has_pairs=True), end_row=None)


def _is_value(text: str) -> bool:
    return role_of(text) == "value" or bool(_VALUE.fullmatch(name_key(text)))


def _is_pair(texts: Mapping[int, str], column: int) -> bool:
    """Whether two columns to tick stand here: "Đạt", and "Chưa đạt" beside it."""
    return side_of(texts[column]) is True and side_of(texts.get(column + 1, "")) is False


def _item_column(sheet: Sheet, rows: list[int], value: int, knows: ItemTest) -> int | None:
    """The column that names the most indicators: "Nội dung tiêu chí", not the threshold beside it."""
    counts: dict[int, int] = {}
    for row in rows:
        for column, text in sheet.texts(row):
            if column != value and knows(text):
                counts[column] = counts.get(column, 0) + 1
    return max(counts, key=lambda column: (counts[column], column), default=None)


def _with_roles(layout: Layout, item: int, value: int) -> Layout:
    given = {item: "item", value: "value"}
    headings = tuple(replace(h, role=given.get(h.column, None if h.role in ("item", "value") else h.role)) for h in layout.headings)
    missing = tuple(Heading(column, layout.first_row - 1, (role,), role) for column, role in given.items()
                    if column not in {h.column for h in headings})
    ordered = tuple(sorted((*headings, *missing), key=lambda heading: heading.column))
    roles = {role: column for role, column in layout.roles.items() if role not in given.values()}
    return replace(layout, headings=ordered, roles=roles | {role: column for column, role in given.items()})


def _list_at(sheet: Sheet, row: int, below: list[int], knows: ItemTest) -> Layout | None:
    """A list without headings starts here: an indicator with an answer beside it, and below it another one."""
    texts = dict(sheet.texts(row))
    item = next((column for column, text in texts.items() if knows(text)), None)
    after = dict(sheet.texts(below[0])) if below else {}
    if item is None or not knows(after.get(item, "")):
        return None
    value = next((c for c, text in texts.items() if c > item and not knows(text) and _is_answer(text)), None)
    if value is None:
        return None
    headings = tuple(Heading(column, row, (role,), role) for column, role in ((item, "item"), (value, "value")))
    return Layout(sheet, titles_above(sheet, row), headings, {"item": item, "value": value}, row)


def _is_answer(text: str) -> bool:
    return verdict_of(name_key(text)) is not None or text[:1].isdigit()


def _wide_table(sheet: Sheet, rows: list[int], knows: ItemTest) -> Layout | None:
    """Indicators side by side: the first row of texts only that names one."""
    for row in rows:
        texts = dict(sheet.texts(row))
        if len(texts) > 1 and _is_of_texts(sheet, row) and any(map(knows, texts.values())):
            return _at(sheet, row, _anchor(sheet, row), knows)
    return None


def _is_of_texts(sheet: Sheet, row: int) -> bool:
    return all(isinstance(value, str) for value in sheet.rows.get(row, {}).values())


def _anchor(sheet: Sheet, row: int) -> int:
    """The column by which a row of headings is measured: one that is merged downwards over it, else its first."""
    tall = (m.left for m in sheet.merges if m.top <= row <= m.bottom and m.top < m.bottom)
    return min(tall, default=min(sheet.rows[row]))


def _fullest(sheet: Sheet, rows: list[int], knows: ItemTest) -> Layout | None:
    """The first of the rows with the most texts: whatever its headings are, they stand there."""
    counts = {row: sum(1 for _ in sheet.texts(row)) for row in rows if _is_of_texts(sheet, row)}
    row = max(counts, key=counts.__getitem__, default=None)
    return _at(sheet, row, _anchor(sheet, row), knows) if row is not None and counts[row] > 1 else None


def with_number(text: str, number: str) -> str:
    """An indicator with the number that stands beside it: "8.1" and "Xã có điểm …" -> "8.1 Xã có điểm …"."""
    return f"{number.strip(' .')} {text}" if _INDICATOR.fullmatch(number) and not _INDICATOR.match(text) else text


def is_of_other_criterion(text: str, criteria_set: CriteriaSet | None) -> bool:
    """Whether a row's number says that it belongs to another criterion, whose figures are not ours."""
    found = _CRITERION.match(name_key(text))
    return bool(found and criteria_set and criteria_set.criterion and found.group(1) != criteria_set.criterion)


def others_note(items: Sequence[str], sheet: str) -> Problem:
    """The rows of other criteria, said once; of many the first."""
    named = [item if len(item) <= MOST_LETTERS else f"{item[:MOST_LETTERS]}…" for item in items[:MOST_NAMED]]
    listed = "; ".join([*named, *(["…"] if len(items) > MOST_NAMED else [])])
    return Problem("other-criteria", {"count": len(items), "items": listed}, sheet, level="note")


class OwnRows:
    """Walks down the rows of such a table: all are of the one commune that a person, the title or the sheet names."""

    def __init__(self, layout: Layout, gazetteer_of: Callable[[int], Gazetteer], has_values: Callable[[int], bool]) -> None:
        self._layout, self._sheet = layout, layout.sheet
        self._gazetteer_of, self._has_values = gazetteer_of, has_values

    def rows(self) -> Iterator[BodyRow]:
        """The rows that hold figures, top down, to the first signature."""
        for row in self._sheet.row_numbers():
            if row < self._layout.first_row:
                continue
            if is_tail(self._sheet, row):
                return
            if self._has_values(row) and not self._is_aside(row):
                yield self._of_commune(row)

    def _is_aside(self, row: int) -> bool:
        """Totals and notes; of indicators one below the other some begin like one ("Tỷ lệ …", "- …")."""
        column = self._layout.roles["item"] if self._layout.is_long else min(self._sheet.rows.get(row, {}), default=0)
        text = next((text for c, text in self._sheet.texts(row) if c >= column), "")
        begins_item = self._layout.is_long and name_key(text).startswith(("-", "tỷ lệ"))
        return is_total_or_note(text) and not begins_item

    def _of_commune(self, row: int) -> BodyRow:
        named = commune_of_table(self._layout, self._gazetteer_of(row))
        if named and named.match.unit:
            return BodyRow(row, named.match.unit)
        if named is None:
            return BodyRow(row, problem=Problem("unknown-commune", sheet=self._sheet.name, variant="own"))
        return BodyRow(row, problem=replace(commune_problem(named.match, self._sheet.name, "", named.text), cell=None))
