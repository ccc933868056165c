"""The records between a file and its figures: what was asked, how a sheet was understood, what it gave."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from etl.communes import Gazetteers
from ntm.criteria import Law
from ntm.figures import Figure
from ntm.periods import Period
from ntm.problems import Problem
from ntm.units import Unit


@dataclass(frozen=True, slots=True)
class Request:
    """What the person who loads has said about the file, and what it is read against. None: the file says it."""

    law: Law
    gazetteers: Gazetteers
    province_code: str
    today: date
    set_id: str | None = None
    period: Period | None = None
    cutoff: date | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as it was understood.

    `meaning` is a role, an item, "whole" (the total of the counts beside it), "mark:loudspeaker" (of each thôn), "unknown" or
    "ignored"; `by_hand` is what a person said that it means.
    """

    sheet: str
    letters: str
    heading: str
    meaning: str
    by_hand: str | None = None
    layout: str = ""  # the fingerprint of its table


@dataclass(slots=True)
class SheetReading:
    """What a sheet gave: figures, problems, the value cells that were refused, and how it was understood."""

    figures: list[Figure] = field(default_factory=list)
    uncounted: list[Figure] = field(default_factory=list)  # without a value: a list of thôn that leaves some open
    problems: dict[tuple[str, str | None, str | None], Problem] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)
    columns: tuple[Column, ...] = ()
    period: Period | None = None
    set_id: str | None = None
    stage: str = "self"
    is_own: bool = False         # no column says which commune a row is of
    commune: Unit | None = None  # whose figures such a table's are

    def add(self, problem: Problem) -> None:
        """Keeps one problem a cell and code."""
        self.problems.setdefault((problem.code, problem.sheet, problem.cell), problem)
