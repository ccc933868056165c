"""One sheet with a table to figures: each cell under a heading of ours read, each wrong one named."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from etl.body import BodyReader, BodyRow, merged_texts
from etl.check import is_future
from etl.communes import Gazetteer
from etl.grid import MAX_TEXT, Cell, Place, address, text_of
from etl.headings import UnknownIndicatorError, find_target
from etl.layout import Heading, Layout
from etl.reading import Column, Request, SheetReading
from etl.titles import Titles, stage_of
from etl.values import Reading, Target, read_value
from etl.words import NOTHING, name_key, verdict_of
from ntm.criteria import CriteriaSet
from ntm.figures import STAGES, Figure
from ntm.periods import Period, make_period, parse_period
from ntm.problems import Problem
from ntm.units import Unit


@dataclass(frozen=True, slots=True)
class _ValueColumn:
    heading: Heading
    target: Target | None  # None: numbered, but not in the set
    stage: str | None


class SheetReader:
    """Reads one sheet whose layout is known; `read` gives it all."""

    def __init__(self, layout: Layout, titles: Titles, request: Request) -> None:
        self._layout, self._sheet, self._titles, self._request = layout, layout.sheet, titles, request
        self._period = request.period or titles.period
        if self._period and request.cutoff:
            self._period = replace(self._period, cutoff=request.cutoff)
        self._stage = request.stage or titles.stage or "self"
        self._out = SheetReading(period=self._period, stage=self._stage)
        self._targets: dict[tuple[str, str | None], Target | None] = {}
        self._periods: dict[int, Period | None] = {}
        self._period_texts = self._merged("period")
        self._item_texts = self._merged("item")

    def read(self) -> SheetReading:
        """Figures and problems of the sheet."""
        if self._period is None and "period" not in self._layout.roles:
            self._out.add(Problem("unknown-period", sheet=self._sheet.name, variant="sheet"))
        columns = [] if self._layout.is_long else self._value_columns()
        own_set = self._set_on(self._day(self._period))
        self._out.set_id = own_set.id if own_set else None
        self._out.columns = tuple(self._describe(columns))
        value_columns = [self._layout.roles["value"]] if self._layout.is_long else [c.heading.column for c in columns]
        for row in BodyReader(self._layout, self._gazetteer_of, lambda r: bool(self._filled(r, value_columns))).rows():
            self._read_row(row, self._filled(row.row, value_columns), columns)
        return self._out

    def _merged(self, role: str) -> dict[int, str]:
        column = self._layout.roles.get(role)
        return {} if column is None else merged_texts(self._sheet, column)

    def _day(self, period: Period | None) -> date:
        return period.end if period else self._request.today

    def _gazetteer_of(self, row: int) -> Gazetteer:
        return self._request.gazetteers.on(self._day(self._period_of(row)))

    def _set_on(self, day: date) -> CriteriaSet | None:
        law, named = self._request.law, self._request.set_id or self._titles.set_id
        if named:
            return law.sets[named]
        province = self._request.province_code
        found = law.find_set(self._titles.level, province, day) if self._titles.level else None
        return found or law.find_set("standard", province, day)

    def _value_columns(self) -> list[_ValueColumn]:
        criteria_set = self._set_on(self._day(self._period))
        columns = []
        for heading in self._layout.headings:
            if heading.role and heading.role != "value":
                continue
            try:
                target = find_target(heading.parts, criteria_set, self._request.law)
            except UnknownIndicatorError as unknown:
                place = address(heading.row, heading.column)
                self._name_unknown(unknown.args[0], criteria_set, place, heading.parts[-1])
                columns.append(_ValueColumn(heading, None, None))
                continue
            if target:
                stage = next((s for part in reversed(heading.parts) if (s := stage_of(part))), None)
                columns.append(_ValueColumn(heading, replace(target, is_estimate=target.is_estimate or
                                                             self._titles.is_estimate), stage))
        return columns

    def _describe(self, columns: Sequence[_ValueColumn]) -> Iterator[Column]:
        by_column = {c.heading.column: c for c in columns}
        for heading in self._layout.headings:
            found = by_column.get(heading.column)
            if found is None:
                meaning = heading.role or "ignored"
            elif found.target is None:
                meaning = "unknown"
            else:
                items = [found.target.verdict_item, found.target.measure.id if found.target.measure else None]
                meaning = " + ".join(item for item in items if item) + (f" ({found.stage})" if found.stage else "")
            yield Column(self._sheet.name, heading.letters, heading.text, meaning)

    def _filled(self, row: int, columns: Sequence[int]) -> list[Cell]:
        cells = [self._sheet.cell(row, column) for column in columns if self._is_filled(row, column)]
        return [c for c in cells if not (isinstance(c.value, str) and name_key(c.value) in NOTHING)]

    def _is_filled(self, row: int, column: int) -> bool:
        place = Place(row, column)
        return column in self._sheet.rows.get(row, ()) or place in self._sheet.errors or place in self._sheet.uncomputed

    def _refuse(self, cells: Sequence[Cell]) -> None:
        self._out.refused.update((cell.sheet, cell.address) for cell in cells)

    def _read_row(self, row: BodyRow, cells: Sequence[Cell], columns: Sequence[_ValueColumn]) -> None:
        period = self._row_period(row.row, is_told=bool(cells))
        if period is None:  # which communes there are hangs on the period, so nothing else can be said of the row
            self._refuse(cells)
        elif row.unit is None:
            if row.problem:
                self._out.add(row.problem)
            self._refuse(cells or [self._sheet.cell(row.row, self._layout.roles.get("commune", 0))])
        elif self._layout.is_long:
            self._read_long(row.row, row.unit, period, cells)
        else:
            self._read_wide(row.row, row.unit, period, columns)

    def _read_wide(self, row: int, unit: Unit, period: Period, columns: Sequence[_ValueColumn]) -> None:
        for column in columns:
            if not self._is_filled(row, column.heading.column):
                continue
            cell = self._sheet.cell(row, column.heading.column)
            if column.target is None:
                self._refuse([cell])
                continue
            self._keep(read_value(cell, column.target), cell, unit, period, column.stage or self._stage)

    def _read_long(self, row: int, unit: Unit, period: Period, cells: Sequence[Cell]) -> None:
        if not cells:
            return
        target = self._row_target(row, period)
        if target is None:
            self._refuse(cells)
            return
        if self._says_yes(row, "estimate"):
            target = replace(target, is_estimate=True)
        self._keep(read_value(cells[0], target), cells[0], unit, period, self._row_stage(row))

    def _keep(self, reading: Reading, cell: Cell, unit: Unit, period: Period, stage: str) -> None:
        if reading.problem:
            self._out.add(reading.problem)
            self._refuse([cell])
        for item, value in reading.values:
            self._out.figures.append(Figure(unit.code, unit.valid_from, item, value, period, stage,
                                            reading.is_estimate, cell.sheet, cell.address, cell.shown))

    def _row_text(self, row: int, role: str) -> str:
        column = self._layout.roles.get(role)
        return text_of(self._sheet.rows.get(row, {}).get(column))[:MAX_TEXT] if column is not None else ""

    def _says_yes(self, row: int, role: str) -> bool:
        text = name_key(self._row_text(row, role))
        return bool(verdict_of(text)) or text in ("1", "ước", "ước thực hiện")

    def _period_of(self, row: int) -> Period | None:
        """The period that the row names, else the sheet's."""
        column = self._layout.roles.get("period")
        if column is None or self._request.period:
            return self._period
        if row not in self._periods:
            cell = self._sheet.cell(row, column)
            text = text_of(cell.value)[:MAX_TEXT] or self._period_texts.get(row, "")
            found = _period_of_day(cell) if cell.day else _period_of_text(text)
            self._periods[row] = self._period if not text else found
            if found and self._request.cutoff and found.kind != "day":
                self._periods[row] = replace(found, cutoff=min(found.end, self._request.cutoff))
        return self._periods[row]

    def _row_period(self, row: int, is_told: bool) -> Period | None:
        """The row's period, None when it is missing or future: named at its cell, or once for the sheet."""
        period = self._period_of(row)
        if period and not is_future(period, self._request.today):
            return period
        if is_told:
            self._tell_period(row, period)
        return None

    def _tell_period(self, row: int, period: Period | None) -> None:
        column = self._layout.roles.get("period")
        cell = None if column is None or self._request.period else self._sheet.cell(row, column)
        where = {"sheet": self._sheet.name, "cell": cell and cell.address, "value": cell and cell.shown}
        if period is None:
            self._out.add(Problem("unknown-period", variant="cell" if cell else "sheet", **where))
        else:
            end = f"{period.end.day}/{period.end.month}/{period.end.year}"
            self._out.add(Problem("future-period", {"end": end}, **where))

    def _row_target(self, row: int, period: Period | None) -> Target | None:
        column = self._layout.roles["item"]
        text = text_of(self._sheet.rows.get(row, {}).get(column))[:MAX_TEXT] or self._item_texts.get(row, "")
        set_id = self._row_text(row, "set")
        criteria_set = self._request.law.sets.get(set_id) or self._set_on(self._day(period))
        key = (text, criteria_set.id if criteria_set else None)
        if key not in self._targets:
            try:
                self._targets[key] = find_target([text], criteria_set, self._request.law) if text else None
            except UnknownIndicatorError:
                self._targets[key] = None
        target = self._targets[key]
        if target is None:
            self._name_unknown(text, criteria_set, address(row, column), text)
        return target

    def _name_unknown(self, number: str, criteria_set: CriteriaSet | None, cell: str, written: str) -> None:
        known = ", ".join(i.number for i in criteria_set.indicators) if criteria_set else ""
        params = {"number": number, "set": criteria_set.id if criteria_set else "", "known": known}
        self._out.add(Problem("unknown-indicator", params, self._sheet.name, cell, written))

    def _row_stage(self, row: int) -> str:
        text = self._row_text(row, "stage")
        return text if text in STAGES else (stage_of(text) or self._stage)


@lru_cache(maxsize=1024)
def _period_of_text(text: str) -> Period | None:
    """A period column says "6/2023" for a month; elsewhere that would be too little."""
    bare = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(20\d\d)", text)
    return parse_period(f"tháng {text}" if bare else text)


def _period_of_day(cell: Cell) -> Period | None:
    """A date in a period column: of "6/2023" Excel makes 1/6/2023, shown without a day, and a month is meant."""
    day = cell.day
    if day is None:
        return None
    if "d" in cell.number_format.lower():
        return Period(day, "day", day)
    return make_period("month", day.year, day.month)
