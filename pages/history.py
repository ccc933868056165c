"""Lịch sử cập nhật: every load with who, when and from which file; one of them with its figures, undone or brought back."""
import streamlit as st

from etl.load import redo, undo
from ntm import clock
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.intake import history as parts
from ntm.ui.safe import plain_markdown
from ntm.ui.view import current_view

lang, law = current_view().lang, answers.facts().law
found = parts.batches()
st.title(plain_markdown(parts.title_words(found, lang)), anchor=False)
parts.sample_line(found, lang)
if not found:
    st.info(t("updates.empty_hint", lang))
    st.stop()
chosen = parts.list_block(found, lang)
parts.detail_block(chosen, law, lang)
parts.act_block(
    chosen, lambda batch, who: undo(answers.opened(), batch, who, clock.now()),
    lambda batch, who: redo(answers.opened(), batch, who, clock.now()), lang,
)
parts.documents_block(chosen, lang)
parts.contents_block(chosen, law, lang)
