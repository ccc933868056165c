"""The parts of the page "Khó khăn, vướng mắc và hỗ trợ" about one commune: what stands in the way, who helps, what was decided."""
from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from ntm.progress import profile as words
from ntm.progress.record_words import field_text, indicator_text
from ntm.progress.sentences import district_name
from ntm.records.placing import Life, Placed, count_states, day_of, is_live, lives_of, of_lives
from ntm.texts import format_count, format_date, format_number, t
from ntm.ui import answers
from ntm.ui.commune.parts import criteria_of, parts_of
from ntm.ui.commune.picker import Profile
from ntm.ui.kept import once
from ntm.ui.records.desk import RecordDesk
from ntm.ui.records.editor import open_button
from ntm.ui.records.list import state_text
from ntm.ui.theme import palette
from ntm.ui.widgets import Scene, headline

KINDS = ("obstacle", "obstacle_step", "assistance", "activity", "task")
_CSS = """
.ntm-card {{border: 1px solid {line}; border-left: 6px solid {quiet}; border-radius: 6px; padding: .5rem .8rem .55rem; margin: 0;
  overflow-wrap: anywhere}}
.ntm-card.overdue {{border-left-color: {overdue}}} .ntm-card.open {{border-left-color: {open}}}
.ntm-card + .ntm-card {{margin-top: .5rem}} .ntm-card.closed {{border-left-color: {closed}}}
.ntm-card h4 {{font-size: 1rem; font-weight: 600; margin: 0; padding: 0}}
.ntm-card p {{font-size: .9rem; margin: .12rem 0 0; line-height: 1.4; color: {quiet}}}
.ntm-card p.said {{color: {ink}}}
.ntm-card p.over {{color: {overdue}; font-weight: 600}}
.ntm-lines p {{margin: 0 0 .3rem; font-size: .95rem; line-height: 1.4; overflow-wrap: anywhere}}
.ntm-lines small {{color: {quiet}; font-size: .9rem}}
"""


@dataclass(frozen=True, slots=True)
class Here:
    """The records of the commune that the page shows, by kind; `lives`: it and what became it."""

    lives: frozenset[Life]
    records: dict[str, list[Placed]]

    def of(self, kind: str) -> list[Placed]:
        """Its records of a kind, overdue first; what begins after the day is left out."""
        return [one for one in self.records[kind] if one.state != "future"]

    @property
    def every(self) -> list[Placed]:
        """All of them."""
        return [one for found in self.records.values() for one in found]


def records_here(desk: RecordDesk, profile: Profile) -> Here:
    """What was typed in about a commune. Tasks for no one commune are shown with each."""
    lives = lives_of(answers.facts().units, profile.row["code"], profile.own_kin["valid_from"])
    found = {kind.id: of_lives(desk.placed(kind.id), lives) for kind in desk.kinds}
    return Here(lives, found)


def say_answer(scene: Scene, profile: Profile, desk: RecordDesk, here: Here) -> None:
    """The title: how many stand in the way in the whole place, how many overdue, how many in the commune; then the day."""
    lang = scene.lang
    place = district_name(profile.row["district_kind"], profile.row["district"], lang)
    who = ", ".join(part for part in (profile.name(lang), place) if part)
    notes = [who, t("note.as_of", lang, day=format_date(desk.day, lang))]
    if desk.day != scene.standing.as_of:
        notes.append(t("obstacles.figures_day", lang, day=format_date(scene.standing.as_of, lang)))
    headline(title_words(desk, here, profile.name(lang), lang), notes, scene)


def title_words(desk: RecordDesk, here: Here, name: str, lang: str) -> str:
    """The page's answer: "02 khó khăn, vướng mắc chưa tháo gỡ, trong đó 01 quá hạn; riêng xã Bình Trung: 02"."""
    every = [one for one in desk.placed("obstacle") if one.state != "future"]
    live, overdue = count_states(every)
    if not every:
        start = t("obstacles.title.none", lang)
    elif not live:
        start = t("obstacles.title.removed", lang, count=format_count(len(every), lang))
    else:
        start = t("obstacles.title.live", lang, count=format_count(live, lang), overdue=format_count(overdue, lang))
        own = format_count(count_states(here.of("obstacle"))[0], lang)
        start += t("obstacles.title.here", lang, name=name[:1].lower() + name[1:], count=own)
    late = count_states(desk.placed("task"))[1]
    return start + (t("obstacles.title.tasks", lang, count=format_count(late, lang)) if late else "")


def put_card_style(scene: Scene) -> None:
    """The look of the cards in the page's theme."""
    colours = palette(scene.view.is_dark)
    ratings = colours.ratings
    rules = _CSS.format(line=colours.line, quiet=colours.quiet_ink, ink=colours.ink, overdue=ratings["off_track"].ink,
                        open=ratings["at_risk"].ink, closed=ratings["achieved"].ink)
    st.html(f"<style>{rules}</style>")


def indicator_lines(scene: Scene, profile: Profile) -> None:
    """The chosen level's indicators: sign, name, status, and what is lacking."""
    lang, law = scene.lang, scene.standing.law
    if pd.isna(profile.row["level"]):
        st.info(t("commune.title.not_assessed", lang, name=profile.name(lang)))
        return
    criteria = criteria_of(scene, profile)
    indicators, needs = (parts_of(frame, profile, criteria) for frame in (scene.standing.indicators, scene.standing.requirements))
    notes = words.indicator_notes(indicators, needs, criteria, law, scene.period, scene.standing.as_of, lang)
    said = profile.level_row(scene.view.level)
    count = t("commune.step.count", lang, met=said["met_count"], of=said["of_count"], unit=words.unit_word(criteria, lang))
    st.subheader(t("obstacles.indicators", lang, name=profile.name(lang), count=count, level=criteria.level_title.in_(lang)), anchor=False)
    signs, lines = palette(scene.view.is_dark).status, []
    for note in notes:
        lack = words.lack_words(note, needs, law, lang) if note.status == "not_met" else ""
        said = "; ".join(part for part in (t(f"status.{note.status}", lang).lower(), lack) if part)
        lines.append(f"<p>{signs[note.status].sign} {html.escape(note.title)}: {html.escape(said)}</p>")
    st.html(f'<div class="ntm-lines">{"".join(lines)}</div>')


def figures_words(one: Placed, scene: Scene, profile: Profile) -> str:
    """What the figures of the day say of an obstacle's indicator: "chưa đạt; còn thiếu 01 thôn"; empty where they say nothing."""
    set_id, _, number = one.body["indicator"].rpartition("/")
    if set_id not in scene.standing.law.sets or pd.isna(profile.row["level"]):
        return ""
    said = once("figures_words", repr((scene.key, profile.unit, set_id)), lambda: _figures_by_number(scene, profile, set_id))
    return said.get(number, "")


def _figures_by_number(scene: Scene, profile: Profile, set_id: str) -> dict[str, str]:
    """The words of `figures_words` for every indicator of a set."""
    lang, law = scene.lang, scene.standing.law
    indicators, needs = (parts_of(frame, profile, law.sets[set_id]) for frame in (scene.standing.indicators, scene.standing.requirements))
    notes = words.indicator_notes(indicators, needs, law.sets[set_id], law, scene.period, scene.standing.as_of, lang)
    lacks = {note.number: words.lack_words(note, needs, law, lang) for note in notes if note.status == "not_met"}
    said = {note.number: [t(f"status.{note.status}", lang).lower(), lacks.get(note.number, "")] for note in notes}
    return {number: t("obstacles.figures", lang, text="; ".join(part for part in parts if part)) for number, parts in said.items()}


def obstacle_cards(scene: Scene, profile: Profile, desk: RecordDesk, here: Here) -> None:
    """A card an obstacle, overdue first; those that are gone behind a button. Each is opened, or gets another step."""
    lang, found = desk.lang, here.of("obstacle")
    live = [one for one in found if is_live(one)]
    st.subheader(t("obstacles.live", lang, count=format_count(len(live), lang)), anchor=False)
    if not live:
        st.info(t("obstacles.empty.removed" if found else "obstacles.empty.none", lang))
    for one in live:
        _card(one, desk, here, figures_words(one, scene, profile))
    gone = [one for one in found if not is_live(one)]
    if gone:
        with st.expander(t("obstacles.gone", lang, count=format_count(len(gone), lang))):
            for one in gone:
                _card(one, desk, here, "")


def _card(one: Placed, desk: RecordDesk, here: Here, figures: str) -> None:
    lang = desk.lang
    steps = [step for step in here.of("obstacle_step") if step.body["obstacle"] == one.id]
    st.html(card_html(one, steps, desk, figures))
    if desk.moment is None:
        with st.container(horizontal=True, gap="small"):
            open_button(t("obstacles.update", lang), f"open_obstacle_{one.id}", "obstacle", one.id, type="tertiary", icon=":material/edit:")
            open_button(t("obstacles.add_step", lang), f"step_{one.id}", "obstacle_step", preset={"obstacle": one.id}, type="tertiary",
                        icon=":material/add:")


def card_html(one: Placed, steps: Sequence[Placed] | None, desk: RecordDesk, figures: str = "") -> str:
    """One obstacle: state and indicator, what it is, what the figures say, who by when, the newest step (None: not told), the result."""
    lang = desk.lang
    step = "" if steps is None else _step_words(steps, desk) if steps else t("obstacles.no_step", lang)
    lines = [
        ("said", one.body["what"]), ("said", figures), ("", charge_words(one, desk)), ("", step),
        ("said", t("obstacles.result", lang, text=one.body["result"]) if _has_result(one, desk) else ""),
    ]
    head = f"{state_text(one, lang)} · {indicator_text(one.body['indicator'], desk.words.law, lang)}"
    body = "".join(f'<p class="{look}">{html.escape(text)}</p>' for look, text in lines if text)
    return f'<div class="ntm-card {one.state}"><h4>{html.escape(head)}</h4>{body}</div>'


def _has_result(one: Placed, desk: RecordDesk) -> bool:
    """Whether a result is known on the day: one that came with a later closing is not."""
    return "result" in one.body and (one.state == "closed" or desk.kind(one.kind).closed_by not in one.body)


def charge_words(one: Placed, desk: RecordDesk) -> str:
    """Who answers and by when: "chủ trì Phòng A; phối hợp UBND xã; hạn 31/12/2023"; who is not named is said so."""
    lang, kind = desk.lang, desk.kind(one.kind)
    lead = one.body.get("lead") or one.body.get("who")
    due, closed = day_of(kind, one.body, kind.due), day_of(kind, one.body, kind.closed_by)
    parts = [
        t("obstacles.lead", lang, who=lead) if lead else t("obstacles.no_lead", lang),
        t("obstacles.partners", lang, who=one.body["partners"]) if "partners" in one.body else "",
        t("obstacles.due", lang, day=format_date(due, lang)) if due else t("obstacles.no_due", lang),
        t("obstacles.closed", lang, day=format_date(closed, lang)) if closed and one.state == "closed" else "",
    ]
    return "; ".join(part for part in parts if part)


def _step_words(steps: Sequence[Placed], desk: RecordDesk) -> str:
    newest = max(steps, key=lambda one: one.body["on"])
    who = f" ({newest.body['who']})" if "who" in newest.body else ""
    day = field_text(desk.kind("obstacle_step").field("on"), newest.body, desk.words, desk.lang)
    return t("obstacles.step", desk.lang, count=format_count(len(steps), desk.lang), day=day, what=newest.body["what"] + who)


def help_block(desk: RecordDesk, here: Here, commune: str) -> None:
    """Which units help the commune, since when, what was done so far."""
    lang = desk.lang
    st.subheader(t("obstacles.help", lang), anchor=False)
    helping = [one for one in here.of("assistance") if is_live(one)]
    lines = [_line(one.body["unit"], t("obstacles.since", lang, day=_text(one, "since", desk), document=one.body.get("document", "")))
             for one in helping]
    done = here.of("activity")
    if done:
        hours = sum((Decimal(one.body.get("hours", "0")) for one in done), Decimal(0))
        lines.append(_line(t("obstacles.activities", lang, count=format_count(len(done), lang), hours=format_number(hours, lang)), ""))
    if lines:
        st.html(f'<div class="ntm-lines">{"".join(lines)}</div>')
    if not helping:
        st.info(t("obstacles.empty.help", lang))
    if desk.moment is None:
        with st.container(horizontal=True, gap="small"):
            open_button(t("obstacles.add_help", lang), "add_assistance", "assistance", preset={"commune": commune}, type="tertiary",
                        icon=":material/add:")
            open_button(t("obstacles.add_activity", lang), "add_activity", "activity", preset={"commune": commune}, type="tertiary",
                        icon=":material/add:")


def _line(strong: str, quiet: str) -> str:
    return f"<p>{html.escape(strong)}<br><small>{html.escape(quiet)}</small></p>" if quiet else f"<p>{html.escape(strong)}</p>"


def _text(one: Placed, name: str, desk: RecordDesk) -> str:
    return field_text(desk.kind(one.kind).field(name), one.body, desk.words, desk.lang)


def task_block(desk: RecordDesk, here: Here, commune: str) -> None:
    """The steering committee's tasks about the commune, and those for no one commune, overdue first."""
    lang = desk.lang
    st.subheader(t("obstacles.tasks", lang), anchor=False)
    found = [one for one in desk.placed("task") if one.state != "future" and (one.life is None or one.life in here.lives)]
    for one in found:
        quiet = f"{one.body['document']}; {charge_words(one, desk)}"
        st.html(f'<div class="ntm-card {one.state}"><h4>{html.escape(state_text(one, lang))}</h4>'
                f'<p class="said">{html.escape(one.body["task"])}</p><p>{html.escape(quiet)}</p></div>')
    if not found:
        st.info(t("obstacles.empty.tasks", lang))
    if desk.moment is None:
        open_button(t("obstacles.add_task", lang), "add_task", "task", preset={"commune": commune}, type="tertiary", icon=":material/add:")
