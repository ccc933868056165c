"""Who meets what from when: each commune's course through the quarters, ranked so that the plan's totals come out."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.sample.plan import LAST, NEVER, Plan
from ntm.units import Unit

STANDARD = ("8.1", "8.2", "8.3", "8.4")
ADVANCED = ("8.1", "8.2", "8.3", "8.4", "8.5")
# What usually is the last thing missing.
_OBSTACLES = {"8.1": 4, "8.2": 18, "8.3": 42, "8.4": 36}
# How an office writes its counts: "Đạt (7/9)" most of all.
_STYLES = {"both": 74, "unit": 8, "count": 6, "percent": 6, "cross": 6}


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune's course. `standard`, `advanced`: indicator -> first quarter (place in QUARTERS) in which it is met.

    `before` are the indicators met in Q4/2021, under the law before; `advanced` is empty for a commune that does not
    aim at it. `broken`: quarters in which loudspeakers had failed; `disputed`: those in which it claims what its count
    does not show.
    """

    unit: Unit
    thon: int
    staff: int
    style: str
    standard: Mapping[str, int]
    before: frozenset[str]
    advanced: Mapping[str, int]
    advanced_from: int
    is_station_missing: bool
    silent: frozenset[int]
    broken: frozenset[int]
    disputed: frozenset[int]

    @property
    def code(self) -> str:
        """The commune's code."""
        return self.unit.code


def make_communes(units: Sequence[Unit], plan: Plan) -> dict[str, Commune]:
    """The courses of all communes (xã) of the first quarter, by code."""
    met_from = _rank(units, plan)
    silent = _find_silent(met_from, plan)
    candidates = [code for code in met_from if code not in plan.named and code not in silent]
    broken = _find_broken(candidates, met_from, plan)
    disputed = _find_disputed(candidates, met_from, plan)
    return {unit.code: _make(unit, met_from[unit.code], plan, silent.get(unit.code, frozenset()) |
                             _skipped(unit.code, met_from[unit.code], plan),
                             broken.get(unit.code, frozenset()), disputed.get(unit.code, frozenset()))
            for unit in units}


def make_thon(code: str, plan: Plan) -> int:
    """The number of thôn, which never changes."""
    return plan.told[code].thon if code in plan.told else plan.chance(code, "thon").randint(5, 15)


def _rank(units: Iterable[Unit], plan: Plan) -> dict[str, int]:
    """Code -> quarter from which criterion 8 is met: named ones as planned, the others by rank up to the totals."""
    strength = {u.code: plan.district_strength[u.district_code or ""] + plan.chance(u.code, "luck").random() for u in units}
    met_from = dict.fromkeys(strength, NEVER) | dict(plan.standard)
    fixed = plan.standard.keys() | plan.never_reported | plan.unjudged.keys()
    waiting = sorted(strength.keys() - fixed, key=lambda c: -strength[c])
    for quarter in range(1, LAST + 1):
        missing = plan.met_by_quarter[quarter] - sum(1 for met in met_from.values() if met <= quarter)
        for _ in range(max(0, missing)):
            met_from[waiting.pop(0)] = quarter
    return met_from


def _find_silent(codes: Iterable[str], plan: Plan) -> dict[str, frozenset[int]]:
    """Quarters in which the communes that do not report any more, or never did, are silent."""
    silent = {code: frozenset(range(LAST + 1)) for code in codes if code in plan.never_reported}
    return silent | {code: frozenset(range(last + 1, LAST + 1)) for code, last in plan.last_reported.items()}


def _skipped(code: str, met_from: int, plan: Plan) -> frozenset[int]:
    """Quarters that a commune let pass now and then, but not the one in which something happened."""
    if code in plan.named:
        return frozenset()
    share = plan.silent_in_a_quarter / 96
    return frozenset(q for q in range(2, LAST + 1)
                     if q != met_from and plan.chance(code, q, "skips").random() < share)


def _find_broken(codes: Iterable[str], met_from: Mapping[str, int], plan: Plan) -> dict[str, frozenset[int]]:
    """Loudspeakers that failed after the department had signed: four communes in 2025, one mended since; two in 2023."""
    early = [c for c in codes if met_from[c] <= 4]
    chosen = plan.chance("broken").sample(early, 6)
    spans = ([13, 14], [13, 14], [13, 14], [13], [5, 6], [5])
    return {code: frozenset(span) for code, span in zip(chosen, spans, strict=True)}


def _find_disputed(codes: Iterable[str], met_from: Mapping[str, int], plan: Plan) -> dict[str, frozenset[int]]:
    """Claims that the count does not show: two of them in the last quarter, one under a signature."""
    wanting = [c for c in codes if met_from[c] > LAST]
    chosen = plan.chance("disputed").sample(wanting, 4)
    spans = ([14], [10, 14], [7, 13], [12])
    return {code: frozenset(span) for code, span in zip(chosen, spans, strict=True)}


def _make(unit: Unit, met_from: int, plan: Plan, silent: frozenset[int], broken: frozenset[int],
          disputed: frozenset[int]) -> Commune:
    code, told = unit.code, plan.told.get(unit.code)
    standard = told.standard if told else dict(_spread(code, met_from, plan, bool(disputed)))
    advanced_from, advanced = _aim(code, met_from, plan)
    style = "both" if code in plan.named or broken or disputed else _choose(_STYLES, plan, code, "style")
    return Commune(
        unit=unit, thon=make_thon(code, plan), staff=told.staff if told else plan.chance(code, "staff").randint(17, 23),
        style=style, standard=standard, before=frozenset(_before(code, standard, plan)), advanced=advanced,
        advanced_from=advanced_from, silent=silent, broken=broken, disputed=disputed,
        is_station_missing=not told and not disputed and plan.chance(code, "station").random() < 0.15)


def _choose(weights: Mapping[str, int], plan: Plan, *about: object) -> str:
    return plan.chance(*about).choices(list(weights), list(weights.values()))[0]


def _spread(code: str, met_from: int, plan: Plan, is_disputed: bool) -> Iterator[tuple[str, int]]:
    """When each indicator is met: the obstacle last, a second one perhaps just before, the others early."""
    chance = plan.chance(code, "spread")
    obstacle = "8.3" if is_disputed else plan.unjudged.get(code) or _choose(_OBSTACLES, plan, code, "obstacle")
    for number in STANDARD:
        if number == obstacle or met_from == 1:
            yield number, met_from
        elif code in plan.unjudged or (number == "8.1" and chance.random() < 0.9):
            yield number, 1
        elif met_from == NEVER:
            yield number, NEVER if chance.random() < 0.4 else chance.randint(1, 12)
        else:
            yield number, max(1, met_from - chance.randint(1, 8))


def _before(code: str, standard: Mapping[str, int], plan: Plan) -> Iterator[str]:
    """Indicators met in Q4/2021: all that are met by the end of 2023, and half of the others."""
    for number, met_from in standard.items():
        if met_from <= 8 or (code not in plan.told and plan.chance(code, number, "before").random() < 0.55):
            yield number


def _aim(code: str, met_from: int, plan: Plan) -> tuple[int, dict[str, int]]:
    """The quarter of the first report on the advanced level, and when each of its indicators is met."""
    chance = plan.chance(code, "advanced")
    if code in plan.advanced:
        start, goal = 1, plan.advanced[code]
    elif met_from <= 8 and code not in plan.told:
        start, goal = chance.randint(5, 12), (LAST if chance.random() < 0.08 else NEVER)
    else:
        return NEVER, {}
    obstacle = chance.choice(("8.2", "8.4", "8.5"))
    latest = goal if goal != NEVER else LAST + 4
    met = {n: max(1, goal if n == obstacle else latest - chance.randint(1, 9)) for n in ADVANCED}
    return start, met
