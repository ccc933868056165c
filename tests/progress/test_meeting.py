"""Since the last meeting: what happened apart from what was only reported late or corrected."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from ntm.progress.evaluate import parse_known_at
from ntm.progress.meeting import end_of_day, moved, newly_overdue, newly_recognised, since_meeting
from ntm.records.kinds import load_kinds
from ntm.warehouse.records import Revision

MET, FAILED, UNKNOWN = "met", "not_met", "no_data"


def standing(**status: str) -> pd.DataFrame:
    """Some communes at the standard level, by letter."""
    return pd.DataFrame([
        {"unit": ord(letter), "code": letter, "name": letter, "district": "Chợ Đồn", "level": "standard", "set_id": "318", "status": one}
        for letter, one in status.items()], columns=["unit", "code", "name", "district", "level", "set_id", "status"])


def names(frame: pd.DataFrame) -> list[str]:
    return frame["code"].tolist()


def test_rises_falls_and_other_changes() -> None:
    found = moved(standing(a=FAILED, b=MET, c=UNKNOWN, d=MET, e=UNKNOWN), standing(a=MET, b=FAILED, c=FAILED, d=MET, f=MET))
    assert (names(found.rose), names(found.fell), names(found.other)) == (["a"], ["b"], ["c"])


def test_another_law_is_no_change_of_the_commune() -> None:
    found = moved(standing(a=MET), standing(a=FAILED).assign(set_id="51"))
    assert (len(found.rose), len(found.fell), len(found.other)) == (0, 0, 0)


def test_a_late_report_is_not_a_rise() -> None:
    then, then_as_known_now, now = standing(a=UNKNOWN, b=FAILED), standing(a=MET, b=FAILED), standing(a=MET, b=MET)
    since = since_meeting(then, then_as_known_now, now, (), ())
    assert (names(since.happened.rose), names(since.reported.rose)) == (["b"], ["a"])


def test_a_corrected_figure_is_not_a_fall() -> None:
    since = since_meeting(standing(a=MET), standing(a=FAILED), standing(a=FAILED), (), ())
    assert (names(since.happened.fell), names(since.reported.fell)) == ([], ["a"])


def test_when_nothing_was_known_then_nothing_can_come_late() -> None:
    assert since_meeting(None, standing(a=FAILED), standing(a=MET), (), ()).reported is None


def record(kind: str, **body: Any) -> Revision:
    return Revision(1, 1, kind, "1", body, False, False, "Cán bộ A", datetime(2023, 1, 1))


@pytest.mark.parametrize(("body", "expected"), [
    pytest.param({"year": 2023, "decided": "2023-06-30"}, 0, id="decided on the meeting's day"),
    pytest.param({"year": 2023, "decided": "2023-07-01"}, 1, id="the day after"),
    pytest.param({"year": 2023}, 1, id="only the year is known, and it is over"),
    pytest.param({"year": 2024}, 0, id="later"),
])
def test_newly_recognised(body: dict[str, Any], expected: int) -> None:
    assert len(newly_recognised([record("recognition", **body)], date(2023, 6, 30), date(2023, 12, 31))) == expected


@pytest.mark.parametrize(("body", "expected"), [
    pytest.param({"due": "2023-06-30"}, 1, id="due on the meeting's day, overdue after it"),
    pytest.param({"due": "2023-06-29"}, 0, id="was overdue already"),
    pytest.param({"due": "2023-12-31"}, 0, id="is still in time"),
    pytest.param({"due": "2023-08-01", "done": "2023-08-02"}, 0, id="done since, late"),
])
def test_newly_overdue(body: dict[str, Any], expected: int) -> None:
    assert len(newly_overdue(dict(load_kinds()), [record("task", **body)], date(2023, 6, 30), date(2023, 12, 31))) == expected


def test_the_end_of_a_day_is_that_of_a_bare_date() -> None:
    assert end_of_day(date(2023, 6, 30)) == parse_known_at("2023-06-30")
