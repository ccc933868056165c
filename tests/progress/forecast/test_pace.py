"""Paces of small histories, by hand; what must hold of any history."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm.progress.forecast.pace import QUARTER_DAYS, fit_lines, has_fallen, pair_slopes, ranks_of, slopes_at


def days_of(values: list[float], quarters: list[int] | None = None) -> np.ndarray:
    return np.array([[QUARTER_DAYS * quarter for quarter in quarters or range(len(values))]])


@pytest.mark.parametrize(("values", "quarters", "pace", "level"), [
    pytest.param([2, 3, 4, 5], None, 1, 5, id="one a quarter"),
    pytest.param([4, 4, 4, 4], None, 0, 4, id="stalled"),
    pytest.param([6, 5, 4], None, -1, 4, id="falling"),
    pytest.param([2, 3, 0, 5, 6], None, 1, 6, id="one wrong quarter changes nothing"),
    pytest.param([2, 3, 4, 5, 60], None, 1, 6, id="a wrong last quarter changes nothing"),
    pytest.param([2, 4, 6], [0, 2, 4], 1, 6, id="a gap counts as the time that it is"),
    pytest.param([7, 7, 8], None, 0.5, 8, id="ties: slopes 0, 1/2 and 1"),
    pytest.param([0, 0.25, 0.5, 0.75, 1], None, 0.25, 1, id="0 to 1 % in a year"),
])
def test_pace(values: list[float], quarters: list[int] | None, pace: float, level: float) -> None:
    days, points = days_of(values, quarters), np.array([values], dtype=float)
    lines = fit_lines(days, points, pair_slopes(days, points))
    assert lines.pace[0] == pytest.approx(pace)
    assert lines.level[0] == pytest.approx(level)


def test_the_spread_is_that_of_the_points_around_the_line() -> None:
    values = np.array([[0, 1, 2, 3, 4], [0.0, 2, 1, 4, 3]])
    days = np.repeat(days_of([0] * 5), 2, axis=0)
    lines = fit_lines(days, values, pair_slopes(days, values))
    assert lines.spread[0] == pytest.approx(0)
    assert lines.spread[1] > 0


@pytest.mark.parametrize(("values", "expected"), [
    ([1, 2, 2, 3], False), ([3, 3, 3], False), ([4, 4, 0, 5], False), ([4, 9, 4, 5], False), ([5, 5, 3, 3], True),
    ([5, 4], True), ([1, 5, 4], False), ([1, 5, 5, 4], True),
])
def test_has_fallen(values: list[float], expected: bool) -> None:
    assert has_fallen(np.array([values], dtype=float))[0] == expected


def test_all_series_of_one_length_are_fitted_at_once() -> None:
    values = np.array([[1, 2, 3], [5, 5, 5], [9.0, 6, 3]])
    days = np.repeat(days_of([0] * 3), 3, axis=0)
    assert fit_lines(days, values, pair_slopes(days, values)).pace == pytest.approx([1, 0, -3])


def test_places_of_the_confidence_distribution() -> None:
    """Four points: six pairs, Kendall's S has variance 4 · 3 · 13 / 18."""
    places = ranks_of(np.array([0.0, 1, -9, 9]), 4)
    assert places == pytest.approx([2.5, 2.5 + (4 * 3 * 13 / 18) ** 0.5 / 2, 0, 5])
    assert slopes_at(np.array([[0.0, 1, 2, 3, 4, 5]]), places)[0] == pytest.approx(places)


series = st.lists(st.integers(0, 9), min_size=5, max_size=14)


@given(series, st.integers(0, 13), st.integers(0, 9))
@settings(derandomize=True, database=None, deadline=None, max_examples=100)
def test_one_wrong_quarter_never_moves_the_pace_beyond_the_slopes_of_the_others(values: list[int], place: int, wrong: int) -> None:
    days = days_of(values)
    place %= len(values)
    changed = np.array([values], dtype=float)
    changed[0, place] = wrong
    right = np.delete(changed, place, axis=1)
    slopes = pair_slopes(np.delete(days, place, axis=1), right)
    pace = fit_lines(days, changed, pair_slopes(days, changed)).pace[0]
    assert slopes.min() - 1e-9 <= pace <= slopes.max() + 1e-9


@given(series, st.integers(1, 5), st.integers(-5, 5))
@settings(derandomize=True, database=None, deadline=None, max_examples=50)
def test_the_pace_follows_the_unit_and_ignores_the_start(values: list[int], factor: int, shift: int) -> None:
    days, points = days_of(values), np.array([values], dtype=float)
    moved = factor * points + shift
    before, after = (fit_lines(days, one, pair_slopes(days, one)) for one in (points, moved))
    assert after.pace[0] == pytest.approx(factor * before.pace[0])
    assert after.level[0] == pytest.approx(factor * before.level[0] + shift)
