"""YAML read with the line of everything: scalars stay text (8.10 is not 8.1), and a fault says where it stands."""
from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import yaml

from ntm.criteria.records import Text
from ntm.problems import Problem

STATUSES = ("verified", "unverified", "open")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_THRESHOLD = re.compile(r"(?P<over>\d+/\d+)|(?P<percent>\d+(?:\.\d+)?)%|(?P<plain>\d+(?:\.\d+)?)")

Fields = dict[str, yaml.Node]


def parse_threshold(written: str) -> Fraction | None:
    """The exact number of "2/3", "50%" or "1"; None for anything else, zero and a zero denominator included."""
    found = _THRESHOLD.fullmatch(written)
    if not found:
        return None
    try:
        number = Fraction(found["percent"]) / 100 if found["percent"] else Fraction(written)
    except ZeroDivisionError:
        return None
    return number or None


@dataclass(slots=True)
class NodeReader:
    """Turns the nodes of one file into values. What is wrong is noted in `problems`; a stand-in is given instead."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def compose(self, text: str) -> yaml.Node | None:
        """The root node of a YAML text, or None where it does not parse or is empty."""
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.note("no-yaml", mark.line + 1 if mark else 1, error.problem or error.context or "", "YAML")
            return None
        except yaml.reader.ReaderError as error:
            self.note("no-yaml", text.count("\n", 0, error.position) + 1, f"U+{error.character:04X}", "YAML")
            return None
        if root is None:
            self.note("no-yaml", 1, "", "YAML")
        return root

    def note(self, variant: str, line: int, found: str, expected: str) -> None:
        """Note a fault: `variant` names the sentence problem.bad-criteria.<variant>."""
        params = {"file": self.file, "line": line, "found": found, "expected": expected}
        self.problems.append(Problem("bad-criteria", params, variant=variant))

    def wrong(self, node: yaml.Node, variant: str, expected: str) -> None:
        """Note a fault of a node, with what stands there."""
        self.note(variant, line_of(node), shown(node), expected)

    def fields(self, node: yaml.Node, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """The value nodes of a mapping by key; unknown, repeated and missing keys are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "no-mapping", ", ".join(required))
            return {}
        known: Fields = {}
        for key, value in node.value:
            name = shown(key)
            if name in known:
                self.wrong(key, "repeated", self.file)
            elif name not in required and name not in optional:
                self.wrong(key, "unknown-key", ", ".join([*required, *optional]))
            elif name in required or not is_null(value):  # "in_force_to:" left empty is the same as not there
                known[name] = value
        for key in required:
            if key not in known:
                self.note("missing-key", line_of(node), ", ".join(known), key)
        return known

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """The nodes of a list; none for a key that is not there."""
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong(node, "no-list", "- …")
        return []

    def text(self, node: yaml.Node | None) -> str:
        """A scalar as it is written; "" and a note where it is empty or no scalar."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.wrong(node, "no-text", "…")
            return ""
        return node.value.strip()

    def pair(self, node: yaml.Node | None) -> Text:
        """A text in both languages."""
        if node is None:
            return Text("", "")
        known = self.fields(node, ("vi", "en"))
        return Text(self.text(known.get("vi")), self.text(known.get("en")))

    def choice(self, node: yaml.Node | None, options: Collection[str]) -> str:
        """One of the words that are allowed."""
        if node is None:
            return ""
        if shown(node) not in options:
            self.wrong(node, "bad-choice", ", ".join(options))
        return shown(node)

    def status(self, node: yaml.Node | None, default: str = "") -> str:
        """A source status; a key that is not there takes the default."""
        return self.choice(node, STATUSES) if node else default

    def is_true(self, node: yaml.Node | None) -> bool:
        """Whether the word is "true"; only "true" and "false" are allowed."""
        return self.choice(node, ("true", "false")) == "true"

    def day(self, node: yaml.Node | None) -> date:
        """A date 2022-03-08; a note and date.min for anything else."""
        if node is None:
            return date.min
        try:
            if _DATE.fullmatch(shown(node)):
                return date.fromisoformat(shown(node))
        except ValueError:  # 2022-02-30: noted below with the rest
            pass
        self.wrong(node, "bad-date", "2022-03-08")
        return date.min

    def count(self, node: yaml.Node | None) -> int:
        """A whole number from 1."""
        if node is None:
            return 1
        if not re.fullmatch(r"[1-9]\d*", shown(node)):
            self.wrong(node, "bad-number", "1, 2, 3")
            return 1
        return int(shown(node))


def line_of(node: yaml.Node) -> int:
    """The line of a node, from 1."""
    return node.start_mark.line + 1


def shown(node: yaml.Node) -> str:
    """What stands at a node, short enough for a sentence."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    return "{…}" if isinstance(node, yaml.MappingNode) else "[…]"


def is_null(node: yaml.Node) -> bool:
    """Whether a node says that there is no value."""
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "null", "~")
