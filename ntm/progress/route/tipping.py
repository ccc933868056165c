"""What would tip it: the single requirement or indicator that brings most communes over; the figure to ask for first."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ntm.progress.route.model import REASONS, Commune, CommunePlan, Unplanned


@dataclass(frozen=True, slots=True)
class Tip:
    """Communes that come over when one thing is done everywhere: a requirement, or all of an indicator.

    `requirement` None: the whole indicator. `units` of work in these communes, at `cost`.
    """

    indicator: str
    requirement: str | None
    communes: tuple[Commune, ...]
    units: int
    cost: Fraction


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to find out about an indicator: what for (a reason of REASONS), and the requirements concerned.

    `alone`: communes that cannot be planned for want of it alone; `communes`: all that want it.
    """

    reason: str
    indicator: str
    requirements: tuple[str, ...]
    alone: tuple[Commune, ...]
    communes: tuple[Commune, ...]


def tips(plans: Iterable[CommunePlan]) -> tuple[Tip, ...]:
    """Single requirements and whole indicators, most communes first; of equal ones the least work, then by name.

    An indicator is told only where it brings over more than any one of its requirements does.
    """
    by_need: dict[tuple[str, str], list[CommunePlan]] = defaultdict(list)
    by_indicator: dict[str, list[CommunePlan]] = defaultdict(list)
    for plan in plans:
        indicators = {step.indicator for step in plan.steps}
        if len(plan.steps) == 1:
            by_need[plan.steps[0].indicator, plan.steps[0].requirement].append(plan)
        if len(indicators) == 1:
            by_indicator[indicators.pop()].append(plan)
    most = {key: max((len(found) for (name, _), found in by_need.items() if name == key), default=0) for key in by_indicator}
    told = [_tip(*key, found) for key, found in by_need.items()]
    told += [_tip(key, None, found) for key, found in by_indicator.items() if len(found) > most[key]]
    return tuple(sorted(told, key=lambda tip: (-len(tip.communes), tip.cost, tip.indicator, tip.requirement or "")))


def _tip(indicator: str, requirement: str | None, found: list[CommunePlan]) -> Tip:
    units = sum(step.add for plan in found for step in plan.steps)
    return Tip(indicator, requirement, tuple(plan.commune for plan in found), units, sum((plan.cost for plan in found), Fraction(0)))


def asks(unplanned: Iterable[Unplanned]) -> tuple[Ask, ...]:
    """What hinders planning, most communes for want of it alone first."""
    alone, every = defaultdict(list), defaultdict(dict)
    needs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for one in unplanned:
        keys = dict.fromkeys((hurdle.reason, hurdle.indicator) for hurdle in one.hurdles)
        for key in keys:
            every[key][one.commune] = None
        if len(keys) == 1:
            alone[next(iter(keys))].append(one.commune)
        for hurdle in one.hurdles:
            if hurdle.requirement is not None:
                needs[hurdle.reason, hurdle.indicator][hurdle.requirement] = None
    found = [Ask(*key, tuple(needs[key]), tuple(alone[key]), tuple(communes)) for key, communes in every.items()]
    return tuple(sorted(found, key=lambda ask: (-len(ask.alone), -len(ask.communes), REASONS.index(ask.reason), ask.indicator)))
