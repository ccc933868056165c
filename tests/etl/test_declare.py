"""Verdicts at the threshold: offered only where counts reach it and the rest is unknown, signed, undone alone and with their load."""
from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from etl.declare import ALL
from etl.load import Asked, Outcome, load_file, redo, undo
from ntm.problems import WrongUse
from ntm.progress.check import check_warehouse
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import Facts
from ntm.progress.status import find_units, status_rows
from ntm.warehouse.batches import history
from ntm.warehouse.generations import Warehouse
from tests.etl.conftest import Etl
from tests.etl.test_cli import form

NOW, LATER, LAST = datetime(2024, 1, 2), datetime(2024, 1, 3), datetime(2024, 1, 4)
ANALYST = Asked("Trần Thị B", declared=ALL)
# 8.2 asks for all thôn and for quality, of which nothing is known; 8.3 for two thirds and for a station.
ROWS = {
    "Xã Bình Trung": ("Đạt", "9/9", "6/9"), "Xã Yên Phong": ("Đạt", "8/9", "Đạt (6/9)"), "Xã Bằng Lãng": (None, "5/5", "Chưa đạt"),
}


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    return form(tmp_path, ROWS).read_bytes()


def load(warehouse: Warehouse, facts: Facts, content: bytes, asked: Asked = ANALYST, now: datetime = NOW) -> Outcome:
    return load_file(warehouse, facts, "bieu.xlsx", content, asked, now)


def standing(warehouse: Warehouse, commune: str, known_at: str | None = None) -> dict[str, dict]:
    with warehouse.reading() as con:
        question = Question(datetime(2023, 12, 31).date(), parse_known_at(known_at) if known_at else None, None, find_units(con, commune))
        return {row["indicator"]: row for row in status_rows(con, question, "standard")}


def test_nothing_is_declared_unless_asked(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    done = load(empty_warehouse, facts, content, Asked("a"))
    assert (done.declared, "declared" in done.as_json("vi")) == (None, False)
    assert standing(empty_warehouse, "02080")["8.2"]["status"] == "incomplete"


def test_only_what_reaches_the_threshold_and_is_unknown_else_is_declared(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    done = load(empty_warehouse, facts, content)
    with empty_warehouse.reading() as con:
        rows = con.execute("select unit.name, item.key, is_met, stage, sheet, cell, written, period_end::varchar from observation"
                           " join unit on unit.id = unit join item on item.id = item where batch = 2 order by all").fetchall()
        (own, base) = history(con).to_dict("records")
    told = [(name, key.rpartition("/")[2], cell) for name, key, *_, cell, _, _ in rows]
    assert told == [("Bình Trung", "8.2", "D5"), ("Bình Trung", "8.3", "E5"), ("Bằng Lãng", "8.2", "D7")]
    assert {row[2:5] + row[6:] for row in rows} == {(True, 0, "Biểu 02", "ý kiến chuyên viên", "2023-09-30")}
    assert (done.declared.batch, done.declared.count, own["accepted"]) == (2, 3, 3)
    assert (own["loaded_by"], own["stage"], own["sha256"], own["document_number"]) == ("Trần Thị B", "self", base["sha256"], None)
    met = standing(empty_warehouse, "02080")["8.2"]
    assert (met["status"], met["verdict"]["stage"], met["verdict"]["source"]["cell"]) == ("met", "self", "D5")
    assert check_warehouse(empty_warehouse) == []


def test_only_the_chosen_indicator(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    done = load(empty_warehouse, facts, content, replace(ANALYST, declared=("318-2022-standard/8.3",)))
    assert done.declared.count == 1
    assert [standing(empty_warehouse, "02080")[number]["status"] for number in ("8.2", "8.3")] == ["incomplete", "met"]


def test_again_changes_nothing_and_later_adds_to_the_same_load(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    load(empty_warehouse, facts, content, Asked("a"))
    later = load(empty_warehouse, facts, content, now=LATER)
    assert (later.batch, later.accepted, later.declared.count) == (1, 0, 3)
    generation = empty_warehouse.generation
    again = load(empty_warehouse, facts, content, now=LAST)
    assert (again.batch, again.declared, empty_warehouse.generation) == (1, None, generation)
    assert standing(empty_warehouse, "02080", "2024-01-02T12:00")["8.2"]["status"] == "incomplete"  # as known before it was declared
    assert standing(empty_warehouse, "02080", "2024-01-04")["8.2"]["status"] == "met"


def test_undone_alone_or_with_its_load_and_back(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    def statuses() -> list[str]:
        return [standing(empty_warehouse, "02080")[number]["status"] for number in ("8.1", "8.2")]
    load(empty_warehouse, facts, content)
    undo(empty_warehouse, 2, "a", LATER)
    assert statuses() == ["met", "incomplete"]
    redo(empty_warehouse, 2, "a", LATER)
    undo(empty_warehouse, 1, "a", LAST)
    assert statuses() == ["no_data", "no_data"]
    with pytest.raises(WrongUse) as refused:
        redo(empty_warehouse, 2, "a", LAST)
    assert refused.value.problems[0].code == "declared-base-void"
    redo(empty_warehouse, 1, "a", LAST)
    assert statuses() == ["met", "met"]
    assert check_warehouse(empty_warehouse) == []


def test_verdicts_undone_alone_stay_so_when_their_load_comes_back(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    load(empty_warehouse, facts, content)
    undo(empty_warehouse, 2, "a", LATER)
    undo(empty_warehouse, 1, "a", LAST)
    redo(empty_warehouse, 1, "a", LAST)
    assert standing(empty_warehouse, "02080")["8.2"]["status"] == "incomplete"


def test_a_failing_requirement_known_from_elsewhere_forbids_it(empty_warehouse: Warehouse, facts: Facts, content: bytes) -> None:
    other = "Mã xã,Tên xã,Chỉ tiêu,Kỳ báo cáo,Giá trị\n02080,Bình Trung,telecom_quality,Quý III/2023,Không\n".encode()
    load_file(empty_warehouse, facts, "chat-luong.csv", other, Asked("a"), NOW)
    load(empty_warehouse, facts, content)
    assert standing(empty_warehouse, "02080")["8.2"]["status"] == "not_met"


def test_on_the_command_line(empty: Etl, tmp_path: Path) -> None:
    file = form(tmp_path, ROWS)
    code, out, _ = empty("load", file, "--declare-at-threshold", "--dry-run", "--json")
    assert (code, json.loads(out)[0]["declared"]) == (0, {"batch": None, "accepted": 3})
    assert "sẽ ghi nhận 03 kết luận Đạt" in empty("load", file, "--declare-at-threshold", "--dry-run")[1]
    assert json.loads(empty("history", "--json")[1]) == []
    code, out, _ = empty("load", file, "--declare-at-threshold", "--by", "Trần Thị B", "--json")
    assert (code, json.loads(out)[0]["declared"]) == (0, {"batch": 2, "accepted": 3})
    again = json.loads(empty("load", file, "--declare-at-threshold", "--dry-run", "--json")[1])[0]
    assert (again["batch"], again["accepted"], again.get("declared")) == (1, 0, None)
    empty("undo", "2")
    assert "ý kiến chuyên viên: 03 kết luận Đạt (lần nạp 3)" in empty("load", file, "--declare-at-threshold")[1]
