"""Communes, districts and provinces of both structures, what became what, and the key by which names are matched.

A unit is keyed by (code, valid_from): codes are used again after a merger (DESIGN §3). The files under data/units/ are
written by data/units/build.py and checked here, all problems at once.
"""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ntm.names import normalise_name, strip_accents
from ntm.problems import BadData, Problem
from ntm.tables import Form, a_day, a_name, between, data_problem, matching, maybe, one_of, read_bytes, read_table

__all__ = ["District", "Province", "Unit", "UnitChange", "Units", "load_units", "normalise_name", "strip_accents"]

UNITS_FOLDER = Path(__file__).parent.parent / "data" / "units"
FILES = ("provinces.csv", "districts.csv", "units.csv", "changes.csv")


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune-level unit during one life; `valid_to` is exclusive, the name is without its kind ("Bình Trung")."""

    code: str
    valid_from: date
    valid_to: date | None
    name: str
    kind: str  # xa, phuong, thi_tran, dac_khu
    district_code: str | None  # none from 2025-07-01
    province_code: str
    lat: float | None
    lon: float | None
    source_status: str  # of the validity


@dataclass(frozen=True, slots=True)
class District:
    """A district of the structure before 2025-07-01; the name is without its kind ("Chợ Đồn")."""

    code: str
    name: str
    kind: str  # huyen, thi_xa, thanh_pho, quan
    province_code: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province during one life; codes live on in 2025 with other borders."""

    code: str
    name: str
    kind: str  # tinh, thanh_pho
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What became what on a day. `is_partial`: the old unit was split, this successor got only a part of it."""

    from_code: str
    from_valid_from: date
    to_code: str
    to_valid_from: date
    on: date
    document: str | None
    is_partial: bool
    source_status: str


@dataclass(frozen=True, slots=True)
class Units:
    """Everything under data/units/; `digest` is the sha256 of the files, the same on every system."""

    units: tuple[Unit, ...]
    districts: tuple[District, ...]
    provinces: tuple[Province, ...]
    changes: tuple[UnitChange, ...]
    digest: str

    def __hash__(self) -> int:
        """By the digest alone: thousands of units are not hashed anew for each look into a cache."""
        return hash(self.digest)

    def living_on(self, day: date, province_code: str | None = None) -> tuple[Unit, ...]:
        """Return the communes that exist on a day, of one province or of all, by code."""
        return tuple(
            u for u in self.units
            if u.valid_from <= day and (u.valid_to is None or day < u.valid_to)
            and province_code in (None, u.province_code)
        )


_PROVINCE, _DISTRICT, _COMMUNE = (matching(rf"\d{{{n}}}", "0" * n) for n in (2, 3, 5))
_STATUS = one_of("verified", "unverified", "open")
_LIFE = {"valid_from": a_day, "valid_to": maybe(a_day)}
_FORMS: dict[str, tuple[type, Form]] = {
    "provinces.csv": (Province, {"code": _PROVINCE, "name": a_name, "kind": one_of("tinh", "thanh_pho"), **_LIFE}),
    "districts.csv": (District, {
        "code": _DISTRICT, "name": a_name, "kind": one_of("huyen", "thi_xa", "thanh_pho", "quan"),
        "province_code": _PROVINCE}),
    "units.csv": (Unit, {
        "code": _COMMUNE, **_LIFE, "name": a_name, "kind": one_of("xa", "phuong", "thi_tran", "dac_khu"),
        "district_code": maybe(_DISTRICT), "province_code": _PROVINCE,
        "lat": maybe(between(6, 24)), "lon": maybe(between(102, 118)), "source_status": _STATUS}),
    "changes.csv": (UnitChange, {
        "from_code": _COMMUNE, "from_valid_from": a_day, "to_code": _COMMUNE, "to_valid_from": a_day, "on": a_day,
        "document": maybe(str), "is_partial": lambda text: one_of("0", "1")(text) == "1", "source_status": _STATUS}),
}


@cache
def load_units(folder: Path = UNITS_FOLDER) -> Units:
    """All units of a folder, checked; read once a process. Raises BadData with every problem of every file."""
    problems: list[Problem] = []
    raw = {name: read_bytes(folder / name, problems) for name in FILES}
    rows = {name: read_table(name, raw[name], *_FORMS[name], problems) for name in FILES}
    if not problems:
        problems = [*_check_lives(rows), *_check_places(rows), *_check_changes(rows)]
    if problems:
        raise BadData(*problems)
    provinces, districts, units, changes = (tuple(rows[name]) for name in FILES)
    digest = hashlib.sha256(b"".join(raw[name] for name in FILES)).hexdigest()
    return Units(units, districts, provinces, changes, digest)


def _check_lives(rows: dict[str, list[Any]]) -> list[Problem]:
    """Sorted by key, no key twice, no life that starts before the one before it has ended."""
    problems = []
    for file in ("provinces.csv", "units.csv"):
        for line, (before, after) in enumerate(pairwise(rows[file]), start=3):
            if (before.code, before.valid_from) >= (after.code, after.valid_from):
                problems.append(data_problem(file, line, "order", f"{after.code} {after.valid_from}"))
            elif before.code == after.code and (before.valid_to is None or before.valid_to > after.valid_from):
                problems.append(data_problem(file, line, "overlap", f"{after.code} {after.valid_from}"))
    for line, (one, other) in enumerate(pairwise(rows["districts.csv"]), start=3):
        if one.code >= other.code:
            problems.append(data_problem("districts.csv", line, "order", other.code))
    return problems


def _check_places(rows: dict[str, list[Any]]) -> list[Problem]:
    """Each unit lies in a province that lives then, and in a district of that province."""
    lives = {(p.code, p.valid_to is None) for p in rows["provinces.csv"]}
    province_of = {d.code: d.province_code for d in rows["districts.csv"]}
    problems = []
    for line, unit in enumerate(rows["units.csv"], start=2):
        if (unit.province_code, unit.valid_to is None) not in lives:
            problems.append(data_problem("units.csv", line, "unknown", unit.province_code, "provinces.csv"))
        if unit.district_code and province_of.get(unit.district_code) != unit.province_code:
            problems.append(data_problem("units.csv", line, "unknown", unit.district_code, "districts.csv"))
    return problems


def _check_changes(rows: dict[str, list[Any]]) -> list[Problem]:
    """Each change joins a life that ends on its day to one that starts on it."""
    starts = {(u.code, u.valid_from) for u in rows["units.csv"]}
    ends = {(u.code, u.valid_from, u.valid_to) for u in rows["units.csv"]}
    problems = []
    for line, change in enumerate(rows["changes.csv"], start=2):
        if (change.from_code, change.from_valid_from, change.on) not in ends:
            found = f"{change.from_code} {change.from_valid_from}"
        elif (change.to_code, change.to_valid_from) not in starts or change.to_valid_from != change.on:
            found = f"{change.to_code} {change.to_valid_from}"
        else:
            continue
        problems.append(data_problem("changes.csv", line, "unknown", found, "units.csv"))
    return problems
