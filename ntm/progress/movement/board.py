"""A phase's nominations on a day: which parts of each dossier are there, how many days are left, how far it has come."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.movements import Award, Movement, Part, Phase, find_listed, load_movements
from ntm.problems import Problem, WrongUse

Body = Mapping[str, Any]
Known = Mapping[str, Mapping[str, Body]]
# đề nghị -> đủ hồ sơ -> đã xét -> đã quyết định; declined: the council or the decision said no.
STATES = ("proposed", "complete", "reviewed", "decided", "declined")


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of a dossier: there, unconfirmed (its confirmation is missing) or missing; `by` the record that is it (kind, id)."""

    part: Part
    state: str
    by: tuple[str, str] | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nomination on a day. `due`: when its dossier is to be handed in, None where nobody said; `days_left` below zero: late.

    `is_open`: the dossier of its award is not laid down here, so it is never called complete.
    """

    id: str
    body: Body
    phase: Phase
    award: Award
    state: str
    parts: tuple[PartState, ...]
    reviews: tuple[tuple[str, Body], ...]
    due: date | None
    days_left: int | None
    is_open: bool

    @property
    def missing(self) -> tuple[PartState, ...]:
        """The parts that are not there, or not confirmed."""
        return tuple(one for one in self.parts if one.state != "there")

    @property
    def is_late(self) -> bool:
        """Whether the due day has passed with something missing."""
        return self.state == "proposed" and self.days_left is not None and self.days_left < 0


def deadline_of(phase: Phase, known: Known) -> tuple[str | None, Body]:
    """What the office typed in about a phase's days: the record's id and body; (None, {}) where nothing."""
    return next(((one, body) for one, body in known.get("phase_deadline", {}).items() if body["phase"] == phase.key), (None, {}))


def board(phase: Phase, known: Known, day: date) -> list[Nominee]:
    """The nominations of a phase, collectives first, each in the order in which they were typed in: nobody is ranked."""
    found = [nominee(one, known, day) for one, body in known.get("nomination", {}).items()
             if body["phase"] == phase.key and body.get("proposed", "") <= day.isoformat()]
    return sorted(found, key=lambda one: (one.body["kind"] != "collective", int(one.id)))


def nominee(record_id: str, known: Known, day: date) -> Nominee:
    """One nomination as it stands on a day. Raises WrongUse where there is none of that number."""
    body = known.get("nomination", {}).get(record_id)
    if body is None:
        raise WrongUse(Problem("unknown-nomination", {"known": ", ".join(known.get("nomination", {})) or "–"}, value=record_id))
    phase, award = find_listed("phase", body["phase"]), find_listed("award", body["award"])
    reviews = tuple(sorted(((one, review) for one, review in known.get("review", {}).items()
                            if record_id in review["nominations"] and review["day"] <= day.isoformat()),
                           key=lambda one: (one[1]["day"], int(one[0]))))
    is_open = award.dossier_status == "open"
    parts = () if is_open else tuple(_part_state(part, record_id, known, reviews, day) for part in phase.parts)
    due = deadline_of(phase, known)[1].get("due")
    due_day = date.fromisoformat(due) if due else None
    is_complete = not is_open and all(one.state == "there" for one in parts)
    return Nominee(record_id, body, phase, award, _state(reviews, is_complete=is_complete), parts, reviews, due_day,
                   (due_day - day).days if due_day else None, is_open)


def _part_state(part: Part, nomination: str, known: Known, reviews: Sequence[tuple[str, Body]], day: date) -> PartState:
    for one, body in known.get("dossier_part", {}).items():
        if body["nomination"] == nomination and body["part"] == part.key and body["day"] <= day.isoformat():
            is_lacking = part.needs_confirmation and not body.get("confirmed", False)
            return PartState(part, "unconfirmed" if is_lacking else "there", ("dossier_part", one), date.fromisoformat(body["day"]))
    for one, body in reviews:
        if part.satisfied_by and body["kind"] == part.satisfied_by and body["outcome"] == "agreed":
            return PartState(part, "there", ("review", one), date.fromisoformat(body["day"]))
    return PartState(part, "missing")


def _state(reviews: Sequence[tuple[str, Body]], *, is_complete: bool) -> str:
    """The farthest that it has come: the decision's word before the council's, the last one of each."""
    for kind, reached in (("decision", "decided"), ("council_minutes", "reviewed")):
        said = [body["outcome"] for _, body in reviews if body["kind"] == kind]
        if said:
            return reached if said[-1] == "agreed" else "declined"
    return "complete" if is_complete else "proposed"


def movement_for(province: str | None) -> Movement:
    """The newest movement of a province (None: of any). Raises WrongUse where there is none."""
    own = [one for one in load_movements().values() if province in (None, one.province)]
    if not own:
        raise WrongUse(Problem("no-movement"))
    return max(own, key=lambda one: one.document.issued)


def phases_of(movement: Movement, year: int | None = None) -> tuple[Phase, ...]:
    """The phases of a movement, or of one of its years."""
    return tuple(one for one in movement.phases if year in (None, one.year))


def phase_on(movement: Movement, day: date) -> Phase:
    """The phase that a day is most likely about: the last one of the newest year begun; a review before the year's own."""
    begun = [one for one in movement.phases if one.opens <= day] or list(movement.phases[:1])
    return max(begun, key=lambda one: (one.year, (one.covers_to - one.covers_from).days))


def counts_of(found: Sequence[Nominee]) -> dict[str, int]:
    """How many nominations stand in each state."""
    return {state: sum(one.state == state for one in found) for state in STATES}
