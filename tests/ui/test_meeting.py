"""The parts of the page "Trình chiếu": the deck in its frame with the communes' sheets, and decisions that become tasks."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.load import init
from ntm.progress.keep import Facts
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import Revision, live_records
from tests.pages.screens import shown, without_exception


def page() -> None:
    """The page on the example's content."""
    from ntm.ui.briefing.decisions import decisions_block
    from ntm.ui.briefing.deck import deck_block
    from ntm.ui.records.desk import open_desk
    from ntm.ui.widgets import open_scene
    from tests.briefing.example import EXAMPLE

    scene = open_scene()
    desk = open_desk(scene, ("task", "obstacle"))
    deck_block(scene, desk, EXAMPLE)
    decisions_block(desk, scene)


@pytest.fixture
def warehouse(tmp_path: Path, facts: Facts) -> Iterator[Warehouse]:
    made = Warehouse(tmp_path / "warehouse")
    init(made, facts, "06", datetime(2025, 7, 15))
    with shown(made) as opened:
        yield opened


def opened(**choices: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params.update({"day": "2023-12-31", **choices})
    return without_exception(app.run())


def tasks(warehouse: Warehouse) -> list[Revision]:
    with warehouse.reading() as con:
        return list(live_records(con, "task"))


def field(app: AppTest, name: str) -> object:
    widgets = [*app.text_input, *app.text_area, *app.selectbox, *app.date_input]
    return next(one for one in widgets if (one.key or "").startswith("field_decision") and one.key.endswith(f"_{name}"))


def test_the_deck_holds_each_commune_with_its_place_and_what_stands_in_its_way(warehouse: Warehouse) -> None:
    app = opened()
    source = app.get("iframe")[0].proto.srcdoc
    sheets = json.loads(re.search(r'id="deck-data">(.*?)</script>', source, re.S)[1])["sheets"]
    own = next(sheet for sheet in sheets if sheet["code"] == "02080")
    assert len(sheets) == 95
    assert own["rings"] and own["middle"] and own["rating"]
    assert any("chủ trì" in text.lower() for text in own["obstacles"])
    assert "Bản trình chiếu" in app.get("iframe")[0].proto.alt


def test_the_deck_of_another_day_is_drawn_anew(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr("ntm.ui.briefing.deck.write_deck", lambda content, sheets: drawn.append(len(sheets)) or b"<p></p>")
    for day in (date(2024, 1, 20), date(2024, 1, 20), date(2024, 1, 21)):
        monkeypatch.setattr("ntm.ui.records.desk.records_day", lambda scene, today=day: today)
        opened()
    assert drawn == [95, 95], "once a day"


def test_a_decision_becomes_a_task_and_the_next_is_of_the_same_document(warehouse: Warehouse) -> None:
    before = len(tasks(warehouse))
    app = opened()
    app.text_input("person_field").set_value("Lý Thị D").run()
    field(app, "document").set_value("Kết luận 05/KL-BCĐ")
    field(app, "issued").set_value(date(2024, 1, 12))
    field(app, "task").set_value("Lắp loa cho thôn còn thiếu")
    field(app, "commune").set_value("02080")
    field(app, "who").set_value("Phòng A")
    field(app, "due").set_value(date(2024, 6, 30))
    app = without_exception(next(one for one in app.button if "decision_save" in (one.key or "")).click().run())
    (kept,) = tasks(warehouse)[before:]
    assert {**kept.body, "by": kept.by} == {
        "document": "Kết luận 05/KL-BCĐ", "issued": "2024-01-12", "task": "Lắp loa cho thôn còn thiếu", "commune": "02080",
        "commune_from": "2020-02-01", "who": "Phòng A", "due": "2024-06-30", "by": "Lý Thị D"}
    assert (field(app, "document").value, field(app, "issued").value, field(app, "task").value) == (
        "Kết luận 05/KL-BCĐ", date(2024, 1, 12), "")


def test_every_fault_of_a_decision_is_said_and_nothing_is_kept(warehouse: Warehouse) -> None:
    before = len(tasks(warehouse))
    app = opened()
    app.text_input("person_field").set_value("Lý Thị D").run()
    field(app, "due").set_value(date(2023, 1, 1))
    app = without_exception(next(one for one in app.button if "decision_save" in (one.key or "")).click().run())
    assert len(app.error) == 2
    assert len(tasks(warehouse)) == before


def test_as_known_before_nothing_is_typed_in(warehouse: Warehouse) -> None:
    app = opened(known_at="2025-07-16", lang="en")
    assert not any("decision_save" in (one.key or "") for one in app.button)
    assert any("Decisions of the meeting" in one.value for one in app.subheader)
