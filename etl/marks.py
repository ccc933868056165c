"""What a list says of each thôn: which columns are answers, what one cell answers, what the answers of a thôn come to."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from etl.columns import SetOfLevel
from etl.grid import MAX_TEXT, Cell, text_of
from etl.headings import UnknownIndicatorError, find_target
from etl.layout import Heading, Layout
from etl.numbers import parse_count
from etl.titles import level_of
from etl.values import Target, read_value
from etl.words import name_key, side_of
from ntm.criteria import Law, Measure, Text
from ntm.criteria.villages import Villages, load_villages
from ntm.problems import Problem

NEAR_HEADING = 90  # of 100: a typing error, not another word
MARK, NO = "mark:", ":no"  # what a column of answers is called: "mark:loudspeaker", and the one in which a tick says no
MIN_LETTERS = 6    # shorter headings ("3g", "4g", "loa") are taken as they stand only
_NUMBERED = re.compile(r"^\(?\d+(?:\.\d+)*[.):]?\s+")
_ASIDE = re.compile(r"\s*\([^)]*\)$")
_COUNTS = re.compile(r"(?:\d+\.\d+\.?\s*)?số\s")
_YES_NO = Target(None, Measure("", "yes_no", Text("", ""), Text("", ""), None, None))


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """One column of answers; `is_count`: it counts what there is ("Số cụm loa"), so that 0 is no and more is yes.

    `no`: the column beside it in which a tick says no ("Loa › Có | Không").
    """

    heading: Heading
    answer: str
    is_count: bool = False
    no: Heading | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns of the sheet that answer."""
        return (self.heading.column,) if self.no is None else (self.heading.column, self.no.column)


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
    by_hand, pairs, found = _by_hand(layout), pairs_of(layout.headings), list[MarkColumn]()
    halves = {heading.column for pair in pairs for heading in pair}
    for yes, no in pairs:
        above = replace(min(yes, no, key=lambda one: one.column), parts=_above(yes, no))
        if answer := _answer_under(above, set_of, law):
            found.append(MarkColumn(yes, answer, no=no))
    for heading in layout.headings:
        if heading.role or heading.meaning or heading.column in halves:
            continue
        if answer := _answer_under(heading, set_of, law):
            found.append(MarkColumn(heading, answer, bool(_COUNTS.match(name_key(heading.parts[-1])))))
    named = {column.answer for column in by_hand}
    return tuple(sorted((*by_hand, *(one for one in found if one.answer not in named)), key=lambda one: one.heading.column))


def _by_hand(layout: Layout) -> list[MarkColumn]:
    """The columns that a person named; the one for no goes with the one for yes."""
    named = {heading.meaning: heading for heading in layout.headings if heading.meaning and not heading.role}
    return [
        MarkColumn(heading, meaning.removeprefix(MARK), bool(_COUNTS.match(name_key(heading.parts[-1]))) and f"{meaning}{NO}" not in named,
                   named.get(f"{meaning}{NO}"))
        for meaning, heading in named.items() if is_mark_meaning(meaning) and not meaning.endswith(NO)
    ]


def is_mark_meaning(meaning: str) -> bool:
    """Whether a person's word for a column names an answer of each thôn: "mark:loudspeaker", "mark:loudspeaker:no"."""
    return meaning.startswith(MARK) and meaning.removeprefix(MARK).removesuffix(NO) in load_villages().answers


def pairs_of(headings: Sequence[Heading]) -> list[tuple[Heading, Heading]]:
    """Neighbours "Có" and "Không" under one heading, the one for yes first; where nothing is merged it stands over the left one."""
    pairs, last = list[tuple[Heading, Heading]](), None
    for heading in headings:
        side = None if heading.role or heading.meaning else side_of(heading.parts[-1])
        if side is None:
            last = None
        elif last and last[0].column + 1 == heading.column and last[1] != side and heading.parts[:-1] in (last[0].parts[:-1], ()):
            pairs.append((heading, last[0]) if side else (last[0], heading))
            last = None
        else:
            last = heading, side
    return pairs


def _above(yes: Heading, no: Heading) -> tuple[str, ...]:
    return max(yes.parts[:-1], no.parts[:-1], key=len)


def _answer_under(heading: Heading, set_of: SetOfLevel, law: Law) -> str | None:
    """What a heading asks of each thôn, by its own words or by indicator."""
    return (_heading_answer(heading) or _by_indicator(heading, set_of, law, load_villages())) if heading.parts else None


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


def read_pair(yes: Cell, no: Cell) -> Answered | Problem:
    """What two cells to tick answer: yes, no, nothing where neither is ticked; both ticked is a problem."""
    said, denied = read_mark(yes, is_count=False), _read_no(no)
    if isinstance(said, Problem) or isinstance(denied, Problem):
        return said if isinstance(said, Problem) else denied
    if said.is_yes and denied.is_yes:
        return Problem("bad-value", {"other_cell": no.address}, yes.sheet, yes.address, yes.shown, variant="village_both")
    if denied.is_yes:
        return Answered(False, no)
    if said.is_yes is False and denied.is_yes is False:  # 0 and 0: neither
        return Answered(None, yes)
    return said


def _read_no(cell: Cell) -> Answered | Problem:
    """Whether the cell under "Không" is ticked; the word itself ("Không") is a tick, "Có" there says nothing that can be believed."""
    said = read_mark(cell, is_count=False)
    side = side_of(text_of(cell.value)[:MAX_TEXT]) if isinstance(cell.value, str) else None
    if isinstance(said, Problem) or side is None:
        return said
    return _refused(cell) if side else Answered(True, cell)


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


