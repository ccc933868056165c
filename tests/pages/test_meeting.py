"""The page "Trình chiếu" run whole on the sample: the answer, the deck of that day, the office's three forms of the same content."""
from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from etl.load import init
from ntm.briefing.content import Content, Request
from ntm.briefing.making.make import make_content
from ntm.briefing.writers.pptx import write_pptx
from ntm.briefing.writers.xlsx import ordered_tables, write_xlsx
from ntm.briefing.writers.xlsx_sheet import sheet_names
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from tests.briefing.test_xlsx import as_kept
from tests.pages.screens import open_page, shown


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> Iterator[Warehouse]:
    """The sample."""
    warehouse = Warehouse(tmp_path_factory.mktemp("meeting"))
    init(warehouse, facts, "06", datetime(2025, 7, 15))
    with shown(warehouse) as opened:
        yield opened


@pytest.fixture(scope="module")
def content(made: Warehouse) -> Content:
    with made.reading() as con:
        return make_content(con, Request("midterm", date(2023, 12, 31), datetime(2025, 7, 16)))


@pytest.mark.parametrize(("choices", "title", "mapped"), [
    pytest.param({"day": "2023-12-31"}, "65/95 xã (68,4%) đạt tiêu chí số 8", 95, id="midterm"),
    pytest.param({"day": "2023-12-31", "lang": "en"}, "65/95 communes (68.4%)", 95, id="English"),
    pytest.param({"day": "2023-12-31", "kind": "quarter"}, "65/95 xã (68,4%)", 95, id="a quarter"),
    pytest.param({"day": "2023-12-31", "kind": "annex"}, "65/95 xã (68,4%)", 95, id="a kind without slides is the midterm"),
    pytest.param({"day": "2023-12-31", "district": "064"}, "14/19 xã", 19, id="a district, yet every commune is found"),
])
def test_the_page_answers_and_shows_the_deck(made: Warehouse, choices: dict[str, str], title: str, mapped: int) -> None:
    app = open_page("meeting", **choices)
    assert app.title[0].value.startswith(title)
    deck = json.loads(re.search(r'id="deck-data">(.*?)</script>', app.get("iframe")[0].proto.srcdoc, re.S)[1])
    assert deck["slides"][0]["id"] == "cover"
    assert ("quý IV/2023" in deck["slides"][0]["title"][0]) == (choices.get("kind") == "quarter")
    assert len(deck["sheets"]) == 95
    assert sum(bool(sheet["rings"]) for sheet in deck["sheets"]) == mapped


def test_every_figure_of_the_midterm_briefing_is_in_the_workbook(content: Content) -> None:
    book, tables = load_workbook(io.BytesIO(write_xlsx(content))), ordered_tables(content)
    names = sheet_names(tables)
    for table in tables:
        first = 6 if any(column.group for column in table.columns) else 5
        for number, row in enumerate(table.rows, first):
            for place, (value, column) in enumerate(zip(row.cells, table.columns, strict=True), 1):
                found = book[names[table.id]].cell(number, place).value
                assert found == (None if value == "" else as_kept(value, column)), (table.id, row.key, column.key)


def test_every_figure_of_its_charts_is_in_the_slides(content: Content) -> None:
    slides = list(Presentation(io.BytesIO(write_pptx(content))).slides)
    assert len(slides) == len(content.slides) + 2
    charts = [(slide, message) for slide, message in zip(slides[1:], content.slides, strict=False) if message.chart]
    assert len(charts) == 3
    for slide, message in charts:
        (drawn,) = (shape.chart for shape in slide.shapes if shape.has_chart)
        assert [tuple(series.values) for series in drawn.plots[0].series] == [one.values for one in content.chart(message.chart).series]
