"""Behind a step's count, names: which thôn a plan's work is in, where a list of thôn tells."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import duckdb

from ntm.progress.route.model import CommunePlan
from ntm.progress.villages import villages_of

Named = Mapping[tuple[int, str], tuple[str, ...]]  # (unit, measure) -> thôn that lack it


def lacking_names(con: duckdb.DuckDBPyConnection, plans: Iterable[CommunePlan], as_of: date, known_at: datetime | None = None) -> Named:
    """The thôn that lack what the steps of some plans are about, by the newest list that no later count has overtaken."""
    units = sorted({plan.commune.unit for plan in plans})
    if not units:
        return {}
    rows = villages_of(con, units, as_of, known_at)
    rows = rows[~rows["is_outdated"] & rows["is_met"].eq(False)]
    return {key: tuple(own["village"]) for key, own in rows.groupby(["unit", "measure"])}
