"""Thông tin xã: one commune, level by level, with who said what and from which cell; its attributes and its dossier."""
import pandas as pd
import streamlit as st

from ntm.texts import t
from ntm.ui.commune import history as past
from ntm.ui.commune import parts
from ntm.ui.commune.evidence import evidence_block
from ntm.ui.commune.obstacles import obstacles_block
from ntm.ui.commune.picker import find_profile, pick_commune
from ntm.ui.commune.records import KINDS, are_notes_open, life_of, say_records
from ntm.ui.ratings import say_rating
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import open_scene, pick_day
from pages import records_work

scene = open_scene()
desk = open_desk(scene, KINDS, records_work.workbook(scene.lang))
if editor.panel(desk):
    st.stop()
profile = find_profile(scene)
with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
    pick_commune(scene, profile)
    pick_day(scene)
parts.say_who_answers(scene, profile)
parts.say_answer(scene, profile)
said = past.said_of(scene, profile)
if pd.isna(profile.row["level"]):
    before = parts.predecessors_block(scene, profile)
    past.files_block(scene, pd.concat([said, before]))
    st.stop()
say_records(scene, profile, desk)
obstacles_block(scene, profile)
parts.steps(scene, profile)
say_rating(scene, profile)
parts.level_block(scene, profile)
before = parts.predecessors_block(scene, profile)
past.history_block(scene, profile, said)
past.voices_block(scene, profile, said)
past.files_block(scene, pd.concat([said, before]))
st.subheader(t("evidence.page.title", scene.lang), anchor=False)
person = editor.sign_in(desk)
evidence_block(scene, profile, desk, person)
if are_notes_open(scene.lang):
    editor.records_part(desk, scene, person, frozenset([life_of(profile)]), {"commune": profile.row["code"]})
