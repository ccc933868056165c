"""The page "Cập nhật số liệu", run whole over a small warehouse; its words over small tables."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.load import Asked, load_file, undo
from ntm.criteria import load_law
from ntm.periods import make_period
from ntm.problems import Problem
from ntm.ui.intake import words
from ntm.ui.intake.columns import meanings_of
from ntm.ui.intake.mend import usable
from ntm.ui.intake.parts import annotated_name
from ntm.ui.intake.tray import Dropped, ReadColumn, ReadFile
from ntm.ui.widgets import XLSX
from ntm.warehouse.batches import history
from ntm.warehouse.generations import Warehouse
from tests.conftest import make_empty
from tests.etl.fixtures import xlsx
from tests.etl.workbooks import official_form, to_bytes
from tests.pages.screens import open_page, pressed, shown, table, without_exception

LAW = load_law()
GOOD = [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bằng Lãng", "Đạt", "8/9", "7/10", "Đạt"], [2, "Xã Bình Trung", "Đạt", "9/9", "9/9", "Đạt"]]
WRONG = [["I. HUYỆN NA RÌ"], [1, "Xã Côn Mình", "Đạt", "8/9", "7/10", "Đạt"], [2, "Văn Lang", "Đạt", "10/9", "9/9", "Đạt"]]


def form(rows: list[list[object]], period: str = "Quý II/2025") -> bytes:
    return to_bytes(official_form(period, rows))


@pytest.fixture
def warehouse(tmp_path: Path, facts) -> Iterator[Warehouse]:
    made = make_empty(tmp_path / "warehouse")
    load_file(made, facts, "truoc.xlsx", form([["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bằng Lãng", "Đạt", "8/9", "10/10", "Đạt"]], "Quý I/2025"),
              Asked("Nguyễn Văn A"), datetime(2025, 4, 2))
    with shown(made):
        yield made


def opened(*files: tuple[str, bytes], lang: str = "vi") -> AppTest:
    app = open_page("intake", lang=lang)
    if files:
        app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    return without_exception(app)


def live(warehouse: Warehouse) -> list[tuple[str, str, int]]:
    with warehouse.reading() as con:
        rows = history(con)
    return [(row.file_name, row.loaded_by, row.accepted) for row in rows[~rows["is_void"]].itertuples()]


def test_an_empty_desk_says_what_to_do(warehouse):
    app = opened()
    assert app.title[0].value == "Cập nhật số liệu"
    assert "chưa có gì thay đổi" in app.info[0].value


def test_the_title_counts_figures_and_cells_to_mend(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)), ("na-ri.xlsx", form(WRONG)), ("hong.xlsx", b"PK\x03\x04 hong"))
    assert app.title[0].value == "03 tệp: đọc được 11 số liệu; 02 ô cần sửa (ảnh hưởng 05 số liệu); 01 tệp không đọc được"
    assert table(app, "Tình trạng")["Tình trạng"].to_list() == ["✓ Đọc được", "✕ Cần sửa", "⚠ Không đọc được"]
    assert table(app, "became")["cell"].to_list() == ["Biểu 02!B7", "Biểu 02!D8"]
    assert live(warehouse) == [("truoc.xlsx", "Nguyễn Văn A", 4)]


def test_accepting_tells_what_changed_and_undo_takes_it_back(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    assert table(app, "So sánh")["So sánh"].to_list()[0] == "▼ giảm"
    app.text_input("person_field").set_value("Trần Thị B").run()
    pressed(app, "desk_accept")
    assert live(warehouse)[0] == ("cho-don.xlsx", "Trần Thị B", 8)
    assert "Đã cập nhật 08 số liệu của 01 tệp (lần cập nhật 2)" in app.success[0].value
    assert app.title[0].value == "01 tệp: đã cập nhật 08 số liệu"
    pressed(app, "desk_undo")
    assert live(warehouse) == [("truoc.xlsx", "Nguyễn Văn A", 4)]
    assert "Đã hủy lần cập nhật 2" in app.info[0].value
    assert app.title[0].value == "01 tệp: đọc được 08 số liệu"


def test_nothing_is_accepted_without_a_name(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    app.text_input("person_field").set_value("  ").run()
    assert app.button("desk_accept").disabled


def test_suggestions_are_taken_only_when_asked(warehouse):
    app = opened(("na-ri.xlsx", form(WRONG)))
    pressed(app, "desk_suggestions")
    assert app.title[0].value == "01 tệp: đọc được 07 số liệu; 01 ô cần sửa"
    shown = table(app, "became").set_index("cell")
    assert shown.loc["Biểu 02!B7", "why"] == "✓ đã sửa, đọc được"
    assert shown.loc["Biểu 02!B7", ["wrote", "became"]].to_list() == ["Xã Côn Mình", "Côn Minh (Na Rì)"]


def test_one_cause_makes_one_row_and_its_cells_open(warehouse):
    names = ("Bằng Lãng", "Bình Trung", "Yên Phong", "Đồng Thắng", "Ngọc Phái")
    many = [["I. HUYỆN CHỢ ĐỒN"], *([number, name, "Đạt", "8/9", "lạ", "Đạt"] for number, name in enumerate(names, 1)),
            [9, "Lương Bằng", "10/9", "8/9", "7/10", "Đạt"]]
    app = opened(("cho-don.xlsx", form(many)))
    assert table(app, "Các ô").to_numpy().tolist() == [
        [5, "Biểu 02!E7:E11", 'Không đọc được "lạ". Ghi "Đạt", "Chưa đạt" hoặc số như "7/9".']]
    assert table(app, "became")["cell"].to_list() == ["Biểu 02!C12"]
    sha256 = next(iter(app.session_state["tray"]))
    app.session_state[f"cause_{sha256}"] = ("problem", "bad-value", "text", "Biểu 02", "E")
    assert table(app.run(), "became")["cell"].to_list() == [f"Biểu 02!E{row}" for row in range(7, 12)]


def test_only_the_good_figures_when_asked(warehouse):
    app = opened(("na-ri.xlsx", form(WRONG)))
    button = next(button for button in app.button if button.key.startswith("good_"))
    assert button.label == "Cập nhật 03 số liệu đúng, bỏ lại 05 số liệu"
    pressed(app, button.key)
    assert live(warehouse)[0][2] == 3
    assert "Bỏ lại 05 số liệu" in app.success[0].value


def test_what_was_recognised_can_be_corrected(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    period = next(field for field in app.text_input if field.key.startswith("period_"))
    assert period.value == "quý II/2025"
    period.set_value("hôm kia").run()
    assert "hôm kia" in app.error[0].value
    next(field for field in app.text_input if field.key.startswith("period_")).set_value("6 tháng đầu năm 2024").run()
    stage = next(box for box in app.selectbox if box.key.startswith("stage_"))
    stage.set_value("verified").run()
    next(field for field in app.date_input if field.key.startswith("cutoff_")).set_value(date(2024, 6, 14)).run()
    next(box for box in app.selectbox if box.key.startswith("set_")).set_value("1980-2016-standard").run()
    shown = table(app, "Tình trạng")
    assert shown[["Bộ tiêu chí", "Kỳ báo cáo", "Cấp kết luận"]].iloc[0].to_list() == [
        "1980/QĐ-TTg · xã NTM", "6 tháng đầu năm 2024 (chốt 14/6/2024)", "huyện thẩm tra"]
    next(box for box in app.selectbox if box.key.startswith("set_")).set_value("318-2022-standard").run()
    number = next(field for field in app.text_input if field.key.startswith("number_"))
    number.set_value("16/BC-UBND").run()
    pressed(app, "desk_accept")
    with warehouse.reading() as con:
        row = history(con).iloc[0]
    assert (row["set_id"], row["period_kind"], str(row["cutoff"])[:10], row["stage"], row["document_number"]) == (
        "318-2022-standard", "half", "2024-06-14", "verified", "16/BC-UBND")


def test_the_form_of_a_set_can_be_taken(warehouse):
    app = opened()
    app.text_input("template_period").set_value("kỳ lạ").run()
    assert "kỳ lạ" in app.error[0].value
    app.text_input("template_period").set_value("Quý I/2024").run()
    assert not app.exception
    assert not app.error


def test_a_hostile_name_stays_text(warehouse):
    app = opened(("<b>a</b>[x](y).xlsx", form(WRONG)), ("cho-don.xlsx", form(GOOD)), lang="en")
    assert app.title[0].value.startswith("2 files: 11 figures read")
    assert not any("<b>" in block.proto.body for block in app.get("html"))


@pytest.mark.parametrize(("suggestion", "expected"), [
    pytest.param("Côn Minh (Na Rì), 02173", "Côn Minh (Na Rì)", id="a name with its code"),
    pytest.param("A (B); C (D)", "", id="a choice is no answer"),
    pytest.param("Chợ Đồn", "Chợ Đồn", id="a district"),
    pytest.param("", "", id="none"),
])
def test_usable_suggestion(suggestion, expected):
    assert usable(suggestion) == expected


@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("a.xlsx", "a-danh-dau.xlsx", id="workbook"), pytest.param("a.xlsm", "a-danh-dau.xlsm", id="macros kept"),
    pytest.param("a.csv", "a-danh-dau.xlsx", id="text becomes a workbook"), pytest.param("a", "a-danh-dau.xlsx", id="no ending"),
])
def test_annotated_name(name, expected):
    assert annotated_name(name, "vi")[0] == expected


@pytest.mark.parametrize(("now", "was", "mark"), [
    pytest.param((None, 2, 9, None), (None, 9, 9, None), "big", id="9/9 to 2/9"),
    pytest.param((None, 8, 9, None), (None, 9, 9, None), "down", id="a little less"),
    pytest.param((None, 9, 9, None), (None, 9, 9, None), "same", id="equal"),
    pytest.param((None, 9, 9, None), (None, 10, 10, None), "other", id="equal share of another whole"),
    pytest.param((True, None, None, None), (False, None, None, None), "up", id="a verdict turned"),
    pytest.param((False, None, None, None), (True, None, None, None), "down", id="a verdict lost is no fall by half"),
    pytest.param((None, None, None, 0.7), (None, None, None, None), "new", id="nothing there before"),
])
def test_marks(now, was, mark):
    names = ("is_met", "numerator", "denominator", "number")
    figures = pd.DataFrame([dict(zip(names, now, strict=True)) | {f"was_{n}": v for n, v in zip(names, was, strict=True)}])
    assert words.with_marks(figures)["mark"].to_list() == [mark]


def changed(set_id: str, *pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([{"set_id": set_id, "before": before, "after": after} for before, after in pairs])


def test_change_words_name_levels_and_count_indicators_of_the_own_set():
    changes = pd.concat([changed("318-2022-standard", ("not_met", "met"), ("met", "not_met"), ("no_data", "incomplete")),
                         changed("318-2022-advanced", ("not_met", "met"))])
    levels = changed("318-2022-standard", ("not_met", "met"), ("no_data", "incomplete"))
    assert words.change_words(changes, levels, "318-2022-standard", LAW, "vi") == (
        "01 chỉ tiêu chuyển sang đạt; 01 chỉ tiêu không còn đạt; 01 chỉ tiêu đổi tình trạng khác; "
        "thêm 01 xã đạt tiêu chí số 8 (xã NTM)")
    assert words.change_words(pd.DataFrame(), pd.DataFrame(), None, LAW, "vi") == "kết quả đánh giá không đổi"


def test_a_figure_of_two_periods_is_named_by_its_newest():
    periods = (make_period("quarter", 2025, 1), make_period("quarter", 2025, 2, date(2025, 6, 25)))
    file = ReadFile(Dropped("a.xlsx", "0", b""), (Problem("encrypted"),), True, 5, 0, periods)
    shown = words.files_table([file], LAW, "vi")
    assert shown.loc[0, "Kỳ báo cáo"] == "quý II/2025 (chốt 25/6/2025) và 01 kỳ khác"


def test_a_load_undone_elsewhere_offers_no_undo_here(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    pressed(app, "desk_accept")
    undo(warehouse, 2, "người khác", datetime(2025, 8, 1))
    app.run()
    assert not app.success
    assert app.title[0].value == "01 tệp: đọc được 08 số liệu"


OWN = ("Bưu cục", "Sóng", "Cụm FM", "8.4. Ứng dụng CNTT")
LOUD = "318-2022-standard/8.3"


def say(app: AppTest, **choices: object) -> AppTest:
    """Choices that AppTest cannot make on the page's canvas are put where the page puts them."""
    ((sha256, file),) = app.session_state["tray"].items()
    app.session_state["tray"] = {sha256: replace(file, choices=replace(file.choices, **choices), version=file.version + 1)}
    return without_exception(app.run())


def test_a_column_said_by_hand_is_remembered_offered_and_left(warehouse):
    app = opened(("a.xlsx", to_bytes(official_form("Quý I/2025", GOOD, OWN))))
    assert app.title[0].value == "01 tệp: đọc được 02 số liệu"
    say(app, meanings=(("Biểu 02", "E", LOUD),))
    assert app.title[0].value == "01 tệp: đọc được 04 số liệu"
    assert table(app, "became")["became"].to_list()[4:5] == ["8.3 · Loa hoạt động đến thôn"]
    app.text_input("person_field").set_value("Trần Thị B").run()
    pressed(app, "desk_accept")
    following = opened(("b.xlsx", to_bytes(official_form("Quý II/2025", GOOD, OWN))))
    assert following.title[0].value == "01 tệp: đọc được 04 số liệu"
    assert next(note.value for note in following.info if "Trần Thị B" in note.value).startswith("Đọc cột E theo cách đã chọn ngày")
    pressed(following, next(button.key for button in following.button if button.key.startswith("leave_")))
    assert following.title[0].value == "01 tệp: đọc được 02 số liệu"
    assert "không theo cách đã chọn trước đây" in "".join(caption.value for caption in following.caption)


def column(sheet: str, letters: str, layout: str) -> ReadColumn:
    return ReadColumn(sheet, letters, "Loa", "ignored", None, layout)


@pytest.mark.parametrize(("before", "after", "said", "is_cleared"), [
    pytest.param([None] * 3, ["8.3", None, None], [("A", "E", LOUD), ("B", "E", LOUD)], False, id="both sheets of one layout"),
    pytest.param([None] * 3, [None, None, "8.3"], [("C", "E", LOUD)], False, id="another layout alone"),
    pytest.param(["8.3", "8.3", None], [None, "8.3", None], [], True, id="taken back on both sheets"),
    pytest.param(["8.3", "8.3", None], ["8.3", "8.3", None], [("A", "E", LOUD), ("B", "E", LOUD)], False, id="nothing changed"),
    pytest.param([None] * 3, [float("nan"), "", None], [], False, id="nothing said"),
])
def test_meanings_after_an_edit(before, after, said, is_cleared):
    columns = [column("A", "E", "1"), column("B", "E", "1"), column("C", "E", "2")]
    assert meanings_of(columns, before, after, {"8.3": LOUD}) == (tuple(said), is_cleared)


def test_what_counts_leave_open_is_declared_only_when_ticked(warehouse):
    app = opened(("cho-don.xlsx", form([["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bình Trung", None, "9/9", "9/9"], [2, "Xã Yên Phong", None, "9/9"]])))
    assert "03 chỉ tiêu của 02 xã có số đếm đạt mức yêu cầu nhưng chưa đủ số liệu để kết luận" in [said.value for said in app.subheader]
    offers = {box.key.split("_")[2]: box for box in app.checkbox if box.key.startswith("declare_")}
    assert offers["8.2"].label.replace("\\", "").startswith("Ghi nhận Đạt chỉ tiêu 8.2 (xã NTM) cho 02 xã; chưa có số liệu về: ")
    assert table(app, "Chưa có số liệu về")["Trong tệp"].to_list() == ["9/9", "9/9", "9/9"]
    app.text_input("person_field").set_value("Trần Thị B").run()
    next(box for box in app.checkbox if box.key == offers["8.2"].key).check().run()
    assert any("02 chỉ tiêu chuyển sang đạt" in words.value for words in app.subheader)
    pressed(app, "desk_accept")
    assert live(warehouse)[:2] == [("cho-don.xlsx", "Trần Thị B", 2), ("cho-don.xlsx", "Trần Thị B", 3)]
    assert "Ghi nhận 02 kết luận Đạt theo ý kiến chuyên viên (lần cập nhật 3)" in app.success[0].value
    pressed(app, "desk_undo")
    assert live(warehouse) == [("truoc.xlsx", "Nguyễn Văn A", 4)]


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def test_the_signed_document_goes_with_the_file_and_into_its_history(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    app.file_uploader[1].set_value([("cong-van.pdf", PDF, "application/pdf"), ("trang.pdf", b"<html>", "application/pdf")]).run()
    assert [error.value.replace("\\", "") for error in app.error] == [
        "trang.pdf không phải tệp PDF hoặc ảnh (PNG, JPEG). Đính kèm bản quét có chữ ký của văn bản."]
    assert any(block.label.endswith("kèm 01 tệp") for block in app.expander)
    pressed(app, "desk_accept")
    told = open_page("history")
    assert any(words.value == "Văn bản gửi kèm có chữ ký: 01 tệp" for words in told.subheader)
    signed = [button for button in told.get("download_button") if button.key.startswith("signed_")]
    assert [button.label.replace("\\", "") for button in signed] == ["cong-van.pdf"]


def test_a_signed_document_can_be_taken_off_again(warehouse):
    app = opened(("cho-don.xlsx", form(GOOD)))
    app.file_uploader[1].set_value([("cong-van.pdf", PDF, "application/pdf")]).run()
    pressed(app, next(button.key for button in app.button if button.key.startswith("scan_off_")))
    assert not any(block.label.endswith("tệp") for block in app.expander if block.label.startswith("Công văn"))


def test_a_report_of_nobody_is_given_to_a_commune(warehouse):
    rows = [["Quý II/2025"], ["STT", "Nội dung", "Kết quả"], ["8.1", "Bưu chính", "Đạt"], ["8.3", "Loa đến thôn", "7/9"]]
    app = opened(("bao-cao.xlsx", to_bytes(xlsx(("Biểu", rows)))))
    assert any("không có cột tên xã" in said.value for said in app.error)
    field = next(box for box in app.selectbox if box.label == "Xã của trang Biểu")
    assert field.value == ""
    app = without_exception(field.set_value("02080").run())
    assert not app.error and "đọc được 02 số liệu" in app.title[0].value
    pressed(app, "desk_accept")
    assert live(warehouse)[0][::2] == ("bao-cao.xlsx", 2)


def test_columns_that_nobody_knows_can_be_named_on_the_page(warehouse):
    rows = [["Quý II/2025"], ["STT", "Nơi", "Bưu cục"], [1, "Bình Trung", "Đạt"], [2, "Bằng Lãng", "x"]]
    app = opened(("la.xlsx", to_bytes(xlsx(("Biểu", rows)))))
    assert "Không thấy cột tên xã" in app.error[0].value
    offered = table(app, "meaning")
    assert list(offered["heading"]) == ["STT", "Nơi", "Bưu cục"]
    app.session_state["tray"] = {
        key: replace(file, choices=replace(file.choices, meanings=(("Biểu", "B", "commune"), ("Biểu", "C", "318-2022-standard/8.1"))))
        for key, file in app.session_state["tray"].items()}
    app = without_exception(app.run())
    assert not app.error and "đọc được 02 số liệu" in app.title[0].value
