"""What a reader must be able to look up before trusting the figures: doubted indicators, silent communes, law, source files."""
from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from ntm.briefing.content import Row, Source, Table
from ntm.briefing.making.gathered import Gathered
from ntm.briefing.making.tables import column, sources_of
from ntm.progress.profile import concluded
from ntm.progress.sentences import figure_words, law_words
from ntm.texts import format_date, format_period, t

FLAGS = ("disputed", "slipping", "stale", "summed", "rounded", "estimate")
_EXPLAINED = ("disputed", "stale")  # whose words say more than the title of their table


def flag_table(g: Gathered, flag: str) -> Table | None:
    """The indicators of the place with a flag: what the figures say, what was concluded; None where there are none."""
    said = g.figures.now.indicators
    own = said[[flag in flags for flags in said["flags"]]]
    if own.empty:
        return None
    figures = _figures(g, own)
    columns = (column("commune", g.lang, weight=2), column("level", g.lang, weight=1.5), column("number_of", g.lang, weight=0.7),
               column("status", g.lang, "status", 1.3), column("figures", g.lang, "words", 2.6), column("concluded", g.lang, weight=3),
               column("closed", g.lang, "day", 1.1))
    order = {key: place for place, key in enumerate(g.naming.names)}
    records = sorted(own.to_dict("records"), key=lambda row: (order[g.naming.keys[row["unit"]]], row["set_id"], row["position"]))
    rows = tuple(Row(f"{g.naming.keys[row['unit']]}/{row['set_id']}/{row['number']}", (
        g.naming.labels[g.naming.keys[row["unit"]]], g.law.sets[row["set_id"]].level_title.in_(g.lang), row["number"], row["status"],
        figures.get((row["unit"], row["set_id"], row["number"])), concluded(row, g.lang) or None, _closed(row))) for row in records)
    notes = (t(f"flag.{flag}", g.lang),) if flag in _EXPLAINED else ()
    return Table(flag, t(f"briefing.table.{flag}", g.lang), columns, rows, notes, sources_of(g, own))


def _closed(row: dict[str, Any]) -> date | None:
    return row["relied_cutoff"] or row["cutoff"]


def _figures(g: Gathered, own: pd.DataFrame) -> dict[tuple[int, str, str], str]:
    """What the failing requirements (else the counted ones) of some indicators say."""
    keys = ["unit", "set_id", "number"]
    needs = g.figures.now.requirements
    needs = needs[needs["unit"].isin(own["unit"])]
    needs = needs[needs["has_figure"] & ((needs["measure_kind"] != "yes_no") | (needs["status"] == "not_met"))]
    needs = needs.merge(own[keys], on=keys, validate="m:1")
    return {key: "; ".join(words for need in rows.to_dict("records") if (words := figure_words(need, g.law, g.lang)))
            for key, rows in needs.groupby(keys)}


def silent_table(g: Gathered) -> Table | None:
    """The communes whose standing at the first level is not fully known, with the indicators that nobody reported."""
    rows = g.figures.rows()
    own = rows[rows["status"].isin(["incomplete", "no_data"])]
    columns = (column("commune", g.lang, weight=2), column("district", g.lang, weight=2), column("status", g.lang, "status", 1.5),
               column("unknown", g.lang, weight=2), column("closed", g.lang, "day"))
    found = tuple(Row(key, (g.naming.labels[key], g.naming.district(key), row.status, ", ".join(row.unknown_numbers), row.period_end))
                  for row in own.itertuples() if (key := g.naming.keys[row.unit]))
    return Table("silent", t("briefing.table.silent", g.lang), columns, found, (), sources_of(g)) if found else None


def laws_table(g: Gathered) -> Table:
    """The sets that judged the day, and what must be said of each."""
    columns = (column("level", g.lang, weight=1.8), column("document", g.lang, weight=1.5), column("issued", g.lang, "day"),
               column("title", g.lang, weight=3), column("applies", g.lang, weight=1.8), column("said", g.lang, "words", 3))
    rows = []
    for level in g.figures.levels:
        one = g.figures.sets[level]
        until = format_date(one.in_force_to, g.lang) if one.in_force_to else "…"
        title = one.document.title.in_(g.lang) if one.document.title else None
        rows.append(Row(one.id, (
            one.level_title.in_(g.lang), one.document.number, one.document.issued, title,
            f"{format_date(one.applies_from, g.lang)} – {until}", "; ".join(law_words(one, g.day, g.lang)) or None)))
    return Table("laws", t("briefing.table.laws", g.lang), columns, tuple(rows))


def find_sources(g: Gathered) -> tuple[Source, ...]:
    """The loads that count and whose figures were closed by the day."""
    return tuple(
        Source(str(row["id"]), row["file_name"], row["sha256"], format_period(row["period_kind"], _date(row["period_end"]), g.lang),
               row["stage"], _word(row["body"]), _word(row["document_number"]), _date(row["document_date"]), row["loaded_by"],
               bool(row["is_sample"]))
        for row in g.batches.to_dict("records")
    )


def sources_table(g: Gathered, sources: tuple[Source, ...]) -> Table:
    """The source files with their covering documents, each by the number of its load, as the page of loads has it. It is its own source."""
    columns = (column("load", g.lang, "count", 0.5), column("file", g.lang, weight=2.4), column("period", g.lang, weight=1.5),
               column("stage", g.lang, weight=1.5), column("body", g.lang, weight=2), column("document", g.lang, weight=1.6),
               column("dated", g.lang, "day"), column("sha256", g.lang, weight=1.6))
    rows = tuple(
        Row(one.id, (int(one.id), one.file, one.period, t(f"stage.{one.stage}", g.lang), one.body, one.document, one.dated,
                     one.sha256[:12]))
        for one in sources
    )
    return Table("sources", t("briefing.table.sources", g.lang), columns, rows, (t("briefing.note.sources", g.lang),))


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
