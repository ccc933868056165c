"""The forecast command: JSON as DESIGN §4 fixes it, tables, wrong use in sentences."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest

from etl.cli import run
from ntm.warehouse.generations import Warehouse

Etl = Callable[..., tuple[int, str, str]]
DAYS = ("--as-of", "2023-12-31", "--by", "2025-12-31", "--level", "standard")
KEYS = ["commune", "valid_from", "name", "level", "by", "rating", "probability", "reached", "missing", "assumptions"]
MISSING = ["indicator", "requirement", "have", "need", "short_by", "pace_per_quarter", "speed_up"]


@pytest.fixture
def etl(sample_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Etl:
    """Runs one command on the sample and returns its exit code, standard output and standard error."""
    monkeypatch.setenv("NTM_WAREHOUSE", str(sample_warehouse.folder))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err
    return call


def test_json(etl: Etl) -> None:
    code, out, _ = etl("forecast", *DAYS, "--format", "json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 95)
    for row in rows:
        assert list(row) == KEYS
        assert row["rating"] in ("achieved", "on_track", "at_risk", "off_track", "not_enough_data")
        assert row["probability"] is None or 0 <= row["probability"] <= 1
        assert [list(part) for part in row["missing"]] == [MISSING] * len(row["missing"])
        days = [date.fromisoformat(day) for day in row["reached"].values() if day]
        assert list(row["reached"]) == ["early", "likely", "late"] and days == sorted(days)
        assert all(list(one) == ["code", "params", "message"] for one in row["assumptions"])


def test_one_commune_has_the_row_that_it_has_among_all(etl: Etl) -> None:
    everyone = json.loads(etl("forecast", *DAYS, "--format", "json")[1])
    (one,) = json.loads(etl("forecast", *DAYS, "--commune", "02080", "--format", "json")[1])
    assert one == next(row for row in everyone if row["commune"] == "02080")
    assert (one["valid_from"], one["by"], one["rating"], one["probability"]) == ("2020-02-01", "2025-12-31", "not_enough_data", None)
    (loud,) = [part for part in one["missing"] if part["requirement"] == "thon_with_loudspeaker"]
    assert (loud["indicator"], loud["have"], loud["need"], loud["short_by"]) == ("8.3", "5/9", "6/9", 1)


def test_once_the_date_has_come(etl: Etl) -> None:
    rows = json.loads(etl("forecast", "--as-of", "2024-12-31", "--by", "31/12/2024", "--level", "standard", "--format", "json")[1])
    assert {row["rating"] for row in rows} == {"achieved", "missed"}
    assert {row["probability"] for row in rows} == {0.0, 1.0}


def test_csv_and_table(etl: Etl) -> None:
    code, out, _ = etl("forecast", *DAYS, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert (code, len(rows), rows[0][0], rows[0][2]) == (0, 96, "Xã", "Dự báo")
    assert {"Hoàn thành", "Chậm tiến độ", "Chưa đủ cơ sở dự báo"} <= {row[2] for row in rows}
    table = etl("forecast", *DAYS, "--commune", "02080")[1]
    words = " ".join(table.split())
    assert "Bình Trung (02080)" in table
    assert "Thôn có loa hoạt động: 5/9, cần 6/9" in words
    assert "thon_with_loudspeaker" not in table and "sample_data" not in table
    assert "14/21, ngưỡng chưa được quy định" in words, "nobody can say that it is not met"
    assert "Dự báo dựa trên số liệu minh họa. (01 xã)" in table.splitlines()


@pytest.mark.parametrize(("arguments", "sentence"), [
    (("--as-of", "2023-12-31", "--by", "2022-12-31", "--level", "standard"), "31/12/2022 trước ngày tính số liệu 31/12/2023"),
    (("--by", "2025-13-01", "--level", "standard"), "2025-13-01"),
    (("--as-of", "hôm qua", "--by", "2025-12-31", "--level", "standard"), "hôm qua"),
    (("--by", "2025-12-31", "--level", "xã NTM"), "không có mức “xã NTM”"),
    (("--by", "2026-12-31", "--level", "advanced"), "không có mức “advanced”"),
    (("--by", "2025-12-31", "--level", "standard", "--commune", "99999"), "99999"),
    (("--by", "2025-12-31", "--level", "standard", "--known-at", "31/12"), "31/12"),
    (("--by", "2025-12-31"), "--level"),
])
def test_wrong_use(etl: Etl, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = etl("forecast", *arguments)
    assert (code, out) == (2, "")
    assert sentence in err and "Traceback" not in err


def test_the_help_says_what_have_and_need_are(etl: Etl) -> None:
    assert "5/9" in etl("forecast", "--help")[1]
