"""Which commune and which district has reported a period: on time, late or not yet, and what its report lacks."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd

from ntm.criteria import CriteriaSet
from ntm.periods import KIND_RANK
from ntm.problems import Problem, WrongUse
from ntm.progress.asked import write_asked
from ntm.progress.evaluate import END_OF_TIME, SQL, Question
from ntm.progress.standing import loaded_periods
from ntm.warehouse.facts import law_as_known
from ntm.warehouse.records import Revision, live_records
from ntm.warehouse.sql import query

# Sent first, then what is still to come. received and absent: no due date is known.
STATES = ("on_time", "late", "received", "overdue", "awaited", "absent")
SENT = ("on_time", "late", "received")
_COUNTED = ["communes", *STATES, "incomplete", "missing"]


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report asked for: its period, the days of its calendar and its level; all None where no calendar was typed in."""

    kind: str
    end: date
    cutoff: date | None = None
    due: date | None = None
    level: str | None = None
    document: str | None = None
    record: str | None = None  # the id of the calendar

    @property
    def key(self) -> str:
        """What names it in a link: "quarter:2023-12-31:standard"."""
        return ":".join(part for part in (self.kind, self.end.isoformat(), self.level) if part)


@dataclass(frozen=True, slots=True)
class Completeness:
    """Who had reported by a day.

    `communes`: a row each (reports_due.sql); `districts`: a row each with its counts of communes by state, `incomplete`
    (sent, but something is missing), `missing` (indicators without a figure, of all its communes), and its own `state`,
    `last_received` and `days`: a district has reported when all its communes have, on the day of the last. Empty after 1/7/2025.
    """

    asked: ReportDue
    as_of: date
    criteria: CriteriaSet
    communes: pd.DataFrame
    districts: pd.DataFrame

    @property
    def is_sample(self) -> bool:
        """Whether any report counted here is of the bundled sample."""
        return bool(self.communes["is_sample"].any())

    def of(self, district: str | None) -> pd.DataFrame:
        """The communes of a district; all for None."""
        return self.communes if district is None else self.communes[self.communes["district_code"] == district]

    def to_chase(self, district: str | None = None) -> pd.DataFrame:
        """The communes that have not reported or whose report lacks an indicator, in the order of the list."""
        rows = self.of(district)
        return rows[~rows["state"].isin(SENT) | rows["missing_numbers"].map(len).gt(0)]


def reports_due(con: duckdb.DuckDBPyConnection, known_at: datetime | None = None) -> list[ReportDue]:
    """What is asked for: every calendar, and the loaded periods that no calendar names; newest period first."""
    calendars = [_from_calendar(one) for one in live_records(con, "calendar", known_at or END_OF_TIME)]
    named = {(one.kind, one.end) for one in calendars}
    loaded = [ReportDue(row.period_kind, row.period_end) for row in loaded_periods(con, known_at).itertuples()
              if (row.period_kind, row.period_end) not in named]
    return sorted([*calendars, *loaded], key=lambda one: (one.end, KIND_RANK[one.kind], one.level or ""), reverse=True)


def find_due(known: Iterable[ReportDue], kind: str, end: date, level: str | None = None) -> ReportDue:
    """The report of a period (and level) among those asked for, else the same without days."""
    fitting = [one for one in known if (one.kind, one.end) == (kind, end) and level in (None, one.level)]
    return fitting[0] if fitting else ReportDue(kind, end, level=level)


def completeness(con: duckdb.DuckDBPyConnection, asked: ReportDue, as_of: date, question: Question) -> Completeness:
    """Who of a question's province (or units) had reported by a day, as known at the question's moment.

    A report without a level is one on the lowest level of the period's law; any figure of the period then makes a report.
    """
    known_at = question.known_at or END_OF_TIME
    version, law = law_as_known(con, known_at)
    levels = law.levels(question.province, asked.end)
    if not levels:
        raise WrongUse(Problem("no-law-then", {"day": asked.end}))
    level = asked.level or levels[0]
    criteria = law.find_set(level, question.province, asked.end)
    if criteria is None:
        raise WrongUse(Problem("unknown-level", {"known": ", ".join(levels)}, value=level))
    write_asked(con, law, asked.end, units=question.units, province=question.province)
    papers = [one for one in live_records(con, "received", known_at) if _is_of(one, asked)]
    _write_papers(con, papers)
    parameters = {"known_at": known_at, "law": version, "level": level, "is_narrow": asked.level is not None, "as_of": as_of,
                  "kind": asked.kind, "end": asked.end, "due": asked.due}
    for name in ("dead_batch", "withdrawn"):
        query(con, SQL, name, **parameters)
    communes = query(con, SQL, "reports_due", **parameters).df()
    communes["received"] = _days(communes["received"])
    communes["days"] = communes["days"].astype("Int64")
    communes["missing_numbers"] = communes["missing_numbers"].map(tuple)
    return Completeness(asked, as_of, criteria, communes, count_districts(communes, asked.due, as_of))


def count_districts(communes: pd.DataFrame, due: date | None, as_of: date) -> pd.DataFrame:
    """A row a district with what Completeness says of it."""
    keys = ["district_code", "district", "district_kind"]
    inside = communes.dropna(subset=["district_code"])
    missing = inside["missing_numbers"].map(len)
    is_sent = inside["state"].isin(SENT)
    marks = inside[keys].assign(
        communes=1, **{state: (inside["state"] == state).astype(int) for state in STATES},
        incomplete=(is_sent & missing.gt(0)).astype(int), missing=missing.astype(int),
    )
    counts = marks.groupby(keys, sort=False)[_COUNTED].sum().reset_index()
    last = inside[is_sent].groupby("district_code")["received"].max()
    is_whole = counts[list(SENT)].sum(axis=1).eq(counts["communes"])
    received = [last[code] if whole else None for code, whole in zip(counts["district_code"], is_whole, strict=True)]
    stands = [state_of(day, due, as_of) for day in received]
    return counts.assign(last_received=pd.Series(received, dtype=object), state=[state for state, _ in stands],
                         days=pd.Series([days for _, days in stands], dtype="Int64"))


def state_of(received: date | None, due: date | None, as_of: date) -> tuple[str, int | None]:
    """State of a report and the days between it (or today) and the day it was due, as reports_due.sql has them."""
    if due is None:
        return ("absent" if received is None else "received"), None
    if received is None:
        return ("overdue" if as_of > due else "awaited"), abs((as_of - due).days)
    return ("on_time" if received <= due else "late"), abs((received - due).days)


def _from_calendar(one: Revision) -> ReportDue:
    body = one.body
    end, cutoff, due = (date.fromisoformat(body[name]) for name in ("end", "cutoff", "due"))
    return ReportDue(body["kind"], end, cutoff, due, body.get("level"), body.get("document"), one.id)


def _is_of(paper: Revision, asked: ReportDue) -> bool:
    return paper.body["kind"] == asked.kind and paper.body["end"] == asked.end.isoformat()


def _write_papers(con: duckdb.DuckDBPyConnection, papers: Sequence[Revision]) -> None:
    """Fill the temporary table paper_report: a district's report counts for each of its communes."""
    rows = [(one.body.get("commune"), one.body.get("commune_from"), one.body.get("district"), one.body["received"]) for one in papers]
    con.register("paper", pd.DataFrame(rows, columns=["commune", "commune_from", "district", "received"], dtype="str"))
    con.execute(
        "create or replace temp table paper_report as select unit.id as unit, paper.received::date as received from paper"
        " join unit on (unit.code = paper.commune and unit.valid_from = paper.commune_from::date) or unit.district_code = paper.district"
    )
    con.unregister("paper")


def _days(column: pd.Series) -> pd.Series:
    return pd.Series([None if pd.isna(day) else pd.Timestamp(day).date() for day in column], index=column.index, dtype=object)
