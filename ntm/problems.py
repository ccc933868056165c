"""What can be wrong, where, and how to mend it.

NtmError                anything a person must be told; the doors show `sentences(lang)`, never a traceback
├── BadData             files under data/ that break their own form (file and line)
├── BadFile             a user's file that cannot be read at all
├── WrongUse            a request that makes no sense: an unknown period, set, commune, batch
└── WarehouseError      the warehouse cannot be opened or written
"""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from ntm.texts import format_date, format_moment, t


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in one place.

    `code` names the sentence `problem.<code>` in data/text; `params` fill it. `level` "note" refuses nothing.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    suggestion: str | None = None
    level: Literal["problem", "note"] = "problem"
    variant: str | None = None

    def sentence(self, lang: str = "vi") -> str:
        """What is wrong and how to mend it, in the reader's language."""
        key = f"problem.{self.code}" + (f".{self.variant}" if self.variant else "")
        return t(key, lang, value=self.value or "", **{name: _in(value, lang) for name, value in self.params.items()})

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """The problem as `load --json` prints it (DESIGN §4)."""
        row = {"sheet": self.sheet, "cell": self.cell, "code": self.code, "message": self.sentence(lang),
               "value": self.value, "suggestion": self.suggestion}
        return row | {"level": "note"} if self.level == "note" else row


def _in(value: Any, lang: str) -> Any:
    """A parameter as the reader's language says it: texts in both languages, lists of them, days and moments are worded here."""
    if isinstance(value, tuple):
        return "; ".join(str(_in(part, lang)) for part in value)
    if isinstance(value, datetime):
        return format_moment(value, lang)
    if isinstance(value, date):
        return format_date(value, lang)
    return value.in_(lang) if hasattr(value, "in_") else value


class NtmError(Exception):
    """Something a person must be told, as one or more problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.code for p in problems))
        self.problems = problems

    def sentences(self, lang: str = "vi") -> list[str]:
        """One sentence a problem."""
        return [p.sentence(lang) for p in self.problems]


class BadData(NtmError):
    """Files under data/ that break their own form; params carry file, line and what was expected."""


class BadFile(NtmError):
    """A user's file that cannot be read at all: nothing of it can be loaded."""


class WrongUse(NtmError):
    """A request that makes no sense."""


class WarehouseError(NtmError):
    """The warehouse cannot be opened or written."""
