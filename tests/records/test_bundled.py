"""The published roadmap and recognitions stand as records, once, and what people make of them stays."""
from __future__ import annotations

from datetime import datetime, timedelta

from ntm.progress.keep import Facts, bring_up_to_date
from ntm.records.bundled import write_bundled
from ntm.records.saving import Change, save, surroundings
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records

NOW = datetime(2024, 3, 1)


def test_the_published_roadmap_is_there_with_its_source(empty_warehouse: Warehouse) -> None:
    with empty_warehouse.reading() as con:
        roadmap, recognitions = live_records(con, "roadmap"), live_records(con, "recognition")
    ways = [(one.body["level"], one.body["year"], one.body["how"]) for one in roadmap]
    assert {way: ways.count(way) for way in ways} == {
        ("standard", 2023, "registered"): 11, ("standard", 2023, "carried"): 6, ("advanced", 2023, "registered"): 6}
    assert {one.body["source_status"] for one in (*roadmap, *recognitions)} == {"verified"}
    assert len(recognitions) == 6


def test_what_a_person_removed_does_not_come_back(empty_warehouse: Warehouse, facts: Facts) -> None:
    with empty_warehouse.writing() as draft:
        around = surroundings(draft.con, facts.law, facts.units, NOW)
        save(draft.con, [Change("roadmap", "1", None)], around, "Cán bộ A", NOW)
    with empty_warehouse.writing() as draft:
        assert write_bundled(draft.con, facts.law, facts.units, NOW + timedelta(days=1)) is None
        assert len(live_records(draft.con, "roadmap")) == 22
        draft.discard()


def test_an_older_warehouse_gets_it_when_it_is_opened(empty_warehouse: Warehouse, facts: Facts) -> None:
    with empty_warehouse.writing() as draft:
        draft.con.execute("delete from record")
    bring_up_to_date(empty_warehouse, facts, NOW)
    with empty_warehouse.reading() as con:
        assert len(live_records(con, "roadmap")) == 23
    generation = empty_warehouse.generation
    bring_up_to_date(empty_warehouse, facts, NOW)
    assert empty_warehouse.generation == generation
