"""`python -m etl movement …`, `media`, `documents`: table and JSON, papers written, sentences for what is wrong."""
from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.etl.conftest import Etl

NOMINATE = ("movement", "nominate", "--phase", "midterm-2023", "--name")
PDF = b"%PDF-1.4\n%%EOF\n"


def rows(etl: Etl, *arguments: object) -> list[dict[str, object]]:
    """What a command says as JSON."""
    code, out, err = etl(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_from_a_nomination_to_its_papers(empty: Etl, tmp_path: Path) -> None:
    assert empty(*NOMINATE, "Phòng A")[0] == 0
    assert empty("phases", "add", "phase=midterm-2023", "due=15/1/2024")[0] == 0
    later = ("--as-of", "2099-01-01")  # nominated today, whenever that is
    (row,) = rows(empty, "movement", "status", "--phase", "midterm-2023", *later)
    assert (row["state"], row["unit"], row["is_late"]) == ("proposed", "Phòng A", True)
    assert [part["state"] for part in row["parts"]] == ["missing"] * 3
    assert empty("parts", "add", "nomination=1", "part=proposal-list", "day=2/1/2024")[0] == 0
    assert empty("parts", "add", "nomination=1", "part=report", "day=2/1/2024", "confirmed=có")[0] == 0
    assert empty("reviews", "add", "phase=midterm-2023", "kind=unit_minutes", "nominations=1", "day=3/1/2024", "outcome=nhất trí")[0] == 0
    (row,) = rows(empty, "movement", "status", "--phase", "midterm-2023", *later)
    assert (row["state"], row["is_late"]) == ("complete", False)
    code, out, err = empty("movement", "dossier", "1", "--out", tmp_path / "ho-so", "--as-of", "2024-01-05")
    assert (code, out.count("✓ có"), err.count("Đã ghi")) == (0, 3, 3)
    assert sorted(file.name for file in (tmp_path / "ho-so").iterdir()) == [
        "bao-cao-thanh-tich-1.docx", "bien-ban-hop-xet-1.docx", "van-ban-de-nghi-1.docx"]
    code, out, _ = empty("movement", "status", "--phase", "midterm-2023", *later)
    assert (code, "Khen thưởng sơ kết năm 2023: 01 đề nghị; đủ hồ sơ 01" in out) == (0, True)


def test_the_sample_walked_through(etl: Etl) -> None:
    assert etl("init")[0] == 0
    states = [row["state"] for phase in ("year-2022", "midterm-2023", "final-2025")
              for row in rows(etl, "movement", "status", "--phase", phase, "--as-of", "2023-12-31")]
    assert states == ["decided", "complete", "proposed"]
    assert len(rows(etl, "media", "list")) == 7
    (late,) = [row for row in rows(etl, "documents", "list", "--as-of", "2025-06-30") if row["is_overdue"]]
    assert late["number"] is None


def test_as_it_was_known_before(empty: Etl) -> None:
    empty(*NOMINATE, "Phòng A")
    asked = ("movement", "status", "--phase", "midterm-2023", "--as-of", "2099-01-01")
    assert len(rows(empty, *asked)) == 1
    assert rows(empty, *asked, "--known-at", "2020-01-01") == []
    code, _, err = empty("movement", "dossier", "1", "--known-at", "2020-01-01")
    assert (code, "số “1”" in err) == (2, True)


def test_a_name_is_erased_only_when_confirmed(empty: Etl) -> None:
    empty(*NOMINATE, "Cá nhân A", "--kind", "individual", "--unit", "Phòng B")
    code, _, err = empty("movement", "erase", "1")
    assert (code, "--yes" in err) == (2, True)
    code, out, _ = empty("movement", "erase", "1", "--yes", "--by", "Cán bộ C")
    assert (code, "01 bản ghi" in out) == (0, True)
    (row,) = rows(empty, "nominations", "list")
    assert (row["name"], row["unit"], row["by"]) == ("(đã xóa tên theo yêu cầu)", "Phòng B", "Cán bộ C")
    assert empty("check")[0] == 0


def test_a_scan_is_attached(empty: Etl, tmp_path: Path) -> None:
    empty("documents", "add", "kind=công văn", "subject=Hướng dẫn", "issued=2/1/2024")
    scan, note = tmp_path / "cv.pdf", tmp_path / "ghi-chu.pdf"
    scan.write_bytes(PDF)
    note.write_bytes(b"abc")
    assert empty("documents", "attach", "1", scan)[0] == 0
    assert empty("check")[0] == 0
    for arguments, words in ((("documents", "attach", "1", note), "không phải tệp PDF"), (("documents", "attach", "9", scan), "số 9"),
                             (("nominations", "attach", "1", scan), "không kèm tệp"), (("documents", "attach", "1", tmp_path / "x"), "x")):
        code, out, err = empty(*arguments)
        assert (code, out, words in err) == (2, "", True)


@pytest.mark.parametrize(("arguments", "words"), [
    pytest.param((*NOMINATE, "phòng a"), "đã được đề nghị", id="a nominee twice"),
    pytest.param((*NOMINATE, "Cá nhân B", "--kind", "individual"), "chưa có giá trị", id="an individual without a unit"),
    pytest.param(("movement", "nominate", "--phase", "midterm-2024", "--name", "B"), "không có “midterm-2024”", id="no such phase"),
    pytest.param(("movement", "status", "--phase", "x"), "Không có đợt", id="no such phase asked"),
    pytest.param(("movement", "dossier", "9"), "số “9”", id="no such nomination"),
    pytest.param(("movement", "erase", "1", "--yes"), "của tập thể", id="a collective's name"),
    pytest.param(("phases", "add", "phase=midterm-2023", "due=31/12/2022"), "sớm hơn ngày mở", id="due before the phase"),
    pytest.param(("merits", "add", "nomination=1", "standard=individual", "text=x"), "không phải tiêu chuẩn", id="another's standard"),
])
def test_wrong_use_is_told_in_a_sentence(arguments: tuple[str, ...], words: str, empty: Etl) -> None:
    assert empty(*NOMINATE, "Phòng A")[0] == 0
    code, out, err = empty(*arguments)
    assert (code, out, words in err, len(err.strip().splitlines())) == (2, "", True, 1)


def test_a_closed_phase_takes_nothing(empty: Etl) -> None:
    empty(*NOMINATE, "Phòng A")
    empty("phases", "add", "phase=midterm-2023", "due=15/1/2024")
    assert empty("phases", "close", "1", "--on", "31/1/2024")[0] == 0
    for arguments in ((*NOMINATE, "Phòng B"), ("parts", "add", "nomination=1", "part=report", "day=2/1/2024")):
        code, _, err = empty(*arguments)
        assert (code, "đã đóng từ ngày 31/01/2024" in err) == (2, True)
    assert empty("phases", "change", "1", "closed=")[0] == 0
    assert empty(*NOMINATE, "Phòng B")[0] == 0


def test_before_seven_in_the_morning_it_is_today_in_ha_noi(empty: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm.clock.now", lambda: datetime(2024, 1, 4, 18))
    assert empty(*NOMINATE, "Phòng A")[0] == 0
    (row,) = rows(empty, "nominations", "list")
    assert row["proposed"] == "2024-01-05"
