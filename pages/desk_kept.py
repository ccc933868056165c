"""What the intake says of a file, kept once a generation for all that was said of it."""
from collections.abc import Sequence
from datetime import date

import streamlit as st

from etl.communes import Gazetteers
from etl.intake import Intake
from etl.load import Asked, read_intake
from etl.preview import Preview, preview
from etl.reading import Column
from ntm import clock
from ntm.problems import NtmError
from ntm.ui import answers
from ntm.ui.intake.tray import Choices, ReadColumn
from ntm.units import strip_accents
from ntm.warehouse import batches

KEPT_READINGS = 60


def asked_of(choices: Choices, by: str = "", is_partial: bool = False) -> Asked:
    """What a person said of a file, as the intake takes it."""
    return Asked(by, choices.period, choices.cutoff, choices.set_id, choices.stage, is_partial, document=choices.document,
                 corrections=choices.corrections, meanings=choices.meanings, is_unremembered=choices.is_unremembered,
                 declared=choices.declared)


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def intake_of(
    stamp: tuple[str, int], name: str, sha256: str, choices: Choices, today: date, _content: bytes,
) -> Intake | NtmError:
    """A file as it is read with what was said of it, or why it cannot be."""
    try:
        return read_intake(answers.opened(), answers.facts(), name, _content, asked_of(choices), clock.now())
    except NtmError as error:
        return error


@st.cache_resource(max_entries=KEPT_READINGS, show_spinner=False)
def live_batch(stamp: tuple[str, int], identity: str) -> int | None:
    """The live load that holds exactly this already."""
    with answers.opened().reading() as con:
        return batches.find_batch(con, identity)


@st.cache_resource(max_entries=KEPT_READINGS // 4, show_spinner=False)
def preview_of(stamp: tuple[str, int], name: str, sha256: str, choices: Choices, today: date, _found: Intake) -> Preview:
    """What a file would do to the newest generation."""
    return preview(answers.opened(), _found, asked_of(choices), clock.now())


def read_columns(columns: Sequence[Column]) -> tuple[ReadColumn, ...]:
    """Columns as the page takes them."""
    return tuple(ReadColumn(c.sheet, c.letters, c.heading, c.meaning, c.by_hand, c.layout) for c in columns)


@st.cache_resource(max_entries=16, show_spinner=False)
def communes_on(province: str, day: date) -> dict[str, str]:
    """The communes of a province on a day, code and name with district, by name."""
    known = Gazetteers(answers.facts().units, province).on(day)
    return {unit.code: known.label(unit) for unit in sorted(known.units, key=lambda unit: strip_accents(unit.name))}
