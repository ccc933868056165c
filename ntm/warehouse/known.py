"""What the warehouse says now of some communes: the newest figure of each item, to hold a new file against."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import duckdb

from ntm.figures import STAGES, Value
from ntm.periods import Period


class KnownValue(NamedTuple):
    """A value that is known, of which period, whether it was counted from names, and who said it."""

    value: Value
    period: Period
    is_named: bool = False
    stage: str = "self"


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
    return {(code, valid_from, item): KnownValue(_value(said), _period(said), is_named, STAGES[said["stage"]])
            for code, valid_from, item, said, is_named in rows}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure with its period, its stage and where it stands."""

    value: Value
    period: Period
    stage: str
    file: str
    sheet: str | None
    cell: str | None


def newest_sourced(con: duckdb.DuckDBPyConnection, upto: date) -> dict[tuple[str, date, str], Sourced]:
    """By (unit code, valid from, item): the newest real figure that is no estimate, closed on `upto` or before, with its source."""
    rows = con.execute(
        "select unit.code, unit.valid_from, item.key, newest.said, batch.file_name from ("
        "  select unit, item, arg_max(observation, recency) as said from observation join batch on batch.id = observation.batch"
        "  where not is_estimate and not is_sample and observation.cutoff <= $upto"
        "    and observation.batch not in (from void_batch('infinity'::timestamp))"
        "    and (observation.batch, observation.line) not in (select (batch, line) from act where line is not null"
        "      group by batch, line having arg_max(kind, seq) = 'withdraw')"
        "  group by unit, item) as newest"
        " join batch on batch.id = newest.said.batch join unit on unit.id = newest.unit join item on item.id = newest.item",
        {"upto": upto},
    ).fetchall()
    return {
        (code, valid_from, item): Sourced(_value(said), _period(said), STAGES[said["stage"]], file, said["sheet"], said["cell"])
        for code, valid_from, item, said, file in rows
    }


def _value(said: dict) -> Value:
    return Value(said["is_met"], said["numerator"], said["denominator"], said["number"], said["slack"] or Decimal(0))


def _period(said: dict) -> Period:
    return Period(said["period_end"], said["period_kind"], said["cutoff"])
