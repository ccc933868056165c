"""A briefing's file held against the warehouse: as made, edited, after another load, from another warehouse; and the command."""
from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.run import Run

from etl.cli import run
from etl.load import init
from ntm.briefing.content import Column, Content, Request, Row, Table
from ntm.briefing.hand_out import hand_out, make
from ntm.briefing.making.make import make_content
from ntm.briefing.verify import Verified, changed_rows, edited_figures, sentences, verify
from ntm.briefing.writers.docx import write_docx
from ntm.briefing.writers.docx_template import default_template
from ntm.briefing.writers.pptx import write_pptx
from ntm.problems import WrongUse
from ntm.progress.evaluate import parse_known_at
from ntm.progress.keep import Facts
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse
from tests.briefing.example import EXAMPLE

MADE, NOW = datetime(2025, 7, 15, 8), datetime(2025, 7, 16, 8)
REQUEST = Request("quarter", date(2023, 12, 31), MADE, "vi", "064")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Warehouse:
    """The sample."""
    warehouse = Warehouse(tmp_path_factory.mktemp("verify"))
    init(warehouse, facts, "06", datetime(2025, 7, 15))
    return warehouse


@pytest.fixture(scope="module", autouse=True)
def made_once() -> Iterator[None]:
    """What a generation of a warehouse says to a request is made once for all tests; a write makes another generation."""
    kept: dict[tuple[str, Request], Content] = {}

    def made(con: duckdb.DuckDBPyConnection, request: Request) -> Content:
        (path,) = con.execute("select path from duckdb_databases() where database_name = current_database()").fetchone()
        if (path, request) not in kept:
            kept[path, request] = make_content(con, request)
        return kept[path, request]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ntm.briefing.verify.make_content", made)
        yield


@pytest.fixture(scope="module")
def word(office: Warehouse) -> bytes:
    """A district's quarter in Word."""
    return hand_out(office, make(office, REQUEST), "docx", "kiểm thử", MADE).file


def test_a_file_as_it_was_made(office: Warehouse, word: bytes) -> None:
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", word, NOW)
    assert (found.is_known, found.is_untouched, found.edited, found.since) == (True, True, (), ())


def test_an_edited_cell_is_named(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    cell = next(cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == "Xã Bình Trung")
    cell.paragraphs[0].runs[0].text = "Xã Khác"
    edited = io.BytesIO()
    document.save(edited)
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", edited.getvalue(), NOW)
    assert found.is_known
    assert not found.is_untouched
    assert not found.is_sound
    assert [(one.first, one.second) for one in found.edited] == [("Xã Bình Trung", "Xã Khác")]


def saved(document: Docx) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def links(document: Docx) -> list[BaseOxmlElement]:
    return [one for one in document.element.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"), "").startswith("bang_")]


def verified(office: Warehouse, document: Docx) -> Verified:
    with office.reading() as con:
        return verify(con, "bao-cao.docx", saved(document), NOW)


def holder(document: Docx, words: str) -> Run:
    """The first run outside tables that holds the words."""
    return next(run for paragraph in document.paragraphs for run in paragraph.runs if words in run.text)


@pytest.mark.parametrize(("before", "after"), [
    pytest.param(" đạt tiêu chí số 8, tăng ", " đạt tiêu chí số 8, giảm ", id="a word of a sentence"),
    pytest.param("xã chưa đạt", "xã đã đạt", id="a negation"),
    pytest.param("Nguồn: ", "Không có nguồn: ", id="a note of a table"),
    pytest.param("Bảng tổng hợp theo xã", "Bảng tổng hợp sai theo xã", id="the title of an annex"),
    pytest.param("Số liệu tính đến ngày 31/12/2023", "Số liệu tính đến ngày 31/12/2024", id="the day of the stamp"),
])
def test_a_changed_word_is_named(office: Warehouse, word: bytes, before: str, after: str) -> None:
    document = Document(io.BytesIO(word))
    run = holder(document, before)
    run.text = run.text.replace(before, after)
    found = verified(office, document)
    (one,) = found.reworded
    assert found.edited == () and not found.is_sound
    assert before.strip() in one.first and after.strip() in one.second
    assert sentences(found, "vi")[:2] == [
        "Tệp có 1 câu đã bị sửa sau khi lập.",
        f"{found.subject}: các số liệu dùng để lập báo cáo đúng là những gì đã biết khi đó."]


def test_a_digit_beside_the_link_of_a_figure_is_named(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    links(document)[0].addprevious(parse_xml(f'<w:r {nsdecls("w")}><w:t>9</w:t></w:r>'))
    found = verified(office, document)
    (one,) = found.reworded
    assert found.edited == () and not found.is_sound
    assert any(piece.startswith("9") for piece in set(one.second.split()) - set(one.first.split()))


def test_a_sentence_that_was_taken_out_is_named(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    gone = next(one for one in document.paragraphs if one.text.startswith("Ghi chú: "))
    text = gone.text
    gone._p.getparent().remove(gone._p)
    assert [(one.first, one.second) for one in verified(office, document).reworded] == [(text, "không có")]


def test_a_changed_figure_is_told_first_and_not_once_more_as_a_sentence(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    links(document)[0].find(".//" + qn("w:t")).text = "999"
    found = verified(office, document)
    assert found.reworded == () and [one.second for one in found.edited] == ["999"]
    assert sentences(found, "vi")[0] == "Tệp đã bị sửa 1 số liệu sau khi lập."
    assert not any("đúng là những gì đã biết khi lập báo cáo" in one for one in sentences(found, "vi"))


def test_blanks_that_a_person_filled_in_are_no_edit(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    blanks = [run for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color is not None]
    for one in blanks:
        one.text, one.font.highlight_color = "do người soạn viết", None
    found = verified(office, document)
    assert len(blanks) > 3 and found.is_sound and found.reworded == ()
    assert "vẫn còn nguyên" in sentences(found, "vi")[1]


@pytest.mark.parametrize("request_", [
    pytest.param(Request("commune", date(2023, 12, 31), MADE, "vi", None, "02080"), id="a commune's sheet"),
    pytest.param(Request("annex", date(2023, 12, 31), MADE), id="an annex alone"),
    pytest.param(Request("midterm", date(2023, 12, 31), MADE, "en"), id="English"),
])
@pytest.mark.parametrize("is_filled", [False, True], ids=["ours", "template"])
def test_a_file_that_was_only_saved_again_is_sound(office: Warehouse, request_: Request, is_filled: bool) -> None:
    template = default_template(request_.lang) if is_filled else None
    found = verified(office, Document(io.BytesIO(write_docx(make(office, request_), template))))
    assert (found.edited, found.reworded, found.is_sound, found.is_untouched) == ((), (), True, False)


def test_a_kind_of_file_that_is_not_compared_says_so(office: Warehouse) -> None:
    with office.reading() as con:
        found = verify(con, "a.pptx", write_pptx(make(office, REQUEST)), NOW)
    said = " ".join(sentences(found, "vi"))
    assert found.is_sound and "chưa được đối chiếu" in said and "đúng là những gì đã biết khi lập" not in said


def test_an_edited_row_is_named_by_its_commune_and_the_column_with_its_group() -> None:
    columns = (Column("number", "TT", "count"), Column("commune", "Xã"), Column("a", "Kết quả", group="Xã NTM"),
               Column("b", "Kết quả", group="Xã NTM nâng cao"), Column("c", "Chốt", group="Xã NTM nâng cao"))
    table = Table("communes", "Bảng tổng hợp", columns, (Row("1", (3, "Xã A", "Đạt", "Đạt", "x")),))
    content = replace(EXAMPLE, sections=(), tables=(table,), annexes=("communes",), cautions=(), opening=(), slides=(), charts=())
    document = Document(io.BytesIO(write_docx(content)))
    cells = next(row for one in document.tables for row in one.rows if row.cells[0].text == "3").cells
    cells[3].paragraphs[0].runs[0].text = "Chưa đạt"
    cells[4].paragraphs[0].runs[0].text = "y"
    found = list(edited_figures("a.docx", saved(document), content))
    assert [(one.row, one.column) for one in found] == [("Xã A", "Xã NTM nâng cao – Kết quả"), ("Xã A", "Chốt")]


def test_a_figure_that_is_changed_beside_one_that_lost_its_link_is_named(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    first, second = links(document)[:2]
    text = second.find(".//" + qn("w:t"))
    text.text = "999"
    first.getparent().remove(first)
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", saved(document), NOW)
    assert not found.is_sound
    assert [one.second for one in found.edited] == ["999", "(trống)"]


def test_a_table_that_was_taken_out_is_named(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    gone = next(table for table in document.tables if any(cell.text == "Xã Bình Trung" for row in table.rows for cell in row.cells))
    gone._tbl.getparent().remove(gone._tbl)
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", saved(document), NOW)
    assert ("Bảng", "có", "không có") in [(one.column, one.first, one.second) for one in found.edited] and not found.is_sound


def test_a_form_that_a_person_filled_in_is_no_edited_figure(office: Warehouse) -> None:
    content = make(office, Request("midterm", date(2023, 12, 31), MADE))
    document = Document(io.BytesIO(write_docx(content)))
    form = next(table for table in document.tables if table.rows[0].cells[1].text == content.table("commendation").columns[1].heading)
    form.rows[1].cells[1].paragraphs[0].runs[0].text = "Phòng A"
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", saved(document), NOW)
    assert found.edited == () and found.is_sound


def test_words_that_a_person_adds_are_no_edited_figures(office: Warehouse, word: bytes) -> None:
    document = Document(io.BytesIO(word))
    document.add_paragraph("Thêm một câu của người soạn.")
    edited = io.BytesIO()
    document.save(edited)
    with office.reading() as con:
        found = verify(con, "bao-cao.docx", edited.getvalue(), NOW)
    assert found.is_sound
    assert not found.is_untouched


def test_what_changed_since_is_told_and_the_file_still_sound(tmp_path: Path, office: Warehouse, facts: Facts, word: bytes) -> None:
    later = Warehouse(shutil.copytree(office.folder, tmp_path / "later"))
    with later.writing() as draft:
        typed = {"commune": "02080", "indicator": "318-2022-standard/8.3", "what": "Loa hỏng", "since": "2023-05-10", "due": "2023-06-30"}
        save(draft.con, [Change("obstacle", None, typed)], surroundings(draft.con, facts.law, facts.units, NOW), "kiểm thử", NOW)
    with later.reading() as con:
        found = verify(con, "bao-cao.docx", word, NOW)
    assert found.is_sound
    assert any("Loa hỏng" in one.row or one.first == "không có" for one in found.since)


@pytest.mark.parametrize(("name", "content"), [
    pytest.param("x.docx", b"PK\x03\x04nothing", id="a broken file"), pytest.param("x.txt", b"text", id="another kind"),
    pytest.param("x.pdf", b"%PDF-1.7\n%%EOF", id="a PDF of others"),
])
def test_a_file_that_was_not_made_here(office: Warehouse, name: str, content: bytes) -> None:
    with office.reading() as con, pytest.raises(WrongUse):
        verify(con, name, content, NOW)


def test_the_command(tmp_path: Path, office: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("NTM_WAREHOUSE", str(office.folder))
    out = tmp_path / "phieu.xlsx"
    assert run(["brief", "--kind", "commune", "--commune", "02080", "--as-of", "2023-12-31", "--out", str(out)]) == 0
    assert "Dấu kiểm tra số liệu" in capsys.readouterr().out
    assert run(["brief", "--verify", str(out), "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["is_known"], found["is_untouched"], found["commune"]) == (True, True, "02080")
    assert run(["brief", "--list", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)[0]
    assert listed["kind"] == "commune"
    with office.reading() as con:
        ((known_at, made_at),) = con.execute("select known_at, made_at from briefing where kind = 'commune'").fetchall()
    assert [parse_known_at(text) for text in (found["known_at"], listed["known_at"], listed["made_at"])] == [known_at, known_at, made_at]
    assert run(["brief", "--template-out", str(tmp_path / "mau.docx")]) == 0
    assert run(["brief", "--kind", "quarter", "--district", "064", "--as-of", "2023-12-31", "--template", str(tmp_path / "mau.docx"),
                "--out", str(tmp_path / "theo-mau.docx")]) == 0


MIDTERM = ("--kind", "midterm", "--as-of", "2023-12-31")
QUARTER = ("--kind", "quarter", "--as-of", "2023-12-31")


@pytest.mark.parametrize(("arguments", "sentence"), [
    pytest.param(("--kind", "midterm", "--as-of", "2020-01-01", "--out", "{}/a.docx"), "31/12/2021", id="before the first figures"),
    pytest.param((*QUARTER, "--district", "999", "--out", "{}/a.docx"), "999", id="an unknown district"),
    pytest.param((*MIDTERM, "--out", "{}/a.odt"), ".docx", id="another form"),
    pytest.param((*MIDTERM, "--template", "{}/hong.docx", "--out", "{}/a.docx"), "Mẫu không mở được", id="a broken template"),
    pytest.param(("--verify", "{}/hong.docx"), "không phải là báo cáo do phần mềm này lập", id="a document not made here"),
    pytest.param((*QUARTER, "--out", "{}/hong.docx/a.docx"), "Không ghi được tệp", id="a folder that cannot be written"),
    pytest.param(MIDTERM, "--out", id="no file named"),
    pytest.param((*QUARTER, "--district", "064", "--out", "{}/none/a.xlsx"), "none", id="no such folder"),
    pytest.param((*QUARTER, "--template", "{}/none.docx", "--out", "{}/a.docx"), "none.docx", id="no template"),
    pytest.param(("--verify", "{}/none.docx"), "none.docx", id="no file to check"),
])
def test_bad_use_gets_a_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, office: Warehouse, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NTM_WAREHOUSE", str(office.folder))
    (tmp_path / "hong.docx").write_bytes(b"PK, then nothing")
    before = office.generation
    assert run(["brief", *(one.format(tmp_path) for one in arguments)]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said
    assert [one.name for one in tmp_path.iterdir()] == ["hong.docx"], "nothing is half written"
    assert office.generation == before, "nothing is noted as made"


@pytest.mark.parametrize(("before", "after"), [(None, "Đã lắp loa"), ("Đã lắp loa", None)], ids=["came", "went"])
def test_a_column_that_only_one_of_them_has_is_a_change(before: str | None, after: str | None) -> None:
    def table(result: str | None) -> Table:
        columns = (Column("task", "Nhiệm vụ"), *([Column("result", "Kết quả")] if result else []))
        return Table("tasks", "Nhiệm vụ", columns, (Row("1", ("Lắp loa", *([result] if result else []))),))

    (found,) = changed_rows(table(before), table(after), "vi")
    assert (found.row, found.column) == ("Lắp loa", "Kết quả") and {found.first, found.second} >= {"Đã lắp loa"}
