"""Cập nhật số liệu: officials' files in, every wrong cell named and mended here, what would change said before it does."""
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from ntm import clock
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.intake import changes, declare, mend, parts, tray, words
from ntm.ui.intake.history import batches, sample_line, state_of
from ntm.ui.view import current_view
from pages import desk, desk_work

lang, law = current_view().lang, answers.facts().law
today = clock.today()


def read_all() -> list[tray.ReadFile]:
    """Every file on the desk, with a progress bar for each that was not read before."""
    found = []
    for file in tray.tray().values():
        is_known = desk.is_read(file)
        bar = None if is_known else st.progress(0.2, t("desk.reading", lang, file=parts.plain_markdown(file.name)))
        found.append(desk.read(file, today))
        if bar:
            bar.empty()
    return found


def accept(files: Sequence[tray.ReadFile], is_partial: bool) -> None:
    """Load files, one write each, and tell what that changed."""
    bar = st.progress(0.0)
    done, since = [], clock.now()
    for place, file in enumerate(files, 1):
        bar.progress(place / len(files), t("desk.accepting", lang, file=parts.plain_markdown(file.file.name)))
        done.append(desk_work.accept(file.file, person, is_partial, today, since))
    changes.remember([one for one in done if one])
    st.rerun()


head = st.container()
left, right = st.columns([0.62, 0.38], gap="medium")
with left:
    parts.uploader(lang)
with right:
    person = tray.person_field(lang)
    changes.template_button(desk_work.sets_with_forms(), desk_work.districts(), partial(desk_work.template, lang=lang), law, lang)
files = read_all()
with head:
    st.title(words.title_words(files, lang), anchor=False)
    sample_line(batches(), lang)
    live = {batch["id"] for batch in batches() if not batch["is_void"]}
    changes.say_done(live, desk_work.undo, person, law, lang)
if not files:
    st.info(t("desk.empty", lang))
    st.stop()
parts.files_block(files, law, lang)
with st.container(horizontal=True, vertical_alignment="center"):
    changes.accept_all(files, person, accept, lang)
    changes.remove_done(files, lang)
chosen = parts.choose_file(files, lang)
by_hand = parts.ByHand(partial(desk.faults_of, chosen.file, today), desk.communes(chosen, today))
if not chosen.is_readable:
    parts.say_unreadable(chosen, law, by_hand, lang)
    changes.file_buttons(chosen, len(files) == 1, person, accept, bytes, lang)
    st.stop()
mend.problems_block(chosen, lang)
unmended = replace(chosen.file, choices=replace(chosen.file.choices, corrections=()))
changes.file_buttons(chosen, len(files) == 1, person, accept, partial(desk_work.annotated, unmended, today, lang), lang)
parts.recognised_block(chosen, law, by_hand, lang)
if chosen.has_good_figures and chosen.state != "done":
    tried = desk.tried(chosen.file, today)
    declare.declare_block(chosen, tried.at_threshold, person, law, lang)
    changes.standing_block(chosen, tried.changes, tried.levels, any(state_of(batch) == "sample" for batch in batches()), law, lang)
    changes.figures_block(tried.figures, law, lang)
