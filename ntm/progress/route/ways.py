"""The ways in which one commune can come over: what each takes, what hinders counting it; and the cheapest of them.

"All" indicators join the ways of their requirements, "any" indicators offer them side by side. A requirement that several
indicators ask for (by reference, or by the same measure) stands in a way once, with the larger number of units.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from ntm.criteria import Indicator, Law, Requirement
from ntm.progress.route.model import Blocked, Costs, Hurdle, Step


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement that is not met, as it was judged: not_met, or no_data."""

    ref: str
    status: str
    numerator: int | None
    denominator: int | None
    figure: Fraction | None


@dataclass(slots=True)
class Lack:
    """What one commune lacks: its indicators that are not met (with the verdict on each) and their unmet requirements.

    `denominators`: by measure, what it reported as the whole (number of thôn); asked for only where unknown is counted.
    """

    unit: int
    province: str
    verdicts: dict[str, bool | None] = field(default_factory=dict)
    needs: dict[str, list[Need]] = field(default_factory=dict)
    denominators: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """One way over: its steps by requirement, and what hinders counting it (none: it can be planned)."""

    steps: Mapping[str, Step]
    hurdles: tuple[Hurdle, ...] = ()

    @property
    def rank(self) -> tuple[int, Fraction, int]:
        """Fewest hurdles, then least work, then fewest steps."""
        return len(self.hurdles), sum((step.cost for step in self.steps.values()), Fraction(0)), len(self.steps)


class Reckoner:
    """Reckons the ways of communes by one law. `of_level`: the set of a level by (province, level)."""

    def __init__(
        self, law: Law, of_level: Mapping[tuple[str, str], str], costs: Costs, blocked: Blocked, with_unknown: bool,
    ) -> None:
        self.law, self.of_level, self.costs, self.blocked, self.with_unknown = law, of_level, costs, blocked, with_unknown
        self.indicators = {f"{one.id}/{i.number}": i for one in law.sets.values() for i in one.indicators}
        self.asked = {(key, need.ref): need for key, i in self.indicators.items() for need in i.requirements}

    def best(self, lack: Lack, set_id: str) -> Way:
        """The cheapest way over a set; where none can be counted, the one with the fewest hurdles."""
        return min(self._of_set(lack, set_id), key=lambda way: way.rank)

    def _of_set(self, lack: Lack, set_id: str) -> list[Way]:
        criteria = self.law.sets[set_id]
        parts = [self._of_indicator(lack, f"{set_id}/{indicator.number}") for indicator in criteria.indicators]
        if not criteria.is_complete or not criteria.indicators:
            parts.append(_hindered("law", set_id))
        if criteria.includes:
            parts.append(self._of_set(lack, criteria.includes))
        return _joined(parts)

    def _of_indicator(self, lack: Lack, key: str) -> list[Way]:
        if key not in lack.verdicts:
            return [Way({})]
        if (lack.unit, key) in self.blocked:
            return _hindered("blocked", key)
        indicator, needs = self.indicators[key], lack.needs.get(key, [])
        if lack.verdicts[key]:  # concluded as met: nothing but the failing figures stands against it (DESIGN §3, rule 3)
            needs = [need for need in needs if need.status == "not_met"]
        if reason := self._unexplained(lack, key, indicator, needs):
            return _hindered(reason, key)
        parts = [self._of_need(lack, key, need) for need in needs]
        return _kept([way for part in parts for way in part]) if indicator.combine == "any" else _joined(parts)

    def _unexplained(self, lack: Lack, key: str, indicator: Indicator, needs: Sequence[Need]) -> str | None:
        """Why the figures do not say what an indicator lacks: only a verdict says it, or nothing is known at all."""
        is_refused = lack.verdicts[key] is False
        if not needs or (indicator.combine == "any" and len(needs) < len(indicator.requirements)):
            return "verdict" if is_refused else "no_verdict"
        is_silent = all(need.status == "no_data" and not self.asked[key, need.ref].is_open for need in needs)
        return "verdict" if is_refused and is_silent and not self.with_unknown else None

    def _of_need(self, lack: Lack, key: str, need: Need) -> list[Way]:
        asked = self.asked[key, need.ref]
        if asked.kind == "indicator":
            return self._of_indicator(lack, need.ref)
        if asked.kind == "level":
            set_id = self.of_level.get((lack.province, need.ref))
            return self._of_set(lack, set_id) if set_id else _hindered("law", key, need.ref)
        if (lack.unit, need.ref) in self.blocked:
            return _hindered("blocked", key, need.ref)
        if asked.is_open:
            return _hindered("open", key, need.ref)
        add = self._units(lack, asked, need)
        if add is None:
            return _hindered("percent" if need.status == "not_met" else "missing", key, need.ref)
        cost = add * Fraction(self.costs.get(need.ref, self.costs.get(key, 1)))
        return [Way({need.ref: Step(key, need.ref, add, cost, need.numerator, need.denominator)})]

    def _units(self, lack: Lack, asked: Requirement, need: Need) -> int | None:
        """Units of work to the threshold, exactly; None where they cannot be counted."""
        kind, is_unknown = self.law.measures[need.ref].kind, need.status == "no_data"
        if is_unknown and not self.with_unknown:
            return None
        if kind in ("yes_no", "value"):
            return 1
        if kind == "count":
            return ceil(asked.at_least - (need.figure or 0))
        whole, done = (self._whole(lack, need.ref), 0) if is_unknown else (need.denominator, need.numerator)
        return None if whole is None or done is None else ceil(asked.at_least * whole) - done

    def _whole(self, lack: Lack, ref: str) -> int | None:
        """The whole of a ratio that was not reported, from another one of the same things; None: nobody told it."""
        things = self.law.measures[ref].denominator
        same = [whole for other, whole in lack.denominators.items() if self.law.measures[other].denominator == things]
        return max(same, default=None)


def _hindered(reason: str, key: str, ref: str | None = None) -> list[Way]:
    return [Way({}, (Hurdle(reason, key, ref),))]


def _joined(parts: Iterable[list[Way]]) -> list[Way]:
    """Every way to do all of some parts."""
    ways = [Way({})]
    for part in parts:
        if part != [Way({})]:
            ways = _kept([_both(one, other) for one in ways for other in part])
    return ways


def _both(one: Way, other: Way) -> Way:
    steps = dict(one.steps)
    for ref, step in other.steps.items():
        if ref not in steps or steps[ref].add < step.add:
            steps[ref] = step
    return Way(steps, tuple(dict.fromkeys((*one.hurdles, *other.hurdles))))


def _kept(ways: list[Way]) -> list[Way]:
    """The ways that can be counted; where there is none, the one with the fewest hurdles."""
    clear = [way for way in ways if not way.hurdles]
    return clear or [min(ways, key=lambda way: len(way.hurdles))]
