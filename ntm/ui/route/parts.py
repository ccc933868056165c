"""The page "Phương án ưu tiên" drawn: the goal, the plan in order, what cannot be planned, what would tip it, what if."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd
import streamlit as st

from ntm.progress.evaluate import Question
from ntm.progress.route.model import Gaps, Plan, narrowed, of_place
from ntm.progress.route.order import Placed, order_key, place
from ntm.progress.route.tipping import Tip, asks, tips
from ntm.progress.route.whatif import LevelChange, Tick
from ntm.progress.route.words import (
    amount_words,
    funding_sentence,
    further_sentence,
    indicator_words,
    named_step,
    needs_words,
    plan_sentence,
    step_words,
)
from ntm.progress.sentences import law_words, names_in_words
from ntm.progress.summary import Counts
from ntm.texts import format_count, format_date, t
from ntm.ui import answers
from ntm.ui.charts.route_steps import route_steps
from ntm.ui.roadmap.content import targets_of
from ntm.ui.route import door as route_door
from ntm.ui.safe import plain_markdown
from ntm.ui.view import choose, pick, recall
from ntm.ui.widgets import Scene, downloads, headline, row_height, show_chart

GOALS = ("count", "budget", "roadmap", "all")
NUMBERED = ("count", "budget")
USUAL, MOST = 5, 10_000
SAME_SET = "same"
# Pixels of the columns by their headings.
STEP_WIDTHS = {"route.column.position": 55, "route.column.commune": 100, "column.district": 82, "route.column.indicator": 180,
               "route.column.step": 318, "route.column.cost": 75, "route.column.funding": 130, "route.column.met_after": 98}
TIP_WIDTHS = {"route.column.indicator": 180, "route.tip.requirement": 300, "route.tip.names": 260}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked and its answer.

    `roadmap`: the year whose roadmap is wanted whole, the gaps being of its communes then; `has_roadmap` False: there is none.
    """

    asked: Question
    gaps: Gaps
    plan: Plan
    roadmap: int | None = None
    has_roadmap: bool = True

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The plan's communes in order."""
        return place(self.plan.communes, self.gaps.met)

    def sentence(self, lang: str) -> str:
        """The answer."""
        if not self.has_roadmap:
            return t("route.title.no_roadmap", lang, year=self.roadmap)
        return plan_sentence(self.gaps, self.plan, lang, self.roadmap)


def pick_goal(scene: Scene) -> Chosen:
    """The goal, its number, and the date by which; the plan that answers them."""
    lang, as_of = scene.lang, scene.standing.as_of
    years = [str(as_of.year + ahead) for ahead in range(3)]
    year = pick(st.selectbox, "year", t("route.pick.year", lang), years, recall("year") or years[0], str, width=110)
    goal = pick(st.segmented_control, "goal", t("route.pick.goal", lang), GOALS, recall("goal") or "count",
                lambda one: t(f"route.pick.{one}", lang), wrap=True)
    number = _pick_number(goal, lang) if goal in NUMBERED else 0
    asked = answers.question(scene.view, as_of)
    found = route_door.gaps_of(asked, scene.view.level, max(date(int(year), 12, 31), as_of), with_unknown=False)
    if scene.district:
        rows = scene.standing.communes
        total = int(((rows["level"] == scene.view.level) & (rows["district_code"] == scene.district)).sum())
        found = of_place(found, lambda commune: commune.district_code == scene.district, total)
    if goal == "roadmap":
        lives = _on_roadmap(scene, int(year))
        if not lives:
            st.info(t("route.no_roadmap", lang, year=year))
        found = narrowed(found, lambda commune: (commune.code, commune.valid_from) in lives)
        return Chosen(asked, found, route_door.plan_of(found, None, None), int(year), bool(lives))
    plan = route_door.plan_of(found, number if goal == "count" else None, Fraction(number) if goal == "budget" else None)
    return Chosen(asked, found, plan)


def _on_roadmap(scene: Scene, year: int) -> set[tuple[str, date]]:
    """The communes of the day, by code and first day, that are to reach the view's level in a year."""
    living = set(zip(scene.standing.communes["code"], scene.standing.communes["valid_from"], strict=True))
    return {(one.commune, one.valid_from) for one in targets_of(scene) if one.year == year and one.level == scene.view.level} & living


def _pick_number(goal: str, lang: str) -> int:
    typed = recall("number") or ""
    st.session_state["route_number"] = min(int(typed), MOST) if typed.isdecimal() else USUAL
    st.number_input(t(f"route.pick.number_{goal}", lang), 0, MOST, key="route_number", width=150, on_change=_store_number)
    return st.session_state["route_number"]


def _store_number() -> None:
    choose(number=str(st.session_state["route_number"]))


def say_plan(chosen: Chosen, scene: Scene) -> None:
    """The answer, and below it day, date, law."""
    lang, criteria = scene.lang, chosen.gaps.law.sets[chosen.gaps.set_id]
    notes = [*scene.district_notes(), criteria.level_title.in_(lang), t("note.as_of", lang, day=format_date(chosen.gaps.as_of, lang)),
             t("roadmap.by", lang, day=format_date(chosen.gaps.by, lang)), *law_words(criteria, chosen.gaps.by, lang)]
    headline(chosen.sentence(lang), notes, scene)
    if more := further_sentence(chosen.gaps, chosen.plan, lang):
        st.warning(more)


def plan_block(chosen: Chosen, scene: Scene) -> None:
    """Communes against work, and the steps in order."""
    lang, placed = scene.lang, chosen.placed
    if not placed:
        if chosen.gaps.plans:
            least = min(chosen.gaps.plans, key=order_key)
            st.info(t("route.too_small", lang, name=least.commune.name, work=amount_words(least.cost, lang)))
        elif chosen.gaps.unplanned:
            st.info(t("route.empty", lang))
        return
    frame = pd.DataFrame([{"name": one.plan.commune.name, "work": float(one.work_after), "met": one.met_after} for one in placed])
    st.subheader(t("route.chart.title", lang, work=amount_words(placed[0].plan.cost, lang), name=placed[0].plan.commune.name), anchor=False)
    figure = route_steps(frame, chosen.gaps.met, lang, scene.view.is_dark, scene.is_sample)
    show_chart(figure, _chart_table(placed, lang), t("nav.route", lang), scene, key="route")
    st.subheader(t("route.steps", lang), anchor=False)
    table = _steps_table(chosen, scene)
    _show_wrapped(table, {t(name, lang): width for name, width in STEP_WIDTHS.items()})
    if paid := funding_sentence(chosen.plan.communes, route_door.funding_of(chosen.asked), lang):
        st.caption(plain_markdown(paid))
    downloads(table, chosen.sentence(lang), scene, "phuong-an")


def _show_wrapped(table: pd.DataFrame, widths: Mapping[str, int]) -> None:
    """A table whose long texts take several lines; a width for a heading that it has not is not used."""
    st.dataframe(table, hide_index=True, row_height=row_height(table, widths),
                 column_config={head: st.column_config.Column(width=width) for head, width in widths.items()})


def _steps_table(chosen: Chosen, scene: Scene) -> pd.DataFrame:
    """A row a step of the plan, in order; who pays, where the office typed it in."""
    lang, law, placed = scene.lang, chosen.gaps.law, chosen.placed
    named = route_door.names_of(chosen.asked, chosen.plan)
    rows = [
        (one.position, one.plan.commune.name, one.plan.commune.district or "",
         indicator_words(step.indicator, law, lang, chosen.gaps.set_id), named_step(one.plan, step, named, law, lang),
         amount_words(step.cost, lang), one.met_after)
        for one in placed for step in one.plan.steps
    ]
    names = ("position", "commune", "district", "indicator", "step", "cost", "met_after")
    heads = [t("column.district", lang) if name == "district" else t(f"route.column.{name}", lang) for name in names]
    table = pd.DataFrame(rows, columns=heads)
    if funding := route_door.funding_of(chosen.asked):
        table[t("route.column.funding", lang)] = [funding.get(step.requirement, "") for one in placed for step in one.plan.steps]
    return table


def _chart_table(placed: tuple[Placed, ...], lang: str) -> pd.DataFrame:
    return pd.DataFrame({
        t("route.column.commune", lang): [one.plan.commune.name for one in placed],
        t("route.chart.work", lang): [float(one.work_after) for one in placed],
        t("route.column.met_after", lang): [one.met_after for one in placed],
    })


def tipping_block(chosen: Chosen, scene: Scene) -> None:
    """Single requirements whose fulfilment brings most communes over."""
    lang = scene.lang
    found = tips(chosen.gaps.plans)
    if found:
        st.subheader(t("route.tip.title", lang, count=format_count(len(found[0].communes), lang),
                       indicator=_tip_name(found[0].indicator, found[0].requirement, chosen, lang)), anchor=False)
        _show_wrapped(_tips_table(found, chosen, lang), {t(name, lang): width for name, width in TIP_WIDTHS.items()})


def _tips_table(found: Sequence[Tip], chosen: Chosen, lang: str) -> pd.DataFrame:
    law = chosen.gaps.law
    return pd.DataFrame({
        t("route.column.indicator", lang): [indicator_words(one.indicator, law, lang, chosen.gaps.set_id) for one in found],
        t("route.tip.requirement", lang): [needs_words([one.requirement], law, lang) if one.requirement else t("route.tip.whole", lang)
                                            for one in found],
        t("route.tip.communes", lang): [len(one.communes) for one in found],
        t("route.column.cost", lang): [amount_words(one.cost, lang) for one in found],
        t("route.tip.names", lang): [names_in_words([commune.name for commune in one.communes], lang) for one in found],
    })


def _tip_name(indicator: str, requirement: str | None, chosen: Chosen, lang: str) -> str:
    words = indicator_words(indicator, chosen.gaps.law, lang, chosen.gaps.set_id)
    return f"{words} ({needs_words([requirement], chosen.gaps.law, lang)})" if requirement else words


def unplanned_block(chosen: Chosen, lang: str) -> None:
    """Communes whose work cannot be counted, and what to ask for first."""
    if chosen.gaps.unplanned:
        st.subheader(t("route.unplanned", lang, count=format_count(len(chosen.gaps.unplanned), lang)), anchor=False)
        for one in asks(chosen.gaps.unplanned):
            st.text("• " + t(f"route.ask.{one.reason}", lang, count=format_count(len(one.communes), lang),
                             indicator=indicator_words(one.indicator, chosen.gaps.law, lang, chosen.gaps.set_id),
                             needs=needs_words(one.requirements, chosen.gaps.law, lang)))


def whatif_block(chosen: Chosen, scene: Scene) -> None:
    """Things of the plan taken as done, or another set applied: every count before and after; nothing is written."""
    lang, law = scene.lang, chosen.gaps.law
    st.subheader(t("route.whatif.title", lang), anchor=False)
    names = {
        f"{one.plan.commune.code}:{step.requirement}": f"{one.plan.commune.name}: {step_words(step, law, lang)}"
        for one in chosen.placed for step in one.plan.steps
    }
    kept = [tick for tick in (recall("ticks") or "").split(",") if tick in names]
    st.session_state["route_ticks"] = kept
    st.multiselect(t("route.whatif.ticks", lang), list(names), key="route_ticks", format_func=lambda tick: names[tick],
                   on_change=_store_ticks, placeholder=t("route.whatif.ticks_hint", lang))
    sets = [SAME_SET, *law.sets]
    set_id = pick(st.selectbox, "other_set", t("route.whatif.set", lang), sets, recall("other_set") or SAME_SET,
                  lambda one: t("route.whatif.same", lang) if one == SAME_SET else law.sets[one].document.number
                  + ", " + law.sets[one].level_title.in_(lang))
    st.caption(t("route.whatif.note", lang))
    if kept or set_id != SAME_SET:
        ticks = tuple(Tick(*tick.split(":", 1)) for tick in kept)
        changes = route_door.changes_of(chosen.asked, ticks, None if set_id == SAME_SET else set_id)
        st.dataframe(_changes_table(changes, law, lang), hide_index=True)


def _store_ticks() -> None:
    choose(ticks=",".join(st.session_state["route_ticks"]) or None)


def _counts_words(counts: Counts | None, lang: str) -> str:
    """Communes met of all, with those of which it cannot be told: "65/95 (5 chưa rõ)"."""
    if counts is None:
        return "–"
    met, unknown = f"{counts.met}/{counts.total}", counts.incomplete + counts.no_data
    return t("route.whatif.unknown", lang, met=met, count=unknown) if unknown else met


def _changes_table(changes: tuple[LevelChange, ...], law: object, lang: str) -> pd.DataFrame:
    titles = {one.level: one.level_title.in_(lang) for one in law.sets.values()}
    return pd.DataFrame({
        t("route.whatif.level", lang): [titles[one.level] for one in changes],
        t("route.whatif.before", lang): [_counts_words(one.before, lang) for one in changes],
        t("route.whatif.after", lang): [_counts_words(one.after, lang) for one in changes],
        t("route.whatif.rose", lang): [names_in_words(one.rose, lang) for one in changes],
        t("route.whatif.fell", lang): [names_in_words(one.fell, lang) for one in changes],
        t("route.whatif.open", lang): [names_in_words(one.open, lang) for one in changes],
    })
