"""A name erased on request: gone from every revision, from files and from the folder; the record's shape stays."""
from __future__ import annotations

import io
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.records_load import give_out, take_in
from ntm.problems import WarehouseError, WrongUse
from ntm.progress.check import check_warehouse
from ntm.progress.keep import Facts
from ntm.records.erasing import erase_name
from ntm.records.filing import attach_file
from ntm.records.kinds import load_kinds
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse import generations
from ntm.warehouse.attachments import attach, attachments_of
from ntm.warehouse.erasing import write_body
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records, revisions_of

NOW = datetime(2024, 1, 5)
NAME = "Cá nhân Độc Nhất Vô Nhị"
PERSON = {"phase": "midterm-2023", "kind": "individual", "name": NAME, "unit": "Phòng B", "award": "department"}
PDF = b"%PDF-1.4 " + NAME.encode() + b"\n%%EOF\n"


def put(warehouse: Warehouse, facts: Facts, *changes: Change) -> None:
    with warehouse.writing() as draft:
        save(draft.con, changes, surroundings(draft.con, facts.law, facts.units, NOW), "Cán bộ A", NOW)


def folder_holds(folder: Path, text: str) -> list[str]:
    """The files of a folder whose bytes hold a text."""
    return [file.name for file in folder.rglob("*") if file.is_file() and text.encode() in file.read_bytes()]


@pytest.fixture
def written(empty_warehouse: Warehouse, facts: Facts) -> Warehouse:
    put(empty_warehouse, facts, Change("nomination", None, PERSON), Change("nomination", None, PERSON | {"name": "Cá nhân B"}))
    put(empty_warehouse, facts, Change("merit", None, {"nomination": "1", "standard": "individual", "text": f"{NAME} có sáng kiến."}))
    put(empty_warehouse, facts, Change("dossier_part", None, {"nomination": "1", "part": "report", "day": "2024-01-02"}))
    attach_file(empty_warehouse, load_kinds()["dossier_part"], "1", f"{NAME}.pdf", PDF, "Cán bộ A", NOW)
    book = load_workbook(io.BytesIO(give_out(empty_warehouse, facts, load_kinds()["nomination"], NOW)))
    book.worksheets[0]["I2"] = "Ghi chú"
    content = io.BytesIO()
    book.save(content)
    assert take_in(empty_warehouse, facts, load_kinds()["nomination"], "de-nghi.xlsx", content.getvalue(), "Cán bộ A", NOW)[1] == 1
    return empty_warehouse


def test_the_name_is_gone_and_the_shape_stays(written: Warehouse) -> None:
    held = folder_holds(written.folder, NAME)
    assert len([name for name in held if name.endswith(".duckdb")]) > 1, "the name stands legibly in several generations"
    done = erase_name(written, "1", "Cán bộ C", NOW)
    assert (done.records, done.files) == (2, 2)
    with written.reading() as con:
        (own, other) = live_records(con, "nomination")
        past = revisions_of(con, "nomination", "1")
        (evidence,) = live_records(con, "merit")
        assert attachments_of(con).empty
    assert (own.body["name"], own.body["unit"], own.body["note"], own.by) == ("(đã xóa tên theo yêu cầu)", "Phòng B", "Ghi chú", "Cán bộ C")
    assert {one.body["name"] for one in past} == {"(đã xóa tên theo yêu cầu)"}
    assert evidence.body["text"] == "(đã xóa tên theo yêu cầu) có sáng kiến."
    assert other.body["name"] == "Cá nhân B"
    assert folder_holds(written.folder, NAME) == []
    assert len(list(written.folder.glob("warehouse-*.duckdb"))) == 1, "older generations held the name"
    assert check_warehouse(written) == []


@pytest.mark.parametrize(("number", "code"), [
    pytest.param("9", "unknown-nomination", id="no such nomination"),
    pytest.param("3", "not-individual", id="a collective"),
    pytest.param("1", "name-erased", id="a second time"),
])
def test_what_is_not_erased(number: str, code: str, written: Warehouse, facts: Facts) -> None:
    put(written, facts, Change("nomination", None, PERSON | {"kind": "collective", "name": "Phòng B"}))
    if code == "name-erased":
        erase_name(written, number, "Cán bộ C", NOW)
    with pytest.raises(WrongUse) as refused:
        erase_name(written, number, "Cán bộ C", NOW)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_warehouse_goes_on_after_it(written: Warehouse, facts: Facts) -> None:
    erase_name(written, "1", "Cán bộ C", NOW)
    put(written, facts, Change("nomination", None, PERSON | {"name": "Cá nhân C"}))
    with written.reading() as con:
        assert [one.body["name"] for one in live_records(con, "nomination")][1:] == ["Cá nhân B", "Cá nhân C"]
        assert con.execute("select count(*) from void_batch(now()::timestamp)").fetchone() == (0,)


def refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("refused", ["kept_files", "sweep_files"])
def test_an_erasing_that_was_cut_short_is_finished_by_calling_again(
    refused: str, written: Warehouse, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch, pytest.raises(WarehouseError):
        patch.setattr(generations, refused, refuse)
        erase_name(written, "1", "Cán bộ C", NOW)
    assert folder_holds(written.folder, NAME) != [], "the disk refused before the files were deleted"
    assert erase_name(written, "1", "Cán bộ C", NOW).files == 2
    assert folder_holds(written.folder, NAME) == []
    with pytest.raises(WrongUse) as refusal:
        erase_name(written, "1", "Cán bộ C", NOW)
    assert [problem.code for problem in refusal.value.problems] == ["name-erased"]


def test_a_file_attached_again_before_the_sweep_stays(written: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = Warehouse.rewrite

    def attach_first(warehouse: Warehouse) -> int:
        with warehouse.writing() as draft:
            attach(warehouse, draft.con, "nomination:2", "ban-sao.pdf", PDF, "Cán bộ A", NOW)
        return rewrite(warehouse)

    monkeypatch.setattr(Warehouse, "rewrite", attach_first)
    assert erase_name(written, "1", "Cán bộ C", NOW).files == 1, "the workbook only"
    assert check_warehouse(written) == []


@pytest.mark.parametrize(("text", "left"), [
    pytest.param("TRẦN THỊ HÒA có sáng kiến", "(x) có sáng kiến", id="capitals"),
    pytest.param("bà Trần Thị Hoà.", "bà (x).", id="the tone mark in its other place"),
    pytest.param(unicodedata.normalize("NFD", "Trần Thị Hòa") + ", tổ trưởng", "(x), tổ trưởng", id="decomposed"),
    pytest.param("Trần  Thị\nHòa", "(x)", id="over two lines"),
    pytest.param("Trần Thị Hòa, Trần Thị Hòa", "(x), (x)", id="twice"),
    pytest.param("Trần Thị Hòan và Trần Thị", "Trần Thị Hòan và Trần Thị", id="another name"),
])
def test_a_name_is_found_however_it_was_typed(text: str, left: str, written: Warehouse, facts: Facts) -> None:
    put(written, facts, Change("nomination", None, PERSON | {"name": "Trần Thị Hòa"}))
    put(written, facts, Change("merit", None, {"nomination": "3", "standard": "individual", "text": "…"}))
    with written.writing() as draft:  # as an older version of the software may have kept it
        (one,) = [one for one in revisions_of(draft.con, "merit") if one.body["nomination"] == "3"]
        write_body(draft.con, one.seq, one.body | {"text": text})
    erase_name(written, "3", "Cán bộ C", NOW)
    with written.reading() as con:
        (body,) = [one.body for one in live_records(con, "merit") if one.body["nomination"] == "3"]
    assert body["text"] == left.replace("(x)", "(đã xóa tên theo yêu cầu)")


def test_a_name_with_signs_at_its_end_is_erased_once(written: Warehouse, facts: Facts) -> None:
    put(written, facts, Change("nomination", None, PERSON | {"name": "Trần Thị Hòa (tổ 2)"}))
    erase_name(written, "3", "Cán bộ C", NOW)
    with written.reading() as con:
        (body,) = [one.body for one in live_records(con, "nomination") if one.id == "3"]
    assert body["name"] == "(đã xóa tên theo yêu cầu)"
    with pytest.raises(WrongUse) as refusal:
        erase_name(written, "3", "Cán bộ C", NOW)
    assert [problem.code for problem in refusal.value.problems] == ["name-erased"]
