"""What people type in: every field's readings and refusals, the day that decides which commune and level exist, keys."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from ntm.progress.keep import Facts
from ntm.records.checking import check_record, record_day
from ntm.records.kinds import load_kinds
from ntm.records.values import Surroundings

TODAY = date(2024, 3, 1)
OBSTACLE = {"commune": "02080", "indicator": "8.3", "what": "Loa hỏng", "since": "10/01/2023"}


@pytest.fixture(scope="module")
def around(facts: Facts) -> Surroundings:
    """Bắc Kạn with one obstacle known."""
    known = {"obstacle": {"1": {"commune": "02080", "indicator": "318-2022-standard/8.3", "since": "2022-05-01"}}}
    return Surroundings(facts.law, facts.units, "06", TODAY, load_kinds(), known)


def check(kind: str, written: dict[str, object], around: Surroundings) -> tuple[dict[str, Any], list[tuple[str | None, str | None]]]:
    """The body, and variant and value of each fault."""
    body, problems = check_record(load_kinds()[kind], written, around)
    assert all(problem.sentence(lang) for problem in problems for lang in ("vi", "en"))
    return body, [(problem.variant, problem.value) for problem in problems]


@pytest.mark.parametrize(("written", "expected"), [
    pytest.param({"due": "31/12/2023"}, {"due": "2023-12-31"}, id="a day as it is written here"),
    pytest.param({"due": datetime(2023, 12, 31, 8)}, {"due": "2023-12-31"}, id="a day from a table"),
    pytest.param({"due": float("nan")}, {}, id="an empty cell of a table"),
    pytest.param({"lead": "  UBND\u00a0xã "}, {"lead": "UBND xã"}, id="blanks are set right"),
    pytest.param({"measure": "thon_with_loudspeaker"}, {"measure": "thon_with_loudspeaker"}, id="a measure by its key"),
    pytest.param({"what": "Dòng một\n dòng hai"}, {"what": "Dòng một\ndòng hai"}, id="lines stay lines"),
    pytest.param({"commune": 2080.0}, {"commune": "02080"}, id="Excel drops the zero in front"),
])
def test_an_obstacle_is_read(written: dict[str, object], expected: dict[str, object], around: Surroundings) -> None:
    body, problems = check("obstacle", OBSTACLE | written, around)
    whole = {"commune": "02080", "commune_from": "2020-02-01", "indicator": "318-2022-standard/8.3", "what": "Loa hỏng",
             "since": "2023-01-10"}
    assert (body | {"commune_from": "2020-02-01"}, problems) == (whole | expected, [])


@pytest.mark.parametrize(("kind", "written", "expected"), [
    pytest.param("obstacle", OBSTACLE | {"commune": ""}, [("required", "")], id="an obstacle without a commune"),
    pytest.param("obstacle", OBSTACLE | {"commune": "99999"}, [("commune", "99999")], id="no such commune"),
    pytest.param("obstacle", OBSTACLE | {"indicator": "8.9"}, [("known", "8.9")], id="no such indicator"),
    pytest.param("obstacle", OBSTACLE | {"due": "09/01/2023"}, [("before", "2023-01-09")], id="due before it began"),
    pytest.param("obstacle", OBSTACLE | {"since": "31/02/2023"}, [("day", "31/02/2023")], id="no such day"),
    pytest.param("obstacle", OBSTACLE | {"colour": "đỏ"}, [("unknown-field", "colour")], id="no such field"),
    pytest.param("obstacle", OBSTACLE | {"since": "01/05/2022"}, [("twin", "1")], id="the same obstacle twice"),
    pytest.param("obstacle_step", {"obstacle": "7", "on": "2023-02-01", "what": "Họp"}, [("known", "7")], id="a step of nothing"),
    pytest.param("unit_cost", {"measure": "dossiers_online", "cost": "-1"}, [("negative", "-1")], id="a cost below zero"),
    pytest.param("unit_cost", {"measure": "dossiers_online", "cost": "nhiều"}, [("amount", "nhiều")], id="a cost in words"),
    pytest.param("roadmap", {"commune": "02080", "level": "modern", "year": 2023, "how": "đăng ký"}, [("level", "modern")],
                 id="a level that the year's law does not know"),
    pytest.param("roadmap", {"commune": "02080", "level": "standard", "year": 2026, "how": "đăng ký"}, [("commune", "02080")],
                 id="a commune that is gone by that year"),
    pytest.param("roadmap", {"commune": "02080", "level": "standard", "year": 203, "how": "đăng ký"}, [("year", "203")], id="no year"),
    pytest.param("roadmap", {"commune": "02080", "level": "standard", "year": 2023, "how": "bốc thăm"}, [("known", "bốc thăm")],
                 id="no such way onto the roadmap"),
    pytest.param("target", {"level": "standard", "span": "year", "year": 2023}, [("exactly_one", "")], id="a target without a number"),
    pytest.param("target", {"level": "standard", "span": "year", "year": 2023, "count": 3, "share": "5"}, [("exactly_one", "")],
                 id="a target with two numbers"),
])
def test_faults_are_named_all_at_once(
    kind: str, written: dict[str, object], expected: list[tuple[str, str]], around: Surroundings,
) -> None:
    assert check(kind, written, around)[1] == expected


def test_days_are_worded_for_the_reader(around: Surroundings) -> None:
    _, (problem,) = check_record(around.kinds["obstacle"], OBSTACLE | {"due": "2022-12-30"}, around)
    assert (problem.value, problem.sentence("en")) == (
        "2022-12-30", "Due: 30 Dec 2022 lies before Since (10 Jan 2023). Mend one of the two days.")


def test_three_faults_are_three_problems(around: Surroundings) -> None:
    assert len(check("obstacle", {"commune": "1", "indicator": "?", "since": "hôm qua"}, around)[1]) == 4  # and nothing stands in `what`


@pytest.mark.parametrize(("written", "expected"), [
    ("1.234,5", "1234.5"), ("1,5", "1.5"), (2.0, "2"), ("10", "10"), ("0", "0"),
])
def test_amounts_are_exact(written: object, expected: str, around: Surroundings) -> None:
    assert check("unit_cost", {"measure": "dossiers_online", "cost": written}, around) == (
        {"measure": "dossiers_online", "cost": expected}, [])


@pytest.mark.parametrize(("year", "life"), [
    pytest.param(2025, "2020-02-01", id="the year starts with the old commune of that code"),
    pytest.param(2026, "2025-07-01", id="then the new one has it"),
])
def test_a_code_means_the_life_of_the_records_day(year: int, life: str, around: Surroundings) -> None:
    body, _ = check("roadmap", {"commune": "02071", "level": "standard", "year": year, "how": "registered"}, around)
    assert body["commune_from"][:4] == life[:4] or (year == 2025 and body["commune_from"] < "2025-07-01")


@pytest.mark.parametrize(("kind", "written", "expected"), [
    ("roadmap", {"year": "2023"}, date(2023, 1, 1)), ("obstacle", {"since": "5/6/2023"}, date(2023, 6, 5)),
    ("obstacle", {"since": "?"}, TODAY), ("unit_cost", {}, TODAY),
])
def test_the_day_that_a_record_speaks_of(kind: str, written: dict[str, object], expected: date) -> None:
    assert record_day(load_kinds()[kind], written, TODAY) == expected


def test_where_no_day_is_given_a_commune_that_has_merged_may_be_meant(around: Surroundings) -> None:
    later = replace(around, today=date(2026, 12, 1))
    written = {"document": "12/TB-BCĐ", "task": "Lắp loa", "who": "Phòng A", "commune": "02080", "due": "2026-12-31"}
    body, problems = check("task", written, later)
    assert (body["commune"], problems) == ("02080", [])
    _, problems = check("obstacle", OBSTACLE | {"since": ""}, later)
    assert [variant for variant, _ in problems] == ["required"], "only the day is missing"


def test_several_values_are_separated_by_semicolons(around: Surroundings) -> None:
    written = {"commune": "02080", "on": "2023-06-01", "what": "Tặng 02 máy tính", "obstacles": "1", "hours": "7,5",
               "measures": "staff_with_computer; dossiers_online"}
    body, problems = check("activity", written, around)
    assert (body["measures"], body["obstacles"], problems) == (["staff_with_computer", "dossiers_online"], ["1"], [])


SINCE_2021 = {"commune": "02080", "thon": "9", "since": "01/02/2021"}


@pytest.mark.parametrize(("before", "written", "expected"), [
    pytest.param({}, SINCE_2021 | {"since": "01/01/2024"}, ["overlap"], id="the first has no end"),
    pytest.param({"until": "2023-12-31"}, SINCE_2021 | {"since": "01/01/2024"}, [], id="from the day after its last"),
    pytest.param({"until": "2023-12-31"}, SINCE_2021 | {"since": "31/12/2023"}, ["overlap"], id="on its last day"),
    pytest.param({"since": "2024-01-01"}, SINCE_2021 | {"until": "31/12/2023"}, [], id="an earlier time, closed"),
    pytest.param({"since": "2024-01-01"}, SINCE_2021, ["overlap"], id="an earlier time, never closed"),
    pytest.param({}, SINCE_2021, ["twin"], id="the very same is said once"),
    pytest.param({}, {"commune": "02080", "area": "III", "since": "01/01/2024"}, [], id="another attribute"),
    pytest.param({"commune": "02083"}, SINCE_2021 | {"since": "01/01/2024"}, [], id="another commune"),
    pytest.param({"commune_from": "2000-01-01"}, SINCE_2021 | {"since": "01/01/2024"}, [], id="an earlier life of the code"),
    pytest.param({}, {"commune": "02080", "since": "01/01/2024"}, ["exactly_one"], id="no attribute at all"),
    pytest.param({}, {"commune": "02080", "area": "IV", "since": "01/01/2024"}, ["known"], id="no such area"),
])
def test_one_attribute_of_a_commune_holds_at_a_time(
    before: dict[str, object], written: dict[str, object], expected: list[str], around: Surroundings,
) -> None:
    first = {"commune": "02080", "commune_from": "2020-02-01", "thon": 9, "since": "2021-02-01"} | before
    found = check("attribute", written, replace(around, known={"attribute": {"1": first}}))[1]
    assert [variant for variant, _ in found] == expected
