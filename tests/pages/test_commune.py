"""The commune's page, run whole over a few of the sample's workbooks; its words and frames over small tables."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from etl.load import SAMPLE_FOLDER, Asked, init, load_file
from ntm.progress import voices
from ntm.progress.bars import bar_rows, need_name
from ntm.progress.profile import find_on_day, future_words, indicator_notes, obstacle
from ntm.ui.safe import plain_markdown, safe_file_name
from ntm.warehouse.generations import Warehouse
from tests.etl.fixtures import rows, xlsx
from tests.etl.workbooks import to_bytes
from tests.pages.screens import open_page, shown, told

HOSTILE_NAME = "so_lieu [quý](x) `IV` 2023.xlsx"
FILES = {"so-lieu-2021-q4.xlsx": "", "so-lieu-2022-q4.xlsx": "", "so-lieu-2023-q3.xlsx": "", "so-lieu-2023-q4.xlsx": HOSTILE_NAME}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, facts) -> Iterator[Warehouse]:
    folder = tmp_path_factory.mktemp("commune")
    for name, other in FILES.items():
        (folder / "files").mkdir(exist_ok=True)
        shutil.copy(SAMPLE_FOLDER / name, folder / "files" / (other or name))
    made = Warehouse(folder / "warehouse")
    init(made, facts, "06", datetime(2024, 1, 20), folder / "files")
    with shown(made):
        yield made


def opened(**choices: str) -> AppTest:
    return open_page("commune", **choices)


def test_opens_at_binh_trung_with_the_answer_as_title(warehouse):
    app = opened()
    assert app.title[0].value.startswith("Xã Bình Trung: đạt ")
    assert "chưa đạt chỉ tiêu" in app.title[0].value
    text = told(app)
    assert "Xã Bình Trung, huyện Chợ Đồn (02080)" in text
    assert "từ 01/7/2025 thuộc Xã Nghĩa Tá".lower() in text.lower()
    assert "Số liệu minh họa" in text


def test_a_figure_names_its_count_its_cell_and_who_concluded(warehouse):
    text = told(opened())
    assert "5/9 thôn, cần 6 (ô " in text
    assert "Sở thẩm định · Sở Thông tin và Truyền thông · 00/BC-MINHHOA" in text
    assert f"{HOSTILE_NAME} › Biểu 01" in text
    assert "chưa đối chiếu văn bản gốc" in text


def test_a_level_is_chosen_by_its_card_and_kept_in_the_url(warehouse):
    app = opened()
    app.button("choose_advanced").click().run()
    assert "advanced" in app.query_params["level"]
    assert "xã NTM nâng cao" in app.title[0].value
    assert {button.key for button in app.button if button.key.startswith("choose_")} == {"choose_standard", "choose_model"}


def test_the_picker_finds_any_commune_of_the_day(warehouse):
    app = opened()
    picker = app.selectbox("pick_commune")
    assert "Xã Bình Trung (Chợ Đồn)" in picker.options
    assert len(picker.options) == 95
    app = picker.set_value("02188").run()
    assert "02188" in app.query_params["commune"]
    assert app.title[0].value.startswith("Xã Dương Sơn")


@pytest.mark.parametrize(("choices", "title", "note"), [
    pytest.param({"commune": "02080", "day": "2025-07-01"}, "Xã Nghĩa Tá", "Xã Bình Trung không còn từ 01/7/2025",
                 id="gone: its successor"),
    pytest.param({"commune": "02071", "day": "2025-07-01"}, "Xã Nghĩa Tá", None, id="a code used again"),
    pytest.param({"commune": "99999"}, "Xã Bình Trung", "Không có xã mang mã 99999", id="unknown code"),
    pytest.param({"commune": "01954"}, "Thị trấn Vân Tùng không thuộc đối tượng đánh giá", None, id="a town is not assessed"),
    pytest.param({"day": "2021-12-31"}, "Xã Bình Trung", None, id="the law before"),
    pytest.param({"day": "2020-06-30"}, "Xã Bình Trung: chưa có số liệu", None, id="before any figure"),
    pytest.param({"day": "2026-06-30", "commune": "02071"}, "Xã Nghĩa Tá", None, id="a law whose indicators are open"),
    pytest.param({"lang": "en"}, "Commune Bình Trung", None, id="English"),
])
def test_who_answers(warehouse, choices, title, note):
    app = opened(**choices)
    assert app.title[0].value.startswith(title)
    said = [box.value for box in (*app.info, *app.warning)]
    assert [text.startswith(note) for text in said] == [True] if note else said == []


def test_a_successor_adds_up_its_predecessors_and_shows_them(warehouse):
    app = opened(commune="02080", day="2025-07-01")
    assert "Cộng từ các xã trước sáp nhập" in told(app)
    beneath = next(frame.value for frame in app.dataframe if "Cấp" in frame.value and "Xã" in frame.value)
    assert set(beneath["Xã"]) == {"Bình Trung", "Lương Bằng", "Nghĩa Tá"}
    assert app.get("download_button")


def test_original_files_and_every_voice_are_there(warehouse):
    app = opened()
    files = [button for button in app.get("download_button") if "xlsx \\(" in button.proto.label or "\\.xlsx" in button.proto.label]
    assert len(files) == len(FILES)
    assert any(plain_markdown(HOSTILE_NAME) in button.proto.label for button in files)
    sides = next(frame.value for frame in app.dataframe if "Sở thẩm định" in frame.value)
    assert "5/9 thôn" in set(sides["Sở thẩm định"])


KIN = pd.DataFrame(
    [("self", 1, None, None, "02080", "Bình Trung", date(2020, 2, 1)),
     ("successor", 9, 1, date(2025, 7, 1), "02071", "Nghĩa Tá", date(2025, 7, 1))],
    columns=["relation", "unit", "of_unit", "changed_on", "code", "name", "valid_from"],
).assign(kind="xa", province="Thái Nguyên")


@pytest.mark.parametrize(("living", "day", "expected"), [
    pytest.param([1, 2], date(2023, 12, 31), 1, id="itself"),
    pytest.param([9, 8], date(2025, 7, 1), 9, id="what it has become"),
    pytest.param([7], date(2025, 7, 1), None, id="nothing of this place"),
])
def test_find_on_day(living, day, expected):
    found = find_on_day(KIN, pd.DataFrame({"unit": living}), day)
    assert (None if found is None else found["unit"]) == expected


def test_future_words():
    assert future_words(KIN, 1, "vi") == "từ 01/7/2025 thuộc xã Nghĩa Tá, tỉnh Thái Nguyên"
    assert future_words(KIN, 9, "vi") == ""


@pytest.fixture(scope="module")
def criteria(facts):
    return facts.law.sets["318-2022-standard"]


def indicator(number: str, status: str, flags: tuple[str, ...] = (), is_met: bool | None = None, stage: int = 2) -> dict[str, object]:
    """A row of indicators.sql with what the words need."""
    end = date(2023, 12, 31)
    return {
        "number": number, "status": status, "flags": list(flags), "rule": 0, "verdict_is_met": is_met, "verdict_stage": stage,
        "verdict_period_kind": "quarter", "verdict_period_end": end, "body": "<b>Sở</b>", "document_number": "1/BC", "document_date": None,
        "period_kind": "quarter", "period_end": end, "relied_cutoff": end, "file": "f.xlsx", "sheet": "B", "cell": "E5",
        "verdict_file": None, "verdict_sheet": None, "verdict_cell": None,
    }


def need(number: str, ref: str, status: str, **changes: object) -> dict[str, object]:
    """A row of requirements.sql; without changes a yes/no requirement that was reported."""
    return {
        "number": number, "kind": "measure", "ref": ref, "measure_kind": "yes_no", "status": status, "has_figure": status != "no_data",
        "is_met": status == "met", "numerator": None, "denominator": None, "figure": None, "threshold": None, "threshold_num": None,
        "threshold_den": None, "is_open": False, "period_kind": "quarter", "period_end": date(2023, 12, 31), "cell": "E5",
    } | changes


RATIO = {"measure_kind": "ratio", "numerator": 5, "denominator": 9, "threshold": "2/3", "threshold_num": 2, "threshold_den": 3}
OPEN = {"measure_kind": "ratio", "numerator": 14, "denominator": 21, "is_open": True, "has_figure": True}


@pytest.mark.parametrize(("said", "needs", "expected"), [
    pytest.param(indicator("8.3", "not_met"), [need("8.3", "thon_with_loudspeaker", "not_met", **RATIO)],
                 [("8.3 Loa hoạt động đến thôn", "not_met", 5 / 9, 2 / 3, "5/9 thôn, cần 6")], id="a ratio against its threshold"),
    pytest.param(indicator("8.4", "incomplete"), [need("8.4", "staff_with_computer", "no_data", **OPEN)],
                 [("8.4 Ứng dụng CNTT", "incomplete", 2 / 3, None, "14/21 người (ngưỡng chưa có, cơ quan bổ sung)")],
                 id="an open threshold has no line"),
    pytest.param(indicator("8.1", "met", is_met=True), [],
                 [("8.1 Điểm phục vụ bưu chính", "met", None, None, "Đạt · Sở thẩm định; chỉ có kết luận, chưa có số đo")],
                 id="a verdict alone is hatched"),
    pytest.param(indicator("8.1", "no_data"), [need("8.1", "postal_sign", "no_data")],
                 [("8.1 Điểm phục vụ bưu chính", "no_data", None, None, "Chưa có số liệu")], id="nothing known"),
    pytest.param(indicator("8.1", "not_met"), [need("8.1", "postal_sign", "met"), need("8.1", "postal_letters", "not_met")],
                 [("8.1 Điểm phục vụ bưu chính", "not_met", 0.5, 1.0, "1/2 yêu cầu đạt. Chưa đạt: {postal_letters}")],
                 id="yes and no are counted together"),
])
def test_bar_rows(facts, criteria, said, needs, expected):
    needs = pd.DataFrame(needs or [need("8.9", "postal_sign", "met")])
    rows = bar_rows(pd.DataFrame([said]), needs, criteria, facts.law, "vi")
    names = {ref: need_name(need_row, facts.law, "vi") for ref, need_row in ((row["ref"], row) for _, row in needs.iterrows())}
    found = [tuple(None if pd.isna(value) else value for value in row) for row in rows.itertuples(index=False)]
    assert found == [(*row[:-1], row[-1].format(**names)) for row in expected]


@pytest.mark.parametrize(("flag", "is_met", "expected"), [
    ("disputed", True, "Số liệu quý IV/2023 (Thôn có loa hoạt động: 5/9 thôn, cần 6) chưa khớp kết luận Đạt cùng kỳ: đề nghị rà soát."),
    ("slipping", True, "Kết luận Đạt (Sở thẩm định, quý IV/2023) nhưng số liệu mới hơn, quý IV/2023 "
                       "(Thôn có loa hoạt động: 5/9 thôn, cần 6), không còn đạt: cần kiểm tra, có kế hoạch duy trì."),
    ("superseded", True, "Số liệu quý IV/2023 (Thôn có loa hoạt động: 5/9 thôn, cần 6) chưa đạt, "
                         "nhưng kết luận sau đó (quý IV/2023) là Đạt."),
    ("stale", None, "Số liệu chốt ngày 31/12/2023, cũ hơn 12 tháng so với 30/6/2025: đề nghị cập nhật. Kết quả không vì thế mà thay đổi."),
])
def test_flags_are_sentences(facts, criteria, flag, is_met, expected):
    said = pd.DataFrame([indicator("8.3", "not_met", (flag,), is_met)])
    needs = pd.DataFrame([need("8.3", "thon_with_loudspeaker", "not_met", **RATIO)])
    (note,) = indicator_notes(said, needs, criteria, facts.law, ("quarter", date(2025, 6, 30)), date(2025, 6, 30), "vi")
    assert note.explanations == (expected,)
    assert (note.period, note.answering) == ("số liệu kỳ trước (quý IV/2023)", "ngành văn hóa")


def test_the_obstacle_is_named(facts, criteria):
    said = pd.DataFrame([indicator("8.3", "not_met"), indicator("8.4", "not_met", is_met=False)])
    needs = pd.DataFrame([need("8.3", "thon_with_loudspeaker", "not_met", **RATIO)])
    notes = indicator_notes(said, needs, criteria, facts.law, None, date(2023, 12, 31), "vi")
    found = obstacle(notes, needs, {"status": "not_met"}, criteria, facts.law, "vi")
    assert found == "Vướng mắc ở 8.3 Loa hoạt động đến thôn: còn thiếu 01 thôn (và chỉ tiêu 8.4)"


def test_steps_need_what_the_law_of_the_period_asks(facts):
    quarters = [("quarter", date(2021, 12, 31)), ("quarter", date(2022, 3, 31)), ("quarter", date(2022, 6, 30))]
    said = pd.DataFrame([
        {"item_key": "thon_with_loudspeaker", "is_estimate": False, "recency": n, "period_kind": kind, "period_end": end, "is_met": None,
         "numerator": 2 + n, "denominator": 9, "number": None} for n, (kind, end) in enumerate(quarters) if n != 1])
    sets = [facts.law.find_set("standard", "06", end) for _, end in quarters]
    frame = voices.steps(said, facts.law.measures["thon_with_loudspeaker"], quarters, sets, facts.law, "vi")
    assert list(frame["period"]) == ["IV/2021", "I/2022", "II/2022"]
    assert frame["value"].fillna(-1).tolist() == [2, -1, 4]
    assert frame["needed"].fillna(-1).tolist() == [-1, -1, 6]
    assert frame["text"].fillna("").tolist() == ["2/9 thôn", "", "4/9 thôn"]


@pytest.mark.parametrize(("name", "expected"), [
    ("so-lieu.xlsx", "so-lieu.xlsx"), ("../../etc/passwd", "passwd"), ("C:\\x\\a.xlsx", "a.xlsx"), ("a\n:b?.xlsx", "ab.xlsx"),
    ("..", "tep"),
])
def test_a_download_has_no_path(name, expected):
    assert safe_file_name(name) == expected


def test_the_villages_that_lack_are_named_with_their_cells_and_the_dispute_is_told(tmp_path, facts):
    made = Warehouse(tmp_path / "names")
    init(made, facts, "06", datetime(2024, 1, 20), tmp_path)
    listed = [["DANH SÁCH THÔN XÃ BÌNH TRUNG - Quý IV/2023"], ["Thôn", "Loa"], ["Nà <b>Pha</b>", "x"], ["Bản Ca", "Không"]]
    for name, table in (("bieu.xlsx", rows([1, "Bình Trung", "Đạt", "2/2"], title="Quý IV/2023")), ("thon.xlsx", listed)):
        done = load_file(made, facts, name, to_bytes(xlsx(("Biểu", table))), Asked("kiểm thử"), datetime(2024, 1, 21))
        assert done.exit_code == 0
    with shown(made):
        text = told(opened())
    assert "Thiếu loa hoạt động (1/2 thôn): Bản Ca (ô B4)" in text
    assert "Theo danh sách thôn: thon.xlsx › Biểu, quý IV/2023." in text
    assert "Số báo cáo quý IV/2023 là 2/2 (Biểu!D3), đếm theo tên thôn là 1/2 (Biểu!B3:B4): chưa khớp, đề nghị rà soát." in text
