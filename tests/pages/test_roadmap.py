"""The page "Lộ trình và dự báo": the year's communes by rating, districts beside their targets, changes since a meeting."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from etl.load import init
from ntm.progress.keep import Facts
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse
from tests.pages.screens import open_page, shown, table

NOW = datetime(2025, 7, 15)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The sample, with a target of a district and one of the province."""
    warehouse = Warehouse(tmp_path_factory.mktemp("roadmap"))
    init(warehouse, facts, "06", NOW)
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        targets = [{"district": "064", "count": 19}, {"share": "97"}]
        save(draft.con, [Change("target", None, one | {"level": "standard", "span": "year", "year": 2023}) for one in targets], around,
             "kiểm thử", NOW)
    with shown(warehouse) as opened:
        yield opened


def test_the_year_of_the_published_roadmap(made: Warehouse) -> None:
    app = open_page("roadmap", day="2023-09-30", level="standard", year="2023")
    assert app.title[0].value.startswith("Lộ trình năm 2023: 17 xã, trong đó ")
    rows = table(app, "Đánh giá")
    assert len(rows) == 17
    assert set(rows["Vào lộ trình"]) == {"đăng ký", "chuyển tiếp từ năm trước"}
    assert rows["Đánh giá"].str[0].isin(list("✓▲◆▼○")).all(), "before the date nothing is missed"


def test_once_the_date_has_come_there_is_achieved_or_missed_only(made: Warehouse) -> None:
    rows = table(open_page("roadmap", day="2023-12-31", level="standard", year="2023"), "Đánh giá")
    assert set(rows["Đánh giá"]) <= {"✓ Hoàn thành", "✕ Không hoàn thành"}


def test_of_those_not_achieved_the_unknown_are_told(made: Warehouse) -> None:
    app = open_page("roadmap", day="2023-12-31", level="standard", year="2023", scope="all")
    assert app.title[0].value == ("Kết quả đến hết năm 2023, 95 xã: 65 hoàn thành, 30 không hoàn thành;"
                                  " trong số không hoàn thành có 05 xã chưa đủ hoặc chưa có số liệu")


def test_a_year_that_a_link_names_in_vain_is_this_one(made: Warehouse) -> None:
    app = open_page("roadmap", day="2025-06-30", level="standard", year="99999")
    assert app.selectbox("pick_year").value == "2025"
    assert app.selectbox("pick_year").options == ["2023", "2024", "2025", "2026", "2027"]


def test_a_link_opens_the_chart_of_its_commune_and_requirement(made: Warehouse) -> None:
    view = {"day": "2023-12-31", "level": "standard", "year": "2024", "scope": "all", "commune": "02080"}
    app = open_page("roadmap", **view)
    (first, *others) = app.selectbox("pick_need").options
    other = open_page("roadmap", **view, need="318-2022-standard/8.3|thon_with_loudspeaker")
    assert others and first
    assert other.selectbox("pick_need").value.endswith("thon_with_loudspeaker")
    assert any(one.value.startswith("Xã Bình Trung. Thôn có loa hoạt động") for one in other.subheader)


def test_districts_stand_beside_their_targets(made: Warehouse) -> None:
    app = open_page("roadmap", day="2023-12-31", level="standard", year="2023")
    held = table(app, "Chỉ tiêu").set_index("Huyện")
    assert held.loc["Toàn tỉnh", "Số xã đạt"] == "65/95"
    assert held.loc["Toàn tỉnh", "Còn thiếu (xã)"] == str(93 - 65)
    assert held.loc["huyện Chợ Đồn", "Chỉ tiêu"].startswith("19 xã")


def test_a_year_without_a_roadmap_shows_all_and_says_what_to_do(made: Warehouse) -> None:
    app = open_page("roadmap", day="2024-12-31", level="standard", year="2025")
    assert app.title[0].value.startswith("Dự báo đến hết năm 2025, 95 xã: ")
    assert any("nạp tệp lộ trình" in note.value for note in app.info)


def test_changes_since_the_last_meeting(made: Warehouse) -> None:
    app = open_page("roadmap", day="2023-12-31", level="standard", year="2023", meeting="2023-09-30")
    said = [text.value for text in app.text]
    assert any("xã lên đạt" in one for one in said)
    assert any("chưa có số liệu nào được nạp" in one.value for one in app.caption), "the sample was loaded after that day"


def test_in_english_and_for_a_district(made: Warehouse) -> None:
    app = open_page("roadmap", day="2023-12-31", level="standard", year="2023", district="064", lang="en")
    assert app.title[0].value.startswith("Roadmap 2023: 4 communes, of them ")


def test_a_day_after_the_merger(made: Warehouse) -> None:
    app = open_page("roadmap", day="2025-07-31", level="standard", year="2025")
    assert app.title[0].value.startswith("Dự báo đến hết năm 2025, ")


def test_a_past_year_is_told_of_its_own_communes_after_they_have_merged(made: Warehouse) -> None:
    app = open_page("roadmap", day="2025-09-30", level="standard", year="2023")
    assert app.title[0].value == open_page("roadmap", day="2023-12-31", level="standard", year="2023").title[0].value
    assert table(app, "Chỉ tiêu").set_index("Huyện").loc["Toàn tỉnh", "Số xã đạt"] == "65/95"
    assert any(one.value.startswith("17 xã trong bảng đến nay đã sáp nhập") for one in app.caption)
    assert not app.warning, "they were due before they merged"
    assert any("Các xã đã được công nhận nay đều đã sáp nhập" in one.value for one in app.subheader)
    assert any(one.value.startswith("06 quyết định công nhận thuộc xã không còn") for one in app.caption)


def test_the_rating_stands_on_the_other_pages_too(made: Warehouse) -> None:
    year = {"day": "2023-09-30", "level": "standard"}
    overview = open_page("overview", **year)
    assert any(text.value.startswith("Lộ trình năm 2023: 17 xã, trong đó ") for text in overview.text)
    ratings = table(open_page("table", **year), "Đánh giá")["Đánh giá"]
    assert (ratings != "").sum() == 17
    commune = open_page("commune", commune="02080", **year)
    assert any(text.value.startswith("Dự báo xã NTM đến hết năm 2023: ") for text in commune.text)


def test_a_target_of_a_commune_that_merged_before_the_date_is_named(tmp_path: Path, made: Warehouse, facts: Facts) -> None:
    office = Warehouse(shutil.copytree(made.folder, tmp_path / "office"))
    with office.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [Change("roadmap", None, {"commune": "02080", "level": "standard", "year": 2025, "how": "registered"})], around,
             "kiểm thử", NOW)
    with shown(office):
        app = open_page("roadmap", day="2025-07-31", level="standard", year="2025")
        assert [one.value for one in app.warning] == [
            "01 mục tiêu thuộc xã đã sáp nhập hoặc đổi tên trước hạn, cần văn bản điều chỉnh: Bình Trung (nay là Nghĩa Tá)."]
        before = open_page("roadmap", day="2025-06-30", level="standard", year="2025")
        assert (before.warning.len, before.title[0].value.startswith("Lộ trình năm 2025: 01 xã, ")) == (0, True)
