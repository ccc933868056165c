"""A nomination's way: proposed, complete, reviewed, decided; what is missing and how many days are left."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ntm.movements import find_listed, load_movements
from ntm.problems import WrongUse
from ntm.progress.movement.board import board, counts_of, movement_for, nominee, phase_on
from ntm.progress.movement.words import as_json, lacks_words, left_words

MOVEMENT = load_movements()["60-KH-STTTT"]
KEY = "60-KH-STTTT/"
PHASE = find_listed("phase", KEY + "midterm-2023")
DAY = date(2024, 1, 10)


def known(parts: dict[str, dict[str, Any]] | None = None, reviews: tuple[tuple[str, str, str], ...] = (), award: str = "department",
          due: str | None = "2024-01-15") -> dict[str, Any]:
    """One nomination with the parts that are there and its reviews (kind, day, outcome)."""
    return {
        "nomination": {"1": {"phase": PHASE.key, "kind": "individual", "name": "Cá nhân A", "unit": "Phòng B", "award": KEY + award,
                             "proposed": "2023-12-01"}},
        "phase_deadline": {"1": {"phase": PHASE.key, "due": due}} if due else {},
        "dossier_part": {str(place): {"nomination": "1", "part": KEY + part, "day": "2024-01-05"} | more
                         for place, (part, more) in enumerate((parts or {}).items(), 1)},
        "review": {str(place): {"phase": PHASE.key, "kind": kind, "nominations": ["1"], "day": day, "outcome": outcome}
                   for place, (kind, day, outcome) in enumerate(reviews, 1)},
    }


FULL = {"proposal-list": {}, "report": {"confirmed": True}, "unit-minutes": {}}
MINUTES = ("unit_minutes", "2024-01-04", "agreed")


@pytest.mark.parametrize(("parts", "reviews", "state", "missing"), [
    pytest.param({}, (), "proposed", 3, id="nothing yet"),
    pytest.param(FULL, (), "complete", 0, id="all parts"),
    pytest.param(FULL | {"report": {}}, (), "proposed", 1, id="the report is not confirmed"),
    pytest.param({"proposal-list": {}, "report": {"confirmed": True}}, (MINUTES,), "complete", 0, id="the unit's minutes are the part"),
    pytest.param(FULL | {"report": {"confirmed": True, "day": "2024-01-11"}}, (), "proposed", 1, id="a part of tomorrow"),
    pytest.param({"proposal-list": {}, "report": {"confirmed": True}}, (("unit_minutes", "2024-01-04", "declined"),), "proposed", 1,
                 id="minutes that say no"),
    pytest.param(FULL, (("council_minutes", "2024-01-09", "agreed"),), "reviewed", 0, id="the council agreed"),
    pytest.param(FULL, (("council_minutes", "2024-01-11", "agreed"),), "complete", 0, id="the council meets tomorrow"),
    pytest.param(FULL, (("council_minutes", "2024-01-08", "declined"), ("council_minutes", "2024-01-09", "agreed")), "reviewed", 0,
                 id="the last word counts"),
    pytest.param(FULL, (("council_minutes", "2024-01-08", "agreed"), ("decision", "2024-01-10", "agreed")), "decided", 0, id="decided"),
    pytest.param(FULL, (("council_minutes", "2024-01-08", "agreed"), ("decision", "2024-01-10", "declined")), "declined", 0,
                 id="the director said no"),
])
def test_states(parts: dict[str, dict[str, Any]], reviews: tuple[tuple[str, str, str], ...], state: str, missing: int) -> None:
    found = nominee("1", known(parts, reviews), DAY)
    assert (found.state, len(found.missing)) == (state, missing)


@pytest.mark.parametrize(("due", "days", "is_late", "words"), [
    pytest.param("2024-01-15", 5, False, "còn 5 ngày", id="before"),
    pytest.param("2024-01-10", 0, False, "hạn hôm nay", id="on the day"),
    pytest.param("2024-01-09", -1, True, "▼ quá hạn 1 ngày", id="after"),
    pytest.param(None, None, False, "chưa có hạn nộp", id="nobody said when"),
])
def test_days_left(due: str | None, days: int | None, is_late: bool, words: str) -> None:
    found = nominee("1", known(due=due), DAY)
    assert (found.days_left, found.is_late, left_words(found, "vi")) == (days, is_late, words)


def test_a_complete_dossier_is_not_late() -> None:
    found = nominee("1", known(FULL, due="2024-01-06"), DAY)
    assert (found.is_late, left_words(found, "vi"), lacks_words(found, "vi")) == (False, "đã đủ hồ sơ", "")


def test_an_award_whose_dossier_is_open_is_never_complete() -> None:
    found = nominee("1", known(FULL, award="province"), DAY)
    assert (found.state, found.parts, found.is_open) == ("proposed", (), True)
    assert "chưa có nội dung" in lacks_words(found, "vi")
    assert as_json(found)["parts"] == []


def test_the_board_of_a_phase() -> None:
    both = known()
    both["nomination"]["2"] = both["nomination"]["1"] | {"kind": "collective", "name": "Phòng B"}
    both["nomination"]["3"] = both["nomination"]["1"] | {"phase": KEY + "year-2023"}
    found = board(PHASE, both, DAY)
    assert [one.id for one in found] == ["2", "1"], "collectives first, then as they were typed in"
    assert counts_of(found)["proposed"] == 2
    assert board(PHASE, both, date(2023, 11, 30)) == []


@pytest.mark.parametrize(("day", "phase"), [
    pytest.param(date(2021, 1, 1), "year-2022", id="before the plan"),
    pytest.param(date(2022, 12, 31), "year-2022", id="its first year"),
    pytest.param(date(2023, 6, 30), "midterm-2023", id="the year of the midterm"),
    pytest.param(date(2024, 6, 30), "year-2024", id="a year between"),
    pytest.param(date(2026, 6, 30), "final-2025", id="after it"),
])
def test_the_phase_of_a_day(day: date, phase: str) -> None:
    assert phase_on(MOVEMENT, day).key == KEY + phase


def test_what_is_not_there() -> None:
    with pytest.raises(WrongUse):
        nominee("9", known(), DAY)
    with pytest.raises(WrongUse):
        movement_for("01")
    assert movement_for("06") is movement_for(None) is MOVEMENT
