"""Whole files: the official form as offices send it, the long form, and every wrong cell named at once."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from ntm.figures import CoveringDocument
from ntm.periods import make_period
from ntm.problems import BadFile, WrongUse
from tests.etl.test_read import repack
from tests.etl.workbooks import STANDARD, found, intake, named, official_form, to_bytes

DISTRICT = ("I. HUYỆN CHỢ MỚI",)
QUANG_CHU, NHU_CO, BINH_TRUNG = "02131", "02122", "02080"


def one(*values: Any, period: str = "Quý III/2023", **more: Any) -> Workbook:
    """The form with one commune."""
    return official_form(period, [DISTRICT, (1, "Xã Quảng Chu", *values)], **more)


def test_the_official_form():
    result = intake(
        official_form(
            "Quý III/2023",
            [
                DISTRICT,
                (1, "Xã Quảng Chu", "Đạt", "Đạt (8/8)", "7/8", "Chưa đạt"),
                (2, "Xã Như Cố", "x", "10/11 thôn", "Đạt", None),
                ("II", "HUYỆN CHỢ ĐỒN", "19/19", "19/19"),
                (1, "X. BÌNH TRUNG", "✓", "-", "66,7%", "…"),
                (None, "Tổng cộng", "3/3", "2/3"),
                ("Ghi chú: số liệu do xã tự đánh giá",),
                ("(*) Xã điểm",),
                (None, "NGƯỜI LẬP BIỂU", None, None, "TM. ỦY BAN NHÂN DÂN"),
                (None, "Nguyễn Văn A", None, None, "Trần Văn B"),
            ],
        )
    )
    assert result.problems == () and result.rejected == 0
    assert found(result) == {
        (QUANG_CHU, "8.1"): "True",
        (QUANG_CHU, "8.2"): "True",
        (QUANG_CHU, "thon_with_telecom"): "8/8",
        (QUANG_CHU, "thon_with_loudspeaker"): "7/8",
        (QUANG_CHU, "8.4"): "False",
        (NHU_CO, "8.1"): "True",
        (NHU_CO, "thon_with_telecom"): "10/11",
        (NHU_CO, "8.3"): "True",
        (BINH_TRUNG, "8.1"): "True",
        (BINH_TRUNG, "thon_with_loudspeaker"): "0.667",
    }
    assert (result.period, result.set_id, result.stage) == (make_period("quarter", 2023, 3), STANDARD, "self")
    figure = next(f for f in result.figures if f.item == "thon_with_telecom")
    assert (figure.sheet, figure.cell, figure.written) == ("Biểu 02", "D7", "Đạt (8/8)")
    assert [c.meaning for c in result.columns][:3] == ["number", "commune", f"{STANDARD}/8.1"]


def test_names_as_other_keyboards_write_them():
    names = [
        unicodedata.normalize("NFD", "Xã Quảng Chu"),
        "Xã\u00a0Như  Cố ",
        "Binh Trung",
        "Xã Ðồng Thắng",
        "Liêm Thuỷ",
    ]
    rows = [(n, name, "Đạt") for n, name in enumerate(names, 1)]
    result = intake(official_form("Quý III/2023", rows))
    assert result.problems == () and len(result.figures) == 5


def test_percent_formats_and_formulas():
    book = one(None, None, 2 / 3, None)
    book.active["E7"].number_format = "0.0%"
    assert found(intake(book)) == {(QUANG_CHU, "thon_with_loudspeaker"): "0.666666666666667"}


def test_every_wrong_cell_at_once():
    book = official_form(
        "Quý IV/2023",
        [
            DISTRICT,
            (1, "Xã Quảng Chu", "7/8", "9/8", "9/0", "Đạt"),
            (2, "Xã Không Có", "Đạt", "Đạt", "Đạt", "Đạt"),
            (3, "Xã Bình Trung", "Đạt", None, None, None),
            (4, "Xã Như Cố", "#DIV/0!", "=6/9", "7", "3/4"),
            (None, None, "Đạt", None, None, None),
        ],
    )
    result = intake(book)
    assert named(result) == {
        "C7": "bad-value",
        "D7": "out-of-range",
        "E7": "out-of-range",
        "B8": "unknown-commune",
        "B9": "unknown-commune",
        "C10": "formula-error",
        "D10": "formula-uncomputed",
        "E10": "bad-value",
        "F10": "bad-value",
        "B11": "unknown-commune",
    }
    assert result.rejected == 3 + 4 + 1 + 4 + 1 and found(result) == {(QUANG_CHU, "8.4"): "True"}
    assert all(p.sentence(lang) for p in result.problems for lang in ("vi", "en"))


def test_an_indicator_that_the_set_lacks_refuses_its_column():
    result = intake(one("Đạt", "Đạt", indicators=("8.1. Bưu chính", "8.9. Khác")))
    assert named(result) == {"D5": "unknown-indicator"} and result.rejected == 1
    assert found(result) == {(QUANG_CHU, "8.1"): "True"}


@pytest.mark.parametrize(
    ("rows", "codes", "left"),
    [
        pytest.param([(1, "Xã Quảng Chu", "Đạt"), (2, "Xã Quảng Chu", "Đạt")], {"C7": "duplicate"}, 1, id="same value"),
        pytest.param(
            [(1, "Xã Quảng Chu", "Đạt"), (2, "Xã Quảng Chu", "Không")],
            {"C6": "conflict", "C7": "conflict"},
            0,
            id="different values",
        ),
        pytest.param(
            [(1, "Xã Quảng Chu", "Đạt"), (2, "Xã Quảng Chu", "ước đạt")], {}, 2, id="an estimate is another figure"
        ),
    ],
)
def test_the_same_figure_twice(rows: list[tuple[Any, ...]], codes: dict[str, str], left: int):
    result = intake(official_form("Quý III/2023", rows))
    assert named(result) == codes and len(result.figures) == left and result.rejected == len(codes)


@pytest.mark.parametrize(
    ("period", "asked", "code"),
    [
        ("Quý I/2024", {}, "future-period"),
        ("", {}, "unknown-period"),
        ("Quý I/2024", {"cutoff": date(2024, 2, 14)}, None),
        ("", {"period": make_period("quarter", 2023, 3)}, None),
    ],
)
def test_periods(period: str, asked: dict[str, Any], code: str | None):
    result = intake(one("Đạt", "Đạt", period=period), today=date(2024, 2, 15), **asked)
    assert named(result) == ({None: code} if code else {})
    assert (len(result.figures), result.rejected) == ((0, 2) if code else (2, 0))


def test_what_is_given_overrules_the_file():
    result = intake(one("Đạt"), set_id="318-2022-advanced", stage="verified", period=make_period("month", 2023, 6))
    figure = result.figures[0]
    assert (figure.item, figure.stage, figure.period) == (
        "318-2022-advanced/8.1",
        "verified",
        make_period("month", 2023, 6),
    )
    with pytest.raises(WrongUse):
        intake(one("Đạt"), set_id="no-such-set")


def test_titles_give_level_stage_and_covering_document():
    title = (
        "Kết quả thẩm định của Sở, xã nông thôn mới nâng cao theo QĐ 318/QĐ-TTg "
        "(Kèm theo Báo cáo số 16/BC-STTTT ngày 15/12/2023 của Sở Thông tin và Truyền thông)"
    )
    result = intake(one("Đạt", title=title))
    assert (result.set_id, result.stage, result.figures[0].stage) == ("318-2022-advanced", "appraised", "appraised")
    assert result.document == CoveringDocument("Sở Thông tin và Truyền thông", "16/BC-STTTT", date(2023, 12, 15))
    assert result.period == make_period("quarter", 2023, 3)


def test_an_estimate_in_the_title_marks_all():
    assert all(f.is_estimate for f in intake(one("Đạt", "8/8", title="Ước thực hiện tiêu chí NTM")).figures)


def test_several_sheets_each_with_its_period():
    book = one("Đạt")
    copy = book.copy_worksheet(book.active)
    copy.title = "Quý IV"
    copy["A2"] = "Quý IV/2023"
    book.create_sheet("Hướng dẫn")["A1"] = "Ghi Đạt hoặc Chưa đạt"
    result = intake(book)
    assert [f.period.end for f in result.figures] == [date(2023, 9, 30), date(2023, 12, 31)]
    assert result.period.end == date(2023, 12, 31) and result.skipped_sheets == ("Hướng dẫn",)


def test_hidden_figures_are_loaded_and_said():
    book = one("Đạt", "8/8")
    book.active.row_dimensions[7].hidden = book.active.column_dimensions["D"].hidden = True
    hidden = book.copy_worksheet(book.active)
    hidden.sheet_state, hidden["A2"] = "hidden", "Quý II/2023"
    result = intake(book)
    assert len(result.figures) == 4 and result.is_clean
    assert [(p.code, p.variant, p.level) for p in result.problems] == [
        ("hidden-data", variant, "note") for variant in ("rows", "columns", "sheet")
    ]


def test_a_measure_has_its_own_column():
    result = intake(
        one(
            "Đạt",
            "18/20",
            "Có",
            indicators=(
                "8.4. Ứng dụng CNTT",
                "8.4. Cán bộ, công chức có máy tính kết nối mạng",
                "8.4. Có trang thông tin điện tử của xã",
            ),
        )
    )
    assert found(result) == {
        (QUANG_CHU, "8.4"): "True",
        (QUANG_CHU, "staff_with_computer"): "18/20",
        (QUANG_CHU, "commune_web_page"): "True",
    }


def test_a_district_column_and_headings_in_one_row():
    result = intake(
        "Báo cáo quý III/2023\nHuyện,Xã,8.1,8.3\nChợ Đồn,Bình Trung,Đạt,6/9\nChợ Mới,Quảng Chu,x,\n"
        "Chợ Mới,Bình Trung,x,\n"
    )
    assert found(result) == {
        (BINH_TRUNG, "8.1"): "True",
        (BINH_TRUNG, "thon_with_loudspeaker"): "6/9",
        (QUANG_CHU, "8.1"): "True",
    }
    assert named(result) == {"B5": "unknown-commune"}


LONG = """Mã xã;Chỉ tiêu;Kỳ;Giá trị
02080;8.3;Quý II/2023;Đạt (6/9)
2131;thon_with_loudspeaker;Quý III/2023;7/8
02080;Thôn có loa hoạt động;Quý III/2023;ước 7/9
"""


def test_the_long_form():
    result = intake(LONG)
    assert result.problems == () and result.period == make_period("quarter", 2023, 3)
    assert found(result) == {
        (BINH_TRUNG, "8.3"): "True",
        (BINH_TRUNG, "thon_with_loudspeaker"): "7/9",
        (QUANG_CHU, "thon_with_loudspeaker"): "7/8",
    }
    assert len(result.figures) == 4 and [f.is_estimate for f in result.figures].count(True) == 1


def test_wrong_cells_of_the_long_form():
    result = intake(
        "code,commune,measure,period,value,stage\n02080,Bình Trung,thon_with_loudspeaker,2023-Q9,6/9,\n"
        "02080,Quảng Chu,8.3,Q2/2023,6/9,\n99999,,8.3,Q2/2023,6/9,\n02080,,8.9,Q2/2023,6/9,\n"
        "02080,,8.3,Q4/2030,6/9,\n02080,,8.3,Q2/2023,10/9,\n,Bình Trung,8.1,Q2/2023,yes,verified\n"
    )
    assert named(result) == {
        "D2": "unknown-period",
        "A3": "unknown-commune",
        "A4": "unknown-commune",
        "C5": "unknown-indicator",
        "D6": "future-period",
        "E7": "out-of-range",
    }
    assert [(f.item, f.stage, f.cell) for f in result.figures] == [(f"{STANDARD}/8.1", "verified", "E8")]
    assert result.rejected == 6


def test_dates_and_merged_names_in_the_long_form():
    book = Workbook()
    rows = (
        ("Tên xã", "Chỉ tiêu", "Kỳ", "Kết quả"),
        ("Bình Trung", "8.1", date(2023, 6, 30), "Đạt"),
        (None, 8.2, date(2023, 6, 1), "9/9"),
    )
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active["C2"].number_format, book.active["C3"].number_format = "dd/mm/yyyy", "mm/yyyy"
    result = intake(book)
    assert [(f.item, f.period.kind, f.period.end) for f in result.figures] == [
        (f"{STANDARD}/8.1", "day", date(2023, 6, 30)),
        ("thon_with_telecom", "month", date(2023, 6, 30)),
    ]


def test_after_the_merger_the_successors_are_meant():
    result = intake(official_form("Quý III/2025", [(1, "Xã Nghĩa Tá", "Đạt"), (2, "Xã Bình Trung", "Đạt")]))
    assert [(f.unit_code, f.unit_valid_from) for f in result.figures] == [("02071", date(2025, 7, 1))]
    assert named(result) == {"B7": "unknown-commune"}


def test_a_file_without_communes_is_refused():
    with pytest.raises(BadFile) as caught:
        intake("Quý III/2023\nHọ tên,Chức vụ\nA,B\n")
    assert caught.value.problems[0].variant == "no_commune_column"


def test_the_same_file_is_recognised_alike_and_another_reading_is_not():
    content = to_bytes(one("Đạt"))
    first, again = intake(content), intake(content)
    assert (first.sha256, first.mapping) == (again.sha256, again.mapping)
    assert intake(content, stage="verified").mapping != first.mapping
    assert intake(repack(lambda _, d: d, content, extra=b"x")).sha256 != first.sha256
