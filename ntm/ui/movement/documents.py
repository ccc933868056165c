"""The parts of the page "Văn bản hướng dẫn": on time or late by how many days, unit by unit, and who has passed what on."""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ntm.progress.movement.documents import Rate, Timed, documents_on, passed_on, rate_of, rates_by_unit
from ntm.progress.record_words import field_text, link_text
from ntm.texts import format_count, format_date, format_number, format_pct, format_share, t
from ntm.ui.records.desk import RecordDesk, open_record
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, downloads, headline, pick_day

KINDS = ("guiding_document", "passing_on", "initiative")
ALL = "all"
TALLEST = 420


def pick_documents(scene: Scene, desk: RecordDesk) -> list[Timed]:
    """The documents of a year, or of all of the time."""
    lang = scene.lang
    every = documents_on(desk.words.known, desk.day)
    years = sorted({year for one in every for year in _years(one)}, reverse=True)
    asked = recall("span") or ALL
    with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
        span = pick(st.selectbox, "span", t("media.pick.span", lang), [ALL, *years], asked if asked in years else ALL,
                    lambda one: t("media.pick.all", lang) if one == ALL else one, width=170)
        pick_day(scene)
    return [one for one in every if span == ALL or span in _years(one)]


def _years(one: Timed) -> set[str]:
    """The years that a document belongs to: that of its due day, else of its issue, else of the asking."""
    said = one.body.get("due") or one.body.get("issued") or one.body.get("asked_on")
    return {said[:4]} if said else set()


def say_answer(found: Sequence[Timed], scene: Scene, desk: RecordDesk) -> None:
    """How many were issued on time out of those with a due day, how many are overdue."""
    lang, rate = scene.lang, rate_of(found)
    overdue = sum(one.state == "overdue" for one in found)
    late = [one.days for one in found if one.state == "late"]
    key = "none" if not found else "title" if rate.judged else "undated"
    pct = format_pct(rate.on_time, rate.judged, lang) if rate.judged else ""
    title = t(f"documents.{key}", lang, count=format_count(len(found), lang), on_time=rate.on_time, judged=rate.judged, pct=pct)
    if overdue:
        title += t("documents.overdue", lang, count=format_count(overdue, lang))
    if late:
        title += t("documents.late", lang, count=format_count(len(late), lang), days=format_number(max(late), lang))
    headline(title, [t("note.as_of", lang, day=format_date(desk.day, lang)), t("documents.how", lang)], scene)


def state_words(one: Timed, lang: str) -> str:
    """On time, late, open or overdue, with its sign and days."""
    return t(f"documents.state.{one.state}", lang, days=format_count(one.days or 0, lang))


def documents_block(found: Sequence[Timed], scene: Scene, desk: RecordDesk) -> None:
    """Each document with its state, what asks for work first; a row opens its record."""
    lang, kind = scene.lang, desk.kind("guiding_document")
    st.subheader(t("documents.list", lang, count=format_count(len(found), lang)), anchor=False)
    if not found:
        st.info(t("documents.empty", lang))
        return
    names = ("number", "kind", "subject", "unit", "asked_by", "asked_on", "due", "issued")
    table = pd.DataFrame([{t("column.status", lang): state_words(one, lang)} |
                          {kind.field(name).title.in_(lang): field_text(kind.field(name), one.body, desk.words, lang) for name in names}
                          for one in found])

    def opens() -> None:
        """Open the document of the chosen row."""
        rows = st.session_state["documents_list"].selection.rows
        if rows:
            open_record("guiding_document", found[rows[0]].id)

    is_past = desk.moment is not None
    st.dataframe(table, hide_index=True, height=min(36 * (len(found) + 1), TALLEST), key="documents_past" if is_past else "documents_list",
                 **({} if is_past else {"on_select": opens, "selection_mode": "single-row"}))
    downloads(table, t("documents.list", lang, count=format_count(len(found), lang)), scene, "van-ban-huong-dan")


def units_block(found: Sequence[Timed], lang: str) -> None:
    """Each drafting unit's rate on time: what stands for the collective's standard."""
    st.subheader(t("documents.units", lang), anchor=False)
    rows = rates_by_unit(found)
    if not rows:
        st.info(t("documents.empty", lang))
        return
    st.dataframe(pd.DataFrame({
        t("movement.column.unit", lang): [name or t("documents.no_unit", lang) for name, _, _ in rows],
        t("documents.column.rate", lang): [_rate_words(rate, lang) for _, rate, _ in rows],
        t("documents.column.count", lang): [count for _, _, count in rows],
    }), hide_index=True, key="documents_units")


def _rate_words(rate: Rate, lang: str) -> str:
    return format_share(rate.on_time, rate.judged, lang) if rate.judged else t("documents.not_judged", lang)


def passed_block(desk: RecordDesk) -> None:
    """Who has received and passed on which document, and who has not yet."""
    lang = desk.lang
    found = passed_on(desk.words.known, desk.day)
    done = sum(is_done for units in found.values() for _, _, is_done in units)
    count = sum(len(units) for units in found.values())
    st.subheader(t("documents.passed", lang, done=format_count(done, lang), count=format_count(count, lang)), anchor=False)
    if not found:
        st.info(t("documents.nothing_passed", lang))
        return
    kind = desk.kind("passing_on")
    rows = [{t("documents.column.document", lang): link_text("guiding_document", document, desk.words, lang),
             **{kind.field(name).title.in_(lang): field_text(kind.field(name), body, desk.words, lang) for name in ("unit", "received")},
             t("column.status", lang): t("documents.passed_on", lang, day=field_text(kind.field("passed_on"), body, desk.words, lang))
             if is_done else t("documents.not_passed", lang)}
            for document, units in found.items() for _, body, is_done in units]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="documents_passed")
