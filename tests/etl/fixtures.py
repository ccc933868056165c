"""Files as offices send them and as nobody should, each with what must come of it. Made by code, none is stored."""

# ruff: noqa: E501 (a table of cases: one line a file)

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from etl.read import OLE_MAGIC
from tests.etl.test_read import DOCTYPE, FORM, in_sheet, repack
from tests.etl.workbooks import official_form, to_bytes
from tests.etl.writers import csv_text, in_cp1258, in_tcvn3, in_vni, ods_table, to_ods, to_xls

LOUD, PHONE = "thon_with_loudspeaker", "thon_with_telecom"
QUANG_CHU, NHU_CO, BINH_TRUNG = "02131", "02122", "02080"
PLAIN = {(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "thon_with_loudspeaker"): "7/8", (BINH_TRUNG, "8.1"): "False"}


@dataclass(frozen=True)
class Fixture:
    """A file and the answer: figures by (code, item), problems and notes by cell, or the code of its refusal."""

    id: str
    name: str
    content: bytes
    figures: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: dict[str | None, str] = field(default_factory=dict)
    refusal: str | None = None
    ends: tuple[date, ...] = ()
    province: str = "06"
    stage: str | None = None


ROWS: list[list[Any]] = [
    ["BIỂU TỔNG HỢP TIÊU CHÍ SỐ 8 - Quý III/2023"],
    ["STT", "Tên xã", "8.1. Bưu chính", "8.3. Đài và loa đến thôn"],
    [1, "Xã Quảng Chu", "Đạt", "7/8"],
    [2, "Xã Bình Trung", "Chưa đạt", None],
]


def rows(*body: Sequence[Any], head: Sequence[Any] = ROWS[1], title: str = ROWS[0][0]) -> list[list[Any]]:
    return [[title], list(head), *map(list, body)]


def changed(change: Any, table: Sequence[Sequence[Any]] = ROWS) -> list[list[Any]]:
    """The table with each text changed."""
    return [[change(v) if isinstance(v, str) else v for v in row] for row in table]


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]], font: str | None = None) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, table in sheets:
        sheet = book.create_sheet(name)
        for r, row in enumerate(table, 1):
            for c, value in enumerate(row, 1):
                sheet.cell(r, c, value)
                if font:
                    sheet.cell(r, c).font = Font(name=font)
    return book


def _csv(id_: str, content: bytes, name: str = "so-lieu.csv") -> Fixture:
    return Fixture(id_, name, content, PLAIN)


def text_files() -> list[Fixture]:
    semicolon, comma, tab = csv_text(ROWS), csv_text(ROWS, ","), csv_text(ROWS, "\t")
    return [
        _csv("csv utf-8 semicolon", semicolon.encode()),
        _csv("csv utf-8 with BOM, comma", comma.encode("utf-8-sig")),
        _csv("tsv", tab.encode(), "so-lieu.tsv"),
        _csv("txt utf-16 little endian with BOM", tab.encode("utf-16"), "so-lieu.txt"),
        _csv("csv utf-16 big endian without BOM", comma.encode("utf-16-be"), "SO-LIEU.CSV"),
        _csv("csv windows-1258", in_cp1258(semicolon)),
        _csv("csv TCVN3", in_tcvn3(semicolon).encode("latin-1")),
        _csv("csv VNI", in_vni(semicolon).encode("latin-1")),
        _csv("csv NFD, no-break spaces, Ð", unicodedata.normalize("NFD", semicolon.replace(" ", "\u00a0").replace("Đ", "Ð")).encode()),
        Fixture("csv in no encoding that makes sense", "a.csv", bytes(range(128, 250)) * 9, refusal="unsupported"),
        Fixture("csv with an endless cell", "a.csv", b'Xa,8.1\n"' + b"a" * 2_000_000, refusal="too-large"),
        Fixture("csv of a million columns", "a.csv", b"Q3/2023\nName;8.1" + b";x" * 1_000_000 + b"\nQuang Chu;x\n", {(QUANG_CHU, "8.1"): "True"}),
    ]


def old_workbooks() -> list[Fixture]:
    percent = rows([1, "Quảng Chu", "x", 0.5])
    return [
        Fixture("xls", "a.xls", to_xls(ROWS), PLAIN),
        Fixture("xls percent", "a.xls", to_xls(percent, percents=[(2, 3)]),
                {(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "thon_with_loudspeaker"): "0.5"}),
        Fixture("xls hidden row and column", "a.xls", to_xls(ROWS, hidden_rows=[2], hidden_columns=[3]), PLAIN,
                {None: "hidden-data"}),
        Fixture("xls TCVN3 by font", "a.xls", to_xls(changed(in_tcvn3), font=".VnTime"), PLAIN),
        Fixture("xls VNI by font", "a.xls", to_xls(changed(in_vni), font="VNI-Times"), PLAIN),
        Fixture("xlsx TCVN3 by font, one commune only", "a.xlsx",
                to_bytes(xlsx(("Sheet1", changed(in_tcvn3, ROWS[:3])), font=".VnTime")),
                {k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}),
        Fixture("xlsx TCVN3 by trial", "a.xlsx", to_bytes(xlsx(("Sheet1", changed(in_tcvn3)))), PLAIN),
        Fixture("xlsx VNI by trial", "a.xlsx", to_bytes(xlsx(("Sheet1", changed(in_vni)))), PLAIN),
        Fixture("one odd cell is not guessed", "a.xlsx",
                to_bytes(xlsx(("Sheet1", [*ROWS[:3], [2, in_tcvn3("Xã Bình Trung"), "Đạt"]]))),
                {k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}, {"B4": "unknown-commune"}),
        Fixture("Unicode typed in an old font stays", "a.xlsx", to_bytes(xlsx(("Sheet1", ROWS), font=".VnTime")), PLAIN),
        Fixture("xlsm, its macros not looked at", "a.xlsm",
                repack(lambda _, d: d, to_bytes(xlsx(("Sheet1", ROWS))), **{"xl/vbaProject.bin": OLE_MAGIC + b"macro"}), PLAIN),
    ]  # fmt: skip


def open_documents() -> list[Fixture]:
    error = {"table:formula": "of:=1/0", "office:value-type": "string", "text": "#DIV/0!"}
    uncomputed = {"table:formula": "of:=6/9"}
    percent = {"office:value-type": "percentage", "office:value": "0.5", "table:style-name": "pct", "text": "50,0%"}
    day = {"office:value-type": "date", "office:date-value": "2023-09-30", "text": "30/9/2023"}
    twice = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    flood = ('<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
             'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>')
    old = [{"office:value-type": "string", "table:style-name": "old", "text": in_tcvn3(v)} if isinstance(v, str) else v for v in ROWS[2]]
    hidden = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    return [
        Fixture("ods, a sea of empty cells below", "a.ods", to_ods(ods_table([*ROWS, twice])), PLAIN),
        Fixture("ods error, uncomputed, percent", "a.ods",
                to_ods(ods_table(rows([1, "Quảng Chu", error, percent], [2, "Như Cố", "x", uncomputed]))),
                {(QUANG_CHU, "thon_with_loudspeaker"): "0.5", (NHU_CO, "8.1"): "True"},
                {"C3": "formula-error", "D4": "formula-uncomputed"}),
        Fixture("ods hidden column and sheet", "a.ods",
                to_ods(ods_table(ROWS, columns=hidden), ods_table(changed(lambda v: v.replace("III", "II")), "ẩn", style="off")),
                PLAIN, {None: "hidden-data"}, ends=(date(2023, 6, 30), date(2023, 9, 30))),
        Fixture("ods date above the table", "a.ods", to_ods(ods_table([["Số liệu đến ngày", day], *ROWS[1:]])), PLAIN,
                ends=(date(2023, 9, 30),)),
        Fixture("ods TCVN3 by font", "a.ods", to_ods(ods_table([*ROWS[:2], old])), {k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}),
        Fixture("ods with a password", "a.ods", to_ods(ods_table(ROWS), manifest="<m><encryption-data/></m>"), refusal="encrypted"),
        Fixture("ods repeated without end", "a.ods", to_ods(ods_table([flood])), refusal="too-large"),
        Fixture("ods with a DOCTYPE", "a.ods", to_ods(ods_table(ROWS), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), refusal="bad-file"),
    ]  # fmt: skip


def layouts() -> list[Fixture]:
    three = xlsx(("Biểu", [["Quý III/2023"], ["STT", "Tên xã", "Tiêu chí số 8"], [None, None, "8.1", "8.3. Loa đến thôn"],
                           [None, None, None, "Số thôn có loa hoạt động", "Tổng số thôn", "Đánh giá"],
                           [1, "Quảng Chu", "x", 7, 8, "Đạt"], [2, "Bình Trung", None, 10, 9, None]]))  # fmt: skip
    sheet = three.active
    for area in ("A2:A4", "B2:B4", "C2:F2", "C3:C4", "D3:F3"):
        sheet.merge_cells(area)
    shared = rows([1, "Quảng Chu", 8, 8, 7], head=["STT", "Xã", "Tổng số thôn", "8.2. Số thôn có điện thoại và internet", "8.3. Số thôn có loa"])
    serial = to_bytes(xlsx(("Biểu", [["Tên xã", "Chỉ tiêu", "Kỳ", "Giá trị"], ["Bình Trung", "8.1", date(2023, 9, 30), "Chưa đạt"],
                                     ["Quảng Chu", "8.1", "30/9/2023", "Đạt"], ["Quảng Chu", "8.3", "Quý III/2023", "7/8"]])))  # fmt: skip
    levels = xlsx(("NTM", ROWS[:3]), ("Nâng cao", rows([1, "Quảng Chu", "Đạt"], head=["STT", "Xã", "8.5"],
                                                       title="Xã nông thôn mới nâng cao - Quý III/2023")))
    side = rows([1, "Quảng Chu", "Đạt", "Chưa đạt"], head=["STT", "Xã", "8.1 (xã NTM)", "x"])
    side[1:2] = [["STT", "Xã", "Xã NTM", "Xã NTM nâng cao"], [None, None, "8.1", "8.5"]]
    below = [*ROWS[:3], [], ["BIỂU 2: XÃ NÔNG THÔN MỚI NÂNG CAO"], ["STT", "Xã", "8.5"], [1, "Như Cố", "Đạt"]]
    columns = [["Tiêu chí số 8"], ["STT", "Xã", "Quý I/2023", "Quý II/2023", "Kế hoạch năm 2024"], [None, None, "8.1", "8.1", "8.1"],
               [1, "Quảng Chu", "Chưa đạt", "Đạt", "Đạt"]]
    return [
        Fixture("three rows of headings, total in a column of its own", "a.xlsx", to_bytes(three),
                {(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "8.3"): "True", (QUANG_CHU, "thon_with_loudspeaker"): "7/8"},
                {"D6": "out-of-range"}),
        Fixture("one total for several counts", "a.xlsx", to_bytes(xlsx(("Biểu", shared))),
                {(QUANG_CHU, "thon_with_telecom"): "8/8", (QUANG_CHU, "thon_with_loudspeaker"): "7/8"}),
        Fixture("dates as serials and as text", "a.xlsx", serial, PLAIN, ends=(date(2023, 9, 30),)),
        Fixture("levels, a sheet each", "a.xlsx", to_bytes(levels),
                {**{k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}, (QUANG_CHU, "8.5"): "True"}),
        Fixture("levels side by side", "a.xlsx", to_bytes(xlsx(("Biểu", side))),
                {(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "8.5"): "False"}),
        Fixture("a second table lower on the sheet", "a.xlsx", to_bytes(xlsx(("Biểu", below))),
                {**{k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}, (NHU_CO, "8.5"): "True"}),
        Fixture("periods side by side; a plan is no figure", "a.xlsx", to_bytes(xlsx(("Biểu", columns))),
                {(QUANG_CHU, "8.1"): "True"}, ends=(date(2023, 3, 31), date(2023, 6, 30))),
        Fixture("a commune that is merged", "a.xlsx",
                to_bytes(official_form("Quý III/2025", [(1, "Xã Bình Trung", "Đạt"), (2, "Xã Nghĩa Tá", "x")])),
                {("02071", "8.1"): "True"}, {"B6": "unknown-commune"}),
        Fixture("formulas and HTML in names", "../../etc/<b>a</b>.xlsx",
                to_bytes(xlsx(("=1+1", rows([1, "<script>alert(1)</script>", "Đạt"], [2, "Quảng Chu", "Đạt"])))),
                {(QUANG_CHU, "8.1"): "True"}, {"B3": "unknown-commune"}),
        Fixture("a cell of a megabyte", "a.xlsx", to_bytes(xlsx(("Biểu", rows([1, "Quảng Chu", "Đạt" * 10_000], [2, "x" * 30_000, "x"])))),
                {}, {"C3": "bad-value", "B4": "unknown-commune"}),
    ]  # fmt: skip


OWN = "KẾT QUẢ TIÊU CHÍ SỐ 8 XÃ QUẢNG CHU, HUYỆN CHỢ MỚI - Quý III/2023"
OWN_HEAD = ["STT", "Nội dung", "Kết quả", "Ghi chú"]
OWN_ROWS: list[list[Any]] = [["8", "Thông tin và Truyền thông"], [8.1, "Xã có điểm phục vụ bưu chính", "Đạt"],
                             ["8.3", "Xã có đài truyền thanh và hệ thống loa đến các thôn", "7/8"]]
OF_ONE = {k: v for k, v in PLAIN.items() if k[0] == QUANG_CHU}


def _own(id_: str, *sheets: tuple[str, Sequence[Sequence[Any]]], **answer: Any) -> Fixture:
    return Fixture(id_, "a.xlsx", to_bytes(xlsx(*sheets)), **answer)


def own_reports() -> list[Fixture]:
    """Tables without a column of communes."""
    criteria = [["TT", "Tên tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu", "Kết quả thực hiện"],
                [7, "Thương mại", "7.1. Có chợ nông thôn", "Đạt", "Đạt"], [8, "Thông tin", "8.1. Bưu chính", "Đạt", "Đạt"],
                [None, None, "8.3. Đài và loa đến thôn", "Đạt", "7/8"], [None, "TM. UBND XÃ"], [None, "Nguyễn Văn A", "8.1", "x", "x"]]
    side = [["8.1. Bưu chính", "8.3. Loa đến thôn"], ["Đạt", "7/8"]]
    periods = [["Kỳ", "8.1", "8.3. Loa đến thôn"], ["Quý II/2023", "Chưa đạt", None], ["Quý III/2023", "Đạt", "7/8"]]
    untitled = [["Quý III/2023"], OWN_HEAD, *OWN_ROWS]
    judged = [["TT", "Nội dung", "Kết quả", "Tự đánh giá"], ["7", "Thương mại", None, "Đạt"], ["7.1", "Có chợ", "Có", "Đạt"],
              ["8", "Thông tin và Truyền thông", None, "Đạt"], ["8.1", "Bưu chính", "Có bưu điện văn hóa xã", "Đạt"],
              ["8.3", "Loa đến các thôn", "7/8", None]]
    ticked = [["TT", "Nội dung", "Kết quả", "Đánh giá", None], [None, None, None, "Đạt", "Chưa đạt"],
              ["8.1", "Bưu chính", None, "x", None], ["8.3", "Loa đến các thôn", "5/8", None, "x"]]
    side_by_side = [["TT", "Nội dung", "Đạt", "Chưa đạt"], ["8.1", "Bưu chính", "x", None], ["8.3", "Loa đến các thôn", None, "x"]]
    opposed = [["TT", "Nội dung", "Kết quả", "Đánh giá"], ["8.1", "Bưu chính", "Có", "Chưa đạt"], ["8.3", "Loa đến các thôn", "7/8", None]]
    return [
        _own("own report with a judgement beside each result", ("Biểu", [[OWN], *judged]), figures=OF_ONE,
             problems={None: "remarks", "A5": "whole-criterion"}),
        _own("own report, two columns to tick under one heading", ("Biểu", [[OWN], *ticked]),
             figures={(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "8.3"): "False", (QUANG_CHU, LOUD): "5/8"}),
        _own("own report, two columns to tick", ("Biểu", [[OWN], *side_by_side]),
             figures={(QUANG_CHU, "8.1"): "True", (QUANG_CHU, "8.3"): "False"}),
        _own("own report, a result against its judgement", ("Biểu", [[OWN], *opposed]), figures={(QUANG_CHU, LOUD): "7/8"},
             problems={"C3": "conflict", "D3": "conflict"}),
        _own("a commune's own report, named in its title", ("Biểu", [[OWN], OWN_HEAD, *OWN_ROWS]), figures=OF_ONE),
        _own("own reports of two communes, a sheet each", ("Quảng Chu", untitled), ("Xã Bình Trung", [*untitled[:3], [8.1, None, "Chưa đạt"]]),
             figures=PLAIN),
        _own("own report of all criteria", ("Biểu", [[OWN], *criteria]), figures=OF_ONE, problems={None: "other-criteria"}),
        _own("own report, indicators side by side", ("Biểu", [[OWN], *side]), figures=OF_ONE),
        _own("own report, a row a period", ("Biểu", [["XÃ QUẢNG CHU"], *periods]), figures=OF_ONE, ends=(date(2023, 6, 30), date(2023, 9, 30))),
        _own("own report without headings", ("Biểu", [[OWN], [1, "8.1. Bưu chính", "Đạt"], [2, "8.3. Loa đến thôn", "7/8"]]), figures=OF_ONE),
        _own("own report of nobody", ("Biểu", untitled), problems={None: "unknown-commune"}),
        _own("own report with a second answer", ("Biểu", [[OWN], OWN_HEAD, *OWN_ROWS, ["8.1", "Bưu chính", "Chưa đạt"]]),
             figures={(QUANG_CHU, LOUD): "7/8"}, problems={"C4": "conflict", "C6": "conflict"}),
        _own("a sheet that explains is no report", ("Biểu", ROWS), ("Hướng dẫn", [OWN_HEAD, *OWN_ROWS]), figures=PLAIN),
        _own("a row a period, each judged by its law", ("Biểu", [["Tên xã", "Kỳ", "8.1"], ["Quảng Chu", "Quý III/2023", "x"], ["Quảng Chu", "Quý I/2020", "x"]]),
             figures={(QUANG_CHU, "8.1"): "True"}, ends=(date(2023, 9, 30), date(2020, 3, 31))),
    ]


def checks() -> list[Fixture]:
    return [
        Fixture("totals that disagree", "a.xlsx", to_bytes(official_form("Quý III/2023", [(1, "Quảng Chu", None, "8/8", "7/9")])),
                {(QUANG_CHU, "thon_with_telecom"): "8/8", (QUANG_CHU, "thon_with_loudspeaker"): "7/9"}, {"E6": "differs"}),
        Fixture("verdict against its own figure", "a.xlsx", to_bytes(official_form("Quý III/2023", [(1, "Bình Trung", None, None, "Đạt (5/9)")])),
                {(BINH_TRUNG, "8.3"): "True", (BINH_TRUNG, "thon_with_loudspeaker"): "5/9"}, {"E6": "differs"}),
        Fixture("a period before the set", "a.xlsx", to_bytes(official_form("Quý III/2021", [(1, "Bình Trung", "Đạt")])),
                {(BINH_TRUNG, "8.1"): "True"}, {"C6": "differs"}),
    ]  # fmt: skip


TITLE = "DANH SÁCH THÔN XÃ BÌNH TRUNG, HUYỆN CHỢ ĐỒN - Quý III/2023"


def _listed(id_: str, table: Sequence[Sequence[Any]], figures: dict[tuple[str, str], str], problems: dict[str | None, str] | None = None,
            name: str = "Thôn", **more: Any) -> Fixture:
    return Fixture(id_, "a.xlsx", to_bytes(xlsx((name, table))), figures, problems or {}, **more)


def _merged(book: Workbook, *areas: str) -> Workbook:
    for area in areas:
        book.active.merge_cells(area)
    return book


def villages() -> list[Fixture]:
    head = ["STT", "Tên thôn", "Loa hoạt động", "Điện thoại", "Internet"]
    three = [[1, "Nà Pha", "x", "x", "Có"], [2, "Bản Ca", "Không", "✓", "chưa có"], [3, "Khuổi Áng", 1, "đạt", "x"]]
    counted = {(BINH_TRUNG, LOUD): "2/3", (BINH_TRUNG, PHONE): "2/3"}
    signed = [["", "Tổng cộng", 2, 3, 2], ["Ghi chú: x là có"], [None, "NGƯỜI LẬP BIỂU"], [None, "Nguyễn Văn A", "x", "x", "x"]]
    order = ["Truy cập Internet", "Thôn, bản, tổ", "Xã", "Sóng điện thoại", "8.3. Cụm loa truyền thanh", "Trưởng thôn"]
    ordered = [["x", "Nà Pha", "Bình Trung", "x", "x", "Ông A"], ["Không", "Bản Ca", None, "x", "x", "Bà B"],
               ["x", "Thôn 1", "X. Quảng Chu", "không", "x", None]]
    groups = [["I", "HUYỆN CHỢ ĐỒN"], ["1", "Xã Bình Trung"], ["-", "Nà Pha", "x", "x", "x"], ["II", "HUYỆN CHỢ MỚI"],
              ["1", "Xã Quảng Chu"], ["-", "Nà Pha", "Không", "x", "x"], ["-", "- Đèo Vai", "x", "x", "x"]]
    services = [["Quý III/2023"], ["STT", "Xã", "Thôn", "Điện thoại", None, "Internet", None],
                [None, None, None, "Cố định", "Di động", "Cố định", "Di động"],
                [1, "Bình Trung", "A", "Không", "x", "x", "Không"], [2, "Bình Trung", "B", "x", "x", "Không", "Không"],
                [3, "Bình Trung", "C", "x", None, None, "x"], [4, "Như Cố", "D", "Không", None, "x", "x"]]
    grouped = _merged(xlsx(("Thôn", services)), "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2")
    both = xlsx(("Biểu 01", rows([1, "Bình Trung", "Đạt", "3/3"])), ("Thôn", [[TITLE], head, *three]))
    agreeing = xlsx(("Biểu 01", rows([1, "Bình Trung", "Đạt", "2/3"])), ("Thôn", [[TITLE], head, *three]))
    ticks = [["STT", "Thôn", "Loa hoạt động", None, "Internet", None, "Điện thoại"], [None, None, "Có", "Không", "Không", "Có"]]
    ticked = [[1, "A", "x", None, None, "x", "x"], [2, "B", None, "x", "✓", None, "x"], [3, "C", 1, 0, 0, 1, "Có"]]
    halves = to_bytes(_merged(xlsx(("Thôn", [[TITLE], *ticks, *ticked])), "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"))
    return [
        Fixture("a pair of columns to tick", "a.xlsx", halves, {(BINH_TRUNG, LOUD): "2/3", (BINH_TRUNG, PHONE): "2/3"}),
        _listed("a pair, nothing merged", [[TITLE], *ticks, *ticked], {(BINH_TRUNG, LOUD): "2/3", (BINH_TRUNG, PHONE): "2/3"}),
        _listed("both of a pair ticked", [[TITLE], *(row[:4] for row in (*ticks, *ticked)), [4, "D", "x", "x"]], {}, {"C7": "bad-value"}),
        _listed("none of a pair ticked", [[TITLE], *(row[:4] for row in (*ticks, *ticked)), [4, "D"], [5, "E", 0, 0]], {},
                {"C7": "unknown-village"}),
        _listed("words in a pair", [[TITLE], *(row[:4] for row in ticks), [1, "A", "Có"], [2, "B", None, "Không"], [3, "C", "Không"]],
                {(BINH_TRUNG, LOUD): "1/3"}),
        _listed("a word on the wrong side", [[TITLE], *(row[:4] for row in ticks), [1, "A", "Có"], [2, "B", None, "Có"]], {},
                {"D5": "bad-value"}),
        _listed("a thôn's answers are no headings", [[TITLE], ["Xã", "Thôn", "Loa", "Internet"], ["Bình Trung", None, "Có", "Không"]], {},
                {"B3": "bad-value"}),
        _listed("thôn of the commune in the title", [[TITLE], head, *three, *signed], counted),
        _listed("thôn of the commune of the sheet's name", [["Quý III/2023"], head, *three], counted, name="Bình Trung"),
        Fixture("thôn in a csv", "a.csv", csv_text([[TITLE], head, *three]).encode(), counted),
        Fixture("thôn in TCVN3 by font", "a.xls", to_xls(changed(in_tcvn3, [[TITLE], head, *three[:1], three[2]]), font=".VnTime"),
                {(BINH_TRUNG, LOUD): "2/2", (BINH_TRUNG, PHONE): "2/2"}),
        _listed("thôn, columns in any order, commune once", [["Quý III/2023"], order, *ordered],
                {(BINH_TRUNG, LOUD): "2/2", (BINH_TRUNG, PHONE): "1/2", (QUANG_CHU, LOUD): "1/1", (QUANG_CHU, PHONE): "0/1"}),
        _listed("thôn under rows of districts and communes", [["Quý III/2023"], head, *groups],
                {(BINH_TRUNG, LOUD): "1/1", (BINH_TRUNG, PHONE): "1/1", (QUANG_CHU, LOUD): "1/2", (QUANG_CHU, PHONE): "2/2"}),
        Fixture("two of two services", "a.xlsx", to_bytes(grouped), {(BINH_TRUNG, PHONE): "2/3"}, {"E7": "unknown-village"}),
        _listed("thôn left open", [[TITLE], head, *three, [4, "Pác Pạu", None, "x", "-"]], {}, {"C6": "unknown-village", "E6": "unknown-village"}),
        _listed("a no is a no though the other is open", [[TITLE], head, [1, "A", "x", None, "Không"]],
                {(BINH_TRUNG, LOUD): "1/1", (BINH_TRUNG, PHONE): "0/1"}),
        _listed("telephone alone", [[TITLE], head[:4], *(row[:4] for row in three)], {(BINH_TRUNG, LOUD): "2/3"}, {"D2": "unknown-village"}),
        _listed("a thôn twice", [[TITLE], head, *three, [4, "thôn NÀ PHA", "x", "x", "x"]], {}, {"B6": "duplicate"}),
        _listed("thôn and bản of one name are two", [[TITLE], head, [1, "Thôn Ca", "x", "x", "x"], [2, "Bản Ca", "Không", "x", "x"]],
                {(BINH_TRUNG, LOUD): "1/2", (BINH_TRUNG, PHONE): "2/2"}),
        _listed("one name in two communes", [["Quý III/2023"], ["Xã", "Thôn", "Loa"], ["Bình Trung", "Nà Pha", "x"], ["Quảng Chu", "Nà Pha", "x"]],
                {(BINH_TRUNG, LOUD): "1/1", (QUANG_CHU, LOUD): "1/1"}),
        _listed("wrong marks", [[TITLE], head, [1, "A", "hỏng", "x", "x"], [2, "B", "x", "#N/A", "x"], [None, None, "x", None, None]], {},
                {"C3": "bad-value", "D4": "formula-error", "B5": "bad-value"}),
        _listed("numbers of loudspeakers", [[TITLE], ["Thôn", "Số cụm loa hoạt động"], ["A", 3], ["B", 0], ["C", 1]], {(BINH_TRUNG, LOUD): "2/3"}),
        _listed("two columns of one answer", [[TITLE], ["Thôn", "Loa", "Cụm loa"], ["A", "x", "x"]], {}, {"C2": "duplicate"}),
        _listed("thôn of nobody", [["Quý III/2023"], head, *three], {}, {"B3": "unknown-commune"}),
        _listed("thôn of an unknown commune", [["Quý III/2023"], ["Xã", "Thôn", "Loa"], ["Bình Trùng", "A", "x"], ["Bình Trung", "B", "x"]],
                {(BINH_TRUNG, LOUD): "1/1"}, {"A3": "unknown-commune"}),
        _listed("thôn without a period", [["DANH SÁCH THÔN XÃ BÌNH TRUNG"], head, *three], {}, {None: "unknown-period"}),
        Fixture("a list of thôn that says nothing of ours", "a.xlsx",
                to_bytes(xlsx(("Biểu 01", ROWS), ("Thôn", [[TITLE], ["STT", "Thôn", "Trưởng thôn"], [1, "Nà Pha", "Ông A"]]))), PLAIN),
        _listed("thôn as a unit of measure", [["Quý III/2023"], ["Xã", "Chỉ tiêu", "ĐVT", "Giá trị"], ["Quảng Chu", LOUD, "thôn", "7/8"]],
                {(QUANG_CHU, LOUD): "7/8"}),
        Fixture("a form and the names that agree", "a.xlsx", to_bytes(agreeing), {(BINH_TRUNG, "8.1"): "True", **counted}),
        Fixture("a form and the names that do not", "a.xlsx", to_bytes(both), {(BINH_TRUNG, "8.1"): "True", **counted}, {"D3": "differs"}),
    ]  # fmt: skip


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 30_000_000)
    return file.getvalue()


def hostile() -> list[Fixture]:
    junk = b"<x/>" * 1_100_000
    return [
        Fixture("zip bomb", "a.ods", bomb(), refusal="too-large"),
        Fixture("entities", "a.xlsx", in_sheet(b"<worksheet", DOCTYPE), refusal="bad-file"),
        Fixture("truncated xlsx", "a.xlsx", FORM[:-300], refusal="bad-file"),
        Fixture("truncated xls", "a.xls", to_xls(ROWS)[:1500], refusal="bad-file"),
        Fixture("empty", "a.xls", b"", refusal="bad-file"),
        Fixture("encrypted", "a.xlsx", OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"), refusal="encrypted"),
        Fixture("HTML called .xls", "a.xls", b"<html><table><tr><td>8.1</td></tr></table></html>", refusal="bad-file"),
        Fixture("PDF called .xls", "a.xls", b"%PDF-1.7 ...", refusal="bad-file"),
        Fixture("HTML called .csv", "a.csv", b" <html><table></table></html>", refusal="unsupported"),
        Fixture("random bytes", "a.xls", OLE_MAGIC + bytes(i * 7919 % 251 for i in range(9000)), refusal="bad-file"),
        Fixture("a column beyond the last", "a.xlsx", in_sheet(b'r="C7"', b'r="ZZZ7"'), refusal="bad-file"),
        Fixture("a tag without end", "a.xlsx", in_sheet(b"<sheetData", b"<sheetData a=" + b'"' + b"y" * 3_000_000 + b'"'), refusal="too-large"),
        Fixture("no path leads out", "..\\..\\a.exe", b"MZ", refusal="unsupported"),
        Fixture("tags that say nothing", "a.xlsx", in_sheet(b"</sheetData>", b"</sheetData>" + junk), refusal="too-large"),
    ]  # fmt: skip


ALL = [*text_files(), *old_workbooks(), *open_documents(), *layouts(), *own_reports(), *checks(), *villages(), *hostile()]
