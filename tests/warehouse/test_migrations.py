"""A warehouse written by an older version of the software is brought up by the next write; its content stays."""
from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ntm.progress.keep import Facts, bring_up_to_date
from ntm.warehouse import generations
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.versions import SCHEMA_VERSION

NOW = datetime(2024, 1, 2)


@pytest.fixture
def old(tmp_path: Path, facts: Facts) -> Warehouse:
    """A warehouse as version 1 of the schema left it, with one setting."""
    folder = tmp_path / "old"
    (folder / "files").mkdir(parents=True)
    with duckdb.connect(str(folder / "warehouse-000001.duckdb")) as con:
        con.execute((Path(generations.__file__).parent / "schema.sql").read_text(encoding="utf-8"))
        con.execute("insert into meta values ('schema_version', '1')")
        con.execute("insert into setting values ('province', '06', 'Cán bộ A', timestamp '2023-01-01')")
    return Warehouse(folder)


def version_of(warehouse: Warehouse) -> tuple[int, int]:
    """Version of the schema, and how many tables hold what people type in."""
    with warehouse.reading() as con:
        (version,) = con.execute("select value::integer from meta where key = 'schema_version'").fetchone()
        (tables,) = con.execute(
            "select count(*) from duckdb_tables() where table_name in ('edit', 'record', 'attachment', 'village_mark')").fetchone()
        return version, tables


def test_opening_brings_an_older_warehouse_up_and_keeps_its_content(old: Warehouse, facts: Facts) -> None:
    assert version_of(old) == (1, 0)
    bring_up_to_date(old, facts, NOW)
    assert version_of(old) == (SCHEMA_VERSION, 4)
    with old.reading() as con:
        assert con.execute("select value from setting").fetchall() == [("06",)]
    assert old.path_of(1).exists()
    generation = old.generation
    bring_up_to_date(old, facts, NOW)
    assert old.generation == generation, "there is nothing more to bring up"
    old.close()


def test_a_backup_of_an_older_version_is_brought_up_when_it_is_restored(old: Warehouse, empty_warehouse: Warehouse) -> None:
    empty_warehouse.adopt(old.path_of(1))
    assert version_of(empty_warehouse) == (SCHEMA_VERSION, 4)
    assert version_of(old) == (1, 0), "the backup itself is not touched"
    old.close()
