"""The tables and charts of a briefing, made once; the text, the slides and the annexes show them."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ntm.briefing.content import Chart, ShowChart, Source, Table
from ntm.briefing.making import charts, commune_tables, outlook_tables, record_tables, standing_tables, trust_tables
from ntm.briefing.making.change_tables import Changes, find_changes
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.tables import lacks_of, needs_of

_CHARTS: Mapping[str, Callable[[Gathered, Table], Chart | None]] = {
    "districts": charts.districts_chart, "history": charts.history_chart, "ratings": charts.ratings_chart,
    "indicators": charts.indicators_chart,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Tables and charts by id, the changes since the period before, and the source files."""

    tables: Mapping[str, Table]
    charts: Mapping[str, Chart]
    changes: Changes | None
    sources: tuple[Source, ...]

    def table(self, table_id: str) -> Table:
        """A table that every briefing has."""
        return self.tables[table_id]

    def find(self, table_id: str) -> Table | None:
        """A table that there may be."""
        return self.tables.get(table_id)

    def has_rows(self, table_id: str) -> bool:
        """Whether there is such a table, with anything in it."""
        return table_id in self.tables and bool(self.tables[table_id].body)

    def show(self, chart_id: str) -> tuple[ShowChart, ...]:
        """A chart at this place of the text, where there is one."""
        return (ShowChart(chart_id),) if chart_id in self.charts else ()


def draw(g: Gathered) -> Drawn:
    """All tables and charts of a place. Those of a commune's sheet are made by it (commune_sheet)."""
    changes, sources = find_changes(g), trust_tables.find_sources(g)
    needs = needs_of(g)
    lacks = {level: lacks_of(g, level, needs) for level in _levels_told(g)}
    made = [*_standing(g, lacks), *_outlook(g, lacks[g.figures.level]), *_records(g), *_trust(g), trust_tables.sources_table(g, sources)]
    made += [changes.moved, changes.steps] if changes else []
    tables = {one.id: one for one in made if one is not None}
    drawn = {name: chart for name, make in _CHARTS.items() if (chart := make(g, tables[name])) is not None}
    return Drawn(tables, drawn, changes, sources)


def _levels_told(g: Gathered) -> list[str]:
    """The levels with a table of communes: those with a criterion of ours; in an annex alone every one that has indicators."""
    is_annex = g.request.kind == "annex"
    return [level for level, one in g.figures.sets.items() if level == g.figures.level or one.criterion or (is_annex and one.indicators)]


def _standing(g: Gathered, lacks: Mapping[str, Mapping[int, str]]) -> list[Table | None]:
    own = [commune_tables.communes_table(g, level, lacks[level]) for level in lacks]
    return [standing_tables.levels_table(g), standing_tables.districts_table(g), standing_tables.indicators_table(g),
            standing_tables.history_table(g), standing_tables.estimates_table(g), *own, commune_tables.figures_table(g)]


def _outlook(g: Gathered, lacks: Mapping[int, str]) -> list[Table | None]:
    return [outlook_tables.roadmap_table(g), outlook_tables.ratings_table(g), outlook_tables.outlook_table(g, lacks),
            outlook_tables.aims_table(g), outlook_tables.recognised_table(g), outlook_tables.closest_table(g, lacks),
            outlook_tables.plan_table(g), outlook_tables.unplanned_table(g)]


def _records(g: Gathered) -> list[Table | None]:
    return [record_tables.obstacles_table(g), record_tables.removed_table(g), record_tables.assistance_table(g),
            record_tables.activities_table(g), record_tables.tasks_table(g), record_tables.costs_table(g),
            record_tables.commendation_table(g), *(record_tables.helped_table(g, one) for one in g.typed.helped)]


def _trust(g: Gathered) -> list[Table | None]:
    return [*(trust_tables.flag_table(g, flag) for flag in trust_tables.FLAGS), trust_tables.silent_table(g), trust_tables.laws_table(g)]
