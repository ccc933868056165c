"""The page "Tình hình gửi báo cáo" drawn: who has sent, by district, whom to chase, the letter."""
from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from ntm import clock
from ntm.briefing.forms import MIME
from ntm.progress import completeness_words as words
from ntm.progress.completeness import Completeness, ReportDue
from ntm.progress.sentences import district_name
from ntm.texts import capital, format_count, format_number, format_period, t
from ntm.ui import answers
from ntm.ui.charts.reports_due import reports_bars
from ntm.ui.kept import draw
from ntm.ui.reports import door as reports_door
from ntm.ui.view import choose, pick, recall
from ntm.ui.widgets import Scene, downloads, headline, show_chart


def pick_report(scene: Scene) -> tuple[ReportDue, date] | None:
    """The report asked for and the day on which it is looked at (today unless another is chosen); None where none is asked for."""
    asked, lang = answers.question(scene.view), scene.lang
    dues = {one.key: one for one in reports_door.dues_of(asked)}
    if not dues:
        return None
    names = {key: _due_name(one, scene) for key, one in dues.items()}
    key = pick(st.selectbox, "report", t("due.pick.report", lang), list(dues), recall("report") or next(iter(dues)), names.__getitem__,
               width=260)
    return dues[key], _pick_seen(lang)


def _due_name(one: ReportDue, scene: Scene) -> str:
    name = format_period(one.kind, one.end, scene.lang)
    if one.level is None:
        return name
    criteria = scene.standing.law.find_set(one.level, answers.province(), one.end)
    return t("due.pick.option", scene.lang, period=name, level=criteria.level_title.in_(scene.lang) if criteria else one.level)


def _pick_seen(lang: str) -> date:
    text = recall("seen")
    try:
        day = date.fromisoformat(text) if text else clock.today()
    except ValueError:  # a link mended by hand
        day = clock.today()
    st.session_state["seen_day"] = day
    st.date_input(t("due.pick.seen", lang), key="seen_day", format="DD/MM/YYYY", on_change=_store_seen, width=150)
    return day


def _store_seen() -> None:
    day = st.session_state["seen_day"]
    choose(seen=day.isoformat() if day else None)


def find(chosen: tuple[ReportDue, date], scene: Scene) -> Completeness:
    """Who had reported."""
    return reports_door.completeness_of(*chosen, answers.question(scene.view))


def district_in(found: Completeness, scene: Scene) -> str | None:
    """The chosen district, where the period knows it."""
    return scene.view.district if scene.view.district in set(found.districts["district_code"]) else None


def say_answer(found: Completeness, scene: Scene) -> None:
    """The answer, and below it the days of the calendar and the law."""
    district = district_in(found, scene)
    headline(words.answer_sentence(found, district, scene.lang), words.grey_notes(found, district, scene.lang), scene)


def districts_block(found: Completeness, scene: Scene) -> None:
    """Districts beside each other; nothing where the period has none, or one is chosen."""
    if len(found.districts) < 2 or district_in(found, scene):
        return
    lang = scene.lang
    rows = found.districts.assign(name=[district_name(row.district_kind, row.district, lang) for row in found.districts.itertuples()])
    rows = rows.assign(unsent=rows[["overdue", "awaited", "absent"]].sum(axis=1))
    rows = rows.sort_values(["unsent", "missing"], ascending=False, ignore_index=True)
    st.subheader(_districts_title(rows, lang), anchor=False)
    figure = draw(reports_bars, rows, lang, scene.view.is_dark, found.is_sample)
    show_chart(figure, words.district_table(found, lang), t("due.section.districts", lang), scene, key="tinh-hinh-theo-huyen")


def _districts_title(rows: pd.DataFrame, lang: str) -> str:
    worst = rows.iloc[0]
    if not worst["unsent"]:
        return t("due.chart.all_sent", lang)
    name = str(worst["name"])
    return t("due.chart.worst", lang, district=capital(name), count=format_count(int(worst["unsent"]), lang),
             total=format_number(int(worst["communes"]), lang))


def chase_block(found: Completeness, scene: Scene) -> None:
    """Whom to chase, district by district, with the letter to all of them or to one district."""
    lang, district = scene.lang, district_in(found, scene)
    rows = found.to_chase(district)
    if rows.empty:
        st.success(t("due.section.nothing", lang), icon=":material/check:")
        return
    title = t("due.section.chase", lang, count=format_count(len(rows), lang))
    st.subheader(title, anchor=False)
    table = words.commune_table(rows, lang)
    st.dataframe(table, hide_index=True)
    downloads(table, title, scene, t("due.chase_file", lang))
    _letter_button(found, rows, district, scene)


def _letter_button(found: Completeness, rows: pd.DataFrame, district: str | None, scene: Scene) -> None:
    lang, asked = scene.lang, answers.question(scene.view)
    places = rows.dropna(subset=["district_code"]).drop_duplicates("district_code")
    names = {row.district_code: district_name(row.district_kind, row.district, lang) for row in places.itertuples()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        to = district
        if district is None and len(names) > 1:
            to = st.selectbox(t("due.letter.to", lang), [None, *names], key="letter_to", width=220,
                              format_func=lambda code: names[code] if code else t("due.letter.all", lang))
        st.download_button(t("due.section.letter", lang), partial(reports_door.letter_of, found, to, asked),
                           f"{t('due.letter.file', lang)}.docx", MIME["docx"], key="letter_docx", on_click="ignore",
                           icon=":material/description:")
    st.caption(t("due.letter.note", lang))


def all_block(found: Completeness, scene: Scene) -> None:
    """Every commune, behind a button."""
    lang = scene.lang
    rows = found.of(district_in(found, scene))
    title = t("due.section.all", lang, count=format_number(len(rows), lang))
    with st.expander(title):
        table = words.commune_table(rows, lang)
        st.dataframe(table, hide_index=True)
        downloads(table, title, scene, t("due.file", lang))
