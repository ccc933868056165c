"""Tables of what people typed in: obstacles, assistance, tasks, unit costs, and the form for commendations."""
from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import compress

from ntm.briefing.content import Column, Row, Table, Value
from ntm.briefing.making.gathered import Gathered, Helped
from ntm.briefing.making.runs import blank
from ntm.briefing.making.tables import column
from ntm.progress.record_words import field_text
from ntm.records.placing import Placed, is_live
from ntm.texts import format_date, t

EMPTY_ROWS = 3
MOST_EVENTS = 3


def _text(g: Gathered, one: Placed, name: str) -> str | None:
    """A field of a record as a person reads it; None where it has none."""
    return field_text(g.typed.words.kinds[one.kind].field(name), one.body, g.typed.words, g.lang) or None


def _day(one: Placed, name: str) -> date | None:
    return date.fromisoformat(one.body[name]) if name in one.body else None


def _commune(g: Gathered, one: Placed) -> str | None:
    return g.naming.labels[g.typed.communes[one.life]] if one.life else None


def _state(g: Gathered, one: Placed) -> str | None:
    return None if one.state == "plain" else t(f"briefing.state.{one.state}", g.lang)


def _table(g: Gathered, id_: str, columns: Sequence[Column], records: Sequence[Placed],
           cells: Callable[[Gathered, Placed], tuple[Value, ...]], keys: Collection[str] | None = None) -> Table:
    """A row a record, its id the key. `keys`: the columns that are wanted; None: all."""
    wanted = [keys is None or column.key in keys for column in columns]
    rows = tuple(Row(one.id, tuple(compress(cells(g, one), wanted))) for one in records)
    return Table(id_, t(f"briefing.table.{id_}", g.lang), tuple(compress(columns, wanted)), rows)


def live_obstacles(g: Gathered) -> list[Placed]:
    """The obstacles that are not removed on the day, the longest overdue first."""
    return [one for one in g.typed.records["obstacle"] if is_live(one)]


def removed_obstacles(g: Gathered) -> list[Placed]:
    """The obstacles that were removed by the day."""
    return [one for one in g.typed.records["obstacle"] if one.state == "closed"]


def obstacles_table(g: Gathered) -> Table:
    """The obstacles that are not removed: what, who leads, when due, the last step taken; a commune's own sheet has no partners."""
    keys = ("indicator", "what", "lead", "due", "state", "last_step") if g.request.kind == "commune" else None
    columns = (column("commune", g.lang, weight=1.8), column("indicator", g.lang, weight=1.8), column("what", g.lang, weight=3.6),
               column("lead", g.lang, weight=1.6), column("partners", g.lang, weight=1.6), column("due", g.lang, "day", 1.1),
               column("state", g.lang, weight=1.1), column("last_step", g.lang, weight=2.4))
    return _table(g, "obstacles", columns, live_obstacles(g), lambda g, one: (
        _commune(g, one), _text(g, one, "indicator"), one.body["what"], one.body.get("lead"), one.body.get("partners"), _day(one, "due"),
        _state(g, one), _last_step(g, one)), keys)


def _last_step(g: Gathered, obstacle: Placed) -> str | None:
    steps = [one for one in g.typed.records["obstacle_step"] if one.body["obstacle"] == obstacle.id]
    last = max(steps, key=lambda one: one.body["on"], default=None)
    return f"{format_date(date.fromisoformat(last.body['on']), g.lang)}: {last.body['what']}" if last else None


def removed_table(g: Gathered) -> Table:
    """The obstacles that were removed, with the result."""
    columns = (column("commune", g.lang, weight=1.8), column("indicator", g.lang, weight=1.8), column("what", g.lang, weight=3.6),
               column("lead", g.lang, weight=1.6), column("closed_on", g.lang, "day", 1.1), column("result", g.lang, weight=2.4))
    return _table(g, "removed", columns, removed_obstacles(g), lambda g, one: (
        _commune(g, one), _text(g, one, "indicator"), one.body["what"], one.body.get("lead"), _day(one, "closed"), one.body.get("result")))


def assistance_table(g: Gathered) -> Table:
    """Which unit helps which commune since when."""
    columns = (column("unit", g.lang, weight=2), column("commune", g.lang, weight=2), column("since", g.lang, "day"),
               column("until", g.lang, "day"), column("document", g.lang, weight=2), column("result", g.lang, weight=2.5))
    return _table(g, "assistance", columns, g.typed.records["assistance"], lambda g, one: (
        one.body["unit"], _commune(g, one), _day(one, "since"), _day(one, "until"), one.body.get("document"),
        one.body.get("result") if one.state == "closed" else None))


def activities_table(g: Gathered) -> Table:
    """Each act of help."""
    columns = (column("day", g.lang, "day", 1.1), column("commune", g.lang, weight=1.8), column("unit", g.lang, weight=1.8),
               column("what", g.lang, weight=3.6), column("items", g.lang, weight=1.8), column("hours", g.lang, weight=0.8))
    records = sorted(g.typed.records["activity"], key=lambda one: (one.body["on"], int(one.id)))
    return _table(g, "activities", columns, records, lambda g, one: (
        _day(one, "on"), _commune(g, one), one.body.get("unit"), one.body["what"], one.body.get("items"), _text(g, one, "hours")))


def helped_id(one: Helped) -> str:
    """The id of a helped commune's time line."""
    return f"helped_{one.key.partition('/')[0]}"


def helped_table(g: Gathered, one: Helped) -> Table:
    """The time line of a helped commune, oldest first: what was done, and what the figures said before and after.

    On a commune's own sheet the newest events alone, because it is one of paper.
    """
    events = one.events.head(MOST_EVENTS) if g.request.kind == "commune" else one.events
    columns = (column("day", g.lang, "day", 1.1), column("event", g.lang, "words", 2.2), column("what", g.lang, "words", 3.6),
               column("who", g.lang, weight=1.6), column("changed", g.lang, "words", 3.2))
    rows = tuple(
        Row(f"{place}", (event.day, event.title, event.detail or None, event.who or None, event.changed or None))
        for place, event in enumerate(events.iloc[::-1].itertuples(), 1)
    )
    title = t("briefing.table.helped", g.lang, name=g.naming.labels[one.key])
    notes = (t("briefing.note.no_cause", g.lang),) if any(row.cells[-1] for row in rows) else ()
    return Table(helped_id(one), title, columns, rows, notes)


def tasks_table(g: Gathered) -> Table:
    """The steering committee's tasks, what is overdue first."""
    columns = (column("document", g.lang, weight=1.8), column("task", g.lang, weight=3.6), column("who", g.lang, weight=1.6),
               column("partners", g.lang, weight=1.6), column("due", g.lang, "day", 1.1), column("state", g.lang, weight=1.1),
               column("result", g.lang, weight=2.4))
    return _table(g, "tasks", columns, g.typed.records["task"], lambda g, one: (
        one.body["document"], one.body["task"], one.body.get("who"), one.body.get("partners"), _day(one, "due"), _state(g, one),
        one.body.get("result") if one.state == "closed" else None))


def costs_table(g: Gathered) -> Table:
    """What a unit of work costs and who pays."""
    columns = (column("measure", g.lang, weight=3), column("cost", g.lang), column("cost_unit", g.lang),
               column("funding", g.lang, weight=2.4), column("document", g.lang, weight=2))
    return _table(g, "costs", columns, g.typed.records["unit_cost"], lambda g, one: (
        _text(g, one, "measure"), _text(g, one, "cost"), one.body.get("unit"), one.body.get("funding"), one.body.get("document")))


def commendation_table(g: Gathered) -> Table:
    """The form for proposed commendations: nothing of it is recorded, so a person fills it in."""
    keys = ("number", "nominee", "nominee_unit", "achievement", "award")
    columns = tuple(column(key, g.lang, weight=0.5 if key == "number" else 2) for key in keys)
    rows = tuple(Row(str(place), (str(place), blank("nominee", g.lang), None, None, None)) for place in range(1, EMPTY_ROWS + 1))
    return Table("commendation", t("briefing.table.commendation", g.lang), columns, rows, (blank("commendation", g.lang),), is_form=True)
