"""The briefing as a Word file, opened again: every cell, native styles and numbering, links, charts, the form of the decree."""
from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as DocxTable
from openpyxl import load_workbook

from ntm.briefing.bookmarks import bookmark_name, table_of
from ntm.briefing.cells import cell_words
from ntm.briefing.content import Chart, Column, Content, Field, Paragraph, Section, ShowTable, Table
from ntm.briefing.writers.docx import write_docx
from tests.briefing.example import COMMUNES, DISTRICTS, EXAMPLE, RATINGS, SOURCES

ENGLISH = replace(EXAMPLE, request=replace(EXAMPLE.request, lang="en"))


def opened(content: Content = EXAMPLE) -> Docx:
    return Document(io.BytesIO(write_docx(content)))


def table_in(document: Docx, table_id: str) -> DocxTable:
    """The table under its bookmark."""
    marks = [one for one in document.element.body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name")) == bookmark_name(table_id)]
    assert len(marks) == 1
    return DocxTable(next(marks[0].iterancestors(qn("w:tbl"))), document)


def styled(document: Docx, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def count_marked(table: DocxTable, name: str) -> int:
    return sum(row._tr.trPr.find(qn(name)) is not None for row in table.rows)


@pytest.mark.parametrize("content", [EXAMPLE, ENGLISH], ids=["vi", "en"])
@pytest.mark.parametrize("table", [DISTRICTS, COMMUNES, RATINGS, SOURCES], ids=lambda table: table.id)
def test_every_cell_is_written_as_the_content_has_it(table: Table, content: Content) -> None:
    drawn = table_in(opened(content), table.id)
    heads = count_marked(drawn, "w:tblHeader")
    assert [cell.text for cell in drawn.rows[heads - 1].cells] == [column.heading for column in table.columns]
    for row, shown in zip(table.rows, drawn.rows[heads:], strict=True):
        words = [cell_words(value, column, content.request.lang) for value, column in zip(row.cells, table.columns, strict=True)]
        if row.kind == "group":
            assert {cell.text for cell in shown.cells} == {next(filter(None, words))}
        else:
            assert [cell.text for cell in shown.cells] == words


def test_two_levels_of_headings_are_merged_cells_on_each_page() -> None:
    drawn = table_in(opened(), "districts")
    upper, lower = (row.cells for row in drawn.rows[:2])
    assert [cell.text for cell in upper] == ["Huyện", "Số xã", "Số xã", "Tỷ lệ"]
    assert upper[1]._tc is upper[2]._tc and upper[0]._tc is lower[0]._tc
    assert count_marked(drawn, "w:tblHeader") == 2
    assert count_marked(drawn, "w:cantSplit") == len(drawn.rows)


def test_headings_are_native_and_numbered_by_word() -> None:
    document = opened()
    assert styled(document, "Heading 1") == ["Công tác chỉ đạo, điều hành", "Kết quả thực hiện"]
    assert styled(document, "Heading 2") == ["Kết quả chung", "Lộ trình"]
    numbers = [document.styles[f"Heading {level}"].element.pPr.numPr for level in (1, 2, 3)]
    assert len({number.numId.val for number in numbers}) == 1
    assert [number.ilvl.val for number in numbers] == [0, 1, 2]
    root = document.part.numbering_part.element
    used = next(num for num in root.iter(qn("w:num")) if num.numId == numbers[0].numId.val)
    levels = next(one for one in root.iter(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == str(used.abstractNumId.val))
    assert [(level.find(qn("w:numFmt")).get(qn("w:val")), level.find(qn("w:lvlText")).get(qn("w:val")))
            for level in levels.iter(qn("w:lvl"))] == [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]


def test_a_figure_leads_to_its_table_and_looks_as_the_text() -> None:
    document = opened()
    links = list(document.element.body.iter(qn("w:hyperlink")))
    assert [(link.get(qn("w:anchor")), link.get(qn("w:tooltip")), link.text) for link in links[:3]] == [
        ("bang_communes", "Phụ lục I - Bảng tổng hợp theo xã: 2 dòng", "2"),
        ("bang_communes", "Phụ lục I - Bảng tổng hợp theo xã: 59 dòng", "5"),
        ("bang_districts", "Bảng 1 - Kết quả theo huyện: 2 dòng", "40,0%"),
    ]
    marks = {one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in links} <= marks
    assert all(run.find(qn("w:rPr")) is None for link in links for run in link.iter(qn("w:r")))
    assert document.paragraphs[3].text == "2/5 xã (40,0%) đạt tiêu chí số 8."


def test_cautions_are_said_and_lead_to_their_list() -> None:
    assert styled(opened(), "List Bullet")[-2:] == [
        "Số liệu minh họa, không dùng để báo cáo.", "57 xã dùng số liệu kỳ trước (Phụ lục I).",
    ]


def test_what_a_person_must_write_is_marked() -> None:
    runs = [run for paragraph in opened().paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert [run.text for run in runs][0] == "[nêu các văn bản chỉ đạo đã ban hành]"


def test_pages_and_margins() -> None:
    document = opened()
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in document.sections:
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert [section.different_first_page_header_footer for section in document.sections] == [True, False, False]
    assert "PAGE" in document.sections[0].header._element.xml
    assert all(section.header.is_linked_to_previous for section in document.sections[1:])
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        assert any(paragraph.text == "Số liệu minh họa" for paragraph in header.paragraphs)


def test_title_and_body_follow_the_decree() -> None:
    document = opened()
    title, subject, rule, opening = document.paragraphs[:4]
    assert (title.text, title.style.name, title.style.font.all_caps) == ("Báo cáo", "Title", True)
    assert subject.text == EXAMPLE.subject
    assert {one.style.paragraph_format.alignment for one in (title, subject)} == {WD_ALIGN_PARAGRAPH.CENTER}
    assert rule._p.find(".//" + qn("w:pBdr")) is not None
    style = opening.style
    assert (style.font.name, style.font.size.pt, style.paragraph_format.alignment) == ("Times New Roman", 14, WD_ALIGN_PARAGRAPH.JUSTIFY)
    assert style.paragraph_format.space_after.pt >= 6
    assert styled(document, "Annex") == ["Phụ lục I", "Phụ lục II"]
    assert styled(document, "Annex Reference")[0] == "(Kèm theo Báo cáo số ……/BC-SA ngày …… tháng …… năm 2024 của Sở A)"


def test_charts_are_native_with_their_workbook() -> None:
    document = opened()
    drawings = list(document.element.body.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in drawings] == [chart.alt for chart in EXAMPLE.charts]
    assert len({one.get("id") for one in drawings}) == 2
    for chart, place in zip(EXAMPLE.charts, document.element.body.iter(qn("c:chart")), strict=True):
        part = document.part.related_parts[place.get(qn("r:id"))]
        workbook = next(iter(part.rels.values())).target_part
        assert list(numbers_in(workbook.blob)) == [values_of(chart)]
        assert "externalData" in part.blob.decode()


def numbers_in(workbook: bytes) -> list[list[tuple[object, ...]]]:
    yield [row[1:] for row in load_workbook(io.BytesIO(workbook)).active.iter_rows(min_row=2, values_only=True)]


def values_of(chart: Chart) -> list[tuple[object, ...]]:
    return list(zip(*(series.values for series in chart.series), strict=True))


def test_a_commune_sheet_and_an_annex_alone_have_no_head() -> None:
    sheet = replace(EXAMPLE, request=replace(EXAMPLE.request, kind="annex"), opening=(), sections=(), cautions=(), annexes=("communes",))
    document = opened(sheet)
    assert [section.orientation for section in document.sections] == [WD_ORIENT.LANDSCAPE]
    assert len(document.tables) == 1
    assert styled(document, "Annex") == ["Phụ lục"]


def test_a_table_that_only_a_sentence_names_becomes_an_annex() -> None:
    document = opened(replace(EXAMPLE, sections=(), annexes=("sources",)))
    assert styled(document, "Annex Title") == [table.title for table in (COMMUNES, DISTRICTS, SOURCES)]


def test_a_communes_sheet_is_kept_short() -> None:
    document = opened(replace(EXAMPLE, request=replace(EXAMPLE.request, kind="commune"), opening=(), annexes=()))
    assert styled(document, "Annex") == []
    assert not [one for one in styled(document, "Caption") if one.startswith("Bảng")]
    cautions, stamp = styled(document, "Table Note")[-2:]
    assert cautions.endswith("57 xã dùng số liệu kỳ trước.") and "Dấu kiểm tra số liệu: " in stamp


def test_an_empty_table_says_so() -> None:
    empty = Table("none", "Xã chưa khớp", (Column("name", "Xã"), Column("what", "Nội dung")), ())
    content = replace(EXAMPLE, tables=(*EXAMPLE.tables, empty), sections=(Section("A", (ShowTable("none"),)),))
    assert [cell.text for cell in table_in(opened(content), "none").rows[1].cells] == ["Không có"] * 2


def test_hostile_words_stay_words() -> None:
    nasty = Paragraph(("<w:p/> & ]]> \x00\x0b\ud800", Field("<b>1</b>", 1, "districts")))
    assert "<w:p/> & ]]> <b>1</b>" in [paragraph.text for paragraph in opened(replace(EXAMPLE, opening=(nasty,))).paragraphs]


def test_the_same_content_is_the_same_text() -> None:
    assert opened().element.xml == opened().element.xml


def test_properties_of_the_file() -> None:
    properties = opened(ENGLISH).core_properties
    assert (properties.subject, properties.language) == (EXAMPLE.subject, "en-GB")
    assert properties._element.find(qn("dcterms:created")) is None  # the content knows no clock
    assert properties.title == f"{EXAMPLE.title}: {EXAMPLE.subject}"


@pytest.mark.parametrize("table_id", ["communes", "8.3", "a_b-2"])
def test_bookmarks_give_their_table_back(table_id: str) -> None:
    assert table_of(bookmark_name(table_id)) == table_id
    assert table_of("_Toc1") is None


def test_headings_of_tables_are_not_kept_and_captions_of_charts_do_not_hold_what_follows() -> None:
    document = opened()
    assert not document.styles["Table Heading"].paragraph_format.keep_with_next  # LibreOffice loses rows of such a table
    captions = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    kept = {paragraph.text.split()[0]: paragraph.paragraph_format.keep_with_next for paragraph in captions}
    assert kept == {"Bảng": True, "Biểu": False}


def test_a_report_ends_with_its_sentence_kept_with_the_signature() -> None:
    document = opened()
    last = [one for one in document.paragraphs if one.text.startswith("Trên đây là Báo cáo ")]
    assert len(last) == 1 and last[0].text.endswith("./.") and last[0].paragraph_format.keep_with_next


def test_a_long_body_breaks_into_two_even_lines() -> None:
    long = replace(EXAMPLE.head, body="Sở Văn hóa, Thể thao và Du lịch tỉnh Bắc Kạn")
    left = opened(replace(EXAMPLE, head=long)).tables[0].rows[0].cells[0]
    lines = [one.text for one in left.paragraphs if one.text]
    assert lines[-2:] == ["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH TỈNH BẮC KẠN"]
