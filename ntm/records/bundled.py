"""The roadmap and the recognitions that were published (data/published.csv), as records of their own until the office types in its own.

A record that a person changed or removed is left as they left it.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import duckdb

from ntm.criteria import Law
from ntm.published import NamedCommune, PublishedFigure, load_published
from ntm.records.keys import KeyIndex
from ntm.records.kinds import load_kinds
from ntm.records.saving import Change, save, surroundings
from ntm.records.values import Surroundings
from ntm.texts import t
from ntm.units import Unit, Units
from ntm.warehouse.records import revisions_of

SOURCE, WRITER = "published.csv", "ntm"
_HOW = {"on_roadmap": "registered", "carried_over": "carried"}


def write_bundled(con: duckdb.DuckDBPyConnection, law: Law, units: Units, now: datetime) -> int | None:
    """Write what was published of the office's province and is not there yet; the number of the save, None where all is."""
    around = surroundings(con, law, units, now)
    wanted = list(_missing(con, around))
    return save(con, wanted, around, WRITER, now, SOURCE) if wanted else None


def lacks_bundled(con: duckdb.DuckDBPyConnection, law: Law, units: Units, now: datetime) -> bool:
    """Whether anything published is not there yet."""
    return any(_missing(con, surroundings(con, law, units, now)))


def _missing(con: duckdb.DuckDBPyConnection, around: Surroundings) -> Iterator[Change]:
    """The published records whose key no revision, removed ones included, ever had."""
    ever = {kind: KeyIndex(load_kinds()[kind], {str(one.seq): one.body for one in revisions_of(con, kind)})
            for kind in ("roadmap", "recognition")}
    for change in published_records(replace(around, known={})):
        values = {name: value for name, value in change.written.items() if value is not None}
        if ever[change.kind].twin(values) is None:
            yield change


def published_records(around: Surroundings) -> Iterator[Change]:
    """The roadmap targets and recognitions that the public record names, of the office's province."""
    for figure in load_published():
        if figure.scope == around.province and figure.subject in (*_HOW, "newly_recognised"):
            for named in figure.names:
                yield _record(figure, find_commune(named, date(figure.last_day.year, 1, 1), around))


def _record(figure: PublishedFigure, unit: Unit) -> Change:
    written: dict[str, object] = {"commune": unit.code, "level": figure.level, "year": figure.last_day.year,
                                  "source_status": figure.source_status}
    if figure.subject == "newly_recognised":
        return Change("recognition", None, written)
    note = t("records.published", "vi", year=figure.last_day.year)
    return Change("roadmap", None, written | {"how": _HOW[figure.subject], "note": note})


def find_commune(named: NamedCommune, day: date, around: Surroundings) -> Unit:
    """The commune of the office's province that a publication names; data/published.csv is tested to name one each."""
    districts = {one.code: one.name for one in around.units.districts}
    found = [unit for unit in around.units.living_on(day, around.province)
             if unit.name == named.name and named.district in (None, districts.get(unit.district_code or ""))]
    (unit,) = found
    return unit
