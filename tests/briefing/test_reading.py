"""A briefing's file read back: stamp and tables as they were written, edits seen, every other file refused with a sentence."""
from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook

from ntm.briefing.paper import paper_of
from ntm.briefing.paper_words import figure_texts, table_words
from ntm.briefing.reading import read_figures, read_stamp, read_tables
from ntm.briefing.stamp import stamp_of, stamp_values
from ntm.briefing.writers.docx import write_docx
from ntm.briefing.writers.properties import with_properties
from ntm.problems import WrongUse
from tests.briefing.example import EXAMPLE
from tests.briefing.test_properties import saved

DOCX = write_docx(EXAMPLE)
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>"


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return content.getvalue()


def test_the_stamp_comes_back() -> None:
    assert read_stamp("báo cáo.DOCX", DOCX) == stamp_of(EXAMPLE)
    assert read_stamp("a.xlsx", with_properties(saved(Workbook()), stamp_values(stamp_of(EXAMPLE)))) == stamp_of(EXAMPLE)


def test_the_tables_come_back() -> None:
    assert read_tables("a.docx", DOCX) == {table.id: table_words(table, "vi") for table in EXAMPLE.tables}


def test_an_edit_is_seen() -> None:
    document = Document(io.BytesIO(DOCX))
    document.tables[1].cell(2, 1).paragraphs[0].runs[0].text = "3"
    found = read_tables("a.docx", saved(document))["districts"]
    assert found[0] == ["Huyện Chợ Đồn", "3", "4", "50,0%"]


def test_the_figures_of_the_sentences_come_back() -> None:
    assert read_figures("a.docx", DOCX) == figure_texts(paper_of(EXAMPLE))
    document = Document(io.BytesIO(DOCX))
    document.paragraphs[3].hyperlinks[0].runs[0].text = "9"
    assert read_figures("a.docx", saved(document))[:2] == [("communes", "9"), ("communes", "5")]


def test_a_bookmark_before_its_table_is_found() -> None:
    document = Document(io.BytesIO(DOCX))
    for mark in list(document.element.body.iter(qn("w:bookmarkStart"))):
        next(mark.iterancestors(qn("w:tbl"))).addprevious(mark)
    assert read_tables("a.docx", saved(document)).keys() == {table.id for table in EXAMPLE.tables}


@pytest.mark.parametrize("span", ["x", "²", "-1", "9" * 30, ""])
def test_a_span_that_is_no_number_is_one_column(span: str) -> None:
    document = Document(io.BytesIO(DOCX))
    cell = document.tables[1].cell(2, 0)._tc
    cell.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), span)
    assert read_tables("a.docx", saved(document))["districts"][0] == ["Huyện Chợ Đồn", "2", "4", "50,0%"]


@pytest.mark.parametrize(("name", "content"), [
    pytest.param("a.docx", saved(Document()), id="another Word file"),
    pytest.param("a.docx", b"", id="empty"),
    pytest.param("a.docx", b"PK\x03\x04", id="damaged"),
    pytest.param("a.docx", DOCX[:2000], id="cut off"),
    pytest.param("a.txt", DOCX, id="another ending"),
    pytest.param("a.docx", zipped(docProps__custom_xml=BOMB), id="entities"),
    pytest.param("a.docx", zipped(docProps__custom_xml=b"<a"), id="no XML"),
    pytest.param("a.docx", zipped(docProps__custom_xml=b" " * 9 * 2**20), id="too large a part"),
    pytest.param("a.pdf", DOCX, id="no PDF"),
    pytest.param("a.pdf", b"%PDF-1.7\n1 0 obj<</Root 1 0 R>>\nstartxref\n9\n%%EOF", id="broken PDF"),
])
def test_another_file_is_refused_with_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(WrongUse) as refused:
        read_stamp(name, content)
    assert name in refused.value.sentences("vi")[0]


@pytest.mark.parametrize(("name", "content", "ending"), [
    pytest.param("a.pdf", DOCX, ".docx", id="a Word file as PDF"),
    pytest.param("a.pptx", DOCX, ".docx", id="a Word file as slides, where nothing would be compared"),
    pytest.param("a.docx", saved(Workbook()), ".xlsx", id="a workbook as Word"),
    pytest.param("a.docx", b"%PDF-1.7\n%%EOF", ".pdf", id="a PDF as Word"),
])
def test_a_file_under_another_ending_is_told_so(name: str, content: bytes, ending: str) -> None:
    with pytest.raises(WrongUse) as refused:
        read_stamp(name, content)
    (said,) = refused.value.sentences("vi")
    assert f"Nội dung tệp {name} không khớp với đuôi tệp" in said and ending in said


def test_no_message_of_the_library_reaches_the_person(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"junk\n%PDF-1.7\n1 0 obj<</Root 1 0 R>>\nstartxref\n9\n%%EOF")
    code = "import pathlib, sys; from ntm.briefing.reading import read_stamp; from ntm.problems import WrongUse\n" \
           "try: read_stamp('a.pdf', pathlib.Path(sys.argv[1]).read_bytes())\nexcept WrongUse: pass"
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("content", [b"", b"PK", zipped(word__document_xml=BOMB), zipped(a_xml=b"<a/>")])
def test_tables_of_another_file_are_refused(content: bytes) -> None:
    with pytest.raises(WrongUse):
        read_tables("a.docx", content)
