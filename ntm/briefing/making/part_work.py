"""The parts on the work done: direction, obstacles and help, resources; prefilled from what is recorded, the rest marked."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ntm.briefing.content import Block, Field, Section, ShowTable
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered, Helped
from ntm.briefing.making.record_tables import helped_id, live_obstacles, removed_obstacles
from ntm.briefing.making.runs import Runs, counted, listed, say, to_write, told
from ntm.progress.profile import lacking_words, unit_word
from ntm.records.placing import Placed, is_live
from ntm.texts import format_number, t


def direction(g: Gathered, drawn: Drawn) -> Section:
    """I. Direction: the law that applies, the tasks decided, and what a person must tell."""
    blocks = (to_write("direction", g.lang), told("briefing.direction.law", g.lang, documents=_documents(g)), ShowTable("laws"),
              *tasks(g, drawn))
    return Section(t("briefing.section.direction", g.lang), blocks)


def _documents(g: Gathered) -> str:
    numbers = dict.fromkeys(g.figures.sets[level].document.number for level in g.figures.levels)
    return ", ".join(t("briefing.direction.decision", g.lang, number=one) if "/QĐ" in one else one for one in numbers)


def tasks(g: Gathered, drawn: Drawn) -> Iterator[Block]:
    """How many tasks were given, done, are open, overdue; with their list."""
    records = g.typed.records["task"]
    if not records:
        yield told("briefing.tasks.none", g.lang)
        return
    parts = [say(f"briefing.tasks.{state}", g.lang, count=counted(keys, "tasks", g.lang))
             for state in ("closed", "open", "overdue") if (keys := [one.id for one in records if one.state == state])]
    yield told("briefing.tasks.given", g.lang, count=counted([one.id for one in records], "tasks", g.lang), parts=listed(parts, ", "))
    yield ShowTable("tasks")


def obstacles(g: Gathered, drawn: Drawn) -> Section:
    """The obstacles that are not removed, and those that were; on a commune's sheet the latter are counted alone."""
    live, removed = live_obstacles(g), removed_obstacles(g)
    blocks: list[Block] = []
    if live:
        blocks += [told(f"briefing.obstacles.{'overdue' if _overdue(live) else 'live'}", g.lang, count=_ids(live, "obstacles", g),
                        overdue=_ids(_overdue(live), "obstacles", g)), ShowTable("obstacles")]
    if removed:
        blocks.append(told("briefing.obstacles.removed", g.lang, count=_ids(removed, "removed", g)))
        blocks += [] if g.request.kind == "commune" else [ShowTable("removed")]
    return Section(t("briefing.section.obstacles", g.lang), tuple(blocks) or (told("briefing.obstacles.none", g.lang),))


def _overdue(records: list[Placed]) -> list[Placed]:
    return [one for one in records if one.state == "overdue"]


def _ids(records: list[Placed], table: str, g: Gathered) -> Field:
    return counted([one.id for one in records], table, g.lang)


def help_given(g: Gathered, drawn: Drawn) -> Section:
    """What was done for the communes that a unit was assigned to: where each stands, and its time line."""
    if not g.typed.helped:
        return Section(t("briefing.section.help", g.lang), (told("briefing.help.none", g.lang), to_write("help", g.lang)))
    blocks: list[Block] = []
    for one in g.typed.helped:
        blocks += [told("briefing.help.of", g.lang, said=standing_of(g, one.key), done=_done(g, one)), ShowTable(helped_id(one))]
    blocks += [ShowTable("assistance")] if g.typed.records["assistance"] else []
    return Section(t("briefing.section.help", g.lang), tuple(blocks))


def _done(g: Gathered, one: Helped) -> Runs:
    """How many acts of help the commune got."""
    keys = [record.id for record in g.typed.records["activity"] if g.typed.communes.get(record.life) == one.key]
    return say("briefing.help.done", g.lang, count=counted(keys, "activities", g.lang)) if keys else say("briefing.help.nothing", g.lang)


def standing_of(g: Gathered, key: str, level: str | None = None, table: str = "communes") -> Runs:
    """Where a commune stands at a level (profile.answer_sentence), every figure a field of a table."""
    level = level or g.figures.level
    criteria, row = g.figures.sets[level], _row(g, key, level)
    words = "" if level == g.figures.level else " " + criteria.level_title.in_(g.lang)
    if row["status"] == "met":
        return say("commune.title.met", g.lang, name=g.naming.labels[key], claim=criteria.claim.in_(g.lang))
    if row["status"] == "no_data":
        return say("commune.title.no_data", g.lang, name=g.naming.labels[key], level=words)
    base = say("commune.title.count", g.lang, name=g.naming.labels[key], met=_cell(row["met_count"], table, g.lang),
               of=_cell(row["of_count"], table, g.lang), unit=unit_word(criteria, g.lang), level=words)
    return listed([base, *lacking_words(row, criteria, g.lang)])


def _row(g: Gathered, key: str, level: str) -> dict[str, Any]:
    rows = g.figures.rows(level)
    return next(row for row in rows.to_dict("records") if g.naming.keys[row["unit"]] == key)


def _cell(value: int, table: str, lang: str) -> Field:
    return Field(format_number(int(value), lang), int(value), table)


def resources(g: Gathered, drawn: Drawn) -> Section:
    """III. Resources: unit costs and funding as typed in; sums that nobody recorded are left to a person."""
    blocks: list[Block] = [to_write("resources", g.lang)]
    if drawn.has_rows("costs"):
        blocks += [told("briefing.resources.costs", g.lang), ShowTable("costs")]
    else:
        blocks.append(told("briefing.resources.none", g.lang))
    if drawn.has_rows("activities"):
        keys = [row.key for row in drawn.table("activities").body]
        blocks += [told("briefing.resources.given", g.lang, count=counted(keys, "activities", g.lang)), ShowTable("activities")]
    return Section(t("briefing.section.resources", g.lang), tuple(blocks))


def open_tasks(g: Gathered) -> list[Placed]:
    """The tasks that are not done on the day."""
    return [one for one in g.typed.records["task"] if is_live(one)]


def no_lead(g: Gathered) -> list[Placed]:
    """The obstacles for which nobody leads."""
    return [one for one in live_obstacles(g) if "lead" not in one.body]


def live_obstacles_of(g: Gathered, key: str) -> list[Placed]:
    """The obstacles of one commune that are not removed."""
    return [one for one in live_obstacles(g) if g.typed.communes.get(one.life) == key]
