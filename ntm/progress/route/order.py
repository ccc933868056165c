"""In what order: least work first, then what takes fewest different requirements."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ntm.progress.route.model import CommunePlan


@dataclass(frozen=True, slots=True)
class Placed:
    """A commune's place in the plan: communes met and work spent once it is over."""

    position: int
    plan: CommunePlan
    met_after: int
    work_after: Fraction


def order_key(plan: CommunePlan) -> tuple[Fraction, int, str, str, int]:
    """Least work, then fewest requirements, then district, code and number: the same order in every run."""
    commune = plan.commune
    return plan.cost, len(plan.steps), commune.district_code or "", commune.code, commune.unit


def place(plans: Iterable[CommunePlan], met: int) -> tuple[Placed, ...]:
    """The communes of a plan in order; `met`: how many meet the level before it."""
    placed, work = [], Fraction(0)
    for position, plan in enumerate(sorted(plans, key=order_key), 1):
        work += plan.cost
        placed.append(Placed(position, plan, met + position, work))
    return tuple(placed)
