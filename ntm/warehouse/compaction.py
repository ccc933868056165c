"""History sorted by unit, item and recency, which is what makes a question about a few communes read a few blocks.

A load appends an unsorted tail. When the tail has grown long, `compact` sorts the whole table, apart from any load.
"""
from __future__ import annotations

import duckdb

# Sorting 12.7 million rows takes seconds; a tail below these costs a question less than a tenth of its time.
LEAST_TAIL = 100_000
LONG_TAIL = 1_000_000
LONG_SHARE = 0.05


def tail_length(con: duckdb.DuckDBPyConnection) -> int:
    """Number of observations appended since the table was last sorted; all of them when it never was."""
    row = con.execute("select value from meta where key = 'sorted_rows'").fetchone()
    (count,) = con.execute("select count(*) from observation").fetchone()
    return count - (int(row[0]) if row else 0)


def needs_compaction(con: duckdb.DuckDBPyConnection) -> bool:
    """True when the tail is long by itself or against the whole table."""
    tail = tail_length(con)
    (count,) = con.execute("select count(*) from observation").fetchone()
    return tail > LEAST_TAIL and (tail > LONG_TAIL or tail > LONG_SHARE * count)


def compact(con: duckdb.DuckDBPyConnection) -> bool:
    """Sort the history when its tail is long; True when it was sorted. The caller owns the transaction.

    Row numbers change: nothing of an evaluation made before on this connection may be used after.
    """
    if not needs_compaction(con):
        return False
    (definition,) = con.execute(
        "select sql from duckdb_tables() where table_name = 'observation' and not temporary"
    ).fetchone()
    con.execute(definition.replace("TABLE observation(", "TABLE observation_sorted(", 1))
    con.execute("insert into observation_sorted from observation order by unit, item, recency, stage")
    con.execute("drop table observation")
    con.execute("alter table observation_sorted rename to observation")
    mark_sorted(con)
    return True


def mark_sorted(con: duckdb.DuckDBPyConnection) -> None:
    """Note that all observations lie sorted now."""
    con.execute("insert or replace into meta select 'sorted_rows', count(*) from observation")
