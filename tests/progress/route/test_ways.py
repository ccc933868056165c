"""The cheapest way of one commune, against every subset of what could be done under random laws."""
from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import chain, combinations

from ntm.criteria import CriteriaSet, Document, Indicator, Law, Measure, Requirement, Text
from ntm.progress.route.ways import Lack, Need, Reckoner

CASES = 250
WORD = Text("", "")
MEASURES = tuple(f"m{n}" for n in range(6))


def need(kind: str, ref: str) -> Requirement:
    at_least = Fraction(1) if kind == "measure" else None
    return Requirement(kind, ref, at_least, None, False, "", "verified")


def criteria(set_id: str, indicators: list[Indicator], includes: str | None) -> CriteriaSet:
    day = date(2022, 1, 1)
    return CriteriaSet(set_id, Document("1", day, None), set_id, WORD, 1, "8", WORD, day, "open", None, None, "open", includes,
                       "open", None, None, True, tuple(indicators), "open", ())


def random_law(draw: random.Random) -> Law:
    """A lower set, and a higher one that may include it and refer to its indicators."""
    def indicators(set_id: str, others: list[str]) -> list[Indicator]:
        made = []
        for number in range(draw.randint(1, 3)):
            needs = [need("measure", ref) for ref in draw.sample(MEASURES, draw.randint(1, 3))]
            needs += [need("indicator", draw.choice(others))] if others and draw.random() < 0.5 else []
            made.append(Indicator(str(number), WORD, WORD, draw.choice(["all", "any"]), tuple(needs), (), "", "", "", None, ()))
        return made
    low = indicators("low", [])
    high = indicators("high", [f"low/{one.number}" for one in low])
    sets = {"low": criteria("low", low, None), "high": criteria("high", high, draw.choice([None, "low"]))}
    return Law(sets, {ref: Measure(ref, "yes_no", WORD, WORD, None, None) for ref in MEASURES}, "")


def holds(law: Law, key: str, done: frozenset[str]) -> bool:
    """Whether an indicator is fulfilled once some measures are: the rule itself, written again."""
    set_id, _, number = key.partition("/")
    indicator = law.sets[set_id].find_indicator(number)
    found = [need.ref in done if need.kind == "measure" else holds(law, need.ref, done) for need in indicator.requirements]
    return any(found) if indicator.combine == "any" else all(found)


def set_holds(law: Law, set_id: str, done: frozenset[str]) -> bool:
    one = law.sets[set_id]
    own = all(holds(law, f"{set_id}/{indicator.number}", done) for indicator in one.indicators)
    return own and (one.includes is None or set_holds(law, one.includes, done))


def lack_of(law: Law, done: frozenset[str]) -> Lack:
    """What is lacking where some measures are fulfilled and all others are reported as not."""
    lack = Lack(1, "06")
    for one in law.sets.values():
        for indicator in one.indicators:
            key = f"{one.id}/{indicator.number}"
            if not holds(law, key, done):
                lack.verdicts[key] = None
                unmet = [n.ref for n in indicator.requirements if not (n.ref in done if n.kind == "measure" else holds(law, n.ref, done))]
                lack.needs[key] = [Need(ref, "not_met", None, None, None) for ref in unmet]
    return lack


def test_random_laws_agree_with_every_subset() -> None:
    draw = random.Random("ways")
    seen = {"plans": 0, "hindered": 0}
    for case in range(CASES):
        law = random_law(draw)
        done = frozenset(draw.sample(MEASURES, draw.randint(0, 4)))
        costs = {ref: Fraction(draw.randint(0, 6), draw.choice([1, 2])) for ref in MEASURES}
        blocked = frozenset((1, ref) for ref in draw.sample(MEASURES, draw.choice([0, 0, 1, 2])))
        open_to_do = [ref for ref in MEASURES if ref not in done and (1, ref) not in blocked]
        subsets = chain.from_iterable(combinations(open_to_do, size) for size in range(len(open_to_do) + 1))
        possible = [sum(costs[ref] for ref in extra) for extra in subsets if set_holds(law, "high", done | set(extra))]
        way = Reckoner(law, {}, costs, blocked, False).best(lack_of(law, done), "high")
        if not possible:
            seen["hindered"] += 1
            assert {hurdle.reason for hurdle in way.hurdles} == {"blocked"}, case
            continue
        seen["plans"] += 1
        assert (way.hurdles, sum(step.cost for step in way.steps.values())) == ((), min(possible)), case
        assert set_holds(law, "high", done | set(way.steps)), case
    assert seen["plans"] >= 150
    assert seen["hindered"] >= 20
