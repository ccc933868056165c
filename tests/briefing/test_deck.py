"""The meeting's deck as a file: everything in it, nothing that leaves it, no text that could become markup."""
from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from ntm.briefing.content import Content, Paragraph, Slide
from ntm.briefing.sheets import CommuneSheet, IndicatorLine
from ntm.briefing.writers.deck import write_deck
from tests.briefing.example import CHART, COMMUNES, EXAMPLE, MAIN

SHEETS = (
    CommuneSheet("02080", "Xã Bình Trung", "huyện Chợ Đồn", "not_met", "Xã Bình Trung: đạt 1/2 chỉ tiêu; chưa đạt chỉ tiêu 8.3", (
        IndicatorLine("8.1 Bưu chính", "met", "", "", ""),
        IndicatorLine("8.3 Loa", "not_met", "5/9 thôn, cần 6", "thiếu 01 thôn", "a.xlsx › Biểu 01!E25"),
    ), "at_risk", "Có nguy cơ chậm", ("Thiếu kinh phí",)),
    CommuneSheet("01900", "Xã Bình Văn", "huyện Chợ Mới", "no_data", "Xã Bình Văn: chưa có số liệu", ()),
    CommuneSheet("02050", "Xã Đồng Thắng", "huyện Chợ Đồn", "met", "Xã Đồng Thắng: đạt tiêu chí số 8", ()),
)


def data_of(file: bytes) -> dict:
    return json.loads(re.search(r'id="deck-data">(.*?)</script>', file.decode(), re.S)[1])


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_deck(EXAMPLE, SHEETS)


def test_every_figure_of_the_content_is_in_it(file: bytes) -> None:
    data = data_of(file)
    assert [slide["id"] for slide in data["slides"]] == ["cover", "standing", "roadmap", "cautions"]
    assert data["slides"][1]["title"][0] == {"text": "2", "table": "communes", "rows": ["02080/2020-02-01", "02071/2020-02-01"]}
    assert [one["values"] for one in data["charts"]["districts"]["series"]] == [list(one.values) for one in CHART.series]
    assert data["charts"]["history"]["series"][0]["values"] == [1, 2, None]
    rows = data["tables"]["communes"]["rows"]
    assert len(rows) == len(COMMUNES.rows)
    assert rows[1]["cells"] == ["1", "Xã Bình Trung", ["✓ Đạt", "met"], ["✓ Đạt", "met"], ["✓ Đạt", "met"], "31/12/2023", ""]
    assert data["sheets"][0]["indicators"][1]["missing"] == "thiếu 01 thôn"
    assert data["slides"][1]["notes"][-1].endswith("so-lieu-2023-q4.xlsx (16/BC-STTTT, 05/01/2024; quý IV/2023)")


def test_nothing_in_it_is_fetched(file: bytes) -> None:
    page = file.decode()
    assert "default-src 'none'" in page
    assert set(re.findall(r"https?://[^\"'\s]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(src|href)=|@import|url\((?!#)|innerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch\(", page)


def test_a_text_cannot_leave_its_place() -> None:
    evil = "</script><script>alert(1)</script>\u2028&<img>"
    content = replace(EXAMPLE, subject=evil, slides=(Slide("x", Paragraph((evil,))),))
    page = write_deck(content, ()).decode()
    assert page.count("</script>") == 2
    assert "<img>" not in page
    assert "\u2028" not in re.search(r"deck-data.*", page)[0]
    assert data_of(page.encode())["slides"][1]["title"] == [evil]


@pytest.mark.parametrize("change", [
    pytest.param({"is_sample": False, "cautions": ()}, id="real figures, no caution"),
    pytest.param({"slides": (), "sources": (), "opening": ()}, id="tables alone"),
    pytest.param({"request": replace(EXAMPLE.request, lang="en")}, id="English"),
])
def test_other_contents(change: dict[str, object]) -> None:
    content: Content = replace(EXAMPLE, **change)
    data = data_of(write_deck(content, SHEETS))
    assert len(data["slides"]) == 1 + len(content.slides or content.tables) + bool(content.cautions)
    assert bool(data["sample"]) == content.is_sample
    assert "".join(run if isinstance(run, str) else run["text"] for slide in data["slides"][1:2] for run in slide["title"]) in (
        MAIN.text, content.tables[0].title)
