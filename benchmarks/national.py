"""A real warehouse of made-up national figures: 10,602 communes x 20 items x 60 months = 12.7 million, seeded.

python -m benchmarks.national FOLDER
"""
from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from ntm.progress.keep import Facts, furnish, load_facts, refresh
from ntm.warehouse.compaction import mark_sorted
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.sql import query

SQL = Path(__file__).parent / "sql"
SEED = 318
MONTHS = 60
FIRST = date(2020, 7, 1)
AFTER = date(2025, 7, 1)  # the merger: the last month of the old structure ends the day before
NOW = datetime(2025, 7, 10)
STANDARD, ADVANCED = "318-2022-standard", "318-2022-advanced"
# The acts keep evaluation honest: it must leave out what was undone and what was withdrawn.
VOIDED_EVERY = 250
WITHDRAWN_EVERY = 100


def build(folder: Path, seed: int = SEED, months: int = MONTHS) -> Warehouse:
    """Make the warehouse in an empty folder; the answers of today are kept for the whole country."""
    warehouse = Warehouse(folder)
    facts = load_facts()
    with warehouse.writing() as draft:
        con = draft.con
        furnish(draft, facts, "", "benchmark", NOW)
        con.execute("delete from setting")  # no province of its own: the whole country is kept
        con.execute("update unit set is_assessed = true")  # wards too, to reach 10,602
        con.register("wanted", pd.DataFrame(items(facts), columns=["key", "kind"]))
        query(con, SQL, "national", seed=seed, first=FIRST, after=AFTER, months=months)
        con.unregister("wanted")
        mark_sorted(con)
        query(con, SQL, "national_batches")
        _undo_some(con)
        refresh(con, None)
    return warehouse


def items(facts: Facts) -> list[tuple[str, str]]:
    """Twenty items with their kind: all measures and verdicts of the standard set, two ratios of the advanced one."""
    standard, advanced = facts.law.sets[STANDARD], facts.law.sets[ADVANCED]
    needs = [need.ref for indicator in standard.indicators for need in indicator.requirements]
    more = [need.ref for indicator in advanced.indicators for need in indicator.requirements
            if need.kind == "measure" and facts.law.measures[need.ref].kind == "ratio"]
    verdicts = [(f"{STANDARD}/{indicator.number}", "verdict") for indicator in standard.indicators]
    return [(key, facts.law.measures[key].kind) for key in [*needs, *more]] + verdicts


def _undo_some(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "insert into act select row_number() over (), 'void', id, null, 'benchmark', ? from batch where id % ? = 7",
        [NOW, VOIDED_EVERY],
    )
    con.execute(
        "insert into act select 1000 + row_number() over (), 'withdraw', id, 33, 'benchmark', ? from batch where id % ? = 9",
        [NOW, WITHDRAWN_EVERY],
    )


if __name__ == "__main__":
    build(Path(sys.argv[1])).close()
