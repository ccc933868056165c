"""What the page "Cập nhật số liệu" asks of the intake: each file read and tried once for all that was said of it."""
from dataclasses import replace
from datetime import date

import streamlit as st

from etl.intake import Intake
from etl.load import batch_of
from etl.mapping import local_day
from etl.preview import Preview
from ntm.problems import BadFile, Problem
from ntm.ui import answers
from ntm.ui.tray import Dropped, ReadColumn, ReadFile
from pages.desk_kept import asked_of, intake_of, live_batch, now, preview_of

__all__ = ["asked_of", "faults_of", "is_read", "now", "read", "tried"]


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
    if isinstance(intake, tuple):
        return ReadFile(file, intake)
    return ReadFile(
        file, intake.problems, True, len(intake.figures), intake.rejected,
        tuple({*(figure.period for figure in intake.figures), *([intake.period] if intake.period else [])}), intake.set_id,
        intake.stage, intake.document,
        tuple(ReadColumn(c.sheet, c.letters, c.heading, c.meaning, c.by_hand, c.layout) for c in intake.columns),
        tuple((", ".join(letters for letters, _ in one.columns), one.by, local_day(one.at)) for one in intake.recalled),
        intake.skipped_sheets,
        live_batch(answers.stamp(), batch_of(intake, asked_of(file.choices)).identity) if intake.period else None,
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
    return preview_of(answers.stamp(), file.name, file.sha256, file.choices, today, intake)


def _read(file: Dropped, today: date) -> Intake | tuple[Problem, ...]:
    """Read once a generation: what is noted of a file depends on what is known."""
    return intake_of(answers.stamp(), file.name, file.sha256, replace(file.choices, declared=()), today, file.content)
