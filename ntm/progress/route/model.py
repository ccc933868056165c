"""What a plan consists of: steps in communes, what stands in the way of planning, the goal, the plan."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ntm.criteria import Law

# Cost of one unit of work by measure id or by indicator key ("318-2022-standard/8.3"); what is not named costs 1.
Costs = Mapping[str, Fraction | Decimal | int]
# What cannot be moved in time: (unit, measure id or indicator key).
Blocked = frozenset[tuple[int, str]]

# Why a commune cannot be planned, in the order in which an office asks: figures first.
REASONS = ("missing", "percent", "no_verdict", "verdict", "open", "law", "blocked")


@dataclass(frozen=True, slots=True)
class Step:
    """One requirement to fulfil in a commune: `add` units more, for `cost`.

    `indicator` is a key ("318-2022-standard/8.3"), `requirement` a measure's id. A yes/no requirement is one unit.
    `have` of `of`: the count reported, where the requirement is a ratio.
    """

    indicator: str
    requirement: str
    add: int
    cost: Fraction
    have: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Why work cannot be counted: a reason (REASONS), its indicator's key, and the requirement where it is one's."""

    reason: str
    indicator: str
    requirement: str | None = None


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune that exists on the day asked about; `unit` is its number in the warehouse."""

    unit: int
    code: str
    valid_from: date
    name: str
    kind: str
    district_code: str | None
    district: str | None
    district_kind: str | None


@dataclass(frozen=True, slots=True)
class CommunePlan:
    """The least work that brings one commune over."""

    commune: Commune
    steps: tuple[Step, ...]

    @property
    def cost(self) -> Fraction:
        """Cost of all steps."""
        return sum((step.cost for step in self.steps), Fraction(0))


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A commune whose way is not known, with everything that hinders counting it."""

    commune: Commune
    hurdles: tuple[Hurdle, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the communes of a place lack at a level on a day, by the law in force on the day by which it is asked for.

    `met` of `total` communes meet it; each of the others is in `plans` or in `unplanned`.
    """

    as_of: date
    by: date
    level: str
    set_id: str
    law: Law
    met: int
    total: int
    plans: tuple[CommunePlan, ...]
    unplanned: tuple[Unplanned, ...]


def narrowed(gaps: Gaps, is_inside: Callable[[Commune], bool]) -> Gaps:
    """The gaps of some communes only (a year's roadmap); `met` and `total` stay those of the place."""
    return replace(gaps, plans=tuple(one for one in gaps.plans if is_inside(one.commune)),
                   unplanned=tuple(one for one in gaps.unplanned if is_inside(one.commune)))


def of_place(gaps: Gaps, is_inside: Callable[[Commune], bool], total: int) -> Gaps:
    """The gaps of a place of `total` communes, with its own counts."""
    found = narrowed(gaps, is_inside)
    return replace(found, total=total, met=total - len(found.plans) - len(found.unplanned))


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `count` communes with at most `budget` units of work; neither: all that can be planned."""

    count: int | None = None
    budget: Fraction | None = None

    @property
    def kind(self) -> str:
        """What the goal is called: count, budget, both or all."""
        if self.count is not None:
            return "count" if self.budget is None else "both"
        return "all" if self.budget is None else "budget"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which communes to bring over, in order. `reached` may fall short of what was wanted (`wanted`).

    `optimal`: no plan within the goal's limits reaches more communes, and none reaches as many with less work. That
    holds for a goal that cannot be met in full too: then `reached` says how far it goes.
    """

    goal: Goal
    communes: tuple[CommunePlan, ...]
    wanted: int
    optimal: bool

    @property
    def total_cost(self) -> Fraction:
        """Cost of all communes together."""
        return sum((plan.cost for plan in self.communes), Fraction(0))

    @property
    def reached(self) -> int:
        """How many communes the plan brings over."""
        return len(self.communes)
