"""The answer to question 2 as records: what a commune's forecast says, and what it had to take for granted."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntm.progress.forecast.reach import Reached
from ntm.texts import format_date, t

UNREACHED = Reached(None, None, None)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted, or why there is no forecast; `code` names the text `forecast.assumption.<code>`."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """What is assumed, in the reader's language."""
        return t(f"forecast.assumption.{self.code}", lang, **{key: _word(value, lang) for key, value in self.params.items()})


def _word(value: Any, lang: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return format_date(value, lang) if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A requirement that is not met, or an indicator (requirement None) that is not met by verdict alone.

    `have`, `need`: "5/9" and "6/9" for counts, "no" and "yes", a number as written, a verdict "not_met" and "met"; None:
    unknown or open. `short_by` in what is counted, or as a share. `speed_up`: how many times the present pace is needed.
    """

    set_id: str
    indicator: str
    requirement: str | None
    have: str | None
    need: str | None
    short_by: int | float | None
    pace_per_quarter: float | None
    speed_up: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whether a commune makes a level by a day. `probability` None: something in it has no basis for a forecast."""

    unit: int
    commune: str
    valid_from: date
    name: str
    level: str
    set_id: str
    by: date
    rating: str
    probability: float | None
    reached: Reached
    missing: tuple[Missing, ...]
    assumptions: tuple[Assumption, ...]
