"""The kept tables: answers as of the end of the newest period loaded, brought up to date in the same write as the load."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from ntm import clock
from ntm.criteria import Law, load_law, read_law_texts
from ntm.progress.asked import asked_sets
from ntm.progress.evaluate import END_OF_TIME, KEPT, SQL, Question, default_as_of, evaluate
from ntm.progress.forecast.settings import load_settings
from ntm.records.bundled import lacks_bundled, write_bundled
from ntm.units import Units, load_units
from ntm.warehouse.compaction import compact, needs_compaction
from ntm.warehouse.facts import is_up_to_date, law_as_known, write_facts
from ntm.warehouse.generations import Draft, Warehouse
from ntm.warehouse.settings import read_setting, write_setting
from ntm.warehouse.sql import query
from ntm.warehouse.versions import is_of_older_version


@dataclass(frozen=True, slots=True)
class Facts:
    """What data/ says today: law, its texts by file name, units."""

    law: Law
    law_texts: dict[str, str]
    units: Units


def load_facts() -> Facts:
    """Read and check data/. Raises BadData with every problem at once."""
    load_settings()
    return Facts(load_law(), read_law_texts(), load_units())


def furnish(draft: Draft, facts: Facts, province: str, by: str, now: datetime) -> None:
    """Put law, units, the office's province and what was published of it into a new warehouse.

    The caller loads what else it wants and refreshes.
    """
    write_facts(draft.con, facts.law, facts.law_texts, facts.units, now)
    write_setting(draft.con, "province", province, by, now)
    write_bundled(draft.con, facts.law, facts.units, now)


def bring_up_to_date(warehouse: Warehouse, facts: Facts, now: datetime) -> None:
    """Write law and units into a warehouse that knows older ones, and sort a history with a long unsorted tail.

    Does nothing, and waits for nobody, when there is neither to do.
    """
    with warehouse.reading() as con:
        is_current = not is_of_older_version(con) and is_up_to_date(con, facts.law, facts.units)
        if is_current and not needs_compaction(con) and not lacks_bundled(con, facts.law, facts.units, now):
            return
    with warehouse.writing() as draft:
        is_new = write_facts(draft.con, facts.law, facts.law_texts, facts.units, now)
        if is_new:
            refresh(draft.con, None)
        bundled = write_bundled(draft.con, facts.law, facts.units, now)
        if not compact(draft.con) and not is_new and not draft.is_upgraded and bundled is None:
            draft.discard()


def kept_as_of(con: duckdb.DuckDBPyConnection) -> date | None:
    """The day that the kept tables answer for; None in a warehouse without figures."""
    row = con.execute("select value from meta where key = 'kept_as_of'").fetchone()
    return date.fromisoformat(row[0]) if row else None


def refresh(con: duckdb.DuckDBPyConnection, touched: Iterable[int] | None) -> date:
    """Bring the kept tables up to date after the figures of some units changed; None: everything, as after a new law.

    Comes back with the day that they answer for; what was evaluated for it stands in the tables of `evaluate` until the next time.

    They hold the communes of the office's province, or of the whole country where no province is set.
    """
    as_of = default_as_of(con) or clock.today()
    version, law = law_as_known(con, END_OF_TIME)
    province = read_setting(con, "province")
    units = tuple(touched) if touched is not None and _stands(con, law, version, as_of) else None
    evaluate(con, Question(as_of=as_of, province=province, units=units))
    for kept in KEPT:
        con.execute(f"delete from {kept}_status" + (" where unit in (select unit from asked_unit)" if units is not None else ""))
        con.execute(f"insert into {kept}_status by name select * from {kept}_now order by unit")
    con.execute("delete from current" + (" where unit in (select unit from source_unit)" if units is not None else ""))
    con.execute("insert into current by name select observation.* from newest"
                " join observation on observation.unit = newest.unit and observation.rowid = place order by observation.unit")
    query(con, SQL, "place")
    _set_kept(con, as_of, version)
    return as_of


def _stands(con: duckdb.DuckDBPyConnection, law: Law, version: int, as_of: date) -> bool:
    """Whether the answers of untouched units stand on another day: same law, same sets, same units on both."""
    kept = kept_as_of(con)
    if kept is None or con.execute("select value from meta where key = 'kept_law'").fetchone() != (str(version),):
        return False
    if kept == as_of:
        return True
    (changes,) = con.execute(
        "select count(*) from unit where valid_from between $first + 1 and $last or valid_to between $first + 1 and $last",
        {"first": min(kept, as_of), "last": max(kept, as_of)},
    ).fetchone()
    provinces = [row[0] for row in con.execute("select distinct province_code from unit").fetchall()]
    return not changes and asked_sets(law, provinces, kept) == asked_sets(law, provinces, as_of)


def _set_kept(con: duckdb.DuckDBPyConnection, as_of: date, law_version: int) -> None:
    con.execute("insert or replace into meta values ('kept_as_of', ?), ('kept_law', ?)", [as_of.isoformat(), str(law_version)])
