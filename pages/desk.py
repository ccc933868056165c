"""What the page "Cập nhật số liệu" asks of the intake: each file read and tried once for all that was said of it."""
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from etl.intake import Intake
from etl.load import Asked, batch_of, read_intake
from etl.mapping import local_day
from etl.preview import Preview, preview
from ntm.problems import BadFile, NtmError, Problem
from ntm.ui import answers
from ntm.ui.tray import Choices, Dropped, ReadColumn, ReadFile
from ntm.warehouse import batches

KEPT_READINGS = 60


def now() -> datetime:
    """This moment, UTC, as the warehouse stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def asked_of(choices: Choices, by: str = "", is_partial: bool = False) -> Asked:
    """What a person said of a file, as the intake takes it."""
    return Asked(by, choices.period, choices.cutoff, choices.set_id, choices.stage, is_partial, document=choices.document,
                 corrections=choices.corrections, meanings=choices.meanings, is_unremembered=choices.is_unremembered,
                 declared=choices.declared)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _intake(stamp: tuple[str, int], name: str, sha256: str, choices: Choices, today: date, _content: bytes) -> Intake | tuple[Problem, ...]:
    try:
        return read_intake(answers.opened(), answers.facts(), name, _content, asked_of(choices), now())
    except NtmError as error:
        return error.problems


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def _batch(stamp: tuple[str, int], identity: str) -> int | None:
    with answers.opened().reading() as con:
        return batches.find_batch(con, identity)


@st.cache_resource(max_entries=KEPT_READINGS // 4, show_spinner=False)
def _preview(stamp: tuple[str, int], name: str, sha256: str, choices: Choices, today: date, _found: Intake) -> Preview:
    return preview(answers.opened(), _found, asked_of(choices), now())


def is_read(file: Dropped) -> bool:
    """Whether this session has read the file as it is asked for now; from then on it has."""
    known = st.session_state.setdefault("desk_read", set())
    is_known = (file.sha256, file.choices) in known
    known.add((file.sha256, file.choices))
    return is_known


def read(file: Dropped, today: date) -> ReadFile:
    """A file as it is read with what was said of it."""
    intake = _read(file, today)
    if isinstance(intake, tuple):
        return ReadFile(file, intake)
    return ReadFile(
        file, intake.problems, True, len(intake.figures), intake.rejected,
        tuple({*(figure.period for figure in intake.figures), *([intake.period] if intake.period else [])}), intake.set_id,
        intake.stage, intake.document,
        tuple(ReadColumn(c.sheet, c.letters, c.heading, c.meaning, c.by_hand, c.layout) for c in intake.columns),
        tuple((", ".join(letters for letters, _ in one.columns), one.by, local_day(one.at)) for one in intake.recalled),
        intake.skipped_sheets,
        _batch(answers.stamp(), batch_of(intake, asked_of(file.choices)).identity) if intake.period else None,
    )


def faults_of(file: Dropped, today: date, meanings: tuple[tuple[str, str, str], ...], is_unremembered: bool) -> tuple[Problem, ...]:
    """Why a file cannot be read with these meanings of its columns; nothing where it can."""
    asked = replace(file.choices, meanings=meanings, is_unremembered=is_unremembered)
    intake = _read(replace(file, choices=asked), today)
    return intake if isinstance(intake, tuple) else ()


def tried(file: Dropped, today: date) -> Preview:
    """What a file would do to the newest generation. Raises BadFile when it cannot be read."""
    intake = _read(file, today)
    if isinstance(intake, tuple):
        raise BadFile(*intake)
    return _preview(answers.stamp(), file.name, file.sha256, file.choices, today, intake)


def _read(file: Dropped, today: date) -> Intake | tuple[Problem, ...]:
    """Read once a generation: what is noted of a file depends on what is known."""
    return _intake(answers.stamp(), file.name, file.sha256, file.choices, today, file.content)
