"""Guiding documents on a day: on time on the due day itself, late the day after, overdue while not issued."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.progress.movement.documents import Rate, documents_on, passed_on, rate_of, rates_by_unit, timed

DUE = {"due": "2023-03-10"}


@pytest.mark.parametrize(("body", "day", "expected"), [
    pytest.param(DUE | {"issued": "2023-03-10"}, date(2023, 12, 31), ("on_time", 0), id="issued on the due day"),
    pytest.param(DUE | {"issued": "2023-03-11"}, date(2023, 12, 31), ("late", 1), id="a day late"),
    pytest.param(DUE | {"issued": "2023-03-11"}, date(2023, 3, 10), ("open", 0), id="issued later, seen on the due day"),
    pytest.param(DUE, date(2023, 3, 10), ("open", 0), id="due today"),
    pytest.param(DUE, date(2023, 3, 12), ("overdue", 2), id="two days over"),
    pytest.param({"issued": "2023-03-11"}, date(2023, 12, 31), ("no_due", None), id="nobody said by when"),
    pytest.param({}, date(2023, 12, 31), ("waiting", None), id="nothing known"),
])
def test_a_document_on_a_day(body: dict[str, str], day: date, expected: tuple[str, int | None]) -> None:
    found = timed("1", body, day)
    assert (found.state, found.days) == expected


def test_the_rate_counts_what_can_be_judged() -> None:
    bodies = {"1": DUE | {"issued": "2023-03-09", "unit": "Phòng A"}, "2": DUE | {"issued": "2023-03-20", "unit": "phòng  A"},
              "3": DUE | {"unit": "Phòng A"}, "4": {"issued": "2023-03-09", "unit": "Phòng B"},
              "5": {"due": "2024-05-01", "unit": "Phòng A"}, "6": {"due": "2024-05-01", "asked_on": "2024-04-01"}}
    found = documents_on({"guiding_document": bodies}, date(2023, 12, 31))
    assert [one.id for one in found] == ["3", "5", "2", "1", "4"], "overdue first; what is asked for later is not there yet"
    assert rate_of(found) == Rate(1, 3)
    assert rates_by_unit(found) == [("Phòng A", Rate(1, 3), 4), ("Phòng B", Rate(0, 0), 1)]
    assert rate_of([]) == Rate(0, 0)


def test_who_has_passed_on() -> None:
    known = {"passing_on": {"1": {"document": "3", "unit": "B", "received": "2023-01-01"},
                            "2": {"document": "3", "unit": "A", "passed_on": "2023-01-05"}}}
    found = passed_on(known, date(2023, 1, 5))
    assert {document: [(unit["unit"], is_done) for _, unit, is_done in units] for document, units in found.items()} == {
        "3": [("A", True), ("B", False)]}
    assert not passed_on(known, date(2023, 1, 4))["3"][0][2]
