"""Records in words: each field's value, a record's name in a list, what a change changed."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.criteria import Law
from ntm.progress.sentences import unit_name
from ntm.records.checking import LIFE
from ntm.records.kinds import Field, Kind
from ntm.records.saving import differences
from ntm.records.values import Surroundings
from ntm.texts import format_date, t
from ntm.units import Unit

LONGEST_LABEL = 70
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What values are worded with: law, communes by life, districts by code, kinds, live records of each kind by id."""

    law: Law
    lives: Mapping[tuple[str, str], Unit]
    districts: Mapping[str, str]
    kinds: Mapping[str, Kind]
    known: Mapping[str, Mapping[str, Body]]


def make_words(around: Surroundings) -> Words:
    """The words of what records are checked against."""
    lives = {(unit.code, unit.valid_from.isoformat()): unit for unit in around.units.units}
    districts = {one.code: one.name for one in around.units.districts}
    return Words(around.law, lives, districts, around.kinds, around.known)


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
    """One value in words."""
    match field.type:
        case "day":
            return format_date(date.fromisoformat(value), lang)
        case "amount":
            return str(value).replace(".", ",") if lang == "vi" else str(value)
        case "choice":
            return field.options[value].in_(lang) if value in field.options else str(value)
        case "yes_no":
            return t("figure.yes" if value else "figure.no", lang)
        case "record":
            return link_text(field.of or "", value, words, lang)
        case "district":
            return words.districts.get(value, value)
        case _:
            return _law_text(field.type, str(value), words.law, lang)


def _law_text(kind: str, value: str, law: Law, lang: str) -> str:
    if kind == "indicator":
        return indicator_text(value, law, lang)
    if kind == "measure" and value in law.measures:
        return law.measures[value].title.in_(lang)
    if kind == "level":
        return next((one.level_title.in_(lang) for one in law.sets.values() if one.level == value), value)
    return value


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
    return record_label(words.kinds[kind], record_id, body, words, lang) if body else t("records.number", lang, id=record_id)


def record_label(kind: Kind, record_id: str, body: Body, words: Words, lang: str) -> str:
    """A record in one line: its number and what makes it this one, cut where it is long."""
    fields = [kind.field(name) for name in kind.key]
    parts = [field_text(field, body, words, lang) for field in fields if field.type not in ("measure", "record")]
    text = " · ".join([t("records.number", lang, id=record_id), *(part for part in parts if part)])
    return text if len(text) <= LONGEST_LABEL else text[:LONGEST_LABEL - 1].rstrip() + "…"


def change_text(kind: Kind, before: Body | None, after: Body, words: Words, lang: str) -> str:
    """What one revision changed, field by field: "Hạn: 31/12/2023 → 15/1/2024"; of a new record what it says."""
    changed = differences(before or {}, after)
    parts = []
    for field in kind.fields:
        if field.name in changed:
            old, new = (field_text(field, body, words, lang) or t("records.nothing", lang) for body in (before or {}, after))
            parts.append(f"{field.title.in_(lang)}: {new}" if before is None else f"{field.title.in_(lang)}: {old} → {new}")
    return "; ".join(parts)
