"""On which page a record is opened."""
from __future__ import annotations

import streamlit as st

from ntm.ui.view import choose

PAGES = {
    **dict.fromkeys(("guiding_document", "passing_on", "initiative"), "pages/documents.py"),
    **dict.fromkeys(("media", "radio_reading"), "pages/media.py"),
    **dict.fromkeys(("nomination", "merit", "dossier_part", "review", "phase_deadline"), "pages/movement.py"),
    **dict.fromkeys(("calendar", "received", "letterhead", "other_list"), "pages/reports_due.py"),
    **dict.fromkeys(("obstacle", "obstacle_step", "assistance", "activity", "task"), "pages/obstacles.py"),
}


def go_to_record(kind: str, record_id: str) -> None:
    """Open a record on its own page; nothing for a kind that no page edits."""
    if kind in PAGES:
        choose(record=f"{kind}-{record_id}")
        st.switch_page(PAGES[kind])
