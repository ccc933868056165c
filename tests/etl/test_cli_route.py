"""`python -m etl route` on the sample: its JSON, its table, goals that cannot be met, and wrong use."""
from __future__ import annotations

import csv
import io
import json

import pytest

from etl.cli import run
from ntm.warehouse.generations import Warehouse

DAY = ("--as-of", "2023-12-31", "--by", "2025-12-31", "--level", "standard")
Printed = tuple[int, str, str]


@pytest.fixture
def route(sample_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs `route` on the sample and returns exit code, standard output and standard error."""
    monkeypatch.setenv("NTM_WAREHOUSE", str(sample_warehouse.folder))

    def call(*arguments: str) -> Printed:
        code = run(["route", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err
    return call


def test_json_keeps_its_form(route) -> None:
    code, out, err = route(*DAY, "--count", "6", "--format", "json")
    (plan,) = json.loads(out)
    assert (code, err) == (0, "")
    assert list(plan) == ["goal", "communes", "total_cost", "reached", "optimal"]
    assert plan["goal"] == {
        "level": "standard", "set": "318-2022-standard", "as_of": "2023-12-31", "by": "2025-12-31", "count": 6, "budget": None,
        "communes": None, "wanted": 6}
    assert (plan["reached"], plan["optimal"], len(plan["communes"])) == (6, True, 6)
    assert plan["total_cost"] == sum(commune["cost"] for commune in plan["communes"])
    for commune in plan["communes"]:
        assert list(commune) == ["commune", "cost", "steps"]
        assert commune["cost"] == sum(step["cost"] for step in commune["steps"])
        assert all(list(step) == ["indicator", "requirement", "add", "cost"] for step in commune["steps"])


def test_a_budget_brings_no_more_than_it_pays(route) -> None:
    (plan,) = json.loads(route(*DAY, "--budget", "2,5", "--format", "json")[1])
    assert (plan["goal"]["budget"], plan["total_cost"], plan["reached"], plan["optimal"]) == (2.5, 2, 2, True)


def test_a_goal_that_cannot_be_met_says_how_far_it_goes(route) -> None:
    code, out, err = route(*DAY, "--count", "500", "--format", "json")
    (plan,) = json.loads(out)
    assert (code, plan["goal"]["wanted"], plan["optimal"]) == (0, 500, True)
    assert 0 < plan["reached"] < 30
    assert f"chỉ tính được khối lượng cho {plan['reached']} xã" in err


def test_a_list_of_communes_is_all_that_is_planned_for(route) -> None:
    (plan,) = json.loads(route(*DAY, "--commune", "02080", "--commune", "01873", "--format", "json")[1])
    assert (plan["goal"]["wanted"], plan["reached"], [one["commune"] for one in plan["communes"]]) == (2, 1, ["01873"])


def test_the_table_says_the_answer_and_who_cannot_be_planned(route) -> None:
    code, out, _ = route(*DAY, "--count", "1")
    assert code == 0
    assert out.startswith("Thêm 01 xã đạt tiêu chí số 8 cần ít nhất 1 phần việc (từ 65 lên 66/95 xã)")
    assert "8.4 Ứng dụng CNTT: 15 xã vướng vì ngưỡng chưa được quy định" in out


def test_the_roadmap_of_a_year(route) -> None:
    code, out, _ = route("--as-of", "2023-09-30", "--by", "2023-12-31", "--level", "standard", "--roadmap")
    assert (code, out.splitlines()[-1]) == (0, "Số liệu minh họa")
    assert out.startswith("03 xã trong lộ trình năm 2023 chưa đạt tiêu chí số 8 tính được khối lượng: cần ít nhất 3 phần việc")


def test_csv_has_a_row_a_step(route) -> None:
    rows = list(csv.reader(io.StringIO(route(*DAY, "--count", "1", "--format", "csv")[1])))
    assert rows[0] == ["Thứ tự", "Xã", "Chỉ tiêu", "Việc cần làm", "Khối lượng", "Nguồn vốn", "Số xã đạt"]
    assert [row[:2] + row[4:] for row in rows[1:]] == [["1", "Xuân La (01873)", "1", "", "66"]]


def test_a_law_without_contents_plans_nobody(route) -> None:
    code, out, _ = route("--as-of", "2023-12-31", "--by", "2026-12-31", "--level", "standard")
    assert code == 0
    assert "95 xã vướng vì văn bản chưa có nội dung chỉ tiêu" in out


@pytest.mark.parametrize("arguments", [
    pytest.param(("--level", "gold"), id="an unknown level"),
    pytest.param(("--level", "standard", "--count", "-1"), id="fewer than no commune"),
    pytest.param(("--level", "standard", "--budget", "nhiều"), id="a budget that is no number"),
    pytest.param(("--level", "standard", "--budget", "-2"), id="a budget below zero"),
    pytest.param(("--level", "standard", "--as-of", "2023-12-31", "--by", "2023-01-01"), id="by a day before"),
    pytest.param(("--level", "standard", "--commune", "99999"), id="an unknown commune"),
    pytest.param(("--level", "standard", "--roadmap", "--by", "2025-12-31"), id="a year without a roadmap"),
    pytest.param((), id="no level"),
])
def test_wrong_use_is_told_in_a_sentence(route, arguments: tuple[str, ...]) -> None:
    code, out, err = route(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
