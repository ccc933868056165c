"""The command line of evidence: a file brought, listed, taken off, undone; what is no paper is refused in a sentence."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.etl.conftest import Etl

WHERE = ("--commune", "Bình Trung", "--indicator", "8.3", "--on", "2023-06-01", "--by", "Cán bộ A")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "dai-xa.pdf"
    file.write_bytes(b"%PDF-1.7\n...\n%%EOF\n")
    return file


def listed(etl: Etl, *more: str) -> dict[str, dict[str, Any]]:
    """The rows of Bình Trung by indicator."""
    code, out, _ = etl("evidence", "list", "--commune", "02080", "--as-of", "2023-12-31", "--format", "json", *more)
    assert code == 0
    return {row["indicator"]: row for row in json.loads(out)}


def test_a_file_is_brought_listed_taken_off_and_comes_back(empty: Etl, paper: Path) -> None:
    assert {row["status"] for row in listed(empty).values()} == {"lacking"}
    assert empty("evidence", "add", paper, *WHERE, "--item", "commune_station")[0] == 0
    row = listed(empty)["8.3"]
    assert (row["commune"], row["name"], row["set"], row["status"], row["there"], row["of"]) == (
        "02080", "Bình Trung", "318-2022-standard", "lacking", 1, 2)
    (file,) = row["items"][1]["files"]
    assert (file["id"], file["file"], file["on"], file["by"], row["items"][1]["source_status"]) == (
        "1", "dai-xa.pdf", "2023-06-01", "Cán bộ A", "open")
    assert empty("evidence", "add", paper, *WHERE, "--item", "thon_with_loudspeaker")[0] == 0
    assert listed(empty)["8.3"]["status"] == "complete"
    assert empty("evidence", "remove", "1", "--by", "Cán bộ B")[0] == 0
    assert listed(empty)["8.3"]["there"] == 1
    edits = json.loads(empty("evidence", "history", "--format", "json")[1])
    assert [row["edited_by"] for row in edits] == ["Cán bộ B", "Cán bộ A", "Cán bộ A"]
    assert empty("evidence", "undo", edits[0]["number"])[0] == 0
    assert listed(empty)["8.3"]["status"] == "complete"
    assert empty("check")[0] == 0


def test_the_table_counts_a_commune_and_all(empty: Etl, paper: Path) -> None:
    empty("evidence", "add", paper, *WHERE, "--item", "commune_station")
    code, out, _ = empty("evidence", "list", "--commune", "02080", "--as-of", "2023-12-31")
    assert (code, out.strip().splitlines()[-1]) == (0, "Đủ 0/4 chỉ tiêu, còn thiếu 13 mục.")
    assert "1: dai-xa.pdf" in out
    out = empty("evidence", "list", "--as-of", "2023-12-31")[1]
    assert out.strip().splitlines()[-1] == "0/95 xã đủ hồ sơ minh chứng của mọi chỉ tiêu có danh mục."
    advanced = empty("evidence", "list", "--commune", "02080", "--as-of", "2023-12-31", "--level", "advanced")[1]
    assert "Chưa có danh mục" in advanced and "02 chỉ tiêu chưa có danh mục" in advanced


def test_the_offices_own_list_is_a_kind_of_records(empty: Etl, paper: Path) -> None:
    assert empty("evidence-items", "add", "indicator=8.3", "what=Biên bản nghiệm thu", "since=1/1/2022", "source_status=open")[0] == 0
    row = listed(empty)["8.3"]
    assert [(item["item"], item["title"]) for item in row["items"]] == [("1", "Biên bản nghiệm thu")]
    assert empty("evidence", "add", paper, *WHERE, "--item", "1")[0] == 0
    assert listed(empty)["8.3"]["status"] == "complete"


@pytest.mark.parametrize(("content", "more", "said"), [
    pytest.param(b"<html></html>", ("--item", "commune_station"), "không phải tệp PDF hoặc ảnh", id="no PDF and no picture"),
    pytest.param(b"%PDF-1.7 ...", ("--item", "commune_station"), "bị cắt cụt", id="cut off"),
    pytest.param(None, ("--item", "commune_station"), "Không mở được tệp", id="no such file"),
    pytest.param(b"%PDF-1.7\n%%EOF", ("--item", "bien-ban"), "commune_station (Đài truyền thanh", id="the items that there are"),
])
def test_what_is_no_paper_is_refused_in_a_sentence(
    content: bytes | None, more: tuple[str, ...], said: str, empty: Etl, tmp_path: Path,
) -> None:
    file = tmp_path / "anh.pdf"
    if content is not None:
        file.write_bytes(content)
    code, out, err = empty("evidence", "add", file, *WHERE, *more)
    assert (code, out, said in err, len(err.strip().splitlines())) == (2, "", True, 1)
    assert listed(empty)["8.3"]["there"] == 0


@pytest.mark.parametrize("arguments", [("list", "--level", "gold"), ("list", "--commune", "99999"), ("remove", "9"), ("undo", "99")])
def test_wrong_use_is_told_in_a_sentence(arguments: tuple[str, ...], empty: Etl) -> None:
    code, out, err = empty("evidence", *arguments)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
