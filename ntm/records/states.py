"""Where a record stands on a day: open, closed, overdue; and whether a question asks for it."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ntm.records.kinds import Kind


def is_closed(kind: Kind, body: Mapping[str, Any], day: date) -> bool:
    """Whether a record was closed by the end of a day; a kind without a closing day never is."""
    closed = body.get(kind.closed_by) if kind.closed_by else None
    if closed is None:
        return False
    return closed < day.isoformat() if kind.is_through else closed <= day.isoformat()


def is_begun(kind: Kind, body: Mapping[str, Any], day: date) -> bool:
    """Whether what a record speaks of had begun by a day; one without a day has."""
    field = kind.field(kind.day) if kind.day else None
    begun = body.get(kind.day) if field and field.type == "day" else None
    return begun is None or begun <= day.isoformat()


def is_overdue(kind: Kind, body: Mapping[str, Any], day: date) -> bool:
    """Whether a record should have been closed before a day and was not. The due day itself is in time."""
    due = body.get(kind.due) if kind.due else None
    return due is not None and due < day.isoformat() and not is_closed(kind, body, day)


def matches(kind: Kind, body: Mapping[str, Any], commune: str | None, day: date, *, is_open: bool) -> bool:
    """Whether a record is of a commune (any, if None), and open on a day where that is asked."""
    place = kind.first_of("commune")
    if commune is not None and (place is None or body.get(place.name) != commune):
        return False
    return not is_open or (is_begun(kind, body, day) and not is_closed(kind, body, day))
