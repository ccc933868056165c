"""Will we make it: for every commune of a place, whether it makes a level by a day, from the history of its figures."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import duckdb
import numpy as np

from ntm import clock
from ntm.criteria import CriteriaSet, Law
from ntm.problems import Problem, WrongUse
from ntm.progress.answer import Asked, ask
from ntm.progress.evaluate import END_OF_TIME, SQL, Question, default_as_of
from ntm.progress.forecast.rating import rate
from ntm.progress.forecast.reach import Reached, make_date
from ntm.progress.forecast.records import UNREACHED, Assumption, Forecast
from ntm.progress.forecast.series import Series, Whole, paces, read_series
from ntm.progress.forecast.settings import Settings, load_settings
from ntm.progress.forecast.shortfall import Day, read_assumptions, read_missing
from ntm.progress.forecast.simulate import Outcome, Simulation, read_leaves, run
from ntm.progress.forecast.tree import Tree, make_tree
from ntm.warehouse.sql import query

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Target:
    """A set to reach, and the provinces (None: all that are asked about) whose communes are judged by it."""

    criteria: CriteriaSet
    provinces: tuple[str, ...]


def forecast(con: duckdb.DuckDBPyConnection, question: Question, level: str, by: date,
             settings: Settings | None = None, asked: Asked | None = None) -> list[Forecast]:
    """One forecast a commune of the question's scope, ordered by district and code.

    The level means the set in force for it on the day `by`. Once that day has come (by ≤ as_of), the answer is what held
    on it. `asked`: what this connection was just asked, where that was this question on this day. Raises WrongUse where the
    law of that day does not know the level.
    """
    as_of = min(by, question.as_of or default_as_of(con, question.known_at) or clock.today())
    now = replace(question, as_of=as_of, set_id=None, with_estimates=False)
    usual = asked or ask(con, now)
    found: list[Forecast] = []
    for target in find_targets(con, usual.law, level, by):
        judged = usual if is_judged(con, target) else ask(con, replace(now, set_id=target.criteria.id))
        found += _forecast_target(con, judged, target, question, by, settings or load_settings())
    return found


def find_targets(con: duckdb.DuckDBPyConnection, law: Law, level: str, by: date) -> list[Target]:
    """The sets that a level means on a day for the asked communes, each with its provinces; none for no commune."""
    provinces = [row[0] for row in con.execute("select distinct province_code from asked_unit order by 1").fetchall()]
    by_set: dict[str, list[str]] = {}
    known: set[str] = set()
    for province in provinces or [None]:
        levels = law.levels(province, by)
        known.update(levels)
        if level in levels and (one := law.find_set(level, province, by)):
            by_set.setdefault(one.id, []).append(province)
    if not by_set:
        params = {"day": by, "known": ", ".join(sorted(known))}
        raise WrongUse(Problem("no-level-then", params, value=level))
    return [Target(law.sets[set_id], tuple(codes)) for set_id, codes in by_set.items()] if provinces else []


def is_judged(con: duckdb.DuckDBPyConnection, target: Target) -> bool:
    """Whether the present statuses are by the target's set; they are not where the law changes until then."""
    return con.execute(
        "select bool_and(set_id is not null) from (select unnest($provinces::varchar[]) as province_code)"
        " left join (from asked_set where set_id = $set_id) using (province_code)",
        {"provinces": list(target.provinces), "set_id": target.criteria.id},
    ).fetchone()[0]


def prepare(con: duckdb.DuckDBPyConnection, asked: Asked, tree: Tree, question: Question, settings: Settings) -> None:
    """Fill forecast_point and forecast_leaf after `ask`."""
    known_at = question.known_at or END_OF_TIME
    parameters = {
        "as_of": asked.as_of, "known_at": known_at, "law": asked.law_version, "indicators": tree.indicators,
        "first_day": asked.as_of - timedelta(days=round(365.25 * settings.window_years)),
        "least_periods": settings.least_periods,
    }
    for name in ("dead_batch", "withdrawn", "forecast_points", "present_kept" if asked.is_kept else "present_judged", "forecast_leaves"):
        query(con, SQL, name, **parameters)


def _forecast_target(con: duckdb.DuckDBPyConnection, asked: Asked, target: Target, question: Question, by: date,
                     settings: Settings) -> Iterator[Forecast]:
    tree = make_tree(asked.law, target.criteria, target.provinces[0], by)
    prepare(con, asked, tree, question, settings)
    units = query(con, SQL, "forecast_units", set_id=target.criteria.id, provinces=list(target.provinces)).fetchall()
    place_of = _places([row[0] for row in units], con)
    series = read_series(con, place_of)
    day = Day(asked.as_of, by)
    outcome = _simulate(con, asked, tree, series, place_of, len(units), day, settings)
    missing = read_missing(con, place_of, paces(series), day)
    # What has come needs nothing taken for granted.
    assumptions = read_assumptions(con, target.criteria.id, place_of) if day.left > 0 else {}
    shared = _shared_assumptions(con, asked, target, by)
    for place, (unit, code, valid_from, valid_to, name, _, _, status) in enumerate(units):
        chance, is_sure = Fraction(int(outcome.hits[place]), settings.spread.lines), not outcome.is_unsure[place]
        is_met, has_come = status == "met", by <= asked.as_of
        rating = rate(is_met, has_come, chance, is_sure, settings)
        more = _own_assumptions(rating, status, valid_to, by, chance, is_sure)
        yield Forecast(
            unit, code, valid_from, name, target.criteria.level, target.criteria.id, by, rating,
            _probability(is_met, has_come, chance, is_sure),
            _reached(outcome, place, is_met, has_come, is_sure, day, settings),
            () if is_met else tuple(missing.get(place, ())), (*shared, *more, *assumptions.get(place, ())),
        )


def _simulate(con: duckdb.DuckDBPyConnection, asked: Asked, tree: Tree, series: list[Series], place_of: Whole, communes: int,
              day: Day, settings: Settings) -> Outcome:
    measures = dict(con.execute("select id, key from item").fetchall())
    leaves = read_leaves(con, place_of)
    simulation = Simulation(tree, leaves, series, measures, settings.spread, (asked.as_of - EPOCH).days)
    return run(simulation, communes, day.left)


def _places(units: list[int], con: duckdb.DuckDBPyConnection) -> Whole:
    """The place of each unit's number among the answers, -1 for the others."""
    (last,) = con.execute("select coalesce(max(id), 0) from unit").fetchone()
    places = np.full(last + 1, -1)
    places[units] = np.arange(len(units))
    return places


def _probability(is_met: bool, has_come: bool, chance: Fraction, is_sure: bool) -> float | None:
    if has_come:
        return float(is_met)
    return float(chance) if is_sure else None


def _reached(outcome: Outcome, place: int, is_met: bool, has_come: bool, is_sure: bool, day: Day, settings: Settings) -> Reached:
    if is_met:
        return Reached(day.as_of, day.as_of, day.as_of)
    if has_come or not is_sure:
        return UNREACHED
    return Reached(*(make_date(float(days), day.as_of, settings.horizon_years) for days in outcome.reached[place]))


def _shared_assumptions(con: duckdb.DuckDBPyConnection, asked: Asked, target: Target, by: date) -> tuple[Assumption, ...]:
    """What is true of all communes: sample data, another law's set by then, a set whose indicators are not all known."""
    (is_sample,) = con.execute("select coalesce(bool_or(is_sample), false) from batch anti join dead_batch on batch = id").fetchone()
    found = [Assumption("sample_data")] if is_sample else []
    one = target.criteria
    now = asked.law.find_set(one.level, target.provinces[0], asked.as_of)
    if now is None or now.id != one.id:
        found.append(Assumption("law_changes", {
            "set": one.id, "document": one.document.number, "from": one.applies_from, "before": now.id if now else "-",
        }))
    if not one.is_complete or not one.indicators:
        found.append(Assumption("set_incomplete", {"set": one.id, "document": one.document.number}))
    return tuple(found)


def _own_assumptions(rating: str, status: str | None, valid_to: date | None, by: date, chance: Fraction,
                     is_sure: bool) -> Iterator[Assumption]:
    if rating == "missed" and status != "not_met":
        yield Assumption("unknown_at_date")
    if rating == "off_track" and not is_sure:
        yield Assumption("at_most", {"percent": str(round(100 * chance))})
    if valid_to is not None and valid_to <= by:
        yield Assumption("unit_ends", {"day": valid_to})
