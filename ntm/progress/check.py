"""Is the warehouse sound? Every figure has its batch, unit and item; every batch its file; the kept tables equal the history."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator

import duckdb

from ntm.problems import Problem
from ntm.progress.evaluate import KEPT, Question, evaluate
from ntm.progress.keep import kept_as_of
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.settings import read_setting

# Each must return no rows.
_ORPHANS = {
    "unit": "select count(*) from observation anti join unit on unit.id = observation.unit",
    "item": "select count(*) from observation anti join item on item.id = observation.item",
    "batch": "select count(*) from observation anti join batch on batch.id = observation.batch",
}
_KEPT_FILES = """
select distinct sha256, file_name from batch
union select sha256, file_name from attachment
union select sha256, source from edit where sha256 is not null
order by all
"""


def check_warehouse(warehouse: Warehouse) -> list[Problem]:
    """Everything that is wrong, as problems; an empty list when the warehouse is sound."""
    with warehouse.reading() as con:
        return [*_check_orphans(con), *_check_files(con, warehouse), *_check_counts(con), *_check_kept(con)]


def _check_orphans(con: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    for missing, question in _ORPHANS.items():
        (count,) = con.execute(question).fetchone()
        if count:
            yield Problem("check-orphans", {"count": count, "missing": missing})


def _check_files(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> Iterator[Problem]:
    for sha256, name in con.execute(_KEPT_FILES).fetchall():
        path = kept_file(warehouse.folder, sha256)
        if not path.exists():
            yield Problem("check-file", {"file": name}, variant="missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield Problem("check-file", {"file": name}, variant="changed")


def _check_counts(con: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    rows = con.execute(
        "select id, file_name, accepted, count(observation.batch) from batch left join observation on observation.batch = batch.id"
        " group by all having accepted <> count(observation.batch)"
    ).fetchall()
    for batch, name, accepted, found in rows:
        yield Problem("check-count", {"batch": batch, "file": name, "accepted": accepted, "found": found})


def _check_kept(con: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """The kept tables against the same day asked of the history."""
    evaluate(con, Question(as_of=kept_as_of(con), province=read_setting(con, "province") or None))
    pairs = {f"{kept}_status": f"{kept}_now" for kept in KEPT}
    for kept, fresh in pairs.items():
        (count,) = con.execute(
            f"select count(*) from ((from {kept} except all from {fresh}) union all (from {fresh} except all from {kept}))"
        ).fetchone()
        if count:
            yield Problem("check-kept", {"table": kept, "count": count})
