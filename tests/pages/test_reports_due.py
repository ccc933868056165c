"""The page "Tình hình gửi báo cáo": the answer, whom to chase, the letter, another office's list beside ours."""
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from etl.load import init
from etl.other_list import ListHead, take_list
from ntm.progress.keep import Facts
from ntm.progress.reconcile import reconcile
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse
from tests.conftest import make_empty
from tests.pages.screens import open_page, shown, table

NOW = datetime(2025, 7, 15)
CALENDAR = {"kind": "quarter", "end": "2023-12-31", "cutoff": "2023-12-31", "due": "2024-01-04", "level": "standard"}


def _list(*rows: tuple[str, str]) -> bytes:
    book = Workbook()
    sheet = book.active
    for line in (["VĂN PHÒNG ĐIỀU PHỐI"], [], ["TT", "Tên xã", "Kết quả"], *([place, *row] for place, row in enumerate(rows, 1))):
        sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The sample with a calendar for the last quarter of 2023 and a list of three communes."""
    warehouse = Warehouse(tmp_path_factory.mktemp("due"))
    init(warehouse, facts, "06", NOW)
    with warehouse.writing() as draft:
        save(draft.con, [Change("calendar", None, CALENDAR)], surroundings(draft.con, facts.law, facts.units, NOW), "kiểm thử", NOW)
    content = _list(("Xã Bình Trung", "Đạt"), ("Phương Viên", "Đạt"), ("Yên Thịnh", "Chưa đạt"))
    take_list(warehouse, facts, ListHead("Văn phòng Điều phối", date(2023, 12, 31), "standard"), "ds.xlsx", content, "06", "kiểm thử", NOW)
    with shown(warehouse) as opened:
        yield opened


def test_who_has_sent_and_whom_to_chase(made: Warehouse) -> None:
    app = open_page("reports_due", report="quarter:2023-12-31:standard", seen="2024-01-20")
    assert app.title[0].value.startswith("Quý IV/2023: 90/95 xã đã gửi báo cáo, trong đó 90 xã gửi muộn; 05 xã chưa gửi, đã quá hạn")
    chased = table(app, "Mã xã")
    assert chased["Tình trạng"].str.contains("quá hạn 16 ngày").sum() == 5
    assert any("còn nhiều xã chưa gửi nhất: 02/" in one.value for one in app.subheader)


def test_a_district_in_english(made: Warehouse) -> None:
    app = open_page("reports_due", report="quarter:2023-12-31:standard", seen="2024-01-20", district="064", lang="en")
    assert app.title[0].value.startswith("Q4 2023: 19/19 communes have reported")


def test_the_whole_place_in_english(made: Warehouse) -> None:
    app = open_page("reports_due", report="quarter:2023-12-31:standard", seen="2024-01-20", lang="en")
    assert app.title[0].value.startswith("Q4 2023: 90/95 communes have reported")


def test_another_list_beside_ours(made: Warehouse) -> None:
    app = open_page("reports_due", level="standard", seen="2024-01-20")
    assert any(text.value.startswith("Đến 31/12/2023, Văn phòng Điều phối: 2/3 xã; số liệu ở đây: 65/95 xã; ") for text in app.text)
    told = table(app, "Khác nhau").set_index("Xã")
    assert told.loc["Xã Bình Trung", "Khác nhau"] == "chỉ danh sách ghi đạt"
    assert "thiếu 01 thôn" in told.loc["Xã Bình Trung", "Vì sao ở đây kết luận như vậy"]
    assert told.loc["Xã Yên Thịnh", "Khác nhau"] == "chỉ ở đây tính là đạt"
    assert told.loc["Xã Bình Trung", "Nguồn danh sách"] == "ds.xlsx › Sheet!C4"


def test_another_list_is_held_beside_ours_once_for_all_viewers(made: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ntm.ui.reports.door.reconcile", lambda listed, *rest: asked.append(listed.key) or reconcile(listed, *rest))
    for _ in range(2):
        app = open_page("reports_due", level="standard", seen="2024-01-20", known_at="2025-07-16")
        assert any("Văn phòng Điều phối: 2/3 xã" in text.value for text in app.text)
    assert asked == ["2023-12-31:standard:Văn phòng Điều phối"]


def test_a_warehouse_without_figures_says_what_to_do(tmp_path: Path) -> None:
    with shown(make_empty(tmp_path / "none")):
        app = open_page("reports_due")
        assert app.title[0].value == "Chưa có kỳ báo cáo nào"
