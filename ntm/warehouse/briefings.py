"""The briefings that were made, inside the warehouse: written once, never changed."""
from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

import duckdb
import pandas as pd


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was handed out: what it was asked for, its figures' fingerprint, its own sha256."""

    kind: str
    as_of: date
    known_at: datetime
    lang: str
    district: str | None
    commune: str | None
    subject: str
    form: str  # docx, pptx, xlsx, pdf, html
    fingerprint: str
    sha256: str
    is_sample: bool
    made_by: str
    made_at: datetime


def write_made(con: duckdb.DuckDBPyConnection, made: Made) -> int:
    """Keep one; returns its number. The caller owns the transaction."""
    (number,) = con.execute("select coalesce(max(number), 0) + 1 from briefing").fetchone()
    values = {"number": number, **asdict(made)}
    con.execute(f"insert into briefing ({', '.join(values)}) values ({', '.join('$' + name for name in values)})", values)
    return number


def briefings_made(con: duckdb.DuckDBPyConnection, most: int = 200) -> pd.DataFrame:
    """The newest first: number and the fields of Made."""
    return con.execute("select * from briefing order by number desc limit ?", [most]).df()


def is_handed_out(con: duckdb.DuckDBPyConnection, sha256: str) -> bool:
    """Whether a file is, byte by byte, one that was handed out."""
    return con.execute("select count(*) > 0 from briefing where sha256 = ?", [sha256]).fetchone()[0]
