"""What the commune's page says of its obstacles: each open one with what is lacking, who answers and by when."""
from __future__ import annotations

import streamlit as st

from ntm.records.placing import is_live
from ntm.texts import format_count, t
from ntm.ui.commune.picker import Profile
from ntm.ui.obstacles.parts import KINDS, card_html, figures_words, put_card_style, records_here
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import Scene

MOST = 3


def obstacles_block(scene: Scene, profile: Profile) -> None:
    """The commune's open obstacles, overdue first, with a way to their page; nothing where nobody noted any."""
    lang, desk = scene.lang, open_desk(scene, KINDS)
    live = [one for one in records_here(desk, profile).of("obstacle") if is_live(one)]
    if not live:
        return
    st.subheader(t("obstacles.live", lang, count=format_count(len(live), lang)), anchor=False)
    put_card_style(scene)
    st.html("".join(card_html(one, None, desk, figures_words(one, scene, profile)) for one in live[:MOST]))
    st.page_link("pages/obstacles.py", label=t("obstacles.open_page", lang), icon=":material/arrow_forward:")
