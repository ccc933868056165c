"""What names, headings and titles are taken for."""

from __future__ import annotations

from datetime import date

import pytest

from etl.communes import Gazetteer, Gazetteers
from etl.grid import clean_text
from etl.headings import UnknownIndicatorError, find_target, role_of
from etl.titles import find_document, find_period, find_set, stage_of, stage_of_document
from ntm.criteria import load_law
from ntm.figures import CoveringDocument
from ntm.periods import Period, make_period
from ntm.units import load_units
from tests.etl.workbooks import intake, official_form

LAW = load_law()
GAZETTEERS = Gazetteers(load_units(), "06")


@pytest.fixture(scope="module")
def communes() -> Gazetteer:
    return GAZETTEERS.on(date(2023, 12, 31))


@pytest.mark.parametrize(
    "name",
    [
        "Xã Bình Trung",
        "Bình Trung",
        "X. BÌNH TRUNG",
        "X.Bình Trung",
        "Binh Trung",
        "xa binh trung",
        "02080",
        "2080",
        "1. Xã Bình Trung",
        "Xa\u0303 Bi\u0300nh Trung",
        "Xã Bình Trung (Chợ Đồn)",
        "Bình Trung, huyện Chợ Đồn",
        "Bình Trung - Chợ Đồn",
        "xã Bình Trung huyện Chợ Đồn",
        "Xã  Bình Trung ",
        "Bình Trung (*)",
    ],
)
def test_names_of_one_commune(communes: Gazetteer, name: str):
    unit = communes.match(clean_text(name)).unit
    assert unit is not None and unit.code == "02080"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TT. Bằng Lũng", "thi_tran"),
        ("TT Bằng Lũng", "thi_tran"),
        ("P. Sông Cầu", "phuong"),
        ("Thị trấn Ðồng Tâm", "thi_tran"),
    ],
)
def test_kinds_before_a_name(communes: Gazetteer, name: str, kind: str):
    assert communes.match(name).unit.kind == kind


@pytest.mark.parametrize("name", ["Liêm Thuỷ", "Liêm Thủy", "Xã LIÊM THUỶ"])
def test_old_and_new_tone_marks_mean_one(communes: Gazetteer, name: str):
    assert communes.match(name).unit.name in ("Liêm Thủy", "Liêm Thuỷ")


def test_a_name_of_two_communes_asks_for_the_district():
    cao_bang = Gazetteers(load_units(), "04").on(date(2023, 12, 31))  # in Bắc Kạn no name stands twice
    match = cao_bang.match("Xã Quang Trung")
    assert (match.unit, match.code) == (None, "ambiguous-commune")
    first, second = match.suggestion.split("; ")
    assert first.startswith("Quang Trung (") and first != second
    for label in (first, second):
        unit = cao_bang.match(label).unit
        assert cao_bang.label(unit) == label
        assert cao_bang.match("Quang Trung", district_code=unit.district_code).unit == unit
        assert cao_bang.match("Quang Trung", district_name=cao_bang.districts[unit.district_code].name).unit == unit


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("Bình Trùng", "Bình Trung (Chợ Đồn), 02080"),
        ("Xã Bình Trug", "Bình Trung (Chợ Đồn), 02080"),
        ("Không Có", None),
    ],
)
def test_a_typing_error_is_suggested_never_assumed(communes: Gazetteer, name: str, suggestion: str | None):
    match = communes.match(name)
    assert (match.unit, match.code, match.suggestion) == (None, "unknown-commune", suggestion)


def test_a_district_that_does_not_hold_the_commune_refuses_it(communes: Gazetteer):
    match = communes.match("Bình Trung (Chợ Mới)")
    assert (match.variant, match.suggestion) == ("other_district", "Bình Trung (Chợ Đồn)")


def test_code_and_name_must_agree(communes: Gazetteer):
    assert communes.match("Xã Bình Trung", "2080").unit.code == "02080"
    assert communes.match("Xã Quảng Chu", "02080").variant == "code_differs"
    assert communes.match("Xã Bình Trung", "99999").variant == "code"


def test_units_are_those_of_the_day():
    before, after = GAZETTEERS.on(date(2023, 3, 31)), GAZETTEERS.on(date(2023, 6, 30))
    assert before.match("Xã Vân Tùng").unit.kind == "xa"
    assert after.match("Xã Vân Tùng").unit is None and after.match("Thị trấn Vân Tùng").unit.kind == "thi_tran"
    merged = GAZETTEERS.on(date(2025, 9, 30))
    assert merged.match("Nghĩa Tá").unit.code == "02071" and merged.match("Nghĩa Tá").unit.province_code == "19"
    assert merged.match("Bình Trung").unit is None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Tên xã", "commune"),
        ("Xã, phường, thị trấn", "commune"),
        ("XÃ/THỊ TRẤN", "commune"),
        ("Đơn vị", "commune"),
        ("Mã xã", "code"),
        ("code", "code"),
        ("Huyện", "district"),
        ("Huyện, thành phố", "district"),
        ("STT", "number"),
        ("Chỉ tiêu", "item"),
        ("indicator", "item"),
        ("Giá trị", "value"),
        ("Kỳ báo cáo", "period"),
        ("Ghi chú", "note"),
        ("Đơn vị tính", None),
        ("Tiêu chí số 8", None),
        ("8.1", None),
    ],
)
def test_roles(heading: str, role: str | None):
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("parts", "verdict", "measure"),
    [
        (["8.1"], "8.1", None),
        (["Tiêu chí số 8", "8.1. Bưu chính"], "8.1", None),
        (["Chỉ tiêu 8.1"], "8.1", None),
        (["TC 8.3"], "8.3", "thon_with_loudspeaker"),
        (["8.2. Viễn thông, internet"], "8.2", "thon_with_telecom"),
        (["8.3. Đài và loa đến thôn"], "8.3", "thon_with_loudspeaker"),
        (["8.3 Số thôn có loa / tổng số thôn"], "8.3", "thon_with_loudspeaker"),
        (["8.4. Ứng dụng CNTT"], "8.4", None),
        (["8.4. Tỷ lệ cán bộ, công chức có máy tính kết nối mạng"], "8.4", "staff_with_computer"),
        (["8.4. Ứng dụng CNTT", "Hồ sơ thủ tục hành chính xử lý trực tuyến"], "8.4", "dossiers_online"),
        (["8.3. Loa", "Đánh giá"], "8.3", "thon_with_loudspeaker"),
        (["Xã có điểm phục vụ bưu chính"], "8.1", None),
        (["Xã có điểm phục vụ bưu chinh"], "8.1", None),
        (["thon_with_loudspeaker"], None, "thon_with_loudspeaker"),
        (["Thôn có loa hoạt động"], None, "thon_with_loudspeaker"),
        (["318-2022-advanced/8.5"], "advanced/8.5", "public_points_with_wifi"),
    ],
)
def test_headings(parts: list[str], verdict: str | None, measure: str | None):
    target = find_target(parts, LAW.sets["318-2022-standard"], LAW)
    if verdict and "/" not in verdict:
        verdict = f"standard/{verdict}"
    assert target.verdict_item == (verdict and f"318-2022-{verdict}")
    assert (target.measure and target.measure.id) == measure


@pytest.mark.parametrize(
    "heading", ["Tổng số hộ", "1.1. Quy hoạch", "18.2 Hệ thống chính trị", "(1)", "Số điện thoại liên hệ"]
)
def test_headings_of_others_are_ignored(heading: str):
    assert find_target([heading], LAW.sets["318-2022-standard"], LAW) is None


def test_a_number_that_the_set_lacks_is_named():
    with pytest.raises(UnknownIndicatorError):
        find_target(["8.9. Wifi"], LAW.sets["318-2022-standard"], LAW)


@pytest.mark.parametrize(("heading", "number"), [("3. Thôn thông minh", "3"), ("Chỉ tiêu 4", "4"), ("(3)", None)])
def test_numbers_without_a_point_need_more(heading: str, number: str | None):
    target = find_target([heading], LAW.sets["319-2022-model"], LAW)
    assert (target and target.verdict_item) == (number and f"319-2022-model/{number}")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Quý II/2023"], make_period("quarter", 2023, 2)),
        (
            ["(Kèm theo Báo cáo số 16/BC-UBND ngày 15/12/2023 của UBND huyện Chợ Đồn)", "6 tháng đầu năm 2023"],
            make_period("half", 2023, 1),
        ),
        (["theo Quyết định số 318/QĐ-TTg ngày 08/3/2022", "Năm 2023"], make_period("year", 2023)),
        (["Chợ Đồn, ngày 15 tháng 12 năm 2023", "Tháng 11/2023"], make_period("month", 2023, 11)),
        (["Quý II/2023 (số liệu đến 14/6/2023)"], make_period("quarter", 2023, 2, date(2023, 6, 14))),
        (["Số liệu tính đến ngày 30/6/2023"], Period(date(2023, 6, 30), "day", date(2023, 6, 30))),
        (["giai đoạn 2021 - 2025", "Kèm theo Quyết định số 318/QĐ-TTg ngày 08/3/2022"], None),
    ],
)
def test_periods(lines: list[str], expected: Period | None):
    assert find_period(lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("theo Quyết định số 318/QĐ-TTg", ("standard", "318-2022-standard")),
        ("xã nông thôn mới nâng cao theo QĐ 318/QĐ-TTg", ("advanced", "318-2022-advanced")),
        ("xã nông thôn mới kiểu mẫu", ("model", None)),
        ("Quyết định 319/QĐ-TTg", ("model", "319-2022-model")),
        ("Quyết định số 1980/QĐ-TTg", ("standard", "1980-2016-standard")),
        ("318-2022-advanced", ("advanced", "318-2022-advanced")),
        ("Bảng số liệu", (None, None)),
    ],
)
def test_sets(line: str, expected: tuple[str | None, str | None]):
    level, set_id = find_set([line], LAW)
    assert set_id == expected[1] and (level == expected[0] or set_id)


def test_covering_document():
    line = "(Kèm theo Báo cáo số 16/BC-UBND ngày 15/12/2023 của UBND huyện Chợ Đồn)"
    assert find_document([line]) == CoveringDocument("UBND huyện Chợ Đồn", "16/BC-UBND", date(2023, 12, 15))
    assert find_document(["theo Quyết định số 318/QĐ-TTg"]) is None


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Xã tự đánh giá", "self"),
        ("KẾT QUẢ HUYỆN THẨM TRA", "verified"),
        ("Kết quả thẩm định của Sở", "appraised"),
        ("Hội đồng thẩm định tỉnh", "concluded"),
        ("Biểu tổng hợp", None),
    ],
)
def test_stages(text: str, stage: str | None):
    assert stage_of(text) == stage


@pytest.mark.parametrize(("document", "stage"), [
    pytest.param(CoveringDocument("Sở Thông tin và Truyền thông", "12/BCTĐ-STTTT"), "appraised", id="report of an appraisal"),
    pytest.param(CoveringDocument(None, "05/KL-HĐTĐ"), "concluded", id="conclusion of the council"),
    pytest.param(CoveringDocument("Hội đồng thẩm định tỉnh", "05/KL"), "concluded", id="the council by its name"),
    pytest.param(CoveringDocument(None, "31/BCTT-UBND"), "verified", id="report of a verification"),
    pytest.param(CoveringDocument("UBND huyện Chợ Đồn", "16/BC-UBND"), None, id="a plain report claims nothing"),
    pytest.param(CoveringDocument("Sở Thông tin và Truyền thông", "16/BC-STTTT"), None, id="nor does the department's letter"),
    pytest.param(CoveringDocument(), None, id="nothing known"),
])
def test_what_a_covering_document_says_of_the_stage(document: CoveringDocument, stage: str | None):
    assert stage_of_document(document) == stage


LETTER = "(Kèm theo Công văn số 16/CV-UBND ngày 15/12/2023 của UBND huyện Chợ Đồn)"


@pytest.mark.parametrize(("title", "signed", "given", "stage"), [
    pytest.param("", "TM. HỘI ĐỒNG THẨM ĐỊNH", None, "self", id="a council signs, but no document is named"),
    pytest.param(LETTER, "TM. HỘI ĐỒNG THẨM ĐỊNH", None, "concluded", id="a council signs, with its document"),
    pytest.param("", "TM. TỔ THẨM TRA", None, "verified", id="the district's group signs"),
    pytest.param(LETTER, "TM. UBND HUYỆN", None, "self", id="a district that only sends"),
    pytest.param("Kết quả thẩm định của Sở", "", None, "self", id="an appraisal without a document"),
    pytest.param("Kết quả thẩm định của Sở", "", CoveringDocument(number="12/BC-STTTT"), "appraised", id="its document typed in"),
    pytest.param("", "", CoveringDocument(number="05/KL-HĐTĐ"), "concluded", id="the document typed in says it"),
])
def test_the_stage_by_who_signs_and_the_covering_document(title: str, signed: str, given: CoveringDocument | None, stage: str):
    rows = [["I. HUYỆN CHỢ ĐỒN"], [1, "Xã Bình Trung", "Đạt"], [None, None, None, None, signed or None]]
    form = official_form("Quý III/2023", rows)
    form.active["A3"] = title or None
    read = intake(form, document=given)
    assert (read.stage, [f.stage for f in read.figures]) == (stage, [stage])
