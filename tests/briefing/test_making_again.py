"""The same request makes the same content, whatever is loaded, undone or typed in after its moment."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ntm.briefing.content import Content, Request
from ntm.briefing.fingerprint import fingerprint
from ntm.briefing.making import make_content
from ntm.progress.evaluate import Question
from ntm.progress.forecast.answer import forecast
from ntm.progress.keep import Facts, refresh
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse
from tests.briefing.conftest import KNOWN, midterm
from tests.progress.helpers import load

LATER = datetime(2025, 9, 1)


@pytest.fixture
def warehouse(sample_warehouse: Warehouse, tmp_path: Path) -> Iterator[Warehouse]:
    shutil.copytree(sample_warehouse.folder, tmp_path / "copy")
    made = Warehouse(tmp_path / "copy")
    yield made
    made.close()


def made_of(warehouse: Warehouse, request: Request) -> Content:
    with warehouse.reading() as con:
        return make_content(con, request)


def load_another(warehouse: Warehouse) -> None:
    """A real file of the same quarter, which puts the sample aside."""
    with warehouse.writing() as draft:
        done = load(draft.con, "quý IV/2023", {"02080": {"thon_with_loudspeaker": "9/9"}}, (LATER - datetime(2022, 1, 1)).days)
        refresh(draft.con, done.units)


def type_in(warehouse: Warehouse, facts: Facts) -> None:
    """An obstacle closed, another helped commune, a letterhead, an aim."""
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, LATER)
        number, kept = next(iter(around.known["obstacle"].items()))
        body = {name: value for name, value in kept.items() if name != "commune_from"}
        save(draft.con, [
            Change("obstacle", number, {**body, "closed": "2023-12-20"}),
            Change("assistance", None, {"unit": "Phòng C", "commune": "02071", "since": "2023-01-01"}),
            Change("letterhead", None, {"body": "Sở A", "place": "Bắc Kạn", "since": "2022-01-01"}),
            Change("target", None, {"level": "standard", "span": "year", "year": "2024", "count": "80"}),
        ], around, "kiểm thử", LATER)


@pytest.mark.parametrize("request_", [midterm(), midterm(kind="year"), midterm(kind="commune", commune="02080")], ids=lambda one: one.kind)
def test_the_same_whatever_has_been_loaded_since(request_: Request, warehouse: Warehouse, facts: Facts) -> None:
    before = made_of(warehouse, request_)
    type_in(warehouse, facts)
    assert made_of(warehouse, request_) == before
    load_another(warehouse)
    after = made_of(warehouse, request_)
    assert after == before and fingerprint(after) == fingerprint(before)


def test_the_same_after_an_undoing(warehouse: Warehouse) -> None:
    before = made_of(warehouse, midterm())
    with warehouse.writing() as draft:
        done = batches.void(draft.con, 9, "kiểm thử", LATER)
        refresh(draft.con, done.units if hasattr(done, "units") else done)
    assert made_of(warehouse, midterm()) == before
    assert fingerprint(made_of(warehouse, midterm(known_at=datetime(2025, 9, 2)))) != fingerprint(before)


def test_what_is_typed_in_is_told_from_then_on(warehouse: Warehouse, facts: Facts) -> None:
    type_in(warehouse, facts)
    content = made_of(warehouse, midterm(known_at=datetime(2025, 9, 2)))
    assert content.head.body == "Sở A" and "Sở A báo cáo" in content.opening[0].text
    assert {"helped_02071", "helped_02080"} <= {one.id for one in content.tables}
    assert content.table("removed").body[0].cells[4].isoformat() == "2023-12-20"
    said = [one.text for one in content.paragraphs()]
    assert "Chỉ tiêu năm 2024, mức xã NTM: 80 xã; hiện có 65 xã, còn thiếu 15 xã." in said
    assert any(one.startswith("Chỉ tính được cho 13/15 xã muốn thêm") for one in said)


def test_made_again_it_is_equal(warehouse: Warehouse) -> None:
    first = made_of(warehouse, midterm(lang="en"))
    assert made_of(warehouse, replace(first.request)) == first
    assert first.request.known_at == KNOWN


def test_a_review_looks_back_on_the_roadmap_of_past_years(warehouse: Warehouse, facts: Facts) -> None:
    with warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, LATER)
        targets = [{"commune": code, "level": "standard", "year": "2022", "how": "registered"} for code in ("02080", "01927")]
        save(draft.con, [Change("roadmap", None, body) for body in targets], around, "kiểm thử", LATER)
    known, end = datetime(2025, 9, 2), date(2022, 12, 31)
    rows = {row.key: row.cells for row in made_of(warehouse, midterm(known_at=known)).table("roadmap").body}
    with warehouse.reading() as con:
        ratings = {one.commune: one.rating for one in forecast(con, Question(end, known, "06"), "standard", end)}
    past = {key.partition("/")[0]: cells for key, cells in rows.items() if key.endswith("/standard/2022")}
    assert {code: cells[5] for code, cells in past.items()} == {code: ratings[code] for code in ("02080", "01927")}
    assert set(ratings.values()) == {"achieved", "missed"}
    year = made_of(warehouse, midterm(kind="year", known_at=known)).table("roadmap").body
    assert not [row for row in year if row.key.endswith("/2022")]
