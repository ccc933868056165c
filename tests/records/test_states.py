"""Open, closed, overdue: on the day, the day before and the day after."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.records.kinds import load_kinds
from ntm.records.states import is_begun, is_closed, is_overdue, matches

DUE = {"commune": "02080", "since": "2023-01-10", "due": "2023-06-30"}


@pytest.mark.parametrize(("body", "day", "expected"), [
    pytest.param(DUE, date(2023, 6, 30), False, id="the due day itself is in time"),
    pytest.param(DUE, date(2023, 7, 1), True, id="the day after"),
    pytest.param(DUE | {"closed": "2023-07-05"}, date(2023, 7, 4), True, id="closed later"),
    pytest.param(DUE | {"closed": "2023-07-05"}, date(2023, 7, 5), False, id="closed on that day"),
    pytest.param({"since": "2023-01-10"}, date(2030, 1, 1), False, id="no due day"),
])
def test_overdue(body: dict[str, str], day: date, expected: bool) -> None:
    assert is_overdue(load_kinds()["obstacle"], body, day) is expected


def test_a_kind_that_never_closes_and_one_without_a_day() -> None:
    kinds = load_kinds()
    assert not is_closed(kinds["roadmap"], {"year": 2023}, date.max)
    assert is_begun(kinds["unit_cost"], {}, date.min)
    assert is_begun(kinds["roadmap"], {"year": 2023}, date(2020, 1, 1)), "a year is no beginning"


@pytest.mark.parametrize(("commune", "day", "is_open", "expected"), [
    pytest.param("02080", date(2023, 3, 1), True, True, id="of the commune and open"),
    pytest.param("02081", date(2023, 3, 1), True, False, id="of another commune"),
    pytest.param(None, date(2023, 1, 9), True, False, id="not begun yet"),
    pytest.param(None, date(2023, 1, 9), False, True, id="whatever its state"),
])
def test_matches(commune: str | None, day: date, is_open: bool, expected: bool) -> None:
    assert matches(load_kinds()["obstacle"], DUE, commune, day, is_open=is_open) is expected
