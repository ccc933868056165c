"""The parts of the commune's page that look back: statuses and figures over the periods, who said what, the original files."""
from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from ntm.criteria import CriteriaSet
from ntm.progress import voices
from ntm.texts import format_period, t
from ntm.ui import answers
from ntm.ui.charts import LawChange, history_steps, status_history
from ntm.ui.commune.parts import criteria_of, parts_of
from ntm.ui.commune.picker import Profile
from ntm.ui.kept import draw
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.ui.view import pick
from ntm.ui.widgets import Scene, downloads, row_height, show_chart

MOST_PERIODS = 20
NEED_WIDTH = 270  # pixels of the column that names what was said
Periods = list[tuple[str, date]]


def said_of(scene: Scene, profile: Profile) -> pd.DataFrame:
    """Every figure of the commune closed by the day asked about, as known at the view's moment."""
    said = answers.everything_said_of([profile.unit], answers.question(scene.view).known_at)
    return said[said["cutoff"] <= scene.standing.as_of]


def past_periods(scene: Scene) -> Periods:
    """The periods of the newest one's kind up to the day asked about, oldest first."""
    if scene.period is None:
        return []
    kind, end = scene.period
    same = scene.periods[(scene.periods["period_kind"] == kind) & (scene.periods["period_end"] <= end)]
    return [(kind, day) for day in sorted(same["period_end"])[-MOST_PERIODS:]]


def history_block(scene: Scene, profile: Profile, said: pd.DataFrame) -> None:
    """The statuses of the level's indicators over the periods, and one measure of them as steps."""
    periods = past_periods(scene)
    if len(periods) < 2 or said.empty:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _status_strips(scene, profile, periods)
    with right:
        _measure_steps(scene, profile, said, periods)


def _sets_of(scene: Scene, profile: Profile, periods: Periods) -> list[CriteriaSet | None]:
    province = profile.row["province_code"]
    return [scene.standing.law.find_set(scene.view.level, province, end) for _, end in periods]


def _law_changes(sets: list[CriteriaSet | None], periods: Periods, lang: str) -> list[LawChange]:
    pairs = zip(sets, sets[1:], periods[1:], strict=False)
    return [LawChange(voices.short_period(*period, lang), after.document.number)
            for before, after, period in pairs if before is not None and after is not None and before.id != after.id]


def _status_strips(scene: Scene, profile: Profile, periods: Periods) -> None:
    lang, criteria = scene.lang, criteria_of(scene, profile)
    asked = replace(answers.question(scene.view), province=None, units=(profile.unit,))
    rows = answers.indicator_history_of(asked, [end for _, end in periods])
    rows = rows[rows["level"] == scene.view.level].sort_values(["position", "as_of"])
    st.subheader(t("commune.history.statuses", lang), anchor=False)
    if rows.empty:
        st.caption(t("commune.history.none", lang))
        return
    named = {indicator.number: f"{indicator.number} {indicator.short.in_(lang)}" for indicator in criteria.indicators}
    frame = pd.DataFrame({
        "label": [named.get(number, number) for number in rows["number"]],
        "period": [voices.short_period(periods[0][0], end, lang) for end in rows["as_of"]],
        "status": rows["status"],
        "text": [None if pd.isna(stage) else t(f"stage.{voices.STAGES[int(stage)]}", lang) for stage in rows["verdict_stage"]],
    })
    order = {voices.short_period(*period, lang): place for place, period in enumerate(periods)}
    frame = frame.assign(place=frame["period"].map(order)).sort_values("place", kind="stable").drop(columns="place")
    changes = _law_changes(_sets_of(scene, profile, periods), periods, lang)
    figure = draw(status_history, frame, lang, scene.view.is_dark, changes, scene.is_sample)
    table = frame.assign(status=[t(f"status.{status}", lang) for status in frame["status"]])
    headings = {"label": "indicator", "period": "period", "status": "status", "text": "stage"}
    show_chart(figure, table.rename(columns={name: t(f"commune.column.{key}", lang) for name, key in headings.items()}),
               t("commune.history.statuses", lang), scene, key="statuses")


def _measure_steps(scene: Scene, profile: Profile, said: pd.DataFrame, periods: Periods) -> None:
    lang, law, criteria = scene.lang, scene.standing.law, criteria_of(scene, profile)
    measures = voices.measured_items(said, criteria, law)
    if not measures:
        st.subheader(t("commune.history.no_measure", lang), anchor=False)
        return
    heading = st.container()
    chosen = pick(st.selectbox, "measure", t("commune.history.pick", lang), measures, _chosen_measure(scene, profile, measures),
                  lambda item: law.measures[item].title.in_(lang))
    sets = _sets_of(scene, profile, periods)
    frame = voices.steps(said, law.measures[chosen], periods, sets, law, lang)
    known = frame.dropna(subset="value")
    if known.empty:
        heading.subheader(t("commune.history.none", lang), anchor=False)
        return
    heading.subheader(voices.steps_words(known, law.measures[chosen].title.in_(lang), lang), anchor=False)
    needed = frame["needed"].dropna()
    named = None if needed.empty else t("commune.history.needed", lang, needed=f"{needed.iloc[-1]:g}")
    figure = draw(history_steps, frame, named, _law_changes(sets, periods, lang), lang, scene.view.is_dark, scene.is_sample)
    headings = {"period": "period", "value": "numerator", "needed": "needed", "text": "value"}
    show_chart(figure, frame.rename(columns={name: t(f"commune.column.{key}", lang) for name, key in headings.items()}),
               law.measures[chosen].title.in_(lang), scene, key="steps")


def _chosen_measure(scene: Scene, profile: Profile, measures: list[str]) -> str:
    """The URL's measure, else the first that fails, else the first that has a threshold."""
    chosen = st.query_params.get("measure")
    if chosen in measures:
        return chosen
    needs = parts_of(scene.standing.requirements, profile, criteria_of(scene, profile))
    failing = [ref for ref in needs.loc[needs["status"] == "not_met", "ref"] if ref in measures]
    judged = needs[needs["numerator"].notna() & (needs["threshold"] != "1/1") & ~needs["is_open"]]
    return [*failing, *(ref for ref in judged["ref"] if ref in measures), *measures][0]


def voices_block(scene: Scene, profile: Profile, said: pd.DataFrame) -> None:
    """What commune, district and department said, side by side a period; behind a button every figure ever received."""
    lang, law, criteria = scene.lang, scene.standing.law, criteria_of(scene, profile)
    st.subheader(t("commune.said.title", lang), anchor=False)
    if said.empty:
        st.caption(t("commune.said.none", lang))
        return
    spoken = ((indicator.number, voices.items_of(indicator, said)) for indicator in criteria.indicators)
    items = {number: found for number, found in spoken if found}
    if items:
        own = parts_of(scene.standing.indicators, profile, criteria)
        weakest = [row.number for row in own.itertuples() if row.status != "met" and row.number in items]
        asked = st.query_params.get("indicator")
        chosen = pick(st.segmented_control, "indicator", t("commune.said.pick", lang), list(items),
                      asked if asked in items else [*weakest, *items][0],
                      lambda number: f"{number} {criteria.find_indicator(number).short.in_(lang)}")
        table = voices.side_by_side(said, items[chosen], law, lang)
        need = t("commune.column.need", lang)
        high = row_height(table, {need: NEED_WIDTH})
        st.dataframe(table, hide_index=True, row_height=high, height=min((high or 35) * len(table) + 38, 400 if high else 300),
                     column_config={need: st.column_config.Column(width=NEED_WIDTH)})
    else:
        st.caption(t("commune.said.none_of_level", lang))
    with st.expander(t("commune.said.all", lang, count=len(said)), icon=":material/list:"):
        table = voices.said_table(said, law, lang)
        st.dataframe(table, hide_index=True)
        downloads(table, t("commune.said.title", lang), scene, "so-lieu-da-nhan")


def files_block(scene: Scene, said: pd.DataFrame) -> None:
    """The original files that the figures came in, as they came."""
    lang, files = scene.lang, voices.files_of(said)
    if files.empty:
        return
    with st.expander(t("commune.files.title", lang, count=len(files)), icon=":material/folder_open:"):
        st.caption(t("commune.files.note", lang))
        for row in files.itertuples():
            period = format_period(row.period_kind, row.period_end, lang)
            label = plain_markdown(t("commune.files.button", lang, file=row.file, period=period, who=row.loaded_by))
            st.download_button(label, partial(answers.original_file, row.file_sha256), safe_file_name(row.file),
                               key=f"file_{row.file_sha256}", on_click="ignore", type="tertiary", icon=":material/download:")
