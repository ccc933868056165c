"""What the meeting decides, typed in beneath the deck: each decision a task with its document's date, who and by when."""
from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ntm.problems import NtmError
from ntm.records.saving import Change
from ntm.texts import t
from ntm.ui.faults import say_problems
from ntm.ui.intake.tray import person_field
from ntm.ui.records import store
from ntm.ui.records.desk import Opened, RecordDesk, say_later
from ntm.ui.records.form import draw_fields
from ntm.ui.records.history import done_block
from ntm.ui.records.list import list_block
from ntm.ui.widgets import Scene

TASK = "task"
ASKED = ("document", "issued", "task", "commune", "who", "due")  # the rest is filled in when the task is done
_DOCUMENT, _ROUND = "meeting_document", "meeting_round"


def decisions_block(desk: RecordDesk, scene: Scene) -> None:
    """A short form for a decision, and the tasks so far. As known at an earlier moment nothing is typed in."""
    lang, kind = desk.lang, desk.kind(TASK)
    st.subheader(t("meeting_page.decisions", lang), anchor=False)
    if desk.moment is None:
        with st.container(width=300):
            person = person_field(lang)
        done_block(desk, person)
        _form(desk, person)
    st.subheader(kind.title.in_(lang), anchor=False)
    list_block(kind, desk, scene, frozenset(), {})


def _form(desk: RecordDesk, person: str) -> None:
    """The fields that a meeting knows; the document and its date stay for the next decision."""
    kind = desk.kind(TASK)
    short = replace(kind, fields=tuple(field for field in kind.fields if field.name in ASKED))
    shown = st.session_state.get(_DOCUMENT, {"issued": desk.day.isoformat()})
    opened = Opened("decision", None, None, {}, shown, False, st.session_state.get(_ROUND, 0))
    with st.form(f"decision_{opened.round}", enter_to_submit=False):
        written = draw_fields(short, opened, desk)
        st.caption(t("editor.required", desk.lang))
        is_saved = st.form_submit_button(t("meeting_page.decide", desk.lang), key="decision_save", type="primary")
    if is_saved:
        _save(written, opened, desk, person)


def _save(written: dict[str, object], opened: Opened, desk: RecordDesk, person: str) -> None:
    if not person:
        st.error(t("desk.person_needed", desk.lang))
        return
    try:
        done = store.write(Change(TASK, None, written, None), person)
    except NtmError as error:
        say_problems(error, desk.lang)
        return
    issued = written["issued"]
    st.session_state[_DOCUMENT] = {"document": written["document"], "issued": issued.isoformat() if issued else None}
    st.session_state[_ROUND] = opened.round + 1
    say_later("added", what=desk.kind(TASK).one.in_(desk.lang), edit=done)
    st.rerun()
