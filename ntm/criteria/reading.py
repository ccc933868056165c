"""One file of the law -> records. References to other files are kept with their line and followed in linking.py."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import yaml

from ntm.criteria.nodes import Fields, NodeReader, line_of, parse_threshold, shown
from ntm.criteria.records import Answer, Document, EvidenceItem, Indicator, Measure, Requirement, Text
from ntm.problems import Problem

KINDS = ("yes_no", "ratio", "count", "value")
REFERENCE_KINDS = ("measure", "indicator", "level")
# Every set states the first; the second too unless it extends one that does.
STATED = ("id", "document", "source_status", "applies_from")
NOT_EXTENDING = ("level", "level_title", "level_rank", "criterion", "claim", "is_complete")
OPTIONAL = ("criterion_title", "applies_from_status", "in_force_from", "in_force_to", "in_force_to_status", "includes", "includes_status",
            "extends", "province", "remove", "answered_by", "notes", "indicators")
THRESHOLD_FORMS = "2/3, 50%, 1, open"


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that must exist: kind "set", "indicator" or "level", and the line that uses it."""

    kind: str
    ref: str
    line: int


@dataclass(slots=True)
class Draft:
    """One set as its own file states it, before anything is inherited."""

    id: str
    file: str
    id_line: int
    values: dict[str, Any] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    removed: list[tuple[str, int]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def read_measures(file: str, text: str) -> tuple[dict[str, Measure], list[Problem]]:
    """The measures of data/measures.yaml by id, and every fault."""
    reader = NodeReader(file)
    measures: dict[str, Measure] = {}
    root = reader.compose(text)
    listed = reader.fields(root, ("measures",)).get("measures") if root else None
    if listed is not None and not isinstance(listed, yaml.MappingNode):
        reader.wrong(listed, "no-mapping", "…")
    elif listed is not None:
        for key, node in listed.value:
            if shown(key) in measures:
                reader.wrong(key, "repeated", file)
            measures[shown(key)] = _read_measure(reader, shown(key), node)
    return measures, reader.problems


def _read_measure(reader: NodeReader, measure_id: str, node: yaml.Node) -> Measure:
    is_ratio = isinstance(node, yaml.MappingNode) and any(
        shown(key) == "kind" and shown(value) == "ratio" for key, value in node.value)
    parts = ("unit", "numerator", "denominator")
    known = reader.fields(node, ("kind", "title", *(parts if is_ratio else ())), () if is_ratio else ("unit",))
    return Measure(
        measure_id, reader.choice(known.get("kind"), KINDS), reader.pair(known.get("unit")),
        reader.pair(known.get("title")),
        *((reader.pair(known.get(part)) for part in parts[1:]) if is_ratio else (None, None)),
    )


def read_set(file: str, text: str, measures: Mapping[str, Measure]) -> tuple[Draft | None, list[Problem]]:
    """The set that a file states, and every fault; None where the file has no form at all."""
    reader = NodeReader(file)
    root = reader.compose(text)
    if root is None:
        return None, reader.problems
    extends = isinstance(root, yaml.MappingNode) and any(shown(key) == "extends" for key, _ in root.value)
    required = (*STATED, "province") if extends else (*STATED, *NOT_EXTENDING)
    known = reader.fields(root, required, [key for key in (*NOT_EXTENDING, *OPTIONAL) if key not in required])
    id_node = known.get("id")
    stem = re.sub(r".*/|\.ya?ml$", "", file)
    draft = Draft(reader.text(id_node) or stem, file, line_of(id_node or root))
    if draft.id != stem:
        reader.note("wrong-name", draft.id_line, draft.id, stem)
    draft.values = _read_header(reader, known)
    draft.references += [Reference("set", shown(known[key]), line_of(known[key]))
                         for key in ("extends", "includes") if key in known]
    draft.removed = [(reader.text(node), line_of(node)) for node in reader.items(known.get("remove"))]
    if draft.removed and not extends:
        reader.note("missing-key", line_of(known["remove"]), "remove", "extends")
    _SetReader(reader, draft, measures, known.get("answered_by")).read_indicators(known.get("indicators"))
    return draft, reader.problems


def _read_header(reader: NodeReader, known: Fields) -> dict[str, Any]:
    """The values that the file gives itself, by the field of CriteriaSet."""
    own = reader.status(known.get("source_status"))
    readers = {
        "level": reader.text, "level_title": reader.pair, "level_rank": reader.count, "claim": reader.pair, "criterion_title": reader.pair,
        "is_complete": reader.is_true, "applies_from": reader.day, "in_force_from": reader.day,
        "in_force_to": reader.day, "includes": reader.text, "extends": reader.text,
    }
    values: dict[str, Any] = {key: read(known[key]) for key, read in readers.items() if key in known}
    if values.get("in_force_to", date.max) < values.get("applies_from", date.min):
        reader.wrong(known["in_force_to"], "bad-date", f"≥ {values['applies_from']}")
    # The status of a part that has none of its own is the document's.
    values |= {f"{key}_status": reader.status(known.get(f"{key}_status"), own)
               for key in ("applies_from", "in_force_to", "includes") if key in known}
    values |= {"source_status": own, "document": _read_document(reader, known.get("document"))}
    if "criterion" in known:
        values["criterion"] = None if known["criterion"].tag.endswith(":null") else reader.text(known["criterion"])
    if "notes" in known:
        values["notes"] = tuple(reader.pair(node) for node in reader.items(known["notes"]))
    if "province" in known:
        values["province"] = reader.text(known["province"])
        if not re.fullmatch(r"\d{2}", values["province"]):
            reader.wrong(known["province"], "bad-number", "06")
    return values


def _read_document(reader: NodeReader, node: yaml.Node | None) -> Document:
    known = reader.fields(node, ("number", "issued"), ("title",)) if node else {}
    title = reader.pair(known["title"]) if "title" in known else None
    return Document(reader.text(known.get("number")), reader.day(known.get("issued")), title)


@dataclass(slots=True)
class _SetReader:
    """Reads the indicators of one file into its draft."""

    reader: NodeReader
    draft: Draft
    measures: Mapping[str, Measure]
    answered_by: yaml.Node | None

    def read_indicators(self, node: yaml.Node | None) -> None:
        """Read a set's indicators into the draft; a number that stands twice is a problem."""
        numbers: set[str] = set()
        for item in self.reader.items(node):
            indicator = self._indicator(item)
            if indicator.number and indicator.number in numbers:
                self.reader.note("repeated", line_of(item), indicator.number, self.draft.id)
            numbers.add(indicator.number)
            self.draft.indicators.append(indicator)

    def _indicator(self, node: yaml.Node) -> Indicator:
        reader = self.reader
        required = ("number", "title", "short", "combine", "source", "source_status", "threshold_status",
                    *(() if self.answered_by else ("answered_by",)))
        known = reader.fields(node, required, ("answered_by", "note", "requirements", "evidence"))
        number = reader.text(known.get("number"))
        answers = reader.items(known.get("answered_by", self.answered_by))
        return Indicator(
            number, reader.pair(known.get("title")), reader.pair(known.get("short")),
            reader.choice(known.get("combine"), ("all", "any")),
            tuple(self._requirement(item) for item in reader.items(known.get("requirements"))),
            tuple(self._answer(item) for item in answers),
            reader.text(known.get("source")), reader.status(known.get("source_status")),
            reader.status(known.get("threshold_status")),
            reader.pair(known["note"]) if "note" in known else None,
            (f"{self.draft.id}/{number}",), self._evidence(known.get("evidence")),
        )

    def _evidence(self, node: yaml.Node | None) -> tuple[EvidenceItem, ...]:
        """The papers of an indicator; an id that stands twice is a problem."""
        items: dict[str, EvidenceItem] = {}
        for line in self.reader.items(node):
            item = self._evidence_item(line)
            if item.id in items:
                self.reader.note("repeated", line_of(line), item.id, self.draft.id)
            items[item.id] = item
        return tuple(items.values())

    def _evidence_item(self, node: yaml.Node) -> EvidenceItem:
        """A paper that shows what a measure says, by the measure's title; or one with an id and title of its own."""
        reader = self.reader
        known = reader.fields(node, ("source", "source_status"), ("measure", "id", "title"))
        source, status = reader.text(known.get("source")), reader.status(known.get("source_status"))
        if "measure" in known and "id" not in known and "title" not in known:
            measure = self.measures.get(reader.choice(known["measure"], self.measures))
            return EvidenceItem(shown(known["measure"]), measure.title if measure else Text("", ""), source, status)
        if "measure" in known or "id" not in known or "title" not in known:
            reader.note("missing-key", line_of(node), ", ".join(known), "measure / id, title")
        return EvidenceItem(reader.text(known.get("id")), reader.pair(known.get("title")), source, status)

    def _answer(self, node: yaml.Node) -> Answer:
        reader = self.reader
        known = reader.fields(node, ("body", "source_status"), ("from", "to"))
        first, last = (reader.day(known[key]) if key in known else None for key in ("from", "to"))
        return Answer(reader.pair(known.get("body")), first, last, reader.status(known.get("source_status")))

    def _requirement(self, node: yaml.Node) -> Requirement:
        reader = self.reader
        known = reader.fields(node, ("source", "source_status"), (*REFERENCE_KINDS, "at_least"))
        source, status = reader.text(known.get("source")), reader.status(known.get("source_status"))
        kinds = [kind for kind in REFERENCE_KINDS if kind in known]
        if len(kinds) != 1:
            reader.note("missing-key", line_of(node), ", ".join(known), " / ".join(REFERENCE_KINDS))
            return Requirement("measure", "", None, None, False, source, status)
        kind, ref = kinds[0], reader.text(known[kinds[0]])
        measure_kind = self._follow(kind, ref, known[kind])
        limit = known.get("at_least")
        at_least = self._threshold(measure_kind, node, limit)
        return Requirement(kind, ref, at_least, shown(limit) if at_least else None,
                           limit is not None and shown(limit) == "open", source, status)

    def _follow(self, kind: str, ref: str, node: yaml.Node) -> str | None:
        """The kind of the measure meant ("" for a set's reference, None for an unknown measure)."""
        if kind != "measure":
            self.draft.references.append(Reference(kind, ref, line_of(node)))
            return ""
        if ref in self.measures:
            return self.measures[ref].kind
        if ref:
            self.reader.wrong(node, "unknown-measure", ", ".join(self.measures))
        return None

    def _threshold(self, measure_kind: str | None, node: yaml.Node, limit: yaml.Node | None) -> Fraction | None:
        """The exact threshold, None for none or an open one; only ratios, counts and values have one."""
        if limit is None:
            if measure_kind in ("ratio", "count", "value"):
                self.reader.note("missing-key", line_of(node), "", "at_least")
            return None
        if measure_kind in ("yes_no", ""):
            self.reader.wrong(limit, "no-threshold", measure_kind or "indicator, level")
            return None
        if shown(limit) == "open":
            return None
        number = parse_threshold(shown(limit))
        if number is None:
            self.reader.wrong(limit, "bad-threshold", THRESHOLD_FORMS)
        elif measure_kind == "ratio" and number > 1:
            self.reader.wrong(limit, "above-whole", "1/1")
        return number
