"""The list of a kind's records: narrowed by commune and state, a row opens its record."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ntm.progress.record_words import commune_text, field_text
from ntm.records.kinds import Field, Kind, load_kinds
from ntm.records.placing import Life, Placed, is_live
from ntm.texts import format_count, t
from ntm.ui import answers
from ntm.ui.kept import once
from ntm.ui.records.desk import RecordDesk, open_record
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, downloads

ALL, HERE = "all", "here"
WHERE = (ALL, HERE)
SHOWN = ("all", "live", "overdue", "closed")
TALLEST = 420


def pick_kind(desk: RecordDesk) -> Kind:
    """The kind to list, from the URL, else the page's first."""
    names = {kind.id: kind.title.in_(desk.lang) for kind in desk.kinds if not kind.is_file}
    asked = recall("kind")
    first = desk.kinds[0].id
    chosen = asked if asked in names else first
    if len(names) > 1:
        chosen = pick(st.segmented_control, "kind", t("editor.pick.kind", desk.lang), list(names), chosen, names.__getitem__, wrap=True)
    return desk.kind(chosen)


def list_block(kind: Kind, desk: RecordDesk, scene: Scene, lives: frozenset[Life], preset: Mapping[str, Any]) -> None:
    """The records of a kind with their filters, a row to open, a button to add one (`preset`: fields filled by the page)."""
    lang = desk.lang
    every = desk.placed(kind.id)
    with st.container(horizontal=True, vertical_alignment="bottom", key="records_filters"):
        found = _narrowed(kind, every, desk, lives)
        st.button(t("editor.add", lang, what=kind.one.in_(lang).lower()), key="records_add", icon=":material/add:", type="primary",
                  disabled=desk.moment is not None, on_click=open_record, args=(kind.id, None, preset))
    if not found:
        st.info(t("editor.empty.none" if not every else "editor.empty.filtered", lang, what=kind.title.in_(lang)))
        return
    st.caption(t("editor.count", lang, shown=format_count(len(found), lang), count=format_count(len(every), lang)))
    key = repr((answers.stamp(), desk.day, desk.moment, lang, kind.id, [one.id for one in found]))
    table = once("records", key, lambda: records_table(kind, found, desk))
    _show(table, found, desk)
    downloads(table, kind.title.in_(lang), scene, f"ghi-chep-{kind.id.replace('_', '-')}")


def _narrowed(kind: Kind, every: Sequence[Placed], desk: RecordDesk, lives: frozenset[Life]) -> list[Placed]:
    lang, found = desk.lang, list(every)
    if lives and any(one.life for one in every):
        asked = recall("where")
        where = pick(st.segmented_control, "where", t("editor.pick.where", lang), WHERE, asked if asked in WHERE else ALL,
                     lambda one: t(f"editor.where.{one}", lang))
        found = [one for one in found if where == ALL or one.life in lives]
    if kind.closed_by or kind.due:
        options = [one for one in SHOWN if one != "overdue" or kind.due]
        asked = recall("shown")
        shown = pick(st.segmented_control, "shown", t("editor.pick.shown", lang), options, asked if asked in options else "all",
                     lambda one: t(f"editor.{'lasting' if kind.is_through else 'shown'}.{one}", lang))
        found = [one for one in found if shown == "all" or (shown == "live" and is_live(one)) or one.state == shown]
    return found


def _show(table: pd.DataFrame, found: Sequence[Placed], desk: RecordDesk) -> None:
    def opens() -> None:
        """Open the record of the chosen row."""
        rows = st.session_state["records_list"].selection.rows
        if rows:
            open_record(found[rows[0]].kind, found[rows[0]].id)

    if desk.moment is not None:
        st.dataframe(table, hide_index=True, key="records_past", height=min(38 * (len(found) + 1), TALLEST))
        st.caption(t("editor.past", desk.lang))
        return
    st.dataframe(table, hide_index=True, on_select=opens, selection_mode="single-row", key="records_list",
                 height=min(38 * (len(found) + 1), TALLEST))
    st.caption(t("editor.choose_row", desk.lang))


def records_table(kind: Kind, found: Sequence[Placed], desk: RecordDesk) -> pd.DataFrame:
    """A row a record: number, state, every field in words; what no record says is left out."""
    lang = desk.lang
    columns = {t("editor.column.id", lang): [int(one.id) for one in found]}
    if kind.closed_by or kind.due:
        columns[t("editor.column.state", lang)] = [state_text(one, lang) for one in found]
    if kind.first_of("commune") is None and any(one.life for one in found):
        columns[t("editor.column.commune", lang)] = [commune_text(one.life, desk.words, lang) if one.life else "" for one in found]
    for field in kind.fields:
        texts = [_cell(field, one, desk) for one in found]
        if any(texts):
            columns[field.title.in_(lang)] = texts
    return pd.DataFrame(columns)


def _cell(field: Field, one: Placed, desk: RecordDesk) -> str:
    return field_text(field, one.body, desk.words, desk.lang)


def state_text(one: Placed, lang: str) -> str:
    """A state with its sign: "▼ Quá hạn 30 ngày"; what holds for a time is in force or not, nobody works on it."""
    if load_kinds()[one.kind].is_through and one.state in ("open", "closed"):
        return t(f"editor.state.{'holds' if one.state == 'open' else 'lapsed'}", lang)
    return t(f"editor.state.{one.state}", lang, days=format_count(one.days_over or 0, lang))
