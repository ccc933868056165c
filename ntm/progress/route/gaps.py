"""What each commune of a place lacks at a level on a day, counted in units of work; and who cannot be planned, and why."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

import duckdb

from ntm.problems import Problem, WrongUse
from ntm.progress.answer import Asked, ask
from ntm.progress.evaluate import SQL, Question
from ntm.progress.route.model import Blocked, Commune, CommunePlan, Costs, Gaps, Unplanned
from ntm.progress.route.ways import Lack, Need, Reckoner
from ntm.progress.status import find_units
from ntm.warehouse.sql import query

ONE_A_UNIT: Costs = MappingProxyType({})


def find_gaps(
    con: duckdb.DuckDBPyConnection, question: Question, level: str, *, by: date | None = None, costs: Costs = ONE_A_UNIT,
    blocked: Blocked = frozenset(), with_unknown: bool = False, asked: Asked | None = None,
) -> Gaps:
    """The gaps of the communes of a question at a level, by the law in force on the day `by` (default: the day asked about).

    `costs`: of one unit of work; `blocked`: what cannot be moved by then. `with_unknown`: a requirement without a figure
    counts as work to be done whole, where it is known how much that is; else its commune cannot be planned. `asked`: what
    this connection was just asked, where that was this question.
    Raises WrongUse for a cost below zero, a day `by` before the day asked about, and a level unknown to the law of `by`.
    """
    _check_costs(costs)
    asked = _ask_by(con, question, level, by, asked)
    query(con, SQL, "present_kept" if asked.is_kept else "present_judged")
    rows = query(con, SQL, "route_communes", level=level).fetchall()
    lacks = _read_lacks(con, level, {row[0]: row[8] for row in rows if row[10] != "met"}, with_unknown)
    of_level = con.execute("select province_code, level, set_id from asked_set where is_of_level").fetchall()
    reckoner = Reckoner(asked.law, {(place, name): set_id for place, name, set_id in of_level}, costs, blocked, with_unknown)
    plans, unplanned = [], []
    for row in rows:
        if row[0] not in lacks:
            continue
        commune, way = Commune(*row[:8]), reckoner.best(lacks[row[0]], row[9])
        if way.hurdles:
            unplanned.append(Unplanned(commune, way.hurdles))
        else:
            plans.append(CommunePlan(commune, tuple(way.steps.values())))
    set_id = rows[0][9] if rows else asked.law.find_set(level, question.province, by or asked.as_of).id
    return Gaps(asked.as_of, by or asked.as_of, level, set_id, asked.law, len(rows) - len(lacks), len(rows), tuple(plans), tuple(unplanned))


def listed_units(con: duckdb.DuckDBPyConnection, codes: Iterable[str], day: date) -> tuple[int, ...]:
    """Numbers of the units of a list of codes, for a question about them.

    Raises WrongUse with every code that stands for no assessed commune on the day: unknown, a ward, not yet there.
    """
    found, problems = [], []
    for code in dict.fromkeys(codes):
        try:
            units = find_units(con, code)
        except WrongUse as error:
            problems += error.problems
            continue
        (is_there,) = con.execute(
            "select count(*) > 0 from unit where is_assessed and valid_from <= $day and coalesce(valid_to > $day, true)"
            " and (list_contains($units, id) or id in (select to_unit from unit_change where list_contains($units, from_unit)))",
            {"day": day, "units": list(units)},
        ).fetchone()
        found += units if is_there else []
        problems += [] if is_there else [Problem("route-not-assessed", value=code)]
    if problems:
        raise WrongUse(*problems)
    return tuple(found)


def _check_costs(costs: Costs) -> None:
    wrong = [Problem("route-negative", {"item": key}, value=str(cost), variant="cost") for key, cost in costs.items() if cost < 0]
    if wrong:
        raise WrongUse(*wrong)


def _ask_by(con: duckdb.DuckDBPyConnection, question: Question, level: str, by: date | None, asked: Asked | None) -> Asked:
    """Ask by the law of the day `by`; asked once only where that is the law of the day asked about."""
    asked = asked or ask(con, question)
    law, by = asked.law, by or asked.as_of
    if by < asked.as_of:
        raise WrongUse(Problem("route-by-before", {"as_of": asked.as_of, "by": by}))
    levels = law.levels(question.province, by)
    if level not in levels:
        raise WrongUse(Problem("no-level-then", {"day": by, "known": ", ".join(levels)}, value=level))
    target, present = (law.find_set(level, question.province, day) for day in (by, asked.as_of))
    if target is present:
        return asked
    return ask(con, replace(question, as_of=asked.as_of, set_id=target.id))


def _read_lacks(
    con: duckdb.DuckDBPyConnection, level: str, units: Mapping[int, str], with_unknown: bool,
) -> dict[int, Lack]:
    """What each commune that does not meet the level lacks; `units`: their provinces by number."""
    lacks = {unit: Lack(unit, province) for unit, province in units.items()}
    for unit, set_id, number, verdict in query(con, SQL, "route_indicators", level=level).fetchall():
        lacks[unit].verdicts[f"{set_id}/{number}"] = verdict
    for row in query(con, SQL, "route_needs", level=level).fetchall():
        lacks[row[0]].needs.setdefault(f"{row[1]}/{row[2]}", []).append(_need(row[3:]))
    if with_unknown:
        for unit, ref, denominator in query(con, SQL, "route_denominators").fetchall():
            if unit in lacks:
                lacks[unit].denominators[ref] = denominator
    return lacks


def _need(row: Sequence[object]) -> Need:
    ref, status, numerator, denominator, figure = row
    return Need(ref, status, numerator, denominator, None if figure is None else Fraction(figure))
