"""Forecasts of communes: what is known of them, what follows, and what had to be taken for granted."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from ntm.problems import WrongUse
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.forecast.records import Forecast, Missing
from ntm.progress.forecast.words import lack_words
from ntm.progress.keep import Facts
from ntm.progress.status import find_units
from ntm.texts import LANGUAGES
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import load, moment

CODE = "02080"
END_2022, END_2023, END_2025 = date(2022, 12, 31), date(2023, 12, 31), date(2025, 12, 31)
QUARTERS = [f"Quý {roman}/{year}" for year in (2022, 2023) for roman in ("I", "II", "III", "IV")]
REST = {"8.1": "Đạt", "8.2": "Đạt", "8.4": "Đạt"}
LOUD = "thon_with_loudspeaker"


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with blank.writing() as draft:
        draft.con.execute("set threads = 1")
        yield draft.con
        draft.discard()


def report(con: duckdb.DuckDBPyConnection, counts: list[str | None], last: dict[str, str], item: str = LOUD) -> None:
    """One figure a quarter from I/2022 (None: nothing), and what else the last quarter says."""
    for day, (quarter, count) in enumerate(zip(QUARTERS, counts, strict=False)):
        said = {item: count} if count else {}
        if day + 1 == len(counts):
            said |= last
        if said:
            load(con, quarter, {CODE: said}, day)


def ask(con: duckdb.DuckDBPyConnection, as_of: date = END_2023, by: date = END_2025, level: str = "standard",
        **more: Any) -> Forecast:
    (found,) = forecast(con, Question(as_of=as_of, units=find_units(con, CODE), **more), level, by)
    return found


def codes(found: Forecast) -> set[str]:
    for one in found.assumptions:
        assert all(one.sentence(lang).strip() and "{" not in one.sentence(lang) for lang in LANGUAGES)
    return {one.code for one in found.assumptions} - {"unit_ends"}


RISING = ["1/9", "1/9", "2/9", "3/9", "3/9", "4/9", "4/9", "5/9"]
NOT_YET = REST | {"8.3": "Chưa đạt"}


@pytest.mark.parametrize(("counts", "last", "rating", "assumed"), [
    pytest.param(RISING, NOT_YET | {"commune_station": "có"}, "on_track", {"follows_verdict", "open_by_verdict"}, id="a steady pace"),
    pytest.param(RISING, NOT_YET, "on_track", {"follows_verdict", "open_by_verdict", "goes_with_verdict"},
                 id="what nobody reported goes with the verdict"),
    pytest.param(RISING, REST | {"commune_station": "không"}, "not_enough_data", {"follows_verdict", "open_by_verdict", "no_pace"},
                 id="yes or no has no pace"),
    pytest.param(RISING, REST, "not_enough_data", {"follows_verdict", "open_by_verdict", "never_reported"},
                 id="without figure and verdict nothing follows"),
    pytest.param([*RISING[:6], "6/9", "7/9"], REST | {"8.3": "Đạt"}, "achieved", {"follows_verdict", "open_by_verdict"}, id="met"),
    pytest.param([*RISING[:6], "6/9", "7/9"], REST | {"8.3": "Chưa đạt", "commune_station": "có"}, "achieved",
                 {"follows_verdict", "open_by_verdict"}, id="figures of the verdict's period that meet all go before it"),
    pytest.param([None] * 6 + ["4/9", "5/9"], NOT_YET, "not_enough_data",
                 {"follows_verdict", "open_by_verdict", "goes_with_verdict", "few_periods"}, id="two periods"),
    pytest.param(["5/9"] * 8, NOT_YET | {"8.4": "Chưa đạt"}, "not_enough_data",
                 {"follows_verdict", "goes_with_verdict", "verdict_without_figures", "open_threshold"}, id="stalled, and a verdict"),
    pytest.param([None] * 7 + [None], REST | {"8.3": "Chưa đạt"}, "not_enough_data",
                 {"follows_verdict", "open_by_verdict", "verdict_without_figures"}, id="a verdict alone"),
    pytest.param(["0/400", "0/400", "1/400", "1/400", "2/400", "3/400", "3/400", "4/400"], NOT_YET, "off_track",
                 {"follows_verdict", "open_by_verdict", "goes_with_verdict"}, id="from 0 to 1 %"),
    pytest.param(["0/400", "0/400", "1/400", "1/400", "2/400", "3/400", "3/400", "4/400"], {}, "off_track",
                 {"never_reported", "open_threshold", "at_most"}, id="from 0 to 1 %, whatever the rest will be"),
    pytest.param(["3/9"] * 8, NOT_YET, "off_track", {"follows_verdict", "open_by_verdict", "goes_with_verdict"}, id="stalled far away"),
])
def test_rating(con: duckdb.DuckDBPyConnection, counts: list[str | None], last: dict[str, str], rating: str, assumed: set[str]) -> None:
    report(con, counts, last)
    found = ask(con)
    assert (found.rating, codes(found)) == (rating, assumed)
    is_open = rating == "not_enough_data" or "at_most" in assumed
    assert (found.probability is None) == is_open


def test_0_to_1_percent_in_a_year_is_off_track(con: duckdb.DuckDBPyConnection) -> None:
    """By the half that advanced asks for: 0 %, then 1 % after a year; three years left."""
    report(con, ["0/1000", "2/1000", "5/1000", "10/1000"], {}, "smartphone_subscribers")
    found = ask(con, END_2022, level="advanced")
    assert found.rating == "off_track"
    (short,) = [part for part in found.missing if part.requirement == "smartphone_subscribers"]
    assert (short.have, short.need, short.short_by) == ("10/1000", "500/1000", 490)
    assert short.speed_up is not None and short.speed_up > 10


def test_what_is_missing(con: duckdb.DuckDBPyConnection) -> None:
    report(con, RISING, NOT_YET | {"commune_station": "không", "staff_with_computer": "70%"})
    found = ask(con)
    missing = {part.requirement: (part.indicator, part.have, part.need, part.short_by) for part in found.missing}
    assert missing[LOUD] == ("8.3", "5/9", "6/9", 1)
    assert missing["commune_station"] == ("8.3", "no", "yes", None)
    (loud,) = [part for part in found.missing if part.requirement == LOUD]
    assert loud.pace_per_quarter == pytest.approx(0.58, abs=0.03)
    assert loud.speed_up == pytest.approx(1 / (8 * loud.pace_per_quarter), abs=0.01)


def test_a_percentage_without_counts_is_short_by_a_share(con: duckdb.DuckDBPyConnection) -> None:
    report(con, ["40%", "44%", "48%", "52%"], NOT_YET)
    found = ask(con, END_2022)
    (loud,) = [part for part in found.missing if part.requirement == LOUD]
    assert (loud.have, loud.need, loud.short_by) == ("52%", "2/3", pytest.approx(2 / 3 - 0.52, abs=1e-6))
    assert loud.pace_per_quarter == pytest.approx(0.04, abs=0.002)
    assert found.rating == "on_track"


def test_the_dates_are_in_order_and_after_the_day_asked_about(con: duckdb.DuckDBPyConnection) -> None:
    report(con, RISING, NOT_YET)
    reached = ask(con).reached
    assert reached.early and reached.likely
    assert END_2023 < reached.early <= reached.likely <= (reached.late or date.max)


def test_estimates_voided_and_withdrawn_figures_do_not_count(con: duckdb.DuckDBPyConnection) -> None:
    report(con, RISING, NOT_YET)
    before = ask(con)
    load(con, "Tháng 12/2023", {CODE: {LOUD: "9/9"}}, 20, is_estimate=True)
    assert ask(con) == before
    wrong = load(con, "Tháng 11/2023", {CODE: {LOUD: "9/9"}}, 21)
    assert ask(con) != before
    batches.withdraw(con, wrong.batch, 0, "kiểm thử", moment(22))
    assert ask(con) == before
    batches.restore(con, wrong.batch, 0, "kiểm thử", moment(23))
    batches.void(con, wrong.batch, "kiểm thử", moment(24))
    assert ask(con) == before
    assert ask(con, known_at=moment(21)) != before


def test_a_correction_stands_for_its_period(con: duckdb.DuckDBPyConnection) -> None:
    report(con, RISING, NOT_YET)
    before = ask(con)
    load(con, QUARTERS[3], {CODE: {LOUD: "0/9"}}, 20, identity="sai")
    load(con, QUARTERS[3], {CODE: {LOUD: RISING[3]}}, 21, identity="đính chính")
    assert ask(con) == before


def test_figures_closed_later_are_not_seen(con: duckdb.DuckDBPyConnection) -> None:
    report(con, RISING, NOT_YET)
    (loud,) = [part for part in ask(con, END_2022).missing if part.requirement == LOUD]
    assert loud.have == "3/9"


@pytest.mark.parametrize(("last", "rating", "assumed"), [
    (REST | {"8.3": "Đạt"}, "achieved", set()), (NOT_YET, "missed", set()), ({"8.1": "Đạt"}, "missed", {"unknown_at_date"}),
])
def test_once_the_date_has_come(con: duckdb.DuckDBPyConnection, last: dict[str, str], rating: str, assumed: set[str]) -> None:
    report(con, [None] * 8, last)
    found = ask(con, END_2023, END_2023)
    assert (found.rating, found.probability, codes(found)) == (rating, float(rating == "achieved"), assumed)


def test_asked_later_than_the_date_the_answer_is_of_the_date(con: duckdb.DuckDBPyConnection) -> None:
    report(con, [None] * 8, REST | {"8.3": "Đạt"})
    load(con, "Quý I/2024", {CODE: {"8.3": "Chưa đạt"}}, 20)
    assert ask(con, date(2024, 6, 30), END_2023).rating == "achieved"
    assert ask(con, date(2024, 6, 30), date(2024, 6, 30)).rating == "missed"


def test_a_denominator_that_changes_is_scaled_to_the_present_one(con: duckdb.DuckDBPyConnection) -> None:
    """A tenth more each quarter: of 20 villages first, of 10 since two communes' villages were joined."""
    report(con, ["4/20", "6/20", "8/20", "5/10", "6/10"], NOT_YET)
    (loud,) = [part for part in ask(con, date(2023, 3, 31)).missing if part.requirement == LOUD]
    assert (loud.have, loud.need) == ("6/10", "7/10")
    assert loud.pace_per_quarter == pytest.approx(1, abs=0.03)


def test_a_law_in_between(con: duckdb.DuckDBPyConnection) -> None:
    """By the end of 2026 another set says what standard is; its indicators are not known yet."""
    report(con, RISING, NOT_YET)
    found = ask(con, by=date(2026, 12, 31))
    assert (found.set_id, found.rating) == ("51-2025-standard", "not_enough_data")
    assert codes(found) >= {"law_changes", "set_incomplete"}


@pytest.mark.parametrize(("level", "by"), [("advanced", date(2026, 12, 31)), ("none", END_2025)])
def test_a_level_that_the_law_of_the_day_does_not_know(con: duckdb.DuckDBPyConnection, level: str, by: date) -> None:
    with pytest.raises(WrongUse) as raised:
        ask(con, by=by, level=level)
    assert [problem.code for problem in raised.value.problems] == ["no-level-then"]


def test_a_merged_commune_follows_the_sums_of_the_periods_that_all_reported(con: duckdb.DuckDBPyConnection) -> None:
    former = ("02062", "02071", "02080")
    for day, quarter in enumerate(QUARTERS[:4]):
        load(con, quarter, {code: {LOUD: f"{day + 1}/9"} for code in former}, day)
    load(con, QUARTERS[4], {former[0]: {LOUD: "9/9"}}, 9)  # one of three: no sum
    found = forecast(con, Question(as_of=date(2025, 7, 15), units=find_units(con, CODE)), "standard", END_2025)
    (merged,) = [one for one in found if one.valid_from == date(2025, 7, 1)]
    (loud,) = [part for part in merged.missing if part.requirement == LOUD]
    assert (merged.name, loud.have, loud.need) == ("Nghĩa Tá", "12/27", "18/27")
    assert loud.pace_per_quarter == pytest.approx(3, abs=0.1)
    assert "summed_history" in codes(merged)


def test_nobody_asked_for_is_no_forecast(con: duckdb.DuckDBPyConnection) -> None:
    assert forecast(con, Question(as_of=date(1990, 1, 1), units=find_units(con, CODE)), "standard", END_2025) == []


@pytest.mark.parametrize(("as_of", "by", "expected"), [
    (END_2023, END_2025, {"achieved": 65}),
    (date(2024, 12, 31), END_2025, {"achieved": 76}),
    (date(2024, 12, 31), date(2024, 12, 31), {"achieved": 76, "missed": 19}),
])
def test_the_sample(sample_warehouse: Warehouse, as_of: date, by: date, expected: dict[str, int]) -> None:
    with sample_warehouse.reading() as con:
        found = forecast(con, Question(as_of=as_of, province="06"), "standard", by)
        (one,) = forecast(con, Question(as_of=as_of, units=find_units(con, CODE)), "standard", by)
    ratings = Counter(commune.rating for commune in found)
    assert len(found) == 95
    assert {rating: ratings[rating] for rating in expected} == expected
    assert one == next(commune for commune in found if commune.commune == CODE)
    assert all("sample_data" in codes(commune) for commune in found)


@pytest.mark.parametrize(("have", "need", "expected"), [
    pytest.param("91.7%", "1/1", "91,7%, cần 100%", id="a share in decimals"),
    pytest.param("50%", "2/3", "50%, cần 2/3", id="a threshold that is no round share"),
    pytest.param("5/9", "6/9", "5/9, cần 6/9", id="counts"),
])
def test_what_is_lacking_is_written_as_the_language_does(have: str, need: str, expected: str, facts: Facts) -> None:
    part = Missing("318-2022-standard", "8.3", LOUD, have, need, None, None, None)
    assert lack_words(part, facts.law, "vi").endswith(expected)
