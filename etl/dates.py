"""Periods and days as cells and sentences write them."""
from __future__ import annotations

import re
from functools import lru_cache

from etl.grid import Cell
from ntm.periods import Period, make_period, parse_period


@lru_cache(maxsize=1024)
def period_of_text(text: str) -> Period | None:
    """A period column says "6/2023" for a month; elsewhere that would be too little."""
    bare = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(20\d\d)", text)
    return parse_period(f"tháng {text}" if bare else text)


def period_of_day(cell: Cell) -> Period | None:
    """A date in a period column: of "6/2023" Excel makes 1/6/2023, shown without a day, and a month is meant."""
    day = cell.day
    if day is None:
        return None
    if "d" in cell.number_format.lower():
        return Period(day, "day", day)
    return make_period("month", day.year, day.month)
