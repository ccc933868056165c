"""One time line of a commune: obstacles, steps, help, tasks and what the figures said, in one frame."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from ntm.criteria import Law
from ntm.progress.moved import moved_measure, moved_status, moved_words, status_changes
from ntm.progress.record_words import Words, commune_text, field_text, indicator_text
from ntm.records.placing import Life, Placed, day_of
from ntm.texts import format_date, t

COLUMNS = ["day", "what", "title", "detail", "who", "is_overdue", "changed", "kind", "id"]
# Of one day: what began, what was done, what ended, and last what the figures say of it.
WHATS = ("obstacle", "assistance", "task", "step", "activity", "removed", "ended", "done", "figures")


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the figures up to the day: `said` (everything_said), `history` (indicator_history, with `asked_kind`).

    `levels`: those whose statuses are told; `units`: the commune's lives (code, first day) -> their numbers in the frames.
    """

    said: pd.DataFrame
    history: pd.DataFrame
    levels: tuple[str, ...]
    units: Mapping[Life, int]

    def of(self, life: Life | None) -> Past:
        """What is known of one life."""
        unit = self.units.get(life, -1) if life else -1
        return replace(self, said=self.said[self.said["unit"] == unit], history=self.history[self.history["unit"] == unit])


@dataclass(frozen=True, slots=True)
class _Asked:
    words: Words
    past: Past
    day: date
    lang: str

    @property
    def law(self) -> Law:
        """The law that figures and indicators are worded by."""
        return self.words.law


def time_line(records: Iterable[Placed], words: Words, past: Past, day: date, lang: str) -> pd.DataFrame:
    """A row an event until a day, newest first: COLUMNS. `records` are those of one commune, of any kinds.

    Kinds that have no event of their own here (a roadmap, say) are left out.
    """
    asked = _Asked(words, past, day, lang)
    rows = [row for one in records if one.kind in _EVENTS for row in _EVENTS[one.kind](one, asked)]
    rows += _figure_events(asked)
    frame = pd.DataFrame([row for row in rows if row["day"] is not None and row["day"] <= day], columns=COLUMNS)
    order = frame["what"].map(WHATS.index)
    return frame.assign(order=order).sort_values(["day", "order"], ascending=False, kind="stable").drop(columns="order") \
        .reset_index(drop=True)


def _event(what: str, one: Placed, day: date | None, asked: _Asked, **texts: Any) -> dict[str, Any]:
    lang = asked.lang
    base = {"day": day, "what": what, "title": t(f"timeline.what.{what}", lang), "detail": "", "who": "", "is_overdue": False,
            "changed": "", "kind": one.kind, "id": one.id}
    named = texts.pop("named", "")
    if len(asked.past.units) > 1 and one.life in asked.past.units:
        named = " · ".join(part for part in (commune_text(one.life, asked.words, lang), named) if part)
    if named:
        base["title"] = t("timeline.named", lang, what=base["title"], name=named)
    return base | texts


def _day(one: Placed, name: str | None, asked: _Asked) -> date | None:
    return day_of(asked.words.kinds[one.kind], one.body, name)


def _due_words(one: Placed, asked: _Asked) -> str:
    due = _day(one, "due", asked)
    return t("timeline.due", asked.lang, day=format_date(due, asked.lang)) if due else ""


def _joined(*parts: str | None) -> str:
    return "; ".join(part.rstrip(". ") for part in parts if part)


def _obstacle_events(one: Placed, asked: _Asked) -> list[dict[str, Any]]:
    named = indicator_text(one.body["indicator"], asked.law, asked.lang)
    who = one.body.get("lead", "")
    return [
        _event("obstacle", one, _day(one, "since", asked), asked, named=named, who=who, is_overdue=one.state == "overdue",
               detail=_joined(one.body["what"], _due_words(one, asked))),
        _event("removed", one, _day(one, "closed", asked), asked, named=named, who=who,
               detail=_joined(one.body.get("result"), _due_words(one, asked))),
    ]


def _step_events(one: Placed, asked: _Asked) -> list[dict[str, Any]]:
    obstacle = asked.words.known["obstacle"].get(one.body["obstacle"], {})
    named = indicator_text(obstacle["indicator"], asked.law, asked.lang) if obstacle else ""
    return [_event("step", one, _day(one, "on", asked), asked, named=named, detail=one.body["what"], who=one.body.get("who", ""))]


def _activity_events(one: Placed, asked: _Asked) -> list[dict[str, Any]]:
    kind, body = asked.words.kinds["activity"], one.body
    hours = field_text(kind.field("hours"), body, asked.words, asked.lang)
    given = [t("timeline.given", asked.lang, items=body["items"]) if "items" in body else "",
             t("timeline.hours", asked.lang, hours=hours) if hours else ""]
    on = _day(one, "on", asked)
    return [_event("activity", one, on, asked, detail=_joined(body["what"], *given), who=body.get("unit", ""),
                   changed=changed_figures(one, on, asked.words, asked.past, asked.lang))]


def changed_figures(one: Placed, on: date, words: Words, past: Past, lang: str) -> str:
    """What the figures of an activity's requirements, and the statuses of its obstacles' indicators, said before and after."""
    past, law = past.of(one.life), words.law
    obstacles = [words.known["obstacle"].get(number, {}) for number in one.body.get("obstacles", [])]
    measures = dict.fromkeys([*one.body.get("measures", []), *(body["measure"] for body in obstacles if "measure" in body)])
    keys = dict.fromkeys(body["indicator"] for body in obstacles if "indicator" in body)
    moved = [moved_measure(past.said, measure, on, law, lang) for measure in measures if measure in law.measures]
    moved += [moved_status(past.history, key, on, law, lang) for key in keys]
    return _joined(*(moved_words(one, law, lang) for one in moved))


def _assistance_events(one: Placed, asked: _Asked) -> list[dict[str, Any]]:
    unit = one.body["unit"]
    return [
        _event("assistance", one, _day(one, "since", asked), asked, named=unit, detail=one.body.get("document", "")),
        _event("ended", one, _day(one, "until", asked), asked, named=unit, detail=one.body.get("result", "")),
    ]


def _task_events(one: Placed, asked: _Asked) -> list[dict[str, Any]]:
    who, body = one.body.get("who", ""), one.body
    return [
        _event("task", one, _day(one, "issued", asked), asked, who=who, is_overdue=one.state == "overdue", named=body["document"],
               detail=_joined(body["task"], _due_words(one, asked))),
        _event("done", one, _day(one, "done", asked), asked, who=who, named=body["document"],
               detail=_joined(body["task"], body.get("result"))),
    ]


def _figure_events(asked: _Asked) -> list[dict[str, Any]]:
    """One event a day on which statuses changed, with every indicator that did."""
    rows, lives = [], {unit: life for life, unit in asked.past.units.items()}
    changes = status_changes(asked.past.history, asked.past.levels)
    for (day, unit, level), own in changes.groupby(["as_of", "unit", "level"], sort=False):
        parts = [t("timeline.status", asked.lang, number=row.number, before=t(f"status.{row.before}", asked.lang).lower(),
                   after=t(f"status.{row.after}", asked.lang).lower()) for row in own.itertuples()]
        name = commune_text(lives[unit], asked.words, asked.lang) if len(lives) > 1 else ""
        told = _joined(*parts, _level_words(level, asked), _law_words(own.loc[own["is_new_law"], "set_id"], asked))
        rows.append({"day": day, "what": "figures", "title": t("timeline.what.figures", asked.lang), "detail": name, "who": "",
                     "is_overdue": False, "changed": told, "kind": "", "id": ""})
    return rows


def _law_words(sets: pd.Series, asked: _Asked) -> str:
    """Another law judges from here on: not the commune alone has changed."""
    numbers = ", ".join(sorted({asked.law.sets[one].document.number for one in sets}))
    return t("timeline.new_law", asked.lang, law=numbers) if numbers else ""


def _level_words(level: str, asked: _Asked) -> str:
    """The level where more than one is told."""
    if len(asked.past.levels) < 2:
        return ""
    return next((one.level_title.in_(asked.lang) for one in asked.law.sets.values() if one.level == level), level)


_EVENTS = {
    "obstacle": _obstacle_events, "obstacle_step": _step_events, "activity": _activity_events, "assistance": _assistance_events,
    "task": _task_events,
}


def levels_told(records: Sequence[Placed], law: Law, level: str) -> tuple[str, ...]:
    """The levels whose statuses belong to a commune's time line: the chosen one, and those of its obstacles."""
    sets = [one.body["indicator"].rpartition("/")[0] for one in records if one.kind == "obstacle"]
    return tuple(dict.fromkeys([level, *(law.sets[one].level for one in sets if one in law.sets)]))
