"""The midterm briefing of 31/12/2023: each figure of each table is the answer to `status`, `forecast` and `route` of that day."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import duckdb
import pytest

from ntm.briefing.content import Content, Row, Table
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.route.gaps import find_gaps
from ntm.progress.route.model import Goal
from ntm.progress.route.office import blocked_by_obstacles, office_costs
from ntm.progress.route.solve import solve
from ntm.progress.route.words import plan_sentence
from ntm.progress.sentences import standing_sentence
from ntm.progress.standing import level_history, standing
from ntm.progress.status import status_rows
from ntm.progress.summary import at_level, compare, count_statuses
from ntm.warehouse.generations import Warehouse
from tests.briefing.conftest import DAY, KNOWN, Make, midterm

EARLIER = date(2023, 9, 30)
QUESTION = Question(DAY, KNOWN, "06")
Answers = list[dict[str, Any]]


@pytest.fixture(scope="module")
def con(sample_warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with sample_warehouse.reading() as con:
        yield con


@pytest.fixture(scope="module")
def content(make: Make) -> Content:
    return make(midterm())


@pytest.fixture(scope="module")
def answers(con: duckdb.DuckDBPyConnection) -> Answers:
    return status_rows(con, QUESTION)


def key(row: dict[str, Any]) -> str:
    return f"{row['commune']}/{row['valid_from']}"


def levels(answers: Answers, level: str = "standard") -> dict[str, dict[str, Any]]:
    """One answer a commune at a level."""
    return {key(row): row for row in answers if row["level"] == level}


def cells(table: Table, row: Row) -> dict[str, Any]:
    return dict(zip((column.key for column in table.columns), row.cells, strict=True))


@pytest.mark.parametrize(("table_id", "level"), [("communes", "standard"), ("communes_advanced", "advanced")])
def test_communes_have_the_statuses_of_the_day(table_id: str, level: str, content: Content, answers: Answers) -> None:
    table = content.table(table_id)
    rows = {row.key: cells(table, row) for row in table.body}
    asked = [row for row in answers if row["level"] == level]
    assert rows.keys() == {key(row) for row in asked}
    for row in asked:
        mine = rows[key(row)]
        assert mine[row["indicator"]] == row["status"], row
        assert (mine["status"], mine["met_count"], mine["of_count"]) == (
            row["level_status"], row["level_count"]["met"], row["level_count"]["of"])
        if (figure := mine.get(f"{row['indicator']}/figure")) and "/" in figure:
            assert figure.replace(".", "") in {f"{need['numerator']}/{need['denominator']}" for need in row["requirements"]}


def test_a_commune_that_is_not_met_says_what_is_missing(content: Content) -> None:
    missing = content.table("communes").values("missing")
    assert missing["02080/2020-02-01"].startswith("8.3: thiếu 01 thôn có loa hoạt động; ")
    statuses = content.table("communes").values("status")
    assert all((missing[one] is None) == (status == "met") for one, status in statuses.items())


def test_levels_count_the_communes(content: Content, answers: Answers) -> None:
    table = content.table("levels")
    for row in table.body:
        counted = Counter(one["level_status"] for one in levels(answers, row.key).values())
        mine = cells(table, row)
        assert {name: mine[name] for name in ("met", "not_met", "incomplete", "no_data")} == {
            name: counted[name] for name in ("met", "not_met", "incomplete", "no_data")}
        assert mine["total"] == counted.total() and mine["share"] == Fraction(counted["met"], counted.total())


def test_districts_count_the_communes_then_and_now(content: Content, answers: Answers, con: duckdb.DuckDBPyConnection) -> None:
    table = content.table("districts")
    now = level_counts(levels(answers).values())
    then = level_counts(levels(status_rows(con, replace(QUESTION, as_of=EARLIER))).values())
    assert len(table.body) == len(now) == 8
    for row in table.body:
        mine = cells(table, row)
        counted = next(counts for name, counts in now.items() if mine["district"].endswith(name))
        before = next(counts for name, counts in then.items() if mine["district"].endswith(name))
        assert [mine[name] for name in ("met", "not_met", "incomplete", "no_data", "total")] == [
            counted["met"], counted["not_met"], counted["incomplete"], counted["no_data"], counted.total()]
        assert (mine["before"], mine["difference"]) == (before["met"], counted["met"] - before["met"])
    (total,) = [row for row in table.rows if row.kind == "total"]
    assert cells(table, total)["met"] == sum(counts["met"] for counts in now.values())


def level_counts(rows: Any) -> dict[str, Counter]:
    found: dict[str, Counter] = {}
    for row in rows:
        found.setdefault(row["district"], Counter())[row["level_status"]] += 1
    return found


def test_indicators_count_the_communes(content: Content, answers: Answers) -> None:
    table = content.table("indicators")
    for row in table.body:
        set_id, _, number = row.key.rpartition("/")
        counted = Counter(one["status"] for one in answers if (one["set"], one["indicator"]) == (set_id, number))
        mine = cells(table, row)
        assert [mine[name] for name in ("met", "not_met", "incomplete", "no_data", "total")] == [
            counted["met"], counted["not_met"], counted["incomplete"], counted["no_data"], counted.total()], row.key


def test_every_counted_requirement_stands_in_the_annex(content: Content, answers: Answers) -> None:
    table = content.table("figures")
    rows = {row.key: cells(table, row) for row in table.body}
    seen = 0
    for one in (row for row in answers if row["level"] == "standard"):
        for need in one["requirements"]:
            mine = rows.get(f"{key(one)}/{one['indicator']}/{need['measure']}")
            if mine is None:
                assert need["numerator"] is None and need["status"] == "met", (one, need)
                continue
            seen += 1
            assert (mine["numerator"], mine["denominator"], mine["closed"] and mine["closed"].isoformat()) == (
                need["numerator"], need["denominator"], need["period_end"])
            assert mine["status"] in (need["status"], None)
            assert mine["threshold"] in (need["threshold"], None, "chưa quy định")
    assert seen == len(rows) > 300


def test_history_counts_each_period(content: Content, con: duckdb.DuckDBPyConnection) -> None:
    table = content.table("history")
    days = [date.fromisoformat(row.key.partition("/")[2]) for row in table.body if row.key.startswith("standard/")]
    past = level_history(con, QUESTION, days)
    assert days[0] == date(2021, 12, 31) and days[-1] == DAY
    for row in table.body:
        level, _, day = row.key.partition("/")
        own = past[(past["as_of"] == date.fromisoformat(day)) & (past["level"] == level)]
        assert cells(table, row)["met"] == (own["status"] == "met").sum()
        assert cells(table, row)["total"] == len(own)


def test_what_rose_and_fell_is_the_difference_of_two_answers(content: Content, answers: Answers, con: duckdb.DuckDBPyConnection) -> None:
    table, now = content.table("moved"), levels(answers)
    then = levels(status_rows(con, replace(QUESTION, as_of=EARLIER)))
    changed = {one for one in now.keys() & then.keys() if now[one]["level_status"] != then[one]["level_status"]}
    rows = {row.key: cells(table, row) for row in table.body}
    assert rows.keys() == changed and len(changed) > 3
    for one, mine in rows.items():
        assert (mine["status_before"], mine["status"]) == (then[one]["level_status"], now[one]["level_status"])
        assert mine["why"], one


def test_ratings_are_the_forecasts(content: Content, con: duckdb.DuckDBPyConnection) -> None:
    table = content.table("roadmap")
    assert len(table.body) == 23
    found = {(level, one.commune): one for level in ("standard", "advanced") for one in forecast(con, QUESTION, level, DAY)}
    for row in table.body:
        code, _, level, year = row.key.split("/")
        assert (year, cells(table, row)["rating"]) == ("2023", found[level, code].rating)
    counted = Counter(cells(table, row)["rating"] for row in table.body)
    assert {row.key: row.cells[1] for row in content.table("ratings").body} == counted


def test_the_outlook_is_the_forecast_of_who_is_not_met(content: Content, answers: Answers, con: duckdb.DuckDBPyConnection) -> None:
    table = content.table("outlook")
    found = {one.commune: one for one in forecast(con, QUESTION, "standard", date(2024, 12, 31))}
    assert {row.key for row in table.body} == {one for one, row in levels(answers).items() if row["level_status"] != "met"}
    for row in table.body:
        mine, one = cells(table, row), found[row.key.partition("/")[0]]
        assert mine["rating"] == one.rating
        assert (None if mine["chance"] is None else float(mine["chance"])) == pytest.approx(one.probability)


def test_the_plan_is_the_route_of_the_day(content: Content, con: duckdb.DuckDBPyConnection) -> None:
    by = date(2024, 12, 31)
    gaps = find_gaps(con, QUESTION, "standard", by=by, costs=office_costs(con, KNOWN), blocked=blocked_by_obstacles(con, DAY, by, KNOWN))
    plan = solve(gaps.plans, Goal())
    table = content.table("plan")
    steps = [(f"{one.commune.code}/{one.commune.valid_from}/{step.requirement}", step.add) for one in plan.communes for step in one.steps]
    assert sorted((row.key, cells(table, row)["add"]) for row in table.body) == sorted(steps)
    assert table.rows[-1].cells[5] == plan.total_cost
    assert plan_sentence(gaps, plan, "vi") + "." in [one.text for one in content.paragraphs()]
    assert {row.key for row in content.table("unplanned").body} == {
        f"{one.commune.code}/{one.commune.valid_from}" for one in gaps.unplanned}


def test_the_answer_is_the_sentence_of_the_screen(content: Content, con: duckdb.DuckDBPyConnection) -> None:
    now, before = (standing(con, replace(QUESTION, as_of=day)) for day in (DAY, EARLIER))
    rows = at_level(now.communes, "standard")
    change = compare(at_level(before.communes, "standard"), rows)
    words = standing_sentence(count_statuses(rows), change, ("quarter", EARLIER), now.law.sets["318-2022-standard"], "vi")
    assert words == "65/95 xã (68,4%) đạt tiêu chí số 8, tăng 06 xã so với quý III/2023"
    whole = f"Đến ngày 31/12/2023, {words}; 02 xã chưa có số liệu (gồm: Cổ Linh, Kim Hỷ)"
    assert content.opening[1].text == f"Đến ngày 31/12/2023, {words}." and content.sections[1].sections[0].blocks[0].text.startswith(whole)
    assert content.slides[0].title.text == words


def test_charts_draw_the_numbers_of_their_tables(content: Content) -> None:
    for chart in content.charts:
        table = content.table(chart.table)
        numbers = [cell for row in table.rows for cell in row.cells if isinstance(cell, int)]
        drawn = [value for series in chart.series for value in series.values if value is not None]
        assert drawn and not Counter(drawn) - Counter(numbers), chart.id
        assert all(len(series.values) == len(chart.categories) for series in chart.series)


def test_a_change_of_law_breaks_the_line(content: Content) -> None:
    first, last = content.chart("history").series
    assert first.values[0] is not None and set(first.values[1:]) == {None}
    assert last.values[0] is None and None not in last.values[1:]
    assert "1980/QĐ-TTg" in first.name


def test_what_happened_later_is_not_told(content: Content) -> None:
    assert "result" not in [column.key for column in content.table("tasks").columns]
    assert not [table for table in content.tables if table.id == "removed"]
