"""The life of a figure: until when each value was the newest of its unit, item and stage."""
from __future__ import annotations

from datetime import datetime

import pandas as pd

from ntm.progress.voices import stood_until


def said(*rows: tuple[int, int, int]) -> pd.DataFrame:
    """Figures of one item: (stage, recency, day of January on which it was loaded)."""
    frame = pd.DataFrame(rows, columns=["stage", "recency", "day"])
    loaded = [datetime(2025, 1, day) for day in frame.pop("day")]
    return frame.assign(unit=1, item=1, is_estimate=False, loaded_at=pd.to_datetime(loaded))


def days(frame: pd.DataFrame) -> list[int | None]:
    return [None if pd.isna(moment) else moment.day for moment in stood_until(frame)]


def test_each_stands_until_the_next_is_loaded() -> None:
    assert days(said((0, 1, 5), (0, 2, 9), (0, 3, 20))) == [9, 20, None]


def test_stages_do_not_follow_each_other() -> None:
    assert days(said((0, 1, 5), (1, 1, 9))) == [None, None]


def test_an_older_period_loaded_late_was_never_the_newest() -> None:
    assert days(said((0, 2, 5), (0, 1, 9), (0, 3, 20))) == [20, 5, None]


def test_nothing_said() -> None:
    assert days(said()) == []
