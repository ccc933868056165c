"""The page "Báo cáo" drawn: which one, what is open before it goes out, the four forms, those made, a file checked."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from ntm import clock
from ntm.briefing.content import KINDS, Content
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.forms import FORMS, MIME, file_name
from ntm.briefing.verify import Difference, Verified, sentences
from ntm.problems import NtmError
from ntm.progress import completeness_words
from ntm.progress.completeness import SENT, find_due
from ntm.texts import format_count, format_date, format_moment, t
from ntm.ui import answers
from ntm.ui.briefing.preview import blanks_in
from ntm.ui.commune.picker import find_profile, pick_commune
from ntm.ui.faults import say_problems
from ntm.ui.intake.tray import person_named
from ntm.ui.reports import door as reports_door
from ntm.ui.safe import plain_markdown
from ntm.ui.view import pick, recall
from ntm.ui.widgets import Scene, headline
from ntm.warehouse.briefings import briefings_made

_TEMPLATE = "briefing_template"
SHORT = 12  # signs of a fingerprint that tell it apart


def pick_kind(scene: Scene, kinds: Sequence[str] = KINDS) -> None:
    """The kind of briefing, one of some, and the commune where it is a commune's sheet."""
    kind = kind_asked(kinds)
    pick(st.selectbox, "kind", t("brief.pick.kind", scene.lang), kinds, kind, lambda one: t(f"brief.kind.{one}", scene.lang), width=180)
    if kind == "commune":
        pick_commune(scene, find_profile(scene))


def kind_asked(kinds: Sequence[str] = KINDS) -> str:
    """The kind that the view names; one that a link names in vain is the midterm review."""
    asked = recall("kind")
    return asked if asked in kinds else "midterm"


def commune_asked(scene: Scene) -> str | None:
    """The commune of a commune's sheet."""
    return find_profile(scene).row["code"] if kind_asked() == "commune" else None


def say_state(content: Content, scene: Scene) -> None:
    """Whether it can go out, and what is to be looked at first."""
    lang, checks = scene.lang, _checks(content, scene)
    key, count = ("waiting", format_count(len(checks), lang)) if checks else ("ready", "")
    title = t(f"brief.kind.{content.request.kind}", lang)
    headline(t(f"brief.{key}", lang, title=title, count=count), [content.subject], scene)
    if checks:
        with st.expander(t("brief.checks", lang), expanded=True):
            for check in checks:
                st.text("• " + check)


def _checks(content: Content, scene: Scene) -> list[str]:
    """What a person must know or do: cautions, blanks, a letterhead, reports that are missing."""
    lang = scene.lang
    found = [caution.sentence.text for caution in content.cautions]
    if content.request.kind not in ("commune", "annex") and content.head.body is None:
        found.append(t("brief.check.letterhead", lang))
    if blanks := blanks_in(content):
        found.append(t("brief.check.blanks", lang, count=format_count(blanks, lang)))
    if words := _unsent(scene):
        found.append(t("brief.check.unsent", lang, words=words))
    return found


def _unsent(scene: Scene) -> str:
    """Who has not reported the newest period by today, or by the day that the view knows; empty where all have."""
    asked = answers.question(scene.view)
    due = find_due(reports_door.dues_of(asked), *scene.period)
    found = reports_door.completeness_of(due, scene.view.known_at or clock.today(), asked)
    rows = found.of(scene.district)
    return "" if rows["state"].isin(SENT).all() else completeness_words.answer_sentence(found, scene.district, scene.lang)


def download_block(content: Content, scene: Scene, give: Callable[[Content, str, str, bytes | None], bytes]) -> None:
    """The four forms; each file is written when its button is pressed, and noted in the list under the person's name."""
    lang, template = scene.lang, _template()
    person = person_named() or "?"
    with st.container(horizontal=True, vertical_alignment="center"):
        for form in FORMS:
            st.download_button(
                t(f"brief.form.{form}", lang), partial(give, content, form, person, template[1] if template and form == "docx" else None),
                file_name(content, form, t("sample_file", lang)), MIME[form], key=f"brief_{form}", on_click="ignore",
                icon=":material/download:", type="primary" if form == "docx" else "secondary")
        st.caption(t("brief.person", lang, person=plain_markdown(person)))


def _template() -> tuple[str, bytes] | None:
    return st.session_state.get(_TEMPLATE)


def template_block(scene: Scene, default: Callable[[str], bytes], check: Callable[[bytes], None]) -> None:
    """The default template to take and edit; an edited one to use. What is wrong with it is said with its place."""
    lang = scene.lang
    with st.expander(t("brief.template.title", lang)):
        st.download_button(t("brief.template.give", lang), partial(default, lang), "mau-bao-cao.docx", MIME["docx"], key="brief_template",
                           on_click="ignore", icon=":material/download:")
        given = st.file_uploader(t("brief.template.take", lang), type=["docx"], key="brief_template_file")
        st.session_state.pop(_TEMPLATE, None)
        if given is None:
            return
        try:
            check(given.getvalue())
        except NtmError as error:
            st.error(t("brief.template.wrong", lang, file=plain_markdown(given.name)))
            for sentence in error.sentences(lang):
                st.text("• " + sentence)
            return
        st.session_state[_TEMPLATE] = (given.name, given.getvalue())
        st.success(t("brief.template.used", lang, file=plain_markdown(given.name)))


def made_block(scene: Scene) -> None:
    """The briefings made, newest first, with fingerprint and by whom."""
    lang, frame = scene.lang, _made(answers.stamp())
    st.subheader(t("brief.made.title", lang), anchor=False)
    if frame.empty:
        st.caption(t("brief.made.none", lang))
        return
    shown = {
        "number": frame["number"], "made_at": [format_moment(one, lang) for one in frame["made_at"]], "made_by": frame["made_by"],
        "kind": [t(f"brief.kind.{kind}", lang) for kind in frame["kind"]],
        "as_of": [format_date(pd.Timestamp(day).date(), lang) for day in frame["as_of"]], "form": frame["form"],
        "fingerprint": frame["fingerprint"].str[:SHORT], "subject": frame["subject"],
    }
    st.dataframe(pd.DataFrame({t(f"brief.column.{name}", lang): list(values) for name, values in shown.items()}), hide_index=True)


@st.cache_resource(max_entries=4, show_spinner=False)
def _made(stamp: tuple[str, int]) -> pd.DataFrame:
    with answers.opened().reading() as con:
        return briefings_made(con)


def verify_block(scene: Scene, check: Callable[[str, bytes], Verified]) -> None:
    """A file held against the warehouse: is it what was known then, was it edited, what has changed since."""
    lang = scene.lang
    with st.expander(t("brief.check_file.title", lang)):
        given = st.file_uploader(t("brief.check_file.file", lang), type=list(FORMS), key="brief_check_file")
        if given is None:
            return
        try:
            found = check(given.name, given.getvalue())
        except NtmError as error:
            say_problems(error, lang)
            return
        is_seen = found.is_untouched or found.is_compared
        (st.error if not found.is_sound else st.success if is_seen else st.warning)(plain_markdown(" ".join(sentences(found, lang))))
        groups = [("edited", found.edited), ("reworded", found.reworded), ("since", found.since)]
        if any(group for _, group in groups):
            st.dataframe(_differences(groups, lang), hide_index=True)


def _differences(groups: Sequence[tuple[str, tuple[Difference, ...]]], lang: str) -> pd.DataFrame:
    lines = [(t(f"verify.kind.{kind}", lang), one.table, one.row, one.column, one.first, one.second)
             for kind, group in groups for one in group]
    names = ("what", "table", "row", "column", "first", "second")
    return pd.DataFrame(lines, columns=[t(f"verify.column.{name}", lang) for name in names], dtype="str")


def fingerprint_line(content: Content, lang: str) -> None:
    """The fingerprint of the figures shown."""
    st.caption(f"{t('brief.column.fingerprint', lang)}: {fingerprint(content)}")
