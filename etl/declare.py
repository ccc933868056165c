"""Verdicts at the threshold: where counts alone leave an indicator incomplete, the analyst may say Đạt, and signs for it."""
from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb
import pandas as pd

from etl.intake import Intake
from ntm.figures import Batch, CoveringDocument, Figure, Value
from ntm.periods import Period
from ntm.progress.evaluate import SQL, Question, evaluate
from ntm.progress.keep import refresh
from ntm.texts import t
from ntm.warehouse import batches
from ntm.warehouse.sql import query

ALL = ("*",)
MARK = "+"  # between the identity of a load and what tells the verdicts declared upon it


@dataclass(frozen=True, slots=True)
class Declared:
    """The batch of the verdicts that were declared, None where it was only tried, and how many they are."""

    batch: int | None
    count: int


def find_at_threshold(con: duckdb.DuckDBPyConnection, batch: int, intake: Intake, judged: date | None = None) -> pd.DataFrame:
    """What one load brings to the threshold and leaves incomplete, judged as of the cut-off of its newest period.

    `judged`: the day for which the units of the load were evaluated just now (by `refresh`), so that it is not done twice.

    A row a unit, set and indicator: code, valid_from, name, set_id, number, unknown (references of the requirements nothing
    is known of), ref, numerator, denominator, share, sheet, cell, written (of the count that reaches the threshold).
    """
    period = intake.period
    if period is None:
        return pd.DataFrame()
    if judged != period.cutoff:
        evaluate(con, Question(as_of=period.cutoff, units=tuple(sorted(batches.units_of(con, batch)))))
    return query(con, SQL, "threshold", batch=batch, sets=list(intake.set_ids), period_kind=period.kind, period_end=period.end).df()


def declare(con: duckdb.DuckDBPyConnection, found: pd.DataFrame, base: Batch, chosen: Collection[str], now: datetime) -> Declared | None:
    """Record Đạt for the chosen indicators (`set_id/number`; ALL: every one) of what a load brings to the threshold (`found`).

    They are a batch of their own, of stage `self`, by who loads; None when there is nothing to declare.
    """
    keys = found["set_id"] + "/" + found["number"] if len(found) else pd.Series(dtype=object)
    found = found[keys.isin(list(chosen))] if tuple(chosen) != ALL else found
    if found.empty:
        return None
    figures = [_verdict(row, base.period) for row in found.to_dict("records")]
    said = "\n".join(f"{figure.unit_code} {figure.item}" for figure in figures)
    identity = base.identity + MARK + hashlib.sha256(said.encode()).hexdigest()
    sets = set(found["set_id"])
    own = replace(base, identity=identity, stage="self", document=CoveringDocument(), set_id=sets.pop() if len(sets) == 1 else None)
    done = batches.append(con, own, figures, 0, now)
    refresh(con, done.units)
    return Declared(done.batch, done.accepted)


def _verdict(row: dict[str, object], period: Period) -> Figure:
    """Đạt, with the place of the count that it rests on."""
    valid_from = row["valid_from"]
    day = valid_from.date() if isinstance(valid_from, datetime) else valid_from
    assert isinstance(day, date)
    return Figure(str(row["code"]), day, f"{row['set_id']}/{row['number']}", Value(is_met=True), period, "self",
                  sheet=row["sheet"], cell=row["cell"], written=t("declare.written", "vi"))


def declared_upon(con: duckdb.DuckDBPyConnection, batch: int) -> list[int]:
    """The batches of verdicts that were declared upon a load: without its figures they rest on nothing."""
    return [row[0] for row in con.execute(
        "select own.id from batch as own join batch as base on starts_with(own.identity, base.identity || ?)"
        " where base.id = ? order by own.id", [MARK, batch],
    ).fetchall()]


def bases_of(con: duckdb.DuckDBPyConnection, batch: int) -> list[int]:
    """The loads upon whose figures the verdicts of a batch were declared; none where it declares nothing."""
    return [row[0] for row in con.execute(
        "select base.id from batch as own join batch as base on own.identity like '%' || ? || '%' and"
        " base.identity = split_part(own.identity, ?, 1) where own.id = ? order by base.id", [MARK, MARK, batch],
    ).fetchall()]
