"""The parts of the page "Cập nhật số liệu" that accept: figures beside those they replace, the standing, the buttons, undo."""
from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ntm.criteria import Law
from ntm.problems import NtmError
from ntm.texts import format_count, format_number, t
from ntm.ui.intake import tray, words
from ntm.ui.intake.parts import annotated_name
from ntm.ui.intake.tray import ReadFile
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.ui.widgets import XLSX

_DONE, _UNDONE = "desk_done", "desk_undone"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One file as it was accepted: its batch, how many figures, how many left out, and what the standing gained and lost.

    `declared`: batch and count of the verdicts that were declared upon it.
    """

    batch: int
    accepted: int
    rejected: int
    set_id: str | None
    changes: pd.DataFrame
    levels: pd.DataFrame
    declared: tuple[int, int] | None = None


def remember(done: Sequence[Accepted]) -> None:
    """Keep what was accepted, to be told with its undo button."""
    st.session_state[_DONE], st.session_state[_UNDONE] = list(done), None


def say_done(live: Container[int], undo: Callable[[int, str], None], person: str, law: Law, lang: str) -> None:
    """What the last accepting changed, with its undo, as far as its batches are live; or that it was undone."""
    done = [one for one in st.session_state.get(_DONE) or [] if one.batch in live]
    if st.session_state.get(_UNDONE):
        st.info(t("desk.undone", lang, batches=", ".join(st.session_state[_UNDONE])), icon=":material/undo:")
    if not done:
        return
    sets = {one.set_id for one in done}
    sentence = words.change_words(
        pd.concat([one.changes for one in done]), pd.concat([one.levels for one in done]),
        sets.pop() if len(sets) == 1 else None, law, lang,
    )
    batches, left_out = ", ".join(str(one.batch) for one in done), sum(one.rejected for one in done)
    parts = [t("desk.done", lang, count=format_count(sum(one.accepted for one in done), lang),
               files=format_count(len(done), lang), batches=batches)]
    parts += [t("desk.left_out", lang, count=format_count(left_out, lang))] if left_out else []
    declared = [one.declared for one in done if one.declared]
    parts += [t("desk.declare.done", lang, count=format_count(count, lang), batch=batch) for batch, count in declared]
    st.success(" ".join([*parts, t("desk.done_change", lang, changes=sentence)]), icon=":material/check_circle:")
    if st.button(t("desk.undo", lang, batches=batches), icon=":material/undo:", key="desk_undo", disabled=not person):
        for one in reversed(done):
            undo(one.batch, person)
        st.session_state[_DONE], st.session_state[_UNDONE] = [], batches.split(", ")
        st.rerun()


def accept_all(files: Sequence[ReadFile], person: str, accept: Callable[[Sequence[ReadFile], bool], None], lang: str) -> None:
    """The button that loads every file without a wrong cell; it says how many figures of how many files."""
    ready = [file for file in files if file.state == "ready"]
    if not ready:
        return
    count = format_count(sum(file.figure_count for file in ready), lang)
    if st.button(t("desk.accept", lang, count=count, files=format_count(len(ready), lang)), type="primary", key="desk_accept",
                 icon=":material/done_all:", disabled=not person, help=None if person else t("desk.person_needed", lang)):
        accept(ready, False)
    if any(file.state == "wrong" for file in files):
        st.caption(t("desk.accept_rest", lang))


def file_buttons(file: ReadFile, is_alone: bool, person: str, accept: Callable[[Sequence[ReadFile], bool], None],
                 annotated: Callable[[], bytes], lang: str) -> None:
    """What can be done with one file: accept it, or only its good figures; its annotated copy; take it off the list."""
    sha256, help_text = file.file.sha256, None if person else t("desk.person_needed", lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        if file.state == "ready" and not is_alone and st.button(
                t("desk.accept_one", lang, count=format_count(file.figure_count, lang)), key=f"one_{sha256}",
                icon=":material/done:", disabled=not person, help=help_text):
            accept([file], False)
        if file.state == "wrong" and file.has_good_figures and st.button(
                t("desk.accept_good", lang, count=format_count(file.figure_count, lang), left_out=format_count(file.rejected, lang)),
                key=f"good_{sha256}", icon=":material/rule:", disabled=not person, help=help_text):
            accept([file], True)
        if file.is_readable and (file.problems or file.file.wrote):
            name, kind = annotated_name(safe_file_name(file.file.name), lang)
            st.download_button(t("desk.annotated", lang), annotated, name, kind, on_click="ignore", key=f"marked_{sha256}",
                               icon=":material/download:")
        st.button(t("desk.remove", lang), on_click=tray.remove, args=([sha256],), type="tertiary", icon=":material/close:",
                  key=f"remove_{sha256}")


def remove_done(files: Sequence[ReadFile], lang: str) -> None:
    """Take all files that are loaded already off the list."""
    done = [file.file.sha256 for file in files if file.state == "done"]
    if done:
        st.button(t("desk.remove_done", lang, count=format_count(len(done), lang)), on_click=tray.remove, args=(done,),
                  type="tertiary", icon=":material/playlist_remove:", key="desk_remove_done")


def standing_block(file: ReadFile, changes: pd.DataFrame, levels: pd.DataFrame, has_sample: bool, law: Law, lang: str) -> None:
    """What would change in the standing, in a sentence and a table."""
    if has_sample:
        st.warning(t("desk.first_real", lang), icon=":material/science:")
    sentence = words.change_words(changes, levels, file.set_id, law, lang)
    st.subheader(t("desk.would_change", lang, changes=sentence), anchor=False)
    if len(changes):
        with st.expander(t("desk.changes", lang, count=format_count(len(changes), lang)), icon=":material/compare_arrows:",
                         expanded=not has_sample):
            order = (changes["set_id"] != file.set_id).rename("order")
            st.dataframe(words.changes_table(changes.loc[order.sort_values(kind="stable").index], law, lang), hide_index=True)
            _say_cut(len(changes), lang)


def figures_block(figures: pd.DataFrame, law: Law, lang: str) -> None:
    """The file's figures beside those they replace; only what differs, unless all are asked for."""
    if figures.empty:
        return
    marked = words.with_marks(figures)
    st.subheader(words.figures_words(marked, lang), anchor=False)
    is_all = st.toggle(t("desk.figures.all", lang), key="desk_all_figures")
    shown = marked if is_all else marked[marked["mark"] != "same"]
    if shown.empty:
        st.caption(t("desk.figures.none", lang))
        return
    st.dataframe(words.figures_table(shown, law, lang), hide_index=True, key="desk_figures")
    _say_cut(len(shown), lang)


def _say_cut(count: int, lang: str) -> None:
    if count > words.MOST_ROWS:
        st.caption(t("desk.cut", lang, shown=format_number(words.MOST_ROWS, lang), count=format_number(count, lang)))


def template_button(sets: Sequence[str], districts: Mapping[str, str], make: Callable[[str, str, str | None, bool], bytes | None],
                    law: Law, lang: str) -> None:
    """The form to fill for a set, a period and a district, to take away. `make` gives None where the period cannot be read."""
    with st.popover(t("desk.template", lang), icon=":material/table_view:"):
        set_id = st.selectbox(t("desk.column.set", lang), sets, key="template_set",
                              format_func=lambda known: words.set_words(known, law, lang))
        period = st.text_input(t("desk.column.period", lang), key="template_period", placeholder=t("desk.period_hint", lang))
        district = st.selectbox(t("desk.template_district", lang), ["", *districts], key="template_district",
                                format_func=lambda code: districts.get(code, t("desk.template_all", lang)))
        is_known = st.toggle(t("desk.template_known", lang), key="template_known", help=t("desk.template_known_help", lang))
        if not period.strip():
            return
        try:
            content = make(set_id, period, district or None, is_known)
        except NtmError as error:
            st.error(plain_markdown(" ".join(error.sentences(lang))))
            return
        if content is None:
            st.error(plain_markdown(t("problem.unknown-period.cell", lang, value=period)))
        else:
            name = "-".join(part for part in (t("desk.template_file", lang), set_id, district) if part)
            st.download_button(t("desk.template_take", lang), content, f"{name}.xlsx", XLSX,
                               on_click="ignore", key="template_take", icon=":material/download:")
