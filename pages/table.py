"""Bảng tổng hợp theo xã: communes x indicators, and two days or two communes compared."""
import streamlit as st

from ntm.texts import t
from ntm.ui.table import parts
from ntm.ui.table.days import days_block
from ntm.ui.table.pair import pair_block
from ntm.ui.widgets import open_scene

scene = open_scene("level", "district", "day")
if scene.period is None:
    st.title(t("overview.empty", scene.lang), anchor=False)
    st.info(t("overview.empty_hint", scene.lang))
    st.stop()
blocks = {parts.ONE: parts.day_block, parts.DAYS: days_block, parts.COMMUNES: pair_block}
choices = st.container(horizontal=True, vertical_alignment="bottom", key="modes")
with choices:
    mode = parts.pick_mode(scene)
blocks[mode](scene, choices)

