"""The signed documents of the record in the form: to take away, to add, to take off."""
from __future__ import annotations

import streamlit as st

from ntm import clock
from ntm.problems import NtmError
from ntm.records.filing import attach_file, take_off
from ntm.texts import format_count, t
from ntm.ui import answers
from ntm.ui.attached import attached_to, signed_button
from ntm.ui.faults import say_problems
from ntm.ui.intake.document import MEGABYTE, SCANS, uploader_style
from ntm.ui.records.desk import Opened, RecordDesk
from ntm.warehouse.attachments import MOST_BYTES, owner_of


def files_block(opened: Opened, desk: RecordDesk, person: str) -> None:
    """The files of a record whose kind has them; nothing for a new record, which has no number yet."""
    kind, lang = desk.kind(opened.kind), desk.lang
    if not kind.has_files or opened.id is None:
        return
    found = attached_to(owner_of(opened.kind, opened.id))
    st.subheader(t("files.title", lang, count=format_count(len(found), lang)), anchor=False)
    for place, row in enumerate(found):
        with st.container(horizontal=True, vertical_alignment="center", key=f"file_{place}"):
            signed_button(row, f"file_get_{place}", lang)
            if st.button(t("files.take_off", lang), key=f"file_off_{place}", type="tertiary", disabled=not person):
                take_off(answers.opened(), kind, opened.id, row["sha256"], person, clock.now())
                st.rerun()
    limit = MOST_BYTES // MEGABYTE
    st.html(uploader_style("file", limit, SCANS, lang))
    brought = st.file_uploader(t("files.add", lang), key=f"file_upload_{opened.name}_{len(found)}", max_upload_size=limit)
    if brought is not None and st.button(t("files.do", lang), key="file_attach", type="primary", disabled=not person):
        _attach(opened, desk, person, brought.name, brought.getvalue())


def _attach(opened: Opened, desk: RecordDesk, person: str, name: str, content: bytes) -> None:
    try:
        attach_file(answers.opened(), desk.kind(opened.kind), opened.id, name, content, person, clock.now())
    except NtmError as error:
        say_problems(error, desk.lang)
        return
    st.rerun()
