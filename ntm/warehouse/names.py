"""The names behind counts inside the warehouse: written with their batch, never changed."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import pandas as pd

from ntm.figures import Figure
from ntm.periods import KIND_RANK

_EPOCH = date(1970, 1, 1)
_COLUMNS = ["batch", "line", "unit", "item", "recency", "period_kind", "period_end", "cutoff", "is_estimate", "village", "is_met", "lacks",
            "sheet", "cell"]


def closed_key(cutoff: date, kind: str) -> int:
    """Orders periods: later cut-off first, then the shorter kind (DESIGN §3, "newest")."""
    return (cutoff - _EPOCH).days * 8 + KIND_RANK[kind]


def recency_of(figure: Figure, batch: int) -> int:
    """Orders what is said of one unit and item: by period, then by load."""
    return (closed_key(figure.period.cutoff, figure.period.kind) << 32) + batch


def write_names(
    con: duckdb.DuckDBPyConnection, batch: int, figures: Sequence[Figure], uncounted: Sequence[Figure],
    items: Mapping[str, int], units: Mapping[tuple[str, date], int],
) -> None:
    """Store the marks of a batch: those of its figures by line, and of lists that leave some open without one.

    Counts that the same file gives by names too step behind those.
    """
    counted = [(line, figure) for line, figure in enumerate(figures) if figure.marks]
    listed = [*counted, *((None, figure) for figure in uncounted)]
    rows = [
        (batch, line, units[f.unit_code, f.unit_valid_from], items[f.item], recency_of(f, batch), f.period.kind, f.period.end,
         f.period.cutoff, f.is_estimate, mark.village, mark.is_met, list(mark.lacks), mark.sheet, mark.cell)
        for line, f in listed for mark in f.marks
    ]
    if rows:
        con.register("incoming_mark", pd.DataFrame(rows, columns=_COLUMNS, dtype=object))
        con.execute("insert into village_mark by name select * from incoming_mark")
        con.unregister("incoming_mark")
    named = {figure.place: line for line, figure in counted}
    twins = [[batch, line, named[f.place]] for line, f in enumerate(figures) if not f.marks and f.place in named]
    if twins:
        con.executemany("insert into outnamed values (?, ?, ?)", twins)
