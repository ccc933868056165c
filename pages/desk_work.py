"""What the page "Cập nhật số liệu" does with a file: load it, take it back, give its marked copy or the form to fill."""
import io
from dataclasses import replace
from datetime import date

import streamlit as st

from etl.annotate import annotate
from etl.form import make_layout
from etl.load import DEFAULT_PROVINCE, load_file
from etl.load import undo as undo_batch
from etl.template import write_template_for
from ntm.periods import Period, make_period, parse_period
from ntm.ui import answers
from ntm.ui.intake_changes import Accepted
from ntm.ui.tray import Dropped
from pages import desk


def accept(file: Dropped, by: str, is_partial: bool, today: date) -> Accepted | None:
    """Load a file; None when nothing came of it (somebody else has just loaded it)."""
    would = desk.tried(file, today)
    asked = replace(desk.asked_of(file.choices, by, is_partial), document_files=file.attached)
    done = load_file(answers.opened(), answers.facts(), file.name, file.content, asked, desk.now())
    if done.batch is None or not done.accepted:
        return None
    return Accepted(done.batch, done.accepted, done.rejected, would.intake.set_id, would.changes, would.levels,
                    (done.declared.batch, done.declared.count) if done.declared else None)


def undo(batch: int, by: str) -> None:
    """Void a batch."""
    undo_batch(answers.opened(), batch, by, desk.now())


def annotated(file: Dropped, today: date, lang: str) -> bytes:
    """The user's own workbook with its wrong cells marked."""
    return annotate(file.name, file.content, desk.read(file, today).problems, lang)


def sets_with_forms() -> list[str]:
    """The sets that a form can be made of: those with anything to fill in."""
    law, some = answers.facts().law, make_period("year", 2024)
    return [set_id for set_id, criteria in law.sets.items() if make_layout(criteria, law, some).columns]


def template(set_id: str, text: str, lang: str) -> bytes | None:
    """The form for a set and a written period; None where the period cannot be read."""
    period = parse_period(text)
    return None if period is None else _template(set_id, period, lang, answers.province() or DEFAULT_PROVINCE)


@st.cache_resource(max_entries=16, show_spinner=False)
def _template(set_id: str, period: Period, lang: str, province: str) -> bytes:
    form, facts = io.BytesIO(), answers.facts()
    write_template_for(form, facts.law, facts.units, province, set_id, period, lang)
    return form.getvalue()
