"""Which reporting period a kind of briefing is about on a day, and which one it is held against."""
from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from ntm.periods import MONTHS_OF_KIND, make_period

Span = tuple[str, date]  # the kind of a period and its last day

PERIOD_KINDS = {"month": "month", "quarter": "quarter", "half": "half", "nine-months": "nine_months", "year": "year"}


def span_on(kind: str, day: date) -> Span:
    """The period of a kind that a day lies in; nine months are those of the day's year."""
    if kind == "nine_months":
        return kind, make_period(kind, day.year).end
    months = MONTHS_OF_KIND[kind]
    return kind, make_period(kind, day.year, -(-day.month // months)).end


def span_before(span: Span) -> Span:
    """The period of the same kind before another; nine months are held against those of the year before."""
    kind, end = span
    if kind == "nine_months":
        return kind, make_period(kind, end.year - 1).end
    return span_on(kind, first_day(span) - timedelta(days=1))


def first_day(span: Span) -> date:
    """The first day of a period."""
    kind, end = span
    months = end.month if kind == "nine_months" else MONTHS_OF_KIND[kind]
    return date(end.year, end.month - months + 1, 1)


def reported_spans(kind: str, as_of: date, periods: pd.DataFrame) -> tuple[Span, Span | None]:
    """The period of a briefing and the one before it; None where nothing was known then.

    `periods`: loaded_periods, newest first, of which one at least was closed by `as_of`. A briefing that is not of a period
    is about the newest one loaded, held against the one loaded before it.
    """
    known = periods[periods["cutoff"] <= as_of]
    if kind in PERIOD_KINDS:
        span = span_on(PERIOD_KINDS[kind], as_of)
        earlier = span_before(span)
        return span, earlier if (known["cutoff"] <= earlier[1]).any() else None
    newest = known.iloc[0]
    same = known[(known["period_kind"] == newest["period_kind"]) & (known["period_end"] < newest["period_end"])]
    span = newest["period_kind"], newest["period_end"]
    return span, (span[0], same.iloc[0]["period_end"]) if len(same) else None
