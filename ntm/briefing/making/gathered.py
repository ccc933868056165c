"""Everything that a briefing is made of, as it was known at the request's moment; nothing is asked after this."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ntm.briefing.content import Request
from ntm.briefing.letterhead import Letterhead
from ntm.briefing.making.reports import Span, first_day
from ntm.criteria import CriteriaSet, Law
from ntm.progress.answer import Asked
from ntm.progress.forecast.records import Forecast
from ntm.progress.record_words import Words
from ntm.progress.roadmap import Aim, Recognised, Target
from ntm.progress.route.model import Gaps, Plan
from ntm.progress.route.names import Named
from ntm.progress.standing import Standing
from ntm.progress.summary import at_level
from ntm.records.placing import Life, Placed


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures say of the place.

    `before`: the standing at the end of `earlier`; None: nothing was known then. `estimated`: the standing with estimates
    counted; None: there are none, or the kind does not tell them. `newest`: the newest period loaded by the day; `history`:
    level_history of all periods of its kind, the last as of the day asked about, with `is_former` where none of its communes
    exists on the day asked about. `past`: their indicator_history. `asked`: what was asked last.
    `loads`: the loads behind the present statuses.
    """

    span: Span
    earlier: Span | None
    now: Standing
    before: Standing | None
    estimated: Standing | None
    levels: tuple[str, ...]
    sets: Mapping[str, CriteriaSet]
    newest: Span
    history: pd.DataFrame
    past: pd.DataFrame
    asked: Asked
    loads: tuple[int, ...]

    @property
    def level(self) -> str:
        """The level that the text speaks of first: the lowest of the day's law."""
        return self.levels[0]

    def rows(self, level: str | None = None) -> pd.DataFrame:
        """The assessed communes of the place at a level."""
        return at_level(self.now.communes, level or self.level)

    def rows_before(self, level: str | None = None) -> pd.DataFrame | None:
        """The same on the earlier day; None where it cannot be compared (`gap`)."""
        return None if self.gap(level) else at_level(self.before.communes, level or self.level)

    @property
    def is_reported(self) -> bool:
        """Whether any figure is of the briefing's own period; before one is, the standing is that of the period before."""
        return self.newest[1] >= first_day(self.span)

    def gap(self, level: str | None = None) -> str | None:
        """Why the earlier day cannot be compared.

        first (nothing was known), law (another set), units (other communes), unreported (no figure of this period is known yet).
        """
        if self.before is None:
            return "first"
        rows, now = at_level(self.before.communes, level or self.level), self.rows(level)
        if set(rows["set_id"]) != set(now["set_id"]):
            return "law"
        if not set(rows["unit"]) & set(now["unit"]):
            return "units"
        return None if self.is_reported else "unreported"


@dataclass(frozen=True, slots=True)
class Naming:
    """What communes and districts are called: `names` inside a sentence, `labels` as a line begins, by the key of their row.

    `keys`: by the warehouse's number of the unit; `district_of`: the district's code of each commune.
    """

    names: Mapping[str, str]
    labels: Mapping[str, str]
    districts: Mapping[str, str]
    keys: Mapping[int, str]
    district_of: Mapping[str, str | None]

    def district(self, key: str) -> str:
        """The district of a commune as a line begins; empty where there is none."""
        return self.districts.get(self.district_of[key] or "", "")

    def some(self, keys: list[str] | tuple[str, ...]) -> dict[str, str]:
        """The names of some communes, in their order."""
        return {key: self.names[key] for key in keys}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to come: `forecasts` of the place's communes by level and day; `plan` of `gaps`, both by `horizon`."""

    horizon: date
    targets: tuple[Target, ...]
    aims: tuple[Aim, ...]
    recognised: tuple[Recognised, ...]
    forecasts: Mapping[tuple[str, date], Mapping[str, Forecast]]
    gaps: Gaps
    plan: Plan
    lacking: Named


@dataclass(frozen=True, slots=True)
class Helped:
    """A commune that a unit of the department was assigned to, with its time line up to the day (progress.timeline)."""

    key: str
    events: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Typed:
    """What people typed in: `records` of each kind about the place; `communes`: the key of today's commune by life."""

    records: Mapping[str, tuple[Placed, ...]]
    communes: Mapping[Life, str]
    words: Words
    helped: tuple[Helped, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was asked for a request, of the request's place only. `batches`: the loads that count (sql/batches.sql)."""

    request: Request
    head: Letterhead
    place: str
    figures: Figures
    naming: Naming
    outlook: Outlook
    typed: Typed
    batches: pd.DataFrame
    is_sample: bool

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.request.lang

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.request.as_of

    @property
    def law(self) -> Law:
        """The law by which the day was judged."""
        return self.figures.now.law

    @property
    def criteria(self) -> CriteriaSet:
        """The set of the level that the text speaks of first."""
        return self.figures.sets[self.figures.level]


def loads_of(*frames: pd.DataFrame) -> tuple[int, ...]:
    """The loads behind some indicators or requirements, by number."""
    found = {int(one) for rows in frames for name in ("batch", "verdict_batch") if name in rows for one in rows[name].dropna().unique()}
    return tuple(sorted(found))


def commune_key(code: str, valid_from: date) -> str:
    """The key of a commune's row: "02080/2020-02-01"."""
    return f"{code}/{valid_from.isoformat()}"
