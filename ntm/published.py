"""The public record: figures that others published, to stand beside ours and never among them (DESIGN §3)."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from ntm.problems import BadData, Problem
from ntm.tables import a_day, between, matching, maybe, one_of, read_bytes, read_table

PUBLISHED_FILE = Path(__file__).parent.parent / "data" / "published.csv"


@dataclass(frozen=True, slots=True)
class NamedCommune:
    """A commune as the publication names it; no district where it gave none."""

    name: str
    district: str | None  # without its kind: "Chợ Đồn"; the city is "Bắc Kạn"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure. `value` is None where only names were published; percentages are 0-100."""

    as_of: str  # as published: a day "2023-12-14" or a year "2023"
    scope: str  # a province's code, or VN for cả nước
    subject: str  # a text published_subject.<subject>
    level: str
    is_target: bool  # planned, not reached
    value: Decimal | None
    of: int | None
    unit: str  # commune, criterion, pct
    names: tuple[NamedCommune, ...]
    source_status: str

    @property
    def last_day(self) -> date:
        """The last day that `as_of` can mean."""
        return date(int(self.as_of), 12, 31) if len(self.as_of) == 4 else date.fromisoformat(self.as_of)


_NAME = re.compile(r"(?P<name>[^();]+?)(?: \((?P<district>[^();]+)\))?")


def _names(text: str) -> tuple[NamedCommune, ...]:
    parts = [_NAME.fullmatch(part) for part in text.split("; ")] if text else []
    return tuple(NamedCommune(part["name"], part["district"]) for part in parts if part)


def _as_of(text: str) -> str:
    return _YEAR(text) if len(text) == 4 else a_day(text).isoformat()


_YEAR = matching(r"20\d\d", "2023, 2023-12-14")
_NUMBER = matching(r"\d+(\.\d+)?", "12.11")
_FORM = {
    "as_of": _as_of,
    "scope": matching(r"VN|\d{2}", "VN, 06"),
    "subject": one_of("communes_meeting_ntm", "communes_meeting_criterion_8", "criteria_per_commune",
                      "newly_recognised", "on_roadmap", "carried_over"),
    "level": one_of("standard", "advanced", "model"),
    "is_target": lambda text: one_of("0", "1")(text) == "1",
    "value": maybe(lambda text: Decimal(_NUMBER(text))),
    "of": maybe(lambda text: int(between(1, 20000)(text))),
    "unit": one_of("commune", "criterion", "pct"),
    "names": lambda text: _names(matching(r"([^();]+( \([^();]+\))?(; (?=[^ ])|$))*", "Kim Lư (Na Rì); …")(text)),
    "source_status": one_of("verified", "unverified", "open"),
}


@cache
def load_published(file: Path = PUBLISHED_FILE) -> tuple[PublishedFigure, ...]:
    """All published figures, in the file's order (oldest first). Raises BadData with every problem."""
    problems: list[Problem] = []
    figures = read_table(file.name, read_bytes(file, problems), PublishedFigure, _FORM, problems)
    if problems:
        raise BadData(*problems)
    return tuple(figures)
