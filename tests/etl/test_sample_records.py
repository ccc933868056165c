"""The sample's typed-in records: accepted by the rules, marked as a sample, put aside with it, and true to its figures' story."""
from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import yaml

from etl.load import SAMPLE_FOLDER, init
from etl.sample_records import RECORDS_FILE, write_sample_records
from ntm.records.placing import placed
from ntm.records.saving import surroundings
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import live_records
from tests.progress.helpers import load_and_refresh

WRITTEN = yaml.load((SAMPLE_FOLDER / RECORDS_FILE).read_text(encoding="utf-8"), yaml.BaseLoader)
NOW = datetime(2025, 7, 15)


def test_all_are_kept_and_marked(sample_warehouse: Warehouse) -> None:
    with sample_warehouse.reading() as con:
        found = [one for one in live_records(con) if one.is_sample]
    assert {kind: sum(one.kind == kind for one in found) for kind in WRITTEN["records"]} == {
        "obstacle": 4, "obstacle_step": 4, "assistance": 1, "activity": 4, "task": 2, "guiding_document": 7, "passing_on": 3,
        "initiative": 2, "media": 7, "radio_reading": 6, "phase_deadline": 2, "nomination": 3, "merit": 3, "dossier_part": 4,
        "review": 4}
    assert {one.body["commune"] for one in found if "commune" in one.body} == {"02080", "02071", "02077"}


def test_units_are_named_generically() -> None:
    every = [record for records in WRITTEN["records"].values() for record in records]
    named = [record[name] for record in every for name in ("lead", "unit", "who", "outlet", "asked_by", "body", "name") if name in record]
    assert {name for name in named if "(minh họa)" not in name} == {"UBND xã Bình Trung", "Cá nhân A"}


def test_its_obstacles_agree_with_its_figures(sample_warehouse: Warehouse, facts) -> None:
    """Each obstacle of a standard indicator is removed in the quarter in which the figures meet it (story.yaml)."""
    with sample_warehouse.reading() as con:
        around = surroundings(con, facts.law, facts.units, NOW)
    states = {day: [one.state for one in sorted(placed(around.kinds["obstacle"], around.known, day), key=lambda one: int(one.id))]
              for day in (date(2023, 12, 31), date(2024, 3, 31), date(2024, 9, 30), date(2025, 6, 30))}
    assert states == {
        date(2023, 12, 31): ["overdue", "open", "future", "future"], date(2024, 3, 31): ["closed", "open", "future", "future"],
        date(2024, 9, 30): ["closed", "closed", "future", "future"], date(2025, 6, 30): ["closed", "closed", "open", "overdue"]}


def test_they_stand_aside_when_real_figures_count(blank: Warehouse, facts) -> None:
    with blank.writing() as draft:
        write_sample_records(draft.con, facts, SAMPLE_FOLDER, "06", "ntm", NOW)
        assert len(live_records(draft.con, "obstacle")) == 4
        load_and_refresh(draft.con, "Quý II/2025", {"02080": {"8.3": "Đạt"}}, day=1300)
        assert live_records(draft.con, "obstacle") == []
        draft.discard()


def test_another_province_gets_none_of_them(tmp_path: Path, facts) -> None:
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / RECORDS_FILE).write_bytes((SAMPLE_FOLDER / RECORDS_FILE).read_bytes())
    made = Warehouse(tmp_path / "warehouse")
    init(made, facts, "19", NOW, folder)
    with made.reading() as con:
        assert live_records(con, "obstacle") == []
    made.close()
