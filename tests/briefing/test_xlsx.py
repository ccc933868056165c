"""The workbook opened again: every cell of every table, every figure of every sentence, as real numbers and days."""
from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ntm.briefing.content import Column, Row, Table, Value
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.writers.properties import read_properties
from ntm.briefing.writers.wording import signed_words
from ntm.briefing.writers.xlsx import ordered_tables, write_xlsx
from ntm.briefing.writers.xlsx_sheet import sheet_names
from tests.briefing.example import COMMUNES, EXAMPLE

BLANK_SIGNS = str.maketrans("", "", "⟦⟧")
HEADINGS = {"communes": 2, "sources": 1, "districts": 2, "roadmap": 1}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(write_xlsx(EXAMPLE)))


def sheet_of(book: Workbook, table: Table) -> Worksheet:
    return book[sheet_names(ordered_tables(EXAMPLE))[table.id]]


def as_kept(value: Value, column: Column) -> object:
    if isinstance(value, Fraction):
        return pytest.approx(float(value), rel=1e-14)  # a workbook keeps sixteen digits
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return signed_words(value, column, "vi").translate(BLANK_SIGNS) if isinstance(value, str) else value


def test_the_annexes_come_first(book: Workbook) -> None:
    assert book.sheetnames == ["Nội dung", "1. Bảng tổng hợp theo xã", "2. Nguồn số liệu", "3. Kết quả theo huyện", "4. Lộ trình và dự báo"]


@pytest.mark.parametrize("table", EXAMPLE.tables, ids=lambda table: table.id)
def test_every_cell_of_a_table(book: Workbook, table: Table) -> None:
    first, sheet = 4 + HEADINGS[table.id], sheet_of(book, table)
    assert sheet["A1"].value == table.title
    for number, row in enumerate(table.rows, first):
        found = [sheet.cell(number, place).value for place in range(1, len(table.columns) + 1)]
        assert found == [as_kept(value, column) for value, column in zip(row.cells, table.columns, strict=True)], row.key


def test_numbers_and_days_have_their_formats(book: Workbook) -> None:
    districts, communes = book["3. Kết quả theo huyện"], book["1. Bảng tổng hợp theo xã"]
    assert (districts["D6"].value, districts["D6"].number_format, districts["B6"].number_format) == (0.5, "0.0%", "#,##0")
    assert (communes["F7"].value, communes["F7"].number_format) == (datetime(2023, 12, 31), "dd/mm/yyyy")
    assert communes["F6"].value is None, "unknown stays empty"


def test_headings_stay_and_filter(book: Workbook) -> None:
    sheet = book["1. Bảng tổng hợp theo xã"]
    assert {"C4:D4", "A4:A5", "G4:G5"} <= {str(one) for one in sheet.merged_cells.ranges}
    assert [sheet[cell].value for cell in ("C4", "C5", "D5", "E4")] == ["Chỉ tiêu", "8.3", "8.4", "Kết quả"]
    assert sheet.freeze_panes == "C6"
    assert sheet.auto_filter.ref == f"A5:G{5 + len(COMMUNES.rows) - 1}", "the total at the end is not filtered away"
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("$4:$5", "landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.right.text == "Số liệu minh họa"


def test_every_figure_of_the_text_is_on_the_first_sheet(book: Workbook) -> None:
    front = book["Nội dung"]
    found = [(front.cell(row, 2).value, front.cell(row, 3).value) for row in range(1, front.max_row + 1) if front.cell(row, 2).value]
    expected = [(field.text, float(field.value) if isinstance(field.value, Fraction) else field.value)
                for one in [*EXAMPLE.opening, *(p for s in EXAMPLE.sections for p in s.paragraphs()),
                            *(caution.sentence for caution in EXAMPLE.cautions)] for field in one.fields]
    assert [pair for pair in found if pair in expected] == expected
    texts = [front.cell(row, 1).value for row in range(1, front.max_row + 1)]
    assert "Số liệu minh họa, không dùng để báo cáo." in texts and "Kết quả chung" in texts
    assert any("ab" * 32 in str(text) for text in texts)


def test_a_figure_is_linked_to_its_row(book: Workbook) -> None:
    front = book["Nội dung"]
    row = next(row for row in range(1, front.max_row + 1) if front.cell(row, 2).value == "2")
    assert front.cell(row, 4).hyperlink.location == "'1. Bảng tổng hợp theo xã'!A7"
    assert book["1. Bảng tổng hợp theo xã"]["B7"].value == "Xã Bình Trung"
    assert front.cell(row, 5).value == "02 dòng"


def test_a_text_is_never_a_formula() -> None:
    cells = ("=1+1", "+84", "@x", "-")
    table = Table("x", "=SUM(A1)", tuple(Column(str(place), "=a") for place in range(4)), (Row("1", cells),))
    content = replace(EXAMPLE, tables=(*EXAMPLE.tables, table), title="=cmd")
    book = load_workbook(io.BytesIO(write_xlsx(content)))
    sheet = book[book.sheetnames[-1]]
    assert [(cell.value, cell.data_type) for cell in sheet[5][:4]] == [(value, "s") for value in cells]
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)


def test_the_file_says_of_what_it_was_made() -> None:
    file = write_xlsx(replace(EXAMPLE, is_sample=False))
    assert read_properties(file)["ntm-fingerprint"] == fingerprint(EXAMPLE)
    book = load_workbook(io.BytesIO(file))
    assert not book["Nội dung"].oddHeader.right.text
    assert book.custom_doc_props["ntm-kind"].value == "midterm"


def test_names_of_sheets_are_taken_by_excel() -> None:
    names = sheet_names([Table(str(place), "Biểu [1]: xã/huyện?" + "a" * 40, (), ()) for place in range(12)])
    assert len(set(names.values())) == 12
    assert all(len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names.values())
