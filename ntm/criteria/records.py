"""What a law consists of: sets, indicators, requirements, measures; and which set applies on a day."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    vi: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in "vi" or "en"."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: kind "yes_no", "ratio" (numerator of denominator), "count" or "value"; yes_no has no unit."""

    id: str
    kind: str
    unit: Text
    title: Text
    numerator: Text | None
    denominator: Text | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must hold: a measure reaches its threshold, or another indicator ("set/number") or level is met.

    `at_least` is exact, `threshold` the same as the file writes it ("2/3"); both are None where the threshold is open
    (`is_open`) and where there is none to compare with (yes_no, indicator, level).
    """

    kind: str
    ref: str
    at_least: Fraction | None
    threshold: str | None
    is_open: bool
    source: str
    source_status: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The body that answers for an indicator, from a day (inclusive) to a day (exclusive); None: without end."""

    body: Text
    from_: date | None
    to: date | None
    source_status: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One paper that a dossier (hồ sơ minh chứng) holds for an indicator; its id is the requirement's measure, or its own."""

    id: str
    title: Text
    source: str
    source_status: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a set; its key is (set, number). Requirements are in the order in which they are shown.

    `source_status` is that of the wording, `threshold_status` that of "Đạt" being asked in every region.
    `verdict_keys` are the items under which a verdict counts for it: its own first, then those of the sets from which
    it was inherited unchanged. `evidence`: the papers to be filed for it, until the office types in a list of its own.
    """

    number: str
    title: Text
    short: Text
    combine: str
    requirements: tuple[Requirement, ...]
    answered_by: tuple[Answer, ...]
    source: str
    source_status: str
    threshold_status: str
    note: Text | None
    verdict_keys: tuple[str, ...]
    evidence: tuple[EvidenceItem, ...] = ()

    def answering(self, day: date) -> tuple[Answer, ...]:
        """Who answers for the indicator on a day."""
        return tuple(
            answer for answer in self.answered_by
            if (answer.from_ is None or answer.from_ <= day) and (answer.to is None or day < answer.to)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document."""

    number: str
    issued: date
    title: Text | None


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One document's rules for one level. `in_force_to` is the last day; `claim` is what "met" says and no more.

    `criterion_title` names the criterion; None: the file does not. `is_complete` False: not all its indicators are known, so it
    is never met. Indicators inherited through `extends` are among `indicators`.
    """

    id: str
    document: Document
    level: str
    level_title: Text
    level_rank: int
    criterion: str | None
    claim: Text
    applies_from: date
    applies_from_status: str
    in_force_from: date | None
    in_force_to: date | None
    in_force_to_status: str
    includes: str | None
    includes_status: str
    extends: str | None
    province: str | None
    is_complete: bool
    indicators: tuple[Indicator, ...]
    source_status: str
    notes: tuple[Text, ...]
    criterion_title: Text | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the set applies on a day and has not lapsed by then."""
        return self.applies_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def find_indicator(self, number: str) -> Indicator | None:
        """The indicator of a number, or None."""
        return next((indicator for indicator in self.indicators if indicator.number == number), None)


@dataclass(frozen=True, slots=True)
class Law:
    """All sets and measures; `digest` is the sha256 of the texts they were read from."""

    sets: Mapping[str, CriteriaSet]
    measures: Mapping[str, Measure]
    digest: str

    def find_set(self, level: str, province: str | None, day: date) -> CriteriaSet | None:
        """The set that a level is judged by on a day: the province's own before the national one.

        A set in force goes before a lapsed one; between two laws the last one applies. None before the first law.
        """
        candidates = [
            one for one in self.sets.values()
            if one.level == level and one.applies_from <= day and one.province in (None, province)
        ]
        return max(candidates, key=lambda one: _authority(one, day), default=None)

    def levels(self, province: str | None, day: date) -> tuple[str, ...]:
        """The levels that the law of a day knows, lowest first; between two laws those of the last one."""
        names = {one.level for one in self.sets.values()}
        found = [one for name in names if (one := self.find_set(name, province, day))]
        in_force = [one for one in found if one.is_in_force(day)]
        last = max((one.in_force_to for one in found if one.in_force_to), default=None)
        valid = in_force or [one for one in found if one.in_force_to == last]
        return tuple(one.level for one in sorted(valid, key=lambda one: (one.level_rank, one.level)))

    def depth(self, set_id: str) -> int:
        """The order to judge in: 0 for a set that refers to no other, else one more than the deepest it refers to."""
        return max((1 + self.depth(other) for other in self.referred_sets(set_id)), default=0)

    def referred_sets(self, set_id: str) -> frozenset[str]:
        """The sets whose results a set needs: those it includes, those of its indicator references, all of a level."""
        one = self.sets[set_id]
        referred = {one.includes} if one.includes else set()
        for requirement in (r for indicator in one.indicators for r in indicator.requirements):
            if requirement.kind == "indicator":
                referred.add(requirement.ref.partition("/")[0])
            elif requirement.kind == "level":
                referred.update(other.id for other in self.sets.values() if other.level == requirement.ref)
        return frozenset(referred)


def _authority(one: CriteriaSet, day: date) -> tuple[bool, date, bool, date]:
    """Larger is stronger: in force; lapsed last; the province's own; the later law."""
    in_force = one.is_in_force(day)
    lapsed = date.max if in_force or one.in_force_to is None else one.in_force_to
    return in_force, lapsed, one.province is not None, one.applies_from
