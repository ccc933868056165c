"""How one requirement of a commune went and may go on, quarter by quarter: what a fan chart draws."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from ntm.progress.answer import ask
from ntm.progress.evaluate import SQL, Question
from ntm.progress.forecast.answer import find_targets, is_judged, prepare
from ntm.progress.forecast.pace import QUARTER_DAYS, Floats, median_of_sorted, pair_slopes
from ntm.progress.forecast.paths import Paths, draw_paths, make_draws
from ntm.progress.forecast.reach import EARLY, LATE, LIKELY, Reached, crossing_times, make_date, quantile_days
from ntm.progress.forecast.settings import Settings, load_settings
from ntm.progress.forecast.tree import make_tree
from ntm.progress.summary import needed_count
from ntm.warehouse.sql import query

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fan:
    """The history and the band of one requirement, in what is counted today (`size` of them; None: a share or a number).

    `frame`: a row a quarter, none left out: quarter (its last day), day (of the figure), value, numerator, denominator (None:
    not reported), low, likely, high (from the last figure's quarter on; else None). `need`: the value that is asked for.
    """

    unit: int
    set_id: str
    indicator: str
    requirement: str
    size: int | None
    need: float
    by: date
    pace: float
    reached: Reached
    frame: pd.DataFrame


def fans(con: duckdb.DuckDBPyConnection, question: Question, level: str, by: date, settings: Settings | None = None) -> list[Fan]:
    """A fan for each requirement with a pace, of the communes asked for (name them in `question.units`: small scopes)."""
    chosen = settings or load_settings()
    question = replace(question, set_id=None, with_estimates=False)
    found: list[Fan] = []
    asked = ask(con, question)
    for target in find_targets(con, asked.law, level, by):
        if not is_judged(con, target):
            asked = ask(con, replace(question, as_of=asked.as_of, set_id=target.criteria.id))
        tree = make_tree(asked.law, target.criteria, target.provinces[0], by)
        prepare(con, asked, tree, question, chosen)
        result = query(con, SQL, "forecast_history")
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, values, strict=True)) for values in result.fetchall()]
        for _, group in groupby(rows, key=lambda row: (row["unit"], row["set_id"], row["number"], row["ref"])):
            found.append(_make_fan(list(group), asked.as_of, by, chosen))
    return found


def _make_fan(rows: list[Row], as_of: date, by: date, settings: Settings) -> Fan:
    first, last = rows[0], rows[-1]["day"]
    size = first["size"]
    is_counted = size is not None or first["measure_kind"] == "count"
    threshold = Fraction(first["threshold_num"], first["threshold_den"])
    bound = (size or 1) if first["measure_kind"] == "ratio" else None
    need = float(needed_count(size, threshold) if size is not None else threshold)
    days = np.array([[(row["day"] - last).days for row in rows]], dtype="float32")
    values = np.array([[row["value"] * (size or 1) for row in rows]], dtype="float32")
    draws = make_draws(settings.spread, first["ref"])
    paths = draw_paths(days, values, np.array([float(is_counted)], dtype="float32"), draws, settings.spread)
    # Days count from the last figure, as in the chart.
    reached = quantile_days(crossing_times(paths, np.array([need], dtype="float32")).reached)[0]
    frame = _frame(rows, values[0], paths, bound, is_counted, max(by, as_of))
    pace = float(median_of_sorted(pair_slopes(days, values))[0])
    dates = Reached(*(make_date(float(when), last, settings.horizon_years) for when in reached))
    return Fan(first["unit"], first["set_id"], first["number"], first["ref"], size, need, by, pace, dates, frame)


def _frame(rows: Sequence[Row], values: Floats, paths: Paths, bound: int | None, is_counted: bool, until: date) -> pd.DataFrame:
    by_quarter = {quarter_end(row["day"]): (row, float(value)) for row, value in zip(rows, values, strict=True)}
    last = rows[-1]["day"]
    lines = []
    for quarter in _quarters(quarter_end(rows[0]["day"]), quarter_end(until)):
        row, value = by_quarter.get(quarter, (None, None))
        band = _band(paths, (quarter - last).days, bound, is_counted) if quarter > quarter_end(last) else [None] * 3
        if quarter == quarter_end(last):
            band = [value] * 3
        lines.append((quarter, row and row["day"], value, row and row["numerator"], row and row["denominator"], *band))
    names = ["quarter", "day", "value", "numerator", "denominator", "low", "likely", "high"]
    return pd.DataFrame(lines, columns=names, dtype=object)


def _band(paths: Paths, days: int, bound: int | None, is_counted: bool) -> list[float]:
    """Low, likely and high of the lines so many days after the last figure, within what is possible."""
    values = paths.start[0] + paths.pace[0] * days / QUARTER_DAYS
    values = np.clip(np.floor(values) if is_counted else values, 0, bound)
    return [float(value) for value in np.quantile(values, [EARLY, LIKELY, LATE], method="inverted_cdf")]


def quarter_end(day: date) -> date:
    """The last day of a day's quarter."""
    month = 3 * ((day.month + 2) // 3)
    after = date(day.year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _quarters(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(quarter_end(found[-1] + timedelta(days=1)))
    return found
