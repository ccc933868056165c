"""Somebody else changed the record meanwhile: what they changed, what I changed, and three ways to go on."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from ntm.progress.record_words import field_text
from ntm.records.checking import LIFE
from ntm.records.kinds import Field, Kind
from ntm.records.merging import merged, sides
from ntm.records.saving import Change
from ntm.texts import format_moment, t
from ntm.ui.records.desk import Opened, RecordDesk, close_record, keep
from ntm.ui.safe import plain_markdown


def conflict_block(opened: Opened, desk: RecordDesk) -> Change | None:
    """The two versions side by side; the change to save when mine is to stand, None while nothing was decided for it."""
    theirs, lang, kind = opened.theirs, desk.lang, desk.kind(opened.kind)
    key = "removed" if theirs.is_removed else "changed"
    st.warning(plain_markdown(t(f"editor.conflict.{key}", lang, by=theirs.by, at=format_moment(theirs.at, lang))))
    if not theirs.is_removed:
        # A plain table: its cells wrap, so that long texts can be held against each other.
        st.table(conflict_table(kind, opened, desk).map(plain_markdown), border="horizontal", hide_index=True)
    st.caption(t("editor.conflict.how_removing" if opened.mine is None else "editor.conflict.how", lang))
    with st.container(horizontal=True):
        is_mine = st.button(t("editor.conflict.mine", lang), key="conflict_mine", type="primary")
        st.button(t("editor.conflict.theirs", lang), key="conflict_theirs", on_click=close_record)
        st.button(t("editor.conflict.back", lang), key="conflict_back", on_click=_back, args=(opened, kind))
    return decided(opened, kind) if is_mine else None


def decided(opened: Opened, kind: Kind) -> Change:
    """What is written when mine is to stand: my changes put into theirs; a record that they removed comes back as a new one."""
    theirs = opened.theirs
    if opened.mine is None:
        return Change(opened.kind, opened.id, None, theirs.seq)
    if theirs.is_removed:
        return Change(opened.kind, None, _plain(kind, opened.mine))
    return Change(opened.kind, opened.id, merged(kind, opened.body, theirs.body, opened.mine), theirs.seq)


def conflict_table(kind: Kind, opened: Opened, desk: RecordDesk) -> pd.DataFrame:
    """A row a field that either changed: as it was, theirs, mine, what would be written."""
    mine = opened.body if opened.mine is None else opened.mine
    rows = []
    for side in sides(kind, opened.body, opened.theirs.body, mine):
        field = kind.field(side.name)
        values = (side.before, side.theirs, side.mine, side.kept)
        bodies = (opened.body, opened.theirs.body, mine, opened.theirs.body | mine)
        texts = [_said(field, value, body, desk) for value, body in zip(values, bodies, strict=True)]
        rows.append((field.title.in_(desk.lang), *texts, t("editor.conflict.clash", desk.lang) if side.is_clash else ""))
    names = ("field", "before", "theirs", "mine", "kept", "note")
    return pd.DataFrame(rows, columns=[t(f"editor.conflict.column.{name}", desk.lang) for name in names])


def _said(field: Field, value: Any, body: Any, desk: RecordDesk) -> str:
    life = body.get(field.name + LIFE, "")
    return field_text(field, {field.name: value, field.name + LIFE: life} if value is not None else {}, desk.words, desk.lang) or \
        t("editor.nothing", desk.lang)


def _plain(kind: Kind, body: Any) -> dict[str, Any]:
    """The fields of a body as they are written in a form, without what is kept beside them."""
    return {field.name: body[field.name] for field in kind.fields if field.name in body}


def _back(opened: Opened, kind: Kind) -> None:
    """Back to the form, with both changes in it, now on their revision."""
    theirs, mine = opened.theirs, opened.mine or opened.body
    if theirs.is_removed:
        keep(replace(opened, id=None, base=None, body={}, shown=_plain(kind, mine), theirs=None, mine=None, round=opened.round + 1))
    else:
        shown = merged(kind, opened.body, theirs.body, mine)
        keep(replace(opened, base=theirs.seq, body=theirs.body, shown=shown, theirs=None, mine=None, round=opened.round + 1))
