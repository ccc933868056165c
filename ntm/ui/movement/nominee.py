"""One nominee's dossier on the page: evidence by standard with what is proposed, the checklist, the papers, minutes and decisions."""
from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

import streamlit as st

from ntm import clock
from ntm.briefing.dossier import paper_name
from ntm.briefing.forms import MIME
from ntm.movements import Standard
from ntm.problems import NtmError
from ntm.progress.movement.board import Nominee, PartState
from ntm.progress.movement.gather import Found, standards_for, unit_rate
from ntm.progress.movement.words import left_words
from ntm.progress.record_words import field_text
from ntm.records.erasing import erase_name
from ntm.texts import format_count, format_date, format_share, t
from ntm.ui import answers
from ntm.ui.faults import say_problems
from ntm.ui.intake.tray import person_named
from ntm.ui.movement import door as movement_door
from ntm.ui.records import store
from ntm.ui.records.desk import RecordDesk, say_later
from ntm.ui.records.editor import open_button
from ntm.ui.safe import plain_markdown
from ntm.ui.view import choose
from ntm.ui.widgets import Scene


def nominee_block(one: Nominee, scene: Scene, desk: RecordDesk) -> None:
    """The dossier of one nominee."""
    lang = scene.lang
    st.subheader(plain_markdown(t("nominee.title", lang, name=one.body["name"], award=one.award.title.in_(lang))), anchor=False)
    with st.container(horizontal=True, gap="small"):
        if desk.moment is None:
            open_button(t("nominee.edit", lang), "edit_nominee", "nomination", one.id, type="tertiary", icon=":material/edit:")
        st.button(t("nominee.close", lang), key="close_nominee", type="tertiary", icon=":material/close:", on_click=choose,
                  kwargs={"nomination": None})
        if one.body["kind"] == "individual" and desk.moment is None:
            _erase_button(one, lang)
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        _evidence(one, scene, desk)
    with right:
        _checklist(one, desk)
        _papers(one, scene, desk)
        _reviews(one, desk)


def _evidence(one: Nominee, scene: Scene, desk: RecordDesk) -> None:
    """Each standard: what stands in the dossier, and what is recorded that may."""
    lang = scene.lang
    found = movement_door.gathered(one.id, answers.question(scene.view), desk.day, lang)
    st.markdown(f"**{t('nominee.evidence', lang)}**")
    if found and desk.moment is None:
        label = t("nominee.take_all", lang, count=format_count(len(found), lang))
        if st.button(label, key="take_all", icon=":material/playlist_add:", help=t("nominee.take_help", lang)):
            _take_all(one, found, lang)
    for place, standard in enumerate(standards_for(one.body), 1):
        _standard(place, standard, one, [item for item in found if item.standard == standard.key], desk)
    if one.body["kind"] == "individual":
        st.caption(t("nominee.unit_note", lang, unit=plain_markdown(one.body["unit"])))


def _standard(place: int, standard: Standard, one: Nominee, found: Sequence[Found], desk: RecordDesk) -> None:
    lang = desk.lang
    own = [(number, body) for number, body in desk.words.known["merit"].items()
           if body["nomination"] == one.id and body["standard"] == standard.key]
    st.html(f'<div class="ntm-lines"><p><b>{place}. {html.escape(standard.short.in_(lang))}</b> '
            f'<small>{html.escape(t("nominee.count", lang, count=format_count(len(own), lang)))}</small></p></div>')
    if "guiding_document" in standard.gathers:
        rate = unit_rate(one.body, one.phase, desk.words, desk.day)
        if rate.judged:
            st.caption(t("nominee.rate", lang, unit=plain_markdown(one.body["unit"]), share=format_share(rate.on_time, rate.judged, lang)))
    for number, body in own:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<div class="ntm-lines"><p>• {html.escape(body["text"])}</p></div>', width="stretch")
            if desk.moment is None:
                open_button("", f"evidence_{number}", "merit", number, type="tertiary", icon=":material/edit:",
                            help=t("nominee.edit_evidence", lang))
    _proposals(standard, one, found, desk)


def _proposals(standard: Standard, one: Nominee, found: Sequence[Found], desk: RecordDesk) -> None:
    """What is recorded of the unit and not in the dossier yet, and a way to write something by hand."""
    lang, preset = desk.lang, {"nomination": one.id, "standard": standard.key}
    if found:
        with st.expander(t("nominee.proposals", lang, count=format_count(len(found), lang))):
            for item in found:
                _proposal(item, one, desk)
    if desk.moment is None:
        open_button(t("nominee.write", lang), f"write_{standard.key}", "merit", preset=preset, type="tertiary", icon=":material/add:")


def _proposal(item: Found, one: Nominee, desk: RecordDesk) -> None:
    """One record that may speak for the nominee, with what the figures said before and after it."""
    lang = desk.lang
    moved = f"<br><small>{html.escape(t('nominee.moved', lang, text=item.moved))}</small>" if item.moved else ""
    with st.container(gap="xxsmall"):
        st.html(f'<div class="ntm-lines"><p>{html.escape(item.text)}{moved}</p></div>')
        if desk.moment is None:
            open_button(t("nominee.take", lang), f"take_{item.standard}_{item.kind}_{item.id}", "merit",
                        preset=item.as_evidence(one.id), type="tertiary", icon=":material/add:")


def _take_all(one: Nominee, found: Sequence[Found], lang: str) -> None:
    person = person_named()
    if not person:
        st.error(t("desk.person_needed", lang))
        return
    try:
        done = store.write_new("merit", [item.as_evidence(one.id) for item in found], person)
    except NtmError as error:
        say_problems(error, lang)
        return
    say_later("brought", what=t("nominee.evidence", lang), count=len(found), edit=done)
    st.rerun()


def _checklist(one: Nominee, desk: RecordDesk) -> None:
    """Each part there or missing, and a way to note that it is there."""
    lang = desk.lang
    st.markdown(f"**{t('nominee.checklist', lang)}** · {left_words(one, lang) or t(f'movement.state.{one.state}', lang)}")
    if one.is_open:
        st.info(t("movement.open_dossier", lang))
    for place, part in enumerate(one.parts):
        day = f" ({format_date(part.day, lang)})" if part.day else ""
        words = f"{t(f'movement.part.{part.state}', lang)}{day}"
        with st.container(gap="xxsmall"):
            st.html(f'<div class="ntm-lines"><p>{html.escape(part.part.title.in_(lang))}<br><small>{html.escape(words)}</small></p></div>')
            if desk.moment is None:
                _part_button(place, part, one, desk)


def _part_button(place: int, part: PartState, one: Nominee, desk: RecordDesk) -> None:
    lang, day = desk.lang, desk.day.isoformat()
    if part.by:
        open_button(t("nominee.open_part", lang), f"part_{place}", *part.by, type="tertiary", icon=":material/edit:")
    elif part.part.satisfied_by:
        preset = {"phase": one.phase.key, "kind": part.part.satisfied_by, "nominations": [one.id], "day": day, "body": one.body["unit"],
                  "outcome": "agreed"}
        open_button(t("nominee.note_part", lang), f"part_{place}", "review", preset=preset, type="tertiary", icon=":material/check:")
    else:
        open_button(t("nominee.note_part", lang), f"part_{place}", "dossier_part", type="tertiary", icon=":material/check:",
                    preset={"nomination": one.id, "part": part.part.key, "day": day})


def _papers(one: Nominee, scene: Scene, desk: RecordDesk) -> None:
    """The papers, prefilled: what only a person knows is marked in them."""
    lang, asked = scene.lang, answers.question(scene.view)
    st.markdown(f"**{t('nominee.papers', lang)}**")
    st.caption(t("nominee.papers_note", lang))
    for part in one.phase.parts:
        write = partial(movement_door.paper_bytes, one.id, part.paper, asked, desk.day)
        st.download_button(t(f"nominee.paper.{part.paper}", lang), write, paper_name(part.paper, one.id), MIME["docx"],
                           key=f"paper_{part.paper}", on_click="ignore", icon=":material/description:")


def _reviews(one: Nominee, desk: RecordDesk) -> None:
    """The unit's minutes, the council's, and the decision, each apart."""
    lang, kind = desk.lang, desk.kind("review")
    st.markdown(f"**{t('nominee.reviews', lang)}**")
    for number, body in one.reviews:
        said = [field_text(kind.field(name), body, desk.words, lang) for name in ("kind", "number", "day", "body", "outcome")]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<div class="ntm-lines"><p>• {html.escape(" · ".join(part for part in said if part))}</p></div>', width="stretch")
            if desk.moment is None:
                open_button("", f"review_{number}", "review", number, type="tertiary", icon=":material/edit:",
                            help=t("nominee.open_part", lang))
    if not one.reviews:
        st.caption(t("nominee.no_reviews", lang))
    if desk.moment is None:
        with st.container(horizontal=True, gap="small"):
            for name in ("council_minutes", "decision"):
                preset = {"phase": one.phase.key, "kind": name, "nominations": [one.id], "day": desk.day.isoformat()}
                open_button(t(f"nominee.add.{name}", lang), f"add_{name}", "review", preset=preset, type="tertiary",
                            icon=":material/add:")


def _erase_button(one: Nominee, lang: str) -> None:
    with st.popover(t("nominee.erase", lang), icon=":material/person_off:", type="tertiary"):
        st.write(t("nominee.erase_note", lang))
        if not st.button(t("nominee.erase_do", lang), key="erase_name"):
            return
        person = person_named()
        if not person:
            st.error(t("desk.person_needed", lang))
            return
        try:
            erase_name(answers.opened(), one.id, person, clock.now())
        except NtmError as error:
            say_problems(error, lang)
            return
        st.rerun()
