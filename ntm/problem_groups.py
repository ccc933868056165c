"""Problems of one cause folded into one: a column of dates makes one line with its cells, not forty lines."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ntm.problems import Problem

MANY = 4         # cells of one cause that are folded into a line
MOST_RANGES = 6  # of cells named in a line
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one cause: the first, which speaks for all, and the cells of each in the order of the sheet."""

    first: Problem
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Their cells; a problem of the whole sheet or file has none."""
        return tuple(p.cell for p in self.problems if p.cell)

    @property
    def is_folded(self) -> bool:
        """Whether there are so many that one line stands for all."""
        return len(self.cells) >= MANY


def cause_of(problem: Problem) -> tuple[str, ...]:
    """What makes problems one: the same fault in one column, of names also the same text (one typed wrong forty times)."""
    column = (problem.cell or "").rstrip("0123456789")
    cause = (problem.level, problem.code, problem.variant or "", problem.sheet or "", column)
    return (*cause, problem.value or "") if problem.code in ("unknown-commune", "ambiguous-commune") else cause


def group_problems(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Problems folded by their cause, in the order of each first one; every cell stays addressable."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        groups.setdefault(cause_of(problem), []).append(problem)
    return tuple(ProblemGroup(group[0], tuple(group)) for group in groups.values())


def cell_ranges(cells: Iterable[str], most: int = MOST_RANGES) -> str:
    """Cells of one column as ranges: "C5:C8, C10"; what is beyond `most` of them is "…"."""
    found = [_CELL.fullmatch(cell) for cell in cells]
    places = sorted({(match.group(1), int(match.group(2))) for match in found if match})
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(places), 1) if b != (a[0], a[1] + 1)), len(places)]
    runs = [places[start:end] for start, end in pairwise(breaks) if places]
    named = [f"{run[0][0]}{run[0][1]}" + (f":{run[-1][0]}{run[-1][1]}" if len(run) > 1 else "") for run in runs[:most]]
    return ", ".join([*named, *(["…"] if len(runs) > most else [])])
