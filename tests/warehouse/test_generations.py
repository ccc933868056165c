"""Generations: one writer at a time, readers keep what they opened, a failed write leaves nothing, refusals are sentences."""
from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import psutil
import pytest

from ntm.problems import WarehouseError
from ntm.warehouse import generations
from ntm.warehouse.generations import KEPT_GENERATIONS, Warehouse
from ntm.warehouse.versions import SCHEMA_VERSION

PART = "next.duckdb.part"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """A warehouse with the bare schema: nothing here asks about communes."""
    made = Warehouse(tmp_path / "kho")
    with made.writing():
        pass
    yield made
    made.close()


def write(warehouse: Warehouse, value: str) -> None:
    with warehouse.writing() as draft:
        draft.con.execute("insert or replace into meta values ('mark', ?)", [value])


def read(con: duckdb.DuckDBPyConnection) -> str | None:
    row = con.execute("select value from meta where key = 'mark'").fetchone()
    return row[0] if row else None


def read_newest(warehouse: Warehouse) -> str | None:
    with warehouse.reading() as con:
        return read(con)


def refusal(act: Callable[[], object]) -> str:
    """The code that an act is refused with; its sentence exists in both languages."""
    with pytest.raises(WarehouseError) as raised:
        act()
    assert raised.value.sentences("vi") and raised.value.sentences("en")
    return raised.value.problems[0].code


def files_of(warehouse: Warehouse) -> list[str]:
    return sorted(file.name for file in warehouse.folder.iterdir() if file.name not in ("files", "write.lock"))


def test_a_write_publishes_the_next_generation(warehouse: Warehouse) -> None:
    assert files_of(warehouse) == ["warehouse-000001.duckdb"]
    write(warehouse, "một")
    assert files_of(warehouse) == ["warehouse-000001.duckdb", "warehouse-000002.duckdb"]
    assert (warehouse.generation, read_newest(warehouse)) == (2, "một")


def test_a_reader_keeps_its_generation_while_a_writer_publishes(warehouse: Warehouse) -> None:
    write(warehouse, "cũ")
    with warehouse.reading() as before:
        write(warehouse, "mới")
        with warehouse.reading() as after:
            assert (read(before), read(after)) == ("cũ", "mới")
        assert read(before) == "cũ"
    assert read_newest(warehouse) == "mới"


def test_a_reader_does_not_wait_for_a_writer_nor_sees_its_work(warehouse: Warehouse) -> None:
    write(warehouse, "cũ")
    with warehouse.writing() as draft:
        draft.con.execute("insert or replace into meta values ('mark', 'mới')")
        assert read_newest(warehouse) == "cũ"
    assert read_newest(warehouse) == "mới"


def test_unused_generations_are_closed(warehouse: Warehouse) -> None:
    for number in range(3):
        write(warehouse, str(number))
        read_newest(warehouse)
    assert list(warehouse._opened) == [warehouse.generation]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, duckdb.Error])
def test_a_failed_write_leaves_nothing(warehouse: Warehouse, error: type[BaseException]) -> None:
    write(warehouse, "cũ")
    before = files_of(warehouse)
    with pytest.raises(error), warehouse.writing() as draft:
        draft.con.execute("insert or replace into meta values ('mark', 'mới')")
        raise error
    assert (files_of(warehouse), read_newest(warehouse)) == (before, "cũ")
    write(warehouse, "sau")
    assert read_newest(warehouse) == "sau"


def test_a_discarded_write_leaves_nothing(warehouse: Warehouse) -> None:
    before = files_of(warehouse)
    with warehouse.writing() as draft:
        draft.con.execute("insert or replace into meta values ('mark', 'thử')")
        draft.discard()
    assert (files_of(warehouse), read_newest(warehouse)) == (before, None)


def test_leftovers_of_a_killed_writer_are_cleaned(warehouse: Warehouse) -> None:
    (warehouse.folder / PART).write_bytes(b"half a copy")
    (warehouse.folder / f"{PART}.wal").write_bytes(b"half a log")
    assert read_newest(warehouse) is None
    write(warehouse, "mới")
    assert files_of(warehouse) == ["warehouse-000001.duckdb", "warehouse-000002.duckdb"]
    assert read_newest(warehouse) == "mới"


def test_the_last_generations_stay(warehouse: Warehouse) -> None:
    for number in range(KEPT_GENERATIONS + 3):
        write(warehouse, str(number))
    newest = warehouse.generation
    assert files_of(warehouse) == [f"warehouse-{n:06d}.duckdb" for n in range(newest - KEPT_GENERATIONS + 1, newest + 1)]
    assert KEPT_GENERATIONS == 5


def test_a_reader_of_a_pruned_generation_reads_on(warehouse: Warehouse) -> None:
    write(warehouse, "cũ")
    with warehouse.reading() as con:
        for number in range(KEPT_GENERATIONS + 2):
            write(warehouse, str(number))
        assert read(con) == "cũ"
    assert read_newest(warehouse) == str(KEPT_GENERATIONS + 1)


def test_one_writer_at_a_time(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "LOCK_SECONDS", 0)
    other = Warehouse(warehouse.folder)
    with warehouse.writing():
        assert refusal(lambda: write(other, "chen ngang")) == "warehouse-busy"
    write(other, "đến lượt")
    assert read_newest(warehouse) == "đến lượt"


def test_writers_take_turns_and_lose_nothing(warehouse: Warehouse) -> None:
    def add(name: str) -> None:
        for number in range(4):
            with Warehouse(warehouse.folder).writing() as draft:
                draft.con.execute("insert into meta values (?, '')", [f"{name}{number}"])

    writers = [threading.Thread(target=add, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with warehouse.reading() as con:
        found = {row[0] for row in con.execute("select key from meta where value = ''").fetchall()}
    assert found == {f"{name}{number}" for name in "abc" for number in range(4)}


def test_a_warehouse_of_a_newer_version_is_refused_and_stays(warehouse: Warehouse) -> None:
    with warehouse.writing() as draft:
        draft.con.execute("update meta set value = ? where key = 'schema_version'", [str(SCHEMA_VERSION + 1)])
    before = files_of(warehouse)
    fresh = Warehouse(warehouse.folder)
    assert refusal(lambda: read_newest(fresh)) == "warehouse-newer"
    assert refusal(lambda: write(fresh, "x")) == "warehouse-newer"
    assert files_of(warehouse) == before


def test_a_folder_without_a_warehouse(tmp_path: Path) -> None:
    assert refusal(lambda: read_newest(Warehouse(tmp_path / "trống"))) == "warehouse-missing"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("một tệp, không phải thư mục", encoding="utf-8")
    assert refusal(lambda: Warehouse(tmp_path / "tệp" / "kho")) == "warehouse-unwritable"


def test_a_folder_that_cannot_be_written(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(warehouse, "cũ")
    monkeypatch.setattr(generations.shutil, "copyfile", full)
    assert refusal(lambda: write(warehouse, "mới")) == "warehouse-unwritable"
    monkeypatch.undo()
    assert read_newest(warehouse) == "cũ"
    write(warehouse, "sau")


@pytest.mark.parametrize(("fstype", "opts"), [
    pytest.param("nfs4", "rw", id="NFS"),
    pytest.param("CIFS", "rw", id="Windows share on Linux"),
    pytest.param("NTFS", "rw,remote", id="mapped drive on Windows"),
])
def test_a_network_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fstype: str, opts: str) -> None:
    mounts = [SimpleNamespace(mountpoint=tmp_path.anchor, fstype="ext4", opts="rw"),
              SimpleNamespace(mountpoint=str(tmp_path / "mạng"), fstype=fstype, opts=opts)]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    assert refusal(lambda: Warehouse(tmp_path / "mạng" / "kho")) == "warehouse-on-network"
    assert not (tmp_path / "mạng").exists(), "nothing is made there"
    assert Warehouse(tmp_path / "máy này").folder.is_dir()
