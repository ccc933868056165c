"""What a list of thôn answers and which measures that is counted into, read from data/villages.yaml and checked at start."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ntm.criteria.loading import DATA_FOLDER, load_law
from ntm.criteria.nodes import NodeReader, shown
from ntm.criteria.records import Law, Text
from ntm.problems import BadData, Problem

VILLAGES_FILE = DATA_FOLDER / "villages.yaml"


@dataclass(frozen=True, slots=True)
class VillageAnswer:
    """One thing that a list says of each thôn, and the headings under which it does."""

    id: str
    title: Text
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Villages:
    """The answers by id, the words of a heading that say nothing, and per measure its groups of answers.

    A thôn counts for a measure where every group has an answer that is yes.
    """

    answers: Mapping[str, VillageAnswer]
    skip: tuple[str, ...]
    measures: Mapping[str, tuple[tuple[str, ...], ...]]

    def alone(self, measure: str) -> str | None:
        """The answer that speaks for the whole measure: it stands in every group."""
        first, *others = self.measures.get(measure, ((),))
        return next((one for one in first if all(one in group for group in others)), None)


@cache
def load_villages(file: Path = VILLAGES_FILE) -> Villages:
    """The file, read and checked once a process. Raises BadData with every fault."""
    villages, problems = read_villages(file.name, file.read_text(encoding="utf-8"), load_law())
    if problems:
        raise BadData(*problems)
    return villages


def thon_totals(law: Law) -> frozenset[str]:
    """The measures whose denominator is the number of thôn: those that lists of thôn are counted into, and all alike."""
    totals = {law.measures[name].denominator for name in load_villages().measures if name in law.measures}
    return frozenset(one.id for one in law.measures.values() if one.denominator and one.denominator in totals)


def read_villages(file: str, text: str, law: Law) -> tuple[Villages, list[Problem]]:
    """What a text says, and every fault: an unknown answer, a measure that is no ratio of the law."""
    reader = NodeReader(file)
    root = reader.compose(text)
    known = reader.fields(root, ("skip", "answers", "measures")) if root else {}
    skip = tuple(reader.text(node) for node in reader.items(known.get("skip")))
    answers = {name: _read_answer(reader, name, node) for name, node in _pairs(reader, known.get("answers"))}
    ratios = [measure.id for measure in law.measures.values() if measure.kind == "ratio"]
    measures = {}
    for name, node in _pairs(reader, known.get("measures")):
        if name not in ratios:
            reader.wrong(node, "unknown-measure", ", ".join(ratios))
        measures[name] = tuple(tuple(reader.choice(one, answers) for one in reader.items(group)) for group in reader.items(node))
        if not measures[name] or not all(measures[name]):
            reader.wrong(node, "no-list", "- […]")
    return Villages(answers, skip, measures), reader.problems


def _pairs(reader: NodeReader, node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        reader.wrong(node, "no-mapping", "…")
        return []
    return [(shown(key), value) for key, value in node.value]


def _read_answer(reader: NodeReader, name: str, node: yaml.Node) -> VillageAnswer:
    known = reader.fields(node, ("title", "headings"))
    return VillageAnswer(name, reader.pair(known.get("title")), tuple(reader.text(one) for one in reader.items(known.get("headings"))))
