"""What would tip it, and what to ask for first."""
from __future__ import annotations

from ntm.progress.route.model import Hurdle, Unplanned
from ntm.progress.route.tipping import asks, tips
from tests.progress.route.plans import commune, plan


def test_single_requirements_and_whole_indicators_by_communes_brought_over() -> None:
    plans = [plan(1, 1), plan(2, 2), plan(3, 1, 4), plan(4, 1, 1, indicators=("s/8.1", "s/8.2")), plan(5, 3, indicators=("s/8.1",))]
    assert [(tip.indicator, tip.requirement, [one.unit for one in tip.communes], tip.units, tip.cost) for tip in tips(plans)] == [
        ("s/8.3", None, [1, 2, 3], 4, 8),
        ("s/8.3", "need_0", [1, 2], 2, 3),
        ("s/8.1", "need_0", [5], 1, 3),  # the indicator as a whole would bring over no more
    ]


def test_nothing_tips_where_each_commune_lacks_several_indicators() -> None:
    assert tips([plan(1, 1, 1, indicators=("s/8.1", "s/8.2"))]) == ()


def test_what_is_wanted_alone_is_asked_for_first() -> None:
    found = asks([
        Unplanned(commune(1), (Hurdle("open", "s/8.4", "a"), Hurdle("open", "s/8.4", "b"))),
        Unplanned(commune(2), (Hurdle("missing", "s/8.1", "c"), Hurdle("open", "s/8.4", "a"))),
        Unplanned(commune(3), (Hurdle("missing", "s/8.1", "c"), Hurdle("verdict", "s/8.3"))),
    ])
    told = [(ask.reason, ask.indicator, ask.requirements, [c.unit for c in ask.alone], [c.unit for c in ask.communes]) for ask in found]
    assert told == [
        ("open", "s/8.4", ("a", "b"), [1], [1, 2]),
        ("missing", "s/8.1", ("c",), [], [2, 3]),
        ("verdict", "s/8.3", (), [], [3]),
    ]
