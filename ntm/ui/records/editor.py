"""The editor of typed-in records: the form of the record that is open, and the list from which one is opened."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from ntm.problems import NtmError
from ntm.progress.record_words import record_label
from ntm.records.checking import LIFE
from ntm.records.kinds import Kind
from ntm.records.placing import Life
from ntm.records.saving import Change, EditConflict
from ntm.texts import t
from ntm.ui.faults import say_problems
from ntm.ui.intake.document import uploader_style
from ntm.ui.intake.tray import person_field
from ntm.ui.records import store
from ntm.ui.records.conflict import conflict_block
from ntm.ui.records.desk import Opened, RecordDesk, close_record, keep, open_record, opened_record, say_later
from ntm.ui.records.files import files_block
from ntm.ui.records.form import draw_fields
from ntm.ui.records.history import done_block, history_block, saves_block
from ntm.ui.records.list import list_block, pick_kind
from ntm.ui.safe import plain_markdown
from ntm.ui.widgets import XLSX, Scene


def panel(desk: RecordDesk) -> bool:
    """The record that is open, in its form with its history; False where none is. The page draws nothing else then."""
    opened = opened_record(desk)
    if opened is None:
        return False
    lang, kind = desk.lang, desk.kind(opened.kind)
    st.button(t("editor.back", lang), key="records_back", icon=":material/arrow_back:", type="tertiary", on_click=close_record)
    st.title(plain_markdown(_heading(opened, desk)), anchor=False)
    if opened.is_sample:
        st.caption(t("editor.sample", lang))
    with st.container(width=300):
        person = person_field(lang)
    if opened.theirs is not None:
        change = conflict_block(opened, desk)
        if change is not None and _has_name(person, lang):
            _save(change, opened, desk, person)
        return True
    with st.form(f"records_form_{opened.name}_{opened.round}", enter_to_submit=False):
        written = draw_fields(kind, opened, desk)
        st.caption(t("editor.required", lang))
        is_saved = st.form_submit_button(t("editor.save", lang), key="records_save_button", type="primary", icon=":material/save:")
    if is_saved and _has_name(person, lang):
        _save(Change(opened.kind, opened.id, written, opened.base), opened, desk, person)
    files_block(opened, desk, person)
    _remove_button(opened, desk, person)
    history_block(opened, desk)
    return True


def _heading(opened: Opened, desk: RecordDesk) -> str:
    kind = desk.kind(opened.kind)
    if opened.id is None:
        return t("editor.new", desk.lang, what=kind.one.in_(desk.lang).lower())
    label = record_label(kind, opened.id, opened.body, desk.words, desk.lang)
    return t("editor.heading", desk.lang, what=kind.one.in_(desk.lang), label=label)


def _has_name(person: str, lang: str) -> bool:
    if not person:
        st.error(t("desk.person_needed", lang))
    return bool(person)


def _remove_button(opened: Opened, desk: RecordDesk, person: str) -> None:
    if opened.id is None:
        return
    with st.popover(t("editor.remove.ask", desk.lang), icon=":material/delete:"):
        st.write(t("editor.remove.note", desk.lang))
        if st.button(t("editor.remove.do", desk.lang), key="records_remove") and _has_name(person, desk.lang):
            _save(Change(opened.kind, opened.id, None, opened.base), opened, desk, person)


def _save(change: Change, opened: Opened, desk: RecordDesk, person: str) -> None:
    """Write a change and go back to the page; what is wrong is said beside the form, which keeps what was typed."""
    try:
        done = store.write(change, person)
    except EditConflict as conflict:
        mine = None if change.written is None else store.body_of(change)
        keep(replace(opened, theirs=conflict.theirs[change.kind, change.id], mine=mine))
        st.rerun()
    except NtmError as error:
        say_problems(error, desk.lang)
        return
    if done is None:
        st.info(t("editor.unchanged", desk.lang))
        return
    key = "removed" if change.written is None else "added" if change.id is None else "changed"
    say_later(key, what=desk.kind(change.kind).one.in_(desk.lang), edit=done)
    close_record()
    st.rerun()


def list_part(desk: RecordDesk, scene: Scene, lives: frozenset[Life] = frozenset(), preset: Mapping[str, Any] | None = None) -> None:
    """The list of the chosen kind, what was saved last, the saves to take back, the workbook out and in.

    `lives`: the commune that the page is about; `preset`: what a new record starts with, where its kind has such fields.
    """
    records_part(desk, scene, sign_in(desk), lives, preset)


def sign_in(desk: RecordDesk) -> str:
    """Who works here, from a field for the name; beneath it what was saved last, to take back."""
    with st.container(width=300):
        person = person_field(desk.lang)
    done_block(desk, person)
    return person


def records_part(
    desk: RecordDesk, scene: Scene, person: str, lives: frozenset[Life] = frozenset(), preset: Mapping[str, Any] | None = None,
) -> None:
    """The list of `list_part` where the page has asked for the name already (`sign_in`)."""
    kind = pick_kind(desk)
    known = {name: value for name, value in (preset or {}).items() if kind.field(name.removesuffix(LIFE))}
    list_block(kind, desk, scene, lives, known)
    _workbook_block(kind, desk, person)
    saves_block(desk, person)


def _workbook_block(kind: Kind, desk: RecordDesk, person: str) -> None:
    if desk.workbook is None or desk.moment is not None:
        return
    lang = desk.lang
    with st.expander(t("editor.workbook.title", lang, what=kind.title.in_(lang))):
        st.download_button(t("editor.workbook.write", lang), partial(desk.workbook.write, kind.id), f"{kind.command}.xlsx", XLSX,
                           key="records_workbook", on_click="ignore", icon=":material/download:")
        limit = int(st.get_option("server.maxUploadSize"))
        st.html(uploader_style("records", limit, ".xlsx", lang))
        brought = st.file_uploader(t("editor.workbook.read", lang), type=["xlsx"], key="records_upload")
        if brought is not None and st.button(t("editor.workbook.do", lang), key="records_import") and _has_name(person, lang):
            _bring(kind, brought.name, brought.getvalue(), person, desk)


def _bring(kind: Kind, name: str, content: bytes, person: str, desk: RecordDesk) -> None:
    """Take a workbook in, whole or not at all, with every fault of it at once."""
    try:
        done, count = desk.workbook.read(kind.id, name, content, person)
    except NtmError as error:
        for problem in error.problems:
            place = "!".join(part for part in (problem.sheet, problem.cell) if part)
            st.error(plain_markdown(": ".join(part for part in (place, problem.sentence(desk.lang)) if part)))
        return
    if done is None:
        st.info(t("editor.unchanged", desk.lang))
        return
    say_later("brought", what=name, count=count, edit=done)
    st.rerun()


def open_button(
    label: str, key: str, kind: str, record_id: str | None = None, preset: Mapping[str, Any] | None = None, **look: Any,
) -> None:
    """A button of a page that opens a record, or a new one."""
    st.button(label, key=key, on_click=open_record, args=(kind, record_id, preset), **look)

