"""What a briefing's file carries so that it can be held against the warehouse: what was asked, and the fingerprint."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ntm.briefing.content import KINDS, Content, Request
from ntm.briefing.fingerprint import fingerprint
from ntm.texts import LANGUAGES

PREFIX = "ntm-"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The request and the fingerprint of a file that was made here."""

    request: Request
    fingerprint: str


def stamp_of(content: Content) -> Stamp:
    """The stamp of a content."""
    return Stamp(content.request, fingerprint(content))


def stamp_values(stamp: Stamp) -> dict[str, str]:
    """A stamp as the names and values of a file's properties; what was not asked for is empty."""
    asked = stamp.request
    values = {"kind": asked.kind, "as-of": asked.as_of.isoformat(), "known-at": asked.known_at.isoformat(), "lang": asked.lang,
              "district": asked.district or "", "commune": asked.commune or "", "fingerprint": stamp.fingerprint}
    return {PREFIX + name: value for name, value in values.items()}


def stamp_from(values: Mapping[str, str]) -> Stamp | None:
    """The stamp in a file's properties; None where there is none, or not one that is made here."""
    known = {name.removeprefix(PREFIX): value for name, value in values.items() if name.startswith(PREFIX)}
    try:
        asked = Request(known["kind"], date.fromisoformat(known["as-of"]), datetime.fromisoformat(known["known-at"]), known["lang"],
                        known.get("district") or None, known.get("commune") or None)
        found = Stamp(asked, known["fingerprint"])
    except (KeyError, ValueError):
        return None
    is_ours = asked.kind in KINDS and asked.lang in LANGUAGES and asked.known_at.tzinfo is None
    return found if is_ours and len(found.fingerprint) == 64 else None
