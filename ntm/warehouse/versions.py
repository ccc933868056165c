"""The versions of the warehouse's schema: the first is schema.sql, each later one a file of migrations/ that builds on it."""
from __future__ import annotations

from pathlib import Path

import duckdb

from ntm.problems import Problem, WarehouseError

SCHEMA_VERSION = 4
_FOLDER = Path(__file__).parent
SCHEMA = (_FOLDER / "schema.sql").read_text(encoding="utf-8")
# What each later version adds, by the version that it makes.
_MIGRATIONS = {int(file.name[:4]): file.read_text(encoding="utf-8") for file in sorted((_FOLDER / "migrations").glob("*.sql"))}


def version_of(con: duckdb.DuckDBPyConnection) -> int:
    """The version of a generation. Raises WarehouseError for one of a newer version of the software."""
    found = con.execute("select value from meta where key = 'schema_version'").fetchone()
    if found is None or int(found[0]) > SCHEMA_VERSION:
        raise WarehouseError(Problem("warehouse-newer", {"found": found[0] if found else "?", "known": SCHEMA_VERSION}))
    return int(found[0])


def is_of_older_version(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a generation was written by an older version of the software: the next write brings it up."""
    return version_of(con) < SCHEMA_VERSION


def migrate(con: duckdb.DuckDBPyConnection, found: int) -> None:
    """Bring a generation of version `found` up to the present one; the caller owns the transaction."""
    for version, script in _MIGRATIONS.items():
        if version > found:
            con.execute(script)
    con.execute("insert or replace into meta values ('schema_version', ?)", [str(SCHEMA_VERSION)])


def bring_up(generation: Path) -> None:
    """Give a generation of an older version the present schema, in place."""
    with duckdb.connect(str(generation)) as con:
        con.execute("begin")
        migrate(con, version_of(con))
        con.execute("commit")
        con.execute("checkpoint")
