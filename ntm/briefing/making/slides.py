"""The slides: one message each, said in its title; the presenter's notes say what not to overlook."""
from __future__ import annotations

from collections.abc import Iterator

from ntm.briefing.content import Caution, Paragraph, Slide
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.part_outlook import plan_runs, roadmap
from ntm.briefing.making.part_results import changes, silent_runs, standing_runs
from ntm.briefing.making.part_work import live_obstacles_of, open_tasks, standing_of
from ntm.briefing.making.record_tables import helped_id
from ntm.briefing.making.runs import amount, counted, figure, item, listed, paragraph, say, told
from ntm.texts import format_date, t

MOST_POINTS = 4


def make_slides(g: Gathered, drawn: Drawn, cautions: tuple[Caution, ...]) -> tuple[Slide, ...]:
    """Where we stand, what changed, districts, roadmap, helped communes, the closest, the plan, the tasks to decide."""
    return (*_standing(g, drawn, cautions), *_changes(g, drawn), *_districts(g, drawn), *_roadmap(g, drawn), *_helped(g, drawn),
            *_closest(g, drawn), *_plan(g, drawn), _tasks(g, drawn))


def _standing(g: Gathered, drawn: Drawn, cautions: tuple[Caution, ...]) -> Iterator[Slide]:
    points = [paragraph(say("briefing.results.level", g.lang, level=g.figures.sets[level].level_title.in_(g.lang)), standing_runs(g, level))
              for level in g.figures.levels[1:] if g.figures.sets[level].criterion]
    silent = silent_runs(g)
    points += [paragraph(*silent[1:])] if silent else []
    notes = (t("briefing.slide.as_of", g.lang, day=format_date(g.day, g.lang)), *(one.sentence.text for one in cautions))
    yield Slide("standing", paragraph(standing_runs(g)), chart="history" if "history" in drawn.charts else None,
                table=None if "history" in drawn.charts else "levels", points=tuple(points), notes=notes)


def _changes(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    found = changes(g, drawn)
    paragraphs = list(found.paragraphs())
    has_moved = drawn.has_rows("moved")
    title = paragraphs[0] if not has_moved else _moved_title(g, drawn)
    said = [one for one in paragraphs if not one.is_item] if has_moved else paragraphs[1:]  # the table names who moved
    points = tuple(said[:MOST_POINTS])
    yield Slide("changes", Paragraph(title.runs), table="moved" if has_moved else None, points=points, notes=(found.title,))


def _moved_title(g: Gathered, drawn: Drawn) -> Paragraph:
    """How many rose and fell, in one line."""
    of = drawn.changes.of
    key = "both" if of["rose"] and of["fell"] else "rose" if of["rose"] else "fell" if of["fell"] else "other"
    return told(f"briefing.slide.moved_{key}", g.lang, rose=counted(of["rose"], "moved", g.lang), fell=counted(of["fell"], "moved", g.lang),
                other=counted(of["other"], "moved", g.lang))


def _districts(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    if "districts" not in drawn.charts:
        return
    rows = sorted(drawn.table("districts").body, key=lambda row: (-row.cells[6], row.cells[0]))
    title = told("overview.districts.lowest", g.lang, district=rows[-1].cells[0], met=amount(rows[-1].cells[1], "districts", g.lang),
                 total=amount(rows[-1].cells[5], "districts", g.lang))
    yield Slide("districts", title, chart="districts", notes=(drawn.charts["districts"].alt,))


def _roadmap(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    said, notes = list(roadmap(g, drawn).paragraphs()), (t("roadmap.recognised.note", g.lang),)
    if "ratings" in drawn.charts:
        yield Slide("roadmap", _roadmap_title(g, drawn), chart="ratings", points=tuple(said[:MOST_POINTS]), notes=notes)
    else:
        yield Slide("roadmap", Paragraph(said[0].runs), points=tuple(said[1:MOST_POINTS]), notes=notes)


def _roadmap_title(g: Gathered, drawn: Drawn) -> Paragraph:
    """All targets in one line, by rating."""
    parts = [say(f"roadmap.count.{row.key}", g.lang, count=figure(row.cells[1], "ratings", g.lang)) for row in drawn.table("ratings").body]
    total = counted([row.key for row in drawn.table("roadmap").body], "roadmap", g.lang)
    return told("briefing.chart.ratings", g.lang, total=total, parts=listed(parts, ", "))


def _helped(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    for one in g.typed.helped:
        live = live_obstacles_of(g, one.key)
        points = [item("briefing.slide.obstacles", g.lang, count=counted([each.id for each in live], "obstacles", g.lang))] if live else []
        yield Slide(helped_id(one), paragraph(standing_of(g, one.key)), table=helped_id(one), points=tuple(points),
                    notes=(t("briefing.note.no_cause", g.lang),))


def _closest(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    if drawn.has_rows("closest"):
        keys = [row.key for row in drawn.table("closest").body]
        yield Slide("closest", told("briefing.slide.closest", g.lang, count=counted(keys, "closest", g.lang)), table="closest",
                    notes=(t("briefing.note.work", g.lang),))


def _plan(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    yield Slide("plan", paragraph(plan_runs(g)), table="plan" if drawn.has_rows("plan") else None, notes=(t("briefing.note.work", g.lang),))


def _tasks(g: Gathered, drawn: Drawn) -> Slide:
    """The tasks that are not done, and room for what is decided."""
    live = open_tasks(g)
    title = told("briefing.slide.tasks", g.lang, count=counted([one.id for one in live], "tasks", g.lang)) if live \
        else told("briefing.slide.no_tasks", g.lang)
    table = "tasks" if drawn.has_rows("tasks") else None
    return Slide("tasks", title, table=table, notes=(t("briefing.slide.decide", g.lang),))
