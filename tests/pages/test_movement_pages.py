"""The pages "Truyền thông", "Văn bản hướng dẫn", "Thi đua, khen thưởng", "Tìm kiếm" run whole: what they say, what is written on them."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ntm.progress.keep import Facts
from ntm.records.filing import attach_file
from ntm.records.kinds import load_kinds
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.attachments import attachments_of
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records
from tests.conftest import make_empty
from tests.pages.screens import open_page, pressed, sample_of, shown, table, told, without_exception
from tests.pages.test_obstacles import field, saved

FILES = ("so-lieu-2022-q4.xlsx", "so-lieu-2023-q4.xlsx", "records.yaml")
DAY = {"day": "2023-12-31"}
MIDTERM = DAY | {"phase": "midterm-2023"}
NOW = datetime(2024, 4, 20)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Path:
    """Folder of a warehouse with two quarters of the sample and its records; copied by each test."""
    folder = tmp_path_factory.mktemp("movement")
    warehouse = sample_of(folder, facts, FILES, NOW)
    warehouse.close()
    return folder / "warehouse"


@pytest.fixture
def warehouse(made: Path, tmp_path: Path) -> Iterator[Warehouse]:
    shutil.copytree(made, tmp_path / "warehouse")
    with shown(Warehouse(tmp_path / "warehouse")) as own:
        yield own


def opened(page: str, by: str = "", **choices: str) -> AppTest:
    """A page; with `by` as the name of who works there."""
    app = open_page(page, **choices)
    return without_exception(app.text_input("person_field").set_value(by).run()) if by else app


def bodies(warehouse: Warehouse, kind: str) -> list[dict[str, object]]:
    with warehouse.reading() as con:
        return [one.body for one in live_records(con, kind)]


@pytest.mark.parametrize("page", ["media", "documents", "movement", "search"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_empty_warehouse_says_what_to_do(page: str, lang: str, tmp_path: Path) -> None:
    with shown(make_empty(tmp_path / "empty")):
        app = open_page(page, lang=lang)
        assert app.title[0].value
        assert page == "search" or app.info


def test_media(warehouse: Warehouse) -> None:
    app = opened("media", **DAY)
    assert app.title[0].value == ("07 hoạt động truyền thông cả giai đoạn, trong đó 04 tin bài đã đăng; "
                                  "92/95 xã (96,8%) chưa có tin bài nào")
    never = table(app, "Tin bài đã đăng")
    assert (len(never), set(never["Tin bài đã đăng"])) == (92, {0})
    assert "Bình Trung" not in set(never["Xã"])
    every = table(opened("media", **DAY, about="all"), "Tin bài đã đăng")
    assert (len(every), every.iloc[0]["Xã"], every.iloc[0]["Tin bài đã đăng"]) == (95, "Bình Trung", 2)
    assert "mô hình · Xã Bình Trung · 19/4/2023" in told(app)
    assert "Chỉ tiêu được thúc đẩy: 8.3" in told(app)


def test_media_of_a_district_are_not_shown_to_the_next_viewer(warehouse: Warehouse) -> None:
    assert "/95" not in opened("media", **DAY, district="058").title[0].value
    assert "92/95 xã" in opened("media", **DAY).title[0].value


def test_media_of_a_year(warehouse: Warehouse) -> None:
    assert opened("media", **DAY, span="2022").title[0].value.startswith("02 hoạt động truyền thông năm 2022, trong đó 01 tin bài")
    assert opened("media", day="2022-12-31").title[0].value.startswith("02 hoạt động truyền thông cả giai đoạn")


def test_readings_are_held_against_the_rule(warehouse: Warehouse) -> None:
    app = opened("media", day="2024-06-30")
    rows = table(app, "Số lần nhiều nhất trong thời hạn")
    assert rows[["Xã", "Số lần nhiều nhất trong thời hạn", "Kết quả"]].to_numpy().tolist() == [
        ["Xã Nghĩa Tá", "2/5", "○ chưa đủ"], ["Xã Bình Trung", "5/5", "✓ đủ"]]


def test_documents(warehouse: Warehouse) -> None:
    app = opened("documents", **DAY)
    assert app.title[0].value == "4/5 văn bản có hạn (80,0%) ban hành đúng hạn; 01 ban hành chậm, nhiều nhất 7 ngày"
    assert table(app, "Trích yếu")["Kết quả"].iloc[0] == "✕ Chậm 07 ngày"
    assert table(app, "Đúng hạn").to_numpy().tolist() == [
        ["(chưa ghi đơn vị)", "chưa có văn bản có hạn", 1], ["Phòng A (minh họa)", "3/3 (100,0%)", 3],
        ["Phòng B (minh họa)", "1/2 (50,0%)", 2]]
    assert table(app, "Văn bản")["Kết quả"].tolist()[-1] == "○ chưa phổ biến"
    late = opened("documents", day="2025-06-30").title[0].value
    assert late.startswith("4/6 văn bản có hạn (66,7%) ban hành đúng hạn; 01 quá hạn chưa ban hành")


def test_a_document_is_added_and_taken_back(warehouse: Warehouse) -> None:
    app = pressed(opened("documents", "Cán bộ A", **DAY), "records_add")
    field(app, "guiding_document", "kind").select("letter")
    field(app, "guiding_document", "subject").input("Đôn đốc báo cáo")
    app = saved(app)
    assert bodies(warehouse, "guiding_document")[-1] == {"kind": "letter", "subject": "Đôn đốc báo cáo"}
    pressed(app, "records_undo_last")
    assert len(bodies(warehouse, "guiding_document")) == 7


def test_signed_documents_of_a_record_are_asked_for_once(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    attach_file(warehouse, load_kinds()["guiding_document"], "1", "cong-van [1].pdf", b"%PDF-1.7\n...\n%%EOF\n", "Cán bộ A", NOW)
    asked: list[str] = []
    monkeypatch.setattr("ntm.ui.attached.attachments_of", lambda con, owner: asked.append(owner) or attachments_of(con, owner))
    for _ in range(2):
        app = opened("documents", **DAY, record="guiding_document-1")
        assert "cong\\-van \\[1\\]\\.pdf" in [one.proto.label for one in app.get("download_button")]
    assert asked == ["guiding_document:1"]


def test_the_board(warehouse: Warehouse) -> None:
    app = opened("movement", **MIDTERM)
    assert app.title[0].value == "Khen thưởng sơ kết năm 2023: 01 đề nghị chưa đủ hồ sơ, 01 đủ hồ sơ; còn 15 ngày"
    assert "thiếu: Văn bản đề nghị khen thưởng của đơn vị kèm theo danh sách tập thể, cá nhân; Báo cáo" in told(app)
    days = table(app, "Loại việc")
    assert days["Tình trạng"].tolist()[:4] == ["▼ Quá hạn 16 ngày", "◆ Hạn hôm nay", "◆ Còn 15 ngày", "○ Chưa có ngày"]
    assert opened("movement", **DAY, phase="year-2022").title[0].value == "Khen thưởng hằng năm 2022: 01 đã quyết định"
    assert opened("movement", **DAY, phase="final-2025").title[0].value == "Khen thưởng tổng kết năm 2025: chưa có đề nghị nào"
    late = opened("movement", day="2024-01-20", phase="midterm-2023")
    assert late.title[0].value.endswith("; ▼ quá hạn 5 ngày")


def test_the_years_targets_beside_what_was_reached(warehouse: Warehouse, facts: Facts) -> None:
    with warehouse.writing() as draft:
        target = {"level": "standard", "span": "year", "year": 2023, "count": 70, "document": "KH 01"}
        period = target | {"span": "period", "year": 2025, "count": 95}
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [Change("target", None, target), Change("target", None, period)], around, "Cán bộ A", NOW)
    rows = table(opened("movement", **MIDTERM), "Chỉ tiêu (xã)")
    assert rows[["Thời gian", "Chỉ tiêu (xã)", "Đạt", "Còn thiếu"]].to_numpy().tolist() == [
        ["năm 2023", "70", "64/95", "6"], ["cả giai đoạn đến hết năm 2025", "95", "64/95", "31"]]


def test_from_evidence_to_a_complete_dossier(warehouse: Warehouse) -> None:
    app = opened("movement", "Cán bộ A", **MIDTERM, nomination="3")
    assert "Hồ sơ: Cá nhân A – Giấy khen của Giám đốc Sở" in [one.value.replace("\\", "") for one in app.subheader]
    app = pressed(app, "take_all")
    own = [body for body in bodies(warehouse, "merit") if body["nomination"] == "3"]
    assert [body.get("documents", body.get("initiatives")) for body in own] == [["4"], ["2"], ["6"]]
    assert not [one for one in app.button if one.key == "take_all"]
    app = saved(pressed(app, "part_0"))
    app = pressed(app, "part_1")
    field(app, "dossier_part", "confirmed").select(True)
    app = saved(pressed(saved(app), "part_2"))
    assert app.title[0].value.startswith("Khen thưởng sơ kết năm 2023: 02 đủ hồ sơ")
    assert bodies(warehouse, "review")[-1]["nominations"] == ["3"]
    with warehouse.reading() as con:
        hanging = [one for kind in ("merit", "dossier_part", "review") for one in live_records(con, kind)]
        assert all(one.is_sample for one in hanging), "they hang on the sample"


def put(warehouse: Warehouse, facts: Facts, record: str, **body: object) -> None:
    """Type in a record of the office."""
    with warehouse.writing() as draft:
        save(draft.con, [Change(record, None, body)], surroundings(draft.con, facts.law, facts.units, NOW), "Cán bộ A", NOW)


NOMINATION = {"phase": "60-KH-STTTT/midterm-2023", "kind": "individual", "name": "Cá nhân C", "award": "60-KH-STTTT/department",
              "proposed": "2023-12-14"}


def test_only_evidence_of_the_sample_is_marked_so(warehouse: Warehouse, facts: Facts) -> None:
    unit = "Phòng B (minh họa)"
    put(warehouse, facts, "nomination", unit=unit, **NOMINATION)
    put(warehouse, facts, "initiative", kind="initiative", on="2023-06-20", unit=unit, what="Sổ tay một trang")
    pressed(opened("movement", "Cán bộ A", **MIDTERM, nomination="4"), "take_all")
    with warehouse.reading() as con:
        own = [one for one in live_records(con, "merit") if one.body["nomination"] == "4"]
    assert sorted((one.body.get("documents", one.body.get("initiatives")), one.is_sample) for one in own) == [
        (["2"], True), (["3"], False), (["4"], True), (["6"], True)]


def test_a_unit_is_told_as_its_letters(warehouse: Warehouse, facts: Facts) -> None:
    put(warehouse, facts, "nomination", unit="Phòng *D*", **NOMINATION)
    put(warehouse, facts, "guiding_document", kind="letter", subject="Đôn đốc", unit="Phòng *D*", due="2023-06-20", issued="2023-06-19")
    said = [one.value for one in opened("movement", **MIDTERM, nomination="4").caption]
    assert sum("Phòng \\*D\\*" in one for one in said) == 2, said


def test_a_proposal_is_taken_one_by_one(warehouse: Warehouse) -> None:
    app = pressed(opened("movement", "Cán bộ A", **MIDTERM, nomination="3"), "take_60-KH-STTTT/individual_initiative_2")
    assert field(app, "merit", "text").value.startswith("Ngày 12/6/2023: sáng kiến")
    saved(app)
    assert bodies(warehouse, "merit")[-1]["initiatives"] == ["2"]


def test_nobody_writes_without_a_name(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm.ui.intake.tray._user", lambda: "")
    app = pressed(opened("movement", **MIDTERM, nomination="3"), "take_all")
    assert [one.value for one in app.error]
    assert len(bodies(warehouse, "merit")) == 3


def test_a_name_is_erased(warehouse: Warehouse) -> None:
    app = pressed(opened("movement", "Cán bộ A", **MIDTERM, nomination="3"), "erase_name")
    assert "Hồ sơ: (đã xóa tên theo yêu cầu) – Giấy khen của Giám đốc Sở" in [one.value.replace("\\", "") for one in app.subheader]
    app = pressed(app, "erase_name")
    assert [one.value for one in app.error] == ["Tên của đề nghị số 3 đã được xóa trước đó\\."]


def test_what_is_known_at_an_earlier_day_is_not_edited(warehouse: Warehouse) -> None:
    app = opened("movement", **MIDTERM, nomination="3", known_at="2024-04-30")
    assert not [one for one in app.button if one.key in ("take_all", "nominate", "part_0")]
    assert "Đã ghi, chưa đưa vào hồ sơ: 03" in [one.label for one in app.expander]


@pytest.mark.parametrize(("choices", "modes"), [
    pytest.param({}, 1, id="as known now a row opens its record"),
    pytest.param({"known_at": "2024-04-30"}, 0, id="as known earlier no form opens"),
])
def test_a_day_of_the_year_opens_its_record_only_now(choices: dict[str, str], modes: int, warehouse: Warehouse) -> None:
    app = opened("movement", **MIDTERM, **choices)
    days = next(one for one in app.dataframe if "Loại việc" in one.value.columns)
    assert len(days.proto.selection_mode) == modes


def test_a_report_deadline_opens_on_its_own_page(warehouse: Warehouse, facts: Facts) -> None:
    put(warehouse, facts, "calendar", kind="quarter", end="2023-12-31", cutoff="2023-12-31", due="2023-12-31", level="standard")
    app = opened("movement", **MIDTERM)
    row = table(app, "Loại việc")["Loại việc"].tolist().index("Báo cáo")
    app.session_state["year_days"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app = without_exception(app.run())
    assert app.title[0].value.startswith("Kỳ báo cáo"), app.title[0].value


@pytest.mark.parametrize(("asked", "title"), [
    pytest.param("", "Tìm xã, khó khăn", id="nothing asked"),
    pytest.param("binh trung", "19 kết quả", id="a commune and what is about it"),
    pytest.param("*a* [b](//c) :red[d]", "Không tìm thấy gì cho “\\*a\\* \\[b\\](//c) \\:red\\[d\\]”", id="told as its letters"),
    pytest.param("khong-co-gi", "Không tìm thấy gì cho “khong-co-gi”", id="nothing found"),
])
def test_search(asked: str, title: str, warehouse: Warehouse) -> None:
    app = open_page("search", **DAY, q=asked)
    assert app.title[0].value.startswith(title)
