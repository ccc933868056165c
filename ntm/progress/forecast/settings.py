"""What the office may set for forecasts: from which chance on a target is on track, and how wide the lines spread."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

from ntm.criteria.loading import DATA_FOLDER
from ntm.criteria.nodes import NodeReader, parse_threshold, shown
from ntm.criteria.records import Text
from ntm.problems import BadData, Problem

SETTINGS_FILE = DATA_FOLDER / "forecast.yaml"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the lines into the future differ (docs/forecast.md). Chances and factors are numbers from 0 on."""

    seed: int
    lines: int
    recent_least: int
    pace_change: float
    stall: float
    slack: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Chances from which a commune is on track or at risk, the least periods, the longest look ahead, the spread."""

    on_track_from: Fraction
    at_risk_from: Fraction
    least_periods: int
    horizon_years: int
    window_years: int
    spread: Spread
    source: Text
    source_status: str


@cache
def load_settings(file: Path = SETTINGS_FILE) -> Settings:
    """The settings, read and checked once a process. Raises BadData with every fault."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        params = {"file": file.name, "line": 1, "found": str(error), "expected": "UTF-8"}
        raise BadData(Problem("bad-criteria", params, variant="no-yaml")) from error
    return read_settings(file.name, text)


def read_settings(name: str, text: str) -> Settings:
    """The settings from a YAML text. Raises BadData with every fault, each with its line."""
    reader = NodeReader(name)
    root = reader.compose(text)
    settings = _read(reader, root) if root else None
    if settings is None or reader.problems:
        raise BadData(*reader.problems)
    return settings


_WHOLE = ("least_periods", "horizon_years", "window_years", "seed", "lines", "recent_least")
_CHANCES = ("on_track_from", "at_risk_from", "stall")
_FACTORS = ("pace_change", "slack")


def _read(reader: NodeReader, root: yaml.Node) -> Settings:
    nodes = reader.fields(root, (*_WHOLE, *_CHANCES, *_FACTORS, "source", "source_status"))
    whole = {key: reader.count(nodes.get(key)) for key in _WHOLE}
    chances = {key: _number(reader, nodes.get(key), lambda found: found <= 1, "0.4, 0.8") for key in _CHANCES}
    factors = {key: _number(reader, nodes.get(key), lambda found: found <= 10, "0.5, 1") for key in _FACTORS}
    if chances["at_risk_from"] > chances["on_track_from"]:
        reader.wrong(nodes["at_risk_from"], "bad-number", f"≤ {shown(nodes['on_track_from'])}")
    if nodes and whole["least_periods"] < 3:  # a line through two points fits any two
        reader.wrong(nodes.get("least_periods", root), "bad-number", "3, 4, 5")
    return Settings(
        chances["on_track_from"], chances["at_risk_from"], whole["least_periods"], whole["horizon_years"],
        whole["window_years"],
        Spread(whole["seed"], whole["lines"], whole["recent_least"], float(factors["pace_change"]), float(chances["stall"]),
               float(factors["slack"])),
        reader.pair(nodes.get("source")), reader.status(nodes.get("source_status")),
    )


def _number(reader: NodeReader, node: yaml.Node | None, is_good: Callable[[Fraction], bool], examples: str) -> Fraction:
    """A number above 0; a note and 1 for anything else."""
    if node is None:
        return Fraction(1)
    found = parse_threshold(shown(node))
    if found is None or not is_good(found):
        reader.wrong(node, "bad-number", examples)
        return Fraction(1)
    return found
