"""One door for every question: from the kept tables where they answer it, else by evaluating the history.

After `ask`, the connection has the temporary tables asked_unit and asked_set, and the views requirement_answer,
indicator_answer and level_answer with the columns of the kept tables; asked_set.is_shown tells the sets to show.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb

from ntm import clock
from ntm.criteria import Law
from ntm.progress.asked import write_asked
from ntm.progress.evaluate import END_OF_TIME, KEPT, STALE_MONTHS, Question, default_as_of, evaluate
from ntm.progress.keep import kept_as_of
from ntm.warehouse.facts import law_as_known


@dataclass(frozen=True, slots=True)
class Asked:
    """What was in fact asked: the day, and the law that it was judged by, with its number in the warehouse."""

    as_of: date
    law: Law
    law_version: int
    is_kept: bool


def ask(con: duckdb.DuckDBPyConnection, question: Question) -> Asked:
    """Make the answer to a question readable on this connection."""
    as_of = question.as_of or default_as_of(con, question.known_at) or clock.today()
    version, law = law_as_known(con, question.known_at or END_OF_TIME)
    is_kept = (
        as_of == kept_as_of(con) and question.known_at is None and question.set_id is None and not question.with_estimates
    )
    if is_kept:
        write_asked(con, law, as_of, units=question.units, province=question.province)
        is_kept = con.execute("select count(*) = 0 from asked_unit anti join level_status using (unit)").fetchone()[0]
    if not is_kept:
        evaluate(con, replace(question, as_of=as_of))
    for kept in KEPT:
        source = f"{kept}_status" if is_kept else f"{kept}_now"
        con.execute(f"create or replace temp view {kept}_answer as"
                    f" select {_columns(kept, as_of)} from {source} semi join asked_unit using (unit)")
    return Asked(as_of, law, version, is_kept)


def _columns(kept: str, as_of: date) -> str:
    """All columns; the flag `stale` joins the others here, because it depends on the day asked about alone."""
    if kept == "requirement":
        return "*"
    oldest = f"date '{as_of.isoformat()}' - to_months({STALE_MONTHS})"
    return f"* replace (if(relied_cutoff < {oldest}, list_append(flags, 'stale'), flags) as flags)"
