"""Tình hình gửi báo cáo: who has sent a period's report, whom to chase, the letter; another office's list beside ours."""
import streamlit as st

from etl.load import DEFAULT_PROVINCE
from etl.other_list import ListHead, take_list
from ntm import clock
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.reports import due as parts
from ntm.ui.reports.reconcile import Given, reconcile_block
from ntm.ui.widgets import open_scene
from pages import records_work


def take(given: Given) -> int:
    """Keep another office's list; how many communes it names."""
    head = ListHead(given.body, given.as_of, given.level, given.document)
    province = answers.province() or DEFAULT_PROVINCE
    return take_list(answers.opened(), answers.facts(), head, given.name, given.content, province, given.by, clock.now())[1]


scene = open_scene("level", "district")
records = open_desk(scene, ("calendar", "received", "letterhead", "other_list"), records_work.workbook(scene.lang))
if editor.panel(records):
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom", key="report_pickers"):
    chosen = parts.pick_report(scene)
if chosen is None:
    st.title(t("due.empty", scene.lang), anchor=False)
    st.info(t("due.empty_hint", scene.lang))
else:
    found = parts.find(chosen, scene)
    parts.say_answer(found, scene)
    parts.districts_block(found, scene)
    parts.chase_block(found, scene)
    parts.all_block(found, scene)
reconcile_block(scene, take)
st.subheader(t("due.section.calendar", scene.lang), anchor=False)
editor.list_part(records, scene)
