"""Histories as arrays: the series of all communes, grouped by how many points they have."""
from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from ntm.progress.evaluate import SQL
from ntm.progress.forecast.pace import Floats, median_of_sorted, pair_slopes
from ntm.warehouse.sql import query

Whole = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Series:
    """Histories of one measure with equally many points; a row each, of the commune at place `unit` of the answer.

    `days` since 1970-01-01; `values` in what is counted today; `is_counted` 1 where they are whole numbers, else 0.
    """

    item: int
    unit: Whole
    days: Floats
    values: Floats
    is_counted: Floats

    def between(self, first: int, end: int) -> Series:
        """The series of some communes, from one place to before another."""
        low, high = np.searchsorted(self.unit, [first, end])
        return Series(self.item, self.unit[low:high], self.days[low:high], self.values[low:high], self.is_counted[low:high])


def read_series(con: duckdb.DuckDBPyConnection, place_of: Whole) -> list[Series]:
    """All series to follow (forecast_series.sql); `place_of` gives a unit's place in the answer, -1: not asked for."""
    found = query(con, SQL, "forecast_series").fetchnumpy()
    columns = {name: np.asarray(column) for name, column in found.items()}
    breaks = np.flatnonzero(np.diff(columns["points"]) | np.diff(columns["item"])) + 1
    series = []
    for rows in np.split(np.arange(len(columns["unit"])), breaks):
        if rows.size:
            series.append(_cut(columns, rows, place_of))
    return series


def _cut(columns: dict[str, NDArray], rows: Whole, place_of: Whole) -> Series:
    points = int(columns["points"][rows[0]])
    days = columns["day"][rows].astype("float32").reshape(-1, points)
    values = columns["value"][rows].astype("float32").reshape(-1, points)
    first = rows[::points]
    unit = place_of[columns["unit"][first]]
    order = np.argsort(unit, kind="stable")
    order = order[unit[order] >= 0]
    is_counted = columns["is_counted"][first].astype("float32")
    return Series(int(columns["item"][first[0]]), unit[order], days[order], values[order], is_counted[order])


def paces(series: list[Series]) -> dict[tuple[int, int], tuple[float, float]]:
    """By (place of the commune, item): the Theil–Sen pace a quarter, and the last value."""
    found = {}
    for one in series:
        pace = median_of_sorted(pair_slopes(one.days, one.values))
        found.update(zip(((unit, one.item) for unit in one.unit.tolist()),
                         zip(pace.tolist(), one.values[:, -1].tolist(), strict=True), strict=True))
    return found
