"""Trình chiếu: the meeting runs from here; what it decides becomes a task."""
from functools import partial

import streamlit as st

from ntm.briefing.writers.wording import place_and_day
from ntm.texts import t
from ntm.ui.briefing.decisions import decisions_block
from ntm.ui.briefing.deck import MEETING_KINDS, deck_block
from ntm.ui.briefing.parts import kind_asked, pick_kind
from ntm.ui.records import editor
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import headline, open_scene
from pages.briefing_work import content_of

scene = open_scene("district", "day", first=partial(pick_kind, kinds=MEETING_KINDS))
desk = open_desk(scene, ("task", "obstacle"))
if editor.panel(desk):
    st.stop()
if scene.periods.empty:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
content = content_of(scene, kind_asked(MEETING_KINDS))
headline(content.slides[0].title.text, [place_and_day(content)], scene)
deck_block(scene, desk, content)
decisions_block(desk, scene)
