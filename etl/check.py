"""What only the figures of one file together can show: the same figure twice, two that contradict each other."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ntm.figures import Figure
from ntm.periods import Period
from ntm.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """Figures that may be loaded, and what is wrong with the others."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]


def check_figures(figures: Iterable[Figure]) -> Checked:
    """Takes out figures that stand twice in one file.

    Of equal ones the first stays, the others are a `duplicate`; of different ones none stays, since none can be
    believed (`conflict`, said at each). Stages and estimates are told apart: they may well differ. So are counts made
    from names: both are kept, and disagreeing they make a dispute.
    """
    said: dict[tuple[tuple[object, ...], bool], list[Figure]] = defaultdict(list)
    for figure in figures:
        said[figure.place, bool(figure.marks)].append(figure)
    kept: list[Figure] = []
    problems: dict[tuple[str, str | None, str | None], Problem] = {}
    for group in said.values():
        first, *others = group
        if all(other.value == first.value for other in others):
            kept.append(first)
            found = [_problem("duplicate", other, first) for other in others]
        else:
            found = [_problem("conflict", f, next(o for o in group if o.value != f.value)) for f in group]
        for problem in found:
            problems.setdefault((problem.code, problem.sheet, problem.cell), problem)
    return Checked(tuple(kept), tuple(problems.values()))


def is_future(period: Period, today: date) -> bool:
    """Whether a period's figures cannot be closed yet.

    The cut-off decides (it is the end unless given): a year's report may be closed and sent before 31/12.
    """
    return period.cutoff > today


def _problem(code: str, figure: Figure, other: Figure) -> Problem:
    place = f"{other.sheet}!{other.cell}" if other.sheet != figure.sheet else str(other.cell)
    return Problem(code, {"other_cell": place, "other_value": other.written}, figure.sheet, figure.cell, figure.written,
                   variant="figure" if code == "duplicate" else None)
