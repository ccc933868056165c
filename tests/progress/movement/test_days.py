"""A year's deadlines in one list, overdue first; a phase that nobody dated is told with the plan's own words."""
from __future__ import annotations

from datetime import date

from ntm.movements import load_movements
from ntm.progress.keep import Facts
from ntm.progress.movement.days import deadlines_of
from ntm.warehouse.generations import Warehouse
from tests.progress.movement.helpers import words_of

MOVEMENT = load_movements()["60-KH-STTTT"]


def test_the_year_2023(sample_warehouse: Warehouse, facts: Facts) -> None:
    found = deadlines_of(2023, MOVEMENT, words_of(sample_warehouse, facts), date(2023, 12, 31), "vi")
    assert [(one.what, one.state, one.days_left) for one in found] == [
        ("obstacle", "overdue", -16), ("task", "open", 0), ("phase", "open", 15), ("phase", "unknown", None),
        ("guiding_document", "done", -296), ("guiding_document", "done", -247), ("guiding_document", "done", -194),
        ("guiding_document", "done", -107)]
    assert found[3].title.endswith("năm 2023 – chưa có ngày (gửi cùng hồ sơ đề nghị khen thưởng tổng kết năm công tác)")
    assert found[0].title.startswith("Xã Bình Trung: ")
    assert [one.record for one in found[:2]] == [("obstacle", "1"), ("task", "1")]


def test_a_phase_is_done_when_all_its_dossiers_are_complete(sample_warehouse: Warehouse, facts: Facts) -> None:
    found = deadlines_of(2022, MOVEMENT, words_of(sample_warehouse, facts), date(2022, 12, 31), "vi")
    assert [one.state for one in found if one.what == "phase"] == ["done"]


def test_without_a_movement_the_records_days_stay(sample_warehouse: Warehouse, facts: Facts) -> None:
    found = deadlines_of(2023, None, words_of(sample_warehouse, facts), date(2023, 12, 31), "en")
    assert {one.what for one in found} == {"obstacle", "task", "guiding_document"}
    assert deadlines_of(2030, None, words_of(sample_warehouse, facts), date(2023, 12, 31), "en") == []
