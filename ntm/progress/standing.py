"""Where do we stand: the communes of a place on a day, each level, with what changed; frames for pages and briefings."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb
import pandas as pd

from ntm.criteria import Law
from ntm.progress.answer import Asked, ask
from ntm.progress.evaluate import END_OF_TIME, SQL, Question, evaluate_days
from ntm.progress.status import find_units
from ntm.warehouse.sql import query

# More days than this in one history would make the first look at it slow; officials compare a few years.
MAX_HISTORY_DAYS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """One day's answer for a place.

    `communes`: a row a unit and shown level (communes.sql); `indicators` and `requirements`: a row each of theirs.
    """

    as_of: date
    law: Law
    communes: pd.DataFrame
    indicators: pd.DataFrame
    requirements: pd.DataFrame


def loaded_periods(con: duckdb.DuckDBPyConnection, known_at: datetime | None = None) -> pd.DataFrame:
    """Periods with figures, newest first: period_kind, period_end, cutoff, batch_count, is_sample."""
    frame = query(con, SQL, "loaded_periods", known_at=known_at or END_OF_TIME).df()
    return _with_dates(frame, "period_end", "cutoff")


def standing(con: duckdb.DuckDBPyConnection, question: Question) -> Standing:
    """The answer to a question as frames."""
    return read_standing(con, ask(con, question), question)


def read_standing(con: duckdb.DuckDBPyConnection, asked: Asked, question: Question) -> Standing:
    """The answer that this connection was just asked for, as frames."""
    communes = query(con, SQL, "communes", as_of=asked.as_of, province=question.province).df()
    if question.units is not None:
        kept = {row[0] for row in con.execute("select unit from asked_unit").fetchall()}
        communes = communes[communes["unit"].isin(kept)]
    indicators = query(con, SQL, "indicators").df()
    requirements = query(con, SQL, "requirements").df()
    return Standing(
        asked.as_of, asked.law, _with_dates(communes, "valid_from", "period_end"),
        _with_dates(indicators, "period_end", "cutoff", "verdict_period_end", "document_date", "relied_cutoff"),
        _with_dates(requirements, "period_end", "cutoff"),
    )


def level_history(con: duckdb.DuckDBPyConnection, question: Question, days: Sequence[date]) -> pd.DataFrame:
    """Standing of each commune on each of some days: unit, as_of, level, set_id, status, met_count, of_count."""
    if not days:
        return pd.DataFrame(columns=["unit", "as_of", "level", "set_id", "status", "met_count", "of_count", "not_met_numbers"])
    evaluate_days(con, question, sorted(days)[-MAX_HISTORY_DAYS:])
    return _with_dates(query(con, SQL, "history").df(), "as_of")


def indicator_history(con: duckdb.DuckDBPyConnection, question: Question, days: Sequence[date]) -> pd.DataFrame:
    """Status of each indicator on each of some days, for a commune or a few: unit, as_of, level, set_id, number, status."""
    if not days:
        return pd.DataFrame(columns=["unit", "as_of", "level", "set_id", "number", "position", "status"])
    evaluate_days(con, question, sorted(days)[-MAX_HISTORY_DAYS:])
    return _with_dates(query(con, SQL, "indicator_history").df(), "as_of", "period_end")


def histories(con: duckdb.DuckDBPyConnection, question: Question, days: Sequence[date]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`level_history` and `indicator_history` of the same days, evaluated once."""
    levels = level_history(con, question, days)
    if not days:
        return levels, indicator_history(con, question, days)
    return levels, _with_dates(query(con, SQL, "indicator_history").df(), "as_of", "period_end")


def everything_said(con: duckdb.DuckDBPyConnection, units: Sequence[int], known_at: datetime | None = None) -> pd.DataFrame:
    """Every figure and verdict of some units that is not void, oldest first, with its file, cell and document."""
    frame = query(con, SQL, "said", units=list(units), known_at=known_at or END_OF_TIME).df()
    return _with_dates(frame, "period_end", "cutoff", "document_date", "valid_from")


def kin(con: duckdb.DuckDBPyConnection, code: str) -> pd.DataFrame:
    """The lives of a code with what became them and what they became (kin.sql); empty for an unknown code."""
    return _with_dates(query(con, SQL, "kin", code=code).df(), "valid_from", "valid_to", "changed_on")


def question_of(con: duckdb.DuckDBPyConnection, question: Question, code: str) -> Question:
    """The same question about one commune, by its code at any time."""
    return replace(question, units=find_units(con, code), province=None)


def _with_dates(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Days as datetime.date, unknown ones as None: what the texts format and JSON writes."""
    for column in columns:
        days = pd.to_datetime(frame[column])
        frame[column] = pd.Series([None if pd.isna(day) else day.date() for day in days], index=frame.index, dtype=object)
    return frame
