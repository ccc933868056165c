"""What the figures of some communes said over time, for what stands beside evidence: before and after, no cause claimed."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import duckdb

from ntm.progress.evaluate import Question
from ntm.progress.standing import everything_said, indicator_history, loaded_periods
from ntm.progress.timeline import Past
from ntm.records.placing import Life

MOST_PERIODS = 24


def past_about(con: duckdb.DuckDBPyConnection, lives: Iterable[Life], question: Question, day: date) -> Past:
    """The figures of some lives up to a day, and their indicators' statuses at the ends of the periods until then."""
    wanted = sorted(set(lives))
    rows = con.execute("select code, valid_from::varchar, id from unit").fetchall()
    units = {(code, since): number for code, since, number in rows if (code, since) in set(wanted)}
    periods = loaded_periods(con, question.known_at)
    periods = periods[periods["cutoff"] <= day]
    kind = periods.iloc[0]["period_kind"] if len(periods) else "day"
    days = sorted(set(periods.loc[periods["period_kind"] == kind, "period_end"]))[-MOST_PERIODS:]
    asked = replace(question, as_of=day, province=None, units=tuple(units.values()))
    history = indicator_history(con, asked, days if units else [])
    said = everything_said(con, list(units.values()), question.known_at)
    return Past(said[said["cutoff"] <= day], history.assign(asked_kind=kind), (), units)
