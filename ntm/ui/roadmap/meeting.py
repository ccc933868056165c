"""What changed since the last meeting: what happened, apart from what was only reported late or corrected."""
from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from ntm.progress.meeting import Moved, Since, end_of_day, newly_overdue, newly_recognised, since_meeting
from ntm.progress.sentences import names_in_words
from ntm.progress.summary import at_level
from ntm.records.kinds import load_kinds
from ntm.texts import format_count, format_date, t
from ntm.ui import answers, forecast_door
from ntm.ui.view import choose, recall
from ntm.ui.widgets import Scene

MEETING_BEFORE = timedelta(days=91)  # officials meet each quarter; any other day is chosen


def meeting_block(scene: Scene) -> None:
    """The day of the last meeting, and what rose, fell, was recognised or became overdue since."""
    lang, as_of = scene.lang, scene.standing.as_of
    st.subheader(t("meeting.title", lang), anchor=False)
    day = _pick_meeting(as_of, lang)
    if day >= as_of:
        st.caption(t("meeting.too_late", lang, day=format_date(as_of, lang)))
        return
    since = since_of(scene, day)
    for line in _lines(since.happened, "happened", lang):
        st.text(line)
    for name, found in (("recognised", since.recognised), ("overdue", since.overdue)):
        if found:
            st.text(t(f"meeting.{name}", lang, count=format_count(len(found), lang)))
    if since.reported is None:
        st.caption(t("meeting.nothing_known", lang, day=format_date(day, lang)))
        return
    for line in _lines(since.reported, "reported", lang):
        st.caption(line)


def since_of(scene: Scene, day: date) -> Since:
    """What changed at the chosen level and place between a day and the view's day."""
    level, asked = scene.view.level, answers.question(scene.view, day)
    then = forecast_door.communes_known_at(asked, min(end_of_day(day), asked.known_at or end_of_day(date.max - timedelta(days=1))))
    before = answers.standing_of(asked).communes
    records = forecast_door.records_of(None, asked.known_at)
    kinds = {name: kind for name, kind in load_kinds().items() if kind.due}
    return since_meeting(
        None if then is None else at_level(then, level, scene.district), at_level(before, level, scene.district), scene.rows(),
        newly_recognised([one for one in records if one.kind == "recognition"], day, scene.standing.as_of),
        newly_overdue(kinds, records, day, scene.standing.as_of),
    )


def _pick_meeting(as_of: date, lang: str) -> date:
    try:
        chosen = date.fromisoformat(recall("meeting") or "")
    except ValueError:
        chosen = as_of - MEETING_BEFORE
    st.session_state["meeting_day"] = chosen
    st.date_input(t("meeting.day", lang), key="meeting_day", format="DD/MM/YYYY", on_change=_store, width=180)
    return chosen


def _store() -> None:
    day = st.session_state["meeting_day"]
    choose(meeting=day.isoformat() if day else None)


def _lines(found: Moved, kind: str, lang: str) -> list[str]:
    """A sentence for those that rose, fell, or changed otherwise; one that says so where nothing did."""
    said = [
        t(f"meeting.{kind}.{name}", lang, count=format_count(len(frame), lang), names=_names(frame, lang))
        for name, frame in (("rose", found.rose), ("fell", found.fell), ("other", found.other)) if len(frame)
    ]
    return said or [t(f"meeting.{kind}.none", lang)]


def _names(frame: pd.DataFrame, lang: str) -> str:
    return names_in_words(sorted(frame["name"]), lang, 12)
