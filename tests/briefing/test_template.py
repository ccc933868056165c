"""A template of the office: filled as without one, its own looks kept; what is wrong with it is named with its place, all at once."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import Workbook

from ntm.briefing import nd30
from ntm.briefing.paper_words import table_words
from ntm.briefing.reading import read_stamp, read_tables
from ntm.briefing.stamp import stamp_of
from ntm.briefing.writers.docx import write_docx
from ntm.briefing.writers.docx_template import default_template, placeholders
from ntm.problems import WrongUse
from tests.briefing.example import EXAMPLE
from tests.briefing.test_properties import saved

DEFAULT = default_template()


def template(change: Callable[[Docx], object] = lambda document: None) -> bytes:
    """The default template after an edit."""
    document = Document(io.BytesIO(DEFAULT))
    change(document)
    return nd30.to_bytes(document)


def from_nothing(*paragraphs: str) -> bytes:
    """A template that somebody began on an empty page."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return nd30.to_bytes(document)


def filled(made: bytes, content=EXAMPLE) -> Docx:
    return Document(io.BytesIO(write_docx(content, made)))


def everything(document: Docx) -> list[str]:
    return [text for text in ("".join(one.text or "" for one in paragraph.iter(qn("w:t"))) for paragraph in
                              document.element.body.iter(qn("w:p"))) if text]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_default_template_gives_what_is_written_without_one(lang: str) -> None:
    content = replace(EXAMPLE, request=replace(EXAMPLE.request, lang=lang))
    with_one, without = filled(default_template(lang), content), Document(io.BytesIO(write_docx(content)))
    recipients = nd30.recipient_lines(content.recipients)
    joined = "".join(recipients)  # one paragraph in the template
    assert everything(with_one) == [joined if text == recipients[0] else text for text in everything(without) if text not in recipients[1:]]
    assert [section.orientation for section in with_one.sections] == [section.orientation for section in without.sections]


def test_stamp_and_tables_are_read_back() -> None:
    written = write_docx(EXAMPLE, DEFAULT)
    assert read_stamp("a.docx", written) == stamp_of(EXAMPLE)
    assert read_tables("a.docx", written) == {table.id: table_words(table, "vi") for table in EXAMPLE.tables}


def test_the_sample_is_said_even_where_the_template_does_not() -> None:
    section = filled(DEFAULT).sections[0]
    for header in (section.header, section.first_page_header):
        assert [paragraph.text for paragraph in header.paragraphs].count("Số liệu minh họa") == 1


def test_the_office_keeps_its_looks_and_words() -> None:
    def change(document: Docx) -> None:
        document.styles["Heading 1"].font.name = "Arial"
        document.paragraphs[0].insert_paragraph_before("LƯU HÀNH NỘI BỘ {{ DIA_BAN }}")
        document.add_paragraph("Hết phụ lục")

    document = filled(template(change))
    assert document.styles["Heading 1"].font.name == "Arial"
    assert document.paragraphs[0].text == "LƯU HÀNH NỘI BỘ TỈNH BẮC KẠN"
    assert document.paragraphs[-1].text == "Hết phụ lục"
    assert document.sections[-1].orientation == WD_ORIENT.PORTRAIT


def test_a_template_from_an_empty_page_gets_the_styles_and_numbers_that_it_lacks() -> None:
    document = filled(from_nothing("{{ trich_yeu }}", "{{ noi_dung }}", "{{ phu_luc }}"))
    first = next(paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1")
    assert (first.text, first._p.pPr.numPr.ilvl.val) == ("Công tác chỉ đạo, điều hành", 0)
    assert "Table Note" in {style.name for style in document.styles}


def test_a_placeholder_that_word_has_cut_up_is_filled() -> None:
    def change(document: Docx) -> None:
        paragraph = document.paragraphs[0].insert_paragraph_before("{{ dia")
        paragraph.add_run("_ban").bold = True
        paragraph.add_run(" }}")

    assert filled(template(change)).paragraphs[0].text == "tỉnh Bắc Kạn"


def test_words_are_no_markup_and_blanks_are_marked() -> None:
    content = replace(EXAMPLE, subject="<w:p/> & {{ dia_ban }}", head=replace(EXAMPLE.head, signer=None))
    document = filled(DEFAULT, content)
    assert "<w:p/> & {{ dia_ban }}" in everything(document)
    marked = [run.text for table in document.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
              for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["……", "ngày …… tháng ……", "[Họ và tên]"]
    assert "⟦" not in "".join(everything(document))


def refused(made: bytes) -> list[str]:
    with pytest.raises(WrongUse) as found:
        write_docx(EXAMPLE, made)
    assert len(set(found.value.sentences("en"))) == len(found.value.problems)
    return found.value.sentences("vi")


def test_everything_that_is_wrong_is_named_with_its_place() -> None:
    def change(document: Docx) -> None:
        document.paragraphs[0].insert_paragraph_before("Gửi {{ co_qan }} và {{ gi_do }}")
        document.tables[0].cell(1, 0).add_paragraph("{{ so_ky_hieu_gi }}")
        document.tables[0].cell(0, 1).add_paragraph("{{ noi_dung }}")
        document.add_paragraph("{% for x in y %}")
        document.add_paragraph("{{ thieu ngoac }")
        document.sections[0].header.add_paragraph("{{ la }}")

    assert sorted(refused(template(change))) == sorted([
        "Không có chỗ trống co_qan (đoạn “Gửi {{ co_qan }} và {{ gi_do }}”). Có phải là co_quan?",
        "Không có chỗ trống gi_do (đoạn “Gửi {{ co_qan }} và {{ gi_do }}”). Sửa tên theo danh sách chỗ trống trong mẫu tải về.",
        "Không có chỗ trống so_ky_hieu_gi (bảng 1, dòng 2, ô 1). Sửa tên theo danh sách chỗ trống trong mẫu tải về.",
        "Chỗ trống noi_dung (bảng 1, dòng 1, ô 2) phải đứng riêng một đoạn, không nằm trong bảng.",
        "Dấu ngoặc viết chưa đúng ở đoạn “{% for x in y %}”. Mẫu chỉ dùng chỗ trống dạng {{ ten }}.",
        "Dấu ngoặc viết chưa đúng ở đoạn “{{ thieu ngoac }”. Mẫu chỉ dùng chỗ trống dạng {{ ten }}.",
        "Không có chỗ trống la (đoạn “{{ la }}”). Sửa tên theo danh sách chỗ trống trong mẫu tải về.",
    ])


@pytest.mark.parametrize("text", ["{{ ''.__class__ }}", "{{ co_quan|upper }}", "{{ 'a' * 10**9 }}", "{{ co_quan.x }}", "{{}}"])
def test_no_code_is_run(text: str) -> None:
    assert len(refused(from_nothing(text, "{{ noi_dung }}", "{{ phu_luc }}"))) == 1


def test_a_template_without_text_or_annexes_is_none() -> None:
    assert refused(from_nothing("{{ trich_yeu }}")) == [
        "Mẫu thiếu chỗ trống noi_dung: thêm một đoạn riêng ghi {{ noi_dung }}.",
        "Mẫu thiếu chỗ trống phu_luc: thêm một đoạn riêng ghi {{ phu_luc }}.",
    ]


def with_part(name: str, data: bytes) -> bytes:
    made = io.BytesIO(DEFAULT)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def without_body() -> bytes:
    document = Document()
    document.element.remove(document.element.body)
    return nd30.to_bytes(document)


@pytest.mark.parametrize("made", [
    pytest.param(b"", id="empty"), pytest.param(b"PK\x03\x04 no zip", id="no zip"), pytest.param(DEFAULT[:9000], id="cut off"),
    pytest.param(with_part("word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), id="doctype"),
    pytest.param(without_body(), id="no body"), pytest.param(saved(Workbook()), id="a workbook"),
    pytest.param(with_part("word/x.xml", b" " * 17 * 2**20), id="too large"),
])
def test_what_is_no_template_is_refused(made: bytes) -> None:
    assert refused(made) == ["Mẫu không mở được: tệp hỏng, hoặc không phải tệp Word .docx. Mở mẫu bằng Word, lưu lại dạng .docx."]


def test_every_placeholder_is_explained() -> None:
    names = placeholders("vi")
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in readme] == []
    assert {"co_quan", "noi_dung", "phu_luc", "noi_nhan"} <= names.keys() and names.keys() == placeholders("en").keys()
    text = [f"{{{{ {name} }}}}" for name in names if name not in ("noi_dung", "phu_luc")]
    assert "{{" not in "".join(everything(filled(from_nothing(*text, "{{ noi_dung }}", "{{ phu_luc }}"))))
