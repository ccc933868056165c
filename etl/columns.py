"""The columns of a wide table that hold figures: what each is about, of which period and stage, with which total beside."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.grid import address
from etl.headings import UnknownIndicatorError, find_target, likeness, target_of
from etl.layout import Heading, Layout
from etl.reading import Column
from etl.titles import level_of, stage_of
from etl.values import Target
from etl.words import name_key
from ntm.criteria import CriteriaSet, Law, Measure
from ntm.periods import Period, parse_period
from ntm.problems import Problem

MAX_PERIOD_TEXT = 40  # a longer heading that names a year speaks of something else
_PERIOD_WORDS = re.compile(r"\b(?:quý|tháng|năm|đầu|cuối|kỳ|báo cáo|ngày|số liệu|đến|thực hiện|kết quả|ước|iv|i{1,3}|q[1-4])\b|[\d\W]")
_PLANNED = re.compile(r"(?:kế hoạch|lộ trình|đăng ký|phấn đấu|mục tiêu|chỉ tiêu giao)\b")
_WHOLE = re.compile(r"(?:\d+\.\d+\.?\s*)?(?:tổng(?: số)?|số) (.+?)(?:[,/ ]+(?:bản|tổ|xóm|khu|dân phố))*"
                    r"(?: (?:của|trong|toàn) xã| hiện có)?")
NEAR_WHOLE = 85
_COUNTED = re.compile(r"(?:\d+\.\d+\.?\s*)?số ")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One column of figures. `target` is None where its number is not in the set; `whole` is the column of its total."""

    heading: Heading
    target: Target | None
    stage: str | None = None
    period: Period | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of figures, problems with their headings, and the columns that only hold totals for others."""

    values: tuple[ValueColumn, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def wholes(self) -> set[int]:
        """The columns of totals."""
        return {c.whole for c in self.values if c.whole is not None}


SetOfLevel = Callable[[str | None], CriteriaSet | None]


def heading_period(heading: Heading) -> Period | None:
    """The period that a heading names of its own: "8.3 › Quý II/2023"; of a plan it is none."""
    if heading.role or _is_planned(heading):
        return None
    return next((p for part in reversed(heading.parts) if len(part) <= MAX_PERIOD_TEXT and (p := parse_period(part))), None)


def find_columns(layout: Layout, set_of: SetOfLevel, law: Law) -> Columns:
    """The columns of figures of a table. `set_of` gives the set of a level, of the sheet's own for None."""
    values: list[ValueColumn] = []
    problems: list[Problem] = []
    for heading in layout.headings:
        parts = _parts(heading) or list(heading.parts if heading.meaning else ())
        if (heading.role and heading.role != "value") or not parts or (_is_planned(heading) and not heading.meaning):
            continue
        if heading.meaning:
            values.append(_column_of(heading, parts, target_of(heading.meaning, parts, law)))
            continue
        level = next((found for part in parts[:-1] if (found := level_of(part))), None)
        criteria_set = set_of(level)
        try:
            target = find_target(parts, criteria_set, law)
        except UnknownIndicatorError as unknown:
            problems.append(unknown_indicator(unknown.args[0], criteria_set, layout.sheet.name,
                                              address(heading.row, heading.column), heading.parts[-1]))
            values.append(ValueColumn(heading, None))
            continue
        if target:
            values.append(_column_of(heading, parts, target))
    return Columns(tuple(_with_wholes(values, layout.headings)), tuple(problems))


def _column_of(heading: Heading, parts: Sequence[str], target: Target | None) -> ValueColumn:
    stage = next((s for part in reversed(parts) if (s := stage_of(part))), None)
    return ValueColumn(heading, target, stage, heading_period(heading))


def unknown_indicator(number: str, criteria_set: CriteriaSet | None, sheet: str, cell: str, written: str) -> Problem:
    """The problem of a heading or cell that names an indicator which the set does not have."""
    document, known = _named(criteria_set)
    return Problem("unknown-indicator", {"number": number, "set": document, "known": known}, sheet, cell, written, variant="number")


def no_indicator(criteria_set: CriteriaSet | None, sheet: str) -> Problem:
    """The problem of a table in which no column is an indicator of the set."""
    document, known = _named(criteria_set)
    return Problem("unknown-indicator", {"set": document, "known": known}, sheet, variant="none")


def _named(criteria_set: CriteriaSet | None) -> tuple[str, str]:
    numbers = [indicator.number for indicator in criteria_set.indicators] if criteria_set else []
    return criteria_set.document.number if criteria_set else "…", ", ".join(numbers) or "…"


def describe(layout: Layout, columns: Columns, judging: Mapping[int, str] | None = None) -> Iterator[Column]:
    """How each column of a table was understood, those ignored included; `judging` are those beside a long table's values."""
    by_column = {c.heading.column: c for c in columns.values}
    wholes = columns.wholes
    for heading in layout.headings:
        found = by_column.get(heading.column)
        if found is None:
            meaning = "whole" if heading.column in wholes else (judging or {}).get(heading.column) or heading.role or "ignored"
        elif found.target is None:
            meaning = "unknown"
        else:
            items = [found.target.verdict_item, found.target.measure.id if found.target.measure else None]
            said = [found.stage, f"{found.period.kind} {found.period.end}" if found.period else None]
            meaning = " + ".join(item for item in items if item) + "".join(f" ({text})" for text in said if text)
        yield Column(layout.sheet.name, heading.letters, heading.text, meaning, heading.meaning)


def _is_planned(heading: Heading) -> bool:
    """What is to be reached is no figure of what is."""
    return any(_PLANNED.match(name_key(part)) for part in heading.parts)


def _parts(heading: Heading) -> list[str]:
    """The parts of a heading that say more than a period."""
    return [p for p in heading.parts if not (parse_period(p) and not _PERIOD_WORDS.sub("", name_key(p)))]


def _with_wholes(values: Sequence[ValueColumn], headings: Sequence[Heading]) -> Iterator[ValueColumn]:
    """Counts whose total stands in a column of its own: under the same heading, or once for the whole table."""
    taken = {c.heading.column for c in values}
    totals = [h for h in headings if h.column not in taken and not h.role and _WHOLE.fullmatch(name_key(h.parts[-1]))]
    for column in values:
        measure = column.target.measure if column.target else None
        fitting = [h for h in totals if measure and _counts_whole(h, measure)]
        beside = [h for h in fitting if len(h.parts) > 1 and h.parts[:-1] == column.heading.parts[:-1]]
        shared = [h for h in fitting if len(h.parts) == 1] if _COUNTED.match(name_key(column.heading.parts[-1])) else []
        found = beside or shared
        yield replace(column, whole=found[0].column) if len(found) == 1 else column


def _counts_whole(heading: Heading, measure: Measure) -> bool:
    """Whether a heading ("Tổng số thôn") says what a ratio is a part of."""
    written = name_key(heading.parts[-1])
    found = _WHOLE.fullmatch(written)
    if found is None or measure.denominator is None:
        return False
    return found.group(1) == name_key(measure.unit.vi) or likeness(written, iter([measure.denominator.vi])) >= NEAR_WHOLE
