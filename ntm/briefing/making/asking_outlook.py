"""The edge, what is to come: roadmap, aims, recognitions, forecasts, the priority plan; all from the answer already asked."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from ntm.briefing.content import REVIEWS, Request
from ntm.briefing.making.gathered import Figures, Naming, Outlook, commune_key
from ntm.progress.answer import Asked
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.forecast.records import Forecast
from ntm.progress.roadmap import Aim, aims_on, held_beside_aims, horizon, recognised_on, targets_on
from ntm.progress.route.gaps import find_gaps
from ntm.progress.route.model import Gaps, Goal, of_place
from ntm.progress.route.names import lacking_names
from ntm.progress.route.office import blocked_by_obstacles, office_costs
from ntm.progress.route.solve import solve
from ntm.warehouse.records import Revision


def ask_outlook(
    con: duckdb.DuckDBPyConnection, request: Request, question: Question, figures: Figures, naming: Naming,
    live: Mapping[str, Sequence[Revision]],
) -> Outlook:
    """What is to come for the communes of a request's place."""
    day, end = request.as_of, horizon(request.as_of)
    targets = tuple(one for one in targets_on(live.get("roadmap", ()), day) if commune_key(one.commune, one.valid_from) in naming.names)
    aims = tuple(one for one in aims_on(live.get("target", ()), day) if request.district in (None, one.district))
    recognised = tuple(recognised_on(live.get("recognition", ()), day))
    coming = {(figures.level, end)} | {(one.level, one.by) for one in targets if one.by >= day}
    past = {(one.level, one.by) for one in targets if one.by < day and request.kind in REVIEWS}
    forecasts = _forecasts(con, question, figures, naming, coming)
    gaps = _gaps(con, question, figures, end)
    here = of_place(gaps, lambda commune: commune.unit in naming.keys, len(naming.keys))
    plan = solve(here.plans, Goal(_wanted(aims, figures, end, request)))
    names = lacking_names(con, plan.communes, day, request.known_at)
    forecasts |= _forecasts(con, question, figures, naming, past)  # last: they ask about other days
    return Outlook(end, targets, aims, recognised, forecasts, here, plan, names)


def _forecasts(
    con: duckdb.DuckDBPyConnection, question: Question, figures: Figures, naming: Naming, wanted: set[tuple[str, date]],
) -> dict[tuple[str, date], Mapping[str, Forecast]]:
    """The forecasts of some levels and days by commune. A level that the law of its day does not know has none."""
    found = {}
    for level, by in sorted(wanted):
        if level in figures.asked.law.levels(question.province, by):
            rows = forecast(con, question, level, by, asked=_asked(con, figures.asked, level, by))
            found[level, by] = {naming.keys[one.unit]: one for one in rows if one.unit in naming.keys}
    return found


def _gaps(con: duckdb.DuckDBPyConnection, question: Question, figures: Figures, end: date) -> Gaps:
    """What the communes lack by the end (`horizon`); by today's law where the end's does not know the level."""
    level, day = figures.level, figures.now.as_of
    by = end if level in figures.asked.law.levels(question.province, end) else day
    return find_gaps(
        con, question, level, by=by, costs=office_costs(con, question.known_at),
        blocked=blocked_by_obstacles(con, day, by, question.known_at), asked=_asked(con, figures.asked, level, by),
    )


def _asked(con: duckdb.DuckDBPyConnection, asked: Asked, level: str, by: date) -> Asked | None:
    """What was asked already, where every set that the day `by` asks for stands in it; else (an earlier day) None: ask again."""
    if by < asked.as_of:
        return None
    shown = con.execute("select province_code, level, set_id from asked_set where is_shown").fetchall()
    provinces = {province for province, _, _ in shown}
    wanted = {(one, asked.law.find_set(level, one, by)) for one in provinces}
    same = {(province, asked.law.sets[set_id]) for province, own, set_id in shown if own == level}
    return asked if wanted == same else None


def _wanted(aims: Sequence[Aim], figures: Figures, end: date, request: Request) -> int | None:
    """How many communes an aim of the place by the end still lacks; None where no aim says: all that can be planned."""
    beside = held_beside_aims(aims, figures.rows(), figures.level, end.year)
    own = beside[beside["district_code"].isna()] if request.district is None else beside[beside["district_code"] == request.district]
    lacking = [one for one in own["lacking"] if one]
    return max(lacking, default=None)
