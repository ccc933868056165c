"""Typed-in records for the pages: read once a generation, written in one transaction each."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from ntm import clock
from ntm.progress.record_words import Words, make_words
from ntm.records.checking import check_record
from ntm.records.evidence import Paper, add_evidence
from ntm.records.kinds import load_kinds
from ntm.records.placing import Placed, placed
from ntm.records.saving import BadRecords, Change, save, surroundings, undo_edit
from ntm.records.values import Surroundings
from ntm.ui import answers
from ntm.warehouse.records import END_OF_TIME, Revision, edits, live_records, revisions_of

KEPT = 32
Stamp = tuple[str, int]


def live_at(moment: datetime | None) -> Mapping[tuple[str, str], Revision]:
    """The live records of every kind at a moment (None: now), by (kind, id)."""
    return _live(answers.stamp(), moment or END_OF_TIME)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _live(stamp: Stamp, moment: datetime) -> Mapping[tuple[str, str], Revision]:
    with answers.opened().reading() as con:
        return {(one.kind, one.id): one for one in live_records(con, None, moment)}


def known_at(moment: datetime | None) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The bodies of the live records at a moment, by kind and id; every kind is there."""
    known: dict[str, dict[str, Mapping[str, Any]]] = {kind: {} for kind in load_kinds()}
    for one in live_at(moment).values():
        known.setdefault(one.kind, {})[one.id] = one.body
    return known


def placed_at(kind: str, moment: datetime | None, day: date) -> Sequence[Placed]:
    """The records of a kind, known at a moment, as they stand on a day; shared between viewers."""
    return _placed(answers.stamp(), kind, moment, day)


@st.cache_resource(max_entries=4 * KEPT, show_spinner=False)
def _placed(stamp: Stamp, kind: str, moment: datetime | None, day: date) -> Sequence[Placed]:
    return tuple(placed(load_kinds()[kind], known_at(moment), day))


def words_at(moment: datetime | None) -> Words:
    """What the records of a moment are worded with."""
    return _words(answers.stamp(), moment)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _words(stamp: Stamp, moment: datetime | None) -> Words:
    facts = answers.facts()
    return make_words(Surroundings(facts.law, facts.units, answers.province(), clock.today(), load_kinds(), known_at(moment)))


def history_of(kind: str, record_id: str) -> Sequence[Revision]:
    """Every revision of a record, oldest first."""
    return _history(answers.stamp(), kind, record_id)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _history(stamp: Stamp, kind: str, record_id: str) -> Sequence[Revision]:
    with answers.opened().reading() as con:
        return tuple(revisions_of(con, kind, record_id))


def saves_of(kinds: Sequence[str]) -> pd.DataFrame:
    """The newest saves that touched some kinds (warehouse.records.edits)."""
    return _saves(answers.stamp(), tuple(kinds))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _saves(stamp: Stamp, kinds: tuple[str, ...]) -> pd.DataFrame:
    with answers.opened().reading() as con:
        return edits(con, kinds)


def body_of(change: Change) -> Mapping[str, Any]:
    """What a change would keep. Raises BadRecords with every fault of the record; nobody's base is looked at."""
    with answers.opened().reading() as con:
        around = _around(con)
    body, problems = check_record(around.kinds[change.kind], change.written or {}, around, change.id)
    if problems:
        raise BadRecords(*problems)
    return body


def write(change: Change, by: str) -> int | None:
    """Save one change; the number of the save, None where nothing differs. Raises BadRecords and EditConflict."""
    if change.written is not None:
        body_of(change)  # faults first: they are mended before two versions are held against each other
    with answers.opened().writing() as draft:
        done = save(draft.con, [change], _around(draft.con), by, clock.now())
        if done is None:
            draft.discard()
    return done


def file_papers(papers: Sequence[Paper], by: str) -> int:
    """File papers of dossiers as one save; its number. Raises BadRecords, and then none of them is filed."""
    with answers.opened().writing() as draft:
        return add_evidence(answers.opened(), draft.con, papers, _around(draft.con), by, clock.now())


def write_new(kind: str, written: Sequence[Mapping[str, Any]], by: str) -> int | None:
    """Save some new records at once, whole or not at all; the number of the save. Raises BadRecords."""
    with answers.opened().writing() as draft:
        return save(draft.con, [Change(kind, None, one) for one in written], _around(draft.con), by, clock.now())


def undo(edit: int, by: str) -> int:
    """Write back what stood before a save. Raises WrongUse, EditConflict and BadRecords."""
    with answers.opened().writing() as draft:
        return undo_edit(draft.con, edit, _around(draft.con), by, clock.now())


def _around(con: object) -> Surroundings:
    facts = answers.facts()
    return surroundings(con, facts.law, facts.units, clock.now())
