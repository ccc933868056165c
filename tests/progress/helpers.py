"""Figures and batches in one line each, for tests that play with many of them."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import duckdb

from ntm.figures import Batch, Figure
from ntm.periods import parse_period
from ntm.progress.keep import refresh
from ntm.warehouse import batches
from tests.progress.situations import parse_value

OLD = date(2020, 2, 1)
SET = "318-2022-standard"


def moment(day: int) -> datetime:
    """The day of a load or an act, counted from 1/1/2022."""
    return datetime(2022, 1, 1) + timedelta(days=day)


def load(
    con: duckdb.DuckDBPyConnection, period: str, said: Mapping[str, Mapping[str, str]], day: int = 0, *, stage: str = "self",
    identity: str | None = None, is_sample: bool = False, is_estimate: bool = False,
) -> batches.Appended:
    """Append one batch: commune code -> item -> value as the cases write it; a bare number is of the standard's set."""
    when = parse_period(period)
    figures = [
        Figure(code, OLD, f"{SET}/{key}" if key[0].isdigit() and "/" not in key else key, parse_value(text), when, stage,
               is_estimate, "Biểu 01", f"B{n}", text)
        for code, row in said.items() for n, (key, text) in enumerate(row.items(), 1)
    ]
    name = identity or f"{period}/{day}/{stage}"
    batch = Batch(name, f"{name}.xlsx", name, when, SET, stage, "kiểm thử", is_sample=is_sample)
    return batches.append(con, batch, figures, 0, moment(day))


def load_and_refresh(con: duckdb.DuckDBPyConnection, *args: object, **named: object) -> batches.Appended:
    """`load`, then bring the kept tables up to date."""
    done = load(con, *args, **named)
    refresh(con, done.units)
    return done
