"""Backup and restore: everything out and in, nothing half, damage told in a sentence."""
from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from ntm.problems import NtmError
from ntm.warehouse.backup import backup, restore
from ntm.warehouse.files import keep_file, kept_file
from ntm.warehouse.generations import Warehouse

NOW = datetime(2024, 1, 2)


def add_batch(warehouse: Warehouse, content: bytes, sha256: str) -> None:
    """A batch without figures, for its file's sake."""
    keep_file(warehouse.folder, sha256, content)
    with warehouse.writing() as draft:
        draft.con.execute(
            "insert into batch values (1, ?, 'bieu.xlsx', 'i', 'quarter', date '2023-12-31', date '2023-12-31', null, 'self',"
            " null, null, null, null, 'kiểm thử', timestamp '2024-01-01', false, 0, 0, 0)", [sha256])


SHA = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of b"hello"


@pytest.fixture
def archive(empty_warehouse: Warehouse, tmp_path: Path) -> Path:
    """A backup of a warehouse with one batch and its file."""
    add_batch(empty_warehouse, b"hello", SHA)
    backup(empty_warehouse, tmp_path / "sao-luu.zip", NOW)
    return tmp_path / "sao-luu.zip"


def test_restored_into_a_new_folder_it_is_all_there(archive: Path, tmp_path: Path) -> None:
    other = Warehouse(tmp_path / "other")
    restore(other, archive, is_confirmed=False)
    with other.reading() as con:
        assert con.execute("select file_name from batch").fetchall() == [("bieu.xlsx",)]
    assert kept_file(other.folder, SHA).read_bytes() == b"hello"
    other.close()


def test_a_used_warehouse_is_replaced_only_when_confirmed_and_stays_as_the_former_one(archive: Path, empty_warehouse: Warehouse) -> None:
    before = empty_warehouse.generation
    with pytest.raises(NtmError) as refused:
        restore(empty_warehouse, archive, is_confirmed=False)
    assert refused.value.problems[0].code == "restore-unconfirmed"
    assert empty_warehouse.generation == before
    restore(empty_warehouse, archive, is_confirmed=True)
    assert empty_warehouse.generation == before + 1
    assert empty_warehouse.path_of(before).exists()


def test_files_come_in_under_the_writers_lock(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, kept = Warehouse(tmp_path / "other"), []

    def keep_locked(folder: Path, sha256: str, content: bytes) -> None:
        with pytest.raises(Timeout):  # else somebody's sweep could take the file for one that nothing names
            FileLock(folder / "write.lock", timeout=0).acquire()
        kept.append(sha256)

    monkeypatch.setattr("ntm.warehouse.backup.keep_file", keep_locked)
    restore(other, archive, is_confirmed=False)
    assert kept == [SHA]
    other.close()


def rewrite(archive: Path, name: str, content: bytes) -> None:
    """Change one member of the zip."""
    with zipfile.ZipFile(archive) as old:
        members = {member: old.read(member) for member in old.namelist()}
    with zipfile.ZipFile(archive, "w") as new:
        for member, kept in (members | {name: content}).items():
            new.writestr(member, kept)


@pytest.mark.parametrize(("name", "content", "code"), [
    pytest.param("warehouse.duckdb", b"broken", "backup-damaged", id="another generation"),
    pytest.param(f"files/{SHA}", b"changed", "backup-damaged", id="a file that was changed"),
    pytest.param("manifest.json", b"{}", "backup-damaged", id="an empty manifest"),
    pytest.param("manifest.json", json.dumps({"schema_version": 99, "files": []}).encode(), "warehouse-newer", id="a newer one"),
    pytest.param("manifest.json", json.dumps({"schema_version": 1, "generation": "", "files": ["../../x"]}).encode(),
                 "backup-damaged", id="a path in a file's name"),
])
def test_a_damaged_backup_changes_nothing(
    archive: Path, empty_warehouse: Warehouse, name: str, content: bytes, code: str
) -> None:
    before = empty_warehouse.generation
    rewrite(archive, name, content)
    with pytest.raises(NtmError) as refused:
        restore(empty_warehouse, archive, is_confirmed=True)
    assert refused.value.problems[0].code == code
    assert empty_warehouse.generation == before


def test_what_is_no_zip_is_told(empty_warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(NtmError, match="backup-damaged"):
        restore(empty_warehouse, tmp_path / "x.zip", is_confirmed=True)


def test_a_backup_that_cannot_be_written_is_told(empty_warehouse: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(NtmError, match="backup-unwritable"):
        backup(empty_warehouse, tmp_path / "no" / "folder.zip", NOW)
