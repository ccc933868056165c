"""The content that the pages show as a briefing, made once a generation and view; its files handed out and checked."""
from dataclasses import replace
from datetime import datetime

import streamlit as st

from ntm import clock
from ntm.briefing.content import Content, Request
from ntm.briefing.forms import write_form
from ntm.briefing.hand_out import hand_out, make
from ntm.briefing.verify import Verified, verify
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.kept import once
from ntm.ui.widgets import Scene

Stamp = tuple[str, int]


def content_of(scene: Scene, kind: str = "midterm", commune: str | None = None) -> Content:
    """The briefing of the view's day and place, as the view knows it; kept, so that a viewer does not wait for it twice."""
    known_at, asked = answers.question(scene.view).known_at, _request(scene, kind, commune, datetime.min)
    with st.spinner(t("brief.making", scene.lang)):
        return once("briefing", repr((_origin(answers.stamp()), asked, known_at)),
                    lambda: make(answers.opened(), replace(asked, known_at=known_at or clock.now())))


@st.cache_resource(show_spinner=False)
def _origins() -> dict[Stamp, Stamp]:
    return {}


def _origin(stamp: Stamp) -> Stamp:
    """The generation whose content still holds: noting down that a file was handed out makes a new one, and changes no figure."""
    return _origins().get(stamp, stamp)


def _request(scene: Scene, kind: str, commune: str | None, known_at: datetime) -> Request:
    return Request(kind, scene.standing.as_of, known_at, scene.lang, None if commune else scene.district, commune)


def give(content: Content, form: str, by: str, template: bytes | None) -> bytes:
    """The content in a form, noted as handed out."""
    before = answers.stamp()
    file = hand_out(answers.opened(), content, form, by, clock.now(), template).file
    after = answers.stamp()
    if after == (before[0], before[1] + 1):  # nobody else wrote meanwhile
        _origins()[after] = _origin(before)
    return file


def check_template(content: Content, template: bytes) -> None:
    """Raise WrongUse with everything that keeps a template from being filled."""
    write_form(content, "docx", template)


def check_file(name: str, file: bytes) -> Verified:
    """A briefing's file held against the warehouse."""
    with answers.opened().reading() as con:
        return verify(con, name, file, clock.now())
