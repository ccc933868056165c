"""What a movement consists of. Everything is named by its key `<movement>/<id>`, so that records of two movements never mix."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ntm.criteria.records import Document, Text

NOMINEES = ("collective", "individual")


@dataclass(frozen=True, slots=True)
class Award:
    """One form of commendation; with `dossier_status` open its standards and parts are the office's to type in."""

    key: str
    title: Text
    level: Text
    source: str
    source_status: str
    dossier_status: str


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard for collectives or individuals. `gathers`: kinds of record that may speak for it.

    `is_assigned_only`: of these only what was done for the commune that the movement assigns.
    """

    key: str
    of: str
    title: Text
    short: Text
    gathers: tuple[str, ...]
    is_assigned_only: bool
    source_status: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a dossier. `paper` names what writes it; `satisfied_by` the kind of minutes that are this part."""

    key: str
    title: Text
    paper: str
    satisfied_by: str | None
    needs_confirmation: bool
    has_form: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the report of merits from a day on: its decree, and its number where that is known."""

    from_: date
    decree: str
    number: str | None
    source: str
    source_status: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One round of commendations. Merits of `covers_from` to `covers_to` count; `due_rule` is what the plan says of the due day."""

    key: str
    title: Text
    year: int
    opens: date
    covers_from: date
    covers_to: date
    parts: tuple[Part, ...]
    due_rule: Text


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement, as its plan describes it."""

    id: str
    document: Document
    name: Text
    province: str
    source: str
    source_status: str
    body: Text
    council: Text
    decides: Text
    assigned_commune: str | None
    tasks: tuple[Text, ...]
    awards: tuple[Award, ...]
    standards: tuple[Standard, ...]
    parts: tuple[Part, ...]
    forms: tuple[Form, ...]
    phases: tuple[Phase, ...]

    def listed(self, what: str) -> tuple[Award | Standard | Part | Phase, ...]:
        """Its phases, awards, standards or parts: "phase", "award", "standard", "part"."""
        return {"phase": self.phases, "award": self.awards, "standard": self.standards, "part": self.parts}[what]

    def find(self, what: str, key: str) -> Award | Standard | Part | Phase | None:
        """One of them by its key, or None."""
        return next((one for one in self.listed(what) if one.key == key), None)

    def form_on(self, day: date) -> Form | None:
        """The form that a report of merits follows on a day."""
        return max((one for one in self.forms if one.from_ <= day), key=lambda one: one.from_, default=None)


def named(one: Award | Standard | Part | Phase) -> Text:
    """How one of them is called in a list: a standard by its short title."""
    return one.short if isinstance(one, Standard) else one.title
