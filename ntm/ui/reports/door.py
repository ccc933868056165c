"""The pages' door to who has reported, to the letter, and to other offices' lists: asked once a generation."""
from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from ntm.briefing.chase_letter import make_letter, write_letter
from ntm.briefing.letterhead import letterhead_on
from ntm.progress.completeness import Completeness, ReportDue, completeness, reports_due
from ntm.progress.evaluate import Question
from ntm.progress.reconcile import KIND, OtherList, Reconciled, lists_of, reconcile
from ntm.ui import answers, forecast_door

KEPT = 32


def dues_of(asked: Question) -> list[ReportDue]:
    """The reports asked for, newest period first."""
    return _dues(answers.stamp(), asked)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _dues(stamp: tuple[str, int], asked: Question) -> list[ReportDue]:
    with answers.opened().reading() as con:
        return reports_due(con, asked.known_at)


def completeness_of(due: ReportDue, day: date, asked: Question) -> Completeness:
    """Who had reported by a day."""
    return _completeness(answers.stamp(), due, day, replace(asked, as_of=None))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _completeness(stamp: tuple[str, int], due: ReportDue, day: date, asked: Question) -> Completeness:
    with answers.opened().reading() as con:
        return completeness(con, due, day, asked)


def letter_of(found: Completeness, district: str | None, asked: Question) -> bytes:
    """The letter that asks for what is missing, as .docx."""
    with answers.opened().reading() as con:
        head = letterhead_on(con, found.as_of, asked.known_at)
    return write_letter(make_letter(found, district, head), head)


def other_lists(asked: Question) -> list[OtherList]:
    """Other offices' lists, the newest day first."""
    return lists_of(forecast_door.records_of(KIND, asked.known_at))


def reconciled(listed: OtherList, asked: Question, lang: str) -> Reconciled:
    """A list beside our standing on its day."""
    return _reconciled(answers.stamp(), listed.key, replace(asked, as_of=listed.as_of), lang, listed)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _reconciled(stamp: tuple[str, int], key: str, asked: Question, lang: str, _listed: OtherList) -> Reconciled:
    return reconcile(_listed, answers.standing_of(asked), lang)
