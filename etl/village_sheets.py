"""A table of thôn to figures: each commune's thôn counted for each measure that its columns answer, with the names behind it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from etl.columns import Columns, ValueColumn, describe
from etl.grid import Cell, address
from etl.layout import Layout
from etl.marks import MARK, NO, Answered, MarkColumn, find_mark_columns, judge, read_mark, read_pair, without_twins
from etl.reading import Column, Request, SheetReading
from etl.sheets import SheetReader
from etl.titles import Titles
from etl.village_rows import VillageRow, VillageRows, is_same_village, village_key
from ntm.criteria.villages import load_villages
from ntm.figures import Figure, Value, VillageMark
from ntm.periods import Period
from ntm.problems import Problem
from ntm.units import Unit

MOST_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class _Village:
    """One thôn of the list: its row, its name as written, and what its cells answer (None: a cell that was refused)."""

    row: int
    name: str
    answers: Mapping[str, Answered | None]


@dataclass(slots=True)
class _List:
    """The thôn of one commune and period in the order of the sheet; `is_refused`: one stands twice."""

    unit: Unit
    period: Period
    villages: list[_Village] = field(default_factory=list)
    is_refused: bool = False
    by_name: dict[str, list[_Village]] = field(default_factory=dict)  # a long list is not walked through for each thôn

    def find(self, name: str) -> _Village | None:
        """The thôn of the list that a name means."""
        key = village_key(name)
        return next((one for one in self.by_name.get(key[1], ()) if is_same_village(village_key(one.name), key)), None)

    def add(self, village: _Village) -> None:
        """Put one more thôn on the list; of many of one name the first few are enough to be found."""
        self.villages.append(village)
        if len(known := self.by_name.setdefault(village_key(village.name)[1], [])) < MOST_NAMESAKES:
            known.append(village)


class VillageReader(SheetReader):
    """Reads one table whose rows are thôn; periods, stages and sets as in any other."""

    def __init__(self, layout: Layout, titles: Titles, request: Request) -> None:
        super().__init__(layout, titles, request)
        own_day = self._day(self._period)
        found = find_mark_columns(layout, lambda level: self._set_on(own_day, level), request.law)
        self._all_columns = found
        self._columns, self._twins = without_twins(found, self._sheet.name)
        self._lists: dict[tuple[str, Period], _List] = {}

    @property
    def is_of_villages(self) -> bool:
        """Whether the table is one of thôn at all: one of its columns answers about them."""
        return bool(self._all_columns)

    def read(self) -> SheetReading:
        """Counts with their names, and problems, of the table."""
        if self._period is None and "period" not in self._layout.roles:
            self._out.add(Problem("unknown-period", sheet=self._sheet.name, variant="sheet"))
        for problem in self._twins:
            self._out.add(problem)
        own_set = self._set_on(self._day(self._period))
        self._out.set_id = own_set.id if own_set else None
        self._out.columns = tuple(self._describe())
        numbers = [number for column in self._all_columns for number in column.numbers]
        for row in VillageRows(self._layout, self._gazetteer_of, lambda r: bool(self._filled(r, numbers))).rows():
            self._read_village(row, self._filled(row.row, numbers))
        for one in self._lists.values():
            self._count(one)
        return self._out

    def _describe(self) -> Iterator[Column]:
        answers = {column.heading.letters: f"{MARK}{column.answer}" for column in self._all_columns}
        answers |= {column.no.letters: f"{MARK}{column.answer}{NO}" for column in self._all_columns if column.no}
        for column in describe(self._layout, Columns(tuple[ValueColumn, ...]())):
            yield replace(column, meaning=answers.get(column.letters, column.meaning))

    def _read_village(self, row: VillageRow, filled: list[Cell]) -> None:
        period = self._row_period(row.row, is_told=bool(row.village))
        if row.problem and period:  # which communes there are hangs on the period
            self._out.add(row.problem)
        if period is None or row.unit is None:
            self._refuse(filled)
            return
        own = self._lists.setdefault((row.unit.code, period), _List(row.unit, period))
        if twin := own.find(row.village):
            self._refuse_twin(own, twin, row)
        own.add(_Village(row.row, row.village, self._answers(row.row)))

    def _refuse_twin(self, own: _List, twin: _Village, row: VillageRow) -> None:
        """None of the commune's counts can be believed: nobody knows which of the two is meant."""
        own.is_refused = True
        column = self._layout.roles["village"]
        params = {"other_cell": address(twin.row, column), "commune": own.unit.name}
        self._out.add(Problem("duplicate", params, self._sheet.name, address(row.row, column), row.village, variant="village"))

    def _answers(self, row: int) -> dict[str, Answered | None]:
        answers: dict[str, Answered | None] = {}
        for column in self._columns:
            cells = [self._sheet.cell(row, number) for number in column.numbers]
            said = read_pair(*cells) if column.no else read_mark(cells[0], column.is_count)
            if isinstance(said, Problem):
                self._out.add(said)
                self._refuse([cell for cell in cells if self._is_filled(row, cell.column)])
            answers[column.answer] = None if isinstance(said, Problem) else said
        return answers

    def _count(self, own: _List) -> None:
        if own.is_refused:
            self._refuse([self._sheet.cell(one.row, number) for one in own.villages for column in self._columns
                          for number in column.numbers if self._is_filled(one.row, number)])
            return
        present = {column.answer: column for column in self._columns}
        for measure, groups in load_villages().measures.items():
            used = [[answer for answer in group if answer in present] for group in groups]
            if all(used):
                self._count_measure(own, measure, [present[answer] for group in used for answer in group])
            elif any(used):
                self._note_lack(measure, [present[answer] for group in used for answer in group])

    def _note_lack(self, measure: str, columns: list[MarkColumn]) -> None:
        """Telephone without internet says nothing of a measure that needs both: told once, at the column."""
        title = self._request.law.measures[measure].title
        heading = columns[0].heading
        self._out.add(Problem("unknown-village", {"measure": title}, self._sheet.name, f"{heading.letters}{heading.row + 1}",
                              heading.parts[-1], level="note", variant="column"))

    def _count_measure(self, own: _List, measure: str, columns: list[MarkColumn]) -> None:
        """One figure where every thôn is told; else the names alone, with a note on those that are open."""
        names = {column.answer for column in columns}
        marks, is_refused = [], False
        for one in own.villages:
            answers = {answer: said for answer, said in one.answers.items() if answer in names}
            if None in answers.values():
                is_refused = True
                continue
            judged = judge(measure, answers)
            marks.append(VillageMark(one.name, judged.is_met, judged.lacks, self._sheet.name, judged.cell.address))
        if is_refused or not marks:
            return
        open_marks = [mark for mark in marks if mark.is_met is None]
        figure = self._figure(own, measure, columns, marks, is_known=not open_marks)
        if open_marks:
            self._out.uncounted.append(figure)
            self._note_open(own, measure, open_marks)
        else:
            self._out.figures.append(figure)

    def _figure(self, own: _List, measure: str, columns: list[MarkColumn], marks: list[VillageMark], *, is_known: bool) -> Figure:
        met = sum(1 for mark in marks if mark.is_met)
        value = Value(numerator=met, denominator=len(marks)) if is_known else Value()
        numbers = [number for column in columns for number in column.numbers]
        rows = [one.row for one in own.villages]
        first, last = address(min(rows), min(numbers)), address(max(rows), max(numbers))
        place, written = first if first == last else f"{first}:{last}", f"{met}/{len(marks)}" if is_known else ""
        return Figure(own.unit.code, own.unit.valid_from, measure, value, own.period, self._stage, self._titles.is_estimate,
                      self._sheet.name, place, written, tuple(marks))

    def _note_open(self, own: _List, measure: str, marks: list[VillageMark]) -> None:
        params = {"measure": self._request.law.measures[measure].title, "commune": own.unit.name,
                  "villages": ", ".join(mark.village for mark in marks)}
        self._out.add(Problem("unknown-village", params, self._sheet.name, marks[0].cell, "", "Có; Không", level="note", variant="open"))
