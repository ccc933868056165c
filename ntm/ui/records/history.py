"""Who wrote what when: the revisions of one record, and the saves of some kinds, each to be taken back."""
from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ntm.problems import NtmError
from ntm.progress.record_words import change_text
from ntm.texts import format_count, format_moment, format_number, t
from ntm.ui.faults import say_problems
from ntm.ui.records import store
from ntm.ui.records.desk import Opened, RecordDesk, forget_said, is_said_first, said_before, say_later
from ntm.ui.safe import plain_markdown
from ntm.warehouse.records import Revision

MOST_SAVES = 50


def history_block(opened: Opened, desk: RecordDesk) -> None:
    """The revisions of the record in the form, newest first."""
    if opened.id is None:
        return
    past = store.history_of(opened.kind, opened.id)
    st.subheader(t("editor.history.title", desk.lang, count=format_count(len(past), desk.lang)), anchor=False)
    st.html("".join(f'<p class="quiet-line" style="overflow-wrap: anywhere"><strong>{html.escape(when)} · {html.escape(who)}</strong><br>'
                    f"{html.escape(what)}</p>" for when, who, what in revision_lines(past, desk)))


def revision_lines(past: Sequence[Revision], desk: RecordDesk) -> list[tuple[str, str, str]]:
    """When, who and what changed of each revision, newest first."""
    lines = []
    for place, one in enumerate(past):
        before = past[place - 1] if place else None
        lines.append((format_moment(one.at, desk.lang), one.by, _what(one, before, desk)))
    return lines[::-1]


def _what(one: Revision, before: Revision | None, desk: RecordDesk) -> str:
    kind = desk.kind(one.kind)
    if one.is_removed:
        return t("editor.history.removed", desk.lang)
    key = "added" if before is None else "returned" if before.is_removed else "changed"
    text = change_text(kind, before.body if before else None, one.body, desk.words, desk.lang)
    return t(f"editor.history.{key}", desk.lang, what=text) if text else t("editor.history.same", desk.lang)


def done_block(desk: RecordDesk, person: str) -> None:
    """What was saved last, with a button that takes it back."""
    said = said_before()
    if said is None:
        return
    key, values = said
    words = plain_markdown(t(f"editor.done.{key}", desk.lang, **_numbers(values, desk.lang)))
    if is_said_first():  # the place below may be far from where one looks
        st.toast(words, icon=":material/check:")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"✓ {words}")
        if st.button(t("editor.undo", desk.lang), key="records_undo_last", icon=":material/undo:", disabled=not person):
            take_back(values["edit"], person, desk)
        st.button(t("editor.dismiss", desk.lang), key="records_dismiss", type="tertiary", on_click=forget_said)


def _numbers(values: dict[str, object], lang: str) -> dict[str, object]:
    return {name: format_number(value, lang) if isinstance(value, int) else value for name, value in values.items()}


def take_back(edit: int, person: str, desk: RecordDesk) -> None:
    """Undo a save and say so; what stands in its way is said at once."""
    try:
        done = store.undo(edit, person)
    except NtmError as error:
        say_problems(error, desk.lang)
        return
    say_later("undone", edit=done, undone=edit)
    st.rerun()


def saves_block(desk: RecordDesk, person: str) -> None:
    """The newest saves of the page's kinds; one of them is taken back with its number."""
    found = store.saves_of([kind.id for kind in desk.kinds])
    if found.empty:
        return
    lang = desk.lang
    with st.expander(t("editor.saves.title", lang, count=format_count(found["number"].nunique(), lang))):
        st.dataframe(saves_table(found.head(MOST_SAVES), desk), hide_index=True, key="records_saves")
        undoable = found.loc[~found["is_undone"], "number"].drop_duplicates().to_list()
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(t("editor.saves.pick", lang), undoable, key="records_save", width=120)
            if st.button(t("editor.undo", lang), key="records_undo", icon=":material/undo:", disabled=not person or chosen is None,
                         help=None if person else t("desk.person_needed", lang)):
                take_back(int(chosen), person, desk)


def saves_table(found: pd.DataFrame, desk: RecordDesk) -> pd.DataFrame:
    """A row a save and kind: number, when, who, what, whether it was taken back."""
    lang = desk.lang
    rows = [(row.number, format_moment(row.edited_at, lang), row.edited_by,
             t("editor.saves.what", lang, kind=desk.kind(row.kind).one.in_(lang), count=format_count(row.records, lang)),
             _state(row, lang)) for row in found.itertuples()]
    names = ("save", "when", "who", "what", "state")
    return pd.DataFrame(rows, columns=[t(f"editor.history.column.{name}", lang) for name in names])


def _state(row: object, lang: str) -> str:
    if row.is_undone:
        return t("editor.saves.undone", lang)
    return t("editor.saves.undoes", lang, number=format_number(row.undoes, lang)) if pd.notna(row.undoes) else ""
