"""Văn bản hướng dẫn: what was asked for by when, issued on time or late, passed on by whom."""
import streamlit as st

from ntm.texts import t
from ntm.ui.movement import documents as parts
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import open_scene
from pages import records_work

scene = open_scene()
desk = open_desk(scene, parts.KINDS, records_work.workbook(scene.lang))
if editor.panel(desk):
    st.stop()
found = parts.pick_documents(scene, desk)
parts.say_answer(found, scene, desk)
parts.documents_block(found, scene, desk)
left, right = st.columns([0.42, 0.58], gap="medium")
with left:
    parts.units_block(found, scene.lang)
with right:
    parts.passed_block(desk)
st.subheader(t("obstacles.list", scene.lang), anchor=False)
editor.list_part(desk, scene)
