"""The columns of a long table that judge its rows ("Tự đánh giá", "Thẩm tra"), beside the one that tells how things are ("Kết quả")."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.columns import heading_period
from etl.grid import Cell, text_of
from etl.layout import Heading, Layout
from etl.titles import stage_of
from etl.values import Reading, Target, read_value
from etl.words import name_key, side_of, verdict_of
from ntm.figures import Value
from ntm.problems import Problem

MAX_CELLS = 8
_JUDGES = r"(?:(?:của|ubnd|xã|huyện|sở|tỉnh|hội đồng|đoàn|tổ)\s+)*"
_ASSESSED = re.compile(
    rf"(?:kết quả |ý kiến |mức độ )?{_JUDGES}(?:tự )?(?:đánh giá|kết luận|thẩm tra|thẩm định)(?:[\s(].*)?"
    r"|mức độ đạt|\(?đạt\s*[/,-]\s*(?:chưa|không) đạt\)?")


@dataclass(frozen=True, slots=True)
class Assessment:
    """One such column: the stage that its heading names; `side` is what a tick in it says ("Đạt | Chưa đạt"), None for no pair."""

    heading: Heading
    stage: str | None
    side: bool | None

    @property
    def meaning(self) -> str:
        """How the column is told of among all columns: "assessment", or "assessment:verified" of a stage."""
        return f"assessment:{self.stage}" if self.stage else "assessment"

    def read(self, cell: Cell, target: Target) -> Reading:
        """What a cell says: under "Chưa đạt" a tick is that it is not."""
        is_ticked = self.side is False and not cell.is_number and verdict_of(name_key(text_of(cell.value))) is True
        return read_value(replace(cell, value=self.heading.parts[-1]) if is_ticked else cell, target)


def find_assessments(layout: Layout) -> tuple[Assessment, ...]:
    """The judging columns of a table whose rows name their items; one that names a period of its own is of another time."""
    if not layout.is_long:
        return ()
    taken = set(layout.roles.values())
    found: list[Assessment] = []
    for heading in layout.headings:
        if heading.column in taken or heading.role not in (None, "value") or not _is_judging(heading):
            continue
        side = side_of(heading.parts[-1])
        # only the first of a pair's two columns bears the heading above them
        beside = found[-1].stage if found and side is False and found[-1].heading.column == heading.column - 1 else None
        found.append(Assessment(heading, _stage(heading) or beside, side))
    return tuple(found)


def _is_judging(heading: Heading) -> bool:
    is_named = any(_ASSESSED.fullmatch(name_key(part)) or side_of(part) is not None for part in heading.parts)
    return is_named and heading_period(replace(heading, role=None)) is None


def _stage(heading: Heading) -> str | None:
    return next((found for part in reversed(heading.parts) if (found := stage_of(part))), None)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What the columns of one row say, each with its cell and stage and nothing twice; `remark` is a value cell that only describes."""

    voices: tuple[tuple[Reading, Cell, str], ...]
    remark: Cell | None = None


def read_judged(cells: Sequence[Cell], value: int, assessments: Sequence[Assessment], target: Target, stage: str) -> JudgedRow:
    """The filled cells of a row, read as what they are: judgements first, then the value in column `value`; `stage` is the row's own."""
    by_column = {cell.column: cell for cell in cells}
    voices = [(one.read(cell, target), cell, one.stage or stage) for one in assessments if (cell := by_column.get(one.heading.column))]
    cell = by_column.get(value)
    result = read_value(cell, target) if cell else None
    if cell and result and _is_remark(result, cell) and any(reading.values for reading, _, _ in voices):
        return JudgedRow(_once(voices), cell)
    return JudgedRow(_once([*voices, (result, cell, stage)] if cell and result else voices))


def _once(voices: Sequence[tuple[Reading, Cell, str]]) -> tuple[tuple[Reading, Cell, str], ...]:
    """The voices without what an earlier one of the same stage has said alike."""
    said: dict[tuple[str, str], Value] = {}
    kept = []
    for reading, cell, stage in voices:
        values = tuple((item, value) for item, value in reading.values if said.get((item, stage)) != value)
        said |= {(item, stage): value for item, value in values}
        kept.append((replace(reading, values=values), cell, stage))
    return tuple(kept)


def _is_remark(reading: Reading, cell: Cell) -> bool:
    """Whether a cell beside a judgement only describes: words that cannot be read and hold no number."""
    is_unread = reading.problem is not None and reading.problem.code == "bad-value"
    return is_unread and isinstance(cell.value, str) and not re.search(r"\d", cell.value)


def remarks_note(cells: Sequence[str], sheet: str) -> Problem:
    """The cells that only describe, said once; of many the first."""
    named = ", ".join([*cells[:MAX_CELLS], *(["…"] if len(cells) > MAX_CELLS else [])])
    return Problem("remarks", {"count": len(cells), "cells": named}, sheet, level="note")
