"""What the tables share: columns, source files, the words for what a commune lacks."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from ntm.briefing.content import Column, Table, Value
from ntm.briefing.making.gathered import Gathered, loads_of
from ntm.progress.sentences import missing_words
from ntm.texts import capital, format_number, t

Record = dict[str, Any]
_BEGINNING = ("level", "period", "how", "kept", "stage", "said")  # columns whose words are those of a sentence's middle
Needs = Mapping[tuple[int, str, str], list[Record]]  # unit, set, number -> requirements that are not met or not known


def column(key: str, lang: str, kind: str = "text", weight: float = 1.0, group: str | None = None) -> Column:
    """A column with its heading from the catalogue."""
    return Column(key, t(f"briefing.column.{key}", lang), kind, weight, group)


def sources_of(g: Gathered, frame: pd.DataFrame | None = None) -> tuple[str, ...]:
    """The loads behind some indicators or requirements (None: behind all of the place), by number.

    Figures added up from former communes name no load: where there are no others, all loads are named.
    """
    found = g.figures.loads if frame is None else loads_of(frame)
    return tuple(str(one) for one in found or g.batches["id"])


def whole(value: Any) -> int | None:
    """A count of a frame as a plain number; None where it is unknown."""
    return None if pd.isna(value) else int(value)


def figure_text(numerator: Any, denominator: Any, value: Any, kind: str | None, lang: str) -> str | None:
    """A figure in a cell: "5/9", "66,7%", a number; None where nothing was reported."""
    if not pd.isna(numerator):
        return f"{format_number(int(numerator), lang)}/{format_number(int(denominator), lang)}"
    if pd.isna(value):
        return None
    return format_number(100 * float(value), lang, 1) + "%" if kind == "ratio" else format_number(float(value), lang)


def chance(probability: float | None) -> Fraction | None:
    """A chance as a share."""
    return None if probability is None else Fraction(probability).limit_denominator(100_000)


def needs_of(g: Gathered) -> Needs:
    """The requirements of the place that are not met or not known."""
    found: dict[tuple[int, str, str], list[Record]] = defaultdict(list)
    rows = g.figures.now.requirements
    for need in rows[rows["status"] != "met"].to_dict("records"):
        found[need["unit"], need["set_id"], need["number"]].append(need)
    return found


def lacks_of(g: Gathered, level: str, needs: Needs) -> dict[int, str]:
    """What each commune that does not meet a level lacks, in words, by its number: "8.3: thiếu 01 thôn có loa hoạt động"."""
    judged = g.figures.now.indicators
    open_ones = judged[(judged["level"] == level) & (judged["status"] != "met")].sort_values(["unit", "position"])
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))  # words -> the numbers that they are said of
    for row in open_ones.itertuples():
        found[int(row.unit)][lack_words(row.status, needs.get((row.unit, row.set_id, row.number), []), g)].append(row.number)
    said = {unit: [t("briefing.lack", g.lang, number=", ".join(numbers), words=words) for words, numbers in parts.items()]
            for unit, parts in found.items()}
    rows = g.figures.rows(level)
    for unit in rows.loc[rows["included_status"].isin(["not_met", "incomplete", "no_data"]), "unit"]:
        said.setdefault(int(unit), []).append(t("commune.lacking.included", g.lang))
    return {unit: "; ".join(parts) for unit, parts in said.items()}


def lack_words(status: str, needs: list[Record], g: Gathered) -> str:
    """What one indicator lacks: the requirements that fail, else that only a verdict says so, or that figures are missing."""
    if status != "not_met":
        return t(f"status.{status}", g.lang).lower()
    failing = [missing_words(need, g.law, g.lang) for need in needs if need["status"] == "not_met"]
    return ", ".join(failing) if failing else t("overview.short.verdict", g.lang)


def tidied(table: Table) -> Table:
    """The table as a paper shows it: words that begin a cell in capitals, no column in which no row says anything."""
    places = {place for place, one in enumerate(table.columns) if one.key in _BEGINNING}
    rows = tuple(replace(row, cells=tuple(capital(cell) if place in places and isinstance(cell, str) else cell
                                          for place, cell in enumerate(row.cells))) for row in table.rows)
    return _without_empty(replace(table, rows=rows))


def _without_empty(table: Table) -> Table:
    kept = [place for place, one in enumerate(table.columns)
            if one.group or one.key == "number" or any(row.cells[place] is not None for row in table.rows)]
    if not table.rows or len(kept) == len(table.columns):
        return table
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def work_cells(amounts: list[Fraction]) -> tuple[str, list[Value]]:
    """Amounts of work as a column: its kind and cells; counts where all are whole, else texts."""
    if all(one.denominator == 1 for one in amounts):
        return "count", [int(one) for one in amounts]
    return "text", [str(float(one)) for one in amounts]
