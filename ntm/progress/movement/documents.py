"""Guiding documents on a day: on time or late and by how many days, the rate on time, who has passed which one on."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.names import normalise_name

Body = Mapping[str, Any]
Known = Mapping[str, Mapping[str, Body]]
# no_due: issued, but nobody said by when; waiting: not issued, nobody said by when.
STATES = ("overdue", "open", "waiting", "late", "on_time", "no_due")


@dataclass(frozen=True, slots=True)
class Timed:
    """One document as it stands on a day. `days`: late or overdue by so many, or (open) so many left."""

    id: str
    body: Body
    state: str
    days: int | None

    @property
    def is_judged(self) -> bool:
        """Whether it can be said to be on time or not: it has a due day, and was issued or is overdue."""
        return self.state in ("on_time", "late", "overdue")


@dataclass(frozen=True, slots=True)
class Rate:
    """Documents issued on time out of those that can be judged; overdue ones count as not on time."""

    on_time: int
    judged: int


def timed(record_id: str, body: Body, day: date) -> Timed:
    """A document's state at the end of a day. The due day itself is on time."""
    due = date.fromisoformat(body["due"]) if "due" in body else None
    issued = date.fromisoformat(body["issued"]) if body.get("issued", "9999") <= day.isoformat() else None
    if due is None:
        return Timed(record_id, body, "no_due" if issued else "waiting", None)
    over = ((issued or day) - due).days
    if issued:
        return Timed(record_id, body, "late" if over > 0 else "on_time", max(over, 0))
    return Timed(record_id, body, "overdue" if over > 0 else "open", abs(over))


def documents_on(known: Known, day: date) -> list[Timed]:
    """The documents asked for by a day, what asks for work first."""
    found = [timed(one, body, day) for one, body in known.get("guiding_document", {}).items()
             if body.get("asked_on", body.get("issued", "")) <= day.isoformat()]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.body.get("due", "9999"), int(one.id)))


def rate_of(documents: Iterable[Timed]) -> Rate:
    """The rate on time of some documents."""
    judged = [one for one in documents if one.is_judged]
    return Rate(sum(one.state == "on_time" for one in judged), len(judged))


def rates_by_unit(documents: Iterable[Timed]) -> list[tuple[str, Rate, int]]:
    """Each drafting unit with its rate and how many documents it has, by name; "" where no unit is named."""
    groups: dict[str, list[Timed]] = {}
    names: dict[str, str] = {}
    for one in documents:
        key = normalise_name(one.body.get("unit", ""))
        groups.setdefault(key, []).append(one)
        names.setdefault(key, one.body.get("unit", ""))
    return [(names[key], rate_of(groups[key]), len(groups[key])) for key in sorted(groups)]


def passed_on(known: Known, day: date) -> dict[str, list[tuple[str, Body, bool]]]:
    """By document: the units that were to pass it on (id, body, whether they had by the day), in the order of their names."""
    found: dict[str, list[tuple[str, Body, bool]]] = {}
    for one, body in known.get("passing_on", {}).items():
        found.setdefault(body["document"], []).append((one, body, body.get("passed_on", "9999") <= day.isoformat()))
    return {document: sorted(units, key=lambda one: one[1]["unit"]) for document, units in found.items()}
