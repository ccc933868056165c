"""The signed documents that hang on a record or a load, on the pages: asked once a generation, each a button that gives it away."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from ntm.texts import format_moment, t
from ntm.ui import answers
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.warehouse.attachments import attachments_of

KEPT = 32
Signed = Mapping[str, Any]  # a row of warehouse.attachments.attachments_of


def attached_to(owner: str) -> Sequence[Signed]:
    """The files that hang on an owner (warehouse.attachments.owner_of)."""
    return _attached(answers.stamp(), owner)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _attached(stamp: tuple[str, int], owner: str) -> Sequence[Signed]:
    with answers.opened().reading() as con:
        return attachments_of(con, owner).to_dict("records")


def signed_button(file: Signed, key: str, lang: str) -> None:
    """The button that gives a file away; it says who attached it when."""
    st.download_button(
        plain_markdown(file["file_name"]), partial(answers.original_file, file["sha256"]), safe_file_name(file["file_name"]),
        file["media_type"], key=key, on_click="ignore", icon=":material/download:",
        help=t("updates.signed_by", lang, who=plain_markdown(file["attached_by"]), when=format_moment(file["attached_at"], lang)))
