"""A value taken out for good, from every revision: the one thing that is ever deleted here, because a person may ask for it."""
from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import duckdb

_LINKED = "(body->>'$.nomination') = $id or list_contains(from_json(body->'$.nominations', '[\"varchar\"]'), $id)"


def rows_about(con: duckdb.DuckDBPyConnection, kind: str, record_id: str) -> list[tuple[int, int, str, str, dict[str, Any]]]:
    """Every revision of a nomination and of the records that name it by number: seq, edit, kind, id, body."""
    rows = con.execute(
        f"select seq, edit, kind, id, body::varchar from record where (kind = $kind and id = $id) or {_LINKED} order by seq",
        {"kind": kind, "id": record_id},
    ).fetchall()
    return [(*row[:4], json.loads(row[4])) for row in rows]


def write_body(con: duckdb.DuckDBPyConnection, seq: int, body: dict[str, Any]) -> None:
    """Put another body in the place of one revision's."""
    con.execute("update record set body = ? where seq = ?", [json.dumps(body, ensure_ascii=False), seq])


def drop_files(con: duckdb.DuckDBPyConnection, owners: Collection[str], edits: Collection[int]) -> None:
    """Take off the files of some owners and the workbooks that some saves came with; `Warehouse.rewrite` deletes what nobody names then."""
    con.execute("delete from attachment where list_contains($owners, owner)", {"owners": list(owners)})
    con.execute("update edit set sha256 = null, source = null where list_contains($edits, number) and sha256 is not null",
                {"edits": list(edits)})
