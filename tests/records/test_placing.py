"""Records on a day: their state, their order, and the commune's life that each speaks of."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.records.kinds import load_kinds
from ntm.records.placing import count_states, life_of, lives_of, of_lives, placed, state_of

DAY = date(2023, 12, 31)
KINDS = load_kinds()
BINH_TRUNG = ("02080", "2020-02-01")


@pytest.mark.parametrize(("kind", "body", "expected"), [
    pytest.param("obstacle", {"since": "2023-01-01"}, "open", id="no due day"),
    pytest.param("obstacle", {"since": "2023-12-31"}, "open", id="begins on the day"),
    pytest.param("obstacle", {"since": "2024-01-01"}, "future", id="begins the day after"),
    pytest.param("obstacle", {"since": "2023-01-01", "due": "2023-12-31"}, "open", id="due on the day"),
    pytest.param("obstacle", {"since": "2023-01-01", "due": "2023-12-30"}, "overdue", id="due the day before"),
    pytest.param("obstacle", {"since": "2023-01-01", "due": "2023-06-30", "closed": "2023-12-31"}, "closed", id="closed on the day"),
    pytest.param("obstacle", {"since": "2023-01-01", "due": "2023-06-30", "closed": "2024-01-01"}, "overdue", id="closed the day after"),
    pytest.param("obstacle", {"since": "2023-01-01", "due": "2024-06-30", "closed": "2024-01-01"}, "open", id="not closed yet, not due"),
    pytest.param("task", {"due": "2023-12-30"}, "overdue", id="a task without the day of its document"),
    pytest.param("assistance", {"since": "2022-06-01"}, "open", id="help goes on"),
    pytest.param("assistance", {"since": "2022-06-01", "until": "2023-12-31"}, "closed", id="help has ended"),
    pytest.param("activity", {"on": "2023-05-01"}, "plain", id="a kind that is never closed"),
    pytest.param("roadmap", {"year": 2025}, "plain", id="a target of a later year is known already"),
])
def test_state(kind: str, body: dict[str, object], expected: str) -> None:
    assert state_of(KINDS[kind], body, DAY) == expected


def test_overdue_first_then_by_due_day_then_what_is_over() -> None:
    known = {"obstacle": {
        "1": {"since": "2023-01-01", "closed": "2023-02-01"}, "2": {"since": "2023-01-01", "due": "2024-05-01"},
        "3": {"since": "2023-01-01", "due": "2023-11-01"}, "4": {"since": "2023-01-01"}, "5": {"since": "2024-01-01"},
        "6": {"since": "2023-01-01", "due": "2023-10-01"}, "7": {"since": "2023-01-01", "closed": "2023-12-01"},
    }}
    found = placed(KINDS["obstacle"], known, DAY)
    assert [(one.id, one.state, one.days_over) for one in found] == [
        ("6", "overdue", 91), ("3", "overdue", 60), ("2", "open", None), ("4", "open", None), ("5", "future", None),
        ("7", "closed", None), ("1", "closed", None)]
    assert count_states(found) == (4, 2)
    assert placed(KINDS["task"], known, DAY) == []


@pytest.mark.parametrize(("kind", "body", "expected"), [
    pytest.param("obstacle", {"commune": "02080", "commune_from": "2020-02-01"}, BINH_TRUNG, id="its own"),
    pytest.param("obstacle_step", {"obstacle": "1"}, BINH_TRUNG, id="of the record it belongs to"),
    pytest.param("obstacle_step", {"obstacle": "9"}, None, id="of a record that is gone"),
    pytest.param("task", {"document": "KL"}, None, id="of no one commune"),
    pytest.param("target", {"district": "064"}, None, id="a kind without a commune"),
])
def test_life(kind: str, body: dict[str, object], expected: object) -> None:
    known = {"obstacle": {"1": {"commune": "02080", "commune_from": "2020-02-01"}}}
    assert life_of(KINDS[kind], body, known) == expected


def test_a_successor_takes_over_what_was_written_of_its_predecessors(facts) -> None:
    after = lives_of(facts.units, "02071", date(2025, 7, 1))
    assert {code for code, _ in after} == {"02071", "02080", "02062"}
    assert ("02071", "2025-07-01") in after
    assert ("02071", "2020-02-01") in after
    assert lives_of(facts.units, "02080", date(2020, 2, 1)) == {BINH_TRUNG}
    known = {"obstacle": {"1": {"since": "2023-01-01", "commune": "02080", "commune_from": "2020-02-01"},
                          "2": {"since": "2023-01-01", "commune": "02050", "commune_from": "2020-02-01"}}}
    assert [one.id for one in of_lives(placed(KINDS["obstacle"], known, DAY), after)] == ["1"]
