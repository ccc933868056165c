"""The signed covering document: judged by its content, kept with the batch, in the backup, attached once."""
from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from etl.load import Asked, Outcome, load_file
from ntm.problems import BadFile
from ntm.progress.check import check_warehouse
from ntm.progress.keep import Facts
from ntm.warehouse.attachments import attachments_of, check_whole, owner_of
from ntm.warehouse.backup import backup, restore
from ntm.warehouse.files import kept_file
from ntm.warehouse.generations import Warehouse
from tests.etl.conftest import Etl
from tests.etl.test_cli import form

NOW = datetime(2024, 1, 2)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SCAN = ("cong-van.pdf", PDF)


@pytest.mark.parametrize(("content", "code"), [
    pytest.param(PDF, None, id="a PDF"), pytest.param(PDF + b" " * 500, None, id="a PDF with a tail"),
    pytest.param(b"\x89PNG\r\n\x1a\n..IEND\xaeB`\x82", None, id="a PNG"), pytest.param(b"\xff\xd8\xff\xe0...\xff\xd9", None, id="a JPEG"),
    pytest.param(PDF[:20], "attachment-cut", id="a PDF cut off"),
    pytest.param(b"\x89PNG\r\n\x1a\n...", "attachment-cut", id="a PNG cut off"),
    pytest.param(b"\xff\xd8\xff\xe0...", "attachment-cut", id="a JPEG cut off"), pytest.param(b"<html>", "attachment-kind", id="HTML"),
    pytest.param(b"", "attachment-kind", id="nothing"),
])
def test_a_scan_is_judged_by_its_content(content: bytes, code: str | None) -> None:
    if code is None:
        check_whole("a.pdf", content)
        return
    with pytest.raises(BadFile) as refused:
        check_whole("a.pdf", content)
    assert (refused.value.problems[0].code, "a.pdf" in refused.value.sentences("vi")[0]) == (code, True)


def load(warehouse: Warehouse, facts: Facts, content: bytes, *files: tuple[str, bytes]) -> Outcome:
    return load_file(warehouse, facts, "bieu.xlsx", content, Asked("Trần Thị B", document_files=files), NOW)


def attached(warehouse: Warehouse, batch: int = 1) -> list[list[str]]:
    with warehouse.reading() as con:
        return attachments_of(con, owner_of("batch", batch))[["file_name", "media_type", "attached_by"]].to_numpy().tolist()


def test_the_scan_hangs_on_its_batch_once_and_lies_in_the_backup(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> None:
    content = form(tmp_path, {"Xã Bình Trung": ("Đạt",)}).read_bytes()
    assert load(empty_warehouse, facts, content, SCAN).accepted == 1
    generation = empty_warehouse.generation
    assert load(empty_warehouse, facts, content, SCAN).accepted == 0
    assert (attached(empty_warehouse), empty_warehouse.generation) == ([["cong-van.pdf", "application/pdf", "Trần Thị B"]], generation)
    backup(empty_warehouse, tmp_path / "sao-luu.zip", NOW)
    other = Warehouse(tmp_path / "khac")
    restore(other, tmp_path / "sao-luu.zip", is_confirmed=False)
    assert kept_file(other.folder, hashlib.sha256(PDF).hexdigest()).read_bytes() == PDF
    assert (attached(other), check_warehouse(other)) == (attached(empty_warehouse), [])
    other.close()


def test_a_scan_that_comes_later_is_added_to_the_same_batch(empty_warehouse: Warehouse, facts: Facts, tmp_path: Path) -> None:
    content = form(tmp_path, {"Xã Bình Trung": ("Đạt",)}).read_bytes()
    load(empty_warehouse, facts, content)
    assert load(empty_warehouse, facts, content, SCAN).batch == 1
    assert len(attached(empty_warehouse)) == 1


def test_a_bad_scan_loads_nothing(empty: Etl, tmp_path: Path) -> None:
    file, scan = form(tmp_path, {"Xã Bình Trung": ("Đạt",)}), tmp_path / "cong-van.pdf"
    scan.write_bytes(b"<html>")
    code, out, _ = empty("load", file, "--document-file", scan, "--json")
    assert (code, json.loads(out)[0]["accepted"], json.loads(out)[0]["problems"][0]["code"]) == (2, 0, "attachment-kind")
    assert empty("load", file, "--document-file", tmp_path / "khong-co.pdf")[0] == 2
    scan.write_bytes(PDF)
    assert empty("load", file, "--document-file", scan)[0] == 0
