"""The overview drawn: the answer, cards that open their communes, the map, districts, who is one indicator short."""
from __future__ import annotations

import streamlit as st

from ntm.texts import t
from ntm.ui.charts import selected_value
from ntm.ui.kept import once
from ntm.ui.lists import commune_list
from ntm.ui.overview.content import Card, Chart, Overview, make_overview
from ntm.ui.widgets import Scene, go_to_commune, headline, show_chart


def overview_of(scene: Scene) -> Overview:
    """What the page says, made once for all who look at the same view."""
    return once("overview", scene.key, lambda: make_overview(scene))


def say_standing(page: Overview, scene: Scene) -> None:
    """The page's title is the answer; the grey line says period, completeness, freshness, law."""
    headline(page.title, page.notes, scene)


def cards(page: Overview, scene: Scene) -> None:
    """The cards in one row, and in words what changed since the period before."""
    for column, card in zip(st.columns(len(page.cards)), page.cards, strict=True):
        with column, st.container(border=True, height="stretch", gap="xxsmall"):
            _card(card, scene)
    if page.changes:
        st.text(page.changes)


def _card(card: Card, scene: Scene) -> None:
    st.metric(card.label, card.value, card.delta or None)
    if len(card.rows) and st.button(t("card.open", scene.lang), key=f"card_{card.key}", type="tertiary", icon=":material/list:"):
        commune_list(card.label, card.rows, scene)


def map_block(page: Overview, scene: Scene) -> None:
    """The map of the place, a cell a commune; a click opens the commune."""
    code = _show(page.map, scene, "map")
    if code:
        go_to_commune(code, scene)
    if page.is_sketch:
        st.caption(t("chart.map.sketch", scene.lang) + " " + t("chart.map.choose", scene.lang))


def district_block(page: Overview, scene: Scene) -> None:
    """Districts compared; a part of a bar opens its communes."""
    if page.districts is None:
        st.info(t("overview.districts.none", scene.lang))
        return
    chosen = _show(page.districts, scene, "districts")
    if chosen:
        code, status = chosen
        rows = scene.rows()
        commune_list(t(f"status.{status}", scene.lang), rows[(rows["district_code"] == code) & (rows["status"] == status)], scene)


def short_block(page: Overview, scene: Scene) -> None:
    """Communes one indicator short of the level, with what is missing; a row opens its commune."""
    st.subheader(page.short_title, anchor=False)
    if page.short_rows.empty:
        st.caption(t("overview.short.none", scene.lang))
        return
    event = st.dataframe(page.short_table, hide_index=True, on_select="rerun", selection_mode="single-row", key="short")
    if event.selection.rows:
        go_to_commune(page.short_rows.iloc[event.selection.rows[0]]["code"], scene)


def history_block(page: Overview, scene: Scene) -> None:
    """Communes by status, period by period."""
    if page.history is not None:
        _show(page.history, scene, "levels")


def _show(chart: Chart, scene: Scene, key: str) -> object:
    """A chart under its answer; what was clicked in it."""
    st.subheader(chart.title, anchor=False)
    return selected_value(show_chart(chart.figure, chart.table, chart.name, scene, key=key, on_select="rerun"))
