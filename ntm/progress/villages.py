"""Behind a count, names: which thôn lack what, by the newest list, and where names and reported counts differ."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd

from ntm.criteria import Law
from ntm.criteria.villages import Villages
from ntm.progress.evaluate import END_OF_TIME, SQL
from ntm.texts import format_period, t
from ntm.warehouse.sql import query

MOST_NAMES = 40  # in a sentence; more are counted


@dataclass(frozen=True, slots=True)
class ListNote:
    """What a list of thôn says of one measure, worded and not yet escaped; empty where there is nothing to say."""

    measure: str
    lacking: str
    open: str
    source: str


def villages_of(con: duckdb.DuckDBPyConnection, units: Sequence[int], as_of: date, known_at: datetime | None = None) -> pd.DataFrame:
    """The newest list of thôn of each unit and measure, a row a thôn (villages.sql)."""
    return _with_days(query(con, SQL, "villages", units=list(units), as_of=as_of, known_at=known_at or END_OF_TIME).df())


def two_voices(con: duckdb.DuckDBPyConnection, units: Sequence[int], as_of: date, known_at: datetime | None = None) -> pd.DataFrame:
    """Where names and reported counts of one period differ, a row a unit, measure and period (two_voices.sql)."""
    return _with_days(query(con, SQL, "two_voices", units=list(units), as_of=as_of, known_at=known_at or END_OF_TIME).df())


def list_notes(rows: pd.DataFrame, measures: Sequence[str], law: Law, villages: Villages, lang: str) -> list[ListNote]:
    """What the lists of one commune (rows of villages.sql) say of some measures."""
    return [_note(rows[rows["measure"] == measure], law, villages, lang) for measure in measures if (rows["measure"] == measure).any()]


def _note(own: pd.DataFrame, law: Law, villages: Villages, lang: str) -> ListNote:
    first = own.iloc[0]
    measure = first["measure"]
    lacking, left_open = own[own["is_met"].eq(False)], own[own["is_met"].isna()]
    said = t("commune.villages.all", lang, title=law.measures[measure].title.in_(lang), count=len(own))
    if len(lacking):
        said = t("commune.villages.lacking", lang, title=_missing(measure, villages, lang), count=len(lacking), of=len(own),
                 names=_names([_lacking_words(row, villages, lang) for row in lacking.itertuples()], lang))
    elif len(left_open):
        said = ""
    unclear = t("commune.villages.open", lang, title=law.measures[measure].title.in_(lang), names=_names(list(left_open["village"]), lang))
    source = t("commune.villages.source", lang, file=first["file"], sheet=first["sheet"],
               period=format_period(first["period_kind"], first["period_end"], lang))
    if first["is_outdated"]:
        source += " " + t("commune.villages.outdated", lang)
    return ListNote(measure, said, unclear if len(left_open) else "", source)


def _missing(measure: str, villages: Villages, lang: str) -> str:
    """What thôn without a measure lack: the first answer of each group ("điện thoại hoặc internet")."""
    titles = [villages.answers[group[0]].title.in_(lang) for group in villages.measures[measure]]
    return t("commune.villages.or", lang).join(titles)


def _lacking_words(row: object, villages: Villages, lang: str) -> str:
    parts = [villages.answers[one].title.in_(lang) for one in row.lacks if one in villages.answers]
    words = t("commune.villages.without", lang, what=", ".join(parts)) if parts else ""
    return t("commune.villages.name", lang, village=row.village, without=words, cell=row.cell or "")


def _names(names: list[str], lang: str) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return t("commune.villages.more", lang, names=shown, count=len(names) - MOST_NAMES) if len(names) > MOST_NAMES else shown


def dispute_words(row: pd.Series, lang: str) -> str:
    """How names and a reported count differ (a row of two_voices.sql), each with its cell."""
    return t("commune.villages.disputed", lang, period=format_period(row["period_kind"], row["period_end"], lang),
             reported=row["reported"], named=row["named"], reported_cell=_place(row, "reported"), named_cell=_place(row, "named"))


def _place(row: pd.Series, voice: str) -> str:
    return "!".join(part for part in (row[f"{voice}_sheet"], row[f"{voice}_cell"]) if isinstance(part, str))


def _with_days(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(period_end=[day.date() for day in pd.to_datetime(frame["period_end"])])
