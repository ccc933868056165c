"""One record as it was typed -> its body, with every fault at once; nothing is guessed and nothing half kept."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from ntm.criteria import Text
from ntm.periods import is_period_end
from ntm.problems import Problem
from ntm.records.keys import KeyIndex
from ntm.records.kinds import Field, Kind
from ntm.records.movement_rules import check_movement
from ntm.records.values import Surroundings, UnreadableError, is_blank, living, read_value
from ntm.units import Unit

Body = dict[str, Any]
LIFE = "_from"  # beside a commune's code: the first day of the life that is meant
FOREVER = date.max.isoformat()


def check_record(
    kind: Kind, written: Mapping[str, object], around: Surroundings, own_id: str | None = None, keys: KeyIndex | None = None,
) -> tuple[Body, list[Problem]]:
    """The body of a record, fields without a value left out, and what is wrong with it.

    `own_id` is the record that is changed: it may keep its own key. `keys`: the kind's live records by key, for whoever
    checks many; None: those of `around`. Each problem's `value` is the text as written; its params
    carry the field's title, and its name.
    """
    problems = [_problem("unknown-field", name, tuple(one.title for one in kind.fields), kind)
                for name in written if kind.field(name) is None]
    day = _spoken_of(kind, written, around)
    body: Body = {}
    for field in kind.fields:
        _read_field(field, written.get(field.name), day, around, body, problems)
    if problems:
        return body, problems
    problems = [*_check_order(kind, body), *_check_period(kind, body), *_check_choice(kind, body),
                *check_movement(kind.id, body, around, own_id)]
    if problems:
        return body, problems
    known = around.known.get(kind.id, {})
    twin = (keys or KeyIndex(kind, known)).twin(body, own_id)
    return body, check_key(kind, body, twin) or check_overlap(kind, body, known, own_id)


def _spoken_of(kind: Kind, written: Mapping[str, object], around: Surroundings) -> date:
    """`record_day`; where no day is given, the last one on which the record's commune lived."""
    day = record_day(kind, written, around.today)
    if kind.day is None or not is_blank(written.get(kind.day)):
        return day
    codes = {str(written[field.name]).strip().zfill(5) for field in kind.fields
             if field.type == "commune" and not field.is_many and not is_blank(written.get(field.name))}
    if not codes or codes & living(around.units, around.province, day).keys():
        return day
    ended = [unit.valid_to for unit in around.units.units if unit.code in codes and unit.valid_to]
    return max(ended) - timedelta(days=1) if ended else day


def record_day(kind: Kind, written: Mapping[str, object], today: date) -> date:
    """The day that a record speaks of: its own day, the first day of its year, else today."""
    field = kind.field(kind.day) if kind.day else None
    if field is None or is_blank(written.get(field.name)):
        return today
    try:
        value = read_value(field, written[field.name], today, None)  # a day or a year needs no surroundings
    except UnreadableError:
        return today
    return date(value, 1, 1) if field.type == "year" else date.fromisoformat(value)


def _read_field(field: Field, written: object, day: date, around: Surroundings, body: Body, problems: list[Problem]) -> None:
    if is_blank(written):
        if field.is_required:
            problems.append(_problem("required", "", "", field=field))
        return
    parts = _parts(written) if field.is_many else [written]
    values = []
    for part in parts:
        try:
            values.append(read_value(field, part, day, around))
        except UnreadableError as error:
            problems.append(_problem(error.variant, str(part), error.expected, field=field, day=day))
    if len(values) == len(parts):
        body[field.name] = values if field.is_many else values[0]
        if field.type == "commune":
            body[field.name + LIFE] = _life(values[0], day, around).valid_from.isoformat()


def _parts(written: object) -> list[object]:
    if isinstance(written, (list, tuple)):
        return list(written)
    return [part.strip() for part in str(written).split(";") if part.strip()]


def _life(code: str, day: date, around: Surroundings) -> Unit:
    return living(around.units, around.province, day)[code]


def _check_order(kind: Kind, body: Body) -> list[Problem]:
    """Days that precede what they may not precede."""
    return [
        _problem("before", body[field.name], _day(body[field.not_before]), field=field, day=_day(body[field.name]),
                 other=kind.field(field.not_before).title)
        for field in kind.fields
        if field.not_before and field.name in body and field.not_before in body and body[field.name] < body[field.not_before]
    ]


def _check_period(kind: Kind, body: Body) -> list[Problem]:
    """A last day on which no period of its kind ends: no figure would ever be of it."""
    if not kind.period or not all(name in body for name in kind.period):
        return []
    which, end = (kind.field(name) for name in kind.period)
    if is_period_end(body[which.name], date.fromisoformat(body[end.name])):
        return []
    return [_problem("period", body[end.name], (which.options[body[which.name]],), field=end, day=_day(body[end.name]))]


def _check_choice(kind: Kind, body: Body) -> list[Problem]:
    """Fields of which exactly one is filled."""
    filled = [name for name in kind.exactly_one if name in body]
    titles = tuple(field.title for field in kind.fields if field.name in kind.exactly_one)
    return [] if not kind.exactly_one or len(filled) == 1 else [_problem("exactly_one", "", titles, kind)]


def check_key(kind: Kind, body: Mapping[str, Any], twin: str | None) -> list[Problem]:
    """Another live record of the same key."""
    return [] if twin is None else [_problem("twin", twin, "; ".join(str(body.get(name, "")) for name in kind.key), kind)]


def link_problem(field: Field, number: str, known: Collection[str]) -> Problem:
    """A field refers to a record that is not among those known: as where somebody types such a number."""
    return _problem("known", number, ", ".join(known) or "–", field=field)


def check_overlap(kind: Kind, body: Body, known: Mapping[str, Mapping[str, Any]], own_id: str | None = None) -> list[Problem]:
    """Other live records that hold on the same day although only one may."""
    if not kind.no_overlap:
        return []
    found = [(one, other) for one, other in known.items() if one != own_id and _is_rival(kind, body, other)]
    return [
        _problem("overlap", one, "", kind, day=_day(other.get(kind.day)), until=_day(other.get(kind.closed_by)),
                 other=next((kind.field(name).title for name in kind.exactly_one if name in other), ""))
        for one, other in found
    ]


def _is_rival(kind: Kind, body: Body, other: Mapping[str, Any]) -> bool:
    """Whether two records say the same thing of the same commune's life, and some day belongs to both."""
    same = [name for field in kind.no_overlap for name in (field, field + LIFE)]
    filled, also = ([name for name in kind.exactly_one if name in one] for one in (body, other))
    if filled != also or any(body.get(name) != other.get(name) for name in same):
        return False
    first, last = max(body[kind.day], other[kind.day]), min(one.get(kind.closed_by, FOREVER) for one in (body, other))
    return first <= last if kind.is_through else first < last


def _day(kept: str | None) -> date | str:
    """A day as records keep it, for a sentence; "…" for one that is open."""
    return date.fromisoformat(kept) if kept else "…"


def _problem(
    variant: str, value: str, expected: str | date | tuple[str | Text, ...], kind: Kind | None = None, field: Field | None = None,
    day: date | str = "", until: date | str = "", other: Text | str = "",
) -> Problem:
    title, name = (field.title, field.name) if field else (kind.one, "")
    params = {"field": title, "name": name, "expected": expected, "day": day, "until": until, "other": other}
    return Problem("bad-record", params, value=value, variant=variant)
