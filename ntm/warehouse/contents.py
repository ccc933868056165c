"""What a load brought: its figures and the cells that were corrected, as they are stored."""
from __future__ import annotations

import duckdb
import pandas as pd


def figures_of(con: duckdb.DuckDBPyConnection, batch: int, most: int) -> pd.DataFrame:
    """The first `most` figures of a batch in the order of the file.

    Columns: code, name, kind of the unit, item_key, period_kind, period_end, cutoff, stage (its number), is_estimate,
    is_met, numerator, denominator, number, sheet, cell, written.
    """
    return con.execute(
        "select unit.code, unit.name, unit.kind, item.key as item_key, observation.* exclude (unit, item, recency, slack, batch)"
        " from observation join unit on unit.id = observation.unit join item on item.id = observation.item"
        " where observation.batch = ? order by observation.line limit ?",
        [batch, most],
    ).df()


def corrections_of(con: duckdb.DuckDBPyConnection, batch: int) -> pd.DataFrame:
    """The cells that a person corrected while loading: sheet, cell, became."""
    return con.execute("select sheet, cell, became from correction where batch = ? order by all", [batch]).df()
