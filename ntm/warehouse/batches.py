"""Batches and acts: append what was loaded, void it, bring it back. Nothing is changed or deleted.

All functions take the connection of a Draft: the caller owns the transaction and refreshes what hangs on it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pandas as pd

from ntm.figures import STAGES, Batch, Figure
from ntm.problems import Problem, WrongUse
from ntm.warehouse.facts import item_ids, unit_ids
from ntm.warehouse.names import recency_of, write_names


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append did: the batch, how many of its figures were there already with the same value, units touched."""

    batch: int
    accepted: int
    unchanged: int
    units: tuple[int, ...]


def find_batch(con: duckdb.DuckDBPyConnection, identity: str) -> int | None:
    """The live batch of that identity, or None. A voided one does not count: loading its file again is a new load."""
    row = con.execute(
        "select id from batch where identity = ? and id not in (from void_batch('infinity'::timestamp)) order by id desc limit 1",
        [identity],
    ).fetchone()
    return row[0] if row else None


def append(
    con: duckdb.DuckDBPyConnection, batch: Batch, figures: Sequence[Figure], rejected: int, now: datetime,
    uncounted: Sequence[Figure] = (),
) -> Appended:
    """Store a batch with its figures and the names behind them; of `uncounted` (lists that leave names open) the names alone.

    The first real batch puts the sample's aside in the same write; a sample's comes too late.
    """
    number = con.execute("select coalesce(max(id), 0) + 1 from batch").fetchone()[0]
    items, units = item_ids(con), unit_ids(con)
    frame = _frame(number, figures, items, units)
    touched = set(frame["unit"].tolist())
    if not batch.is_sample or con.execute(_LIVE_REAL).fetchone()[0]:
        touched |= _move_sample(con, "aside", batch.loaded_by, now)
    con.register("incoming", frame)
    unchanged = con.execute(_UNCHANGED).fetchone()[0] if figures else 0
    document = batch.document
    con.execute("insert into batch values (" + ", ".join("?" * 19) + ")", [
        number, batch.sha256, batch.file_name, batch.identity, batch.period.kind, batch.period.end, batch.period.cutoff,
        batch.set_id, batch.stage, document.body, document.number, document.issued, document.signer,
        batch.loaded_by, now, batch.is_sample, len(figures), unchanged, rejected,
    ])
    if figures:  # of an empty frame nobody knows the types
        con.execute("insert into observation by name select * from incoming order by unit, item, recency")
    con.unregister("incoming")
    write_names(con, number, figures, uncounted, items, units)
    return Appended(number, len(figures), unchanged, tuple(sorted(touched)))


def note_corrections(con: duckdb.DuckDBPyConnection, batch: int, corrections: Sequence[tuple[str, str, str]]) -> None:
    """Keep which cells (sheet, cell, text) a person corrected while loading."""
    for sheet, cell, became in corrections:
        con.execute("insert into correction values (?, ?, ?, ?)", [batch, sheet, cell, became])


# A figure equal to the newest one of its own unit, item, period and stage that is live.
_UNCHANGED = """
with same_place as (
    select incoming.line, arg_max(observation, observation.batch) as said
    from incoming
    join observation using (unit, item, period_kind, period_end, stage, is_estimate)
    where observation.batch not in (from void_batch('infinity'::timestamp))
        and (observation.batch, observation.line) not in (select (batch, line) from outnamed)
        and (observation.batch, observation.line) not in (
            select (batch, line) from act where line is not null group by batch, line having arg_max(kind, seq) = 'withdraw'
        )
    group by incoming.line
)
select count(*)
from same_place
join incoming using (line)
where said.is_met is not distinct from incoming.is_met
    and said.numerator is not distinct from incoming.numerator
    and said.denominator is not distinct from incoming.denominator
    and said.number is not distinct from incoming.number::decimal(38, 15)
"""


def void(con: duckdb.DuckDBPyConnection, batch: int, by: str, now: datetime) -> tuple[int, ...]:
    """Void a batch; returns the units touched. Without a live real batch left, the sample stands again."""
    _require(con, batch, is_void=False)
    _act(con, "void", batch, by, now)
    touched = units_of(con, batch)
    if not con.execute(_LIVE_REAL).fetchone()[0]:
        touched |= _move_sample(con, "return", by, now)
    return tuple(sorted(touched))


def redo(con: duckdb.DuckDBPyConnection, batch: int, by: str, now: datetime) -> tuple[int, ...]:
    """Bring a voided batch back; returns the units touched. A real batch puts the sample's aside again."""
    is_sample = _require(con, batch, is_void=True)
    _act(con, "redo", batch, by, now)
    touched = units_of(con, batch)
    if not is_sample:
        touched |= _move_sample(con, "aside", by, now)
    return tuple(sorted(touched))


def withdraw(con: duckdb.DuckDBPyConnection, batch: int, line: int, by: str, now: datetime) -> tuple[int, ...]:
    """Withdraw one figure of a batch (its `line`); returns the unit touched."""
    _act(con, "withdraw", batch, by, now, line)
    return _unit_of_line(con, batch, line)


def restore(con: duckdb.DuckDBPyConnection, batch: int, line: int, by: str, now: datetime) -> tuple[int, ...]:
    """Bring a withdrawn figure back; returns the unit touched."""
    _act(con, "restore", batch, by, now, line)
    return _unit_of_line(con, batch, line)


def history(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a batch, newest first, with `is_void` and the last act upon it."""
    return con.execute(
        "with last_act as (select batch, arg_max(act, seq) as act from act where line is null group by batch)"
        " select batch.*, id in (from void_batch('infinity'::timestamp)) as is_void, act.kind as act, act.acted_by, act.acted_at"
        " from batch left join last_act on last_act.batch = batch.id order by batch.id desc"
    ).df()


def is_void(con: duckdb.DuckDBPyConnection, batch: int) -> bool:
    """Whether a batch does not count now."""
    return con.execute("select ? in (from void_batch('infinity'::timestamp))", [batch]).fetchone()[0]


def voided_at(con: duckdb.DuckDBPyConnection, batch: int) -> datetime | None:
    """When a person voided a batch that is void; None for one that is live."""
    return con.execute(
        "select arg_max(if(kind = 'void', acted_at, null), seq) from act where batch = ? and kind in ('void', 'redo')"
        " having arg_max(kind, seq) = 'void'", [batch],
    ).fetchone()


def units_of(con: duckdb.DuckDBPyConnection, batch: int) -> set[int]:
    """Numbers of the units that a batch has figures of."""
    return {row[0] for row in con.execute("select distinct unit from observation where batch = ?", [batch]).fetchall()}


def _frame(
    batch: int, figures: Sequence[Figure], items: Mapping[str, int], units: Mapping[tuple[str, object], int]
) -> pd.DataFrame:
    """The observations of a batch as the table stores them; `line` numbers the figures within the batch."""
    rows = [
        {
            "unit": units[f.unit_code, f.unit_valid_from], "item": items[f.item],
            "recency": recency_of(f, batch),
            "period_kind": f.period.kind, "period_end": f.period.end, "cutoff": f.period.cutoff,
            "stage": STAGES.index(f.stage), "is_estimate": f.is_estimate, "is_met": f.value.is_met,
            "numerator": f.value.numerator, "denominator": f.value.denominator,
            "number": f.value.number, "slack": f.value.slack, "batch": batch, "line": line,
            "sheet": f.sheet, "cell": f.cell, "written": f.written,
        }
        for line, f in enumerate(figures)
    ]
    columns = [
        "unit", "item", "recency", "period_kind", "period_end", "cutoff", "stage", "is_estimate", "is_met", "numerator",
        "denominator", "number", "slack", "batch", "line", "sheet", "cell", "written",
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _act(
    con: duckdb.DuckDBPyConnection, kind: str, batch: int, by: str, now: datetime, line: int | None = None
) -> None:
    con.execute("insert into act select coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? from act", [kind, batch, line, by, now])


_LIVE_REAL = "select count(*) from batch where not is_sample and id not in (from void_batch('infinity'::timestamp))"


def _require(con: duckdb.DuckDBPyConnection, batch: int, is_void: bool) -> bool:
    """Whether the batch is of the sample. Raises WrongUse when there is none, or a person has not left it so."""
    row = con.execute(
        "select is_sample, coalesce((select arg_max(kind, seq) = 'void' from act"
        " where act.batch = batch.id and kind in ('void', 'redo')), false) from batch where id = ?",
        [batch],
    ).fetchone()
    if row is None:
        raise WrongUse(Problem("unknown-batch", {"batch": batch}))
    if row[1] != is_void:
        raise WrongUse(Problem("batch-is-void" if row[1] else "batch-is-live", {"batch": batch}))
    return row[0]


def _move_sample(con: duckdb.DuckDBPyConnection, kind: str, by: str, now: datetime) -> set[int]:
    """Put the whole sample aside, or let it return; returns the units touched."""
    last = "select arg_max(kind, seq) from act where act.batch = batch.id and kind in ('aside', 'return')"
    rows = con.execute(f"select id, coalesce(({last}), 'return') from batch where is_sample order by id").fetchall()
    touched: set[int] = set()
    for batch in [number for number, stands in rows if stands != kind]:
        _act(con, kind, batch, by, now)
        touched |= units_of(con, batch)
    return touched


def _unit_of_line(con: duckdb.DuckDBPyConnection, batch: int, line: int) -> tuple[int, ...]:
    row = con.execute("select unit from observation where batch = ? and line = ?", [batch, line]).fetchone()
    if row is None:
        raise WrongUse(Problem("unknown-figure", {"batch": batch, "line": line}))
    return row
