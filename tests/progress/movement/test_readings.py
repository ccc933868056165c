"""A report read on commune radio: at least 5 times within 15 days, no more days than that."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ntm.problems import BadData
from ntm.progress.movement.readings import load_rule, readings_on

RULE = load_rule()


def read(*days: tuple[str, int]) -> dict[str, dict[str, dict[str, object]]]:
    """Readings of one report, each with how often that day."""
    return {"radio_reading": {str(place): {"commune": "02080", "commune_from": "2020-02-01", "report": "Báo cáo", "on": on, "times": times}
                              for place, (on, times) in enumerate(days, 1)}}


def test_the_rule() -> None:
    assert (RULE.at_least, RULE.within_days, RULE.source, RULE.source_status) == (5, 15, "18/2022/QĐ-TTg", "verified")


@pytest.mark.parametrize(("days", "expected"), [
    pytest.param([("2024-01-01", 5)], (True, 5, "2024-01-01", 5), id="all on one day"),
    pytest.param([("2024-01-01", 4), ("2024-01-15", 1)], (True, 5, "2024-01-01", 5), id="the fifteenth day"),
    pytest.param([("2024-01-01", 4), ("2024-01-16", 1)], (False, 4, "2024-01-01", 5), id="the sixteenth day"),
    pytest.param([("2024-01-01", 1), ("2024-01-20", 3), ("2024-01-25", 2)], (True, 5, "2024-01-20", 6), id="a later window"),
    pytest.param([("2024-01-01", 4)], (False, 4, "2024-01-01", 4), id="one short"),
])
def test_readings(days: list[tuple[str, int]], expected: tuple[bool, int, str, int]) -> None:
    (found,) = readings_on(read(*days), date(2024, 12, 31), RULE)
    assert (found.is_enough, found.times, found.since.isoformat(), found.total) == expected


def test_none_yet_and_only_until_the_day() -> None:
    assert readings_on({}, date(2024, 1, 1), RULE) == []
    (found,) = readings_on(read(("2024-01-01", 4), ("2024-01-02", 1)), date(2024, 1, 1), RULE)
    assert not found.is_enough


def test_a_bad_rule_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "readings.yaml"
    file.write_text("at_least: never\nwithin_days: 15\nsource: x\nsource_status: sure\n", encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_rule(file)
    assert [(problem.variant, problem.params["line"]) for problem in refused.value.problems] == [("bad-number", 1), ("bad-choice", 4)]
