"""Attachments: judged by content, kept by sha256, taken off without being lost, in the backup, and checked."""
from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from ntm.problems import BadFile
from ntm.progress.check import check_warehouse
from ntm.warehouse.attachments import MOST_BYTES, attach, attachments_of, media_type_of, owner_of, remove
from ntm.warehouse.backup import backup, restore
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse

NOW = datetime(2024, 1, 2)
PDF = b"%PDF-1.7\n..."


@pytest.mark.parametrize(("content", "expected"), [
    pytest.param(PDF, "application/pdf", id="a PDF"),
    pytest.param(b"\x89PNG\r\n\x1a\n....", "image/png", id="a PNG"),
    pytest.param(b"\xff\xd8\xff\xe0....", "image/jpeg", id="a JPEG"),
])
def test_media_type_is_told_by_content(content: bytes, expected: str) -> None:
    assert media_type_of("cong-van.pdf", content) == expected


@pytest.mark.parametrize(("content", "code"), [
    pytest.param(b"", "attachment-kind", id="empty"),
    pytest.param(b"<html>%PDF-", "attachment-kind", id="HTML called PDF"),
    pytest.param(b"%PDF-" + b"0" * MOST_BYTES, "attachment-too-large", id="too large"),
])
def test_anything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadFile) as refused:
        media_type_of("cong-van.pdf", content)
    assert refused.value.problems[0].code == code
    assert "cong-van.pdf" in refused.value.sentences("vi")[0]


def attach_one(warehouse: Warehouse, owner: str) -> str:
    """One PDF hung on an owner."""
    with warehouse.writing() as draft:
        return attach(warehouse, draft.con, owner, "cong-van.pdf", PDF, "Cán bộ A", NOW)


def test_what_is_taken_off_is_not_lost(empty_warehouse: Warehouse) -> None:
    owner = owner_of("batch", 1)
    sha256 = attach_one(empty_warehouse, owner)
    with empty_warehouse.reading() as con:
        assert attachments_of(con, owner)[["sha256", "file_name", "media_type", "attached_by"]].values.tolist() == [
            [hashlib.sha256(PDF).hexdigest(), "cong-van.pdf", "application/pdf", "Cán bộ A"]]
    with empty_warehouse.writing() as draft:
        remove(draft.con, owner, sha256, "Cán bộ B", NOW)
    with empty_warehouse.reading() as con:
        assert attachments_of(con).empty
        written = con.execute("select attached_by, is_removed from attachment order by seq").fetchall()
    assert written == [("Cán bộ A", False), ("Cán bộ B", True)]
    assert kept_file(empty_warehouse.folder, sha256).read_bytes() == PDF


def test_attached_files_go_into_the_backup(empty_warehouse: Warehouse, tmp_path: Path) -> None:
    sha256 = attach_one(empty_warehouse, owner_of("batch", 1))
    backup(empty_warehouse, tmp_path / "sao-luu.zip", NOW)
    other = Warehouse(tmp_path / "other")
    restore(other, tmp_path / "sao-luu.zip", is_confirmed=False)
    assert kept_file(other.folder, sha256).read_bytes() == PDF
    other.close()


def test_a_lost_attachment_is_found_by_the_check(empty_warehouse: Warehouse) -> None:
    kept_file(empty_warehouse.folder, attach_one(empty_warehouse, owner_of("batch", 1))).unlink()
    assert [problem.code for problem in check_warehouse(empty_warehouse)] == ["check-file"]
