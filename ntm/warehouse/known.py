"""What the warehouse says now of some communes: the newest figure of each item, to hold a new file against."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import duckdb

from ntm.figures import Value
from ntm.periods import Period


class KnownValue(NamedTuple):
    """A value that is known, of which period, and whether it was counted from names."""

    value: Value
    period: Period
    is_named: bool = False


Known = dict[tuple[str, date, str], KnownValue]


def newest_known(con: duckdb.DuckDBPyConnection, codes: Iterable[str], is_sample: bool) -> Known:
    """By (unit code, valid from, item): the newest value that is no estimate, of whatever stage, and what it was counted from.

    Of the sample, or of real data alone: an office's figures are not to be held against invented ones.
    """
    rows = con.execute(
        "select unit.code, unit.valid_from, item.key, newest.said, exists (select 1 from village_mark where"
        "  village_mark.batch = newest.said.batch and village_mark.line = newest.said.line) from ("
        "  select unit, item, arg_max(current, recency) as said from current join batch on batch.id = current.batch"
        "  where not is_estimate and is_sample = $is_sample group by unit, item) as newest"
        " join unit on unit.id = newest.unit join item on item.id = newest.item where list_contains($codes::varchar[], unit.code)",
        {"codes": sorted(set(codes)), "is_sample": is_sample},
    ).fetchall()
    return {(code, valid_from, item): KnownValue(_value(said), _period(said), is_named) for code, valid_from, item, said, is_named in rows}


def _value(said: dict) -> Value:
    return Value(said["is_met"], said["numerator"], said["denominator"], said["number"], said["slack"] or Decimal(0))


def _period(said: dict) -> Period:
    return Period(said["period_end"], said["period_kind"], said["cutoff"])
