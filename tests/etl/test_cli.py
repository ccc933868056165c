"""The command line: exit codes, sentences, JSON (DESIGN §4). Commands run in this process on a warehouse of their own."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.etl.conftest import Etl

DAY = ("--as-of", "2023-12-31", "--level", "standard", "--format", "json")


def form(folder: Path, rows: dict[str, tuple[Any, ...]], period: str = "Quý III/2023", name: str = "bieu.xlsx") -> Path:
    """The official wide form of Chợ Đồn with four indicators; values by commune."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu 02"
    sheet["A1"] = f"KẾT QUẢ THỰC HIỆN TIÊU CHÍ SỐ 8 THEO QUYẾT ĐỊNH SỐ 318/QĐ-TTg - {period}"
    sheet.merge_cells("A1:F1")
    for column, title in zip("ABCDEF", ("STT", "Tên xã", "8.1", "8.2", "8.3", "8.4"), strict=True):
        sheet[f"{column}3"] = title
    sheet["A4"] = "I. HUYỆN CHỢ ĐỒN"
    for row, (commune, values) in enumerate(rows.items(), 5):
        sheet[f"A{row}"], sheet[f"B{row}"] = row - 4, commune
        for column, value in zip("CDEF", values, strict=False):
            sheet[f"{column}{row}"] = value
    book.save(folder / name)
    return folder / name


def status(etl: Etl, *more: str) -> dict[str, dict[str, Any]]:
    code, out, _ = etl("status", *DAY, "--commune", "02080", *more)
    assert code == 0
    return {row["indicator"]: row for row in json.loads(out)}


def test_load_status_undo_redo(empty: Etl, tmp_path: Path) -> None:
    before = status(empty)
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "9/9", "Chưa đạt (5/9)", "x")})
    code, out, _ = empty("load", file, "--json", "--by", "Phòng BCVT")
    (loaded,) = json.loads(out)
    assert (code, loaded["accepted"], loaded["rejected"], loaded["period_end"]) == (0, 5, 0, "2023-09-30")
    after = status(empty)
    assert {number: row["status"] for number, row in after.items()} == {
        "8.1": "met", "8.2": "incomplete", "8.3": "not_met", "8.4": "met"}
    assert after["8.3"]["source"] == {"file": "bieu.xlsx", "sheet": "Biểu 02", "cell": "E5"}
    assert empty("undo", loaded["batch"])[0] == 0
    assert status(empty) == before
    assert empty("redo", loaded["batch"])[0] == 0
    assert status(empty) == after


def test_the_first_real_load_puts_the_sample_aside_and_undo_brings_it_back(etl: Etl, tmp_path: Path) -> None:
    assert etl("init")[0] == 0
    before = status(etl)
    assert before["8.3"]["is_sample"]
    code, out, _ = etl("load", form(tmp_path, {"Xã Bình Trung": ("Chưa đạt", "0/9")}, period="Quý IV/2023"), "--json")
    assert (code, json.loads(out)[0]["problems"]) == (0, [])  # real figures are not held against the sample's
    real = status(etl)
    assert real["8.3"]["status"] == "no_data"
    assert not any(row["is_sample"] for row in real.values())
    etl("undo", json.loads(out)[0]["batch"])
    assert status(etl) == before


def test_a_wrong_cell_refuses_the_file_and_partial_loads_the_rest(empty: Etl, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "10/9"), "Xã Không Có": ("Đạt",)})
    code, out, _ = empty("load", file, "--json")
    (refused,) = json.loads(out)
    assert (code, refused["batch"], refused["accepted"]) == (1, None, 0)
    assert {(p["cell"], p["code"]) for p in refused["problems"]} == {("D5", "out-of-range"), ("B6", "unknown-commune")}
    assert all(p["message"] for p in refused["problems"])
    assert status(empty)["8.1"]["status"] == "no_data"
    code, out, _ = empty("load", file, "--json", "--partial")
    assert (code, json.loads(out)[0]["accepted"]) == (1, 1)
    assert status(empty)["8.1"]["status"] == "met"


def test_dry_run_changes_nothing(empty: Etl, tmp_path: Path) -> None:
    code, out, _ = empty("load", form(tmp_path, {"Xã Bình Trung": ("Đạt",)}), "--json", "--dry-run")
    assert (code, json.loads(out)[0]["accepted"]) == (0, 1)
    assert json.loads(empty("history", "--json")[1]) == []


def test_several_files_give_the_worst_exit_code(empty: Etl, tmp_path: Path) -> None:
    good = form(tmp_path, {"Xã Bình Trung": ("Đạt",)}, name="tot.xlsx")
    bad = tmp_path / "hong.xlsx"
    bad.write_bytes(b"not a workbook")
    code, out, _ = empty("load", good, bad, tmp_path / "khong-co.xlsx", "--json")
    assert code == 2
    assert [row["accepted"] for row in json.loads(out)] == [1, 0, 0]


@pytest.mark.parametrize("arguments", [
    pytest.param(("status", "--as-of", "hôm qua"), id="a day that is none"),
    pytest.param(("status", "--known-at", "2023-13-01"), id="a moment that is none"),
    pytest.param(("status", "--commune", "99999"), id="an unknown commune"),
    pytest.param(("status", "--level", "gold"), id="an unknown level"),
    pytest.param(("status", "--set", "318"), id="an unknown set"),
    pytest.param(("undo", "7"), id="an unknown batch"),
    pytest.param(("init",), id="a warehouse that is there already"),
    pytest.param(("template", "--set", "51-2025-standard", "--period", "Quý I/2026", "--out", "x.xlsx"), id="a set without indicators"),
    pytest.param(("template", "--set", "318-2022-standard", "--period", "mùa xuân", "--out", "x.xlsx"), id="a period that is none"),
    pytest.param(("load",), id="no file"),
    pytest.param(("fly",), id="no such command"),
])
def test_wrong_use_is_told_in_a_sentence(empty: Etl, arguments: tuple[str, ...]) -> None:
    code, out, err = empty(*arguments)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in out + err


def test_template_loads_back_as_nothing(empty: Etl, tmp_path: Path) -> None:
    out = tmp_path / "mau.xlsx"
    assert empty("template", "--set", "318-2022-standard", "--period", "Quý I/2024", "--out", out)[0] == 0
    code, printed, _ = empty("load", out, "--json")
    (row,) = json.loads(printed)
    assert (code, row["accepted"], row["period_end"], row["problems"]) == (0, 0, "2024-03-31", [])


def test_tables_for_people(empty: Etl, tmp_path: Path) -> None:
    file = form(tmp_path, {"Xã Bình Trung": ("Đạt", "9/9", "Chưa đạt (5/9)", "x")})
    assert "đã nạp 5 số liệu" in empty("load", file)[1]
    assert "không thay đổi" in empty("load", file)[1]
    assert "bieu.xlsx" in empty("history")[1]
    table = empty("status", "--commune", "02080", "--level", "standard")[1]
    assert "5/9 (≥ 2/3)" in table
    assert "Biểu 02!E5" in table
    assert "Chưa đạt" in empty("status", "--commune", "02080", "--format", "csv")[1].splitlines()[3]


def test_one_cause_prints_one_line_and_json_keeps_every_cell(empty: Etl, tmp_path: Path) -> None:
    names = ("Bằng Lãng", "Bình Trung", "Yên Phong", "Đồng Thắng", "Ngọc Phái")
    file = form(tmp_path, {f"Xã {name}": ("Đạt", "lạ") for name in names} | {"Xã Lương Bằng": ("10/9",)})
    lines = empty("load", file)[1].splitlines()
    assert lines[1:] == [
        '  Biểu 02!D5:D9 (05 ô cùng một lỗi; ví dụ ô D5): Không đọc được "lạ". Ghi "Đạt", "Chưa đạt" hoặc số như "7/9". → 7/9',
        '  Biểu 02!C10: Chỉ tiêu này không tính theo số lượng, nên "10/9" không có nghĩa. Ghi "Đạt" hoặc "Chưa đạt". → Đạt']
    (told,) = json.loads(empty("load", file, "--json")[1])
    assert [problem["cell"] for problem in told["problems"]] == ["D5", "D6", "D7", "D8", "D9", "C10"]
