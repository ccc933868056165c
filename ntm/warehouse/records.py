"""Records that people typed in, as rows: revisions appended, read back as they stood at a moment. Nothing is changed or deleted."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

END_OF_TIME = datetime(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Row:
    """One revision to write: `body` None removes the record (its last body stays readable)."""

    kind: str
    id: str
    body: dict[str, Any] | None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision as it is kept, with the save that it came with."""

    seq: int
    edit: int
    kind: str
    id: str
    body: dict[str, Any]
    is_removed: bool
    is_sample: bool
    by: str
    at: datetime


def append_edit(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Row], by: str, now: datetime, source: str | None = None, sha256: str | None = None,
    undoes: int | None = None,
) -> int:
    """Write one save; returns its number. The caller has checked the rows and owns the transaction."""
    (number,) = con.execute("select coalesce(max(number), 0) + 1 from edit").fetchone()
    con.execute("insert into edit values (?, ?, ?, ?, ?, ?)", [number, by, now, source, sha256, undoes])
    (seq,) = con.execute("select coalesce(max(seq), 0) from record").fetchone()
    last = {(one.kind, one.id): one.body for kind in {row.kind for row in rows if row.body is None} for one in revisions_of(con, kind)}
    frame = pd.DataFrame(
        [{"seq": seq + place, "edit": number, "kind": row.kind, "id": row.id,
          "body": json.dumps(last[row.kind, row.id] if row.body is None else row.body, ensure_ascii=False),
          "is_removed": row.body is None, "is_sample": row.is_sample} for place, row in enumerate(rows, 1)],
        columns=["seq", "edit", "kind", "id", "body", "is_removed", "is_sample"],
    )
    con.register("incoming_record", frame)
    con.execute("insert into record by name select * from incoming_record")
    con.unregister("incoming_record")
    return number


_COLUMNS = ("record.seq, record.edit, record.kind, record.id, record.body::varchar, record.is_removed, record.is_sample,"
            " edit.edited_by, edit.edited_at")
# The sample's records stand aside as its figures do: as soon as a real batch counts.
_REAL_COUNTS = ("select count(*) from batch where not is_sample and loaded_at <= $moment"
                " and id not in (from void_batch($moment))")


def live_records(con: duckdb.DuckDBPyConnection, kind: str | None = None, moment: datetime = END_OF_TIME) -> list[Revision]:
    """The records of a kind (or of all) as they stood at a moment, by kind and id; removed ones and a sample put aside left out."""
    is_aside = is_sample_aside(con, moment)
    return [one for one in newest_revisions(con, kind, moment) if not one.is_removed and not (one.is_sample and is_aside)]


def is_sample_aside(con: duckdb.DuckDBPyConnection, moment: datetime = END_OF_TIME) -> bool:
    """Whether the sample's records count no longer, because real figures do."""
    (real,) = con.execute(_REAL_COUNTS, {"moment": moment}).fetchone()
    return bool(real)


def newest_revisions(con: duckdb.DuckDBPyConnection, kind: str | None = None, moment: datetime = END_OF_TIME) -> list[Revision]:
    """The last revision of every record of a kind (or of all) at a moment, removed ones and a sample put aside too."""
    rows = con.execute(
        f"select {_COLUMNS} from record join edit on edit.number = record.edit"
        " where edit.edited_at <= $moment and (record.kind = $kind or $kind is null)"
        " qualify row_number() over (partition by record.kind, record.id order by record.seq desc) = 1"
        " order by record.kind, record.id::integer", {"moment": moment, "kind": kind},
    ).fetchall()
    return [_revision(row) for row in rows]


def revisions_of(con: duckdb.DuckDBPyConnection, kind: str, record_id: str | None = None) -> list[Revision]:
    """Every revision of one record, or of all of a kind, oldest first."""
    return [_revision(row) for row in con.execute(
        f"select {_COLUMNS} from record join edit on edit.number = record.edit"
        " where record.kind = $kind and (record.id = $id or $id is null) order by record.seq", {"kind": kind, "id": record_id},
    ).fetchall()]


def revisions_of_edit(con: duckdb.DuckDBPyConnection, edit: int) -> list[Revision]:
    """What one save wrote, in its order."""
    return [_revision(row) for row in con.execute(
        f"select {_COLUMNS} from record join edit on edit.number = record.edit where edit.number = ? order by record.seq", [edit],
    ).fetchall()]


def edits(con: duckdb.DuckDBPyConnection, kinds: Sequence[str], most: int = 200) -> pd.DataFrame:
    """The newest saves that touched some kinds: number, edited_by, edited_at, source, undoes, kind, records, is_undone."""
    return con.execute(
        "select edit.number, edit.edited_by, edit.edited_at, edit.source, edit.undoes, record.kind, count(*)::integer as records,"
        " edit.number in (select undoes from edit where undoes is not null) as is_undone"
        " from edit join record on record.edit = edit.number where record.kind in (select unnest($kinds))"
        " group by all order by edit.number desc limit $most", {"kinds": list(kinds), "most": most},
    ).df()


def _revision(row: tuple[Any, ...]) -> Revision:
    seq, edit, kind, record_id, body, is_removed, is_sample, by, at = row
    return Revision(seq, edit, kind, record_id, json.loads(body), is_removed, is_sample, by, at)
