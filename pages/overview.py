"""Tổng quan: where do we stand."""
import streamlit as st

from ntm.texts import t
from ntm.ui import overview_parts as parts
from ntm.ui.published_part import published_block
from ntm.ui.widgets import open_scene

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
past = parts.past_rows(scene)
parts.say_standing(scene, past)
parts.cards(scene, past)
parts.say_changes(scene, past)
left, right = st.columns([0.54, 0.46], gap="medium")
with left:
    parts.map_block(scene)
with right:
    parts.district_block(scene)
parts.short_block(scene)
parts.history_block(scene, past)
published_block(scene)
