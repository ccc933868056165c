"""What the office typed in, as the plan takes it: unit costs, and obstacles that will not be moved in time."""
from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import duckdb

from ntm.progress.route.model import Blocked
from ntm.records.kinds import load_kinds
from ntm.records.states import is_begun, is_closed
from ntm.warehouse.records import END_OF_TIME, live_records


def office_costs(con: duckdb.DuckDBPyConnection, known_at: datetime | None = None) -> dict[str, Fraction]:
    """Work a unit by measure, as typed in; what is not named costs 1."""
    return {one.body["measure"]: Fraction(one.body["cost"]) for one in live_records(con, "unit_cost", known_at or END_OF_TIME)}


def office_funding(con: duckdb.DuckDBPyConnection, known_at: datetime | None = None) -> dict[str, str]:
    """Who pays for a unit of work, by measure, where the office said so."""
    records = live_records(con, "unit_cost", known_at or END_OF_TIME)
    return {one.body["measure"]: one.body["funding"] for one in records if "funding" in one.body}


def blocked_by_obstacles(con: duckdb.DuckDBPyConnection, as_of: date, by: date, known_at: datetime | None = None) -> Blocked:
    """What obstacles stand in the way of until after a day: (unit, measure or indicator key).

    An obstacle blocks where it is open on `as_of` and due after `by`; one without a due day may be moved in time.
    """
    units = {(code, start.isoformat()): number
             for code, start, number in con.execute("select code, valid_from, id from unit").fetchall()}
    kind = load_kinds()["obstacle"]
    return frozenset(
        (units[one.body["commune"], one.body["commune_from"]], one.body.get("measure", one.body["indicator"]))
        for one in live_records(con, "obstacle", known_at or END_OF_TIME)
        if is_begun(kind, one.body, as_of) and not is_closed(kind, one.body, as_of) and one.body.get("due", "") > by.isoformat()
    )
