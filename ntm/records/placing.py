"""Records in the order in which lists show them on a day, overdue first, each with the commune's life that it speaks of."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.records.checking import LIFE
from ntm.records.kinds import Kind
from ntm.records.states import is_begun, is_closed, is_overdue
from ntm.units import Units

# In the order in which lists show them. plain: a kind that is never closed nor due; future: begins after the day.
STATES = ("overdue", "open", "plain", "future", "closed")
Body = Mapping[str, Any]
Life = tuple[str, str]  # a commune's code and the first day of its life, ISO
Known = Mapping[str, Mapping[str, Body]]


@dataclass(frozen=True, slots=True)
class Placed:
    """One live record as it stands on a day. `days_over`: days since it was due, None unless overdue."""

    kind: str
    id: str
    body: Body
    state: str
    days_over: int | None
    life: Life | None


def day_of(kind: Kind, body: Body, name: str | None) -> date | None:
    """The day of a day or year field (a year begins on 1 January); None where there is none."""
    if name is None or name not in body:
        return None
    value = body[name]
    return date(value, 1, 1) if isinstance(value, int) else date.fromisoformat(value)


def state_of(kind: Kind, body: Body, day: date) -> str:
    """How a record stands at the end of a day, one of STATES. What is due on the day itself is not overdue yet."""
    if not is_begun(kind, body, day):
        return "future"
    if is_closed(kind, body, day):
        return "closed"
    if is_overdue(kind, body, day):
        return "overdue"
    return "open" if kind.due or kind.closed_by else "plain"


def life_of(kind: Kind, body: Body, known: Known) -> Life | None:
    """The commune's life that a record speaks of: its own, else that of the record it belongs to; None: of no one commune."""
    own = kind.first_of("commune")
    if own is not None:
        return (body[own.name], body[own.name + LIFE]) if own.name in body else None
    for field in kind.fields:
        if field.type == "record" and not field.is_many and field.name in body:
            other = known.get(field.of or "", {}).get(body[field.name], {})
            if "commune" in other:
                return other["commune"], other["commune" + LIFE]
    return None


def placed(kind: Kind, known: Known, day: date) -> list[Placed]:
    """The live records of a kind as they stand on a day: overdue first, the longest due before the others."""
    found = []
    for record_id, body in known.get(kind.id, {}).items():
        state, due = state_of(kind, body, day), day_of(kind, body, kind.due)
        over = (day - due).days if state == "overdue" and due else None
        found.append(Placed(kind.id, record_id, body, state, over, life_of(kind, body, known)))
    return sorted(found, key=lambda one: _rank(kind, one))


def _rank(kind: Kind, one: Placed) -> tuple[int, int, int]:
    """By state; what is open by its due day (none last), what is over newest first."""
    begins = day_of(kind, one.body, kind.day) or date.min
    if one.state in ("overdue", "open"):
        return STATES.index(one.state), (day_of(kind, one.body, kind.due) or date.max).toordinal(), begins.toordinal()
    ended = day_of(kind, one.body, kind.closed_by) or begins
    return STATES.index(one.state), -ended.toordinal(), -begins.toordinal()


def of_lives(records: Iterable[Placed], lives: frozenset[Life]) -> list[Placed]:
    """Those records that speak of any of some lives, in their order."""
    return [one for one in records if one.life in lives]


def is_live(one: Placed) -> bool:
    """Whether a record still asks for work on the day."""
    return one.state in ("overdue", "open")


def count_states(records: Sequence[Placed]) -> tuple[int, int]:
    """How many still ask for work, and how many of these are overdue."""
    return sum(is_live(one) for one in records), sum(one.state == "overdue" for one in records)


def lives_of(units: Units, code: str, valid_from: date) -> frozenset[Life]:
    """A commune's life and all lives that became it: what was written of Bình Trung is shown with its successor."""
    return lives_before(what_became(units), code, valid_from)


def what_became(units: Units) -> Mapping[Life, frozenset[Life]]:
    """By life, the lives that became it at once: for questions about many communes."""
    before: dict[Life, set[Life]] = {}
    for one in units.changes:
        before.setdefault((one.to_code, one.to_valid_from.isoformat()), set()).add((one.from_code, one.from_valid_from.isoformat()))
    return {life: frozenset(found) for life, found in before.items()}


def lives_before(before: Mapping[Life, frozenset[Life]], code: str, valid_from: date) -> frozenset[Life]:
    """A commune's life and all lives that became it, by `what_became`."""
    newest = lives = frozenset({(code, valid_from.isoformat())})
    while newest:
        newest = frozenset(one for life in newest for one in before.get(life, ())) - lives
        lives |= newest
    return lives
