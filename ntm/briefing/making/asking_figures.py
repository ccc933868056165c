"""The edge, figures: the standing now, then and with estimates, and the history; the present one is asked last."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from ntm.briefing.content import Request
from ntm.briefing.making.gathered import Figures
from ntm.briefing.making.reports import Span, reported_spans
from ntm.criteria import CriteriaSet
from ntm.progress.answer import Asked, ask
from ntm.progress.evaluate import Question
from ntm.progress.standing import Standing, histories, loaded_periods, read_standing, standing

WITH_ESTIMATES = ("year", "final")
_SHARED = ["unit", "district_code", "as_of", "level", "set_id", "status", "met_count", "of_count", "is_former"]


def ask_figures(con: duckdb.DuckDBPyConnection, request: Request, question: Question) -> Figures:
    """The figures of a request's place."""
    periods = loaded_periods(con, request.known_at)
    span, earlier = reported_spans(request.kind, request.as_of, periods)
    before = _of_place(standing(con, replace(question, as_of=earlier[1])), request) if earlier else None
    estimated = _of_place(standing(con, replace(question, with_estimates=True)), request) if request.kind in WITH_ESTIMATES else None
    newest, days = _past_days(periods, request.as_of)
    levels_then, past = histories(con, question, days)
    asked = ask(con, question)
    now = _of_place(read_standing(con, asked, question), request)
    sets = _sets(asked, now)
    has_estimates = estimated is not None and bool(now.requirements["has_estimate"].any() or _flagged(now))
    history = _history(levels_then, now, newest[1], request)
    return Figures(span, earlier, now, before, estimated if has_estimates else None, tuple(sets), sets, newest, history, past, asked)


def _past_days(periods: pd.DataFrame, day: date) -> tuple[Span, list[date]]:
    """The newest period closed by a day, and the ends of all of its kind, oldest first."""
    known = periods[periods["cutoff"] <= day]
    newest = known.iloc[0]["period_kind"], known.iloc[0]["period_end"]
    return newest, sorted(known.loc[known["period_kind"] == newest[0], "period_end"])


def _of_place(found: Standing, request: Request) -> Standing:
    """The standing of a request's district alone; wards and townships are left out."""
    communes = found.communes[found.communes["level"].notna()]
    if request.district is not None:
        communes = communes[communes["district_code"] == request.district]
    frames = (frame[frame["unit"].isin(communes["unit"])] for frame in (found.indicators, found.requirements))
    return Standing(found.as_of, found.law, communes.reset_index(drop=True), *frames)


def _sets(asked: Asked, now: Standing) -> Mapping[str, CriteriaSet]:
    """The sets that judged the day by level, lowest first."""
    found = {asked.law.sets[set_id].level: asked.law.sets[set_id] for set_id in now.communes["set_id"].dropna().unique()}
    return dict(sorted(found.items(), key=lambda one: (one[1].level_rank, one[0])))


def _flagged(now: Standing) -> bool:
    return any("estimate" in flags for flags in now.indicators["flags"])


def _history(past: pd.DataFrame, now: Standing, newest: date, request: Request) -> pd.DataFrame:
    """The past with the day asked about in place of the newest period's end, because both rest on the same figures.

    Where the communes are others by then, both are told.
    """
    if request.district is not None:
        past = past[past["district_code"] == request.district]
    is_former = ~past["as_of"].isin(past.loc[past["unit"].isin(now.communes["unit"]), "as_of"])
    past = past.assign(is_former=is_former)
    is_kept = (past["as_of"] < newest) | past["is_former"]
    day = request.as_of if past.loc[past["as_of"] == newest, "is_former"].any() else newest
    today = now.communes.assign(as_of=day, is_former=False)[_SHARED]
    return pd.concat([past.loc[is_kept, _SHARED], today], ignore_index=True)
