"""Bytes to cells: nothing that a figure hangs on is lost, nothing harmful is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from etl.grid import Merge
from etl.read import MAX_BYTES, OLE_MAGIC, read_file
from ntm.problems import BadFile
from tests.etl.workbooks import official_form, to_bytes

FORM = to_bytes(official_form("Quý III/2023", [("I. HUYỆN CHỢ MỚI",), (1, "Xã Quảng Chu", "Đạt", "8/8", "7/8")]))


def repack(change: Callable[[str, bytes], bytes], content: bytes = FORM, **extra: bytes) -> bytes:
    """The workbook with its parts changed one by one, and more parts added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in extra.items():
            new.writestr(name, data)
    return file.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    return repack(lambda name, data: data.replace(old, new, 1) if name.endswith("sheet1.xml") else data)


def test_values_formats_and_what_is_hidden():
    workbook = Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "Xã\u00a0Bình  Trung ", 0.667, date(2023, 6, 30), True
    sheet["B1"].number_format, sheet["C1"].number_format = "0.0%", "dd/mm/yyyy"
    sheet["A3"], sheet["B3"] = "=1/0", "=6/9"
    sheet.merge_cells("A5:C6")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    workbook.create_sheet("Ẩn").sheet_state = "hidden"
    book = read_file("a.xlsx", to_bytes(workbook))
    first = book.sheets[0]
    assert first.cell(0, 0).value == "Xã Bình Trung"
    assert first.cell(0, 1).shown == "66,7%" and first.cell(0, 1).is_hidden
    assert first.cell(0, 2).day == date(2023, 6, 30) and first.cell(0, 2).shown == "30/6/2023"
    assert first.cell(0, 3).value is True
    assert first.cell(2, 0).is_uncomputed and first.cell(2, 0).is_hidden
    assert first.merges == (Merge(4, 0, 5, 2),)
    assert [s.is_hidden for s in book.sheets] == [False, True]


def test_an_error_is_kept_and_an_empty_text_is_no_missing_value():
    workbook = Workbook()
    workbook.active["A1"] = "#DIV/0!"
    workbook.active["B1"] = "=LEFT(A2,0)"
    content = repack(lambda _, data: data.replace(b'<c r="B1">', b'<c r="B1" t="str">'), to_bytes(workbook))
    sheet = read_file("a.xlsx", content).sheets[0]
    assert sheet.cell(0, 0).error == "#DIV/0!"
    assert not sheet.cell(0, 1).is_uncomputed


def test_a_formula_with_its_value_is_a_value():
    content = in_sheet(
        b"</sheetData>", b'<row r="20"><c r="C20"><f>6/9</f><v>0.66666666666666663</v></c></row></sheetData>'
    )
    assert read_file("a.xlsx", content).sheets[0].cell(19, 2).value == 6 / 9


@pytest.mark.parametrize(
    "text",
    [
        "Xã,8.1\nBình Trung,Đạt\n",
        "Xã;8.1\nBình Trung;Đạt\n",
        "Xã\t8.1\r\nBình Trung\tĐạt\r\n",
        "\ufeffXã;8.1\nBình Trung;Đạt\n",
        "BẢNG TỔNG HỢP, QUÝ I\nXã;8.1\nBình Trung;Đạt\nA;66,7%",
    ],
)
def test_csv(text: str):
    rows = read_file("a.csv", text.encode("utf-8")).sheets[0].rows
    assert {0: "Xã", 1: "8.1"} in rows.values() and {0: "Bình Trung", 1: "Đạt"} in rows.values()


SHARED = """<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>Tên xã</x:t></x:si>
<x:si><x:r><x:t xml:space="preserve">Xã </x:t></x:r><x:r><x:t>Bình Trung</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si>
</x:sst>"""


def as_excel_writes(index: bytes) -> bytes:
    """The form with its texts in a part of their own, as Excel does and openpyxl does not; B7 has text `index`."""
    relation = (
        b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )

    def change(name: str, data: bytes) -> bytes:
        if name.endswith("workbook.xml.rels"):
            return data.replace(b"</Relationships>", relation)
        before, found, after = data.partition(b'<c r="B7" t="inlineStr">')
        return before + b'<c r="B7" t="s"><v>' + index + b"</v></c>" + after.partition(b"</c>")[2] if found else data

    return repack(change, **{"xl/sharedStrings.xml": SHARED.encode()})


def test_shared_and_rich_texts():
    assert read_file("a.xlsx", as_excel_writes(b"1")).sheets[0].cell(6, 1).value == "Xã Bình Trung"


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("a.xlsx", b"not a workbook", "bad-file", id="not a workbook"),
        pytest.param("a.xlsx", b"", "bad-file", id="empty"),
        pytest.param("a.xlsx", FORM[: len(FORM) // 2], "bad-file", id="truncated"),
        pytest.param("a.xlsx", to_bytes(Workbook()), "bad-file", id="no cell"),
        pytest.param("a.xlsx", b"%PDF-1.7", "bad-file", id="PDF as xlsx"),
        pytest.param("a.csv", FORM, "unsupported", id="workbook as csv"),
        pytest.param("a.csv", b"X\0\0\0\xff" * 9, "unsupported", id="no text"),
        pytest.param("a.docx", FORM, "unsupported", id="other ending"),
        pytest.param("a.xlsx", OLE_MAGIC + b"\0" * 64, "unsupported", id="xls as xlsx"),
        pytest.param("a.xlsx", OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="password"),
        pytest.param("a.xlsx", b"PK\x03\x04" + b" " * MAX_BYTES, "too-large", id="too many bytes"),
        pytest.param("a.xlsx", repack(lambda _, d: d, bomb=b" " * 30_000_000), "too-large", id="zip bomb"),
        pytest.param(
            "a.xlsx", repack(lambda n, d: b"" if n == "xl/workbook.xml" else d), "bad-file", id="part missing"
        ),
        pytest.param("a.xlsx", in_sheet(b"<worksheet", DOCTYPE), "bad-file", id="doctype"),
        pytest.param("a.xlsx", in_sheet(b"<worksheet", b" " * 5000 + DOCTYPE), "bad-file", id="doctype late"),
        pytest.param("a.xlsx", in_sheet(b"</row>", b"</rov>"), "bad-file", id="broken XML"),
        pytest.param("a.xlsx", as_excel_writes(b"7"), "bad-file", id="string out of range"),
    ],
)
def test_files_that_cannot_be_read(name: str, content: bytes, code: str):
    with pytest.raises(BadFile) as caught:
        read_file(name, content)
    problem = caught.value.problems[0]
    assert problem.code == code and all(problem.sentence(lang) for lang in ("vi", "en"))
