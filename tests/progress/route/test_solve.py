"""The plan is the best there is: against all subsets, at exact ties, with nothing to do, and where the goal cannot be met."""
from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest

from ntm.problems import WrongUse
from ntm.progress.route.model import CommunePlan, Goal
from ntm.progress.route.order import order_key, place
from ntm.progress.route.solve import solve
from tests.progress.route.plans import plan

CASES_A_KIND = 75
AMOUNTS = [Fraction(0), Fraction(1), Fraction(1), Fraction(2), Fraction(3), Fraction(7, 2), Fraction(1, 3), Fraction(10)]
LARGE = [Fraction(12_500_000), Fraction(87_300_000), Fraction(1_234_567_891), Fraction(3_000_000_001, 7)]


def best_subset(plans: Sequence[CommunePlan], goal: Goal) -> tuple[CommunePlan, ...]:
    """Of all subsets within the goal: the most communes, then the least work, then the earliest in order."""
    ordered = sorted(plans, key=order_key)
    within = [
        subset for size in range(min(len(ordered), goal.count if goal.count is not None else len(ordered)) + 1)
        for subset in combinations(range(len(ordered)), size)
        if goal.budget is None or sum(ordered[i].cost for i in subset) <= goal.budget
    ]
    best = min(within, key=lambda subset: (-len(subset), sum(ordered[i].cost for i in subset), subset))
    return tuple(ordered[i] for i in best)


def random_goal(kind: str, draw: random.Random) -> Goal:
    count = draw.randint(0, 9) if kind in ("count", "both") else None
    budget = Fraction(draw.randint(0, 30), draw.choice([1, 1, 2, 3])) if kind in ("budget", "both") else None
    return Goal(count, budget)


@pytest.mark.parametrize("kind", ["count", "budget", "both", "all"])
def test_random_cases_agree_with_all_subsets(kind: str) -> None:
    draw = random.Random(f"route {kind}")
    for case in range(CASES_A_KIND):
        plans = [plan(n, *draw.choices(AMOUNTS, k=draw.randint(1, 2))) for n in range(draw.randint(0, 8))]
        draw.shuffle(plans)
        goal = random_goal(kind, draw)
        found = solve(plans, goal)
        assert (found.communes, found.optimal) == (best_subset(plans, goal), True), (case, goal)
        assert found.goal.kind == kind


def test_large_costs_that_share_no_unit_stay_exact() -> None:
    draw = random.Random("large")
    for case in range(40):
        plans = [plan(n, *draw.choices(LARGE, k=draw.randint(1, 3))) for n in range(draw.randint(1, 8))]
        exact = sum((one.cost for one in sorted(plans, key=order_key)[: len(plans) // 2]), Fraction(0))
        for budget in (exact, exact - Fraction(1, 7)):
            goal = Goal(budget=max(budget, Fraction(0)))
            found = solve(plans, goal)
            assert (found.communes, found.optimal) == (best_subset(plans, goal), True), (case, goal)


def test_ties_take_fewer_requirements_then_district_then_code() -> None:
    plans = [plan(3, 2), plan(1, 1, 1), plan(2, 2), plan(4, 1)]
    assert [one.commune.unit for one in solve(plans, Goal(count=3)).communes] == [4, 2, 3]


@pytest.mark.parametrize(("goal", "reached", "wanted", "cost"), [
    pytest.param(Goal(count=5), 3, 5, 6, id="more communes than there are"),
    pytest.param(Goal(count=3, budget=Fraction(5)), 2, 3, 3, id="the budget does not suffice"),
    pytest.param(Goal(budget=Fraction(0)), 0, 3, 0, id="no work at all"),
    pytest.param(Goal(count=0), 0, 0, 0, id="no commune wanted"),
    pytest.param(Goal(), 3, 3, 6, id="everything"),
])
def test_a_goal_that_cannot_be_met_goes_as_far_as_it_can(goal: Goal, reached: int, wanted: int, cost: int) -> None:
    found = solve([plan(1, 1), plan(2, 2), plan(3, 3)], goal)
    assert (found.reached, found.wanted, found.total_cost, found.optimal) == (reached, wanted, cost, True)


def test_nothing_to_do() -> None:
    found = solve([], Goal(count=4))
    assert (found.communes, found.total_cost, found.reached, found.wanted, found.optimal) == ((), 0, 0, 4, True)


def test_work_that_costs_nothing_is_taken_before_any_other() -> None:
    found = solve([plan(1, 4), plan(2, 0), plan(3, 0)], Goal(budget=Fraction(3)))
    assert [one.commune.unit for one in found.communes] == [2, 3]


@pytest.mark.parametrize("goal", [Goal(count=-1), Goal(budget=Fraction(-1, 2))])
def test_goals_below_zero_are_refused(goal: Goal) -> None:
    with pytest.raises(WrongUse) as refused:
        solve([plan(1, 1)], goal)
    assert "từ 0 trở lên" in refused.value.sentences("vi")[0]


def test_the_order_counts_up_communes_and_work() -> None:
    plans = [plan(1, 2, 3, indicators=("s/8.1", "s/8.2")), plan(2, 1), plan(3, 1, 1)]
    placed = place(plans, met=65)
    assert [(p.position, p.plan.commune.unit, p.met_after, p.work_after) for p in placed] == [
        (1, 2, 66, 1), (2, 3, 67, 3), (3, 1, 68, 8)]
