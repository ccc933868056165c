"""Tổng quan: where do we stand."""
import streamlit as st

from ntm.texts import t
from ntm.ui.overview import parts
from ntm.ui.overview.published import published_block
from ntm.ui.ratings import say_roadmap
from ntm.ui.widgets import open_scene

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
page = parts.overview_of(scene)
parts.say_standing(page, scene)
parts.cards(page, scene)
say_roadmap(scene)
left, right = st.columns([0.54, 0.46], gap="medium")
with left:
    parts.map_block(page, scene)
with right:
    parts.district_block(page, scene)
parts.short_block(page, scene)
parts.history_block(page, scene)
published_block(scene)
