"""Anything found by its words: communes, and every record that people typed in, with or without accents."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ntm.names import normalise_name, strip_accents
from ntm.progress.record_words import Words, field_text, record_label
from ntm.records.kinds import Kind
from ntm.records.placing import Body

LONGEST = 160
# Kinds that are searched, in the order in which they are shown; nominees' names are left to their own page.
SEARCHED = ("obstacle", "obstacle_step", "task", "guiding_document", "passing_on", "media", "activity", "assistance", "initiative")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: "commune" with its code, or a record's kind and id; how it is named, and the text around the words."""

    kind: str
    id: str
    label: str
    text: str


def find_communes(asked: str, communes: Iterable[tuple[str, str, str]]) -> list[Hit]:
    """The communes (code, name, district) whose name, with the district's, holds every word asked for."""
    wanted = _wanted(asked)
    return [Hit("commune", code, name, district) for code, name, district in communes
            if wanted and _holds(f"{name} {district} {code}", wanted)]


def find_records(asked: str, words: Words, lang: str) -> list[Hit]:
    """The records that hold every word asked for, in any of their fields as they are read on the page."""
    wanted = _wanted(asked)
    found = []
    for name in SEARCHED if wanted else ():
        kind = words.kinds[name]
        for one, body in words.known.get(name, {}).items():
            text = _text(kind, body, words, lang)
            if _holds(text, wanted):
                found.append(Hit(name, one, record_label(kind, one, body, words, lang), _around(text, wanted)))
    return found


def _wanted(asked: str) -> tuple[tuple[str, bool], ...]:
    """The words asked for; one typed with accents is looked for with them."""
    return tuple((word, word != strip_accents(word)) for word in normalise_name(asked).split())


def _text(kind: Kind, body: Body, words: Words, lang: str) -> str:
    return " · ".join(part for field in kind.fields if (part := field_text(field, body, words, lang)))


def _holds(text: str, wanted: tuple[tuple[str, bool], ...]) -> bool:
    plain, bare = _keys(text)
    return all(word in (plain if is_accented else bare) for word, is_accented in wanted)


@lru_cache(maxsize=50_000)
def _keys(text: str) -> tuple[str, str]:
    return normalise_name(text), strip_accents(text)


def _around(text: str, wanted: tuple[tuple[str, bool], ...]) -> str:
    """The part of a text about the first word that was found."""
    plain, bare = _keys(text)
    place = min((plain if is_accented else bare).find(word) for word, is_accented in wanted)
    start = max(place - LONGEST // 3, 0)
    part = text[start:start + LONGEST].strip()
    return ("…" if start else "") + part + ("…" if start + LONGEST < len(text) else "")
