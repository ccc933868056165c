"""The three workbooks of the movement (media, documents, nominations): loaded, exported and loaded again they change nothing."""
from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from etl.records_load import give_out, take_in
from ntm.progress.keep import Facts
from ntm.records.kinds import load_kinds
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records

NOW = datetime(2024, 3, 1)
MEDIA = {"Truyền thông": [
    ["Ngày", "Cơ quan báo chí, truyền thông", "Hình thức", "Nội dung", "Xã", "Mô hình, gương điển hình", "Chỉ tiêu được thúc đẩy"],
    [date(2023, 4, 19), "Báo A", "tin bài đã đăng", "Bài về loa", "X. BÌNH TRUNG", "mô hình", "8.3"],
    ["2/5/2023", "Đài B", "Đôn đốc", "Đề nghị đưa tin", None, None, None]]}
DOCUMENTS = {
    "Văn bản": [["Số, ký hiệu", "Loại văn bản", "Trích yếu", "Đơn vị soạn thảo", "Ngày yêu cầu", "Hạn ban hành", "Ngày ban hành"],
                ["01/HD", "hướng dẫn", "Hướng dẫn chỉ tiêu 8.3", "Phòng A", "1/2/2023", "1/3/2023", "28/2/2023"]],
    "Phổ biến": [["Văn bản (mã)", "Phòng, đơn vị", "Ngày nhận", "Ngày phổ biến, quán triệt"], [1, "Phòng B", "1/3/2023", "6/3/2023"]],
    "Sáng kiến": [["Loại", "Ngày", "Đơn vị", "Nội dung", "Văn bản (mã)"], ["sáng kiến", "10/3/2023", "Phòng A", "Mẫu biểu chung", 1]]}
NOMINATIONS = {
    "Đề nghị": [["Đợt khen thưởng", "Đối tượng", "Tên tập thể, cá nhân", "Phòng, đơn vị", "Hình thức khen thưởng", "Ngày đề nghị"],
                ["Khen thưởng sơ kết năm 2023", "tập thể", "Phòng A", "Phòng A", "Giấy khen của Giám đốc Sở", "11/12/2023"],
                ["midterm-2023", "cá nhân", "Cá nhân A", "Phòng B", "department", None]],
    "Minh chứng": [["Đề nghị khen thưởng (mã)", "Tiêu chuẩn", "Kết quả, thành tích"],
                   [1, "Giúp đỡ địa phương được phân công", "Lắp loa"], [2, "individual", "Có sáng kiến"]],
    "Hồ sơ": [["Đề nghị khen thưởng (mã)", "Thành phần", "Ngày văn bản", "Có xác nhận của cấp trình khen"],
              [1, "report", "18/12/2023", "Có"], [2, "Biên bản họp xét của đơn vị", "15/12/2023", None]]}
BOOKS = {"media": (MEDIA, 2), "guiding_document": (DOCUMENTS, 3), "nomination": (NOMINATIONS, 6)}


def book(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook as an office makes it: no numbers, its own sheet names, words and ids mixed."""
    made, content = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("kind", BOOKS)
def test_loaded_exported_and_loaded_again(kind: str, lang: str, empty_warehouse: Warehouse, facts: Facts) -> None:
    sheets, count = BOOKS[kind]
    wanted = load_kinds()[kind]
    content = book(sheets)
    assert take_in(empty_warehouse, facts, wanted, "a.xlsx", content, "Cán bộ A", NOW)[1] == count
    with empty_warehouse.reading() as con:
        before = [(one.kind, one.id, one.body) for one in live_records(con)]
    assert take_in(empty_warehouse, facts, wanted, "a.xlsx", content, "Cán bộ A", NOW) == (None, 0), "the office's own once more"
    exported = give_out(empty_warehouse, facts, wanted, NOW, lang=lang)
    assert take_in(empty_warehouse, facts, wanted, "b.xlsx", exported, "Cán bộ B", NOW) == (None, 0)
    with empty_warehouse.reading() as con:
        assert [(one.kind, one.id, one.body) for one in live_records(con)] == before


@pytest.mark.parametrize("kind", BOOKS)
def test_the_samples_own_come_back_unchanged(kind: str, sample_warehouse: Warehouse, facts: Facts) -> None:
    exported = give_out(sample_warehouse, facts, load_kinds()[kind], NOW)
    assert take_in(sample_warehouse, facts, load_kinds()[kind], "a.xlsx", exported, "Cán bộ B", NOW, is_dry_run=True) == (None, 0)
