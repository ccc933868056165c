"""The users' own files, kept as they came: `files/<sha256>` in the warehouse's folder."""
from __future__ import annotations

import os
from pathlib import Path

import duckdb


def keep_file(folder: Path, sha256: str, content: bytes) -> None:
    """Keep a file before the batch that names it is written; a file kept already stays."""
    target = folder / "files" / sha256
    if target.exists():
        return
    temporary = target.with_name(f"{sha256}.{os.getpid()}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(target)


def kept_file(folder: Path, sha256: str) -> Path:
    """Where a kept file lies."""
    return folder / "files" / sha256


def kept_files(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The sha256 of every file that a warehouse names: loaded, taken in as a workbook of records, attached."""
    return {row[0] for row in con.execute(
        "select sha256 from batch union select sha256 from attachment union select sha256 from edit where sha256 is not null"
    ).fetchall()}
