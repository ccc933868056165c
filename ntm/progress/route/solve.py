"""Which communes to bring over, proved best.

The model. x_c is 1 when commune c is brought over, else 0; w_c is the least work that does it (gaps.py: the cheapest
alternative of each "any" indicator, a shared requirement paid once). No requirement serves two communes, so w_c does not
depend on the others.

    1.  n = max Σ x_c        subject to  Σ x_c ≤ count,  Σ w_c x_c ≤ budget,  x_c in {0, 1}
    2.      min Σ w_c x_c    subject to  Σ x_c = n,  x_c in {0, 1}

Each goal is a case of it: K more communes (no budget), a budget (no count), all of a list (the list is what x_c runs over),
both. Both are solved by HiGHS (`scipy.optimize.milp`, no gap allowed) with work as whole numbers: fractions are brought to
their common denominator, then divided by their greatest common divisor. Of communes that take equal work those are taken
that come first in order.py, which changes neither sum. HiGHS calculates in floats and may let n exceed the budget by a
hair: what 2. finds is added up in whole numbers, and where it is too much n is one less. The answer is proved in whole
numbers too: even the n + 1 cheapest communes exceed the limits, and no n are cheaper than the n cheapest. What could not be
proved would be returned with `optimal` False, and be within the limits all the same.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import floor, gcd, inf, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ntm.problems import Problem, WrongUse
from ntm.progress.route.model import CommunePlan, Goal, Plan
from ntm.progress.route.order import order_key


def solve(plans: Sequence[CommunePlan], goal: Goal, wanted: int | None = None) -> Plan:
    """The best plan within a goal's limits; `wanted`: how many communes were asked for, where the goal does not say.

    Raises WrongUse for a count or a budget below zero.
    """
    _check(goal)
    ordered = sorted(plans, key=order_key)
    work, budget = _whole_numbers(ordered, goal)
    count = len(ordered) if goal.count is None else min(goal.count, len(ordered))
    chosen = _choose(work, count, budget)
    wanted = goal.count if goal.count is not None else len(ordered) if wanted is None else wanted
    return Plan(goal, tuple(ordered[i] for i in chosen), wanted, _is_best(work, chosen, count, budget))


def _check(goal: Goal) -> None:
    if goal.count is not None and goal.count < 0:
        raise WrongUse(Problem("route-negative", value=str(goal.count), variant="count"))
    if goal.budget is not None and goal.budget < 0:
        raise WrongUse(Problem("route-negative", value=str(goal.budget), variant="budget"))


def _whole_numbers(plans: Sequence[CommunePlan], goal: Goal) -> tuple[list[int], int | None]:
    """Work and budget in the largest unit that all work is a whole multiple of."""
    scale = lcm(*(plan.cost.denominator for plan in plans))
    work = [int(plan.cost * scale) for plan in plans]
    unit = gcd(*work) or 1
    return [one // unit for one in work], None if goal.budget is None else floor(goal.budget * scale / unit)


def _choose(work: Sequence[int], count: int, budget: int | None) -> list[int]:
    """Positions of the communes to bring over; `work` ascends."""
    if not work or not count:
        return []
    ones, costs = np.ones(len(work)), np.array(work, dtype=float)
    most = max(*work, 1)  # HiGHS gives up on coefficients of many digits
    limits = LinearConstraint(np.array([ones, costs / most]), -inf, (count, inf if budget is None else budget / most))
    for reached in range(round(ones @ _run(-ones, limits)), 0, -1):
        picked = _run(costs, LinearConstraint(ones, reached, reached))
        found = _earliest(work, [i for i, x in enumerate(picked) if x > 0.5])
        if budget is None or sum(work[i] for i in found) <= budget:
            return found
    return []


def _run(objective: np.ndarray, limits: LinearConstraint) -> np.ndarray:
    # Presolve looks for a structure that is not there: 10,600 communes take 0.1 s without it, up to 100 s with it.
    options = {"mip_rel_gap": 0, "presolve": False}
    return milp(objective, integrality=np.ones(len(objective)), bounds=Bounds(0, 1), constraints=limits, options=options).x


def _earliest(work: Sequence[int], picked: Sequence[int]) -> list[int]:
    """As many communes of each amount of work, but the first in order of them."""
    taken: dict[int, int] = {}
    for i in picked:
        taken[work[i]] = taken.get(work[i], 0) + 1
    found = []
    for i, amount in enumerate(work):
        if taken.get(amount, 0):
            taken[amount] -= 1
            found.append(i)
    return found


def _is_best(work: Sequence[int], chosen: Sequence[int], count: int, budget: int | None) -> bool:
    """The proof in whole numbers: no more communes fit, and none as many with less work."""
    cheapest = [0, *accumulate(sorted(work))]
    fits = [n for n in range(count + 1) if budget is None or cheapest[n] <= budget]
    return len(chosen) == max(fits) and sum(work[i] for i in chosen) == cheapest[len(chosen)]
