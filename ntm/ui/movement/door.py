"""The pages' door to the emulation movement: evidence gathered and papers written, asked once a generation for all who look."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ntm.briefing.dossier import dossier_of, make_paper, write_paper
from ntm.progress.evaluate import Question
from ntm.progress.moved import moved_status, moved_words
from ntm.progress.movement.about import past_about
from ntm.progress.movement.gather import Found, gather, lives_touched
from ntm.progress.timeline import Past
from ntm.records.checking import LIFE
from ntm.records.placing import Life
from ntm.ui import answers
from ntm.ui.records import store

KEPT = 64


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _past(stamp: tuple[str, int], lives: tuple[Life, ...], asked: Question, day: date) -> Past:
    """What the figures of some communes said, the same in every language."""
    with answers.opened().reading() as con:
        return past_about(con, lives, asked, day)


def gathered(nomination: str, asked: Question, day: date, lang: str) -> Sequence[Found]:
    """What is recorded that may speak for a nominee (progress.movement.gather)."""
    return _gathered(answers.stamp(), nomination, asked, day, lang)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _gathered(stamp: tuple[str, int], nomination: str, asked: Question, day: date, lang: str) -> Sequence[Found]:
    words = store.words_at(asked.known_at)
    past = _past(stamp, tuple(sorted(lives_touched([words.known["nomination"][nomination]], words))), asked, day)
    return tuple(gather(nomination, words, past, day, lang))


def paper_bytes(nomination: str, paper: str, asked: Question, day: date) -> bytes:
    """One paper of a dossier as .docx."""
    words = store.words_at(asked.known_at)
    is_sample = store.live_at(asked.known_at)["nomination", nomination].is_sample
    with answers.opened().reading() as con:
        return write_paper(make_paper(paper, dossier_of(con, words, nomination, day, asked, is_sample=is_sample)))


def moved_of_examples(asked: Question, day: date, lang: str) -> dict[str, str]:
    """What the indicator of each model or good example said before and after it, by the media record's id."""
    return _moved(answers.stamp(), asked, day, lang)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _moved(stamp: tuple[str, int], asked: Question, day: date, lang: str) -> dict[str, str]:
    words = store.words_at(asked.known_at)
    wanted = {one: body for one, body in words.known["media"].items() if "example" in body and "indicator" in body and "commune" in body}
    lives = {one: (body["commune"], body["commune" + LIFE]) for one, body in wanted.items()}
    past = _past(stamp, tuple(sorted(set(lives.values()))), asked, day)
    return {one: _moved_words(body, past.of(lives[one]), lang) for one, body in wanted.items()}


def _moved_words(body: dict, past: Past, lang: str) -> str:
    law = answers.facts().law
    return moved_words(moved_status(past.history, body["indicator"], date.fromisoformat(body["on"]), law, lang), law, lang)
