"""Phương án ưu tiên: which communes to bring over first with the least work, what hinders counting it, what if."""
import streamlit as st

from ntm.texts import t
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.route import parts
from ntm.ui.widgets import open_scene
from pages import records_work

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
desk = open_desk(scene, ("unit_cost",), records_work.workbook(scene.lang))
if editor.panel(desk):
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
st.subheader(t("route.office", scene.lang), anchor=False)
editor.list_part(desk, scene)
