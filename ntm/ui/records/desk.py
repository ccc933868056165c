"""What a page that edits records works with, and which record is open: named in the URL, its base kept by the session."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import streamlit as st

from ntm import clock
from ntm.progress.record_words import Words
from ntm.records.kinds import Kind
from ntm.records.placing import Body, Placed
from ntm.ui import answers
from ntm.ui.records import store
from ntm.ui.view import choose, recall
from ntm.ui.widgets import Scene
from ntm.warehouse.records import Revision

_OPENED, _PRESET, _DONE, _FRESH = "records_opened", "records_preset", "records_done", "records_done_first"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a page can do with a workbook of records.

    `write` gives the bytes of a kind and of those that belong to it. `read` takes a kind, a file's name, its bytes and who brings
    it; it returns the number of the save and how many records that changed ((None, 0): nothing differs), or raises NtmError.
    """

    write: Callable[[str], bytes]
    read: Callable[[str, str, bytes, str], tuple[int | None, int]]


@dataclass(frozen=True, slots=True)
class RecordDesk:
    """The kinds of a page, the day on which they are looked at, the words.

    `moment`: as known then, so that nothing is edited; None: now.
    """

    kinds: tuple[Kind, ...]
    day: date
    moment: datetime | None
    words: Words
    lang: str
    workbook: Workbook | None = None

    def kind(self, kind_id: str) -> Kind:
        """One of its kinds."""
        return self.words.kinds[kind_id]

    def placed(self, kind_id: str) -> Sequence[Placed]:
        """The records of a kind as they stand on the day."""
        return store.placed_at(kind_id, self.moment, self.day)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record in the form: the revision it was opened on, what the form starts with, and a conflict if there is one.

    `id` None: a new one. `round` counts the openings, so that each form has fields of its own. `theirs` is how somebody else left
    the record meanwhile, `mine` what was to be saved (None: its removal).
    """

    kind: str
    id: str | None
    base: int | None
    body: Body
    shown: Mapping[str, Any]
    is_sample: bool
    round: int
    theirs: Revision | None = None
    mine: Body | None = field(default=None)

    @property
    def name(self) -> str:
        """Its name in the URL."""
        return f"{self.kind}-{self.id or NEW}"


def records_day(scene: Scene) -> date:
    """The day on which records are looked at: the view's; else today, but no later than the figures where they are a sample."""
    asked = scene.standing.as_of
    return asked if scene.view.day or scene.is_sample else max(asked, clock.today())


def open_desk(scene: Scene, kinds: Sequence[str], workbook: Workbook | None = None) -> RecordDesk:
    """The desk of a page for some kinds."""
    moment = answers.question(scene.view).known_at
    words = store.words_at(moment)
    return RecordDesk(tuple(words.kinds[kind] for kind in kinds), records_day(scene), moment, words, scene.lang, workbook)


def open_record(kind: str, record_id: str | None = None, preset: Mapping[str, Any] | None = None) -> None:
    """Open a record for editing, or a new one with some fields filled: before the page runs again."""
    st.session_state.pop(_OPENED, None)
    st.session_state[_PRESET] = dict(preset or {})
    choose(record=f"{kind}-{record_id or NEW}")


def close_record() -> None:
    """Back to the page."""
    st.session_state.pop(_OPENED, None)
    choose(record=None)


def opened_record(desk: RecordDesk) -> Opened | None:
    """The record that the URL names, as it was opened; None where it names none of this page's, or one that is gone."""
    name = recall("record")
    kept: Opened | None = st.session_state.get(_OPENED)
    if name is None or desk.moment is not None:
        return None
    if kept is not None and kept.name == name:
        return kept
    kind, _, record_id = name.rpartition("-")
    if kind not in {one.id for one in desk.kinds if not one.is_file}:
        return None
    found = _open(kind, record_id)
    return keep(found) if found else None


def _open(kind: str, record_id: str) -> Opened | None:
    turn = st.session_state.get("records_round", 0) + 1
    st.session_state["records_round"] = turn
    if record_id == NEW:
        return Opened(kind, None, None, {}, st.session_state.pop(_PRESET, {}), False, turn)
    now = store.live_at(None).get((kind, record_id))
    return Opened(kind, record_id, now.seq, now.body, now.body, now.is_sample, turn) if now else None


def keep(opened: Opened) -> Opened:
    """Remember a record in the form for the session."""
    st.session_state[_OPENED] = opened
    return opened


def say_later(key: str, **values: Any) -> None:
    """A sentence for the next run, with the save that may be taken back as `edit`."""
    st.session_state[_DONE], st.session_state[_FRESH] = (key, values), True


def said_before() -> tuple[str, dict[str, Any]] | None:
    """What was done last, until it is said away."""
    return st.session_state.get(_DONE)


def is_said_first() -> bool:
    """Whether what was done last is said for the first time now."""
    return st.session_state.pop(_FRESH, False)


def forget_said() -> None:
    """Nothing to say any more."""
    st.session_state.pop(_DONE, None)

