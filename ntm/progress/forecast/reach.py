"""When a line reaches what is needed, when it falls below again, and which dates that gives.

Times are days after a line's first day, infinite for never. A line that rises reaches once and holds; one that falls
holds until it is lost.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ntm.progress.forecast.pace import QUARTER_DAYS, Floats
from ntm.progress.forecast.paths import Paths

# Of the lines: 80 % reach between the first and the last of these.
EARLY, LIKELY, LATE = 0.1, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Reached:
    """Days between which 80 % of the lines reach, and the middle one; None: not within the horizon."""

    early: date | None
    likely: date | None
    late: date | None


@dataclass(frozen=True, slots=True)
class Times:
    """For each series and line: from which day on what is needed is there, and on which it is lost again."""

    reached: Floats
    lost: Floats


def crossing_times(paths: Paths, need: Floats) -> Times:
    """Times of each line against what each series needs (one entry a series), in days from the last figure."""
    short = need[:, None] - paths.start
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = QUARTER_DAYS * short / paths.pace
    is_there, rises, falls = short <= 0, paths.pace > 0, paths.pace < 0
    reached = np.where(is_there, 0, np.where(rises, crossing, np.inf))
    return Times(reached, np.where(is_there & ~falls, np.inf, np.where(is_there, crossing, np.inf)))


def make_date(days: float, first: date, horizon_years: int) -> date | None:
    """The day that lies so many days after another, whole days up; None beyond the horizon."""
    if not days <= 365.25 * horizon_years:
        return None
    return first + timedelta(days=int(np.ceil(days)))


def quantile_days(times: NDArray[np.floating]) -> NDArray[np.floating]:
    """The early, likely and late time of each row: (rows, 3). The smallest time that the share of the lines has reached."""
    return np.quantile(times, [EARLY, LIKELY, LATE], axis=1, method="inverted_cdf").T


def speed_up(have: float, need: float, pace: float, days_left: int) -> float | None:
    """How many times the present pace is needed to be there in time; None without a pace upward or without time."""
    if pace <= 0 or days_left <= 0:
        return None
    return max(0.0, need - have) / (pace * days_left / QUARTER_DAYS)
