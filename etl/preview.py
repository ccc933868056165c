"""What a file would do before it is accepted: its figures beside those they replace, and how the standing would change."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from etl.declare import declare, find_at_threshold
from etl.intake import Intake
from etl.load import Asked, batch_of
from ntm.progress.keep import refresh
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse


@dataclass(frozen=True, slots=True)
class Preview:
    """A file tried on a private copy; nothing is written.

    `figures`: a row a figure with what it replaces (code, name, item, period_end, is_met, numerator, denominator, number,
    sheet, cell, written; was_… the newest one of that unit, item and stage so far; None: nothing). `changes`: a row an
    indicator whose status would change (code, name, set_id, number, before, after). `levels`: the same by level. `at_threshold`: what
    counts alone leave incomplete (see declare.find_at_threshold); what is asked to be declared of it is among the changes.
    """

    intake: Intake
    figures: pd.DataFrame
    changes: pd.DataFrame
    levels: pd.DataFrame
    at_threshold: pd.DataFrame


def preview(warehouse: Warehouse, intake: Intake, asked: Asked, now: datetime) -> Preview:
    """Try a file that has been read."""
    if intake.period is None or not intake.figures:
        return Preview(intake, pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), pd.DataFrame())
    with warehouse.trying() as draft:
        con = draft.con
        con.execute("create temp table former_current as from current")
        con.execute("create temp table former_indicator as from indicator_status")
        con.execute("create temp table former_level as from level_status")
        base = batch_of(intake, asked)
        done = batches.append(con, base, intake.figures, intake.rejected, now, intake.uncounted)
        at_threshold = find_at_threshold(con, done.batch, intake, refresh(con, done.units))
        if asked.declared:
            declare(con, at_threshold, base, asked.declared, now)
        changes, levels = _changes(con, "indicator", ("number",)), _changes(con, "level", ("level",))
        return Preview(intake, _figures(con, done.batch), changes, levels, at_threshold)


def _figures(con: duckdb.DuckDBPyConnection, batch: int) -> pd.DataFrame:
    return con.execute(
        "select unit.code, unit.name, item.key as item, now.period_end, now.is_met, now.numerator, now.denominator, now.number,"
        " now.sheet, now.cell, now.written, was.is_met as was_is_met, was.numerator as was_numerator,"
        " was.denominator as was_denominator, was.number as was_number, was.period_end as was_period_end, was.written as was_written"
        " from observation as now join unit on unit.id = now.unit join item on item.id = now.item"
        " left join former_current as was on was.unit = now.unit and was.item = now.item and was.stage = now.stage"
        " and was.is_estimate = now.is_estimate where now.batch = ? order by now.line",
        [batch],
    ).df()


def _changes(con: duckdb.DuckDBPyConnection, grain: str, keys: tuple[str, ...]) -> pd.DataFrame:
    key = ", ".join(f"now.{name}" for name in keys)
    return con.execute(
        f"select unit.code, unit.name, now.set_id, {key}, was.status as before, now.status as after"
        f" from {grain}_status as now join former_{grain} as was using (unit, set_id{', number' if grain == 'indicator' else ''})"
        " join unit on unit.id = now.unit where was.status <> now.status order by unit.code, now.set_id"
    ).df()
