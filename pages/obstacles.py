"""Khó khăn, vướng mắc và hỗ trợ: what blocks the communes, overdue first; one of them told on a time line; all of it typed in here."""
import streamlit as st

from ntm.texts import t
from ntm.ui.commune.parts import say_who_answers
from ntm.ui.commune.picker import find_profile, pick_commune
from ntm.ui.obstacles import parts
from ntm.ui.obstacles.timeline import timeline_block
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import open_scene, pick_day
from pages import records_work

scene = open_scene()
desk = open_desk(scene, parts.KINDS, records_work.workbook(scene.lang))
profile = find_profile(scene)
here = parts.records_here(desk, profile)
parts.put_card_style(scene)
if editor.panel(desk):
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
    pick_commune(scene, profile)
    pick_day(scene)
say_who_answers(scene, profile)
parts.say_answer(scene, profile, desk, here)
left, right = st.columns([0.58, 0.42], gap="medium")
with left:
    parts.obstacle_cards(scene, profile, desk, here)
with right:
    parts.indicator_lines(scene, profile)
    parts.help_block(desk, here, profile.row["code"])
    parts.task_block(desk, here, profile.row["code"])
timeline_block(scene, profile, desk, here)
st.subheader(t("obstacles.list", scene.lang), anchor=False)
editor.list_part(desk, scene, here.lives, {"commune": profile.row["code"]})
