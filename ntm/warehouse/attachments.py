"""Files attached to a batch or a record: kept by content, dated and signed; taking one off is an act too."""
from __future__ import annotations

import hashlib
from datetime import datetime

import duckdb
import pandas as pd

from ntm.problems import BadFile, Problem
from ntm.warehouse.files import keep_file
from ntm.warehouse.generations import Warehouse

MOST_BYTES = 25 * 1024 * 1024
# What a signed document or a photograph of it starts with.
_STARTS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# What stands near the end of a whole one: a scan that was cut off in sending opens nowhere.
_ENDS = {"application/pdf": b"%%EOF", "image/png": b"IEND", "image/jpeg": b"\xff\xd9"}
_END_BYTES = 2048
_LAST = "select arg_max(attachment, seq) as last from attachment group by owner, sha256"


def media_type_of(file_name: str, content: bytes) -> str:
    """The media type of a PDF, PNG or JPEG, told by its content. Raises BadFile for anything else and for what is too large."""
    if len(content) > MOST_BYTES:
        raise BadFile(Problem("attachment-too-large", {"file": file_name, "most": MOST_BYTES // 1024 // 1024}))
    for start, media_type in _STARTS.items():
        if content.startswith(start):
            return media_type
    raise BadFile(Problem("attachment-kind", {"file": file_name}))


def check_whole(file_name: str, content: bytes) -> None:
    """Pass a PDF, PNG or JPEG that is whole. Raises BadFile for anything else, what is too large, and one that was cut off."""
    if _ENDS[media_type_of(file_name, content)] not in content[-_END_BYTES:]:
        raise BadFile(Problem("attachment-cut", {"file": file_name}))


def owner_of(kind: str, number: int | str) -> str:
    """What an attachment hangs on: ("batch", 12) -> "batch:12"."""
    return f"{kind}:{number}"


def attach(
    warehouse: Warehouse, con: duckdb.DuckDBPyConnection, owner: str, file_name: str, content: bytes, by: str, now: datetime,
) -> str:
    """Keep a file and hang it on its owner; returns its sha256. The caller owns the transaction of `con`."""
    media_type, sha256 = media_type_of(file_name, content), hashlib.sha256(content).hexdigest()
    keep_file(warehouse.folder, sha256, content)
    _write(con, owner, sha256, file_name, media_type, by, now, is_removed=False)
    return sha256


def remove(con: duckdb.DuckDBPyConnection, owner: str, sha256: str, by: str, now: datetime) -> None:
    """Take a file off its owner; the file and the fact that it hung there stay."""
    found = con.execute(f"select last.file_name, last.media_type from ({_LAST}) where last.owner = ? and last.sha256 = ?",
                        [owner, sha256]).fetchone()
    if found:
        _write(con, owner, sha256, *found, by, now, is_removed=True)


def attachments_of(con: duckdb.DuckDBPyConnection, owner: str | None = None) -> pd.DataFrame:
    """The files that hang on an owner, or on all: owner, sha256, file_name, media_type, attached_by, attached_at."""
    return con.execute(
        "select last.owner, last.sha256, last.file_name, last.media_type, last.attached_by, last.attached_at"
        f" from ({_LAST}) where not last.is_removed and (last.owner = $owner or $owner is null) order by last.seq", {"owner": owner},
    ).df()


def _write(
    con: duckdb.DuckDBPyConnection, owner: str, sha256: str, file_name: str, media_type: str, by: str, now: datetime, *, is_removed: bool,
) -> None:
    con.execute("insert into attachment select coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ? from attachment",
                [owner, sha256, file_name, media_type, by, now, is_removed])
