"""The clock: moments as the warehouse keeps them (naive UTC), and the days that they fall on in Việt Nam (UTC+7, no summer time)."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


def now() -> datetime:
    """This moment, naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The day that it is in Việt Nam, wherever the machine stands."""
    return local_day(now())


def local_moment(moment: datetime) -> datetime:
    """A moment of the warehouse by the clock of Việt Nam, with its offset."""
    return moment.replace(tzinfo=UTC).astimezone(HANOI)


def local_day(moment: datetime) -> date:
    """The day on which a moment of the warehouse fell in Việt Nam."""
    return local_moment(moment).date()
