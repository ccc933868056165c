"""What the office has chosen, each choice dated and signed; the last one of a key counts."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb


@dataclass(frozen=True, slots=True)
class Setting:
    """What was chosen, by whom, when (UTC)."""

    value: str
    changed_by: str
    changed_at: datetime


def read_setting(con: duckdb.DuckDBPyConnection, key: str) -> str | None:
    """The value of a setting, or None when nobody chose one."""
    row = con.execute(
        "select arg_max(value, changed_at) from setting where key = ?", [key]
    ).fetchone()
    return row[0] if row else None


def settings_under(con: duckdb.DuckDBPyConnection, prefix: str, until: datetime | None = None) -> dict[str, Setting]:
    """The settings whose key begins with `prefix`, by the rest of their key, as they stood at a moment (None: now)."""
    rows = con.execute(
        "select key, unnest(arg_max(setting, changed_at)) from setting where starts_with(key, ?) and changed_at <= ?"
        " group by key order by key", [prefix, until or datetime.max],
    ).fetchall()
    return {row[0].removeprefix(prefix): Setting(*row[2:]) for row in rows}


def write_setting(con: duckdb.DuckDBPyConnection, key: str, value: str, by: str, now: datetime) -> None:
    """Choose a value from now on."""
    con.execute("insert into setting values (?, ?, ?, ?)", [key, value, by, now])
