"""Where does every commune stand, on any day, as known at any moment: one scan in SQL over the history (DESIGN §3)."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from ntm import clock
from ntm.clock import HANOI
from ntm.problems import Problem, WrongUse
from ntm.progress.asked import write_asked, write_asked_days
from ntm.warehouse.facts import law_as_known
from ntm.warehouse.sql import query

SQL = Path(__file__).parent / "sql"
STALE_MONTHS = 12
END_OF_TIME = datetime(9999, 12, 31)
KEPT = ("requirement", "indicator", "level")


@dataclass(frozen=True, slots=True)
class Question:
    """A day, a moment and a scope. `as_of` None: the end of the newest period loaded; `known_at` None: everything."""

    as_of: date | None = None
    known_at: datetime | None = None
    province: str | None = None
    units: tuple[int, ...] | None = None
    set_id: str | None = None
    with_estimates: bool = False


def parse_known_at(text: str) -> datetime:
    """A moment in ISO 8601 as naive UTC. A bare date means its end; UTC+7 unless the text says otherwise."""
    try:
        if len(text) == len("2023-12-31"):
            moment = datetime.combine(date.fromisoformat(text), datetime.max.time())
        else:
            moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(Problem("bad-moment", value=text)) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=HANOI)
    return moment.astimezone(UTC).replace(tzinfo=None)


def default_as_of(con: duckdb.DuckDBPyConnection, known_at: datetime | None = None) -> date | None:
    """End of the newest period loaded (or its cut-off, if later) as known at a moment; None when nothing is loaded."""
    return con.execute(
        "select max(greatest(period_end, cutoff)) from batch where loaded_at <= $moment"
        " and id not in (from void_batch($moment))",
        {"moment": known_at or END_OF_TIME},
    ).fetchone()[0]


def evaluate(con: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Answer a question into the temporary tables asked_unit, asked_set, requirement_now, indicator_now, level_now.

    These have the columns of the kept ones (schema.sql) and belong to this connection alone.
    """
    known_at = question.known_at or END_OF_TIME
    as_of = question.as_of or default_as_of(con, known_at) or clock.today()
    version, law = law_as_known(con, known_at)
    if question.set_id and question.set_id not in law.sets:
        raise WrongUse(Problem("unknown-set", {"known": ", ".join(sorted(law.sets))}, value=question.set_id))
    write_asked(con, law, as_of, units=question.units, province=question.province, set_id=question.set_id)
    parameters = {"as_of": as_of, "known_at": known_at, "law": version, "with_estimates": question.with_estimates}
    for name in ("dead_batch", "withdrawn", "source_unit"):
        query(con, SQL, name, **parameters)
    first, last = con.execute("select min(unit), max(unit) from source_unit").fetchone()
    query(con, SQL, "newest", first_unit=first, last_unit=last, **parameters)
    _judge(con, parameters)


def evaluate_days(con: duckdb.DuckDBPyConnection, question: Question, days: Sequence[date]) -> None:
    """The same answer for many days at once, for a province or a few units: each commune on each day plays a unit.

    asked_unit then tells the real one and the day: (unit, province_code, real_unit, as_of). A successor's figures are
    not added up from its predecessors' here: a history shows what was reported. The cells and words of requirement_now
    and indicator_now are unknown (null) here.
    """
    known_at = question.known_at or END_OF_TIME
    version, law = law_as_known(con, known_at)
    write_asked_days(con, law, days, units=question.units, province=question.province)
    parameters = {"known_at": known_at, "law": version, "with_estimates": question.with_estimates}
    for name in ("dead_batch", "withdrawn", "newest_days"):
        query(con, SQL, name, **parameters)
    _judge(con, parameters | {"as_of": max(days)})


def _judge(con: duckdb.DuckDBPyConnection, parameters: dict[str, object]) -> None:
    """From `newest` to the three tables of statuses, set by set in the order in which they refer to each other."""
    for name in ("figure", "verdict", "doubted", "judged"):
        query(con, SQL, name, **parameters)
    depths = con.execute("select distinct depth from asked_set order by depth").fetchall()
    for (depth,) in depths:
        for kept in KEPT:
            query(con, SQL, kept, depth=depth, **parameters)
