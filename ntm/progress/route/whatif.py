"""What if: items ticked as done, or another set of criteria on the same figures; every count before and after.

Ticked items become figures of the day asked about in a private copy of the warehouse, which is judged by the very rules
that judge real ones, and thrown away. Nothing is written.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

import duckdb
import pandas as pd

from ntm import clock
from ntm.criteria import Law
from ntm.figures import Batch, Figure, Value
from ntm.periods import Period
from ntm.problems import Problem, WrongUse
from ntm.progress.evaluate import END_OF_TIME, SQL, Question, default_as_of, evaluate
from ntm.progress.summary import Counts, count_statuses
from ntm.warehouse import batches
from ntm.warehouse.facts import law_as_known
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.sql import query

_BY = "what-if"
# A conclusion that stands over what was said before: signed (DESIGN §3).
_STAGE = "appraised"


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing taken as done in a commune (its code): a measure's id, or an indicator's key ("318-2022-standard/8.4")."""

    code: str
    item: str


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Communes by status at a level before and after, and names of those that came to be met or ceased to be.

    `open`: met before, and nobody can tell then: figures or thresholds of the other set are not known.
    `before` None: the law of the day does not know the level of the other set.
    """

    level: str
    before: Counts | None
    after: Counts
    rose: tuple[str, ...]
    fell: tuple[str, ...]
    open: tuple[str, ...]


def what_if(warehouse: Warehouse, question: Question, ticks: Sequence[Tick] = (), set_id: str | None = None) -> tuple[LevelChange, ...]:
    """Every shown level before and after; of another set (`set_id`) its level alone.

    Raises WrongUse for a set that is unknown, and for ticks that name no commune of the day or nothing that is asked there.
    """
    with _copy(warehouse, ticks) as con:
        day = question.as_of or default_as_of(con, question.known_at) or clock.today()
        before = _levels(con, replace(question, as_of=day))
        if ticks:
            _append(con, day, ticks, question)
        after = _levels(con, replace(question, as_of=day, set_id=set_id))
    return tuple(_change(level, before[before["level"] == level], after[after["level"] == level]) for level in after["level"].unique())


@contextmanager
def _copy(warehouse: Warehouse, ticks: Sequence[Tick]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to read from, or with ticks a copy to write to."""
    if not ticks:
        with warehouse.reading() as con:
            yield con
        return
    with warehouse.trying() as draft:
        yield draft.con


def _levels(con: duckdb.DuckDBPyConnection, question: Question) -> pd.DataFrame:
    evaluate(con, question)
    return query(con, SQL, "route_levels").df()


def _append(con: duckdb.DuckDBPyConnection, day: date, ticks: Sequence[Tick], question: Question) -> None:
    """Put the ticks into the copy as one load; it moves no sample aside, as a real one would."""
    moment = question.known_at or END_OF_TIME
    _, law = law_as_known(con, moment)
    period, problems, figures = Period(day, "day", day), [], []
    for tick in ticks:
        figure = _figure(con, law, tick, period)
        figures += [figure] if figure else []
        problems += [] if figure else [Problem("route-tick", {"item": tick.item}, value=tick.code)]
    if problems:
        raise WrongUse(*problems)
    batches.append(con, Batch(_BY, _BY, _BY, period, None, _STAGE, _BY), figures, 0, moment)
    con.execute("delete from act where acted_by = ?", [_BY])


def _figure(con: duckdb.DuckDBPyConnection, law: Law, tick: Tick, period: Period) -> Figure | None:
    if "/" in tick.item:
        set_id, _, number = tick.item.partition("/")
        is_known = set_id in law.sets and law.sets[set_id].find_indicator(number) is not None
        found = con.execute(
            "select code, valid_from from asked_unit join unit on unit.id = asked_unit.unit where code = ?", [tick.code],
        ).fetchone()
        return Figure(*found, tick.item, Value(is_met=True), period, _STAGE) if found and is_known else None
    asked = query(con, SQL, "route_ticked", code=tick.code, ref=tick.item).fetchall()
    return Figure(*asked[0][:2], tick.item, _value(law.measures[tick.item].kind, asked), period) if asked else None


def _value(kind: str, asked: Sequence[tuple]) -> Value:
    """The least that fulfils every set's threshold; where none is laid down or no whole is known, all of it."""
    if kind == "yes_no":
        return Value(is_met=True)
    thresholds = [Fraction(num, den) for *_, num, den in asked if num is not None]
    numerator, whole = asked[0][2:4]
    if kind != "ratio":
        return Value(number=Decimal(max((ceil(one) for one in thresholds), default=1)))
    if whole is None:
        return Value(number=Decimal(1))
    needed = max((ceil(one * whole) for one in thresholds), default=whole)
    return Value(numerator=max(needed, numerator), denominator=whole)


def _change(level: str, before: pd.DataFrame, after: pd.DataFrame) -> LevelChange:
    met, met_then, failing_then = (
        rows.loc[rows["status"] == status, "unit"] for rows, status in ((before, "met"), (after, "met"), (after, "not_met"))
    )
    is_failing = before["unit"].isin(failing_then)
    is_lost = before["unit"].isin(met) & ~before["unit"].isin(met_then)
    return LevelChange(
        level, count_statuses(before) if len(before) else None, count_statuses(after),
        tuple(after.loc[after["unit"].isin(met_then) & ~after["unit"].isin(met), "name"]),
        tuple(before.loc[is_lost & is_failing, "name"]), tuple(before.loc[is_lost & ~is_failing, "name"]),
    )
