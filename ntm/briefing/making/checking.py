"""What is wrong with a request for a briefing, everything at once, before anything is made."""
from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd

from ntm import clock
from ntm.briefing.content import KINDS, Request
from ntm.problems import Problem, WrongUse
from ntm.progress.route.gaps import listed_units
from ntm.progress.standing import loaded_periods
from ntm.texts import format_date
from ntm.warehouse.settings import read_setting


def request_problems(con: duckdb.DuckDBPyConnection, request: Request) -> list[Problem]:
    """Every reason why a request cannot be answered; empty where it can."""
    return [*_kind_problems(request), *_day_problems(con, request), *_place_problems(con, request)]


def districts_on(con: duckdb.DuckDBPyConnection, request: Request) -> dict[str, tuple[str, str]]:
    """Districts that the office's province has on the request's day: kind and name by code; none from 1/7/2025."""
    rows = con.execute(
        "select distinct district.code, district.kind, district.name from unit join district on district.code = unit.district_code"
        " where unit.province_code = $province and valid_from <= $day and coalesce(valid_to > $day, true) order by 1",
        {"province": read_setting(con, "province"), "day": request.as_of},
    ).fetchall()
    return {code: (kind, name) for code, kind, name in rows}


def _kind_problems(request: Request) -> Iterator[Problem]:
    if request.kind not in KINDS:
        yield Problem("brief-kind", {"known": ", ".join(KINDS)}, value=request.kind)
    elif request.kind == "commune" and request.commune is None:
        yield Problem("brief-no-commune")
    elif request.kind != "commune" and request.commune is not None:
        yield Problem("brief-not-of-commune", value=request.kind)


def _day_problems(con: duckdb.DuckDBPyConnection, request: Request) -> Iterator[Problem]:
    periods = loaded_periods(con, request.known_at)
    if periods.empty:
        yield Problem("brief-empty")
    elif request.as_of > clock.today():
        yield Problem("brief-future", {"newest": periods["cutoff"].max()}, value=format_date(request.as_of, request.lang))
    elif periods["cutoff"].min() > request.as_of:
        yield _too_early(periods, request)


def _too_early(periods: pd.DataFrame, request: Request) -> Problem:
    first = format_date(periods["cutoff"].min(), request.lang)
    return Problem("brief-too-early", {"first": first}, value=format_date(request.as_of, request.lang))


def _place_problems(con: duckdb.DuckDBPyConnection, request: Request) -> Iterator[Problem]:
    if request.commune is not None:
        try:
            listed_units(con, [request.commune], request.as_of)
        except WrongUse as error:
            yield from error.problems
    if request.district is not None:
        known = districts_on(con, request)
        if not known:
            yield Problem("brief-no-districts", {"day": format_date(request.as_of, request.lang)}, value=request.district)
        elif request.district not in known:
            listed = "; ".join(f"{code} {name}" for code, (_, name) in known.items())
            yield Problem("unknown-district", {"known": listed}, value=request.district)
