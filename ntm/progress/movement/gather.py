"""Evidence for a nomination from what is recorded: help given and what it moved, documents on time, initiatives, obstacles removed.

It is a proposal: a person takes it into the dossier, changes it, or leaves it.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.movements import Phase, Standard, find_listed, movement_of
from ntm.names import normalise_name
from ntm.progress.movement.documents import Rate, documents_on, rate_of, timed
from ntm.progress.record_words import Words, field_text, indicator_text
from ntm.progress.timeline import Past, changed_figures
from ntm.records.checking import LIFE
from ntm.records.placing import Life, Placed, life_of
from ntm.texts import format_date, format_number, t

Body = Mapping[str, Any]
# The field of a kind that names its unit, the day on which it counts, and the evidence field that links to it.
_UNIT = {"obstacle": "lead"}
_DAY = {"activity": "on", "media": "on", "guiding_document": "issued", "initiative": "on", "obstacle": "closed", "assistance": "since"}
LINKS = {"activity": "activities", "assistance": "assistance", "guiding_document": "documents", "initiative": "initiatives",
         "obstacle": "obstacles", "media": "media"}


@dataclass(frozen=True, slots=True)
class Found:
    """One record that may speak for a standard: what it says in a sentence, and what the figures said before and after it."""

    standard: str
    kind: str
    id: str
    day: date
    text: str
    moved: str

    def as_evidence(self, nomination: str) -> dict[str, Any]:
        """The evidence record that it becomes when a person takes it in."""
        return {"nomination": nomination, "standard": self.standard, "text": self.text} | {LINKS[self.kind]: [self.id]}


def standards_for(body: Body) -> tuple[Standard, ...]:
    """The standards by which a nomination is looked at."""
    return tuple(one for one in movement_of(body["phase"]).standards if one.of == body["kind"])


def lives_touched(nominations: Iterable[Body], words: Words) -> set[Life]:
    """The communes that the gathered records of some nominations are about: their figures are asked for."""
    found = set()
    for body in nominations:
        for standard in standards_for(body):
            for kind, one, _ in _records(body, standard, words):
                life = life_of(words.kinds[kind], words.known[kind][one], words.known)
                found |= {life} if life else set()
    return found


def gather(nomination: str, words: Words, past: Past, until: date, lang: str) -> list[Found]:
    """What is recorded of the nominee's unit in the phase's days until a day, by standard and day; what is evidence already left out."""
    body = words.known["nomination"][nomination]
    taken = _taken(nomination, words)
    found = []
    for standard in standards_for(body):
        for kind, one, day in _records(body, standard, words):
            if day <= until and (standard.key, kind, one) not in taken:
                text = _TEXTS[kind](words.known[kind][one], words, lang)
                found.append(Found(standard.key, kind, one, day, text, moved_by(kind, one, words, past, lang)))
    order = [one.key for one in standards_for(body)]
    return sorted(found, key=lambda one: (order.index(one.standard), one.day, one.kind, int(one.id)))


def moved_by(kind: str, record_id: str, words: Words, past: Past, lang: str) -> str:
    """What the figures said before and after an act of help; empty for other records and where nothing was reported."""
    if kind != "activity":
        return ""
    body = words.known[kind].get(record_id, {})
    if not body:
        return ""
    placed = Placed(kind, record_id, body, "plain", None, (body["commune"], body["commune" + LIFE]))
    return changed_figures(placed, date.fromisoformat(body["on"]), words, past, lang)


def unit_rate(body: Body, phase: Phase, words: Words, until: date) -> Rate:
    """The rate on time of the unit's documents due within the phase's days, as they stood on a day or at the phase's end."""
    first, last = phase.covers_from.isoformat(), phase.covers_to.isoformat()
    own = [one for one in documents_on(words.known, min(phase.covers_to, until)) if _is_of(body, one.body.get("unit"))]
    return rate_of(one for one in own if first <= one.body.get("due", "") <= last)


def _taken(nomination: str, words: Words) -> set[tuple[str, str, str]]:
    """What is evidence already: standard, kind and id of each link."""
    return {(body["standard"], kind, linked) for body in words.known.get("merit", {}).values() if body["nomination"] == nomination
            for kind, name in LINKS.items() for linked in body.get(name, [])}


def _records(body: Body, standard: Standard, words: Words) -> Iterator[tuple[str, str, date]]:
    """The records of the nominee's unit that may speak for a standard, within the phase's days."""
    phase: Phase = find_listed("phase", body["phase"])
    movement = movement_of(body["phase"])
    for kind in standard.gathers:
        for one, record in words.known.get(kind, {}).items():
            day = record.get(_DAY[kind])
            if day is None or not _is_of(body, record.get(_UNIT.get(kind, "unit"))):
                continue
            if standard.is_assigned_only and record.get("commune") != movement.assigned_commune:
                continue
            if _is_within(kind, record, day, phase):
                yield kind, one, date.fromisoformat(day)


def _is_within(kind: str, record: Body, day: str, phase: Phase) -> bool:
    first, last = phase.covers_from.isoformat(), phase.covers_to.isoformat()
    if kind == "assistance":  # it lasts: an assignment that began before still counts while it stands
        return day <= last and record.get("until", "9999") >= first
    return first <= day <= last


def _is_of(body: Body, unit: str | None) -> bool:
    """Whether a record's unit is the nominee's: the unit itself, or for a collective its name; several are parted by ";"."""
    own = {normalise_name(body["unit"])} | ({normalise_name(body["name"])} if body["kind"] == "collective" else set())
    return unit is not None and bool(own & {normalise_name(part) for part in unit.split(";")})


def _day(body: Body, name: str, lang: str) -> str:
    return format_date(date.fromisoformat(body[name]), lang)


def _said(kind: str, body: Body, name: str, words: Words, lang: str) -> str:
    return field_text(words.kinds[kind].field(name), body, words, lang)


def _commune(kind: str, body: Body, words: Words, lang: str) -> str:
    """The commune inside a sentence: "xã Bình Trung"."""
    name = _said(kind, body, "commune", words, lang)
    return name[:1].lower() + name[1:]


def _activity(body: Body, words: Words, lang: str) -> str:
    given = t("gather.given", lang, items=body["items"]) if "items" in body else ""
    hours = t("gather.hours", lang, hours=_said("activity", body, "hours", words, lang)) if "hours" in body else ""
    return t("gather.activity", lang, day=_day(body, "on", lang), what=body["what"].rstrip(". "),
             commune=_commune("activity", body, words, lang), given=given + hours)


def _media(body: Body, words: Words, lang: str) -> str:
    return t("gather.media", lang, day=_day(body, "on", lang), kind=_said("media", body, "kind", words, lang),
             subject=body["subject"].rstrip(". "), outlet=body["outlet"])


def _document(body: Body, words: Words, lang: str) -> str:
    state = timed("", body, date.fromisoformat(body["issued"]))
    return t("gather.document", lang, kind=_said("guiding_document", body, "kind", words, lang), number=body.get("number", "–"),
             day=_day(body, "issued", lang), subject=body["subject"].rstrip(". "),
             state=t(f"gather.issued.{state.state}", lang, days=format_number(state.days or 0, lang)))


def _initiative(body: Body, words: Words, lang: str) -> str:
    result = t("gather.result", lang, text=body["result"].rstrip(". ")) if "result" in body else ""
    return t("gather.initiative", lang, day=_day(body, "on", lang), kind=_said("initiative", body, "kind", words, lang),
             what=body["what"].rstrip(". "), result=result)


def _obstacle(body: Body, words: Words, lang: str) -> str:
    result = t("gather.result", lang, text=body["result"].rstrip(". ")) if "result" in body else ""
    return t("gather.obstacle", lang, day=_day(body, "closed", lang), commune=_commune("obstacle", body, words, lang),
             indicator=indicator_text(body["indicator"], words.law, lang), result=result)


def _assistance(body: Body, words: Words, lang: str) -> str:
    return t("gather.assistance", lang, day=_day(body, "since", lang), commune=_commune("assistance", body, words, lang),
             document=body.get("document", "–"))


_TEXTS = {"activity": _activity, "media": _media, "guiding_document": _document, "initiative": _initiative, "obstacle": _obstacle,
          "assistance": _assistance}
