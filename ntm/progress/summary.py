"""Counts over the communes of a place: by status, by district, against an earlier day; what is missing to be met."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import pandas as pd

STATUSES = ("met", "not_met", "incomplete", "no_data")


@dataclass(frozen=True, slots=True)
class Counts:
    """Communes of a place by status at one level; `total` is all of them, known or not."""

    met: int
    not_met: int
    incomplete: int
    no_data: int

    @property
    def total(self) -> int:
        """All communes of the place."""
        return self.met + self.not_met + self.incomplete + self.no_data


@dataclass(frozen=True, slots=True)
class Change:
    """How many more communes are met than on the earlier day, and which rose and fell; `units` of the later day."""

    difference: int
    rose: tuple[int, ...]
    fell: tuple[int, ...]


def at_level(communes: pd.DataFrame, level: str, district: str | None = None) -> pd.DataFrame:
    """The assessed communes of a place at one level, one row each."""
    rows = communes[communes["level"] == level]
    return rows if district is None else rows[rows["district_code"] == district]


def count_statuses(rows: pd.DataFrame) -> Counts:
    """Communes by status."""
    counted = rows["status"].value_counts()
    return Counts(*(int(counted.get(status, 0)) for status in STATUSES))


def count_by_district(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a district: district_code, district, district_kind and the communes of each status."""
    keys = ["district_code", "district", "district_kind"]
    counted = rows.groupby([*keys, "status"], dropna=False).size().unstack("status", fill_value=0)  # noqa: PD010
    return counted.reindex(columns=list(STATUSES), fill_value=0).reset_index()


def compare(earlier: pd.DataFrame, later: pd.DataFrame) -> Change:
    """What changed between two days at one level; communes that exist on only one of them count in the difference only."""
    was = set(earlier.loc[earlier["status"] == "met", "unit"])
    now = set(later.loc[later["status"] == "met", "unit"])
    both = set(earlier["unit"]) & set(later["unit"])
    return Change(len(now) - len(was), tuple(sorted((now - was) & both)), tuple(sorted((was - now) & both)))


def one_short(rows: pd.DataFrame) -> pd.DataFrame:
    """Communes that are not met and lack exactly one indicator of the level's own, with its number as `lacking`."""
    lacking = rows["of_count"] - rows["met_count"]
    short = rows[(rows["status"] != "met") & (lacking == 1) & ~rows["included_status"].isin(["not_met", "incomplete", "no_data"])]
    numbers = [[*(failed if failed is not None else []), *(unknown if unknown is not None else [])]
               for failed, unknown in zip(short["not_met_numbers"], short["unknown_numbers"], strict=True)]
    return short.assign(lacking=[found[0] for found in numbers])


def needed_count(denominator: int, threshold: Fraction) -> int:
    """The smallest numerator that reaches a threshold: 6 of 9 for 2/3."""
    return ceil(denominator * threshold)


def shortfall(need: pd.Series) -> int | None:
    """How many are missing to the threshold of a requirement (a row of `requirements`); None where it cannot be counted."""
    if need["status"] != "not_met" or pd.isna(need["numerator"]) or pd.isna(need["threshold_num"]):
        return None
    threshold = Fraction(int(need["threshold_num"]), int(need["threshold_den"]))
    return needed_count(int(need["denominator"]), threshold) - int(need["numerator"])


def extreme_places(counts: Sequence[tuple[int, int]], pick: Callable[[Iterable[Fraction]], Fraction]) -> list[int]:
    """Where the lowest (`min`) or highest (`max`) share stands among (met, total), compared exactly; several where they tie."""
    shares = [Fraction(met, total or 1) for met, total in counts]
    wanted = pick(shares)
    return [place for place, share in enumerate(shares) if share == wanted]
