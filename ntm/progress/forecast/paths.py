"""Where figures may go: for each series some hundred straight lines from its last day, as unlike as its past allows.

A line has a start and a pace. Half of the lines follow the whole past, half its later part, since works stop and start.
The pace is drawn from Sen's confidence distribution of the slope, widened because few points know little, and changed by
a factor because a place may work faster or slower than before, or stall. The start lies between the last figure and the
Theil–Sen line, so that one wrong last figure does not decide alone. Every series of a measure is met by the same draws:
the answer for a commune depends neither on which others are asked about nor on chance.
"""
from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from ntm.progress.forecast.pace import QUARTER_DAYS, Floats, fit_lines, pair_slopes, ranks_of, slopes_at
from ntm.progress.forecast.settings import Spread

# Where a count is rounded down to whole ones, a point may lie this far from the truth (half of one).
ROUNDING = 0.5


@dataclass(frozen=True, slots=True)
class Draws:
    """Chance, the same for every series of a measure; one entry a line. `change` is shared by all measures of a commune."""

    score: Floats    # normal: where in the confidence distribution of the slope
    off: Floats      # normal: how far off the slope is beyond that
    weight: Floats   # 0–1: how much of the last figure against the line
    part: Floats     # 0–1: how far the next whole one is along
    noise: Floats    # normal: how far a figure lies from its line
    change: Floats   # factor of the pace

    def part_of(self, which: slice) -> Draws:
        """Some of the lines."""
        return Draws(*(getattr(self, name)[which] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Paths:
    """The lines of each series, (series, lines): value on the last day, and change a quarter."""

    start: Floats
    pace: Floats


@lru_cache(maxsize=64)
def make_draws(spread: Spread, measure: str) -> Draws:
    """The draws of a measure: each of its numbers in equal steps of chance, shuffled (a Latin hypercube)."""
    own = np.random.default_rng([spread.seed, zlib.crc32(measure.encode())])
    shared = np.random.default_rng([spread.seed, 0])
    steps = (np.arange(spread.lines) + 0.5) / spread.lines
    normal = np.array([NormalDist().inv_cdf(step) for step in steps])
    change = np.exp(spread.pace_change * normal - spread.pace_change ** 2 / 2)
    change[: round(spread.stall * spread.lines)] = 0  # the slowest ones stall for good
    drawn = (*(own.permutation(one) for one in (normal, normal, steps, steps, normal)), shared.permutation(change))
    return Draws(*(one.astype("float32") for one in drawn))


def draw_paths(days: Floats, values: Floats, is_counted: Floats, draws: Draws, spread: Spread) -> Paths:
    """The lines of some series of one length; `is_counted` (1 or 0, one a series): values are whole numbers."""
    points = days.shape[1]
    recent = min(points, max(spread.recent_least, -(-points // 2)))
    half = len(draws.score) // 2
    whole = _draw(days, values, is_counted[:, None], draws.part_of(slice(half)), spread)
    late = _draw(days[:, -recent:], values[:, -recent:], is_counted[:, None], draws.part_of(slice(half, None)), spread)
    return Paths(np.hstack([whole.start, late.start]), np.hstack([whole.pace, late.pace]))


def _draw(days: Floats, values: Floats, is_counted: Floats, draws: Draws, spread: Spread) -> Paths:
    """Lines after these points. Where values never fell they are not let fall: what was set up stands."""
    slopes = pair_slopes(days, values)
    lines = fit_lines(days, values, slopes)
    fallen, deviation = lines.has_fallen[:, None], lines.spread[:, None]
    quarters = (days[:, -1:] - days[:, :1]) / QUARTER_DAYS
    doubt = spread.slack * np.maximum(deviation, ROUNDING * is_counted) / quarters
    off = np.where(fallen, draws.off, np.abs(draws.off))
    pace = (slopes_at(slopes, ranks_of(draws.score, days.shape[1])) + doubt * off) * draws.change
    last = values[:, -1:]
    between = draws.weight * last + (1 - draws.weight) * lines.level[:, None]
    start = np.where(fallen, between + deviation * draws.noise, np.maximum(between, last))
    return Paths(start + is_counted * draws.part, np.where(fallen, pace, np.maximum(pace, 0)))
