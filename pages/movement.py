"""Thi đua, khen thưởng: a phase's board, one dossier from its evidence to its papers, the year's days and targets."""
import streamlit as st

from ntm.texts import t
from ntm.ui.movement import phase as parts
from ntm.ui.movement.nominee import nominee_block
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.view import recall
from ntm.ui.widgets import open_scene
from pages import records_work

scene = open_scene()
desk = open_desk(scene, parts.KINDS, records_work.workbook(scene.lang))
if editor.panel(desk):
    st.stop()
found = parts.pick_phase(scene, desk)
parts.say_answer(found, scene, desk)
parts.put_style(scene)
parts.board_block(found, scene, desk)
chosen = found.find(recall("nomination"))
if chosen is not None:
    nominee_block(chosen, scene, desk)
parts.year_block(found, scene, desk)
parts.plan_block(found, scene.lang)
st.subheader(t("obstacles.list", scene.lang), anchor=False)
editor.list_part(desk, scene, preset={"phase": found.phase.key})
