"""When lines reach what is needed; how lines are drawn; what the ratings are."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm.progress.forecast.pace import QUARTER_DAYS
from ntm.progress.forecast.paths import Paths, draw_paths, make_draws
from ntm.progress.forecast.rating import rate
from ntm.progress.forecast.reach import crossing_times, make_date, quantile_days, speed_up
from ntm.progress.forecast.settings import load_settings

SETTINGS = load_settings()
SPREAD = SETTINGS.spread
NEVER = float("inf")


@pytest.mark.parametrize(("start", "pace", "need", "reached", "lost"), [
    pytest.param(5, 1, 6, QUARTER_DAYS, NEVER, id="rises: reaches and holds"),
    pytest.param(6, 1, 6, 0, NEVER, id="exactly there"),
    pytest.param(6, 0, 6, 0, NEVER, id="there, and stays"),
    pytest.param(5, 0, 6, NEVER, NEVER, id="short, and stays"),
    pytest.param(5, -1, 6, NEVER, NEVER, id="short, and falls"),
    pytest.param(8, -1, 6, 0, 2 * QUARTER_DAYS, id="there, and falls"),
])
def test_crossing_times(start: float, pace: float, need: float, reached: float, lost: float) -> None:
    times = crossing_times(Paths(np.array([[start]], float), np.array([[pace]], float)), np.array([need], float))
    assert (times.reached[0, 0], times.lost[0, 0]) == pytest.approx((reached, lost))


@pytest.mark.parametrize(("days", "expected"), [
    (0, date(2024, 1, 1)), (0.2, date(2024, 1, 2)), (366, date(2025, 1, 1)), (365.25 * 30 + 1, None), (NEVER, None),
])
def test_make_date(days: float, expected: date | None) -> None:
    assert make_date(days, date(2024, 1, 1), 30) == expected


def test_the_interval_holds_eight_of_ten_lines() -> None:
    assert quantile_days(np.array([[*range(1, 10), NEVER]]))[0] == pytest.approx([1, 5, 9])
    assert quantile_days(np.array([[1, 2, NEVER, NEVER]]))[0] == pytest.approx([1, 2, NEVER])


@pytest.mark.parametrize(("have", "need", "pace", "days", "expected"), [
    (5, 6, 0.5, 4 * QUARTER_DAYS, 0.5), (1, 80, 1, 4 * QUARTER_DAYS, 19.75), (5, 6, 0, 900, None), (5, 6, -1, 900, None),
    (5, 6, 1, 0, None), (7, 6, 1, 900, 0),
])
def test_speed_up(have: float, need: float, pace: float, days: float, expected: float | None) -> None:
    found = speed_up(have, need, pace, days)
    assert found is None if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize(("is_met", "has_come", "chance", "is_sure", "expected"), [
    (True, False, "0", True, "achieved"), (True, True, "0", False, "achieved"), (False, True, "1", True, "missed"),
    (False, True, "1", False, "missed"), (False, False, "8/10", True, "on_track"), (False, False, "399/500", True, "at_risk"),
    (False, False, "2/5", True, "at_risk"), (False, False, "199/500", True, "off_track"),
    (False, False, "1", False, "not_enough_data"), (False, False, "2/5", False, "not_enough_data"),
    (False, False, "0", False, "off_track"),
])
def test_rate(is_met: bool, has_come: bool, chance: str, is_sure: bool, expected: str) -> None:
    assert rate(is_met, has_come, Fraction(chance), is_sure, SETTINGS) == expected


def paths_of(values: list[float], measure: str = "thon_with_loudspeaker") -> Paths:
    days = np.array([[QUARTER_DAYS * quarter for quarter in range(len(values))]], dtype="float32")
    return draw_paths(days, np.array([values], dtype="float32"), np.ones(1, "float32"), make_draws(SPREAD, measure), SPREAD)


def chance(values: list[float], need: float, quarters: int) -> float:
    times = crossing_times(paths_of(values), np.array([need], "float32"))
    ahead = quarters * QUARTER_DAYS
    return float(((times.reached <= ahead) & (times.lost > ahead)).mean())


def test_a_commune_that_rose_from_0_to_1_percent_in_a_year_does_not_reach_80_in_five() -> None:
    """400 subscribers: 0, 1, 2, 3, 4 of them; 320 needed in 16 quarters more."""
    assert chance([0, 1, 2, 3, 4], 320, 16) == 0
    assert chance([0, 0, 0, 4], 320, 16) == 0


def test_a_steady_pace_arrives() -> None:
    assert chance([1, 2, 3, 4, 5], 6, 8) > 0.8
    assert chance([1, 2, 3, 4, 5], 50, 8) < 0.05


def test_what_was_set_up_stands_unless_figures_ever_fell() -> None:
    assert chance([6, 6, 6, 6], 6, 8) == 1
    assert chance([9, 9, 8, 7, 7, 6], 6, 8) < 0.6


def test_one_wrong_quarter_changes_the_chance_little() -> None:
    steady, wrong = [1, 2, 3, 3, 4, 5, 5, 6], [1, 2, 3, 0, 4, 5, 5, 6]
    assert abs(chance(steady, 8, 6) - chance(wrong, 8, 6)) < 0.15


def test_the_seed_decides_everything() -> None:
    make_draws.cache_clear()
    first = paths_of([1, 2, 2, 3])
    make_draws.cache_clear()
    second = paths_of([1, 2, 2, 3])
    assert np.array_equal(first.start, second.start) and np.array_equal(first.pace, second.pace)
    assert not np.array_equal(first.start, paths_of([1, 2, 2, 3], "thon_with_telecom").start)


def test_a_series_meets_the_same_lines_whoever_else_is_asked_about() -> None:
    days = np.array([[0, 91, 182, 273]] * 2, dtype="float32")
    values = np.array([[1, 2, 2, 3], [9, 7, 5, 3]], dtype="float32")
    draws = make_draws(SPREAD, "thon_with_loudspeaker")
    both = draw_paths(days, values, np.ones(2, "float32"), draws, SPREAD)
    alone = draw_paths(days[1:], values[1:], np.ones(1, "float32"), draws, SPREAD)
    assert np.array_equal(both.pace[1], alone.pace[0]) and np.array_equal(both.start[1], alone.start[0])


history = st.lists(st.integers(0, 9), min_size=3, max_size=14)


@given(history, st.integers(1, 9), st.integers(1, 20))
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_chances_are_chances_and_fall_with_what_is_needed(values: list[int], need: int, quarters: int) -> None:
    easy, hard = chance(values, need, quarters), chance(values, need + 1, quarters)
    assert 0 <= hard <= easy <= 1


@given(history.map(sorted), st.integers(1, 9), st.integers(1, 20))
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_of_what_never_fell_more_time_never_lessens_the_chance(values: list[int], need: int, quarters: int) -> None:
    assert chance(values, need, quarters) <= chance(values, need, quarters + 1)


@given(history, st.integers(1, 10))
@settings(derandomize=True, database=None, deadline=None, max_examples=60)
def test_dates_are_in_order(values: list[int], need: int) -> None:
    early, likely, late = quantile_days(crossing_times(paths_of(values), np.array([need], "float32")).reached)[0]
    assert 0 <= early <= likely <= late
