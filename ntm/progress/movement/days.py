"""A year's deadlines in one list: phases, guiding documents, documents to pass on, tasks, obstacles, reports; overdue ones first."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.movements import Movement
from ntm.progress.movement.board import board, deadline_of, phases_of
from ntm.progress.record_words import Words, field_text, link_text
from ntm.records.placing import state_of
from ntm.texts import format_period, t

Body = Mapping[str, Any]
STATES = ("overdue", "open", "unknown", "done", "plain")
_KINDS = {"guiding_document": "subject", "passing_on": "unit", "task": "task", "obstacle": "what"}
_WHO = {"guiding_document": "unit", "passing_on": "unit", "task": "who", "obstacle": "lead"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of a year. `day` None: nobody said when. `record`: kind and id of what it is about, None for a phase nobody dated."""

    what: str
    day: date | None
    title: str
    who: str
    state: str
    days_left: int | None
    record: tuple[str, str] | None


def deadlines_of(year: int, movement: Movement | None, words: Words, day: date, lang: str) -> list[Deadline]:
    """All deadlines of a year as they stand on a day: overdue, open, undated, done; each by its day."""
    found = [*_phase_days(year, movement, words, day, lang), *_record_days(year, words, day, lang), *_report_days(year, words, day, lang)]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.day or date.max, one.what, one.title))


def _phase_days(year: int, movement: Movement | None, words: Words, day: date, lang: str) -> Iterator[Deadline]:
    for phase in phases_of(movement, year) if movement else ():
        number, body = deadline_of(phase, words.known)
        nominees = board(phase, words.known, day)
        title = t("movement.days.phase", lang, phase=phase.title.in_(lang))
        if number is None:
            undated = t("movement.days.undated", lang, what=title, rule=phase.due_rule.in_(lang))
            yield Deadline("phase", None, undated, "", "unknown", None, None)
            continue
        due = date.fromisoformat(body["due"])
        is_done = bool(nominees) and all(one.state != "proposed" for one in nominees)
        yield Deadline("phase", due, title, "", _state(due, day, is_done=is_done), (due - day).days, ("phase_deadline", number))


def _record_days(year: int, words: Words, day: date, lang: str) -> Iterator[Deadline]:
    for name, said in _KINDS.items():
        kind = words.kinds[name]
        for one, body in words.known.get(name, {}).items():
            state = state_of(kind, body, day)
            if not body.get("due", "").startswith(str(year)) or state == "future":
                continue
            due = date.fromisoformat(body["due"])
            title = link_text("guiding_document", body["document"], words, lang) if name == "passing_on" else body[said]
            if name == "obstacle":
                title = f"{field_text(kind.field('commune'), body, words, lang)}: {title}"
            state = "done" if state == "closed" else state
            yield Deadline(name, due, title, body.get(_WHO[name], ""), state, (due - day).days, (name, one))


def _report_days(year: int, words: Words, day: date, lang: str) -> Iterator[Deadline]:
    """When reports are due: who has sent them is told on another page, so a day that has passed is only told."""
    for one, body in words.known.get("calendar", {}).items():
        if body["due"].startswith(str(year)):
            due = date.fromisoformat(body["due"])
            title = t("movement.days.report", lang, period=format_period(body["kind"], date.fromisoformat(body["end"]), lang))
            yield Deadline("calendar", due, title, "", "open" if due >= day else "plain", (due - day).days, ("calendar", one))


def _state(due: date, day: date, *, is_done: bool) -> str:
    return "done" if is_done else "overdue" if due < day else "open"
