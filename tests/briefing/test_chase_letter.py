"""The reminder letter, opened again: every commune and figure as the screen has them, the form of NĐ 30/2020, blanks marked."""
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

import duckdb
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ntm.briefing.chase_letter import make_letter, write_letter
from ntm.briefing.letterhead import Letterhead, letterhead_on
from ntm.problems import WrongUse
from ntm.progress.completeness import Completeness, ReportDue, completeness
from ntm.progress.completeness_words import commune_table
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse

HEAD = Letterhead("Sở Khoa học và Công nghệ", "UBND tỉnh Bắc Kạn", "SKHCN", "BCVT", "Bắc Kạn", "KT. Giám đốc", "Phó Giám đốc", "Lê Văn C")
DUE = ReportDue("quarter", date(2023, 12, 31), date(2023, 12, 14), date(2024, 1, 10), document="Kế hoạch số 60/KH-STTTT")


@pytest.fixture(scope="module")
def found(sample_warehouse: Warehouse) -> Completeness:
    """The sample's last quarter of 2023: five communes of three districts have not sent."""
    with sample_warehouse.reading() as con:
        return completeness(con, DUE, date(2024, 1, 20), Question(province="06"))


def written(found: Completeness, district: str | None = None, head: Letterhead = HEAD, reply_by: date | None = None) -> Docx:
    return Document(io.BytesIO(write_letter(make_letter(found, district, head, reply_by), head)))


def cells(document: Docx, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def body(document: Docx) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def blanks(document: Docx) -> list[str]:
    """What is marked for a person to fill in."""
    inside = [paragraph for table in document.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return [run.text for paragraph in (*inside, *document.paragraphs) for run in paragraph.runs if run.font.highlight_color]


def test_every_commune_to_chase_stands_in_it_as_on_the_screen(found: Completeness) -> None:
    shown = commune_table(found.to_chase(), "vi")
    rows = cells(written(found), 1)
    assert rows[0] == ["TT", "Xã", "Huyện", "Tình trạng", "Số liệu còn thiếu"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert [row[1] for row in rows[1:]] == shown["Xã"].to_list()
    assert [row[3] for row in rows[1:]] == [state.partition(" ")[2] for state in shown["Tình trạng"]]
    assert [row[4] for row in rows[1:]] == shown["Thiếu số liệu"].to_list()


def test_its_words(found: Completeness) -> None:
    assert body(written(found, reply_by=date(2024, 1, 31))) == [
        "Kính gửi: ", "- Ủy ban nhân dân huyện Pác Nặm;", "- Ủy ban nhân dân huyện Ngân Sơn;", "- Ủy ban nhân dân huyện Na Rì.",
        "Thực hiện chế độ báo cáo kết quả thực hiện tiêu chí số 8 theo Bộ tiêu chí xã NTM, các xã gửi báo cáo quý IV/2023"
        " (số liệu chốt đến ngày 14/12/2023) chậm nhất ngày 10/01/2024 theo Kế hoạch số 60/KH-STTTT.",
        "Tính đến ngày 20/01/2024, 90/95 xã đã gửi báo cáo; 05 xã chưa gửi, cụ thể như sau:",
        "Sở Khoa học và Công nghệ đề nghị Ủy ban nhân dân các huyện, thành phố có tên trên chỉ đạo các xã nêu trên hoàn thành,"
        " gửi báo cáo quý IV/2023 kèm đủ số liệu còn thiếu trước ngày 31/01/2024.",
        "Rất mong nhận được sự quan tâm, phối hợp của quý cơ quan./.",
    ]


def test_one_district(found: Completeness) -> None:
    document = written(found, "060")
    assert body(document)[0] == "Kính gửi: Ủy ban nhân dân huyện Pác Nặm"
    assert body(document)[2] == "Tính đến ngày 20/01/2024, 8/10 xã của huyện Pác Nặm đã gửi báo cáo; 02 xã chưa gửi, cụ thể như sau:"
    assert [row[2] for row in cells(document, 1)[1:]] == ["Pác Nặm", "Pác Nặm"]


def test_head_and_foot(found: Completeness) -> None:
    document = written(found)
    left, right = cells(document, 0)[0]
    assert left.split("\n")[:2] == ["UBND TỈNH BẮC KẠN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert right.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert cells(document, 0)[1] == ["Số: ……/SKHCN-BCVT\nV/v đôn đốc gửi báo cáo quý IV/2023", "Bắc Kạn, ngày …… tháng …… năm 2024"]
    recipients, signer = cells(document, 2)[0]
    assert recipients == "Nơi nhận:\n- Như trên;\n- Lưu: VT, BCVT."
    assert [line for line in signer.split("\n") if line] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn C"]


@pytest.mark.parametrize(("head", "expected"), [
    pytest.param(HEAD, ["……", "ngày …… tháng ……", "……/……/………"], id="number and days are the clerk's"),
    pytest.param(Letterhead(), ["[TÊN CƠ QUAN BAN HÀNH]", "……", "[chữ viết tắt cơ quan]", "[đơn vị soạn thảo]", "[Địa danh]",
                                "ngày …… tháng ……", "[đơn vị soạn thảo]", "[CHỨC VỤ NGƯỜI KÝ]", "[Họ và tên]", "[TÊN CƠ QUAN BAN HÀNH]",
                                "……/……/………"], id="nothing of the office is invented"),
])
def test_what_is_left_to_a_person_is_marked(head: Letterhead, expected: list[str], found: Completeness) -> None:
    assert blanks(written(found, head=head)) == expected


def test_the_form_of_the_decree(found: Completeness) -> None:
    document = written(found)
    section, style = document.sections[0], document.styles["Normal"]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 20, 20, 30, 15]
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    text = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Thực hiện"))
    assert (text.alignment, text.paragraph_format.first_line_indent.mm) == (WD_ALIGN_PARAGRAPH.JUSTIFY, pytest.approx(10, abs=0.1))
    assert text.paragraph_format.space_after.pt >= 6
    rows = document.tables[1].rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * 5
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_rules_stand_under_the_body_and_the_motto(found: Completeness) -> None:
    ruled = [paragraph for cell in written(found).tables[0].rows[0].cells for paragraph in cell.paragraphs
             if paragraph._p.find(".//" + qn("w:pBdr")) is not None]
    widths = [inner - 2 * paragraph.paragraph_format.left_indent.mm for inner, paragraph in zip((73 - 1, 92 - 1), ruled, strict=True)]
    name, motto = 24 * 0.59 * 12 * 25.4 / 72, 53.1  # mm, as the letters run
    assert name / 3 <= widths[0] <= name / 2
    assert widths[1] == pytest.approx(motto, abs=1)


def test_the_sample_is_said_on_every_page(found: Completeness) -> None:
    section = written(found).sections[0]
    assert [any("Số liệu minh họa" in paragraph.text for paragraph in part.paragraphs)
            for part in (section.first_page_header, section.header)] == [True, True]


def test_a_long_list_addresses_all_its_districts(sample_warehouse: Warehouse) -> None:
    with sample_warehouse.reading() as con:
        found = completeness(con, ReportDue("quarter", date(2023, 12, 31), level="advanced"), date(2024, 1, 20), Question(province="06"))
    document = written(found)
    assert len(cells(document, 1)) == 62
    assert body(document)[1] == "- Ủy ban nhân dân thành phố Bắc Kạn;"
    assert body(document)[10] == ("Tính đến ngày 20/01/2024, 35/95 xã đã gửi báo cáo; 60 xã chưa gửi; 01 xã đã gửi nhưng còn thiếu số liệu,"
                                  " cụ thể như sau:")


def test_nobody_to_chase_is_no_letter(found: Completeness) -> None:
    with pytest.raises(WrongUse) as refused:
        make_letter(found, "064", HEAD)
    assert [problem.code for problem in refused.value.problems] == ["no-one-to-chase"]


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A transaction that is thrown away."""
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


@pytest.mark.parametrize(("day", "expected"), [
    (date(2021, 12, 31), None), (date(2022, 1, 1), "Sở Thông tin và Truyền thông"), (date(2025, 2, 28), "Sở Thông tin và Truyền thông"),
    (date(2025, 3, 1), "Sở Khoa học và Công nghệ"),
])
def test_the_letterhead_of_a_day(day: date, expected: str | None, con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    now = datetime(2025, 3, 2)
    common = {"place": "Bắc Kạn"}
    save(con, [Change("letterhead", None, common | {"body": "Sở Thông tin và Truyền thông", "since": "2022-01-01", "until": "2025-02-28"}),
               Change("letterhead", None, common | {"body": "Sở Khoa học và Công nghệ", "since": "2025-03-01"})],
         surroundings(con, facts.law, facts.units, now), "kiểm thử", now)
    assert letterhead_on(con, day).body == expected
    assert letterhead_on(con, day, datetime(2025, 3, 1)).body is None
