"""The page "Khó khăn, vướng mắc và hỗ trợ" run whole: what it says on a day, and records added, changed, removed, taken back."""
from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import Revision, live_records
from pages.records_work import workbook
from tests.pages.screens import open_page, pressed, sample_of, shown, table, told, without_exception

FILES = ("so-lieu-2022-q4.xlsx", "so-lieu-2023-q4.xlsx", "so-lieu-2024-q1.xlsx", "records.yaml")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Path:
    """Folder of a warehouse with three quarters of the sample and its records; copied by each test that writes."""
    folder = tmp_path_factory.mktemp("obstacles")
    warehouse = sample_of(folder, facts, FILES, datetime(2024, 4, 20))
    warehouse.close()
    return folder / "warehouse"


@pytest.fixture
def warehouse(made: Path, tmp_path: Path) -> Iterator[Warehouse]:
    shutil.copytree(made, tmp_path / "warehouse")
    with shown(Warehouse(tmp_path / "warehouse")) as own:
        yield own


def opened(by: str = "", **choices: str) -> AppTest:
    """The page; with `by` as the name of who works there."""
    app = open_page("obstacles", **choices)
    return without_exception(app.text_input("person_field").set_value(by).run()) if by else app


def field(app: AppTest, kind: str, name: str) -> object:
    """The widget of a field of the form that is open."""
    widgets = [*app.text_input, *app.text_area, *app.selectbox, *app.date_input, *app.multiselect, *app.number_input]
    return next(one for one in widgets if (one.key or "").startswith(f"field_{kind}-") and one.key.endswith(f"_{name}"))


def saved(app: AppTest) -> AppTest:
    button = next(one for one in app.button if one.key == "records_save_button" or "records_save_button" in (one.key or ""))
    return without_exception(button.click().run())


def live(warehouse: Warehouse, kind: str = "obstacle") -> dict[str, Revision]:
    with warehouse.reading() as con:
        return {one.id: one for one in live_records(con, kind)}


@pytest.mark.parametrize(("choices", "title"), [
    pytest.param({"day": "2023-12-31"}, "02 khó khăn, vướng mắc chưa tháo gỡ, trong đó 01 quá hạn; riêng xã Bình Trung: 02", id="overdue"),
    pytest.param({"day": "2024-03-31"}, "01 khó khăn, vướng mắc chưa tháo gỡ, trong đó 00 quá hạn; riêng xã Bình Trung: 01", id="in time"),
    pytest.param({"day": "2024-09-30"}, "Đã tháo gỡ cả 02 khó khăn, vướng mắc", id="all removed"),
    pytest.param({"day": "2022-01-31"}, "Chưa ghi nhận khó khăn, vướng mắc nào", id="before the first"),
    pytest.param({"day": "2025-07-01"},
                 "02 khó khăn, vướng mắc chưa tháo gỡ, trong đó 01 quá hạn; riêng xã Nghĩa Tá: 02; nhiệm vụ quá hạn: 01",
                 id="after the merger its successor has them"),
    pytest.param({"day": "2023-12-31", "commune": "02188"},
                 "02 khó khăn, vướng mắc chưa tháo gỡ, trong đó 01 quá hạn; riêng xã Dương Sơn: 00", id="another commune"),
    pytest.param({"day": "2023-12-31", "known_at": "2020-01-01"}, "Chưa ghi nhận khó khăn, vướng mắc nào", id="before it was typed in"),
    pytest.param({"day": "2023-12-31", "lang": "en"}, "Obstacles not removed: 2, overdue: 1; in commune Bình Trung: 2", id="English"),
])
def test_the_title_answers(warehouse: Warehouse, choices: dict[str, str], title: str) -> None:
    assert opened(**choices).title[0].value == title


def test_the_commune_is_told_with_who_answers_and_what_changed(warehouse: Warehouse) -> None:
    text = told(opened(day="2024-03-31"))
    assert "Số liệu minh họa" in text
    assert "◆ Chưa xong · 8.4 Ứng dụng CNTT" in text
    assert "Chủ trì: Phòng B (minh họa); phối hợp: Phòng A (minh họa); UBND huyện Chợ Đồn; hạn 30/9/2024" in text
    assert "Thôn có loa hoạt động: 5/9 thôn (IV/2023) → 6/9 thôn (I/2024)" in text
    assert "Chỉ tiêu 8.3: chưa đạt → đạt" in text
    assert "19/21 cán bộ" not in text, "the result of a later day is not known yet"


def test_the_list_is_overdue_first_and_narrowed_in_the_url(warehouse: Warehouse) -> None:
    app = opened(day="2023-12-31")
    assert table(app, "Tình trạng")["Tình trạng"].to_list() == [
        "▼ Quá hạn 16 ngày", "◆ Chưa xong", "○ Sau ngày đang xem", "○ Sau ngày đang xem"]
    assert len(table(opened(day="2023-12-31", shown="overdue"), "Tình trạng")) == 1
    steps = table(opened(day="2023-12-31", kind="obstacle_step"), "Việc đã làm")
    assert set(steps["Xã"]) == {"Xã Bình Trung"}
    nothing = opened(day="2023-12-31", commune="02188", where="here")
    assert any("không có bản ghi nào khớp" in box.value for box in nothing.info)


def test_an_obstacle_is_added_and_taken_back(warehouse: Warehouse) -> None:
    app = pressed(opened("Lý Thị D", day="2023-12-31"), "records_add")
    assert app.title[0].value == "Thêm khó khăn, vướng mắc"
    assert field(app, "obstacle", "commune").value == "02080"
    field(app, "obstacle", "indicator").set_value("318-2022-standard/8.2")
    field(app, "obstacle", "what").set_value("Sóng yếu ở 02 thôn")
    field(app, "obstacle", "since").set_value(date(2023, 12, 1))
    app = saved(app)
    assert app.title[0].value.startswith("03 khó khăn, vướng mắc chưa tháo gỡ")
    assert "Sóng yếu ở 02 thôn" in told(app)
    kept = live(warehouse)["5"]
    assert (kept.by, kept.is_sample, kept.body["commune_from"]) == ("Lý Thị D", False, "2020-02-01")
    app = pressed(app, "records_undo_last")
    assert app.title[0].value.startswith("02 khó khăn, vướng mắc chưa tháo gỡ")
    assert set(live(warehouse)) == {"1", "2", "3", "4"}


def test_every_fault_is_said_beside_the_form_and_nothing_is_lost(warehouse: Warehouse) -> None:
    app = pressed(opened("Lý Thị D", day="2023-12-31"), "records_add")
    field(app, "obstacle", "lead").set_value("Phòng *A*")
    field(app, "obstacle", "since").set_value(date(2025, 8, 1))
    app = saved(app)
    said = [box.value.replace("\\", "") for box in app.error]
    assert said == [
        "Xã: vào ngày 01/8/2025 không có xã nào mang mã “02080”. Kiểm tra mã xã và ngày.",
        "Chỉ tiêu: chưa có giá trị. Nhập giá trị cho cột này.", "Nội dung: chưa có giá trị. Nhập giá trị cho cột này."]
    assert field(app, "obstacle", "lead").value == "Phòng *A*"
    assert len(live(warehouse)) == 4


def test_nobody_saves_without_a_name(warehouse: Warehouse) -> None:
    app = opened(record="obstacle-2")
    app.text_input("person_field").set_value("").run()
    field(app, "obstacle", "lead").set_value("Phòng C")
    app = saved(app)
    assert [box.value for box in app.error] == ["Ghi họ tên người cập nhật trước."]
    assert live(warehouse)["2"].body["lead"] == "Phòng B (minh họa)"


def test_a_change_keeps_the_sample_a_sample_and_stands_in_its_history(warehouse: Warehouse) -> None:
    app = opened("Lý Thị D", record="obstacle-2", day="2024-03-31")
    assert any("Bản ghi minh họa" in one.value for one in app.caption)
    field(app, "obstacle", "due").set_value(date(2024, 12, 31))
    saved(app)
    kept = live(warehouse)["2"]
    assert (kept.body["due"], kept.is_sample) == ("2024-12-31", True)
    assert "Hạn: 30/9/2024 → 31/12/2024" in told(opened(record="obstacle-2"))
    again = saved(opened("Lý Thị D", record="obstacle-2"))
    assert [box.value for box in again.info] == ["Không có gì thay đổi so với bản đang có."]


def test_a_step_of_a_sample_obstacle_goes_with_it(warehouse: Warehouse) -> None:
    app = pressed(opened("Lý Thị D", day="2023-12-31"), "step_1")
    assert field(app, "obstacle_step", "obstacle").value == "1"
    field(app, "obstacle_step", "on").set_value(date(2023, 12, 20))
    field(app, "obstacle_step", "what").set_value("Đôn đốc")
    saved(app)
    assert live(warehouse, "obstacle_step")["5"].is_sample


def test_a_record_is_removed_unless_others_hang_on_it(warehouse: Warehouse) -> None:
    app = pressed(opened("Lý Thị D", record="obstacle-3"), "records_remove")
    assert "còn dẫn đến" in app.error[0].value
    app = pressed(opened("Lý Thị D", record="task-2"), "records_remove")
    assert set(live(warehouse, "task")) == {"1"}
    assert "đã xóa" in app.markdown[0].value


def two_editors(warehouse: Warehouse) -> AppTest:
    """The second of two people, after the first has saved; both have changed the lead, and each one field more."""
    first, second = (opened(by, record="obstacle-2", day="2024-03-31") for by in ("Nguyễn Văn A", "Trần Thị B"))
    field(first, "obstacle", "lead").set_value("Phòng C")
    field(first, "obstacle", "partners").set_value("Huyện")
    saved(first)
    field(second, "obstacle", "lead").set_value("Phòng D")
    field(second, "obstacle", "due").set_value(date(2024, 12, 31))
    return saved(second)


def test_the_second_sees_what_the_first_changed(warehouse: Warehouse) -> None:
    app = two_editors(warehouse)
    assert app.warning[0].value.replace("\\", "").startswith("Nguyễn Văn A đã sửa bản ghi này lúc ")
    sides = app.table[0].value.map(lambda text: text.replace("\\", "")).set_index("Mục")
    assert sides.loc["Đơn vị chủ trì"].to_list() == ["Phòng B (minh họa)", "Phòng C", "Phòng D", "Phòng D", "cả hai cùng sửa"]
    assert sides.loc["Đơn vị phối hợp", "Sẽ ghi"] == "Huyện"
    assert sides.loc["Hạn"].to_list() == ["30/9/2024", "30/9/2024", "31/12/2024", "31/12/2024", ""]
    assert live(warehouse)["2"].body["lead"] == "Phòng C", "nothing of the second is written yet"


@pytest.mark.parametrize(("key", "expected", "by"), [
    pytest.param("conflict_mine", ("Phòng D", "Huyện", "2024-12-31"), "Trần Thị B", id="mine"),
    pytest.param("conflict_theirs", ("Phòng C", "Huyện", "2024-09-30"), "Nguyễn Văn A", id="theirs"),
])
def test_the_second_decides(warehouse: Warehouse, key: str, expected: tuple[str, ...], by: str) -> None:
    pressed(two_editors(warehouse), key)
    kept = live(warehouse)["2"]
    assert (kept.body["lead"], kept.body["partners"], kept.body["due"]) == expected
    assert kept.by == by


def test_the_second_goes_back_to_the_form_and_saves_later(warehouse: Warehouse) -> None:
    app = pressed(two_editors(warehouse), "conflict_back")
    assert [field(app, "obstacle", name).value for name in ("lead", "partners")] == ["Phòng D", "Huyện"]
    field(app, "obstacle", "lead").set_value("Phòng C và Phòng D")
    saved(app)
    assert live(warehouse)["2"].body["lead"] == "Phòng C và Phòng D"


def test_what_the_first_removed_comes_back_as_a_new_record(warehouse: Warehouse) -> None:
    first, second = (opened(by, record="task-2") for by in ("Nguyễn Văn A", "Trần Thị B"))
    pressed(first, "records_remove")
    field(second, "task", "who").set_value("Phòng D")
    app = saved(second)
    assert "đã xóa bản ghi này" in app.warning[0].value
    pressed(app, "conflict_mine")
    assert {number: one.body.get("who") for number, one in live(warehouse, "task").items()} == {
        "1": "Phòng A (minh họa)", "3": "Phòng D"}


def test_any_save_can_be_taken_back_from_the_list(warehouse: Warehouse) -> None:
    app = opened("Lý Thị D", record="task-2")
    field(app, "task", "who").set_value("Phòng D")
    app = saved(app)
    app.selectbox("records_save").set_value(app.selectbox("records_save").options[0])
    pressed(app, "records_undo")
    assert live(warehouse, "task")["2"].body["who"] == "Phòng B (minh họa)"


def test_the_past_is_not_edited(warehouse: Warehouse) -> None:
    app = opened(known_at="2026-01-01", record="obstacle-1")
    assert app.button("records_add").disabled
    assert not [one for one in app.button if (one.key or "").startswith(("step_", "open_obstacle"))]


@pytest.mark.parametrize("record", ["obstacle-99", "roadmap-1", "nonsense", "obstacle-"])
def test_a_link_to_no_record_opens_the_page(warehouse: Warehouse, record: str) -> None:
    assert "khó khăn" in opened(record=record).title[0].value


def test_text_from_people_is_never_markup(warehouse: Warehouse) -> None:
    app = opened("<b>A</b>", record="obstacle-2", day="2024-03-31")
    field(app, "obstacle", "lead").set_value("<img src=x onerror=1>")
    app = saved(app)
    assert "<img" not in "".join(block.proto.body for block in app.get("html"))
    assert "<img src=x onerror=1>" in told(app)


def test_the_commune_page_names_lead_and_due(warehouse: Warehouse) -> None:
    text = told(open_page("commune", day="2023-12-31"))
    assert "▼ Quá hạn 16 ngày · 8.3 Loa hoạt động đến thôn" in text
    assert "chưa đạt; còn thiếu 01 thôn" in text
    assert "Chủ trì: Phòng A (minh họa); phối hợp: UBND xã Bình Trung; hạn 15/12/2023" in text
    assert "Quá hạn" not in told(open_page("commune", day="2023-12-31", commune="02188"))


def test_the_workbook_goes_out_and_in(warehouse: Warehouse) -> None:
    book = workbook("vi")
    content = book.write("task")
    assert book.read("task", "tasks.xlsx", content, "Lý Thị D") == (None, 0)
    filled = load_workbook(io.BytesIO(content))
    columns = {cell.value: cell.column for cell in filled.worksheets[0][1]}
    filled.worksheets[0].cell(3, columns["Đơn vị chủ trì"]).value = "Phòng D"
    changed = io.BytesIO()
    filled.save(changed)
    edit, count = book.read("task", "tasks.xlsx", changed.getvalue(), "Lý Thị D")
    kept = live(warehouse, "task")["2"]
    assert (kept.edit, kept.by, kept.body["who"], count) == (edit, "Lý Thị D", "Phòng D", 1)


def test_frames_of_the_list_have_only_columns_that_say_something(warehouse: Warehouse) -> None:
    assert table(opened(kind="assistance", day="2023-12-31"), "Phòng, đơn vị").columns.to_list() == [
        "Số", "Tình trạng", "Phòng, đơn vị", "Xã", "Từ ngày", "Văn bản phân công"]
