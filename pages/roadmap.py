"""Lộ trình và dự báo: who will make the year, what holds them back, which district answers for it, what changed since we met."""
import streamlit as st

from ntm.texts import t
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.roadmap import parts
from ntm.ui.roadmap.meeting import meeting_block
from ntm.ui.widgets import open_scene
from pages import records_work

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
desk = open_desk(scene, ("roadmap", "target", "recognition"), records_work.workbook(scene.lang))
if editor.panel(desk):
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom", key="year_pickers"):
    found = parts.pick_year(scene)
parts.say_year(found, scene)
left, right = st.columns([0.56, 0.44], gap="medium")
with left:
    chosen = parts.year_block(found, scene)
with right:
    parts.fan_block(chosen, found, scene)
parts.districts_block(found, scene)
meeting_block(scene)
parts.recognised_block(scene)
parts.method_block(found, scene.lang)
st.subheader(t("roadmap.edit", scene.lang), anchor=False)
editor.list_part(desk, scene)
