"""One sheet with a table to figures: each cell under a heading of ours read, each wrong one named."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from etl.assessments import find_assessments, read_judged, remarks_note
from etl.body import BodyReader, BodyRow, merged_texts
from etl.check import is_future
from etl.columns import Columns, ValueColumn, describe, find_columns, heading_period, no_indicator
from etl.communes import Gazetteer
from etl.dates import period_of_day, period_of_text
from etl.grid import MAX_TEXT, Cell, Place, address, text_of
from etl.layout import Layout
from etl.numbers import parse_count
from etl.own_tables import OwnRows
from etl.reading import Request, SheetReading
from etl.row_items import RowItems
from etl.titles import Titles, stage_of
from etl.values import Reading, Target, read_value
from etl.words import NOTHING, name_key, verdict_of
from ntm.criteria import CriteriaSet
from ntm.figures import STAGES, Figure
from ntm.periods import Period
from ntm.problems import Problem
from ntm.units import Unit


class SheetReader:
    """Reads one sheet whose layout is known; `read` gives it all."""

    def __init__(self, layout: Layout, titles: Titles, request: Request) -> None:
        self._layout, self._sheet, self._titles, self._request = layout, layout.sheet, titles, request
        self._period = request.period or titles.period
        if self._period and request.cutoff:
            self._period = replace(self._period, cutoff=request.cutoff)
        self._stage = request.stage or titles.stage or "self"
        self._out = SheetReading(period=self._period, stage=self._stage)
        self._periods: dict[int, Period | None] = {}
        self._items = RowItems(layout, request.law)
        self._assessments = find_assessments(layout)
        self._remarks: list[str] = []
        self._by_sets: dict[tuple[str | None, ...], Sequence[ValueColumn]] = {}
        self._period_texts = self._merged("period")

    def read(self) -> SheetReading:
        """Figures and problems of the sheet."""
        columns = self._find_columns(self._newest_of_rows())
        if self._period is None and "period" not in self._layout.roles:
            self._out.add(Problem("unknown-period", sheet=self._sheet.name, variant="sheet"))
        own_set = self._set_on(self._day(self._period))
        self._out.set_id = own_set.id if own_set else None
        self._out.columns = tuple(describe(self._layout, columns, {one.heading.column: one.meaning for one in self._assessments}))
        value_columns = self._long_columns() if self._layout.is_long else [c.heading.column for c in columns.values]
        if not value_columns:
            self._tell_nothing_found(own_set)
        self._out.is_own = self._layout.is_own
        walk = OwnRows if self._out.is_own else BodyReader
        for row in walk(self._layout, self._gazetteer_of, lambda r: bool(self._filled(r, value_columns))).rows():
            self._out.commune = row.unit if self._out.is_own else None
            self._read_row(row, self._filled(row.row, value_columns), columns.values)
        for note in (*self._items.notes(), *([remarks_note(self._remarks, self._sheet.name)] if self._remarks else [])):
            self._out.add(note)
        return self._out

    def _long_columns(self) -> list[int]:
        return [self._layout.roles["value"], *(one.heading.column for one in self._assessments)]

    def _tell_nothing_found(self, own_set: CriteriaSet | None) -> None:
        if self._period and is_future(self._period, self._request.today):
            self._out.add(Problem("future-period", {"end": self._period.end}, self._sheet.name))
        elif self._period or "period" in self._layout.roles:
            self._out.add(no_indicator(own_set, self._sheet.name))

    def _merged(self, role: str) -> dict[int, str]:
        column = self._layout.roles.get(role)
        return {} if column is None else merged_texts(self._sheet, column)

    def _day(self, period: Period | None) -> date:
        return period.end if period else self._request.today

    def _gazetteer_of(self, row: int) -> Gazetteer:
        return self._request.gazetteers.on(self._day(self._period_of(row)))

    def _set_on(self, day: date, level: str | None = None) -> CriteriaSet | None:
        """The set that was named, unless the columns' own heading names another level; else the one of that day."""
        law, named = self._request.law, self._request.set_id or self._titles.set_id
        if named and (self._request.set_id or level in (None, law.sets[named].level)):
            return law.sets[named]
        province, level = self._request.province_code, level or self._titles.level
        found = law.find_set(level, province, day) if level else None
        return found or law.find_set("standard", province, day)

    def _newest_of_rows(self) -> Period | None:
        """The newest past period that rows name, where neither the sheet nor the person names one."""
        if self._period or "period" not in self._layout.roles or self._layout.is_long:
            return None
        found = {p for row in self._sheet.row_numbers() if row >= self._layout.first_row and (p := self._period_of(row))}
        return max((p for p in found if not is_future(p, self._request.today)), default=None)

    def _columns_of_row(self, period: Period, columns: Sequence[ValueColumn]) -> Sequence[ValueColumn]:
        """The columns by the sets in force in the period that a row names of its own."""
        if "period" not in self._layout.roles or self._request.period:
            return columns
        levels = (None, *sorted({criteria.level for criteria in self._request.law.sets.values()}))
        key = tuple(found and found.id for level in levels for found in [self._set_on(period.end, level)])
        if key not in self._by_sets:
            self._by_sets[key] = self._find_columns(period).values
        return self._by_sets[key]

    def _find_columns(self, of_rows: Period | None = None) -> Columns:
        """The columns of figures; what they say of periods counts where the sheet or the person says nothing else."""
        if self._layout.is_long:
            return Columns(())
        named = {p for h in self._layout.headings if (p := self._closed(heading_period(h)))}
        past = [p for p in named if not is_future(p, self._request.today)]
        newest = max(past or named, default=None)
        columns = self._columns_on(of_rows or self._period or newest)
        if asked := self._request.period:  # of several side by side the one asked for is meant, a single one is overruled
            values = [replace(c, period=None) for c in columns.values if len(named) < 2 or c.period is None
                      or (c.period.kind, c.period.end) == (asked.kind, asked.end)]
        else:
            values = [replace(c, period=self._closed(c.period)) for c in columns.values]
        if self._period is None and values and all(c.period for c in values):
            self._period = self._out.period = newest
        is_estimate = self._titles.is_estimate
        values = [replace(c, target=c.target and replace(c.target, is_estimate=c.target.is_estimate or is_estimate)) for c in values]
        for problem in columns.problems:
            self._out.add(problem)
        return Columns(tuple(values))

    def _columns_on(self, period: Period | None) -> Columns:
        day = self._day(period)
        return find_columns(self._layout, lambda level: self._set_on(day, level), self._request.law)

    def _closed(self, period: Period | None) -> Period | None:
        """A period named beside its figures, closed on the day that the person gave."""
        cutoff = self._request.cutoff
        return replace(period, cutoff=min(period.end, cutoff)) if period and cutoff and period.kind != "day" else period

    def _filled(self, row: int, columns: Sequence[int]) -> list[Cell]:
        cells = [self._sheet.cell(row, column) for column in columns if self._is_filled(row, column)]
        return [c for c in cells if not (isinstance(c.value, str) and name_key(c.value) in NOTHING)]

    def _is_filled(self, row: int, column: int) -> bool:
        place = Place(row, column)
        return column in self._sheet.rows.get(row, ()) or place in self._sheet.errors or place in self._sheet.uncomputed

    def _refuse(self, cells: Sequence[Cell]) -> None:
        self._out.refused.update((cell.sheet, cell.address) for cell in cells)

    def _read_row(self, row: BodyRow, cells: Sequence[Cell], columns: Sequence[ValueColumn]) -> None:
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
            self._read_wide(row.row, row.unit, period, self._columns_of_row(period, columns))

    def _read_wide(self, row: int, unit: Unit, period: Period, columns: Sequence[ValueColumn]) -> None:
        for column in columns:
            if not self._is_filled(row, column.heading.column):
                continue
            cell = self._sheet.cell(row, column.heading.column)
            if column.target is None or not self._is_open(column, unit):
                self._refuse([cell])
                continue
            counted = self._with_whole(cell, column)
            self._keep(read_value(counted, column.target), counted, unit, column.period or period, column.stage or self._stage)

    def _is_open(self, column: ValueColumn, unit: Unit) -> bool:
        """Whether a column's own period has come and the commune lived in it; named once, at the heading."""
        period = column.period
        if period is None:
            return True
        place = {"sheet": self._sheet.name, "cell": address(column.heading.row, column.heading.column),
                 "value": column.heading.parts[-1]}
        if is_future(period, self._request.today):
            self._out.add(Problem("future-period", {"end": period.end}, **place))
            return False
        if unit.valid_from <= period.end and (unit.valid_to is None or period.end < unit.valid_to):
            return True
        self._out.add(Problem("unknown-period", variant="units", **place))
        return False

    def _with_whole(self, cell: Cell, column: ValueColumn) -> Cell:
        """A count together with its total from the column beside it: 6 and 9 are read as 6/9."""
        if column.whole is None:
            return cell
        whole = self._sheet.cell(cell.row, column.whole)
        if whole.error or whole.is_uncomputed or cell.is_percent or cell.day:
            return cell
        part, total = (parse_count(text_of(c.value)[:MAX_TEXT]) if not isinstance(c.value, bool) else None for c in (cell, whole))
        return cell if part is None or total is None else replace(cell, value=f"{part}/{total}")

    def _read_long(self, row: int, unit: Unit, period: Period, cells: Sequence[Cell]) -> None:
        if not cells:
            return
        target = self._row_target(row, period)
        if target is None:
            return
        if self._says_yes(row, "estimate"):
            target = replace(target, is_estimate=True)
        said = read_judged(cells, self._layout.roles["value"], self._assessments, target, self._row_stage(row))
        for reading, cell, stage in said.voices:
            self._keep(reading, cell, unit, period, stage)
        self._remarks += [cell.address for cell in said.remarks]

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
            text = self._row_text(row, "period") or self._period_texts.get(row, "")
            is_day = Place(row, column) in self._sheet.formats and (cell := self._sheet.cell(row, column)).day
            found = period_of_day(cell) if is_day else period_of_text(text)
            self._periods[row] = self._period if not text else found
            if found:
                self._periods[row] = self._closed(found)
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
            self._out.add(Problem("future-period", {"end": period.end}, **where))

    def _row_target(self, row: int, period: Period | None) -> Target | None:
        criteria_set = self._request.law.sets.get(self._row_text(row, "set")) or self._set_on(self._day(period))
        target = self._items.target(row, criteria_set)
        if isinstance(target, Problem):
            self._out.add(target)
            self._refuse(self._filled(row, self._long_columns()))
            return None
        return target

    def _row_stage(self, row: int) -> str:
        text = self._row_text(row, "stage")
        return text if text in STAGES else (stage_of(text) or self._stage)
