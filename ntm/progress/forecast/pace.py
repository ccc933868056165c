"""How fast figures rise: Theil–Sen lines through many series of one length at once.

Theil (1950) and Sen (1968): the pace is the median of the slopes of all pairs of points, so that one wrong quarter moves it
little. Arrays are (series, points); days are in order and differ; values are in the unit that is counted.
"""
from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

QUARTER_DAYS = 365.25 / 4
# The median distance from the median, times this, is the standard deviation of a normal spread.
MAD_TO_DEVIATION = 1 / NormalDist().inv_cdf(0.75)


@dataclass(frozen=True, slots=True)
class Lines:
    """What the points of each series say; one entry a series.

    `pace` a quarter; `level` of the line on the last day; `spread` of the points around the line; `has_fallen`: the values
    went down other than for a single period.
    """

    pace: Floats
    level: Floats
    spread: Floats
    has_fallen: NDArray[np.bool_]


def pair_slopes(days: Floats, values: Floats) -> Floats:
    """Slopes a quarter of all pairs of points, lowest first: (series, n (n - 1) / 2)."""
    first, second = np.triu_indices(days.shape[1], 1)
    quarters = (days[:, second] - days[:, first]) / QUARTER_DAYS
    return np.sort((values[:, second] - values[:, first]) / quarters, axis=1)


def fit_lines(days: Floats, values: Floats, slopes: Floats) -> Lines:
    """The Theil–Sen line of each series, from its points and `pair_slopes`."""
    pace = median_of_sorted(slopes)
    to_last = (days[:, -1:] - days) / QUARTER_DAYS
    on_last_day = values + pace[:, None] * to_last
    level = np.median(on_last_day, axis=1)
    spread = MAD_TO_DEVIATION * np.median(np.abs(on_last_day - level[:, None]), axis=1)
    return Lines(pace, level, spread, has_fallen(values))


def median_of_sorted(ordered: Floats) -> Floats:
    """The median along the second axis of what is in order already."""
    count = ordered.shape[1]
    return (ordered[:, (count - 1) // 2] + ordered[:, count // 2]) / 2


def has_fallen(values: Floats) -> NDArray[np.bool_]:
    """Whether values went down, a single period that does not fit its neighbours apart."""
    smooth = values.copy()
    if values.shape[1] > 2:
        smooth[:, 1:-1] = np.median(np.stack([values[:, :-2], values[:, 1:-1], values[:, 2:]]), axis=0)
    return (np.diff(smooth, axis=1) < 0).any(axis=1)


def ranks_of(scores: Floats, points: int) -> Floats:
    """Places among the ordered pair slopes of the quantiles of Sen's confidence distribution, for normal scores.

    Sen (1968): the rank of the true slope is spread as Kendall's S, with variance n (n - 1) (2 n + 5) / 18. Ties are not
    taken off, which errs towards wide intervals.
    """
    pairs = points * (points - 1) / 2
    deviation = np.sqrt(points * (points - 1) * (2 * points + 5) / 18)
    return np.clip((pairs + scores * deviation) / 2 - 0.5, 0, pairs - 1)


def slopes_at(slopes: Floats, places: Floats) -> Floats:
    """The slopes that stand at some places of each ordered row, between two of them in proportion."""
    low = np.floor(places).astype(int)
    high = np.minimum(low + 1, slopes.shape[1] - 1)
    share = (places - low).astype(slopes.dtype)
    return slopes[:, low] * (1 - share) + slopes[:, high] * share
