"""The pages' door to the warehouse: opened once, asked once a generation, so that a thousand viewers cost one answer.

What is returned is shared between viewers: read it, never change it.
"""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from ntm import clock
from ntm.progress import villages
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import Facts, bring_up_to_date, load_facts
from ntm.progress.matrix import all_cells
from ntm.progress.standing import Standing, everything_said, indicator_history, kin, level_history, loaded_periods, standing
from ntm.ui.view import View
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse, default_folder
from ntm.warehouse.settings import read_setting

KEPT_ANSWERS = 256


@st.cache_resource(show_spinner=False)
def facts() -> Facts:
    """Law and units of data/, checked at start."""
    return load_facts()


@st.cache_resource(show_spinner=False)
def warehouse(folder: str) -> Warehouse:
    """The warehouse of a folder, with today's law and units in it; it must have been made (dashboard.py)."""
    opened = Warehouse(default_folder())
    bring_up_to_date(opened, facts(), clock.now())
    return opened


def opened() -> Warehouse:
    """The warehouse that NTM_WAREHOUSE names."""
    return warehouse(str(default_folder()))


def stamp() -> tuple[str, int]:
    """What an answer holds for: this warehouse, this generation."""
    warehouse_now = opened()
    return str(warehouse_now.folder), warehouse_now.generation


def question(view: View, day: date | None = None) -> Question:
    """What a view asks of the office's province; `day` in place of the view's own."""
    return Question(
        day or view.day, parse_known_at(view.known_at.isoformat()) if view.known_at else None, province=province(),
    )


def province() -> str | None:
    """Code of the office's province; None where the warehouse serves the whole country."""
    return _province(stamp())


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _province(stamp: tuple[str, int]) -> str | None:
    with opened().reading() as con:
        return read_setting(con, "province") or None


def standing_of(asked: Question) -> Standing:
    """Where the communes of a question stand."""
    return _standing(stamp(), asked)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _standing(stamp: tuple[str, int], asked: Question) -> Standing:
    with opened().reading() as con:
        return standing(con, asked)


def cells_of(asked: Question, level: str) -> pd.DataFrame:
    """Communes x indicators of a question at one level (matrix.all_cells)."""
    return _cells(stamp(), asked, level)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _cells(stamp: tuple[str, int], asked: Question, level: str) -> pd.DataFrame:
    return all_cells(_standing(stamp, asked), level)


def periods_of(view: View) -> pd.DataFrame:
    """Periods with figures as the view knows them, newest first."""
    return _periods(stamp(), question(view).known_at)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _periods(stamp: tuple[str, int], known_at: datetime | None) -> pd.DataFrame:
    with opened().reading() as con:
        return loaded_periods(con, known_at)


def level_history_of(asked: Question, days: Sequence[date]) -> pd.DataFrame:
    """How many communes stood how on some days."""
    return _level_history(stamp(), asked, tuple(days))


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _level_history(stamp: tuple[str, int], asked: Question, days: tuple[date, ...]) -> pd.DataFrame:
    with opened().reading() as con:
        return level_history(con, asked, days)


def indicator_history_of(asked: Question, days: Sequence[date]) -> pd.DataFrame:
    """How each indicator of a commune stood on some days."""
    return _indicator_history(stamp(), asked, tuple(days))


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _indicator_history(stamp: tuple[str, int], asked: Question, days: tuple[date, ...]) -> pd.DataFrame:
    with opened().reading() as con:
        return indicator_history(con, asked, days)


def everything_said_of(units: Sequence[int], known_at: datetime | None = None) -> pd.DataFrame:
    """Every figure and verdict of some units, oldest first."""
    return _said(stamp(), tuple(units), known_at)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _said(stamp: tuple[str, int], units: tuple[int, ...], known_at: datetime | None) -> pd.DataFrame:
    with opened().reading() as con:
        return everything_said(con, units, known_at)


def kin_of(code: str) -> pd.DataFrame:
    """The lives of a commune's code, with what became them and what they became."""
    return _kin(stamp(), code)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _kin(stamp: tuple[str, int], code: str) -> pd.DataFrame:
    with opened().reading() as con:
        return kin(con, code)


def villages_of(unit: int, as_of: date, known_at: datetime | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The newest lists of thôn of a commune, and where names and reported counts differ (progress.villages)."""
    return _villages(stamp(), unit, as_of, known_at)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _villages(stamp: tuple[str, int], unit: int, as_of: date, known_at: datetime | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    with opened().reading() as con:
        return villages.villages_of(con, [unit], as_of, known_at), villages.two_voices(con, [unit], as_of, known_at)


def original_file(sha256: str) -> bytes:
    """The user's own file as it came."""
    return kept_file(opened().folder, sha256).read_bytes()
