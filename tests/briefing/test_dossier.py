"""The papers of a dossier opened again: what they say, what is left to a person, whose form, the sample's mark."""
from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from ntm.briefing.dossier import Paper, dossier_of, make_paper, write_paper
from ntm.problems import WrongUse
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from tests.progress.movement.helpers import words_of

DAY = date(2023, 12, 31)


def paper(warehouse: Warehouse, facts: Facts, nomination: str, name: str, day: date = DAY, *, is_sample: bool = True) -> Paper:
    with warehouse.reading() as con:
        return make_paper(name, dossier_of(con, words_of(warehouse, facts), nomination, day, Question(day), is_sample=is_sample))


def opened(made: Paper) -> Document:
    return Document(io.BytesIO(write_paper(made)))


def runs(document: Document) -> Iterator[object]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]:
        yield from paragraph.runs


def said(document: Document) -> str:
    return "".join(run.text for run in runs(document))


@pytest.mark.parametrize(("nomination", "name", "told"), [
    pytest.param("2", "proposal", ["V/v đề nghị khen thưởng sơ kết năm 2023", "Kính gửi: Hội đồng Thi đua - Khen thưởng Sở", "01 tập thể",
                                   "Biên bản họp xét ngày 15/12/2023 của Phòng A (minh họa)", "Giấy khen của Giám đốc Sở"], id="proposal"),
    pytest.param("2", "report", ["Mẫu số 07, Nghị định 91/2017/NĐ-CP", "từ ngày 01/01/2021 đến ngày 31/12/2023", "3/3 (100,0%)",
                                 "Số liệu trước và sau hoạt động: Thôn có loa hoạt động: 3/9 thôn (IV/2022) → 4/9 thôn (I/2023)",
                                 "XÁC NHẬN CỦA CẤP TRÌNH KHEN", "[chưa có minh chứng, đơn vị bổ sung]"], id="report"),
    pytest.param("1", "summary", ["TÓM TẮT THÀNH TÍCH", "từ ngày 01/01/2022 đến ngày 31/12/2022", "Tên tập thể: Phòng A (minh họa)"],
                 id="summary"),
    pytest.param("2", "minutes", ["BIÊN BẢN", "12/12", "Chủ trì: [Họ và tên]", "CHỦ TRÌ", "THƯ KÝ"], id="minutes"),
    pytest.param("3", "minutes", ["Cá nhân A (cá nhân)", "……/……", "ngày ……/……/………"], id="minutes before the meeting"),
])
def test_what_a_paper_says(nomination: str, name: str, told: list[str], sample_warehouse: Warehouse, facts: Facts) -> None:
    document = opened(paper(sample_warehouse, facts, nomination, name))
    text = said(document)
    assert [words for words in told if words not in text] == []
    assert "⟦" not in text
    assert any(run.font.highlight_color == WD_COLOR_INDEX.YELLOW for run in runs(document)), "what a person fills in is marked"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


def test_nothing_is_said_of_what_there_is_none_of(sample_warehouse: Warehouse, facts: Facts) -> None:
    assert "00" not in said(opened(paper(sample_warehouse, facts, "2", "proposal"))).replace("100,0", "")


@pytest.mark.parametrize(("day", "form"), [
    pytest.param(date(2023, 12, 31), "Mẫu số 07, Nghị định 91/2017/NĐ-CP", id="the plan's"),
    pytest.param(date(2024, 1, 1), "Mẫu số …, Nghị định 98/2023/NĐ-CP", id="the next decree: the number is left to a person"),
    pytest.param(date(2025, 7, 1), "Mẫu số …, Nghị định 152/2025/NĐ-CP", id="the one after"),
])
def test_the_form_of_the_day(day: date, form: str, sample_warehouse: Warehouse, facts: Facts) -> None:
    assert form in said(opened(paper(sample_warehouse, facts, "2", "report", day)))


@pytest.mark.parametrize("is_sample", [True, False])
def test_the_sample_is_marked(is_sample: bool, sample_warehouse: Warehouse, facts: Facts) -> None:
    made = opened(paper(sample_warehouse, facts, "2", "report", is_sample=is_sample))
    heads = [paragraph.text for paragraph in made.sections[0].first_page_header.paragraphs]
    assert ("Số liệu minh họa" in heads) is is_sample


def test_no_such_nomination(sample_warehouse: Warehouse, facts: Facts) -> None:
    with pytest.raises(WrongUse):
        paper(sample_warehouse, facts, "99", "report")
