"""The plan of the sample: the quarters that it covers, and story.yaml as a frozen record."""
from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ntm.periods import Period, make_period

FOLDER = Path(__file__).parent
QUARTERS = tuple((year, quarter) for year in range(2021, 2026) for quarter in range(1, 5))[3:18]
LAST = len(QUARTERS) - 1   # Q2/2025; 0 is Q4/2021 and 1 the first quarter under QĐ 318/QĐ-TTg
NEVER = 99                 # a quarter that does not come


@dataclass(frozen=True, slots=True)
class Told:
    """A commune whose figures are given one by one: numerators by measure, from Q1/2022."""

    thon: int
    staff: int
    standard: Mapping[str, int]
    counts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """story.yaml; quarters are places in QUARTERS."""

    seed: int
    met_by_quarter: tuple[int, ...]
    district_strength: Mapping[str, float]
    standard: Mapping[str, int]
    advanced: Mapping[str, int]
    model: Mapping[str, int]
    told: Mapping[str, Told]
    never_reported: frozenset[str]
    unjudged: Mapping[str, str]
    last_reported: Mapping[str, int]
    silent_in_a_quarter: int

    @property
    def named(self) -> frozenset[str]:
        """Codes of the communes that the plan speaks of: no chance touches their reports."""
        return frozenset({*self.standard, *self.advanced, *self.model, *self.told, *self.unjudged})

    def chance(self, *about: object) -> random.Random:
        """Randomness of its own for each matter, so that a change to one leaves all others as they were."""
        return random.Random(":".join(map(str, (self.seed, *about))))


def period_of(quarter: int) -> Period:
    """The reporting period of a place in QUARTERS."""
    year, number = QUARTERS[quarter]
    return make_period("quarter", year, number)


def read_plan(file: Path = FOLDER / "story.yaml") -> Plan:
    """The plan as it stands in the file."""
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    told = {code: _read_told(told) for code, told in raw.pop("told").items()}
    by_quarter = {key: _quarters(raw.pop(key)) for key in ("standard", "advanced", "model", "last_reported")}
    return Plan(seed=raw["seed"], met_by_quarter=(0, *raw["met_by_quarter"]), district_strength=raw["district_strength"],
                told=told, never_reported=frozenset(raw["never_reported"]), unjudged=raw["unjudged"],
                silent_in_a_quarter=raw["silent_in_a_quarter"], **by_quarter)


def _read_told(raw: dict[str, object]) -> Told:
    counts = {key: tuple(value) for key, value in raw.items() if isinstance(value, list)}
    return Told(raw["thon"], raw["staff"], _quarters(raw["standard"]), counts)


def _quarters(raw: Mapping[str, str | None]) -> dict[str, int]:
    return {key: _place(value) if value else NEVER for key, value in raw.items()}


def _place(written: str) -> int:
    """The place of "2023-q4" in QUARTERS."""
    year, quarter = written.split("-q")
    return QUARTERS.index((int(year), int(quarter)))
