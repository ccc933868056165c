"""Truyền thông: what the press was asked, given and published; who is never written about; what others can learn."""
import streamlit as st

from ntm.texts import t
from ntm.ui.movement import media as parts
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import open_scene
from pages import records_work

scene = open_scene()
desk = open_desk(scene, parts.KINDS, records_work.workbook(scene.lang))
if editor.panel(desk):
    st.stop()
found = parts.pick_span(scene, desk)
parts.say_answer(found, scene, desk)
left, right = st.columns([0.5, 0.5], gap="medium")
with left:
    parts.months_block(found, scene)
with right:
    parts.communes_block(found, scene)
parts.examples_block(found, scene, desk)
parts.readings_block(scene, desk)
st.subheader(t("obstacles.list", scene.lang), anchor=False)
editor.list_part(desk, scene)
