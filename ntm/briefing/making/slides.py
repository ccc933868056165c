"""The slides: one message each, said in its title; the presenter's notes say what not to overlook."""
from __future__ import annotations

from collections.abc import Iterator

from ntm.briefing.cells import cell_words
from ntm.briefing.content import Caution, Paragraph, Slide, Table
from ntm.briefing.making.charts import lowest_runs
from ntm.briefing.making.drawn import Drawn
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.part_outlook import plan_runs, roadmap
from ntm.briefing.making.part_results import changes, silent_runs, standing_runs
from ntm.briefing.making.part_work import live_obstacles_of, open_tasks, standing_of
from ntm.briefing.making.record_tables import helped_id
from ntm.briefing.making.runs import Runs, counted, figure, item, listed, paragraph, say, told
from ntm.progress.route.words import plan_variant
from ntm.texts import capital, format_date, t

MOST_POINTS = 4
# The columns of long tables that a slide has room for; the whole table stands behind it.
_EVENT = ("day", "event", "what", "changed")
_LACK = ("number", "commune", "district", "missing", "work")
_STEP = ("number", "commune", "step", "work", "met_after")
_TASK = ("document", "task", "who", "due", "state")
_IN_FULL = ("all", "count", "both")  # plans that reach what they are asked for, told in one short title


def make_slides(g: Gathered, drawn: Drawn, cautions: tuple[Caution, ...]) -> tuple[Slide, ...]:
    """Where we stand, what changed, districts, roadmap, helped communes, the closest, the plan, the tasks to decide."""
    return (*_standing(g, drawn, cautions), *_changes(g, drawn), *_districts(g, drawn), *_roadmap(g, drawn), *_helped(g, drawn),
            *_closest(g, drawn), *_plan(g, drawn), _tasks(g, drawn))


def _standing(g: Gathered, drawn: Drawn, cautions: tuple[Caution, ...]) -> Iterator[Slide]:
    points = [paragraph(say("briefing.results.level", g.lang, level=g.figures.sets[level].level_title.in_(g.lang)), standing_runs(g, level))
              for level in g.figures.levels[1:] if g.figures.sets[level].criterion]
    silent = silent_runs(g)
    points += [_beginning(silent[1:])] if silent else []
    notes = (t("briefing.slide.as_of", g.lang, day=format_date(g.day, g.lang)), *(one.sentence.text for one in cautions))
    yield Slide("standing", paragraph(standing_runs(g)), chart="history" if "history" in drawn.charts else None,
                table=None if "history" in drawn.charts else "levels", points=tuple(points), notes=notes)


def _beginning(runs: Runs) -> Paragraph:
    """The middle of a sentence as a point of its own."""
    return paragraph(*((capital(run) if isinstance(run, str) and not place else run) for place, run in enumerate(runs)))


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
    title = paragraph(lowest_runs(g, drawn.table("districts")))
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
    """Where a helped commune stands and what happened lately; what it lacks and who clears it away stands in the notes."""
    for one in g.typed.helped:
        live = live_obstacles_of(g, one.key)
        points = [item("briefing.slide.obstacles", g.lang, count=counted([each.id for each in live], "obstacles", g.lang))] if live else []
        lack = drawn.table("communes").values("missing")[one.key]
        notes = [t("briefing.slide.lacking", g.lang, words=lack)] if lack else []
        notes += [_obstacle_words(drawn.table("obstacles"), each.id, g.lang) for each in live]
        yield Slide(helped_id(one), paragraph(standing_of(g, one.key)), table=helped_id(one), points=tuple(points),
                    notes=(*notes, t("briefing.note.no_cause", g.lang)), columns=_EVENT, keeps_last=True)


def _obstacle_words(table: Table, key: str, lang: str) -> str:
    """A row of the obstacles in a line, without the commune: the indicator, what, who leads, when due, the last step."""
    row = next(row for row in table.body if row.key == key)
    shown = [(value, column) for value, column in zip(row.cells, table.columns, strict=True) if column.key != "commune"]
    return "; ".join(filter(None, (cell_words(value, column, lang).rstrip(".") for value, column in shown)))


def _closest(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    if drawn.has_rows("closest"):
        keys = [row.key for row in drawn.table("closest").body]
        yield Slide("closest", told("briefing.slide.closest", g.lang, count=counted(keys, "closest", g.lang)), table="closest",
                    notes=(t("briefing.note.work", g.lang),), columns=_LACK)


def _plan(g: Gathered, drawn: Drawn) -> Iterator[Slide]:
    """What the plan brings for how much work; the whole sentence where it is another message, else in the notes."""
    said, note = paragraph(plan_runs(g)), t("briefing.note.work", g.lang)
    is_short = plan_variant(g.outlook.gaps, g.outlook.plan) in _IN_FULL
    title = paragraph(plan_runs(g, "briefing.slide.plan")) if is_short else said
    yield Slide("plan", title, table="plan" if drawn.has_rows("plan") else None, notes=(said.text, note) if is_short else (note,),
                columns=_STEP)


def _tasks(g: Gathered, drawn: Drawn) -> Slide:
    """The tasks that are not done, and room for what is decided."""
    live = open_tasks(g)
    table = "tasks" if drawn.has_rows("tasks") else None
    keys = [row.key for row in drawn.table("tasks").body] if table else []
    key = "no_tasks" if not live else "tasks" if len(live) == len(keys) else "some_tasks"
    title = told(f"briefing.slide.{key}", g.lang, count=counted([one.id for one in live], "tasks", g.lang),
                 total=counted(keys, "tasks", g.lang))
    return Slide("tasks", title, table=table, notes=(t("briefing.slide.decide", g.lang),), columns=_TASK)
