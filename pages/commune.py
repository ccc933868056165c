"""Thông tin xã: one commune, level by level, with who said what and from which cell."""
import pandas as pd
import streamlit as st

from ntm.ui import commune_history as past
from ntm.ui import commune_parts as parts
from ntm.ui.commune_obstacles import obstacles_block
from ntm.ui.commune_picker import find_profile, pick_commune
from ntm.ui.ratings import say_rating
from ntm.ui.widgets import open_scene, pick_day

scene = open_scene()
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
obstacles_block(scene, profile)
parts.steps(scene, profile)
say_rating(scene, profile)
parts.level_block(scene, profile)
before = parts.predecessors_block(scene, profile)
past.history_block(scene, profile, said)
past.voices_block(scene, profile, said)
past.files_block(scene, pd.concat([said, before]))
