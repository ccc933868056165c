"""`reports` on the command line: a calendar typed in, who is late, the letter; wrong use is a sentence and exit 2."""
from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.etl.conftest import Etl
from tests.etl.workbooks import official_form, to_bytes

CALENDAR = ("calendars", "add", "kind=quý", "end=31/12/2023", "cutoff=14/12/2023", "due=10/1/2024", "--by", "Cán bộ A")
REPORT = ("reports", "--period", "Quý IV/2023", "--as-of", "20/1/2024")


def test_who_has_reported_and_the_letter(empty: Etl, tmp_path: Path) -> None:
    rows = [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bình Trung", "Đạt", "9/9", "7/9", None]]
    (tmp_path / "quy-4.xlsx").write_bytes(to_bytes(official_form("Quý IV/2023", rows)))
    assert empty("load", tmp_path / "quy-4.xlsx")[0] == 0
    assert empty(*CALENDAR)[0] == 0
    assert empty("received", "add", "commune=Bình Trung", "kind=quý", "end=31/12/2023", "received=12/1/2024")[0] == 0
    code, out, err = empty(*REPORT, "--district", "064", "--letter", tmp_path / "cong-van.docx", "--format", "json")
    found = {row["commune"]: row for row in json.loads(out)}
    assert (code, len(found), "cong-van.docx" in err) == (0, 19, True)
    assert [found["02080"][name] for name in ("state", "days", "received", "is_paper", "due")] == [
        "late", 2, "2024-01-12", True, "2024-01-10"]
    assert sum(row["state"] == "overdue" for row in found.values()) == 18
    table = Document(io.BytesIO((tmp_path / "cong-van.docx").read_bytes())).tables[1]
    assert len(table.rows) == 1 + sum(row["state"] == "overdue" or bool(row["missing"]) for row in found.values())
    code, out, _ = empty(*REPORT, "--district", "064")
    assert "Quý IV/2023: 1/19 xã đã gửi báo cáo, trong đó 01 xã gửi muộn; 18 xã chưa gửi, đã quá hạn" in out


@pytest.mark.parametrize(("arguments", "code", "words"), [
    pytest.param((*CALENDAR, "due=13/12/2023"), 2, "sớm hơn", id="due before the cut-off"),
    pytest.param((*REPORT, "--district", "999"), 2, "064 Chợ Đồn", id="no such district"),
    pytest.param((*REPORT, "--level", "cao"), 2, "standard, advanced, model", id="no such level"),
    pytest.param(("reports", "--period", "Năm 2010"), 2, "31/12/2010", id="before the first law"),
    pytest.param(("reports", "--period", "hôm nào"), 2, "hôm nào", id="no period"),
    pytest.param((*REPORT, "--letter", "/khong/co/thu-muc/a.docx"), 2, "a.docx", id="a letter that cannot be written"),
])
def test_wrong_use_is_a_sentence(arguments: tuple[str, ...], code: int, words: str, empty: Etl) -> None:
    done, out, err = empty(*arguments)
    assert (done, words in out + err) == (code, True), out + err
