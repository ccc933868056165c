"""What the page "Cập nhật số liệu" asks of the intake: each file read and tried once for all that was said of it."""
from dataclasses import replace
from datetime import date

import streamlit as st

from etl.intake import Intake, UnrecognisedError
from etl.load import DEFAULT_PROVINCE, batch_of
from etl.preview import Preview
from ntm.clock import local_day
from ntm.problems import NtmError, Problem
from ntm.ui import answers
from ntm.ui.intake.tray import Dropped, ReadFile
from pages.desk_kept import asked_of, communes_on, intake_of, live_batch, preview_of, read_columns

__all__ = ["asked_of", "communes", "faults_of", "is_read", "read", "tried"]


def is_read(file: Dropped) -> bool:
    """Whether this session has read the file as it is asked for now; from then on it has."""
    known = st.session_state.setdefault("desk_read", set())
    asked = (file.sha256, replace(file.choices, declared=()))
    is_known = asked in known
    known.add(asked)
    return is_known


def read(file: Dropped, today: date) -> ReadFile:
    """A file as it is read with what was said of it."""
    intake = _read(file, today)
    if isinstance(intake, NtmError):
        return _unread(file, intake)
    return ReadFile(
        file, intake.problems, True, len(intake.figures), intake.rejected,
        tuple({*(figure.period for figure in intake.figures), *([intake.period] if intake.period else [])}), intake.set_id,
        intake.stage, intake.document,
        read_columns(intake.columns),
        tuple((", ".join(letters for letters, _ in one.columns), one.by, local_day(one.at)) for one in intake.recalled),
        intake.skipped_sheets,
        live_batch(answers.stamp(), batch_of(intake, asked_of(file.choices)).identity) if intake.period else None,
        intake.own,
    )


def _unread(file: Dropped, error: NtmError) -> ReadFile:
    """A file that could not be read; where it has columns that a person may name, with those."""
    if not isinstance(error, UnrecognisedError):
        return ReadFile(file, error.problems)
    sheets = tuple((sheet, None) for sheet in dict.fromkeys(column.sheet for column in error.columns))
    return ReadFile(file, error.problems, periods=error.periods, columns=read_columns(error.columns), own=sheets)


def communes(file: ReadFile, today: date) -> dict[str, str]:
    """The communes that a table of the file may be of, code and name with district, by name; none where no table asks."""
    return communes_on(answers.province() or DEFAULT_PROVINCE, file.period.end if file.period else today) if file.own else {}


def faults_of(file: Dropped, today: date, meanings: tuple[tuple[str, str, str], ...], is_unremembered: bool) -> tuple[Problem, ...]:
    """Why a file cannot be read with these meanings of its columns; nothing where it can."""
    asked = replace(file.choices, meanings=meanings, is_unremembered=is_unremembered)
    intake = _read(replace(file, choices=asked), today)
    return intake.problems if isinstance(intake, NtmError) else ()


def tried(file: Dropped, today: date) -> Preview:
    """What a file would do to the newest generation. Raises BadFile when it cannot be read."""
    intake = _read(file, today)
    if isinstance(intake, NtmError):
        raise intake
    return preview_of(answers.stamp(), file.name, file.sha256, file.choices, today, intake)


def _read(file: Dropped, today: date) -> Intake | NtmError:
    """Read once a generation: what is noted of a file depends on what is known."""
    return intake_of(answers.stamp(), file.name, file.sha256, replace(file.choices, declared=()), today, file.content)
