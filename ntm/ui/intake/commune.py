"""Of which commune a table is that has no column of them: as its title or sheet says, or as a person chooses."""
from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ntm.texts import t
from ntm.ui.intake import tray
from ntm.ui.intake.tray import WHOLE, ReadFile
from ntm.ui.safe import plain_markdown

MOST_PICKERS = 6  # of a workbook with a sheet for each commune only those are asked about that nobody could tell


def commune_pickers(file: ReadFile, communes: Mapping[str, str], lang: str) -> None:
    """A field for each such table; the commune chosen counts at once."""
    chosen = {sheet: meaning for sheet, letters, meaning in file.file.choices.meanings if letters == WHOLE}
    asked = [one for one in file.own if len(file.own) <= MOST_PICKERS or one[1] is None or one[0] in chosen]
    if not asked:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for sheet, code in asked[:MOST_PICKERS]:
            _picker(file, sheet, code or chosen.get(sheet, ""), communes, lang)


def _picker(file: ReadFile, sheet: str, code: str, communes: Mapping[str, str], lang: str) -> None:
    sha256, key = file.file.sha256, f"commune_{file.file.sha256}_{sheet}"
    st.session_state[key] = code if code in communes else ""

    def keep() -> None:
        """Keep the choice with the file."""
        others = tuple(one for one in file.file.choices.meanings if (one[0], one[1]) != (sheet, WHOLE))
        own = ((sheet, WHOLE, st.session_state[key]),) if st.session_state[key] else ()
        tray.say(sha256, meanings=tuple(sorted((*others, *own))))

    st.selectbox(plain_markdown(t("desk.mapping.own", lang, sheet=sheet)), ["", *communes], key=key, width=280, on_change=keep,
                 format_func=lambda known: communes.get(known, t("desk.mapping.own_none", lang)))
