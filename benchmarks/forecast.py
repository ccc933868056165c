"""Backtest of forecasts: how often the 80 % intervals held, and the Brier score against two simple ways.

    python -m benchmarks.forecast [CASES [SEED]]

Made-up histories of eight kinds (CASES each, 1,500) and those of the bundled sample. Each is cut after 3 to 14 quarters;
what comes 2 to 8 quarters later is foretold and compared with what came. Prints the tables of benchmarks/README.md.
"""
from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd

from etl.load import init
from ntm.progress.forecast.pace import QUARTER_DAYS
from ntm.progress.forecast.paths import draw_paths, make_draws
from ntm.progress.forecast.reach import crossing_times, quantile_days
from ntm.progress.forecast.settings import Settings, load_settings
from ntm.progress.keep import load_facts
from ntm.warehouse.generations import Warehouse

KINDS = ("steady", "stalled", "one wrong quarter", "S-curve", "jump", "fall", "few thôn", "noisy share")
QUARTERS = 32
CASES = 1500
SEED = 2022
THRESHOLDS = (2 / 3, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A history cut in two: what was seen, what came, and how many of `size` are needed."""

    kind: str
    seen: np.ndarray
    came: np.ndarray
    ahead: int
    size: int
    need: int
    is_counted: bool


def made_up(cases: int, seed: int) -> Iterator[Case]:
    """Histories of every kind, `cases` each."""
    rng = np.random.default_rng(seed)
    for kind in KINDS:
        for _ in range(cases):
            values, size = _history(kind, rng)
            cut, ahead = int(rng.integers(3, 15)), int(rng.integers(2, 9))
            seen = values[:cut].copy()
            if kind == "one wrong quarter":
                seen[rng.integers(0, cut)] = rng.integers(0, size + 1)
            need = ceil(rng.choice(THRESHOLDS) * size - 1e-9)
            yield Case(kind, seen, values[cut:], ahead, size, need, kind != "noisy share")


def _history(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """The true counts of 32 quarters, and what they are counted of."""
    if kind == "noisy share":  # measured anew each quarter, as online dossiers are
        size = int(rng.integers(60, 300))
        share = rng.uniform(0.2, 0.5) + np.cumsum(rng.gamma(1, rng.uniform(0.005, 0.03), QUARTERS))
        return rng.binomial(size, np.clip(share, 0, 1)).astype(float), size
    size = int(rng.integers(3, 10)) if kind == "few thôn" else int(rng.integers(8, 26))
    start = rng.uniform(0, 0.5) * size
    steps = rng.gamma(1, rng.uniform(0.015, 0.09) * size, QUARTERS)
    when = np.arange(QUARTERS)
    if kind == "stalled":
        steps[rng.integers(2, 20):] = 0
    elif kind == "fall":
        turn = rng.integers(4, 20)
        steps[turn:] = -0.5 * steps[turn:]
    elif kind == "jump":
        steps = np.where(when == rng.integers(2, 24), rng.uniform(0.3, 0.8) * size, 0)
    values = start + np.cumsum(steps)
    if kind == "S-curve":
        values = start + (size - start) / (1 + np.exp(-rng.uniform(0.25, 0.8) * (when - rng.uniform(4, 20))))
    return np.clip(np.floor(values), 0, size), size


def of_the_sample() -> Iterator[Case]:
    """Every history of counts in the bundled sample, cut after 4, 6, 8 and 10 quarters, foretold 2 and 4 quarters ahead."""
    needs = {"thon_with_loudspeaker": 2 / 3, "thon_with_telecom": 1.0, "staff_with_computer": 0.8, "dossiers_online": 0.8}
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))
        init(warehouse, load_facts(), "06", datetime(2025, 7, 15))
        with warehouse.reading() as con:
            frame = con.execute(
                "select unit, key, cutoff, numerator, denominator from observation join item on item.id = item"
                " where numerator is not null and not is_estimate and list_contains($keys, key) order by unit, key, cutoff",
                {"keys": list(needs)}).df()
        warehouse.close()
    for (_, key), rows in frame.groupby(["unit", "key"]):
        size = int(rows["denominator"].iloc[-1])
        values = (rows["numerator"] / rows["denominator"] * size).to_numpy()
        for cut in (4, 6, 8, 10):
            for ahead in (2, 4):
                if cut + ahead <= len(values):
                    need = ceil(needs[key] * size - 1e-9)
                    yield Case(f"sample: {key}", values[:cut], values[cut:], ahead, size, need, key != "dossiers_online")


def score(cases: list[Case], settings: Settings) -> pd.DataFrame:
    """One row a case: whether the intervals held, and the squared error of each way's chance."""
    draws = make_draws(settings.spread, "backtest")
    rows = []
    lengths = {(len(case.seen), case.is_counted) for case in cases}
    for points, is_counted in sorted(lengths):
        group = [case for case in cases if len(case.seen) == points and case.is_counted == is_counted]
        values = np.array([case.seen for case in group], dtype="float32")
        days = np.tile((np.arange(points) * QUARTER_DAYS).astype("float32"), (len(group), 1))
        counted = np.full(len(group), float(is_counted), dtype="float32")
        paths = draw_paths(days, values, counted, draws, settings.spread)
        need = np.array([case.need for case in group], dtype="float32")
        dates = quantile_days(crossing_times(paths, need).reached) / QUARTER_DAYS
        for case, start, pace, when in zip(group, paths.start, paths.pace, dates, strict=True):
            rows.append(_score_one(case, start + pace * case.ahead, when))
    return pd.DataFrame(rows)


def _score_one(case: Case, foretold: np.ndarray, when: np.ndarray) -> dict[str, object]:
    foretold = np.clip(np.floor(foretold) if case.is_counted else foretold, 0, case.size)
    low, high = np.quantile(foretold, [0.1, 0.9], method="inverted_cdf")
    came, last = case.came[case.ahead - 1], case.seen[-1]
    is_met = float(came >= case.need - 1e-6)
    line = last + (last - case.seen[0]) / (len(case.seen) - 1) * case.ahead
    return {
        "kind": case.kind, "is_open": last < case.need - 1e-6, "value_held": low - 1e-6 <= came <= high + 1e-6,
        "date_held": _date_held(case, when), "width": high - low, "ours": ((foretold >= case.need - 1e-4).mean() - is_met) ** 2,
        "no_change": is_met ** 2, "line": (float(line >= case.need - 1e-6) - is_met) ** 2,
    }


def _date_held(case: Case, when: np.ndarray) -> bool:
    """Whether the quarter in which the threshold was reached touches the interval; not reached: the interval is still open."""
    early, _, late = when
    reached = np.flatnonzero(case.came >= case.need - 1e-6)
    if not reached.size:
        return bool(late > len(case.came))
    quarter = reached[0] + 1
    return bool(early <= quarter and late > quarter - 1)


def table(scored: pd.DataFrame) -> str:
    """The scores as Markdown, a row a kind; dates and Brier scores over what was not yet met when foretold."""
    groups = [*scored.groupby("kind", sort=False), ("all", scored)]
    lines = ["| histories | cases | count held | date held | Brier: ours | no change | straight line |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for kind, rows in groups:
        ahead = rows[rows["is_open"]]
        lines.append(f"| {kind} | {len(rows):,} | {rows['value_held'].mean():.1%} | {ahead['date_held'].mean():.1%} |"
                     f" {ahead['ours'].mean():.3f} | {ahead['no_change'].mean():.3f} | {ahead['line'].mean():.3f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    count, start = (int(given) if given else usual for given, usual in zip(sys.argv[1:3] + ["", ""], (CASES, SEED), strict=False))
    print(table(score(list(made_up(count, start)), load_settings())), "\n")
    print(table(score(list(of_the_sample()), load_settings())))
