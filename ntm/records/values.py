"""What was written in one field -> the value that is kept, or what is wrong with it. Plain JSON values only.

A day is "2023-12-31", an amount a decimal as text ("12.5": exact), a commune "02080" with its life kept beside it.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ntm.criteria import Law, Text
from ntm.movements import load_movements, named
from ntm.names import normalise_name, strip_accents
from ntm.periods import parse_period
from ntm.records.kinds import Field, Kind
from ntm.units import Unit, Units

MOST_LETTERS, MOST_LINES = 2000, 200
FIRST_YEAR, LAST_YEAR = 2010, 2050
YES, NO = ("có", "x", "✓", "true", "yes", "1"), ("không", "false", "no", "0")
_DIGITS = re.compile(r"\d+(?:\.0+)?")


class UnreadableError(ValueError):
    """A value that its field cannot hold: `variant` names the sentence problem.bad-record.<variant>, `expected` what it holds."""

    def __init__(self, variant: str, expected: str | tuple[str | Text, ...] = "") -> None:
        super().__init__(variant)
        self.variant, self.expected = variant, expected


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record is checked against: law, units, the office's province, today, and the live records of every kind by id."""

    law: Law
    units: Units
    province: str | None
    today: date
    kinds: Mapping[str, Kind]
    known: Mapping[str, Mapping[str, Mapping[str, Any]]]


def is_blank(written: object) -> bool:
    """Whether nothing was written: None, blanks, an empty list, or the not-a-number that a table holds."""
    if isinstance(written, str):
        return not written.strip()
    return written is None or written == [] or written != written  # noqa: PLR0124 - NaN and NaT only


def read_value(field: Field, written: object, day: date, around: Surroundings) -> Any:
    """The value of one field (not a list) on the day that the record speaks of. Raises UnreadableError."""
    if field.type == "choice":
        return _read_choice(field, _text(written))
    if field.type == "record":
        return _read_link(field, _text(written), around)
    if field.type == "movement":
        return _read_movement(field, _text(written))
    return _READERS[field.type](written, day, around)


def _text(written: object) -> str:
    if isinstance(written, float) and written.is_integer():
        written = int(written)
    return " ".join(unicodedata.normalize("NFC", str(written)).split())


def _is_one_of(text: str, key: str, words: Text) -> bool:
    """Whether a text is a key, or its word in either language however it was typed."""
    return text == key or normalise_name(text) in (normalise_name(words.vi), normalise_name(words.en))


def _read_text(written: object, day: date, around: Surroundings) -> str:
    text = _text(written)
    if len(text) > MOST_LETTERS:
        raise UnreadableError("long", str(MOST_LETTERS))
    return text


def _read_long_text(written: object, day: date, around: Surroundings) -> str:
    return "\n".join(_read_text(line, day, around) for line in str(written).strip().splitlines()[:MOST_LINES])


def _read_day(written: object, day: date, around: Surroundings) -> str:
    if isinstance(written, datetime):
        return written.date().isoformat()
    if isinstance(written, date):
        return written.isoformat()
    found = parse_period(_text(written))
    if found is None or found.kind != "day":
        raise UnreadableError("day")
    return found.end.isoformat()


def _read_year(written: object, day: date, around: Surroundings) -> int:
    number = _read_count(written, day, around)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise UnreadableError("year", f"{FIRST_YEAR}–{LAST_YEAR}")
    return number


def _read_count(written: object, day: date, around: Surroundings) -> int:
    text = _text(written)
    if text.startswith("-"):
        raise UnreadableError("negative")
    if not _DIGITS.fullmatch(text):
        raise UnreadableError("count")
    return int(text.partition(".")[0])


def _read_amount(written: object, day: date, around: Surroundings) -> str:
    text = _text(written).replace(" ", "")
    if "," in text:  # 1.234,5 as it is written here; 1,5 too
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise UnreadableError("amount") from None
    if not number.is_finite():
        raise UnreadableError("amount")
    if number < 0:
        raise UnreadableError("negative")
    return format(number.normalize(), "f")


def _read_yes_no(written: object, day: date, around: Surroundings) -> bool:
    text = normalise_name(_text(written))
    if text not in YES + NO:
        raise UnreadableError("yes_no")
    return text in YES


def _read_choice(field: Field, text: str) -> str:
    for key, words in field.options.items():
        if _is_one_of(text, key, words):
            return key
    raise UnreadableError("known", tuple(field.options.values()))


def _read_commune(written: object, day: date, around: Surroundings) -> str:
    """The code of a commune that lives on the day; names are resolved at the doors (they ask back when two fit)."""
    code = _text(written).zfill(5)
    if code not in living(around.units, around.province, day):
        raise UnreadableError("commune")
    return code


@lru_cache(maxsize=128)
def living(units: Units, province: str | None, day: date) -> Mapping[str, Unit]:
    """The communes of the province on a day, by code; of the whole country where it has none then (after a merger)."""
    return MappingProxyType({unit.code: unit for unit in units.living_on(day, province) or units.living_on(day)})


def _read_district(written: object, day: date, around: Surroundings) -> str:
    text = _text(written)
    own = [one for one in around.units.districts if around.province in (None, one.province_code)]
    found = [one for one in own if text == one.code or strip_accents(text).endswith(strip_accents(one.name))]
    if len(found) != 1:
        raise UnreadableError("known", "; ".join(one.name for one in own))
    return found[0].code


def _read_level(written: object, day: date, around: Surroundings) -> str:
    text = _text(written)
    sets = {level: around.law.find_set(level, around.province, day) for level in around.law.levels(around.province, day)}
    for level, criteria in sets.items():
        if criteria and _is_one_of(text, level, criteria.level_title):
            return level
    raise UnreadableError("level", tuple(criteria.level_title for criteria in sets.values() if criteria))


def _read_indicator(written: object, day: date, around: Surroundings) -> str:
    """`set/number`; a bare number is one of the standard set of the day."""
    text = _text(written)
    set_id, _, number = text.rpartition("/")
    if not set_id:
        lowest = around.law.levels(around.province, day)[:1]
        criteria = around.law.find_set(lowest[0], around.province, day) if lowest else None
    else:
        criteria = around.law.sets.get(set_id)
    if criteria is None or criteria.find_indicator(number) is None:
        raise UnreadableError("known", ", ".join(f"{criteria.id}/{one.number}" for one in criteria.indicators) if criteria
                              else ", ".join(around.law.sets))
    return f"{criteria.id}/{number}"


def _read_measure(written: object, day: date, around: Surroundings) -> str:
    text = _text(written)
    for measure in around.law.measures.values():
        if _is_one_of(text, measure.id, measure.title):
            return measure.id
    raise UnreadableError("known", ", ".join(around.law.measures))


def _read_link(field: Field, text: str, around: Surroundings) -> str:
    known = around.known.get(field.of or "", {})
    if text not in known:
        raise UnreadableError("known", ", ".join(known) or "–")
    return text


def _read_movement(field: Field, text: str) -> str:
    """The key of a phase, award, standard or part: by key, by its id alone, or by its words in either language."""
    listed = [one for movement in load_movements().values() for one in movement.listed(field.of or "")]
    for one in listed:
        titles = [one.title, getattr(one, "short", one.title)]
        if text == one.key.partition("/")[2] or any(_is_one_of(text, one.key, title) for title in titles):
            return one.key
    raise UnreadableError("known", tuple(named(one) for one in listed))


_READERS: Mapping[str, Callable[[object, date, Surroundings], Any]] = {
    "text": _read_text, "long_text": _read_long_text, "day": _read_day, "year": _read_year, "count": _read_count,
    "amount": _read_amount, "yes_no": _read_yes_no, "commune": _read_commune, "district": _read_district,
    "level": _read_level, "indicator": _read_indicator, "measure": _read_measure,
}
