"""Kept values as a person reads and types them: a name for a code, a word for a choice, a date for a day."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ntm.clock import local_moment
from ntm.movements import find_listed, named
from ntm.records.checking import LIFE
from ntm.records.kinds import Field, Kind
from ntm.records.states import is_overdue
from ntm.records.values import Surroundings
from ntm.texts import format_date, format_number, t
from ntm.units import Unit
from ntm.warehouse.records import Revision


def shown_value(field: Field, value: object, life: str | None, around: Surroundings, lang: str) -> object:
    """A kept value as a person reads and types it: a name for a code, a word for a choice, a date for a day."""
    if isinstance(value, list):
        return "; ".join(str(shown_value(field, part, None, around, lang)) for part in value)
    if field.type == "day":
        return date.fromisoformat(str(value))
    if field.type == "amount":
        return float(str(value))
    if field.type == "choice":
        return field.options[str(value)].in_(lang) if value in field.options else value
    if field.type == "yes_no":
        return t("records.yes" if value else "records.no", lang)
    if field.type == "measure":
        return around.law.measures[str(value)].title.in_(lang) if value in around.law.measures else value
    if field.type == "movement":
        found = find_listed(field.of or "", str(value))
        return named(found).in_(lang) if found else value
    if field.type in ("commune", "district"):
        return place_name(str(value), life, around)
    if field.type == "level":
        return _level_name(str(value), around, lang)
    return value


def place_name(code: str, life: str | None, around: Surroundings) -> str:
    """A commune with its district, as a person names it: "Bình Trung (Chợ Đồn)"; a district by its name; else the code."""
    districts = {one.code: one.name for one in around.units.districts}
    if code in districts:
        return districts[code]
    unit = unit_of(code, life, around)
    if unit is None:
        return code
    district = districts.get(unit.district_code or "")
    return f"{unit.name} ({district})" if district else unit.name


def unit_of(code: str, life: str | None, around: Surroundings) -> Unit | None:
    """The unit that a code and the first day of its life mean; its last life where none is named."""
    lives = [unit for unit in around.units.units if unit.code == code and life in (None, unit.valid_from.isoformat())]
    return lives[-1] if lives else None


def is_gone(kind: Kind, body: Mapping[str, Any], around: Surroundings, day: date) -> bool:
    """Whether the commune of a record does not exist any more on a day: it has merged, or changed its kind or name."""
    place = kind.first_of("commune")
    code = body.get(place.name) if place else None
    unit = unit_of(code, body.get(place.name + LIFE), around) if code else None
    return unit is not None and unit.valid_to is not None and unit.valid_to <= day


def _level_name(level: str, around: Surroundings, lang: str) -> str:
    found = next((one for one in around.law.sets.values() if one.level == level), None)
    return found.level_title.in_(lang) if found else level


def words_of(field: Field, body: dict[str, Any], around: Surroundings, lang: str) -> str:
    """The value of a field in a sentence or a table; "" where there is none."""
    value = body.get(field.name)
    if value is None:
        return ""
    shown = shown_value(field, value, body.get(field.name + LIFE), around, lang)
    if isinstance(shown, float):
        return format_number(str(value), lang, len(str(value).partition(".")[2]))
    return format_date(shown, lang) if isinstance(shown, date) else str(shown)


def as_json(kind: Kind, one: Revision, around: Surroundings, day: date) -> dict[str, Any]:
    """A record for other programs: its fields (unknown null), a commune with its life and `name`, and who wrote it when."""
    row: dict[str, Any] = {"id": one.id} | {field.name: one.body.get(field.name) for field in kind.fields}
    if place := kind.first_of("commune"):
        code, life = one.body.get(place.name), one.body.get(place.name + LIFE)
        unit = unit_of(code, life, around) if code else None
        ended = unit.valid_to.isoformat() if unit and unit.valid_to else None
        row |= {"valid_from": life, "valid_to": ended, "name": place_name(code, life, around) if code else None}
    if kind.due:
        row["is_overdue"] = is_overdue(kind, one.body, day)
    return row | {"revision": one.seq, "by": one.by, "at": local_moment(one.at).isoformat(timespec="seconds"), "is_sample": one.is_sample}
