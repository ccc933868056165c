"""Communes x indicators: the cells of a day, what changed between two days, two communes line by line. Pure frames."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from ntm.criteria import CriteriaSet, Law, Measure
from ntm.names import strip_accents
from ntm.progress.standing import Standing
from ntm.progress.summary import STATUSES, at_level

LEVEL = ""  # the number of the cell that stands for the whole level
_BY_FIGURES = (1, 2, 5)  # rules of DESIGN §3 by which the figures decide
_COLUMNS = [
    "unit", "set_id", "number", "position", "status", "flags", "period_kind", "period_end",
    "measure", "numerator", "denominator", "figure",
]


@dataclass(frozen=True, slots=True)
class PairLine:
    """An indicator (`position` -1, rows of `indicators`) or a requirement (rows of `requirements`) of two communes."""

    number: str
    position: int
    first: pd.Series | None
    second: pd.Series | None


@dataclass(frozen=True, slots=True)
class DayChanges:
    """What changed between two days.

    `cells`: a row a commune and indicator (number "" for the level) of another status, with the columns of make_cells
    ending in _before and _after, and `direction`: rose, fell, other, or law where another set judged it. `rose`, `fell`:
    communes that became met or ceased to be, by the same law. `by_law`: communes of another status by another law.
    `unmatched`: communes that exist on one of the days only.
    """

    cells: pd.DataFrame
    rose: int
    fell: int
    by_law: int
    unmatched: int


def main_measure(criteria: CriteriaSet, number: str, law: Law) -> Measure | None:
    """The only thing counted for an indicator ("7/9 thôn"); None where there is no such measure, or several."""
    indicator = criteria.find_indicator(number)
    needs = [need.ref for need in indicator.requirements if need.kind == "measure"] if indicator else []
    counted = [law.measures[ref] for ref in needs if law.measures[ref].kind != "yes_no"]
    return counted[0] if len(counted) == 1 else None


def make_cells(standing: Standing, level: str) -> pd.DataFrame:
    """A row a commune and indicator of a level: its status, and the figure of its main measure where there is one.

    A figure that does not carry the status (7/7 where something else is missing; older than the verdict that decides)
    is left out: `numerator`, `denominator`, `figure` are then null.
    """
    said = standing.indicators[standing.indicators["level"] == level]
    mains = [
        (set_id, number, measure.id) for set_id, number in said[["set_id", "number"]].drop_duplicates().itertuples(index=False)
        if (measure := main_measure(standing.law.sets[set_id], number, standing.law)) is not None
    ]
    keys = ["set_id", "number", "ref"]
    needs = standing.requirements[standing.requirements["kind"] == "measure"].merge(
        pd.DataFrame(mains, columns=keys, dtype="str"), on=keys, validate="m:1",
    )[["unit", *keys, "numerator", "denominator", "figure", "cutoff", "status"]].rename(
        columns={"ref": "measure", "cutoff": "figure_cutoff", "status": "figure_status"},
    )
    cells = said.merge(needs, on=["unit", "set_id", "number"], how="left", validate="1:1")
    is_new = cells["rule"].isin(_BY_FIGURES) | (_days(cells["figure_cutoff"]) >= _days(cells["cutoff"]))
    # Where the law leaves the threshold open the figure says nothing against either status.
    is_sure = cells["status"].isin(["met", "not_met"]) & (cells["figure_status"] != "no_data")
    is_against = is_sure & (cells["figure_status"] != cells["status"])
    figures = ["numerator", "denominator", "figure"]
    cells[figures] = cells[figures].where(is_new & ~is_against)
    return cells[_COLUMNS]


def level_cells(communes: pd.DataFrame, level: str) -> pd.DataFrame:
    """A row a commune: its standing at a level as a cell with number "", counted in indicators met."""
    rows = at_level(communes, level).rename(columns={"met_count": "numerator", "of_count": "denominator"})
    typed = {"position": "int32", "measure": "str", "figure": "float64"}
    return rows.assign(number=LEVEL, position=-1, measure=None, figure=None)[_COLUMNS].astype(typed)


def all_cells(standing: Standing, level: str) -> pd.DataFrame:
    """The rows of `level_cells` and of `make_cells` together."""
    return pd.concat([level_cells(standing.communes, level), make_cells(standing, level)], ignore_index=True)


def count_lacking(cells: pd.DataFrame, statuses: Sequence[str] = ("not_met", "incomplete", "no_data")) -> dict[str, int]:
    """How many communes lack each indicator (by number, in the set's order); by default also those where it is not known."""
    ordered = cells.sort_values("position")
    return {number: int(group.isin(statuses).sum()) for number, group in ordered.groupby("number", sort=False)["status"]}


def filter_rows(
    rows: pd.DataFrame, cells: pd.DataFrame, statuses: Sequence[str], lacking: str | None, sought: str,
) -> pd.DataFrame:
    """The communes of some statuses (none named: all), lacking an indicator, with a text in name, district or code."""
    kept = rows["status"].isin(statuses or STATUSES)
    if lacking is not None:
        lacks = cells[(cells["number"] == lacking) & (cells["status"] != "met")]
        kept &= rows["unit"].isin(lacks["unit"])
    wanted = strip_accents(sought)
    if wanted:
        places = rows["name"] + " " + rows["district"].fillna("") + " " + rows["code"]
        kept &= places.map(strip_accents).str.contains(wanted, regex=False)
    return rows[kept]


def compare_days(earlier: pd.DataFrame, later: pd.DataFrame, units: Sequence[int]) -> DayChanges:
    """What changed between two days (their `all_cells`), for some communes (of either day)."""
    before, after = (cells[cells["unit"].isin(units)] for cells in (earlier, later))
    both = before.merge(after, on=["unit", "number"], suffixes=("_before", "_after"), validate="1:1")
    changed = both[both["status_before"] != both["status_after"]]
    directions = np.select(
        [changed["set_id_before"] != changed["set_id_after"], changed["status_after"] == "met", changed["status_before"] == "met"],
        ["law", "rose", "fell"], "other",
    )
    changed = changed.assign(direction=directions)
    counted = changed.loc[changed["number"] == LEVEL, "direction"].value_counts()
    by_law = changed.loc[changed["direction"] == "law", "unit"].nunique()
    unmatched = set(before["unit"]) ^ set(after["unit"])
    return DayChanges(changed, int(counted.get("rose", 0)), int(counted.get("fell", 0)), by_law, len(unmatched))


def pair_lines(standing: Standing, level: str, first: int, second: int) -> list[PairLine]:
    """Two communes side by side: each indicator of a level, and beneath it its requirements in the order of the law."""
    indicators = standing.indicators[standing.indicators["level"] == level]
    needs = standing.requirements[standing.requirements["level"] == level]
    said = [_by_key(indicators[indicators["unit"] == unit].assign(position=-1)) for unit in (first, second)]
    asked = [_by_key(needs[needs["unit"] == unit]) for unit in (first, second)]
    ones, others = said[0] | asked[0], said[1] | asked[1]
    numbers = list(dict.fromkeys(number for number, _ in (*said[0], *said[1])))
    keys = sorted({*ones, *others}, key=lambda key: (numbers.index(key[0]), key[1]))
    return [PairLine(*key, ones.get(key), others.get(key)) for key in keys]


def newest_end(periods: pd.DataFrame, day: date) -> date | None:
    """End of the newest period whose figures were closed by a day; None before the first."""
    return periods.loc[periods["cutoff"] <= day, "period_end"].max() if (periods["cutoff"] <= day).any() else None


def _by_key(rows: pd.DataFrame) -> dict[tuple[str, int], pd.Series]:
    return {(row["number"], int(row["position"])): row for _, row in rows.iterrows()}


def _days(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column)
