"""What is wrong, said on the page."""
from __future__ import annotations

import streamlit as st

from ntm.problems import NtmError
from ntm.ui.safe import plain_markdown


def say_problems(error: NtmError, lang: str) -> None:
    """Everything that is wrong, a sentence each; one that stands twice is said once."""
    for sentence in dict.fromkeys(error.sentences(lang)):
        st.error(plain_markdown(sentence))
