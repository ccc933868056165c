"""Who issues and signs the office's papers on a day: as typed in, never guessed; None is left to a person."""
from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

import duckdb

from ntm.warehouse.records import END_OF_TIME, live_records


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The bodies, short names for the number ("STTTT", "BCVT"), place and signer of a paper."""

    body: str | None = None
    superior: str | None = None
    short: str | None = None
    unit: str | None = None
    place: str | None = None
    authority: str | None = None
    signer_title: str | None = None
    signer: str | None = None


def letterhead_on(con: duckdb.DuckDBPyConnection, day: date, known_at: datetime | None = None) -> Letterhead:
    """The letterhead of a day: the last that had begun and not ended by then; all blank where there is none."""
    bodies = [one.body for one in live_records(con, "letterhead", known_at or END_OF_TIME)]
    valid = [body for body in bodies if body["since"] <= day.isoformat() <= body.get("until", "9999-12-31")]
    found = max(valid, key=lambda body: body["since"], default={})
    return Letterhead(**{field.name: found.get(field.name) for field in fields(Letterhead)})
