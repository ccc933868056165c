"""The parts that judge and look ahead: prefilled by rule from figures and records; what only a person can say is marked."""
from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ntm.briefing.content import Block, Paragraph, Section
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.outlook_tables import forecast_of, present_targets, split_by_met, target_key
from ntm.briefing.making.part_outlook import BEHIND, plan, plan_runs, target_names
from ntm.briefing.making.part_results import keys_of, standing_runs
from ntm.briefing.making.part_work import no_lead, open_tasks
from ntm.briefing.making.record_tables import live_obstacles, removed_obstacles
from ntm.briefing.making.runs import counted, item, listed, named, paragraph, say, to_write
from ntm.texts import t


def review(g: Gathered, drawn: Drawn) -> Section:
    """IV. Overall judgement: strengths, shortcomings, causes, lessons."""
    return Section(t("briefing.section.review", g.lang), (), (
        Section(t("briefing.section.strengths", g.lang), (*_strengths(g, drawn), to_write("strengths", g.lang))),
        Section(t("briefing.section.shortcomings", g.lang), (*_shortcomings(g, drawn), to_write("shortcomings", g.lang))),
        Section(t("briefing.section.causes", g.lang), (*_causes(g, drawn), to_write("causes", g.lang))),
        Section(t("briefing.section.lessons", g.lang), (to_write("lessons", g.lang),)),
    ))


def _strengths(g: Gathered, drawn: Drawn) -> Iterator[Paragraph]:
    met, before = len(_met(g.figures.rows())), g.figures.rows_before()
    if met and (before is None or met >= len(_met(before))):
        yield paragraph(say("briefing.results.so_far", g.lang), standing_runs(g), ".", is_item=True)
    done = [target_key(one) for one in present_targets(g) if forecast_of(g, one).rating == "achieved"]
    if done:
        yield item("briefing.review.achieved", g.lang, count=counted(done, "roadmap", g.lang))
    removed = removed_obstacles(g)
    if removed:
        yield item("briefing.review.removed", g.lang, count=counted([one.id for one in removed], "removed", g.lang))


def _shortcomings(g: Gathered, drawn: Drawn) -> Iterator[Paragraph]:
    rows = g.figures.rows()
    found = {status: keys_of(rows[rows["status"] == status]) for status in ("not_met", "incomplete", "no_data")}
    parts = [say(f"briefing.results.{status}", g.lang, count=counted(keys, "communes", g.lang)) for status, keys in found.items() if keys]
    if parts:
        yield item("briefing.review.short", g.lang, parts=listed(parts, ", "))
    behind = split_by_met(g, (one for one in present_targets(g) if forecast_of(g, one).rating in BEHIND))
    for key, targets in zip(("late", "met_late"), behind, strict=True):
        if found := target_names(g, targets):
            yield item(f"briefing.review.{key}", g.lang, count=counted(list(found), "roadmap", g.lang),
                       names=named(found, "roadmap", g.lang))
    for flag in ("slipping", "disputed", "stale"):
        if drawn.has_rows(flag):
            yield item(f"briefing.caution.{flag}", g.lang, count=counted([row.key for row in drawn.table(flag).body], flag, g.lang))


def _met(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["status"] == "met"]


def _causes(g: Gathered, drawn: Drawn) -> Iterator[Paragraph]:
    """Which indicators most communes lack, and the obstacles recorded: what the figures can say of causes."""
    said = g.figures.now.indicators
    own = said[(said["set_id"] == g.criteria.id) & (said["status"] == "not_met")]
    counts = own.groupby("number")["unit"].count().sort_values(ascending=False, kind="stable").head(2)
    parts = [say("briefing.review.indicator", g.lang, number=number, title=g.criteria.find_indicator(number).short.in_(g.lang),
                 count=counted([g.naming.keys[unit] for unit in own.loc[own["number"] == number, "unit"]], "communes", g.lang))
             for number in counts.index]
    if parts:
        yield item("briefing.review.lacking", g.lang, parts=listed(parts))
    live = live_obstacles(g)
    if live:
        yield item("briefing.review.obstacles", g.lang, count=counted([one.id for one in live], "obstacles", g.lang))


def directions(g: Gathered, drawn: Drawn) -> Section:
    """V. Direction, aims, solutions."""
    return Section(t("briefing.section.directions", g.lang), (), (
        Section(t("briefing.section.direction_next", g.lang), (to_write("direction_next", g.lang),)),
        Section(t("briefing.section.aims", g.lang), (*_aims(g), to_write("aims", g.lang))),
        Section(t("briefing.section.solutions", g.lang), (*_solutions(g), to_write("solutions", g.lang))),
    ))


def _aims(g: Gathered) -> Iterator[Paragraph]:
    left, _ = split_by_met(g, (one for one in present_targets(g) if forecast_of(g, one).rating != "achieved"))
    coming = target_names(g, left)
    if coming:
        count = counted(list(coming), "roadmap", g.lang)
        yield item("briefing.aims.coming", g.lang, count=count, names=named(coming, "roadmap", g.lang, 20))


def _solutions(g: Gathered) -> Iterator[Paragraph]:
    if g.outlook.plan.reached:
        yield paragraph(say("briefing.plan.first", g.lang), plan_runs(g), ".", is_item=True)
    yield from _work_left(g)


def _work_left(g: Gathered) -> Iterator[Paragraph]:
    """The obstacles and tasks that are still open."""
    live, tasks = live_obstacles(g), open_tasks(g)
    if live:
        yield item("briefing.plan.obstacles", g.lang, count=counted([one.id for one in live], "obstacles", g.lang))
    if tasks:
        yield item("briefing.plan.tasks", g.lang, count=counted([one.id for one in tasks], "tasks", g.lang))


def requests(g: Gathered, drawn: Drawn) -> Section:
    """VI. Requests: what figures and records ask for; the rest is a person's."""
    blocks: list[Block] = []
    if drawn.has_rows("silent"):
        keys = [row.key for row in drawn.table("silent").body]
        blocks.append(item("briefing.requests.figures", g.lang, count=counted(keys, "silent", g.lang)))
    nobody = no_lead(g)
    if nobody:
        blocks.append(item("briefing.requests.lead", g.lang, count=counted([one.id for one in nobody], "obstacles", g.lang)))
    return Section(t("briefing.section.requests", g.lang), (*blocks, to_write("requests", g.lang)))


def next_period(g: Gathered, drawn: Drawn) -> Section:
    """The last part of a period's report: the plan, the tasks that are not done, what a person adds."""
    found = plan(g, drawn)
    return Section(t("briefing.section.next", g.lang), (*found.blocks, *_work_left(g), to_write("solutions", g.lang)))
