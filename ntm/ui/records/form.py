"""The form of a record, built from its kind's fields: what each type of field asks with, and what was typed."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from ntm.criteria import Law
from ntm.movements import load_movements
from ntm.progress.record_words import Words, commune_text, indicator_text, link_text, value_text
from ntm.records.checking import LIFE
from ntm.records.kinds import Field, Kind
from ntm.records.values import FIRST_YEAR, LAST_YEAR, living
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.records.desk import Opened, RecordDesk

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_WIDE = ("long_text", "record")


@dataclass(frozen=True, slots=True)
class _Asking:
    """One field on the page: its label, the key of its widget, what stands in it."""

    field: Field
    label: str
    key: str
    value: Any
    shown: Mapping[str, Any]
    desk: RecordDesk

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.desk.lang

    @property
    def words(self) -> Words:
        """What codes and choices are called."""
        return self.desk.words


def draw_fields(kind: Kind, opened: Opened, desk: RecordDesk) -> dict[str, object]:
    """What the form says of every field, as the records mechanism reads it; None where nothing was said."""
    written: dict[str, object] = {}
    pair: Any = None
    for field in kind.fields:
        if field.type in _WIDE or field.is_many:
            pair, place = None, st.container()
        elif pair is None:
            pair = iter(st.columns(2, gap="medium"))
            place = next(pair)
        else:
            place, pair = next(pair), None
        with place:
            written[field.name] = _ask(field, opened, desk)
    return written


def field_key(opened: Opened, name: str) -> str:
    """The key of a field's widget: its own for each opening, so that no form starts with another one's text."""
    return f"field_{opened.name}_{opened.round}_{name}"


def _ask(field: Field, opened: Opened, desk: RecordDesk) -> object:
    label = field.title.in_(desk.lang) + (" *" if field.is_required else "")
    asking = _Asking(field, label, field_key(opened, field.name), opened.shown.get(field.name), opened.shown, desk)
    return _WIDGETS.get(field.type, _ask_text)(asking)


def _ask_text(one: _Asking) -> object:
    return st.text_input(one.label, str(one.value or ""), key=one.key)


def _ask_amount(one: _Asking) -> object:
    """As it is kept, without dots between thousands: 1.234 would be read back as one and a bit."""
    text = str(one.value or "")
    return st.text_input(one.label, text.replace(".", ",") if one.lang == "vi" else text, key=one.key)


def _ask_long_text(one: _Asking) -> object:
    return st.text_area(one.label, str(one.value or ""), key=one.key, height=90)


def _ask_day(one: _Asking) -> object:
    day = date.fromisoformat(one.value) if one.value else None
    return st.date_input(one.label, day, FIRST_DAY, LAST_DAY, key=one.key, format="DD/MM/YYYY")


def _ask_number(one: _Asking) -> object:
    return st.number_input(one.label, min_value=0, value=one.value, step=1, format="%d", key=one.key)


def _choose(one: _Asking, options: Sequence[Any], say: Callable[[Any], str]) -> object:
    """A list to choose from; what stands in the field is always among it."""
    hint = t("editor.choose", one.lang)
    if one.field.is_many:
        chosen = list(one.value or [])
        return st.multiselect(one.label, [*options, *(old for old in chosen if old not in options)], chosen, say, key=one.key,
                              placeholder=hint)
    known = list(options) if one.value is None or one.value in options else [one.value, *options]
    place = None if one.value is None else known.index(one.value)
    return st.selectbox(one.label, known, place, say, key=one.key, placeholder=hint)


def _ask_commune(one: _Asking) -> object:
    """The communes of the day looked at; a record's own by the name of its own life."""
    facts = answers.facts()
    lives = {unit.code: (unit.code, unit.valid_from.isoformat()) for unit in living(facts.units, answers.province(), one.desk.day).values()}
    if one.value is not None:
        lives[one.value] = (one.value, one.shown.get(one.field.name + LIFE, lives.get(one.value, ("", ""))[1]))
    districts = {district.code: district.name for district in facts.units.districts}
    names = {code: _commune_name(life, districts, one) for code, life in lives.items()}
    return _choose(one, sorted(names, key=names.__getitem__), lambda code: names[code])


def _commune_name(life: tuple[str, str], districts: Mapping[str, str], one: _Asking) -> str:
    unit = one.words.lives.get(life)
    name = commune_text(life, one.words, one.lang)
    return f"{name} ({districts[unit.district_code]})" if unit and unit.district_code in districts else name


def _ask_district(one: _Asking) -> object:
    province = answers.province()
    own = [unit.code for unit in answers.facts().units.districts if province in (None, unit.province_code)]
    return _choose(one, own, lambda code: value_text(one.field, code, one.words, one.lang))


def _ask_level(one: _Asking) -> object:
    levels = one.words.law.levels(answers.province(), one.desk.day)
    return _choose(one, levels, lambda level: value_text(one.field, level, one.words, one.lang))


def _ask_indicator(one: _Asking) -> object:
    """Every indicator, those of the day's law first; each says which law it is of."""
    law, day = one.words.law, one.desk.day
    today = [law.find_set(level, answers.province(), day).id for level in law.levels(answers.province(), day)]
    sets = [*today, *(other for other in reversed(law.sets) if other not in today)]
    keys = [f"{set_id}/{indicator.number}" for set_id in sets for indicator in law.sets[set_id].indicators]
    return _choose(one, keys, lambda key: _indicator_words(key, law, one.lang))


def _indicator_words(key: str, law: Law, lang: str) -> str:
    criteria = law.sets.get(key.rpartition("/")[0])
    named = indicator_text(key, law, lang)
    return f"{named} · {criteria.document.number}" if criteria else named


def _ask_measure(one: _Asking) -> object:
    return _choose(one, list(one.words.law.measures), lambda key: value_text(one.field, key, one.words, one.lang))


def _ask_choice(one: _Asking) -> object:
    return _choose(one, list(one.field.options), lambda key: value_text(one.field, key, one.words, one.lang))


def _ask_movement(one: _Asking) -> object:
    keys = [listed.key for movement in load_movements().values() for listed in movement.listed(one.field.of or "")]
    return _choose(one, keys, lambda key: value_text(one.field, key, one.words, one.lang))


def _ask_yes_no(one: _Asking) -> object:
    chosen = _choose(one, [True, False], lambda is_so: value_text(one.field, is_so, one.words, one.lang))
    return None if chosen is None else "true" if chosen else "false"


def _ask_record(one: _Asking) -> object:
    of = one.field.of or ""
    return _choose(one, list(one.words.known.get(of, {})), lambda known: link_text(of, known, one.words, one.lang))


_WIDGETS: Mapping[str, Callable[[_Asking], object]] = {
    "long_text": _ask_long_text, "day": _ask_day, "year": _ask_number, "count": _ask_number, "amount": _ask_amount,
    "choice": _ask_choice, "commune": _ask_commune, "district": _ask_district, "level": _ask_level,
    "indicator": _ask_indicator, "measure": _ask_measure, "record": _ask_record, "yes_no": _ask_yes_no,
    "movement": _ask_movement,
}
