"""The files that a person has put on the desk: kept for the session by content, with what was said of each."""
from __future__ import annotations

import getpass
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, Protocol

import streamlit as st

from ntm.figures import CoveringDocument
from ntm.periods import Period
from ntm.problems import Problem
from ntm.texts import t

WHOLE = "*"  # in place of a column's letters: of which commune a whole table is
_TRAY, _ROUND, _PERSON, _FIELD = "tray", "tray_round", "person", "person_field"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person said of a file; None: as the file says. `corrections`: (sheet, cell, text instead).

    `meanings`: (sheet, letters, what the column means); `is_unremembered`: without what was chosen for its layout before; `declared`: the
    indicators (`set_id/number`) to be called met where counts alone reach the threshold.
    """

    period: Period | None = None
    cutoff: date | None = None
    set_id: str | None = None
    stage: str | None = None
    document: CoveringDocument | None = None
    corrections: tuple[tuple[str, str, str], ...] = ()
    meanings: tuple[tuple[str, str, str], ...] = ()
    is_unremembered: bool = False
    declared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file on the desk. `wrote`: what stood in the cells that were corrected; `version` counts the changes.

    `attached`: the signed covering document itself, (name, content) each.
    """

    name: str
    sha256: str
    content: bytes = field(repr=False)
    choices: Choices = Choices()
    wrote: tuple[tuple[str, str, str], ...] = ()
    version: int = 0
    attached: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


class ReadColumn(NamedTuple):
    """One column as it was understood; `by_hand` is what a person said of it, `layout` is the same for tables with the same headings."""

    sheet: str
    letters: str
    heading: str
    meaning: str
    by_hand: str | None
    layout: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file on the desk as it was read; what could not be read has only problems, and columns where a person may still name them.

    `recalled`: what was chosen for its layout before, (columns, by, day) each; `batch`: the live load that holds exactly this already;
    `own`: the tables without a column of communes, sheet and code of the commune each is of.
    """

    file: Dropped
    problems: tuple[Problem, ...]
    is_readable: bool = False
    figure_count: int = 0
    rejected: int = 0
    periods: tuple[Period, ...] = ()
    set_id: str | None = None
    stage: str = "self"
    document: CoveringDocument = CoveringDocument()
    columns: tuple[ReadColumn, ...] = ()
    recalled: tuple[tuple[str, str, date], ...] = ()
    skipped_sheets: tuple[str, ...] = ()
    batch: int | None = None
    own: tuple[tuple[str, str | None], ...] = ()

    @property
    def period(self) -> Period | None:
        """The newest period of the file, under which it is loaded."""
        return max(self.periods, default=None)

    @property
    def wrong(self) -> tuple[Problem, ...]:
        """What refuses figures."""
        return tuple(problem for problem in self.problems if problem.level == "problem")

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is only said."""
        return tuple(problem for problem in self.problems if problem.level == "note")

    @property
    def has_good_figures(self) -> bool:
        """Whether anything of it could be loaded."""
        return self.figure_count > 0 and self.period is not None

    @property
    def state(self) -> str:
        """unreadable, done (loaded already), wrong (something to mend), empty or ready."""
        if not self.is_readable:
            return "unreadable"
        if self.batch is not None:
            return "done"
        if self.wrong:
            return "wrong"
        return "ready" if self.has_good_figures else "empty"


class Upload(Protocol):
    """What Streamlit's uploader gives."""

    name: str

    def getvalue(self) -> bytes:
        """The file's bytes."""


def tray() -> dict[str, Dropped]:
    """The files on the desk by content, in the order in which they came."""
    return st.session_state.setdefault(_TRAY, {})


def uploader_key() -> str:
    """The uploader's key: a new one after each taking, so that it is empty again."""
    return f"uploader_{st.session_state.get(_ROUND, 0)}"


def take(uploads: Iterable[Upload]) -> None:
    """Put files on the desk; one that lies there already keeps what was said of it."""
    for upload in uploads:
        content = upload.getvalue()
        sha256 = hashlib.sha256(content).hexdigest()
        tray().setdefault(sha256, Dropped(upload.name, sha256, content))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def remove(sha256s: Iterable[str]) -> None:
    """Take files off the desk; what was loaded stays loaded."""
    for sha256 in sha256s:
        tray().pop(sha256, None)


def say(sha256: str, **choices: Any) -> None:
    """Say something of a file, so that it is read again by it."""
    if sha256 in tray():
        old = tray()[sha256]
        tray()[sha256] = replace(old, choices=replace(old.choices, **choices), version=old.version + 1)


def attach(sha256: str, attached: Iterable[tuple[str, bytes]]) -> None:
    """Lay the signed covering document to a file, in place of what lay there."""
    if sha256 in tray():
        tray()[sha256] = replace(tray()[sha256], attached=tuple(dict.fromkeys(attached)))


def correct(sha256: str, texts: dict[tuple[str, str], str], wrote: dict[tuple[str, str], str]) -> None:
    """Put `texts` in place of cells (an empty one takes the correction back); `wrote` is what stood in each before."""
    file = tray()[sha256]
    kept = {(sheet, cell): text for sheet, cell, text in file.choices.corrections} | texts
    before = wrote | {(sheet, cell): text for sheet, cell, text in file.wrote}
    corrections = tuple((*place, text) for place, text in sorted(kept.items()) if text)
    originals = tuple((*place, text) for place, text in sorted(before.items()) if kept.get(place))
    tray()[sha256] = replace(
        file, choices=replace(file.choices, corrections=corrections), wrote=originals, version=file.version + 1,
    )


def person_field(lang: str) -> str:
    """The field for the name of who works here, remembered for the session; empty until something stands in it."""
    st.session_state[_FIELD] = person_named()
    st.text_input(t("desk.person", lang), key=_FIELD, on_change=_keep_person, max_chars=80, placeholder=t("desk.person_hint", lang))
    return person_named()


def person_named() -> str:
    """The name of who works here, as the session remembers it; at first the computer's user. Also for a button above that field."""
    return st.session_state.setdefault(_PERSON, _user()).strip()


def _keep_person() -> None:
    st.session_state[_PERSON] = st.session_state[_FIELD] or ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # Windows services and bare containers have no user name
        return ""
