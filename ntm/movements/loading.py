"""data/movements/*.yaml -> movements, every fault with its file and line."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from ntm.criteria.loading import DATA_FOLDER
from ntm.criteria.nodes import NodeReader, line_of, shown
from ntm.criteria.records import Document, Text
from ntm.movements.records import NOMINEES, Award, Form, Movement, Part, Phase, Standard
from ntm.problems import BadData, Problem

MOVEMENTS_FOLDER = DATA_FOLDER / "movements"
PAPERS = ("proposal", "summary", "report", "minutes")
_MAIN = ("id", "document", "name", "province", "source", "source_status", "body", "council", "decides", "tasks", "awards", "standards",
         "parts", "forms", "dossiers", "phases")


@cache
def load_movements(folder: Path = MOVEMENTS_FOLDER) -> Mapping[str, Movement]:
    """All movements by id, in the order of their files' names. Raises BadData with every fault of every file."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}
    movements, problems = read_movements(texts)
    if problems:
        raise BadData(*problems)
    return movements


def movement_of(key: str) -> Movement | None:
    """The movement that the key of a phase, award, standard or part belongs to."""
    return load_movements().get(key.partition("/")[0])


def find_listed(what: str, key: str) -> Award | Standard | Part | Phase | None:
    """A phase, award, standard or part of any movement by its key."""
    movement = movement_of(key)
    return movement.find(what, key) if movement else None


def read_movements(texts: Mapping[str, str]) -> tuple[dict[str, Movement], list[Problem]]:
    """What some files say, by the movement's id, and every fault."""
    found: dict[str, Movement] = {}
    problems: list[Problem] = []
    for name, text in texts.items():
        reader = _MovementReader(NodeReader(name))
        root = reader.nodes.compose(text)
        if root is not None:
            movement = reader.read(root)
            if movement.id in found:
                reader.nodes.note("repeated", 1, movement.id, ", ".join(found))
            found[movement.id] = movement
        problems += reader.nodes.problems
    return found, problems


class _MovementReader:
    """Reads one file."""

    def __init__(self, nodes: NodeReader) -> None:
        self.nodes, self.id = nodes, ""

    def read(self, root: yaml.Node) -> Movement:
        """The movement that the file describes."""
        nodes = self.nodes
        known = nodes.fields(root, _MAIN, ("assigned_commune",))
        self.id = nodes.text(known.get("id"))
        if f"{self.id}.yaml" != nodes.file and "id" in known:
            nodes.wrong(known["id"], "wrong-name", nodes.file.removesuffix(".yaml"))
        parts = self._named(known.get("parts"), self._part)
        texts = [nodes.pair(known.get(name)) for name in ("body", "council", "decides")]
        return Movement(
            self.id, self._document(known.get("document")), nodes.pair(known.get("name")), nodes.text(known.get("province")),
            nodes.text(known.get("source")), nodes.status(known.get("source_status")), *texts,
            nodes.text(known["assigned_commune"]) if "assigned_commune" in known else None,
            tuple(nodes.pair(one) for one in nodes.items(known.get("tasks"))), self._named(known.get("awards"), self._award),
            self._named(known.get("standards"), self._standard), parts, tuple(map(self._form, nodes.items(known.get("forms")))),
            self._phases(known, parts),
        )

    def _key(self, node: yaml.Node | None) -> str:
        return f"{self.id}/{self.nodes.text(node)}"

    def _named(self, node: yaml.Node | None, read: object) -> tuple:
        """A list of things with keys; one that stands twice is a fault."""
        items = self.nodes.items(node)
        found = tuple(map(read, items))
        self._check_repeated([one.key for one in found], items)
        return found

    def _check_repeated(self, keys: Iterable[str], items: Iterable[yaml.Node]) -> None:
        seen: set[str] = set()
        for key, item in zip(keys, items, strict=True):
            if key in seen:
                self.nodes.note("repeated", line_of(item), key, self.nodes.file)
            seen.add(key)

    def _document(self, node: yaml.Node | None) -> Document:
        known = self.nodes.fields(node, ("number", "issued", "title")) if node else {}
        return Document(self.nodes.text(known.get("number")), self.nodes.day(known.get("issued")), self.nodes.pair(known.get("title")))

    def _award(self, node: yaml.Node) -> Award:
        nodes = self.nodes
        known = nodes.fields(node, ("id", "title", "level", "source", "source_status", "dossier_status"))
        return Award(self._key(known.get("id")), nodes.pair(known.get("title")), nodes.pair(known.get("level")),
                     nodes.text(known.get("source")), nodes.status(known.get("source_status")), nodes.status(known.get("dossier_status")))

    def _standard(self, node: yaml.Node) -> Standard:
        nodes = self.nodes
        known = nodes.fields(node, ("id", "of", "title", "short", "gathers", "source_status"), ("assigned_only",))
        return Standard(
            self._key(known.get("id")), nodes.choice(known.get("of"), NOMINEES), nodes.pair(known.get("title")),
            nodes.pair(known.get("short")), tuple(nodes.text(one) for one in nodes.items(known.get("gathers"))),
            nodes.is_true(known.get("assigned_only")), nodes.status(known.get("source_status")),
        )

    def _part(self, node: yaml.Node) -> Part:
        nodes = self.nodes
        known = nodes.fields(node, ("id", "title", "paper"), ("satisfied_by", "needs_confirmation", "has_form"))
        return Part(
            self._key(known.get("id")), nodes.pair(known.get("title")), nodes.choice(known.get("paper"), PAPERS),
            nodes.text(known["satisfied_by"]) if "satisfied_by" in known else None, nodes.is_true(known.get("needs_confirmation")),
            nodes.is_true(known.get("has_form")),
        )

    def _form(self, node: yaml.Node) -> Form:
        nodes = self.nodes
        known = nodes.fields(node, ("from", "decree", "source", "source_status"), ("number",))
        number = nodes.text(known["number"]) if "number" in known else None
        return Form(nodes.day(known.get("from")), nodes.text(known.get("decree")), number, nodes.text(known.get("source")),
                    nodes.status(known.get("source_status")))

    def _phases(self, known: Mapping[str, yaml.Node], parts: tuple[Part, ...]) -> tuple[Phase, ...]:
        dossiers = {shown(key): self._dossier(value, parts) for key, value in getattr(known.get("dossiers"), "value", [])}
        return self._named(known.get("phases"), lambda node: self._phase(node, dossiers))

    def _dossier(self, node: yaml.Node, parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], Text]:
        nodes = self.nodes
        known = nodes.fields(node, ("parts", "due_rule"))
        by_id = {part.key.partition("/")[2]: part for part in parts}
        named = [nodes.choice(one, by_id) for one in nodes.items(known.get("parts"))]
        return tuple(by_id[one] for one in named if one in by_id), nodes.pair(known.get("due_rule"))

    def _phase(self, node: yaml.Node, dossiers: Mapping[str, tuple[tuple[Part, ...], Text]]) -> Phase:
        nodes = self.nodes
        known = nodes.fields(node, ("id", "title", "year", "opens", "covers", "dossier"))
        covers = [nodes.day(one) for one in nodes.items(known.get("covers"))]
        if len(covers) != 2 or covers[0] > covers[1]:
            nodes.wrong(known.get("covers", node), "bad-date", "[2021-01-01, 2023-12-31]")
            covers = [nodes.day(None)] * 2
        parts, rule = dossiers.get(nodes.choice(known.get("dossier"), dossiers), ((), Text("", "")))
        return Phase(self._key(known.get("id")), nodes.pair(known.get("title")), nodes.count(known.get("year")),
                     nodes.day(known.get("opens")), *covers, parts, rule)
