"""What the office has chosen, each choice dated and signed; the last one of a key counts."""
from __future__ import annotations

from datetime import datetime

import duckdb


def read_setting(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """The value of a setting, or None when nobody chose one."""
    row = con.execute(
        "select arg_max(value, changed_at) from setting where key = ?", [key]
    ).fetchone()
    return row[0] if row else None


def write_setting(con: duckdb.DuckDBPyConnection, key: str, value: str, by: str, now: datetime) -> None:
    """Choose a value from now on."""
    con.execute("insert into setting values (?, ?, ?, ?)", [key, value, by, now])
