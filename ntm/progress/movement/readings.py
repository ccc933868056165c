"""Whether a commune's report was read on its radio as often as the rule asks, within the days that it gives."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ntm.criteria.loading import DATA_FOLDER
from ntm.criteria.nodes import NodeReader
from ntm.problems import BadData
from ntm.records.checking import LIFE

READINGS_FILE = DATA_FOLDER / "readings.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """How often, within how many days, by which document."""

    at_least: int
    within_days: int
    source: str
    source_status: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One report of a commune: its most readings within the rule's days, and from when on these were."""

    commune: str
    valid_from: str
    report: str
    times: int
    since: date
    total: int
    is_enough: bool


@cache
def load_rule(file: Path = READINGS_FILE) -> Rule:
    """The rule, read and checked once a process. Raises BadData with every fault."""
    reader = NodeReader(file.name)
    root = reader.compose(file.read_text(encoding="utf-8"))
    known = reader.fields(root, ("at_least", "within_days", "source", "source_status")) if root else {}
    rule = Rule(reader.count(known.get("at_least")), reader.count(known.get("within_days")), reader.text(known.get("source")),
                reader.status(known.get("source_status")))
    if reader.problems:
        raise BadData(*reader.problems)
    return rule


def readings_on(known: Mapping[str, Mapping[str, Mapping[str, Any]]], day: date, rule: Rule) -> list[Reading]:
    """Each report read by a day, those not read often enough first."""
    read: dict[tuple[str, str, str], dict[date, int]] = {}
    for body in known.get("radio_reading", {}).values():
        if body["on"] <= day.isoformat():
            days = read.setdefault((body["commune"], body["commune" + LIFE], body["report"]), {})
            on = date.fromisoformat(body["on"])
            days[on] = days.get(on, 0) + body["times"]
    found = [_reading(key, days, rule) for key, days in read.items()]
    return sorted(found, key=lambda one: (one.is_enough, one.commune, one.report))


def _reading(key: tuple[str, str, str], days: Mapping[date, int], rule: Rule) -> Reading:
    """The window of the rule's days that holds most readings; the first of them where several do."""
    length = timedelta(days=rule.within_days)
    windows = {first: sum(times for on, times in days.items() if first <= on < first + length) for first in sorted(days)}
    since = max(windows, key=lambda first: (windows[first], -first.toordinal()))
    return Reading(*key, windows[since], since, sum(days.values()), windows[since] >= rule.at_least)
