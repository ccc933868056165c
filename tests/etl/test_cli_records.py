"""The command line of typed-in records: each kind by the same verbs, table and JSON, exit codes and sentences."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.etl.conftest import Etl

ADD = ("obstacles", "add", "commune=Bình Trung", "indicator=8.3", "what=Loa hỏng", "since=10/1/2023", "due=30/6/2023", "--by", "Cán bộ A")


def listed(etl: Etl, *more: str) -> list[dict[str, object]]:
    """The obstacles as JSON."""
    code, out, _ = etl("obstacles", "list", "--format", "json", *more)
    assert code == 0
    return json.loads(out)


def test_a_record_from_its_beginning_to_its_end(empty: Etl) -> None:
    assert empty(*ADD)[0] == 0
    (row,) = listed(empty, "--as-of", "2023-07-01")
    assert (row["commune"], row["valid_from"], row["name"], row["due"], row["is_overdue"], row["lead"], row["by"]) == (
        "02080", "2020-02-01", "Bình Trung (Chợ Đồn)", "2023-06-30", True, None, "Cán bộ A")
    assert empty("obstacles", "change", "1", "lead=Phòng A")[0] == 0
    assert empty("obstacles", "close", "1", "--on", "5/7/2023", "--result", "Đã thay loa")[0] == 0
    assert listed(empty, "--open", "--as-of", "2023-07-05") == []
    assert [row["lead"] for row in listed(empty, "--open", "--as-of", "2023-07-04")] == ["Phòng A"]
    code, out, _ = empty("obstacles", "history", "--format", "json")
    numbers = [row["number"] for row in json.loads(out)]
    assert (code, len(numbers)) == (0, 3)
    assert empty("obstacles", "undo", numbers[0])[0] == 0
    assert listed(empty)[0]["closed"] is None
    assert empty("obstacles", "remove", "1")[0] == 0
    assert listed(empty) == []


def test_exported_changed_and_taken_in(empty: Etl, tmp_path: Path) -> None:
    empty(*ADD)
    assert empty("obstacles", "export", tmp_path / "so.xlsx")[0] == 0
    code, out, _ = empty("obstacles", "import", tmp_path / "so.xlsx")
    assert (code, out.strip()) == (0, "Không có gì thay đổi.")


def test_a_changed_record_of_the_sample_is_said_to_stay_sample(etl: Etl) -> None:
    assert etl("init")[0] == 0
    code, out, _ = etl("obstacles", "change", "1", "lead=Phòng C")
    assert (code, "1 bản ghi vẫn là minh họa" in out, listed(etl)[0]["is_sample"]) == (0, True, True)


@pytest.mark.parametrize(("arguments", "sentences"), [
    pytest.param(("obstacles", "add", "indicator=8.3", "since=1/1/2023"), 2, id="two values are missing"),
    pytest.param(("obstacles", "add", "Bình Trung"), 1, id="no pair"),
    pytest.param(("obstacles", "add", "commune=Yên Phong", "indicator=8.3", "what=?", "since=1/1/2020"), 1, id="several communes fit"),
    pytest.param(("obstacles", "remove", "9"), 1, id="no such record"),
    pytest.param(("obstacles", "undo", "99"), 1, id="no such save"),
    pytest.param(("roadmap", "close", "1"), 1, id="a kind that never closes"),
    pytest.param(("obstacles", "import", "khong-co.xlsx"), 1, id="no such file"),
    pytest.param(("costs", "add", "measure=dossiers_online", "cost=-1"), 1, id="a cost below zero"),
    pytest.param(("obstacles", "list", "--as-of", "hôm qua"), 1, id="no day"),
])
def test_wrong_use_is_told_in_sentences(arguments: tuple[str, ...], sentences: int, empty: Etl) -> None:
    code, out, err = empty(*arguments)
    assert (code, out, len(err.strip().splitlines())) == (2, "", sentences)


@pytest.mark.parametrize(("arguments", "sentence"), [
    pytest.param(("roadmap", "add", "commune=02080", "level=standard", "year=2026", "how=registered"), "không có xã nào mang mã “02080”",
                 id="a target for a commune that is gone by then"),
    pytest.param(("roadmap", "add", "commune=02080", "level=modern", "year=2024", "how=registered"), "không có mức “modern”",
                 id="a level that the year's law does not know"),
    pytest.param(("targets", "add", "level=modern", "span=year", "year=2023", "count=3"), "không có mức “modern”",
                 id="a province's target at such a level"),
    pytest.param(("obstacles", "add", "indicator=8.3", "what=?", "since=10/1/2023"), "Xã: chưa có giá trị",
                 id="an obstacle without a commune"),
    pytest.param(("obstacles", "add", "commune=02080", "indicator=8.3", "what=?", "since=20/12/2023", "due=19/12/2023"),
                 "Hạn: ngày 19/12/2023 sớm hơn Từ ngày (20/12/2023)", id="due before the start"),
    pytest.param(("tasks", "add", "document=1", "task=?", "issued=20/12/2023", "due=19/12/2023"), "sớm hơn Ngày văn bản (20/12/2023)",
                 id="a task due before its document"),
    pytest.param(("assistance", "add", "unit=A", "commune=02080", "since=20/12/2023", "until=19/12/2023"), "sớm hơn Từ ngày (20/12/2023)",
                 id="help that ends before it begins"),
    pytest.param(("costs", "add", "measure=dossiers_online", "cost=-1"), "nhỏ hơn 0", id="a cost below zero"),
])
def test_bad_input_gets_a_sentence_and_changes_nothing(
    arguments: tuple[str, ...], sentence: str, empty: Etl, tmp_path: Path,
) -> None:
    def kept() -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (tmp_path / "warehouse").glob("*.duckdb")}
    before = kept()
    code, out, err = empty(*arguments)
    assert (code, out, kept() == before) == (2, "", True)
    assert sentence in err and "Traceback" not in err


def test_a_target_of_a_commune_that_merged_before_the_date_asks_for_a_document(empty: Etl) -> None:
    assert empty("roadmap", "add", "commune=02080", "level=standard", "year=2025", "how=registered")[0] == 0
    told = empty("roadmap", "list", "--as-of", "2025-07-01", "--format", "csv")[1]
    assert told.count("cần văn bản điều chỉnh: Bình Trung (nay là Nghĩa Tá)") == 1
    rows = json.loads(empty("roadmap", "list", "--as-of", "2025-07-01", "--format", "json")[1])
    assert [(row["commune"], row["year"]) for row in rows if row["must_be_adjusted"]] == [("02080", 2025)]
    assert "cần văn bản điều chỉnh" not in empty("roadmap", "list", "--as-of", "2025-06-30")[1]


def test_records_of_communes_that_are_gone_are_marked(empty: Etl) -> None:
    before, after = (empty("roadmap", "list", "--as-of", day)[1] for day in ("2025-06-30", "2025-09-30"))
    assert "xã không còn" not in before
    assert "23 bản ghi thuộc xã không còn tồn tại vào ngày 30/9/2025" in after
    rows = json.loads(empty("roadmap", "list", "--format", "json")[1])
    assert {row["valid_to"] for row in rows} == {"2025-07-01"}


def test_the_published_roadmap_is_listed(empty: Etl) -> None:
    code, out, _ = empty("roadmap", "list", "--format", "json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 23)
    assert {(row["year"], row["source_status"]) for row in rows} == {(2023, "verified")}
    assert empty("roadmap", "list", "--format", "csv")[1].count("\n") == 24
