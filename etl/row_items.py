"""What each row of a long table is about: the indicator or measure that it names, by the set in force in its period."""
from __future__ import annotations

from etl.body import merged_texts
from etl.columns import unknown_indicator
from etl.criterion_rows import criterion_rows
from etl.grid import MAX_TEXT, address, text_of
from etl.headings import UnknownIndicatorError, find_target
from etl.layout import Layout
from etl.own_tables import is_of_other_criterion, others_note, with_number
from etl.values import Target
from ntm.criteria import CriteriaSet, Law
from ntm.problems import Problem


class RowItems:
    """The targets of a table's rows, each text looked up once; what is no indicator of ours is told by `notes`."""

    def __init__(self, layout: Layout, law: Law) -> None:
        self._layout, self._sheet, self._law = layout, layout.sheet, law
        self._merged = merged_texts(layout.sheet, layout.roles["item"]) if "item" in layout.roles else {}
        self._targets: dict[tuple[str, str | None], Target | None] = {}
        self._criteria = criterion_rows(layout) if layout.is_own and layout.is_long else {}
        self._others: dict[int, str] = {}
        self._heads: dict[int, Problem] = {}

    def target(self, row: int, criteria_set: CriteriaSet | None) -> Target | Problem | None:
        """What a row is about; the problem with it, or None for one of another or of a whole criterion in a commune's own report."""
        text = self._text(row)
        key = (text, criteria_set.id if criteria_set else None)
        if key not in self._targets:
            self._targets[key] = self._find(text, criteria_set)
        if target := self._targets[key]:
            return target
        number = self._criteria.get(row)
        if number and criteria_set and number == criteria_set.criterion:
            self._heads[row] = Problem("whole-criterion", {"number": number}, self._sheet.name, self._cell(row), text, level="note")
            return None
        if number or (self._layout.is_own and is_of_other_criterion(text, criteria_set)):
            self._others[row] = text
            return None
        return unknown_indicator(text, criteria_set, self._sheet.name, self._cell(row), text)

    def notes(self) -> list[Problem]:
        """The rows of other criteria, said once; each that tells of the whole criterion."""
        return [*self._heads.values(), *([others_note(list(self._others.values()), self._sheet.name)] if self._others else [])]

    def _cell(self, row: int) -> str:
        return address(row, self._layout.roles["item"])

    def _find(self, text: str, criteria_set: CriteriaSet | None) -> Target | None:
        try:
            return find_target([text], criteria_set, self._law) if text else None
        except UnknownIndicatorError:
            return None

    def _text(self, row: int) -> str:
        """The row's own text or that of the merged range; in a commune's own report the number may stand in its own column."""
        cells, roles = self._sheet.rows.get(row, {}), self._layout.roles
        text = text_of(cells.get(roles["item"]))[:MAX_TEXT] or self._merged.get(row, "")
        number = text_of(cells.get(roles["number"]))[:MAX_TEXT] if "number" in roles else ""
        return with_number(text, number) if self._layout.is_own else text
