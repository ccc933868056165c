"""Values of a briefing's cells as they are written: counts, shares, days, statuses, in the reader's language."""
from __future__ import annotations

from datetime import date
from fractions import Fraction

from ntm.briefing.content import Column, Value
from ntm.texts import format_date, format_number, format_pct, t


def cell_words(value: Value, column: Column, lang: str) -> str:
    """A value as its column writes it; unknown is left empty, never a zero."""
    if value is None:
        return ""
    if column.kind in ("status", "rating"):
        return t(f"{column.kind}.{value}", lang)
    if isinstance(value, date):
        return format_date(value, lang)
    if isinstance(value, Fraction):
        return format_pct(value.numerator, value.denominator, lang)
    return format_number(value, lang) if isinstance(value, int) else value


def is_figure(column: Column) -> bool:
    """Whether a column's values are numbers, set at the right."""
    return column.kind in ("count", "share")
