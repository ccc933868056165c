"""The dossier (hồ sơ minh chứng) on the commune's page: what is there and what is lacking, files brought and taken off."""
from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from ntm.problems import NtmError
from ntm.progress.evidence import answer_words, status_words
from ntm.records.evidence import EVIDENCE, EvidenceFile, Folder, Item, Paper
from ntm.records.saving import Change
from ntm.texts import t
from ntm.ui import answers
from ntm.ui.commune.parts import criteria_of
from ntm.ui.commune.picker import Profile
from ntm.ui.commune.records import folders_of
from ntm.ui.faults import say_problems
from ntm.ui.intake.document import MEGABYTE, SCANS, uploader_style
from ntm.ui.obstacles.parts import put_card_style
from ntm.ui.records import store
from ntm.ui.records.desk import RecordDesk, say_later
from ntm.ui.records.form import FIRST_DAY, LAST_DAY
from ntm.ui.safe import safe_file_name
from ntm.ui.widgets import Scene
from ntm.warehouse.attachments import MOST_BYTES

# By status; an indicator of which nothing is there at all has the sign of one without a list.
_SIGNS = {"complete": "✓", "lacking": "◐", "no_list": "○"}
_ROUND = "evidence_round"
Place = tuple[str, str]  # an indicator's key and an item's


def evidence_block(scene: Scene, profile: Profile, desk: RecordDesk, person: str) -> None:
    """An expander with the commune's papers at the chosen level; beside them the way to bring one and to take one off."""
    lang, found = scene.lang, folders_of(scene, profile, desk)
    title = criteria_of(scene, profile).level_title.in_(lang)
    put_card_style(scene)
    with st.expander(t("evidence.page.summary", lang, level=title, answer=answer_words(found, lang)), icon=":material/folder_open:"):
        left, right = st.columns([0.55, 0.45], gap="medium")
        with left:
            st.html(f'<div class="ntm-lines">{"".join(folder_html(one, lang) for one in found)}</div>')
            if any(item.source_status == "open" for one in found for item in one.items):
                st.caption(t("evidence.page.open", lang))
        with right:
            if desk.moment is None and any(one.items for one in found):
                _bring(profile.row["code"], found, desk, person)
            _files(found, desk, person)


def folder_html(folder: Folder, lang: str) -> str:
    """One indicator: how complete, then each item with its files, then the files that are on no list any more."""
    sign = _SIGNS["no_list" if len(folder.lacking) == len(folder.items) else folder.status]
    head = t("evidence.page.folder", lang, sign=sign, title=f"{folder.number} {folder.title.in_(lang)}",
             status=status_words(folder, lang).lower())
    lines = [_item_words(item, folder.files.get(item.key, ()), lang) for item in folder.items]
    if folder.unlisted:
        lines.append(t("evidence.page.unlisted", lang, names=_names(folder.unlisted)))
    return f"<p>{html.escape(head)}" + "".join(f"<br><small>{html.escape(line)}</small>" for line in lines) + "</p>"


def _item_words(item: Item, files: Sequence[EvidenceFile], lang: str) -> str:
    title = item.title.in_(lang)
    if item.source_status == "unverified":
        title = f"{title} ({t('source_status.unverified', lang)})"
    names = t("evidence.page.files", lang, names=_names(files)) if files else ""
    return t("evidence.page.item", lang, sign="✓" if files else "○", title=title, files=names)


def _names(files: Sequence[EvidenceFile]) -> str:
    return ", ".join(one.name for one in files)


def _bring(commune: str, found: Sequence[Folder], desk: RecordDesk, person: str) -> None:
    """Choose an item, the paper's day and files; items that lack a file come first."""
    lang, limit = desk.lang, MOST_BYTES // MEGABYTE
    places = {(one.key, item.key): (one, item) for one in found for item in one.items}
    options = sorted(places, key=lambda place: bool(places[place][0].files.get(place[1])))
    place = st.selectbox(t("evidence.page.add", lang), options, key="evidence_place", format_func=lambda one: _choice(*places[one], lang))
    on = st.date_input(t("evidence.page.on", lang), desk.day, FIRST_DAY, LAST_DAY, key="evidence_on", format="DD/MM/YYYY")
    st.html(uploader_style("evidence_files", limit, SCANS, lang))
    brought = st.file_uploader(t("evidence.page.drop", lang), accept_multiple_files=True, max_upload_size=limit,
                               key=f"evidence_files_{st.session_state.get(_ROUND, 0)}")
    if not st.button(t("evidence.page.attach", lang), key="evidence_attach", icon=":material/attach_file:"):
        return
    if not brought or not person:
        st.error(t("evidence.page.nothing" if person else "desk.person_needed", lang))
        return
    files = [(safe_file_name(one.name), one.getvalue()) for one in brought]
    _file(commune, place, on or desk.day, files, desk, person)


def _choice(folder: Folder, item: Item, lang: str) -> str:
    state = "" if folder.files.get(item.key) else t("evidence.page.lacks", lang)
    return t("evidence.page.choice", lang, number=folder.number, title=item.title.in_(lang), state=state)


def _file(commune: str, place: Place, on: date, files: Sequence[tuple[str, bytes]], desk: RecordDesk, person: str) -> None:
    """File what was brought, whole or not at all; what is wrong is said at once."""
    papers = [Paper(commune, *place, on, name, content) for name, content in files]
    try:
        done = store.file_papers(papers, person)
    except NtmError as error:
        say_problems(error, desk.lang)
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    say_later("added", what=desk.kind(EVIDENCE).one.in_(desk.lang), edit=done)
    st.rerun()


def _files(found: Sequence[Folder], desk: RecordDesk, person: str) -> None:
    """One of the files that are there: to take away, or off the dossier."""
    lang = desk.lang
    files = {one.id: (folder.number, one) for folder in found for ones in folder.files.values() for one in ones}
    if not files:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(t("evidence.page.file", lang), list(files), key="evidence_file", format_func=lambda one: t(
            "evidence.page.file_name", lang, number=files[one][0], file=files[one][1].name)) or next(iter(files))
        file = files[chosen][1]
        st.download_button(t("evidence.page.download", lang), partial(answers.original_file, file.sha256), safe_file_name(file.name),
                           key="evidence_download", on_click="ignore", icon=":material/download:")
        if desk.moment is None and st.button(t("evidence.page.remove", lang), key="evidence_remove", icon=":material/attach_file_off:",
                                             disabled=not person):
            done = store.write(Change(EVIDENCE, chosen, None), person)
            say_later("removed", what=desk.kind(EVIDENCE).one.in_(lang), edit=done)
            st.rerun()
