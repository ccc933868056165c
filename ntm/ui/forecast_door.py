"""The pages' door to forecasts and to the roadmap: asked once a generation for all who look at the same view."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import streamlit as st

from ntm.progress.evaluate import END_OF_TIME, Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.forecast.fan import Fan, fans
from ntm.progress.forecast.records import Forecast
from ntm.progress.standing import standing
from ntm.ui import answers
from ntm.warehouse.records import Revision, live_records

KEPT = 64


def forecasts_of(asked: Question, level: str, by: date) -> list[Forecast]:
    """One forecast a commune of a question's place."""
    return _forecasts(answers.stamp(), asked, level, by)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _forecasts(stamp: tuple[str, int], asked: Question, level: str, by: date) -> list[Forecast]:
    with answers.opened().reading() as con:
        return forecast(con, asked, level, by)


def forecast_of_unit(asked: Question, unit: int, level: str, by: date) -> list[Forecast]:
    """The forecast of one commune, alone in a list."""
    return _forecasts(answers.stamp(), replace(asked, units=(unit,), province=None), level, by)


def fans_of(asked: Question, unit: int, level: str, by: date) -> list[Fan]:
    """The fans of one commune's requirements."""
    return _fans(answers.stamp(), replace(asked, units=(unit,), province=None), level, by)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _fans(stamp: tuple[str, int], asked: Question, level: str, by: date) -> list[Fan]:
    with answers.opened().reading() as con:
        return fans(con, asked, level, by)


def records_of(kind: str | None, known_at: datetime | None) -> list[Revision]:
    """The live records of a kind (None: of all) as known at a moment."""
    return _records(answers.stamp(), kind, known_at or END_OF_TIME)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _records(stamp: tuple[str, int], kind: str | None, moment: datetime) -> list[Revision]:
    with answers.opened().reading() as con:
        return live_records(con, kind, moment)


def communes_known_at(asked: Question, moment: datetime) -> pd.DataFrame | None:
    """The communes of a question as known at a moment; None where nothing was loaded by then."""
    return _communes_known_at(answers.stamp(), replace(asked, known_at=moment))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _communes_known_at(stamp: tuple[str, int], asked: Question) -> pd.DataFrame | None:
    with answers.opened().reading() as con:
        (loaded,) = con.execute("select count(*) from batch where loaded_at <= $moment", {"moment": asked.known_at}).fetchone()
        return standing(con, asked).communes if loaded else None
