"""What communes lack, counted from figures as they were loaded; and who cannot be planned, and why."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from ntm.problems import WrongUse
from ntm.progress.answer import ask
from ntm.progress.evaluate import Question
from ntm.progress.keep import refresh
from ntm.progress.route.gaps import find_gaps, listed_units
from ntm.progress.route.model import Gaps, Goal
from ntm.progress.route.solve import solve
from ntm.progress.route.whatif import Tick, what_if
from ntm.progress.status import find_units
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import SET, load, load_and_refresh

BINH_TRUNG = "02080"
DAY = date(2023, 6, 30)
MET = {"8.1": "Đạt", "8.2": "Đạt", "8.3": "Đạt", "8.4": "Đạt"}
ADVANCED = "318-2022-advanced"
ADVANCED_MET = {f"{ADVANCED}/8.{n}": "Đạt" for n in range(1, 6)}
MODEL = {"income_above_advanced": "có", "smart_thon": "1"}


def gaps_after(warehouse: Warehouse, said: Mapping[str, str], level: str = "standard", **options: Any) -> Gaps:
    """The gaps of Bình Trung alone, when this is all that was ever reported."""
    with warehouse.trying() as draft:
        load_and_refresh(draft.con, "Quý II/2023", {BINH_TRUNG: said})
        units = find_units(draft.con, BINH_TRUNG)
        return find_gaps(draft.con, Question(as_of=DAY, units=units), level, **options)


def steps(gaps: Gaps) -> list[tuple[str, str, int, Fraction]]:
    assert gaps.unplanned == ()
    return [(step.indicator, step.requirement, step.add, step.cost) for one in gaps.plans for step in one.steps]


def hurdles(gaps: Gaps) -> list[tuple[str, str, str | None]]:
    assert gaps.plans == ()
    return [(hurdle.reason, hurdle.indicator, hurdle.requirement) for one in gaps.unplanned for hurdle in one.hurdles]


@pytest.mark.parametrize(("said", "expected"), [
    pytest.param(MET, [], id="met: nothing to do"),
    pytest.param(MET | {"8.3": "Chưa đạt", "thon_with_loudspeaker": "5/9", "commune_station": "có"},
                 [(f"{SET}/8.3", "thon_with_loudspeaker", 1, 1)], id="one thôn short of 2/3 of 9"),
    pytest.param(MET | {"thon_with_loudspeaker": "0/10"}, [(f"{SET}/8.3", "thon_with_loudspeaker", 7, 7)], id="2/3 of 10 is 7"),
    pytest.param(MET | {"thon_with_telecom": "8/9"}, [(f"{SET}/8.2", "thon_with_telecom", 1, 1)], id="all thôn"),
    pytest.param(MET | {"thon_with_loudspeaker": "6/9"}, [], id="exactly the threshold"),
    pytest.param(MET | {"postal_sign": "không", "commune_station": "không"},
                 [(f"{SET}/8.1", "postal_sign", 1, 1), (f"{SET}/8.3", "commune_station", 1, 1)], id="yes/no is one unit each"),
])
def test_work_is_counted_exactly(blank: Warehouse, said: Mapping[str, str], expected: list[tuple]) -> None:
    gaps = gaps_after(blank, said)
    assert (steps(gaps), gaps.met, gaps.total) == (expected, int(not expected), 1)


@pytest.mark.parametrize(("said", "expected"), [
    pytest.param({k: v for k, v in MET.items() if k != "8.2"}, [("missing", f"{SET}/8.2", "thon_with_telecom"),
                 ("missing", f"{SET}/8.2", "telecom_quality")], id="no figure"),
    pytest.param(MET | {"8.2": "Chưa đạt"}, [("verdict", f"{SET}/8.2", None)], id="a verdict without figures"),
    pytest.param(MET | {"8.4": "Chưa đạt"}, [("open", f"{SET}/8.4", "staff_with_computer"), ("open", f"{SET}/8.4", "dossiers_online"),
                 ("missing", f"{SET}/8.4", "document_system"), ("missing", f"{SET}/8.4", "commune_web_page")], id="open thresholds"),
    pytest.param(MET | {"thon_with_loudspeaker": "60%"}, [("percent", f"{SET}/8.3", "thon_with_loudspeaker")], id="a percentage only"),
    pytest.param(MET | {"8.3": "Chưa đạt", "thon_with_loudspeaker": "5/9"}, [("missing", f"{SET}/8.3", "commune_station")],
                 id="part of it unknown, and concluded as not met"),
])
def test_what_cannot_be_counted_says_why(blank: Warehouse, said: Mapping[str, str], expected: list[tuple]) -> None:
    assert hurdles(gaps_after(blank, said)) == expected


def test_a_newer_verdict_against_figures_that_are_met_cannot_be_worked_off(blank: Warehouse) -> None:
    with blank.trying() as draft:
        load(draft.con, "Quý I/2023", {BINH_TRUNG: MET | {"thon_with_loudspeaker": "9/9", "commune_station": "có"}}, day=1)
        load_and_refresh(draft.con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Chưa đạt"}}, day=2)
        gaps = find_gaps(draft.con, Question(as_of=DAY, units=find_units(draft.con, BINH_TRUNG)), "standard", with_unknown=True)
    assert hurdles(gaps) == [("verdict", f"{SET}/8.3", None)]


def test_unknown_counts_as_whole_work_when_asked(blank: Warehouse) -> None:
    said = {"8.1": "Đạt", "8.4": "Đạt", "thon_with_telecom": "9/9", "telecom_quality": "có"}
    assert steps(gaps_after(blank, said, with_unknown=True)) == [
        (f"{SET}/8.3", "thon_with_loudspeaker", 6, 6), (f"{SET}/8.3", "commune_station", 1, 1)]  # 9 thôn known from 8.2
    nobody = {"8.1": "Đạt", "8.2": "Đạt", "8.4": "Đạt", "commune_station": "có"}
    assert hurdles(gaps_after(blank, nobody, with_unknown=True)) == [("missing", f"{SET}/8.3", "thon_with_loudspeaker")]


def test_an_included_level_is_part_of_the_work_and_a_reference_is_paid_once(blank: Warehouse) -> None:
    said = MET | ADVANCED_MET | {"postal_sign": "không", "thon_with_loudspeaker": "5/9"}
    del said[f"{ADVANCED}/8.1"]
    said |= {"online_service_computer": "có", "online_service_scanner": "không", "trained_postal_staff": "có"}
    assert steps(gaps_after(blank, said, "advanced")) == [
        (f"{SET}/8.1", "postal_sign", 1, 1), (f"{ADVANCED}/8.1", "online_service_scanner", 1, 1),
        (f"{SET}/8.3", "thon_with_loudspeaker", 1, 1)]


def test_any_takes_the_cheapest_alternative_and_a_level_reference_is_followed(blank: Warehouse) -> None:
    said = MET | ADVANCED_MET | MODEL | {"thon_with_loudspeaker": "5/9", "outstanding_digital": "không", "outstanding_culture": "không"}
    costs = {"outstanding_digital": 5, "outstanding_culture": Fraction(5, 2)}
    assert steps(gaps_after(blank, said, "model", costs=costs)) == [
        (f"{SET}/8.3", "thon_with_loudspeaker", 1, 1), ("319-2022-model/4", "outstanding_culture", 1, Fraction(5, 2))]


def test_unit_costs_are_of_a_measure_else_of_an_indicator(blank: Warehouse) -> None:
    said = MET | {"thon_with_loudspeaker": "3/9", "commune_station": "không"}
    costs = {"thon_with_loudspeaker": Fraction(7, 2), f"{SET}/8.3": 4}
    assert steps(gaps_after(blank, said, costs=costs)) == [
        (f"{SET}/8.3", "thon_with_loudspeaker", 3, Fraction(21, 2)), (f"{SET}/8.3", "commune_station", 1, 4)]


def test_a_cost_below_zero_is_refused_each_by_name(blank: Warehouse) -> None:
    with pytest.raises(WrongUse) as refused:
        gaps_after(blank, MET, costs={"postal_sign": -1, "commune_station": Fraction(-1, 2), "postal_letters": 0})
    assert [problem.params["item"] for problem in refused.value.problems] == ["postal_sign", "commune_station"]


@pytest.mark.parametrize("key", ["thon_with_loudspeaker", f"{SET}/8.3"])
def test_what_cannot_be_moved_is_left_out(blank: Warehouse, key: str) -> None:
    with blank.reading() as con:
        blocked = frozenset((unit, key) for unit in find_units(con, BINH_TRUNG))
    requirement = None if "/" in key else key
    found = gaps_after(blank, MET | {"thon_with_loudspeaker": "5/9"}, blocked=blocked)
    assert hurdles(found) == [("blocked", f"{SET}/8.3", requirement)]


def test_the_law_is_that_of_the_day_by_which(blank: Warehouse) -> None:
    later = gaps_after(blank, MET, by=date(2026, 12, 31))
    assert (later.set_id, later.met, hurdles(later)) == ("51-2025-standard", 0, [("law", "51-2025-standard", None)])


@pytest.mark.parametrize(("level", "by", "code"), [
    pytest.param("gold", None, "no-level-then", id="an unknown level"),
    pytest.param("advanced", date(2026, 12, 31), "no-level-then", id="a level that the later law does not know"),
    pytest.param("standard", date(2023, 1, 1), "route-by-before", id="a day before that of the figures"),
])
def test_questions_that_make_no_sense(blank: Warehouse, level: str, by: date | None, code: str) -> None:
    with pytest.raises(WrongUse) as refused:
        gaps_after(blank, MET, level, by=by)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_list_names_every_code_that_is_no_commune(blank: Warehouse) -> None:
    with blank.reading() as con:
        assert listed_units(con, [BINH_TRUNG, BINH_TRUNG], DAY) == find_units(con, BINH_TRUNG)
        assert listed_units(con, [BINH_TRUNG], date(2025, 8, 1)) == find_units(con, BINH_TRUNG)  # answered by its successor
        with pytest.raises(WrongUse) as refused:
            listed_units(con, ["99999", BINH_TRUNG, "01834"], DAY)
    assert [problem.value for problem in refused.value.problems] == ["99999", "01834"]


@pytest.mark.parametrize("level", ["standard", "advanced", "model"])
@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 12, 31)])
@pytest.mark.parametrize("with_unknown", [False, True])
def test_doing_the_whole_plan_brings_over_as_many_as_it_says(
    sample_warehouse: Warehouse, level: str, day: date, with_unknown: bool,
) -> None:
    question = Question(as_of=day, province="06")
    with sample_warehouse.reading() as con:
        gaps = find_gaps(con, question, level, with_unknown=with_unknown)
    plan = solve(gaps.plans, Goal())
    assert (plan.optimal, gaps.met + len(gaps.plans) + len(gaps.unplanned)) == (True, gaps.total)
    ticks = [Tick(one.commune.code, step.requirement) for one in plan.communes for step in one.steps]
    changes = {change.level: change for change in what_if(sample_warehouse, question, ticks)}
    assert (changes[level].before.met, changes[level].after.met) == (gaps.met, gaps.met + plan.reached)
    assert len(changes[level].rose) == plan.reached


@pytest.mark.parametrize("day", [date(2023, 12, 31), None], ids=["a past day", "the day that is kept"])
def test_what_was_asked_before_gives_the_same_gaps(sample_warehouse: Warehouse, day: date | None) -> None:
    question = Question(as_of=day, province="06")
    with sample_warehouse.reading() as con:
        alone = find_gaps(con, question, "standard", with_unknown=True)
    with sample_warehouse.reading() as con:
        asked = ask(con, question)
        after = find_gaps(con, question, "standard", with_unknown=True, asked=asked)
    assert (asked.is_kept, len(after.plans) > 0) == (day is None, True)
    assert (after.plans, after.unplanned, after.met) == (alone.plans, alone.unplanned, alone.met)


def test_nothing_is_written_by_trying(sample_warehouse: Warehouse) -> None:
    before = sample_warehouse.generation
    question = Question(as_of=date(2023, 12, 31), province="06")
    done = [Tick(BINH_TRUNG, f"{SET}/8.3"), Tick(BINH_TRUNG, f"{SET}/8.4")]
    (standard, *_) = what_if(sample_warehouse, question, done)
    assert (standard.level, standard.before.met, standard.after.met, standard.rose) == ("standard", 65, 66, ("Bình Trung",))
    assert (sample_warehouse.generation, what_if(sample_warehouse, question)[0].after.met) == (before, 65)


def test_another_set_on_the_same_figures(sample_warehouse: Warehouse) -> None:
    question = Question(as_of=date(2023, 12, 31), province="06")
    (standard,) = what_if(sample_warehouse, question, set_id="1980-2016-standard")
    assert (standard.level, standard.before.met, standard.after.total) == ("standard", 65, 95)
    assert (len(standard.rose), standard.fell, len(standard.open)) == (8, (), 3), "what it asks for is open: nobody fails by it"
    (modern,) = what_if(sample_warehouse, question, set_id="51-2025-modern")
    assert (modern.level, modern.before, modern.after.met, modern.after.no_data) == ("modern", None, 0, 95)


@pytest.mark.parametrize("tick", [Tick("99999", "postal_sign"), Tick(BINH_TRUNG, "nothing"), Tick(BINH_TRUNG, f"{SET}/9.9")])
def test_a_tick_that_names_nothing_is_told(sample_warehouse: Warehouse, tick: Tick) -> None:
    with pytest.raises(WrongUse) as refused:
        what_if(sample_warehouse, Question(as_of=date(2023, 12, 31), province="06"), [tick])
    assert [problem.code for problem in refused.value.problems] == ["route-tick"]


def test_a_real_load_keeps_the_sample_aside_in_what_if(empty_warehouse: Warehouse) -> None:
    with empty_warehouse.writing() as draft:
        refresh(draft.con, load(draft.con, "Quý II/2023", {BINH_TRUNG: MET | {"8.3": "Chưa đạt"}}).units)
    (standard, *_) = what_if(empty_warehouse, Question(as_of=DAY, province="06"), [Tick(BINH_TRUNG, f"{SET}/8.3")])
    assert (standard.before.met, standard.after.met, standard.after.no_data) == (0, 1, 94)
