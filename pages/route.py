"""Phương án ưu tiên: which communes to bring over first with the least work, what hinders counting it, what if."""
import streamlit as st

from ntm.texts import t
from ntm.ui import route_parts as parts
from ntm.ui.widgets import open_scene

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom", key="goal_pickers"):
    chosen = parts.pick_goal(scene)
parts.say_plan(chosen, scene)
parts.plan_block(chosen, scene)
parts.tipping_block(chosen, scene)
parts.unplanned_block(chosen, scene.lang)
parts.whatif_block(chosen, scene)
with st.expander(t("roadmap.method.title", scene.lang)):
    st.markdown(t("route.method", scene.lang))
