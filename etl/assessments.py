"""The columns of a long table that judge its rows ("Tự đánh giá", "Thẩm tra"), beside the one that tells how things are ("Kết quả")."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from etl.columns import heading_period
from etl.grid import Cell, text_of
from etl.layout import Heading, Layout
from etl.titles import stage_of
from etl.values import Reading, Target, read_value
from etl.words import name_key, side_of, verdict_of
from ntm.figures import Value
from ntm.problems import Problem

MAX_CELLS = 8
Voice = tuple[Reading, Cell, str]  # what a cell says, the cell, the stage that it speaks for
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
    if any("điểm" in name_key(part) for part in heading.parts):  # points given, no judgement
        return False
    is_named = any(_ASSESSED.fullmatch(name_key(part)) or side_of(part) is not None for part in heading.parts)
    return is_named and heading_period(replace(heading, role=None)) is None


def _stage(heading: Heading) -> str | None:
    return next((found for part in reversed(heading.parts) if (found := stage_of(part))), None)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """What the columns of one row say, each with its cell and stage and nothing twice; `remarks` are cells that only describe."""

    voices: tuple[Voice, ...]
    remarks: tuple[Cell, ...] = ()


def read_judged(cells: Sequence[Cell], value: int, assessments: Sequence[Assessment], target: Target, stage: str) -> JudgedRow:
    """The filled cells of a row, read as what they are: judgements first, then the value in column `value`; `stage` is the row's own.

    What cannot be read is left aside as a remark where its row is told otherwise: words without a number in the place of
    the value beside a judgement ("Có bưu điện văn hóa xã"), anything in the place of a judgement beside a value ("Duy trì tốt").
    """
    by_column = {cell.column: cell for cell in cells}
    judged = [(one.read(cell, target), cell, one.stage or stage) for one in assessments if (cell := by_column.get(one.heading.column))]
    own = [(read_value(cell, target), cell, stage)] if (cell := by_column.get(value)) else []
    told = {voice[1].column for voice in (*judged, *own) if voice[0].values}
    remarks = {cell.column: cell for voices, must_be_words in ((judged, False), (own, True)) for reading, cell, _ in voices
               if _is_unread(reading) and told - {cell.column} and not (must_be_words and _holds_number(cell))}
    kept = [[voice for voice in voices if voice[1].column not in remarks] for voices in (own, judged)]
    return JudgedRow(_once(*kept), tuple(remarks.values()))


def _is_unread(reading: Reading) -> bool:
    return reading.problem is not None and reading.problem.code in ("bad-value", "out-of-range")


def _holds_number(cell: Cell) -> bool:
    return not isinstance(cell.value, str) or re.search(r"\d", cell.value) is not None


def _once(own: Sequence[Voice], judged: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices, what several of one stage say alike said once: a figure where the value stands, a verdict where it is judged."""
    ordered = [*((voice, pair) for voice in own for pair in voice[0].values if pair[1].is_met is None),
               *((voice, pair) for voice in judged for pair in voice[0].values),
               *((voice, pair) for voice in own for pair in voice[0].values if pair[1].is_met is not None)]
    said: dict[tuple[str, str], Value] = {}
    kept: dict[int, list[tuple[str, Value]]] = defaultdict(list)
    for (_, cell, stage), (item, value) in ordered:
        if not _agree(said.get((item, stage)), value):
            kept[cell.column].append((item, value))
        said.setdefault((item, stage), value)
    return tuple((replace(reading, values=tuple(kept[cell.column])), cell, stage) for reading, cell, stage in (*own, *judged))


def _agree(first: Value | None, second: Value) -> bool:
    """Whether two values say the same: alike, or a share that is the count's (7/8 and 87,5%)."""
    if first is None or first == second:
        return first is not None
    counts, share = (first, second) if first.denominator else (second, first)
    if not counts.denominator or counts.numerator is None or share.number is None:
        return False
    return abs(Fraction(counts.numerator, counts.denominator) - Fraction(share.number)) <= Fraction(share.slack)


def remarks_note(cells: Sequence[str], sheet: str) -> Problem:
    """The cells left aside, said once; of many the first."""
    named = ", ".join([*cells[:MAX_CELLS], *(["…"] if len(cells) > MAX_CELLS else [])])
    return Problem("remarks", {"count": len(cells), "cells": named}, sheet, level="note")
