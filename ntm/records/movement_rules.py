"""What records of an emulation movement must hold beside their fields: the phase open, nobody twice in it, its own standards and parts."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ntm.movements import Phase, find_listed, movement_of, named
from ntm.names import normalise_name
from ntm.problems import Problem
from ntm.records.values import Surroundings
from ntm.texts import format_date

Body = Mapping[str, Any]
LANG = "vi"  # days in these sentences are written as in the forms: 31/12/2023


def check_movement(kind: str, body: Body, around: Surroundings, own_id: str | None) -> list[Problem]:
    """What is wrong with a record of a movement; nothing for other kinds and for one that stays as it was."""
    before = around.known.get(kind, {}).get(own_id) if own_id is not None else None
    if kind not in _RULES or before == body:
        return []
    found = list(_RULES[kind](body, around, own_id))
    return found or (check_taken_away(kind, before, around) if before else [])


def check_brought_back(kind: str, body: Body, around: Surroundings, own_id: str) -> list[Problem]:
    """What is wrong with a record that an undo writes back; `around` has it already."""
    return list(_RULES[kind](body, around, own_id)) if kind in _RULES else []


def check_taken_away(kind: str, body: Body, around: Surroundings) -> list[Problem]:
    """What forbids that a record goes, or goes to another phase: its own is closed."""
    if kind not in _OF_PHASE:
        return []
    field = _OF_PHASE[kind]
    of_phase = body if field == "phase" else around.known["nomination"].get(body["nomination"])
    # without its nomination it goes together with that, which is asked about itself
    return list(_check_open(of_phase["phase"], around, field)) if of_phase else []


def closed_on(phase: str, around: Surroundings) -> date | None:
    """The day on which the office closed a phase, None where it is open."""
    days = [one["closed"] for one in around.known.get("phase_deadline", {}).values() if one["phase"] == phase and "closed" in one]
    return date.fromisoformat(min(days)) if days else None


def _phase(key: str) -> Phase | None:
    return find_listed("phase", key)


def _check_deadline(body: Body, around: Surroundings, own_id: str | None) -> Iterator[Problem]:
    phase = _phase(body["phase"])
    for name in ("due", "closed"):
        if phase and name in body and date.fromisoformat(body[name]) < phase.opens:
            yield Problem("deadline-before-phase", {"name": name, "day": _day(body[name]), "phase": phase.title,
                                                    "opens": format_date(phase.opens, LANG)}, value=body[name])


def _check_nomination(body: Body, around: Surroundings, own_id: str | None) -> Iterator[Problem]:
    yield from _check_open(body["phase"], around, "phase")
    for other_id, other in around.known.get("nomination", {}).items():
        if other_id != own_id and _nominee(other) == _nominee(body):
            yield Problem("nominee-twice", {"name": "name", "other": other_id, "phase": _phase(body["phase"]).title}, value=other_id)
    yield from _check_own("award", body["award"], body["phase"])


def _nominee(body: Body) -> tuple[str, ...]:
    return body["phase"], body["kind"], normalise_name(body["name"]), normalise_name(body.get("unit", ""))


def _check_evidence(body: Body, around: Surroundings, own_id: str | None) -> Iterator[Problem]:
    nomination = around.known["nomination"][body["nomination"]]
    yield from _check_open(nomination["phase"], around, "nomination")
    standard, movement = find_listed("standard", body["standard"]), movement_of(nomination["phase"])
    fitting = tuple(named(one) for one in movement.standards if one.of == nomination["kind"])
    if standard is None or standard not in movement.standards or standard.of != nomination["kind"]:
        yield Problem("standard-not-of-phase", {"name": "standard", "standard": named(standard), "phase": _phase(nomination["phase"]).title,
                                                "expected": fitting}, value=body["standard"])


def _check_part(body: Body, around: Surroundings, own_id: str | None) -> Iterator[Problem]:
    nomination = around.known["nomination"][body["nomination"]]
    yield from _check_open(nomination["phase"], around, "nomination")
    phase, part = _phase(nomination["phase"]), find_listed("part", body["part"])
    if part not in phase.parts:
        yield Problem("part-not-of-phase", {"name": "part", "part": part.title, "phase": phase.title,
                                            "expected": tuple(one.title for one in phase.parts)}, value=body["part"])


def _check_review(body: Body, around: Surroundings, own_id: str | None) -> Iterator[Problem]:
    nominations = around.known["nomination"]
    strange = [one for one in body["nominations"] if nominations[one]["phase"] != body["phase"]]
    if strange:
        yield Problem("review-of-other-phase", {"name": "nominations", "numbers": ", ".join(strange), "phase": _phase(body["phase"]).title},
                      value=", ".join(strange))


def _check_open(phase: str, around: Surroundings, field: str) -> Iterator[Problem]:
    closed = closed_on(phase, around)
    if closed is not None and closed <= around.today:
        yield Problem("phase-closed", {"name": field, "phase": _phase(phase).title, "day": format_date(closed, LANG)}, value=phase)


def _check_own(what: str, key: str, phase: str) -> Iterator[Problem]:
    """An award of another movement than the phase's."""
    if movement_of(key) is not movement_of(phase):
        known = tuple(one.title for one in movement_of(phase).listed(what))
        yield Problem("award-not-of-phase", {"name": what, "phase": _phase(phase).title, "expected": known}, value=key)


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso), LANG)


_RULES: Mapping[str, Callable[[Body, Surroundings, str | None], Iterator[Problem]]] = {
    "phase_deadline": _check_deadline, "nomination": _check_nomination, "merit": _check_evidence, "dossier_part": _check_part,
    "review": _check_review,
}
# The kinds that a closed phase keeps as they are, and the field that leads to it.
_OF_PHASE = {"nomination": "phase", "merit": "nomination", "dossier_part": "nomination"}
