"""Records in words: each field's value, a record's name in a list, what a change changed."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm.criteria import Law
from ntm.progress.sentences import unit_name
from ntm.records.checking import LIFE
from ntm.records.kinds import Field, Kind
from ntm.records.saving import differences
from ntm.records.values import Surroundings
from ntm.records.wording import words_of
from ntm.texts import t
from ntm.units import Unit

LONGEST_LABEL = 70
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What values are worded with: what records are checked against, and the communes by life (a scan for each would be slow)."""

    around: Surroundings
    lives: Mapping[tuple[str, str], Unit]

    @property
    def law(self) -> Law:
        """The law by which indicators and measures are named."""
        return self.around.law

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind by id."""
        return self.around.kinds

    @property
    def known(self) -> Mapping[str, Mapping[str, Body]]:
        """The live records of each kind by id."""
        return self.around.known


def make_words(around: Surroundings) -> Words:
    """The words of what records are checked against."""
    return Words(around, {(unit.code, unit.valid_from.isoformat()): unit for unit in around.units.units})


def field_text(field: Field, body: Body, words: Words, lang: str) -> str:
    """The value of a field of a record; empty where it has none."""
    if field.name not in body:
        return ""
    value = body[field.name]
    if field.is_many:
        return ", ".join(value_text(field, one, words, lang) for one in value)
    if field.type == "commune":
        return commune_text((value, body.get(field.name + LIFE, "")), words, lang)
    return value_text(field, value, words, lang)


def commune_text(life: tuple[str, str], words: Words, lang: str) -> str:
    """A commune by the name of the life that is meant: "Xã Bình Trung"."""
    unit = words.lives.get(life)
    return unit_name(unit.kind, unit.name, lang) if unit else life[0]


def value_text(field: Field, value: Any, words: Words, lang: str) -> str:
    """One value in words; a record and an indicator by name, the others as workbooks and commands word them."""
    if field.type == "record":
        return link_text(field.of or "", value, words, lang)
    if field.type == "indicator":
        return indicator_text(str(value), words.law, lang)
    return words_of(field, {field.name: value}, words.around, lang)


def indicator_text(key: str, law: Law, lang: str) -> str:
    """An indicator by number and short title, with its level where that is not the lowest."""
    set_id, _, number = key.rpartition("/")
    criteria = law.sets.get(set_id)
    indicator = criteria.find_indicator(number) if criteria else None
    if criteria is None or indicator is None:
        return key
    named = f"{number} {indicator.short.in_(lang)}"
    return f"{named} ({criteria.level_title.in_(lang)})" if criteria.includes else named


def link_text(kind: str, record_id: str, words: Words, lang: str) -> str:
    """A record as another one names it; its number alone where it is gone."""
    body = words.known.get(kind, {}).get(record_id)
    return record_label(words.kinds[kind], record_id, body, words, lang) if body else t("editor.number", lang, id=record_id)


def record_label(kind: Kind, record_id: str, body: Body, words: Words, lang: str) -> str:
    """A record in one line: its number and what makes it this one, cut where it is long."""
    fields = [kind.field(name) for name in kind.key]
    parts = [field_text(field, body, words, lang) for field in fields if field.type not in ("measure", "record")]
    text = " · ".join([t("editor.number", lang, id=record_id), *(part for part in parts if part)])
    return text if len(text) <= LONGEST_LABEL else text[:LONGEST_LABEL - 1].rstrip() + "…"


def change_text(kind: Kind, before: Body | None, after: Body, words: Words, lang: str) -> str:
    """What one revision changed, field by field: "Hạn: 31/12/2023 → 15/1/2024"; of a new record what it says."""
    changed = differences(before or {}, after)
    parts = []
    for field in kind.fields:
        if field.name in changed:
            old, new = (field_text(field, body, words, lang) or t("editor.nothing", lang) for body in (before or {}, after))
            parts.append(f"{field.title.in_(lang)}: {new}" if before is None else f"{field.title.in_(lang)}: {old} → {new}")
    return "; ".join(parts)
