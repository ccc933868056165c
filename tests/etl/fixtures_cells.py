"""Names, figures, periods and signatures as officials write them, right and wrong: a small file for each, with its answer."""

# ruff: noqa: E501 (a table of cases: one line a file)

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.etl.fixtures import BINH_TRUNG, LOUD, NHU_CO, PLAIN, QUANG_CHU, ROWS, Fixture, rows, xlsx
from tests.etl.workbooks import to_bytes
from tests.etl.writers import to_xls

ONE = {(BINH_TRUNG, "8.1"): "True"}
Q2, Q3 = date(2023, 6, 30), date(2023, 9, 30)


def _file(id_: str, *sheets: tuple[str, Sequence[Sequence[Any]]], change: Any = None, **answer: Any) -> Fixture:
    book = xlsx(*sheets)
    if change:
        change(book.worksheets[0])
    return Fixture(id_, "a.xlsx", to_bytes(book), **answer)


def _table(id_: str, *body: Sequence[Any], head: Sequence[Any] = ("STT", "Tên xã", "8.1"), title: str = ROWS[0][0],
           sheet: str = "Biểu", **answer: Any) -> Fixture:
    return _file(id_, (sheet, rows(*body, head=head, title=title)), **answer)


def names() -> list[Fixture]:
    twice = [1, "Tân Thịnh", "Đạt"]  # in Bắc Kạn no name stands twice
    dinh_hoa = {("05548", "8.1"): "True"}
    return [
        _table("names with kinds and abbreviations", [1, "X. BÌNH TRUNG", "x"], [2, "TT. Bằng Lũng", "x"], [3, "P. Sông Cầu", "x"],
               figures={**ONE, ("02020", "8.1"): "True", ("01837", "8.1"): "True"}),
        _table("a name without accents, one with its district", [1, "Binh Trung", "x"], [2, "Quảng Chu (Chợ Mới)", "x"],
               figures={**ONE, (QUANG_CHU, "8.1"): "True"}),
        _table("old and new tone marks", [1, "Liêm Thuỷ", "x"], figures={("02197", "8.1"): "True"}),
        _table("codes, one without its zero", ["02080", "Bình Trung", "x"], [2131, None, "x"], head=["Mã xã", "Tên xã", "8.1"],
               figures={**ONE, (QUANG_CHU, "8.1"): "True"}),
        _table("a typing error is suggested, not assumed", [1, "Bình Trùng", "x"], problems={"B3": "unknown-commune"}),
        _table("a name of two communes", twice, province="19", problems={"B3": "ambiguous-commune"}),
        _table("its district in brackets", [1, "Tân Thịnh (Định Hóa)", "Đạt"], province="19", figures=dinh_hoa),
        _table("its district in the row above", ["II", "HUYỆN ĐỊNH HÓA"], twice, province="19", figures=dinh_hoa),
        _table("its district as the sheet's name", twice, sheet="Định Hóa", province="19", figures=dinh_hoa),
        _table("its district in the title", twice, title="BIỂU TỔNG HỢP HUYỆN ĐỊNH HÓA - Quý III/2023", province="19", figures=dinh_hoa),
        _table("a district that does not hold it", ["I", "HUYỆN CHỢ MỚI"], [1, "Xã Bình Trung", "x"], problems={"B4": "unknown-commune"}),
    ]  # fmt: skip


def figures() -> list[Fixture]:
    def percents(sheet: Worksheet) -> None:
        sheet["C3"].number_format = sheet["C4"].number_format = "0%"

    wrong = [[1, "Quảng Chu", "hỏng", "9/8"], [2, "Bình Trung", 7, "120%"], [3, "Như Cố", "Đạt", "7/0"]]
    mixed = ["8.3. Số thôn có loa hoạt động", "Điện thoại bàn của xã", LOUD, "Tên xã", "8.1"]
    return [
        _table("0.5 shown as 50 % is one half", [1, "Quảng Chu", 0.5], [2, "Bình Trung", 2 / 3], head=["STT", "Tên xã", "8.3. Loa đến thôn"],
               change=percents, figures={(QUANG_CHU, LOUD): "0.5", (BINH_TRUNG, LOUD): "0.666666666666667"}),
        _table("error cells and formulas without a value", [1, "Quảng Chu", "#DIV/0!", "=6/9"], [2, "Bình Trung", "x", None],
               head=ROWS[1], figures=ONE, problems={"C3": "formula-error", "D3": "formula-uncomputed"}),
        Fixture("xls formula without a value", "a.xls", to_xls(rows([1, "Quảng Chu", "x"], [2, "Bình Trung"]), formulas={(3, 2): "6/9"}),
                {(QUANG_CHU, "8.1"): "True"}, {"C4": "formula-uncomputed"}),
        _table("types and ranges, all at once", *wrong, head=ROWS[1], figures={(NHU_CO, "8.1"): "True"},
               problems={"C3": "bad-value", "D3": "out-of-range", "C4": "bad-value", "D4": "out-of-range", "D5": "out-of-range"}),
        _table("twice alike, and twice different", [1, "Quảng Chu", "x", "7/8"], [2, "Quảng Chu", "Đạt", "6/8"], head=ROWS[1],
               figures={(QUANG_CHU, "8.1"): "True"}, problems={"C4": "duplicate", "D3": "conflict", "D4": "conflict"}),
        _table("columns by number, title and measure in any order", ["7/8", "0209", None, "Quảng Chu", "x"], [None, None, "5/9", "Bình Trung", None],
               head=["Số thôn có loa hoạt động", *mixed[1:]],
               figures={(QUANG_CHU, LOUD): "7/8", (QUANG_CHU, "8.1"): "True", (BINH_TRUNG, LOUD): "5/9"}),
        _table("an indicator that the set lacks", [1, "Quảng Chu", "x"], head=["STT", "Tên xã", "8.7"], problems={"C2": "unknown-indicator"}),
    ]  # fmt: skip


def sheets() -> list[Fixture]:
    def hidden(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True

    def unseen(sheet: Worksheet) -> None:
        sheet.parent.worksheets[1].sheet_state = "hidden"

    whole = [["I", "HUYỆN CHỢ MỚI"], *ROWS[2:3], ["II", "HUYỆN CHỢ ĐỒN"], *ROWS[3:], ["", "Tổng cộng", 1, "7/8"], ["(*) Số liệu đến 30/9/2023"],
             [None, None, "Bắc Kạn, ngày 15 tháng 10 năm 2023"], [None, "NGƯỜI LẬP BIỂU", "TM. UBND HUYỆN"], [None, "Nguyễn Văn A", "x"]]
    earlier = rows(*ROWS[2:], head=ROWS[1], title="Quý II/2023")
    return [
        _table("districts, totals, footnotes, signatures", *whole, head=ROWS[1], figures=PLAIN),
        _file("sheets, a period each", ("Quý III", ROWS), ("Quý II", earlier), figures=PLAIN, ends=(Q2, Q3)),
        _file("hidden row and column", ("Biểu", ROWS), change=hidden, figures=PLAIN, problems={None: "hidden-data"}),
        _file("a hidden sheet", ("Biểu", ROWS), ("ẩn", earlier), change=unseen, figures=PLAIN, problems={None: "hidden-data"}, ends=(Q2, Q3)),
    ]  # fmt: skip


def periods() -> list[Fixture]:
    return [
        _table("a period to come", [1, "Quảng Chu", "x"], title="Quý IV/2026", problems={None: "future-period"}),
        _table("no period at all", [1, "Quảng Chu", "x"], title="Biểu tổng hợp", problems={None: "unknown-period"}),
        _table("closed before its end", [1, "Bình Trung", "x"], title="Năm 2023, số liệu đến 14/12/2023", figures=ONE, ends=(date(2023, 12, 31),)),
        _table("a half year in words", [1, "Bình Trung", "x"], title="6 tháng đầu năm 2023", figures=ONE, ends=(Q2,)),
    ]  # fmt: skip


def stages() -> list[Fixture]:
    letter = "(Kèm theo Báo cáo số 12/BCTĐ-STTTT ngày 15/10/2023 của Sở Thông tin và Truyền thông) - Quý III/2023"
    body = [1, "Bình Trung", "x"]
    return [
        _table("nobody but the sender speaks", body, figures=ONE, stage="self"),
        _table("verified by the district's group", body, [None, "TM. TỔ THẨM TRA"], figures=ONE, stage="verified"),
        _table("appraised, by the covering document", body, title=letter, figures=ONE, stage="appraised"),
        _table("a council's signature without a document", body, [None, "TM. HỘI ĐỒNG THẨM ĐỊNH"], figures=ONE, stage="self"),
    ]  # fmt: skip


CELLS = [*names(), *figures(), *sheets(), *periods(), *stages()]
