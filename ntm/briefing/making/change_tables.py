"""What rose and fell since the period before, and why: by commune, and by indicator."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ntm.briefing.content import Row, Table
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.tables import column, figure_text, sources_of
from ntm.progress.matrix import LEVEL, DayChanges, all_cells, compare_days
from ntm.texts import t

DIRECTIONS = ("rose", "fell", "other")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes at the first level since the earlier day, by progress.matrix.compare_days; `moved` and `steps` as tables.

    `moved`: a row a commune whose standing at the level changed; `steps`: a row a commune and indicator that changed. The
    keys of a direction (rose, fell, other) in `of`, those of an indicator and direction in `by_number`.
    """

    days: DayChanges
    moved: Table
    steps: Table
    of: dict[str, list[str]]
    by_number: dict[tuple[str, str], list[str]]


def find_changes(g: Gathered) -> Changes | None:
    """What changed; None where there is no earlier day to compare with, or another law judged it."""
    if g.figures.gap():
        return None
    level = g.figures.level
    before, now = (all_cells(one, level) for one in (g.figures.before, g.figures.now))
    days = compare_days(before, now, list(g.naming.keys))
    cells = days.cells.sort_values(["unit", "position_after"]).to_dict("records")
    steps = [cell for cell in cells if cell["number"] != LEVEL]
    why: dict[int, list[str]] = defaultdict(list)
    for cell in steps:
        why[cell["unit"]].append(_why(cell, g))
    moved = [cell for cell in cells if cell["number"] == LEVEL]
    of: dict[str, list[str]] = {name: [g.naming.keys[cell["unit"]] for cell in moved if cell["direction"] == name] for name in DIRECTIONS}
    by_number: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in steps:
        by_number[cell["number"], cell["direction"]].append(_step_key(cell, g))
    return Changes(days, _moved_table(g, moved, why), _steps_table(g, steps), of, dict(by_number))


def _why(cell: dict, g: Gathered) -> str:
    """What moved an indicator: "8.3: 5/9 → 6/9 (chưa đạt → đạt)"."""
    before, after = (_figure(cell, side, g) for side in ("_before", "_after"))
    statuses = [t(f"status.{cell[f'status_{side}']}", g.lang).lower() for side in ("before", "after")]
    key = "figures" if before and after and before != after else "statuses"
    return t(f"briefing.why.{key}", g.lang, number=cell["number"], before=before or "", after=after or "", was=statuses[0], now=statuses[1])


def _figure(cell: dict, side: str, g: Gathered) -> str | None:
    measure = g.law.measures.get(cell[f"measure{side}"])
    values = (cell[f"{name}{side}"] for name in ("numerator", "denominator", "figure"))
    return figure_text(*values, measure.kind if measure else None, g.lang)


def _moved_table(g: Gathered, moved: list[dict], why: dict[int, list[str]]) -> Table:
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=1.8), column("status_before", g.lang, "status", 1.3),
               column("status", g.lang, "status", 1.3), column("why", g.lang, "words", 4.5))
    rows = []
    for direction in DIRECTIONS:
        own = [cell for cell in moved if cell["direction"] == direction]
        if own:
            rows.append(Row(direction, (t(f"briefing.direction.{direction}", g.lang), *[None] * 4), "group"))
        for cell in own:
            key = g.naming.keys[cell["unit"]]
            rows.append(Row(key, (g.naming.labels[key], g.naming.district(key), cell["status_before"], cell["status_after"],
                                  "; ".join(why.get(cell["unit"], [])) or None)))
    return Table("moved", t("briefing.table.moved", g.lang), columns, tuple(rows), (), sources_of(g))


def _steps_table(g: Gathered, steps: list[dict]) -> Table:
    columns = (column("commune", g.lang, weight=2), column("number_of", g.lang, weight=0.7), column("status_before", g.lang, "status", 1.3),
               column("figure_before", g.lang), column("status", g.lang, "status", 1.3), column("figure", g.lang))
    rows = tuple(
        Row(_step_key(cell, g), (g.naming.labels[g.naming.keys[cell["unit"]]], cell["number"], cell["status_before"],
                                 _figure(cell, "_before", g), cell["status_after"], _figure(cell, "_after", g)))
        for cell in steps
    )
    return Table("steps", t("briefing.table.steps", g.lang), columns, rows, (), sources_of(g))


def _step_key(cell: dict, g: Gathered) -> str:
    return f"{g.naming.keys[cell['unit']]}/{cell['number']}"

