"""What the page "Cập nhật số liệu" does with a file: load it, take it back, give its marked copy or the form to fill."""
import io
from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from etl.annotate import annotate
from etl.form import make_layout
from etl.load import DEFAULT_PROVINCE, load_file
from etl.load import undo as undo_batch
from etl.template import districts_of, write_template_for
from ntm import clock
from ntm.periods import Period, make_period, parse_period
from ntm.ui import answers
from ntm.ui.intake.changes import Accepted
from ntm.ui.intake.tray import Dropped
from ntm.warehouse.known import newest_sourced
from pages import desk


def accept(file: Dropped, by: str, is_partial: bool, today: date, since: datetime) -> Accepted | None:
    """Load a file as it was read at a moment; None when nothing came of it (somebody else has just loaded it)."""
    would = desk.tried(file, today)
    asked = replace(desk.asked_of(file.choices, by, is_partial), document_files=file.attached, remembered_until=since)
    done = load_file(answers.opened(), answers.facts(), file.name, file.content, asked, clock.now())
    if done.batch is None or not done.accepted:
        return None
    return Accepted(done.batch, done.accepted, done.rejected, would.intake.set_id, would.changes, would.levels,
                    (done.declared.batch, done.declared.count) if done.declared else None)


def undo(batch: int, by: str) -> None:
    """Void a batch."""
    undo_batch(answers.opened(), batch, by, clock.now())


def annotated(file: Dropped, today: date, lang: str) -> bytes:
    """The user's own workbook with its wrong cells marked."""
    return annotate(file.name, file.content, desk.read(file, today).problems, lang)


def sets_with_forms() -> list[str]:
    """The sets that a form can be made of: those with anything to fill in."""
    law, some = answers.facts().law, make_period("year", 2024)
    return [set_id for set_id, criteria in law.sets.items() if make_layout(criteria, law, some).columns]


def districts() -> dict[str, str]:
    """The districts of the office's province, by code, as they were last: a form may be for a period when there were."""
    units, province = answers.facts().units, answers.province() or DEFAULT_PROVINCE
    return districts_of(units, [unit for unit in units.units if unit.province_code == province])


def template(set_id: str, text: str, district: str | None, is_known: bool, lang: str) -> bytes | None:
    """The form for a set, a written period and a district; None where the period cannot be read. Raises WrongUse for no such district."""
    period = parse_period(text)
    if period is None:
        return None
    return _template(answers.stamp(), set_id, period, lang, answers.province() or DEFAULT_PROVINCE, district, is_known)


@st.cache_resource(max_entries=16, show_spinner=False)
def _template(stamp: tuple[str, int], set_id: str, period: Period, lang: str, province: str, district: str | None, is_known: bool) -> bytes:
    form, facts = io.BytesIO(), answers.facts()
    with answers.opened().reading() as con:
        known = newest_sourced(con, period.cutoff) if is_known else None
    write_template_for(form, facts.law, facts.units, province, set_id, period, lang, district, known)
    return form.getvalue()
