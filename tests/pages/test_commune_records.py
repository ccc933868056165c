"""The commune's page with what the office types in of it: attributes of the day, and a dossier brought, taken off, taken back."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ntm.progress.keep import Facts
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records
from tests.pages.screens import open_page, pressed, sample_of, shown, table, told, without_exception

PDF = b"%PDF-1.7\n...\n%%EOF\n"
NOW = datetime(2024, 1, 20)
ATTRIBUTES = (
    {"commune": "02080", "thon": 8, "since": "1/1/2021", "until": "30/9/2023"}, {"commune": "02080", "thon": 9, "since": "1/10/2023"},
    {"commune": "02080", "area": "III", "since": "4/6/2021", "document": "861/QĐ-TTg", "source_status": "unverified"},
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Path:
    """Folder of a warehouse with two quarters of the sample, and some attributes; copied by each test."""
    folder = tmp_path_factory.mktemp("notes")
    warehouse = sample_of(folder, facts, ("so-lieu-2023-q3.xlsx", "so-lieu-2023-q4.xlsx"), NOW)
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [Change("attribute", None, one) for one in ATTRIBUTES], around, "Cán bộ A", NOW)
    warehouse.close()
    return folder / "warehouse"


@pytest.fixture
def warehouse(made: Path, tmp_path: Path) -> Iterator[Warehouse]:
    shutil.copytree(made, tmp_path / "warehouse")
    with shown(Warehouse(tmp_path / "warehouse")) as own:
        yield own


def opened(**choices: str) -> AppTest:
    """The page, with a name in its field."""
    app = open_page("commune", **choices)
    return without_exception(app.text_input("person_field").set_value("Lý Thị D").run())


def brought(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after files were attached to the station of 8.3."""
    app.selectbox("evidence_place").set_value(("318-2022-standard/8.3", "commune_station"))
    uploader = next(one for one in app.get("file_uploader") if one.key.startswith("evidence_files_"))
    uploader.set_value([(name, content, "application/pdf") for name, content in files])
    return pressed(app, "evidence_attach")


@pytest.mark.parametrize(("choices", "said"), [
    pytest.param({}, "Khu vực III (861/QĐ-TTg, từ 04/6/2021, chưa đối chiếu văn bản gốc) · nhóm: chưa ghi · 9 thôn (từ 01/10/2023)",
                 id="the day of the newest figures"),
    pytest.param({"day": "2023-09-30"}, "8 thôn (từ 01/01/2021, đến hết 30/9/2023)", id="the last day of an earlier number"),
    pytest.param({"day": "2023-09-30"}, "⚑ Số liệu quý III/2023 tính trên 9 thôn, khác số thôn đã ghi là 8", id="figures differ"),
    pytest.param({"commune": "02188"}, "Khu vực: chưa ghi · nhóm: chưa ghi · số thôn: chưa ghi · hồ sơ minh chứng: đủ 0/4", id="nothing"),
    pytest.param({"known_at": "2023-12-31"}, "Khu vực: chưa ghi", id="as known before it was typed in"),
    pytest.param({"lang": "en"}, "Area III (861/QĐ-TTg, since 4 Jun 2021, not yet checked", id="English"),
])
def test_the_commune_is_told_as_of_the_day(choices: dict[str, str], said: str, warehouse: Warehouse) -> None:
    assert said in told(open_page("commune", **choices))


def test_no_doubt_where_the_numbers_agree(warehouse: Warehouse) -> None:
    assert "khác số thôn" not in told(open_page("commune"))


def test_a_paper_is_brought_counted_and_taken_back(warehouse: Warehouse) -> None:
    app = opened()
    summary = next(one.label for one in app.expander if "minh chứng" in one.label)
    assert summary == "Hồ sơ minh chứng, xã NTM: đủ 0/4 chỉ tiêu, còn thiếu 14 mục"
    app = brought(app, ("dai <b>xa.pdf", PDF), ("anh.pdf", PDF.replace(b"...", b"...2")))
    assert not app.error
    assert "◐ 8.3 Loa hoạt động đến thôn: thiếu 01/2 mục" in told(app)
    assert "hoạt động đúng quy định: dai bxa.pdf, anh.pdf" in told(app)
    with warehouse.reading() as con:
        first, second = live_records(con, "evidence")
    assert (first.by, first.body["commune_from"], first.body["on"], first.edit) == ("Lý Thị D", "2020-02-01", "2023-12-31", second.edit)
    app = pressed(app, "records_undo_last")
    assert "○ 8.3 Loa hoạt động đến thôn: thiếu 02/2 mục" in told(app)


def test_a_file_is_taken_off_and_the_saves_are_listed(warehouse: Warehouse) -> None:
    app = pressed(brought(opened(), ("dai-xa.pdf", PDF)), "evidence_remove")
    assert "còn thiếu 14 mục" in told(app)
    saves = table(pressed_toggle(app), "Nội dung")
    assert saves["Nội dung"].to_list()[:2] == ["Tệp minh chứng: 01 bản ghi", "Tệp minh chứng: 01 bản ghi"]


def pressed_toggle(app: AppTest) -> AppTest:
    """The page with the lists of what the office types in."""
    return without_exception(app.toggle("notes_shown").set_value(True).run())


@pytest.mark.parametrize(("files", "person", "said"), [
    pytest.param([("anh.pdf", b"<html></html>")], "Lý Thị D", "anh.pdf không phải tệp PDF hoặc ảnh (PNG, JPEG).", id="no paper"),
    pytest.param([("a.pdf", PDF), ("b.pdf", PDF[:-8])], "Lý Thị D", "Tệp b.pdf bị cắt cụt", id="one of two is cut off"),
    pytest.param([], "Lý Thị D", "Chọn tệp trước khi đính kèm.", id="nothing chosen"),
    pytest.param([("a.pdf", PDF)], "", "Ghi họ tên người cập nhật trước.", id="nobody signs"),
])
def test_what_may_not_be_brought_is_said_and_nothing_is_kept(
    files: list[tuple[str, bytes]], person: str, said: str, warehouse: Warehouse,
) -> None:
    app = without_exception(opened().text_input("person_field").set_value(person).run())
    app = brought(app, *files)
    assert [box.value.replace("\\", "").startswith(said) for box in app.error] == [True]
    with warehouse.reading() as con:
        assert live_records(con, "evidence") == []


def test_nothing_is_brought_into_the_past(warehouse: Warehouse) -> None:
    brought(opened(), ("dai-xa.pdf", PDF))
    app = open_page("commune", known_at="2024-01-31")
    assert not [one for one in app.button if one.key in ("evidence_attach", "evidence_remove")]


def test_attributes_are_typed_in_here(warehouse: Warehouse) -> None:
    app = pressed_toggle(opened(day="2023-12-31"))
    assert "open" in app.query_params["notes"]
    states = table(app, "Tình trạng").set_index("Số")["Tình trạng"].to_dict()
    assert states == {1: "○ Hết thời hạn", 2: "● Đang áp dụng", 3: "● Đang áp dụng"}
    app = pressed(app, "records_add")
    assert app.title[0].value == "Thêm đặc điểm của xã"
    fields = [one for one in (*app.selectbox, *app.number_input, *app.date_input) if one.key.startswith("field_attribute-")]
    widgets = {one.key.rpartition("_")[2]: one for one in fields}
    assert widgets["commune"].value == "02080"
    widgets["thon"].set_value(10)
    widgets["since"].set_value(date(2023, 12, 1))
    app = without_exception(next(one for one in app.button if "records_save_button" in one.key).click().run())
    assert ["bản ghi số 2 đã ghi “Số thôn”" in box.value for box in app.error] == [True]
