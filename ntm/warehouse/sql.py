"""Questions written in .sql files beside the package that asks them: `query(con, folder, "name", key=value)`."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb


@cache
def sql_text(folder: Path, name: str) -> str:
    """The text of one .sql file."""
    return (folder / f"{name}.sql").read_text(encoding="utf-8")


def query(con: duckdb.DuckDBPyConnection, folder: Path, name: str, **parameters: Any) -> duckdb.DuckDBPyConnection:
    """Run one .sql file with the parameters that it names, and return the connection to fetch from."""
    text = sql_text(folder, name)
    used = {key: value for key, value in parameters.items() if f"${key}" in text}
    return con.execute(text, used) if used else con.execute(text)
