"""What changed since a meeting: what really rose and fell, kept apart from what only came late or was corrected.

Three answers are held side by side: the meeting's day as it was known then, the same day as it is known now, and the day asked
about. Between the first two nothing happened but reports and corrections; between the last two it did.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from ntm.records.kinds import Kind
from ntm.records.states import is_overdue
from ntm.warehouse.records import Revision

_KEY = ["unit", "level"]


@dataclass(frozen=True, slots=True)
class Moved:
    """Communes whose standing at a level changed: frames with unit, code, name, level, set_id, before, after."""

    rose: pd.DataFrame
    fell: pd.DataFrame
    other: pd.DataFrame


def moved(before: pd.DataFrame, after: pd.DataFrame) -> Moved:
    """The communes (rows of Standing.communes) that became met, stopped being met, or changed otherwise.

    Communes that exist on one of the days only are left out, and so are levels that another set judged: a change of law is
    none of the commune.
    """
    joined = after.merge(before[[*_KEY, "set_id", "status"]], on=[*_KEY, "set_id"], suffixes=("", "_before"), validate="1:1")
    changed = joined[joined["status"] != joined["status_before"]]
    told = changed.rename(columns={"status_before": "before", "status": "after"})
    told = told[["unit", "code", "name", "district", "level", "set_id", "before", "after"]]
    is_rise, is_fall = told["after"] == "met", told["before"] == "met"
    return Moved(told[is_rise], told[is_fall], told[~is_rise & ~is_fall])


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a meeting. `reported` is None where nothing was loaded yet when it met: then nothing can come late."""

    happened: Moved
    reported: Moved | None
    recognised: tuple[Revision, ...]
    overdue: tuple[Revision, ...]


def since_meeting(
    as_known_then: pd.DataFrame | None, as_known_now: pd.DataFrame, now: pd.DataFrame, recognised: tuple[Revision, ...],
    overdue: tuple[Revision, ...],
) -> Since:
    """The changes between three answers; `as_known_then` None where the warehouse held nothing at that moment."""
    reported = None if as_known_then is None else moved(as_known_then, as_known_now)
    return Since(moved(as_known_now, now), reported, recognised, overdue)


def newly_recognised(records: list[Revision], first: date, last: date) -> tuple[Revision, ...]:
    """Recognitions decided after a day and by another; those of which only the year is known count at its end."""
    def day_of(one: Revision) -> str:
        """The day that it counts from."""
        return one.body.get("decided", f"{one.body['year']}-12-31")
    return tuple(one for one in records if first.isoformat() < day_of(one) <= last.isoformat())


def newly_overdue(kinds: dict[str, Kind], records: list[Revision], first: date, last: date) -> tuple[Revision, ...]:
    """Records with a due day that were not overdue on the first day and are on the last."""
    return tuple(
        one for one in records
        if one.kind in kinds and is_overdue(kinds[one.kind], one.body, last) and not is_overdue(kinds[one.kind], one.body, first)
    )


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Hà Nội as the warehouse keeps moments (naive UTC)."""
    return datetime(day.year, day.month, day.day, 16, 59, 59, 999999)
