"""Another office's list: read in the office's own layout, kept apart from our figures, compared by the command."""
from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from etl.cli import run
from etl.load import init
from etl.other_list import ListHead, read_list, take_list
from ntm.problems import BadFile, NtmError
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.progress.status import status_rows
from ntm.records.saving import BadRecords
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records

DAY, NOW = date(2023, 12, 31), datetime(2025, 7, 15)
HEAD = ListHead("Văn phòng Điều phối", DAY, "standard", "12/BC-VPĐP")


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


TWO_MARKS = book(["Danh sách"], ["TT", "Xã", "Đạt", "Chưa đạt"], ["I", "HUYỆN CHỢ ĐỒN"], [1, "X. BÌNH TRUNG", None, "x"],
                 [2, "Phương Viên", "x"], [3, "Bằng Lũng", "x"], [None, "Tổng cộng", 1, 1])
WORDS = book(["Xã", "8.1", "Kết quả chung"], ["Xã Bình Trung", "Đạt", "Chưa đạt"], ["Xã Phương Viên", "Đạt", "Đạt"],
             ["Xã Nam Cường", "Đạt", "-"])


@pytest.mark.parametrize("content", [pytest.param(TWO_MARKS, id="marks in two columns"), pytest.param(WORDS, id="words in the last")])
def test_what_a_list_says(content: bytes, facts: Facts) -> None:
    lines = read_list("ds.xlsx", content, facts.units, "06", DAY)
    assert [(line.unit.name, line.is_met) for line in lines] == [("Bình Trung", False), ("Phương Viên", True)], \
        "a township is not assessed, a blank says nothing, a total is no commune"


@pytest.mark.parametrize(("content", "codes"), [
    pytest.param(book(["Xã", "Kết quả"], ["Xã Bình Trùng", "Đạt"], ["Xã Quang Trung Trung", "được"], ["Yên Phong", "Đạt"]),
                 ["unknown-commune", "unknown-commune"], id="names that are none"),
    pytest.param(book(["Xã", "Kết quả"], ["Xã Bình Trung", "tốt"]), ["bad-value"], id="a word that is no verdict"),
    pytest.param(book(["Xã", "Kết quả"], ["Xã Bình Trung", "Đạt"], ["Bình Trung", "Đạt"]), ["listed-twice"], id="twice"),
    pytest.param(book(["Xã", "Đạt", "Chưa đạt"], ["Xã Bình Trung", "x", "x"]), ["conflict"], id="both marked"),
])
def test_every_fault_at_once(content: bytes, codes: list[str], facts: Facts) -> None:
    with pytest.raises(BadRecords) as caught:
        read_list("ds.xlsx", content, facts.units, "06", DAY)
    assert [problem.code for problem in caught.value.problems] == codes
    assert all(problem.cell for problem in caught.value.problems)


def test_a_file_without_verdicts(facts: Facts) -> None:
    with pytest.raises(BadFile) as caught:
        read_list("ds.xlsx", book(["Xã", "Điện thoại"], ["Xã Bình Trung", "0123"]), facts.units, "06", DAY)
    assert caught.value.problems[0].code == "no-verdict-column"


def test_a_list_takes_the_place_of_the_former_and_never_counts(empty_warehouse: Warehouse, facts: Facts) -> None:
    edit, count = take_list(empty_warehouse, facts, HEAD, "a.xlsx", TWO_MARKS, "06", "A", NOW)
    assert (edit is not None, count) == (True, 2)
    assert take_list(empty_warehouse, facts, HEAD, "a.xlsx", TWO_MARKS, "06", "A", NOW) == (None, 2)
    take_list(empty_warehouse, facts, HEAD, "b.xlsx", book(["Xã", "Kết quả"], ["Bình Trung", "Đạt"]), "06", "A", NOW)
    with empty_warehouse.reading() as con:
        assert [one.body["is_met"] for one in live_records(con, "other_list")] == [True]
        rows = status_rows(con, Question(DAY, None, "06"), "standard")
    assert {row["status"] for row in rows} == {"no_data"}


def test_nothing_of_a_list_with_a_fault_is_kept(empty_warehouse: Warehouse, facts: Facts) -> None:
    faulty = book(["Xã", "Kết quả"], ["Bình Trung", "Đạt"], ["Phương Viên", "?"])
    with pytest.raises(NtmError):
        take_list(empty_warehouse, facts, HEAD, "a.xlsx", faulty, "06", "A", NOW)
    with empty_warehouse.reading() as con:
        assert live_records(con, "other_list") == []


def test_the_command(tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("NTM_WAREHOUSE", str(tmp_path / "w"))
    init(Warehouse(tmp_path / "w"), facts, "06", NOW)
    assert run(["reconcile"]) == 2
    assert "Chưa giữ danh sách nào" in capsys.readouterr().err
    file = tmp_path / "ds.xlsx"
    file.write_bytes(TWO_MARKS)
    assert run(["reconcile", str(file)]) == 2
    assert "--body" in capsys.readouterr().err
    assert run(["reconcile", str(file), "--body", "VPĐP", "--as-of", "31/12/2023", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["theirs"], found["ours"]) == ({"met": 1, "of": 2}, {"met": 65, "of": 95})
    ways = {one["name"]: one["way"] for one in found["differences"]}
    assert "Xã Bình Trung" not in ways, "both say not met"
    assert sum(way == "not_listed" for way in ways.values()) == 93
