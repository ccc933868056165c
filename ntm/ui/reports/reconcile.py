"""Another office's list beside our answer, and the form that takes such a list in."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from ntm.problems import NtmError
from ntm.progress.reconcile import answer_sentence, difference_table
from ntm.texts import format_date, format_number, t
from ntm.ui import answers
from ntm.ui.intake.tray import person_named
from ntm.ui.reports import door as reports_door
from ntm.ui.safe import plain_markdown
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, downloads


@dataclass(frozen=True, slots=True)
class Given:
    """A list as a person gave it."""

    body: str
    document: str | None
    as_of: date
    level: str
    name: str
    content: bytes
    by: str


Take = Callable[[Given], int]


def reconcile_block(scene: Scene, take: Take) -> None:
    """The newest list (or the one chosen) beside ours; below it the form. `take` keeps a list and gives its communes."""
    lang, asked = scene.lang, answers.question(scene.view)
    st.subheader(t("reconcile.section", lang), anchor=False)
    lists = {one.key: one for one in reports_door.other_lists(asked) if one.level == scene.view.level}
    if lists:
        names = {key: t("reconcile.option", lang, body=one.body, day=format_date(one.as_of, lang)) for key, one in lists.items()}
        key = next(iter(lists))
        if len(lists) > 1:
            key = pick(st.selectbox, "list", t("reconcile.pick", lang), list(lists), recall("list") or key, names.__getitem__, width=360)
        found = reports_door.reconciled(lists[key], asked, lang)
        st.text(answer_sentence(found, lang))
        if found.differences:
            table = difference_table(found, lang)
            st.dataframe(table, hide_index=True)
            downloads(table, answer_sentence(found, lang), scene, t("reconcile.file_name", lang))
        st.caption(t("reconcile.note", lang))
    else:
        st.caption(t("reconcile.none", lang))
    if asked.known_at is None:
        _form(scene, take)


def _form(scene: Scene, take: Take) -> None:
    lang = scene.lang
    with st.expander(t("reconcile.upload", lang)), st.form("other_list", border=False):
        left, middle, right = st.columns(3)
        body = left.text_input(t("reconcile.body", lang), key="list_body")
        document = middle.text_input(t("reconcile.document", lang), key="list_document")
        day = right.date_input(t("reconcile.day", lang), scene.standing.as_of, key="list_day", format="DD/MM/YYYY")
        file = st.file_uploader(t("reconcile.file", lang), type=["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"], key="list_file")
        is_sent = st.form_submit_button(t("reconcile.take", lang), key="list_take", icon=":material/rule:")
    if not is_sent:
        return
    person = person_named()
    if not person or not body.strip() or file is None:
        st.error(t("desk.person_needed" if not person else "reconcile.needed", lang))
        return
    given = Given(body.strip(), document.strip() or None, day, scene.view.level, file.name, file.getvalue(), person)
    try:
        count = take(given)
    except NtmError as error:
        for problem in error.problems:
            place = "!".join(part for part in (problem.sheet, problem.cell) if part)
            st.error(plain_markdown(": ".join(part for part in (place, problem.sentence(lang)) if part)))
        return
    st.toast(t("reconcile.taken", lang, count=format_number(count, lang)))
    st.rerun()
