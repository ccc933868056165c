"""What a question asks about: which units on which day, judged by which sets."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import pandas as pd

from ntm.criteria import CriteriaSet, Law


@dataclass(frozen=True, slots=True)
class AskedSet:
    """A set to judge the communes of a province by. `is_of_level`: the one in force for its level there."""

    province_code: str
    level: str
    set_id: str
    depth: int
    is_complete: bool
    includes: str | None
    is_of_level: bool
    is_shown: bool


def asked_sets(law: Law, provinces: Iterable[str], day: date, set_id: str | None = None) -> list[AskedSet]:
    """The sets of every level in force on a day for each province (or the one named), with all that they refer to."""
    rows: list[AskedSet] = []
    for province in provinces:
        of_level = {
            level: found for level in law.levels(province, day) if (found := law.find_set(level, province, day)) is not None
        }
        shown = [law.sets[set_id]] if set_id else list(of_level.values())
        needed: dict[str, CriteriaSet] = {}
        _collect(law, shown, of_level, needed)
        rows += [
            AskedSet(
                province, s.level, s.id, law.depth(s.id), s.is_complete, s.includes,
                of_level.get(s.level) is s, s in shown,
            )
            for s in needed.values()
        ]
    return rows


def _collect(law: Law, sets: Iterable[CriteriaSet], of_level: dict[str, CriteriaSet], needed: dict[str, CriteriaSet]) -> None:
    for criteria in sets:
        if criteria.id in needed:
            continue
        needed[criteria.id] = criteria
        refs = [need for indicator in criteria.indicators for need in indicator.requirements]
        targets = [need.ref.rpartition("/")[0] for need in refs if need.kind == "indicator"]
        targets += [of_level[need.ref].id for need in refs if need.kind == "level" and need.ref in of_level]
        if criteria.includes:
            targets.append(criteria.includes)
        _collect(law, [law.sets[target] for target in targets], of_level, needed)


def write_asked(
    con: duckdb.DuckDBPyConnection, law: Law, day: date, *,
    units: Iterable[int] | None = None, province: str | None = None, set_id: str | None = None,
) -> None:
    """Fill the temporary tables asked_unit and asked_set for a day.

    `units`: only these (and what they have become by that day); `province`: only its communes of that day, where a
    province that is gone stands for the communes that its own have become. Neither: the whole country.
    """
    con.execute("create or replace temp table asked_unit as " + _UNITS, {"day": day})
    if units is not None:
        con.register("wanted", pd.DataFrame({"unit": list(units)}, dtype="int64"))
        con.execute("delete from asked_unit where unit not in (select unit from wanted) and unit not in (select to_unit from"
                    " unit_change join wanted on wanted.unit = from_unit)")
        con.unregister("wanted")
    if province is not None:
        con.execute(
            "delete from asked_unit where province_code <> $province and unit not in (select to_unit from unit_change"
            " join unit on unit.id = from_unit where unit.province_code = $province and unit.valid_to <= $day)",
            {"province": province, "day": day},
        )
    codes = [row[0] for row in con.execute("select distinct province_code from asked_unit").fetchall()]
    rows = asked_sets(law, codes, day, set_id)
    _write_sets(con, rows)


def write_asked_days(
    con: duckdb.DuckDBPyConnection, law: Law, days: Sequence[date], *,
    units: Iterable[int] | None = None, province: str | None = None,
) -> None:
    """Fill asked_unit and asked_set for many days: each commune on each day is a unit of its own (a negative number).

    Each province on each day is a province of its own too, because the law differs by day.
    """
    con.execute(
        "create or replace temp table asked_unit as select -row_number() over () as unit, unit.id as real_unit,"
        " unit.province_code || '@' || day.as_of as province_code, unit.province_code as real_province, day.as_of"
        " from unit join (select unnest($days::date[]) as as_of) as day"
        " on unit.valid_from <= day.as_of and coalesce(unit.valid_to > day.as_of, true)"
        " where is_assessed and ($province is null or unit.province_code = $province)"
        " and ($units is null or list_contains($units::integer[], unit.id))",
        {"days": list(days), "province": province, "units": None if units is None else list(units)},
    )
    places = con.execute("select distinct real_province, as_of, province_code from asked_unit").fetchall()
    rows = [
        replace(asked, province_code=code) for real, day, code in places for asked in asked_sets(law, [real], day)
    ]
    _write_sets(con, rows)


def _write_sets(con: duckdb.DuckDBPyConnection, rows: list[AskedSet]) -> None:
    con.register("wanted", pd.DataFrame(rows, columns=list(AskedSet.__dataclass_fields__)))
    con.execute("create or replace temp table asked_set as select * replace (includes::varchar as includes) from wanted")
    con.unregister("wanted")


# Communes (xã) that exist on the day; wards and townships are not assessed.
_UNITS = """
select id as unit, province_code, id as real_unit
from unit
where is_assessed and valid_from <= $day and coalesce(valid_to > $day, true)
"""
