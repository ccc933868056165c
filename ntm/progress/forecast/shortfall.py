"""What stands between a commune and a level, in the counts that officials use, and what the forecast took for granted."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import duckdb

from ntm.progress.evaluate import SQL
from ntm.progress.forecast.reach import speed_up
from ntm.progress.forecast.records import Assumption, Missing
from ntm.progress.forecast.series import Whole
from ntm.progress.summary import needed_count
from ntm.warehouse.sql import query

Paces = Mapping[tuple[int, int], tuple[float, float]]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Day:
    """The day asked about and the day to make."""

    as_of: date
    by: date

    @property
    def left(self) -> int:
        """Days left."""
        return (self.by - self.as_of).days


def read_missing(con: duckdb.DuckDBPyConnection, place_of: Whole, paces: Paces, day: Day) -> dict[int, list[Missing]]:
    """What is missing, by the place of the commune in the answer (after forecast_leaves.sql)."""
    found: dict[int, list[Missing]] = {}
    result = query(con, SQL, "forecast_missing")
    names = [column[0] for column in result.description]
    for values in result.fetchall():
        row = dict(zip(names, values, strict=True))
        place = int(place_of[row["unit"]])
        if place >= 0:
            found.setdefault(place, []).append(_missing(row, paces.get((place, row["item"])), day))
    return found


def _missing(row: Row, pace: tuple[float, float] | None, day: Day) -> Missing:
    have, need, short_by = _WORDED[_kind(row)](row)
    found = Missing(row["set_id"], row["number"], row["ref"], have, need, short_by, None, None)
    if pace is None or short_by is None:
        return found
    # A share without counts: its pace is one of shares too, also where earlier figures were counted.
    quarterly = pace[0] / row["size"] if row["size"] and row["numerator"] is None else pace[0]
    factor = speed_up(0, short_by, quarterly, day.left)
    return replace(found, pace_per_quarter=round(quarterly, 4), speed_up=None if factor is None else round(factor, 2))


def _kind(row: Row) -> str:
    if row["ref"] is None:
        return "verdict"
    if row["measure_kind"] == "yes_no":
        return "yes_no"
    return "counted" if row["numerator"] is not None else "measured"


def _word_verdict(row: Row) -> tuple[str | None, str, None]:
    return None if row["verdict_is_met"] is None else "met" if row["verdict_is_met"] else "not_met", "met", None


def _word_yes_no(row: Row) -> tuple[str | None, str, None]:
    return None if row["is_met"] is None else "yes" if row["is_met"] else "no", "yes", None


def _word_counted(row: Row) -> tuple[str, str | None, int | None]:
    """Counts: 5/9, 6/9, 1. The whole number needed is exact."""
    have, size = row["numerator"], row["denominator"]
    if row["threshold_num"] is None:
        return f"{have}/{size}", None, None
    need = needed_count(size, Fraction(row["threshold_num"], row["threshold_den"]))
    return f"{have}/{size}", f"{need}/{size}", max(0, need - have)


def _word_measured(row: Row) -> tuple[str | None, str | None, int | float | None]:
    """A number or a percentage without counts; short by as much of it. Also where nothing is reported."""
    figure, threshold = row["figure"], row["threshold"]
    is_count = row["measure_kind"] == "count"
    have = None if figure is None else f"{float(100 * figure):.4g}%" if row["measure_kind"] == "ratio" else f"{figure.normalize():f}"
    if figure is None or row["threshold_num"] is None:
        return have, threshold, None
    short_by = max(Fraction(0), Fraction(row["threshold_num"], row["threshold_den"]) - Fraction(figure))
    return have, threshold, ceil(short_by) if is_count else round(float(short_by), 6)


_WORDED = {"verdict": _word_verdict, "yes_no": _word_yes_no, "counted": _word_counted, "measured": _word_measured}


def read_assumptions(con: duckdb.DuckDBPyConnection, set_id: str, place_of: Whole) -> dict[int, list[Assumption]]:
    """What was taken for granted of each commune's requirements, by its place in the answer."""
    found: dict[int, list[Assumption]] = {}
    for unit, reason, indicators, requirements in query(con, SQL, "forecast_assumptions", set_id=set_id).fetchall():
        params = {"indicators": tuple(indicators), "requirements": tuple(requirements)}
        found.setdefault(int(place_of[unit]), []).append(Assumption(reason, params))
    return found
