"""Workbooks of typed-in records: out, in again without a change, and every wrong cell named."""
from __future__ import annotations

import io
from contextlib import nullcontext
from datetime import date, datetime

import openpyxl
import pytest

from etl.records_load import give_out, take_in
from ntm.problems import BadFile
from ntm.progress.keep import Facts
from ntm.records.kinds import Kind, load_kinds
from ntm.records.saving import BadRecords, Change, EditConflict, save, surroundings
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records

NOW = datetime(2024, 3, 1)
OBSTACLES = load_kinds()["obstacle"]
OBSTACLE = {"commune": "02080", "indicator": "8.3", "what": "=Loa hỏng", "since": "2023-01-10", "measure": "thon_with_loudspeaker"}


def put(warehouse: Warehouse, facts: Facts, *changes: Change) -> None:
    """Save changes."""
    with warehouse.writing() as draft:
        save(draft.con, changes, surroundings(draft.con, facts.law, facts.units, NOW), "Cán bộ A", NOW)


def book(*rows: list[object], title: str = "Lộ trình") -> bytes:
    """A workbook of one sheet, as somebody made it."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def bodies(warehouse: Warehouse, kind: str) -> list[dict[str, object]]:
    """The live records of a kind."""
    with warehouse.reading() as con:
        return [one.body for one in live_records(con, kind)]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_exported_and_taken_in_again_nothing_changes(lang: str, empty_warehouse: Warehouse, facts: Facts) -> None:
    put(empty_warehouse, facts, Change("obstacle", None, OBSTACLE))
    put(empty_warehouse, facts, Change("obstacle_step", None, {"obstacle": "1", "on": "2023-02-01", "what": "Họp"}),
        Change("activity", None, {"commune": "02080", "on": "2023-03-01", "what": "Tặng loa", "hours": "7,5", "obstacles": "1",
                                  "measures": "thon_with_loudspeaker; commune_station"}))
    for kind in load_kinds().values():
        content = give_out(empty_warehouse, facts, kind, NOW, lang=lang)
        assert take_in(empty_warehouse, facts, kind, "so.xlsx", content, "Cán bộ B", NOW) == (None, 0)
    sheet = openpyxl.load_workbook(io.BytesIO(give_out(empty_warehouse, facts, OBSTACLES, NOW, lang=lang))).worksheets[0]
    assert [cell.value for cell in sheet[2]][2:7] == [
        "Bình Trung (Chợ Đồn)", "318-2022-standard/8.3", facts.law.measures["thon_with_loudspeaker"].title.in_(lang), "=Loa hỏng",
        datetime(2023, 1, 10)]
    assert sheet["F2"].data_type == "s", "a text that starts with = is no formula"


def test_the_sample_taken_out_and_in_stays_the_sample_changed_or_not(empty_warehouse: Warehouse, facts: Facts) -> None:
    with empty_warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [Change("obstacle", None, OBSTACLE)], around, "ntm", NOW, is_sample=True)
    content = give_out(empty_warehouse, facts, OBSTACLES, NOW)
    assert take_in(empty_warehouse, facts, OBSTACLES, "so.xlsx", content, "Cán bộ B", NOW) == (None, 0)
    changed = openpyxl.load_workbook(io.BytesIO(content))
    for number, lead in ((1, "Phòng B"), (None, "Phòng C")):  # the row found by its number, then by its key
        for column, value in ((1, number), (2, None), (8, lead)):
            changed.worksheets[0].cell(2, column).value = value
        out = io.BytesIO()
        changed.save(out)
        assert take_in(empty_warehouse, facts, OBSTACLES, "so.xlsx", out.getvalue(), "Cán bộ B", NOW)[1] == 1
        with empty_warehouse.reading() as con:
            assert [(one.body["lead"], one.is_sample) for one in live_records(con, "obstacle")] == [(lead, True)]


def test_a_roadmap_workbook_as_an_office_makes_it(empty_warehouse: Warehouse, facts: Facts) -> None:
    content = book(
        ["LỘ TRÌNH XÂY DỰNG NÔNG THÔN MỚI"], [], ["STT", "Xã", "Huyện", "Mức", "Năm", "Hình thức", "Văn bản", "Ngày văn bản"],
        [1, "X. BÌNH TRUNG", "Chợ Đồn", "xã NTM", 2025, "Đăng ký", "KH 01", date(2024, 1, 5)],
        [2, "Yên Phong", "Huyện Chợ Đồn", "xã NTM", 2024, "chuyển tiếp từ năm trước", None, None],
    )
    edit, count = take_in(empty_warehouse, facts, load_kinds()["roadmap"], "lo-trinh.xlsx", content, "Cán bộ A", NOW)
    assert count == 2
    added = bodies(empty_warehouse, "roadmap")[-2:]
    assert [(one["commune"], one["year"], one["how"], one.get("issued")) for one in added] == [
        ("02080", 2025, "registered", "2024-01-05"), (added[1]["commune"], 2024, "carried", None)]
    assert take_in(empty_warehouse, facts, load_kinds()["roadmap"], "lo-trinh.xlsx", content, "Cán bộ A", NOW) == (None, 0)
    with empty_warehouse.reading() as con:
        assert con.execute("select source from edit where number = ?", [edit]).fetchone() == ("lo-trinh.xlsx",)


@pytest.mark.parametrize(("row", "expected"), [
    pytest.param(["Bình Trùng", None, "xã NTM", 2024, "đăng ký"], [("unknown-commune", "A2")], id="a name with an error"),
    pytest.param(["Yên Phong", "Ba Bể", "xã NTM", 2024, "đăng ký"], [("unknown-commune", "A2")], id="in another district"),
    pytest.param(["Bình Trung", None, "xã NTM hiện đại", 2024, "đăng ký"], [("bad-record", "C2")], id="a level of another law"),
    pytest.param(["Bình Trung", None, "xã NTM", "sang năm", "đăng ký"], [("bad-record", "D2")], id="no year"),
    pytest.param(["Bình Trung", None, None, 2024, None], [("bad-record", "C2"), ("bad-record", "E2")], id="two cells empty"),
    pytest.param(["Bình Trung", None, "=#REF!", 2024, "đăng ký"], [("formula-uncomputed", "C2")], id="a formula without a value"),
])
def test_every_wrong_cell_is_named_and_nothing_is_written(
    row: list[object], expected: list[tuple[str, str]], empty_warehouse: Warehouse, facts: Facts,
) -> None:
    generation = empty_warehouse.generation
    content = book(["Xã", "Huyện", "Mức", "Năm", "Hình thức"], row)
    with pytest.raises(BadRecords) as refused:
        take_in(empty_warehouse, facts, load_kinds()["roadmap"], "lo-trinh.xlsx", content, "Cán bộ A", NOW)
    assert [(problem.code, problem.cell) for problem in refused.value.problems] == expected
    assert all(problem.sheet == "Lộ trình" for problem in refused.value.problems)
    assert empty_warehouse.generation == generation


def test_a_workbook_without_the_headings(empty_warehouse: Warehouse, facts: Facts) -> None:
    with pytest.raises(BadFile) as refused:
        take_in(empty_warehouse, facts, load_kinds()["roadmap"], "khac.xlsx", book(["Xã", "Ghi chú"], ["Bình Trung", "?"]), "Cán bộ A", NOW)
    assert refused.value.problems[0].code == "no-record-sheet"


def exported(warehouse: Warehouse, facts: Facts, kind: Kind) -> openpyxl.Workbook:
    """The workbook that the office got."""
    return openpyxl.load_workbook(io.BytesIO(give_out(warehouse, facts, kind, NOW)))


def test_a_row_that_somebody_else_changed_meanwhile_is_not_overwritten(empty_warehouse: Warehouse, facts: Facts) -> None:
    put(empty_warehouse, facts, Change("obstacle", None, OBSTACLE))
    taken_home = exported(empty_warehouse, facts, OBSTACLES)
    put(empty_warehouse, facts, Change("obstacle", "1", OBSTACLE | {"lead": "Phòng A"}))
    taken_home.worksheets[0]["H2"] = "Phòng B"
    content = io.BytesIO()
    taken_home.save(content)
    with pytest.raises(EditConflict) as conflict:
        take_in(empty_warehouse, facts, OBSTACLES, "so.xlsx", content.getvalue(), "Cán bộ B", NOW)
    assert conflict.value.theirs["obstacle", "1"].body["lead"] == "Phòng A"


@pytest.mark.parametrize(("revision", "is_taken"), [
    pytest.param("²", True, id="a digit that is no number: as one without"),
    pytest.param("9" * 30, False, id="beyond any revision"),
    pytest.param("9" * 5000, False, id="beyond what is read as a number"),
])
def test_a_strange_revision_crashes_nothing(revision: str, is_taken: bool, empty_warehouse: Warehouse, facts: Facts) -> None:
    put(empty_warehouse, facts, Change("obstacle", None, OBSTACLE))
    taken_home = exported(empty_warehouse, facts, OBSTACLES)
    taken_home.worksheets[0]["B2"], taken_home.worksheets[0]["H2"] = revision, "Phòng B"
    content = io.BytesIO()
    taken_home.save(content)
    with nullcontext() if is_taken else pytest.raises(EditConflict):
        take_in(empty_warehouse, facts, OBSTACLES, "so.xlsx", content.getvalue(), "Cán bộ B", NOW)
    assert [body.get("lead") for body in bodies(empty_warehouse, "obstacle")] == ["Phòng B" if is_taken else None]


def test_a_trial_writes_nothing(empty_warehouse: Warehouse, facts: Facts) -> None:
    generation = empty_warehouse.generation
    content = book(["Xã", "Mức", "Năm", "Hình thức"], ["Bình Trung", "xã NTM", 2024, "đăng ký"])
    _, count = take_in(empty_warehouse, facts, load_kinds()["roadmap"], "a.xlsx", content, "Cán bộ A", NOW, is_dry_run=True)
    assert (count, empty_warehouse.generation) == (1, generation)
    assert not list((empty_warehouse.folder / "files").iterdir())
