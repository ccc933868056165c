"""The annex tables by commune: communes x indicators, every counted figure."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ntm.briefing.content import Column, Row, Table, Value
from ntm.briefing.making.gathered import Gathered, commune_key
from ntm.briefing.making.tables import column, figure_text, sources_of, whole
from ntm.criteria import CriteriaSet
from ntm.progress.bars import need_name
from ntm.progress.matrix import main_measure
from ntm.texts import t


def communes_id(g: Gathered, level: str) -> str:
    """The id of a level's table of communes."""
    return "communes" if level == g.figures.level else f"communes_{level}"


def communes_table(g: Gathered, level: str, lacks: Mapping[int, str], found: pd.DataFrame) -> Table:
    """A row a commune: each indicator's status and counted figure (`found`: make_cells), the level's status, what is missing."""
    criteria = g.figures.sets[level]
    columns = (column("number", g.lang, "count", 0.5), column("commune", g.lang, weight=2.3), *_indicator_columns(g, criteria),
               column("status", g.lang, "status", 1.3), column("met_count", g.lang, "count", 0.7),
               column("of_count", g.lang, "count", 0.7), column("closed", g.lang, "day", 1.2), column("missing", g.lang, "words", 4.5))
    cells = {(row.unit, row.number): row for row in found.itertuples()}
    rows = (_commune_row(g, row, criteria, cells, lacks) for row in g.figures.rows(level).itertuples())
    title = t("briefing.table.communes", g.lang, level=criteria.level_title.in_(g.lang))
    own = g.figures.now.indicators
    return Table(communes_id(g, level), title, columns, tuple(by_district(g, list(rows), len(columns), has_number=True)),
                 (t("briefing.note.assessed", g.lang),), sources_of(g, own[own["level"] == level]), True)


def _indicator_columns(g: Gathered, criteria: CriteriaSet) -> Iterator[Column]:
    for indicator in criteria.indicators:
        group = f"{indicator.number} {indicator.short.in_(g.lang)}"
        yield Column(indicator.number, t("briefing.column.status", g.lang), "status", 1.1, group)
        if main_measure(criteria, indicator.number, g.law):
            yield Column(f"{indicator.number}/figure", t("briefing.column.figure", g.lang), "text", 0.8, group)


def _commune_row(g: Gathered, row: tuple, criteria: CriteriaSet, cells: dict, lacks: Mapping[int, str]) -> Row:
    key, found = commune_key(row.code, row.valid_from), []
    for indicator in criteria.indicators:
        cell, measure = cells.get((row.unit, indicator.number)), main_measure(criteria, indicator.number, g.law)
        found.append(cell.status if cell else "no_data")
        if measure:
            found.append(figure_text(cell.numerator, cell.denominator, cell.figure, measure.kind, g.lang) if cell else None)
    counts = whole(row.met_count), whole(row.of_count)
    return Row(key, (None, g.naming.labels[key], *found, row.status, *counts, row.period_end, lacks.get(row.unit)))


def by_district(g: Gathered, rows: Sequence[Row], width: int, *, has_number: bool = False) -> Iterator[Row]:
    """Rows of communes (keys that begin with a commune's) under their districts' names; numbered through in the first column."""
    last, place = None, 0
    for row in rows:
        code = g.naming.district_of["/".join(row.key.split("/")[:2])]
        if code != last and code in g.naming.districts and len(g.naming.districts) > 1:
            blank: list[Value] = [None] * width
            blank[1 if has_number else 0] = g.naming.districts[code]
            yield Row(code, tuple(blank), "group")
        last, place = code, place + 1
        yield Row(row.key, (place, *row.cells[1:])) if has_number else row


def figures_table(g: Gathered) -> Table:
    """A row a commune and requirement of the first level: what is counted always, what is only yes or no where it is not met."""
    needs = g.figures.now.requirements
    own = needs[(needs["set_id"] == g.criteria.id) & (needs["kind"] == "measure")]
    own = own[(own["measure_kind"] != "yes_no") | (own["status"] != "met")]
    columns = (column("commune", g.lang, weight=2.2), column("number_of", g.lang, weight=0.7), column("need", g.lang, weight=3.5),
               column("numerator", g.lang, "count"), column("denominator", g.lang, "count"), column("value", g.lang, weight=1),
               column("threshold", g.lang, weight=0.9), column("status", g.lang, "status", 1.3), column("closed", g.lang, "day", 1.2),
               column("source", g.lang, weight=2.6))
    order = {key: place for place, key in enumerate(g.naming.names)}
    records = sorted(own.to_dict("records"), key=lambda need: (order[g.naming.keys[need["unit"]]], need["number"], need["position"]))
    rows = [_figure_row(g, need) for need in records]
    return Table("figures", t("briefing.table.figures", g.lang, level=g.criteria.level_title.in_(g.lang)), columns,
                 tuple(by_district(g, rows, len(columns))), (t("briefing.note.figures", g.lang),), sources_of(g, own), True)


def _figure_row(g: Gathered, need: dict) -> Row:
    key = g.naming.keys[need["unit"]]
    return Row(f"{key}/{need['number']}/{need['ref']}", (
        g.naming.labels[key], need["number"], need_name(need, g.law, g.lang), whole(need["numerator"]), whole(need["denominator"]),
        _value(need, g.lang), need["threshold"] if isinstance(need["threshold"], str) else _no_threshold(need, g.lang), _status(need),
        need["cutoff"], _cell_of(need),
    ))


def _cell_of(need: dict) -> str | None:
    """Where a figure stands: "12: Biểu 01!K8", the load's number as in the annex of source files; None for no figure."""
    cell = "!".join(part for part in (need["sheet"], need["cell"]) if isinstance(part, str) and part)
    return f"{int(need['batch'])}: {cell}" if cell else None


def _status(need: dict) -> str | None:
    """A requirement's status; None for a figure that nothing says how to judge, because the threshold is open."""
    return None if need["is_open"] and need["has_figure"] else need["status"]


def _no_threshold(need: dict, lang: str) -> str | None:
    return t("briefing.no_threshold", lang) if need["is_open"] else None


def _value(need: dict, lang: str) -> str | None:
    """A figure that is no count over a count: yes or no, a percentage, a number."""
    if not need["has_figure"] or not pd.isna(need["numerator"]):
        return None
    if need["measure_kind"] == "yes_no":
        return t("figure.yes" if need["is_met"] else "figure.no", lang)
    return figure_text(None, None, need["figure"], need["measure_kind"], lang)
