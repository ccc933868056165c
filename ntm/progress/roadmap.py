"""Who is to reach which level in which year, on any day: what the documents said last, beside what was reached and recognised."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from ntm.texts import t
from ntm.units import Unit, Units
from ntm.warehouse.records import Revision

FIRST_DAY = date.min.isoformat()


def horizon(day: date) -> date:
    """The day by which what is to come is looked at: the end of the year, on its last day that of the next.

    The last year that a calendar knows has no next one.
    """
    is_over = (day.month, day.day) == (12, 31)
    return date(min(day.year + is_over, MAXYEAR), 12, 31)


@dataclass(frozen=True, slots=True)
class Target:
    """A commune's present target at a level: the end of `year`; `record` is the id of the record that says so."""

    commune: str
    valid_from: date
    level: str
    year: int
    how: str
    document: str | None
    issued: date | None
    source_status: str | None
    record: str
    is_sample: bool

    @property
    def by(self) -> date:
        """The last day of the target's year."""
        return date(self.year, 12, 31)


def targets_on(records: Iterable[Revision], day: date) -> list[Target]:
    """The targets in force on a day, by year, level and commune: of each commune and level what the latest document said.

    A target without a document's date is taken as older than any dated one. A commune taken off the roadmap has none.
    """
    last: dict[tuple[str, str, str], Revision] = {}
    for one in sorted(records, key=lambda one: (one.body.get("issued", FIRST_DAY), one.seq)):
        if one.body.get("issued", FIRST_DAY) <= day.isoformat():
            last[one.body["commune"], one.body["commune_from"], one.body["level"]] = one
    found = [_target(one) for one in last.values() if one.body["how"] != "removed"]
    return sorted(found, key=lambda one: (one.year, one.level, one.commune))


def _target(one: Revision) -> Target:
    body = one.body
    return Target(
        body["commune"], date.fromisoformat(body["commune_from"]), body["level"], body["year"], body["how"], body.get("document"),
        date.fromisoformat(body["issued"]) if "issued" in body else None, body.get("source_status"), one.id, one.is_sample,
    )


@dataclass(frozen=True, slots=True)
class Outlived:
    """A target whose commune was merged, renamed or made a town before the date: a document must say what becomes of it."""

    target: Target
    was: Unit
    heirs: tuple[Unit, ...]

    def words(self, lang: str) -> str:
        """The commune with what it is now: "Bình Trung (nay là Nghĩa Tá)"."""
        heirs = ", ".join(one.name for one in self.heirs)
        return t("roadmap.outlived", lang, name=self.was.name, heirs=heirs) if heirs else self.was.name


def outlived(targets: Iterable[Target], units: Units, day: date) -> list[Outlived]:
    """The targets whose commune ended by a day, and before the target's date; one that was due before the end needs nothing."""
    lives = {(one.code, one.valid_from): one for one in units.units}
    heirs: dict[tuple[str, date], list[Unit]] = defaultdict(list)
    for change in units.changes:
        heirs[change.from_code, change.from_valid_from].append(lives[change.to_code, change.to_valid_from])
    found = []
    for one in targets:
        was = lives.get(key := (one.commune, one.valid_from))
        if was and was.valid_to and was.valid_to <= min(day, one.by):
            found.append(Outlived(one, was, tuple(heirs[key])))
    return found


@dataclass(frozen=True, slots=True)
class Recognised:
    """A commune's standing recognition at a level; `day` is its decision's, or only the year is known."""

    commune: str
    valid_from: date
    level: str
    year: int
    day: date | None
    number: str | None
    record: str


def recognised_on(records: Iterable[Revision], day: date) -> list[Recognised]:
    """The recognitions that stand on a day: decided by then and not withdrawn; the year's end where no day is known."""
    found = []
    for one in records:
        body = one.body
        decided, withdrawn = body.get("decided", f"{body['year']}-12-31"), body.get("withdrawn")
        if decided <= day.isoformat() and not (withdrawn and withdrawn <= day.isoformat()):
            found.append(Recognised(
                body["commune"], date.fromisoformat(body["commune_from"]), body["level"], body["year"],
                date.fromisoformat(body["decided"]) if "decided" in body else None, body.get("number"), one.id,
            ))
    return sorted(found, key=lambda one: (one.level, one.commune))


def kept_up(recognised: Iterable[Recognised], communes: pd.DataFrame, next_level: Mapping[str, str]) -> pd.DataFrame:
    """Whether recognised communes still meet the level, and how far they are from the next one.

    `communes`: Standing.communes; `next_level`: the level above each. Columns: unit, code, name, district, level, year,
    state (kept: still met; slipping: not met; unknown), next, met_count, of_count of the next level (None: there is none).
    """
    by_key = {(row.code, row.valid_from, row.level): row for row in communes.itertuples()}
    rows = []
    for one in recognised:
        now = by_key.get((one.commune, one.valid_from, one.level))
        above = by_key.get((one.commune, one.valid_from, next_level.get(one.level, "")))
        if now is not None:
            state = {"met": "kept", "not_met": "slipping"}.get(now.status, "unknown")
            rows.append((now.unit, one.commune, now.name, now.district, one.level, one.year, state, above.level if above else None,
                         above.met_count if above else None, above.of_count if above else None))
    columns = ["unit", "code", "name", "district", "level", "year", "state", "next", "met_count", "of_count"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@dataclass(frozen=True, slots=True)
class Aim:
    """How many communes of a place (district None: the province) are to hold a level by the end of a year."""

    district: str | None
    level: str
    year: int
    span: str
    count: int | None
    share: Fraction | None  # of all communes, 0-1
    document: str | None

    def needed(self, total: int) -> int:
        """The communes that the aim asks for, out of all of the place."""
        return self.count if self.count is not None else ceil(self.share * total)


def aims_on(records: Iterable[Revision], day: date) -> list[Aim]:
    """The aims in force on a day: of each place, level, span and year what the latest document said."""
    last: dict[tuple[Any, ...], Revision] = {}
    for one in sorted(records, key=lambda one: (one.body.get("issued", FIRST_DAY), one.seq)):
        if one.body.get("issued", FIRST_DAY) <= day.isoformat():
            last[tuple(one.body.get(name) for name in ("district", "level", "span", "year"))] = one
    return [
        Aim(one.body.get("district"), one.body["level"], one.body["year"], one.body["span"], one.body.get("count"),
            Fraction(one.body["share"]) / 100 if "share" in one.body else None, one.body.get("document"))
        for one in last.values()
    ]


def held_beside_aims(aims: Iterable[Aim], rows: pd.DataFrame, level: str, year: int) -> pd.DataFrame:
    """Each district (and the province, district None) beside its aim at a level for a year or the period ending then.

    `rows`: the assessed communes of the province at that level. Columns: district_code, district, district_kind, met, total,
    span, needed, lacking (communes still to come, 0 when reached), document; needed is None where there is no aim.
    """
    wanted = {(aim.district, aim.span): aim for aim in aims if aim.level == level and aim.year == year}
    found = []
    for keys, group in _places(rows):
        met, total = int((group["status"] == "met").sum()), len(group)
        spans = [span for span in ("year", "period") if (keys[0], span) in wanted] or [None]
        for span in spans:
            aim = wanted.get((keys[0], span))
            needed = aim.needed(total) if aim else None
            found.append((*keys, met, total, span, needed, max(needed - met, 0) if aim else None, aim.document if aim else None))
    columns = ["district_code", "district", "district_kind", "met", "total", "span", "needed", "lacking", "document"]
    return pd.DataFrame(found, columns=columns, dtype=object)  # an unknown number stays None, not a float


def _places(rows: pd.DataFrame) -> list[tuple[tuple[Any, ...], pd.DataFrame]]:
    keys = ["district_code", "district", "district_kind"]
    districts = [(key, group) for key, group in rows.dropna(subset=["district_code"]).groupby(keys)]
    return [((None, None, None), rows), *districts]
