"""The priority plan and the forecast of the whole country: asked on a national warehouse, from the question to the answer.

The law leaves thresholds open, so many communes cannot be planned; the plan alone is also asked for where all of them can.

python -m benchmarks.route [FOLDER]
"""
from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from benchmarks.national import STANDARD, build
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.route.gaps import find_gaps
from ntm.progress.route.model import Commune, CommunePlan, Gaps, Goal, Plan, Step
from ntm.progress.route.solve import solve
from ntm.warehouse.generations import Warehouse

DAY, BY = date(2023, 12, 31), date(2024, 12, 31)
LEVEL = "standard"
ROUNDS = 3
SEED, MANY = 318, 10_600
Answer = TypeVar("Answer")


class Taken(NamedTuple):
    """Seconds by the clock and of work."""

    wall: float
    cpu: float


def measure(warehouse: Warehouse) -> list[tuple[str, Taken, str]]:
    """A line a question: what was asked, what it took, what came out."""
    found = []
    for name, day in (("today", None), ("a past day", DAY)):
        seconds, gaps = _timed(lambda day=day: _gaps(warehouse, day))
        found.append((f"gaps, {name}", seconds, f"{len(gaps.plans):,} communes planned, {len(gaps.unplanned):,} not, of {gaps.total:,}"))
        for goal in (Goal(count=1000), Goal(budget=sum((plan.cost for plan in gaps.plans), start=gaps.plans[0].cost * 0) / 2)):
            seconds, plan = _timed(lambda gaps=gaps, goal=goal: solve(gaps.plans, goal))
            found.append((f"plan, {name}, {goal.kind}", seconds, _told(plan)))
    many = list(_many_plans())
    seconds, plan = _timed(lambda: solve(many, Goal(MANY // 2, Fraction(MANY * 8))))
    found.append((f"plan alone, {MANY:,} communes that all can be planned, work of 1/7 to 60", seconds, _told(plan)))
    seconds, answers = _timed(lambda: _forecast(warehouse))
    return [*found, ("forecast, a past day", seconds, f"{len(answers):,} communes")]


def _many_plans() -> Iterator[CommunePlan]:
    """A plan for each of many made-up communes, a step each."""
    chance = Random(SEED)
    for unit in range(MANY):
        commune = Commune(unit, f"{unit:05d}", DAY, "", "xa", None, None, None)
        yield CommunePlan(commune, (Step("", "", 1, Fraction(chance.randint(1, 420), 7)),))


def _told(plan: Plan) -> str:
    """A plan in a few words, and whether no better one can be."""
    return f"{plan.reached:,} communes, {float(plan.total_cost):,.0f} units of work, {'proved best' if plan.optimal else 'not proved'}"


def _gaps(warehouse: Warehouse, day: date | None) -> Gaps:
    """What each commune lacks on a day; None: the day whose answers are kept."""
    with warehouse.reading() as con:
        return find_gaps(con, Question(day), LEVEL)


def _forecast(warehouse: Warehouse) -> list[object]:
    """The forecasts of the past day."""
    with warehouse.reading() as con:
        return list(forecast(con, Question(DAY), LEVEL, BY))


def _timed(ask: Callable[[], Answer]) -> tuple[Taken, Answer]:
    """The median round; CPU seconds are those of all threads together, and say more on a machine that others use too."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter(), time.process_time()
        answer = ask()
        taken.append(Taken(time.perf_counter() - start[0], time.process_time() - start[1]))
    return sorted(taken)[ROUNDS // 2], answer


def main(folder: Path) -> None:
    """Print the table of benchmarks/README.md."""
    warehouse = Warehouse(folder) if folder.exists() else build(folder)
    print(f"{STANDARD}, median of {ROUNDS}\n\n| question | seconds | CPU seconds | answer |\n| --- | --- | --- | --- |")
    for name, taken, answer in measure(warehouse):
        print(f"| {name} | {taken.wall:.2f} | {taken.cpu:.2f} | {answer} |")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as fresh:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(fresh) / "national")
