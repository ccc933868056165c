"""Báo cáo: the briefing at one click, in four forms; what is open before it goes out; those made, and a file checked."""
from functools import partial

import streamlit as st

from ntm.briefing.writers.docx_template import default_template
from ntm.texts import t
from ntm.ui.briefing import parts
from ntm.ui.briefing.preview import preview_block
from ntm.ui.widgets import open_scene
from pages import briefing_work as work

scene = open_scene("district", "day", first=parts.pick_kind)
if scene.periods.empty:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
content = work.content_of(scene, parts.kind_asked(), parts.commune_asked(scene))
parts.say_state(content, scene)
parts.download_block(content, scene, work.give)
parts.template_block(scene, default_template, partial(work.check_template, content))
preview_block(content)
parts.fingerprint_line(content, scene.lang)
parts.made_block(scene)
parts.verify_block(scene, work.check_file)
