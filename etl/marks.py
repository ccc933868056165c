"""What a list says of each thôn: which columns are answers, what one cell answers, what the answers of a thôn come to."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from etl.columns import SetOfLevel
from etl.grid import MAX_TEXT, Cell, text_of
from etl.headings import UnknownIndicatorError, find_target
from etl.layout import Heading, Layout
from etl.numbers import parse_count
from etl.titles import level_of
from etl.values import Target, read_value
from etl.words import name_key
from ntm.criteria import Law, Measure, Text
from ntm.criteria.villages import Villages, load_villages
from ntm.problems import Problem

NEAR_HEADING = 90  # of 100: a typing error, not another word
MIN_LETTERS = 6    # shorter headings ("3g", "4g", "loa") are taken as they stand only
_NUMBERED = re.compile(r"^\(?\d+(?:\.\d+)*[.):]?\s+")
_ASIDE = re.compile(r"\s*\([^)]*\)$")
_COUNTS = re.compile(r"(?:\d+\.\d+\.?\s*)?số\s")
_YES_NO = Target(None, Measure("", "yes_no", Text("", ""), Text("", ""), None, None))


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """One column of answers; `is_count`: it counts what there is ("Số cụm loa"), so that 0 is no and more is yes."""

    heading: Heading
    answer: str
    is_count: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What one cell answers: yes, no, or None for nothing."""

    is_yes: bool | None
    cell: Cell


def is_mark_heading(text: str) -> bool:
    """Whether a heading is one of data/villages.yaml."""
    return _answer_of(text) is not None


def find_mark_columns(layout: Layout, set_of: SetOfLevel, law: Law) -> tuple[MarkColumn, ...]:
    """The columns of answers of a table of thôn, by their own headings or by indicator; none for any other table."""
    if "village" not in layout.roles:
        return ()
    villages = load_villages()
    found = []
    for heading in layout.headings:
        answer = None if heading.role or heading.meaning else _heading_answer(heading) or _by_indicator(heading, set_of, law, villages)
        if answer:
            found.append(MarkColumn(heading, answer, bool(_COUNTS.match(name_key(heading.parts[-1])))))
    return tuple(found)


def _heading_answer(heading: Heading) -> str | None:
    """By the lowest part, else with the one above it: "Dịch vụ điện thoại › Cố định"."""
    return _answer_of(heading.parts[-1]) or _answer_of(" ".join(heading.parts[-2:]))


def _by_indicator(heading: Heading, set_of: SetOfLevel, law: Law, villages: Villages) -> str | None:
    level = next((found for part in heading.parts[:-1] if (found := level_of(part))), None)
    try:
        target = find_target(heading.parts, set_of(level), law)
    except UnknownIndicatorError:
        return None
    return villages.alone(target.measure.id) if target and target.measure else None


@cache
def _answer_of(text: str) -> str | None:
    written = _bare(text)
    scores = [(fuzz.ratio(written, heading), answer) for heading, answer in _known_headings()]
    score, answer = max(scores, key=lambda one: one[0])
    return answer if score == 100 or (score >= NEAR_HEADING and len(written) >= MIN_LETTERS) else None


@cache
def _known_headings() -> tuple[tuple[str, str], ...]:
    return tuple((_bare(heading), one.id) for one in load_villages().answers.values() for heading in one.headings)


def _bare(text: str) -> str:
    """A heading without its number, what stands in brackets and the words that say nothing."""
    written = _ASIDE.sub("", _NUMBERED.sub("", name_key(text)))
    for word in load_villages().skip:
        written = re.sub(rf"\b{re.escape(name_key(word))}\b", " ", written)
    return " ".join(written.split()).strip(" .,:;*")


def read_mark(cell: Cell, is_count: bool) -> Answered | Problem:
    """What a cell answers of its thôn: x, Có, Không, 1 and 0; a blank, "-" and "…" answer nothing."""
    count = None if isinstance(cell.value, bool) or cell.is_percent or cell.day else parse_count(text_of(cell.value)[:MAX_TEXT])
    if count is not None:
        return Answered(count > 0, cell) if count in (0, 1) or (is_count and count > 0) else _refused(cell)
    reading = read_value(cell, _YES_NO)
    if reading.problem:
        return reading.problem if reading.problem.code.startswith("formula") else _refused(cell)
    return _refused(cell) if reading.is_estimate else Answered(reading.values[0][1].is_met if reading.values else None, cell)


def _refused(cell: Cell) -> Problem:
    return Problem("bad-value", {}, cell.sheet, cell.address, cell.shown, "Có; Không", variant="village_mark")


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a thôn counts for a measure, None where that is open; what it lacks; the cell that decided."""

    is_met: bool | None
    lacks: tuple[str, ...]
    cell: Cell


def judge(measure: str, answers: Mapping[str, Answered]) -> Judged:
    """What the answers of one thôn come to for a measure: at least one yes in every group (data/villages.yaml)."""
    villages = load_villages()
    groups = [[(one, answers[one]) for one in group if one in answers] for group in villages.measures[measure]]
    said = [_group_says(group) for group in groups]
    if False in said:
        failing = [group for group, says in zip(groups, said, strict=True) if says is False]
        whole = villages.alone(measure)
        return Judged(False, tuple(group[0][0] for group in failing if len(groups) > 1 and group[0][0] != whole), failing[0][0][1].cell)
    if None in said:
        open_group = groups[said.index(None)]
        return Judged(None, (), next(one.cell for _, one in open_group if one.is_yes is None))
    return Judged(True, (), next(one.cell for _, one in groups[0] if one.is_yes))


def _group_says(group: Sequence[tuple[str, Answered]]) -> bool | None:
    if any(one.is_yes for _, one in group):
        return True
    return None if any(one.is_yes is None for _, one in group) else False


def without_twins(columns: Sequence[MarkColumn], sheet: str) -> tuple[tuple[MarkColumn, ...], tuple[Problem, ...]]:
    """The columns that are alone with their answer, and a `duplicate` for each of the others."""
    by_answer: dict[str, list[MarkColumn]] = {}
    for column in columns:
        by_answer.setdefault(column.answer, []).append(column)
    problems = []
    for first, *others in by_answer.values():
        problems += [_twin(other, first, sheet) for other in others]
    return tuple(group[0] for group in by_answer.values() if len(group) == 1), tuple(problems)


def _twin(column: MarkColumn, first: MarkColumn, sheet: str) -> Problem:
    params = {"other_cell": first.heading.letters, "answer": load_villages().answers[column.answer].title}
    return Problem("duplicate", params, sheet, f"{column.heading.letters}{column.heading.row + 1}", column.heading.parts[-1],
                   variant="heading")


