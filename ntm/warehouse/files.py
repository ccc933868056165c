"""The users' own files, kept as they came: `files/<sha256>` in the warehouse's folder."""
from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

import duckdb

_NAME = re.compile(r"[0-9a-f]{64}(?:\.\d+\.part)?")

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


def sweep_files(folder: Path, kept: Collection[str]) -> int:
    """Delete the files that are not to be kept, begun ones too; returns how many. The caller holds the writers' lock."""
    doomed = [file for file in (folder / "files").iterdir() if _NAME.fullmatch(file.name) and file.name not in kept]
    for file in doomed:
        file.unlink()
    return len(doomed)
