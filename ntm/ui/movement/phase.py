"""The parts of the page "Thi đua, khen thưởng" about a phase: its board, the year's days and targets, what the plan says."""
from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ntm.movements import Movement, Phase
from ntm.progress.movement.board import STATES, Nominee, board, counts_of, movement_for, phase_on
from ntm.progress.movement.days import Deadline, deadlines_of
from ntm.progress.movement.words import lacks_words, left_words
from ntm.progress.roadmap import aims_on, held_beside_aims
from ntm.texts import format_count, format_date, format_number, t
from ntm.ui import answers, forecast_door
from ntm.ui.obstacles.parts import put_card_style
from ntm.ui.records.desk import RecordDesk
from ntm.ui.records.editor import open_button
from ntm.ui.records.pages import go_to_record
from ntm.ui.theme import palette
from ntm.ui.view import choose, pick, recall
from ntm.ui.widgets import Scene, downloads, headline, pick_day

KINDS = ("nomination", "merit", "dossier_part", "review", "phase_deadline")
TALLEST = 420
_INKS = {"proposed": "at_risk", "complete": "on_track", "reviewed": "on_track", "decided": "achieved", "declined": "missed"}
_CSS = """
.ntm-nominee {{border: 1px solid {line}; border-top: 5px solid {quiet}; border-radius: 6px; padding: .45rem .7rem .5rem; margin: 0;
  overflow-wrap: anywhere}}
.ntm-nominee h4 {{font-size: 1rem; font-weight: 600; margin: 0; padding: 0}}
.ntm-nominee p {{font-size: .88rem; margin: .1rem 0 0; line-height: 1.35; color: {quiet}}}
.ntm-nominee p.said {{color: {ink}}} .ntm-nominee p.late {{color: {late}; font-weight: 600}}
"""


@dataclass(frozen=True, slots=True)
class PhaseBoard:
    """A phase and its nominations as they stand on the day."""

    movement: Movement
    phase: Phase
    nominees: tuple[Nominee, ...]

    def find(self, record_id: str | None) -> Nominee | None:
        """One of them by its number."""
        return next((one for one in self.nominees if one.id == record_id), None)


def pick_phase(scene: Scene, desk: RecordDesk) -> PhaseBoard:
    """The phase from the URL, else the one that the day is about."""
    lang, movement = scene.lang, movement_for(answers.province())
    keys = {one.key.partition("/")[2]: one for one in movement.phases}
    asked = recall("phase")
    first = phase_on(movement, desk.day).key.partition("/")[2]
    with st.container(horizontal=True, vertical_alignment="bottom", key="pickers"):
        chosen = pick(st.selectbox, "phase", t("movement.pick.phase", lang), list(keys), asked if asked in keys else first,
                      lambda key: keys[key].title.in_(lang), width=300)
        pick_day(scene)
    return PhaseBoard(movement, keys[chosen], tuple(board(keys[chosen], desk.words.known, desk.day)))


def say_answer(found: PhaseBoard, scene: Scene, desk: RecordDesk) -> None:
    """How many are nominated, how far they have come, how long there is."""
    lang = scene.lang
    counts, title = counts_of(found.nominees), found.phase.title.in_(lang)
    told = [t(f"movement.count.{state}", lang, count=format_count(counts[state], lang)) for state in STATES if counts[state]]
    said = t("movement.title" if told else "movement.none", lang, phase=title, parts=", ".join(told))
    waiting = [one for one in found.nominees if one.state == "proposed" and one.days_left is not None]
    if waiting:
        said += "; " + left_words(waiting[0], lang)
    notes = [t("movement.named", lang, name=found.movement.name.in_(lang)), found.movement.document.number,
             t(f"source_status.{found.movement.source_status}", lang), t("note.as_of", lang, day=format_date(desk.day, lang))]
    headline(said, notes, scene)


def put_style(scene: Scene) -> None:
    """The look of the nominees and of the lines in the page's theme."""
    put_card_style(scene)
    colours = palette(scene.view.is_dark)
    late = colours.ratings["off_track"].ink
    st.html("<style>" + _CSS.format(line=colours.line, quiet=colours.quiet_ink, ink=colours.ink, late=late) + "</style>")


def board_block(found: PhaseBoard, scene: Scene, desk: RecordDesk) -> None:
    """A column a state from the proposal to the decision, a card a nominee; nobody stands before another by merit."""
    lang = scene.lang
    states = [state for state in STATES if state != "declined" or any(one.state == state for one in found.nominees)]
    for state, column in zip(states, st.columns(len(states), gap="small"), strict=True):
        own = [one for one in found.nominees if one.state == state]
        with column:
            st.markdown(f"**{t(f'movement.state.{state}', lang)}** ({len(own)})")
            for one in own:
                st.html(card_html(one, scene))
                st.button(t("movement.open", lang), key=f"nominee_{one.id}", type="tertiary", icon=":material/folder_open:",
                          on_click=choose, kwargs={"nomination": one.id})
    if desk.moment is None:
        open_button(t("movement.nominate", lang), "nominate", "nomination",
                    preset={"phase": found.phase.key, "proposed": desk.day.isoformat(), "award": found.movement.awards[0].key},
                    icon=":material/person_add:")


def card_html(one: Nominee, scene: Scene) -> str:
    """A nominee: name, unit, award, what is missing, how long there is."""
    lang, colour = scene.lang, palette(scene.view.is_dark).ratings[_INKS[one.state]].ink
    lacks, of = lacks_words(one, lang), t(f"dossier.of.{one.body['kind']}", lang)
    lines = [("", f"{of} · {one.body['unit']}"), ("", one.award.title.in_(lang)),
             ("said", t("movement.lacks", lang, parts=lacks) if lacks else ""), ("late" if one.is_late else "said", left_words(one, lang))]
    body = "".join(f'<p class="{look}">{html.escape(text)}</p>' for look, text in lines if text)
    return f'<div class="ntm-nominee" style="border-top-color: {colour}"><h4>{html.escape(one.body["name"])}</h4>{body}</div>'


def year_block(found: PhaseBoard, scene: Scene, desk: RecordDesk) -> None:
    """The year's deadlines in one list, and beside it its targets with what was reached."""
    lang, year = scene.lang, found.phase.year
    days = deadlines_of(year, found.movement, desk.words, desk.day, lang)
    overdue = sum(one.state == "overdue" for one in days)
    title = t("movement.year", lang, year=year, count=format_count(len(days), lang), overdue=format_count(overdue, lang))
    st.subheader(title, anchor=False)
    _days_table(days, year, scene, desk)
    _targets(year, scene)


def _days_table(days: Sequence[Deadline], year: int, scene: Scene, desk: RecordDesk) -> None:
    lang = scene.lang
    if not days:
        st.info(t("movement.no_days", lang))
        return
    table = pd.DataFrame({
        t("movement.column.state", lang): [_day_words(one, lang) for one in days],
        t("movement.column.due", lang): [format_date(one.day, lang) if one.day else "" for one in days],
        t("movement.column.sort", lang): [t(f"movement.what.{one.what}", lang) for one in days],
        t("movement.column.what", lang): [one.title for one in days], t("movement.column.unit", lang): [one.who for one in days],
    })
    height = min(36 * (len(days) + 1), TALLEST)
    if desk.moment is not None:  # no form opens then, and a row would stay chosen
        st.dataframe(table, hide_index=True, height=height, key="year_days_past")
    else:
        event = st.dataframe(table, hide_index=True, height=height, key="year_days", on_select="rerun", selection_mode="single-row")
        chosen = days[event.selection.rows[0]].record if event.selection.rows else None
        if chosen:
            go_to_record(*chosen)
    downloads(table, t("movement.days.title", lang, year=year), scene, f"han-trong-nam-{year}")


def _day_words(one: Deadline, lang: str) -> str:
    if one.state == "open" and one.days_left == 0:
        return t("movement.day.today", lang)
    return t(f"movement.day.{one.state}", lang, days=format_count(abs(one.days_left or 0), lang))


def _targets(year: int, scene: Scene) -> None:
    """The targets for the year and for the whole period that ends in it or later, beside what was reached on the day."""
    lang, as_of = scene.lang, scene.standing.as_of
    aims = aims_on(forecast_door.records_of("target", answers.question(scene.view).known_at), as_of)
    st.subheader(t("movement.targets", lang, year=year), anchor=False)
    rows = []
    for level, end in sorted({(aim.level, aim.year) for aim in aims if aim.year == year or (aim.span == "period" and aim.year > year)}):
        standing = scene.standing.communes
        held = held_beside_aims(aims, standing[standing["level"] == level], level, end)
        told = [(row, level, end) for row in held.itertuples() if row.needed is not None and (end == year or row.span == "period")]
        rows += told
    if not rows:
        st.info(t("movement.no_targets", lang))
        return
    st.dataframe(pd.DataFrame([{
        t("column.district", lang): row.district or t("pick.whole", lang),
        t("movement.column.level", lang): scene.criteria(level).level_title.in_(lang),
        t("movement.column.span", lang): t(f"movement.span.{row.span}", lang, year=end),
        t("movement.column.needed", lang): format_number(int(row.needed), lang),
        t("movement.column.reached", lang): f"{row.met}/{row.total}",
        t("movement.column.lacking", lang): format_number(int(row.lacking), lang), t("movement.column.by", lang): row.document or "",
    } for row, level, end in rows]), hide_index=True, key="year_targets")


def plan_block(found: PhaseBoard, lang: str) -> None:
    """What the movement asks for: tasks, standards, parts of a dossier, with their source."""
    movement, phase = found.movement, found.phase
    with st.expander(t("movement.plan", lang, number=movement.document.number)):
        st.markdown("\n".join(f"{place}. {task.in_(lang)}" for place, task in enumerate(movement.tasks, 1)))
        for who in ("collective", "individual"):
            st.markdown(f"**{t(f'movement.standards.{who}', lang)}**")
            st.markdown("\n".join(f"- {one.title.in_(lang)}" for one in movement.standards if one.of == who))
        st.markdown(f"**{t('movement.parts', lang, phase=phase.title.in_(lang))}**")
        st.markdown("\n".join(f"- {part.title.in_(lang)}" for part in phase.parts))
        st.caption(t("movement.rule", lang, rule=phase.due_rule.in_(lang), source=movement.source,
                     status=t(f"source_status.{movement.source_status}", lang)))
