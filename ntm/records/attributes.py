"""What a commune is on a day beside its figures: area, group and number of thôn, each from the record that holds then.

Data for whoever asks (criteria sets of communes by group, denominators): no rule is drawn from it here.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntm.records.checking import LIFE
from ntm.records.kinds import load_kinds
from ntm.records.placing import Life
from ntm.records.states import is_begun, is_closed

ATTRIBUTE = "attribute"
NAMES = ("area", "group", "thon")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of one commune: `value` is "I" to "III", "1" to "3", or a number of thôn; `id` is its record's."""

    id: str
    name: str
    value: str | int
    since: date
    until: date | None
    document: str | None
    source_status: str | None


def attributes_on(records: Mapping[str, Mapping[str, Any]], day: date) -> dict[Life, dict[str, Attribute]]:
    """The attributes that hold on a day, by the commune's life and name; what nobody typed in is missing.

    `records`: bodies of the kind `attribute` by id.
    """
    kind, found = load_kinds()[ATTRIBUTE], dict[Life, dict[str, Attribute]]()
    for record_id, body in records.items():
        if is_begun(kind, body, day) and not is_closed(kind, body, day):
            name = next(name for name in NAMES if name in body)
            life = (body["commune"], body["commune" + LIFE])
            found.setdefault(life, {})[name] = _attribute(record_id, name, body)
    return found


def _attribute(record_id: str, name: str, body: Mapping[str, Any]) -> Attribute:
    until = date.fromisoformat(body["until"]) if "until" in body else None
    return Attribute(record_id, name, body[name], date.fromisoformat(body["since"]), until, body.get("document"),
                     body.get("source_status"))
