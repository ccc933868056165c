"""Reporting periods (kỳ báo cáo): what officials call them, the day they end, the day their figures close."""
from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

# Shortest first: of two figures closed on one day, the one of the shorter period is the newer (DESIGN §3).
KINDS = ("day", "month", "quarter", "half", "nine_months", "year")
KIND_RANK = {kind: len(KINDS) - i for i, kind in enumerate(KINDS)}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
MONTHS_OF_KIND = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period: its last day, its kind, and the cut-off on which its figures were closed."""

    end: date
    kind: str
    cutoff: date

    @property
    def number(self) -> int:
        """Month 1-12, quarter 1-4 or half 1-2 within the year; 1 for the others."""
        return {"month": self.end.month, "quarter": self.end.month // 3, "half": self.end.month // 6}.get(self.kind, 1)


def make_period(kind: str, year: int, number: int = 1, cutoff: date | None = None) -> Period:
    """The period of a kind: `number` is the month, quarter or half."""
    month = {"month": number, "quarter": 3 * number, "half": 6 * number, "nine_months": 9, "year": 12}[kind]
    end = date(year, month, calendar.monthrange(year, month)[1])
    return Period(end, kind, cutoff or end)


def is_period_end(kind: str, day: date) -> bool:
    """Whether a period of a kind ends on a day: a quarter on 31/3, not on 30/3."""
    number = {"month": day.month, "quarter": -(-day.month // 3), "half": -(-day.month // 6)}.get(kind, 1)
    return kind == "day" or make_period(kind, day.year, number).end == day


_YEAR = r"(?:năm\s*)?(20\d\d)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("quarter", re.compile(rf"quý\s*(iv|i{{1,3}}|[1-4])\s*(?:[/\-,.]|\s)\s*{_YEAR}")),
    ("quarter", re.compile(r"\bq\s*([1-4])\s*[/\-. ]\s*(20\d\d)")),
    ("quarter", re.compile(r"\b(20\d\d)\s*[/\-. ]?\s*q\s*([1-4])\b")),
    ("nine_months", re.compile(rf"(?:9|chín)\s*tháng(?:\s*đầu)?\s*[/\-]?\s*{_YEAR}")),
    ("half", re.compile(rf"(?:6|sáu)\s*tháng\s*(đầu|cuối)?\s*[/\-]?\s*{_YEAR}")),
    ("day", re.compile(r"(?<!\d)(\d{1,2})\s*[/\-.]\s*(\d{1,2})\s*[/\-.]\s*(20\d\d)(?!\d)")),
    ("day", re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(20\d\d)")),
    ("iso_day", re.compile(r"(?<!\d)(20\d\d)-(\d{2})-(\d{2})(?!\d)")),
    ("month", re.compile(rf"tháng\s*(\d{{1,2}})\s*(?:[/\-,.]|\s)\s*{_YEAR}")),
    ("year", re.compile(r"năm\s*(20\d\d)(?!\s*[-–]\s*20)")),
    ("year", re.compile(r"^\s*(20\d\d)\s*$")),
)


def parse_period(text: str) -> Period | None:
    """The period that a text names ("Quý II/2023", "6 tháng đầu năm 2023", "30/6/2023", "Q2/2023"), or None."""
    lowered = " ".join(text.lower().split())
    for kind, pattern in _PATTERNS:
        if found := pattern.search(lowered):
            try:
                return _build(kind, found.groups())
            except ValueError:  # month 13, 31/2
                return None
    return None


def _build(kind: str, groups: tuple[str, ...]) -> Period:
    if kind == "day":
        day, month, year = (int(g) for g in groups)
        return Period(date(year, month, day), "day", date(year, month, day))
    if kind == "iso_day":
        day = date(*(int(g) for g in groups))
        return Period(day, "day", day)
    if kind == "half":
        return make_period("half", int(groups[1]), 2 if groups[0] == "cuối" else 1)
    if kind in ("nine_months", "year"):
        return make_period(kind, int(groups[0]))
    first, second = groups
    if len(first) == 4:  # year written first: 2023Q2
        first, second = second, first
    return make_period(kind, int(second), ROMAN.get(first) or int(first))
