"""Saving: whole or not at all, dated and signed, undone by another save; the second of two editors sees the first."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import duckdb
import pytest

from ntm.problems import WrongUse
from ntm.progress.keep import Facts
from ntm.records.saving import BadRecords, Change, EditConflict, differences, save, surroundings, undo_edit
from ntm.warehouse.generations import Warehouse
from ntm.warehouse.records import edits, live_records, revisions_of
from tests.progress.helpers import load

NOON = datetime(2024, 3, 1, 12)
HOUR = timedelta(hours=1)
OBSTACLE = {"commune": "02080", "indicator": "8.3", "what": "Loa hỏng", "since": "2023-01-10"}


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A transaction that is thrown away."""
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


@pytest.fixture
def put(con: duckdb.DuckDBPyConnection, facts: Facts):
    """Save changes at an hour, as somebody."""
    def put_(*changes: Change, by: str = "Cán bộ A", hour: int = 0, is_sample: bool = False) -> int | None:
        now = NOON + hour * HOUR
        return save(con, changes, surroundings(con, facts.law, facts.units, now), by, now, is_sample=is_sample)
    return put_


def new(kind: str = "obstacle", **values: object) -> Change:
    """A record that is not there yet."""
    return Change(kind, None, (OBSTACLE if kind == "obstacle" else {}) | values)


def whats(con: duckdb.DuckDBPyConnection, moment: datetime = datetime.max) -> list[tuple[str, str]]:
    """The live obstacles: id and what."""
    return [(one.id, one.body["what"]) for one in live_records(con, "obstacle", moment)]


def test_saved_changed_removed_each_dated(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new(), new(since="2023-02-01", what="Cột đổ"))
    put(Change("obstacle", "1", OBSTACLE | {"what": "Loa cháy"}), by="Cán bộ B", hour=1)
    put(Change("obstacle", "2", None), hour=2)
    assert whats(con) == [("1", "Loa cháy")]
    assert whats(con, NOON + HOUR) == [("1", "Loa cháy"), ("2", "Cột đổ")]
    assert whats(con, NOON) == [("1", "Loa hỏng"), ("2", "Cột đổ")]
    assert whats(con, NOON - HOUR) == []
    assert [(one.by, one.body["what"], one.is_removed) for one in revisions_of(con, "obstacle")] == [
        ("Cán bộ A", "Loa hỏng", False), ("Cán bộ A", "Cột đổ", False), ("Cán bộ B", "Loa cháy", False), ("Cán bộ A", "Cột đổ", True)]


def test_what_does_not_differ_is_not_written(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new())
    assert put(Change("obstacle", "1", OBSTACLE), hour=1) is None
    assert len(edits(con, ["obstacle"])) == 1


def test_one_fault_refuses_the_whole_save(con: duckdb.DuckDBPyConnection, put) -> None:
    with pytest.raises(BadRecords) as refused:
        put(new(), new(since="2023-02-01", what=""), new(commune="1"))
    assert [problem.variant for problem in refused.value.problems] == ["required", "commune"]
    assert whats(con) == []


def test_twins_within_one_save_are_seen(put) -> None:
    with pytest.raises(BadRecords) as refused:
        put(new(), new())
    assert [problem.variant for problem in refused.value.problems] == ["twin"]


def test_the_second_editor_sees_what_the_first_changed(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new())
    base = live_records(con, "obstacle")[0].seq
    put(Change("obstacle", "1", OBSTACLE | {"lead": "Phòng A"}, base), by="Cán bộ A", hour=1)
    mine = Change("obstacle", "1", OBSTACLE | {"lead": "Phòng B"}, base)
    with pytest.raises(EditConflict) as conflict:
        put(mine, by="Cán bộ B", hour=2)
    theirs = conflict.value.theirs["obstacle", "1"]
    assert (theirs.by, theirs.body["lead"]) == ("Cán bộ A", "Phòng A")
    assert "Cán bộ A" in conflict.value.sentences("vi")[0]
    put(Change("obstacle", "1", mine.written, theirs.seq), by="Cán bộ B", hour=3)  # and decides
    assert live_records(con, "obstacle")[0].body["lead"] == "Phòng B"


def test_undo_writes_back_what_stood(con: duckdb.DuckDBPyConnection, facts: Facts, put) -> None:
    put(new())
    changed = put(Change("obstacle", "1", OBSTACLE | {"what": "Loa cháy"}), new(since="2023-05-01"), hour=1)
    around = surroundings(con, facts.law, facts.units, NOON)
    undone = undo_edit(con, changed, around, "Cán bộ B", NOON + 2 * HOUR)
    assert whats(con) == [("1", "Loa hỏng")]
    undo_edit(con, undone, around, "Cán bộ B", NOON + 3 * HOUR)
    assert whats(con) == [("1", "Loa cháy"), ("2", "Loa hỏng")]
    assert edits(con, ["obstacle"])["is_undone"].tolist() == [False, True, True, False]


def test_undo_of_what_was_changed_again_or_never_was(con: duckdb.DuckDBPyConnection, facts: Facts, put) -> None:
    first = put(new())
    put(Change("obstacle", "1", OBSTACLE | {"what": "Loa cháy"}), hour=1)
    around = surroundings(con, facts.law, facts.units, NOON)
    with pytest.raises(EditConflict):
        undo_edit(con, first, around, "Cán bộ A", NOON)
    with pytest.raises(WrongUse):
        undo_edit(con, 99, around, "Cán bộ A", NOON)


def test_what_others_refer_to_is_not_removed(put) -> None:
    put(new())
    put(Change("obstacle_step", None, {"obstacle": "1", "on": "2023-03-01", "what": "Họp"}), hour=1)
    with pytest.raises(BadRecords) as refused:
        put(Change("obstacle", "1", None), hour=2)
    assert [problem.code for problem in refused.value.problems] == ["record-referred"]


def test_the_sample_stands_aside_with_its_figures(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new(), is_sample=True)
    put(new(since="2023-06-01", what="Thật"), hour=1)
    assert whats(con) == [("1", "Loa hỏng"), ("2", "Thật")]
    load(con, "Quý I/2024", {"02080": {"8.3": "Đạt"}})
    assert whats(con) == [("2", "Thật")]


def test_an_edited_record_of_the_sample_and_what_hangs_on_it_stay_sample(con: duckdb.DuckDBPyConnection, facts: Facts, put) -> None:
    put(new(), is_sample=True)
    edited = put(Change("obstacle", "1", OBSTACLE | {"what": "Loa cháy"}), new(since="2023-06-01"), hour=1)
    put(Change("obstacle_step", None, {"obstacle": "1", "on": "2023-03-01", "what": "Họp"}), hour=2)
    marks = [(one.kind, one.id, one.is_sample) for kind in ("obstacle", "obstacle_step") for one in live_records(con, kind)]
    assert marks == [
        ("obstacle", "1", True), ("obstacle", "2", False), ("obstacle_step", "1", True)]
    undo_edit(con, edited, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 3 * HOUR)
    assert [one.is_sample for one in live_records(con, "obstacle")] == [True]


def test_a_key_is_free_again_once_its_record_moved_away_in_the_same_save(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new())
    put(Change("obstacle", "1", OBSTACLE | {"since": "2023-09-01"}), new(what="Thay vào"), hour=1)
    assert whats(con) == [("1", "Loa hỏng"), ("2", "Thay vào")]


def test_the_moment_of_a_conflict_is_told_by_the_clock_of_viet_nam(con: duckdb.DuckDBPyConnection, put) -> None:
    put(new())
    base = live_records(con, "obstacle")[0].seq
    put(Change("obstacle", "1", OBSTACLE | {"lead": "Phòng A"}, base), hour=1)
    with pytest.raises(EditConflict) as conflict:
        put(Change("obstacle", "1", OBSTACLE, base), hour=2)
    assert "01/3/2024 20:00" in conflict.value.sentences("vi")[0], "13:00 UTC"


def test_differences() -> None:
    assert differences({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a": (1, None), "b": (2, 3), "c": (None, 4)}


def test_what_is_undone_does_not_come_back_beside_its_successor(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    first, second = ({"commune": "02080", "thon": count, "since": since} for count, since in ((9, "1/1/2021"), (8, "1/1/2024")))
    put(new("attribute", **first))
    closed = put(Change("attribute", "1", first | {"until": "31/12/2023"}), hour=1)
    put(new("attribute", **second), hour=2)
    with pytest.raises(BadRecords) as refused:
        undo_edit(con, closed, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON)
    assert [(problem.variant, problem.value) for problem in refused.value.problems] == [("overlap", "2")]
    assert "01/01/2024 – …" in refused.value.problems[0].sentence("vi")


def test_what_is_undone_does_not_come_back_beside_its_twin(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    put(new())
    removed = put(Change("obstacle", "1", None), hour=1)
    put(new(), hour=2)
    with pytest.raises(BadRecords) as refused:
        undo_edit(con, removed, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON)
    assert [(problem.variant, problem.value) for problem in refused.value.problems] == [("twin", "2")]
    assert whats(con) == [("2", "Loa hỏng")]


STEP = {"obstacle": "1", "on": "2023-03-01", "what": "Họp"}


def test_undo_leaves_no_record_that_refers_to_one_that_is_gone(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    added = put(new())
    put(Change("obstacle_step", None, STEP), hour=1)
    with pytest.raises(BadRecords) as refused:
        undo_edit(con, added, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON)
    assert [(problem.code, problem.params["id"]) for problem in refused.value.problems] == [("record-referred", "1")]


def test_what_is_undone_does_not_come_back_without_what_it_refers_to(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    put(new())
    put(Change("obstacle_step", None, STEP), hour=1)
    removed = put(Change("obstacle_step", "1", None), hour=2)
    both = put(Change("obstacle", "1", None), hour=3)
    with pytest.raises(BadRecords) as refused:
        undo_edit(con, removed, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON)
    assert [(problem.variant, problem.params["name"], problem.value) for problem in refused.value.problems] == [("known", "obstacle", "1")]
    assert all(problem.sentence(lang) for problem in refused.value.problems for lang in ("vi", "en"))
    undo_edit(con, both, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 4 * HOUR)
    undo_edit(con, removed, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 5 * HOUR)
    assert len(live_records(con, "obstacle_step")) == 1


def test_records_saved_together_are_undone_together_both_ways(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    put(new())
    put(Change("obstacle_step", None, STEP), hour=1)
    gone = put(Change("obstacle_step", "1", None), Change("obstacle", "1", None), hour=2)
    back = undo_edit(con, gone, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 3 * HOUR)
    undo_edit(con, back, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 4 * HOUR)
    assert whats(con) == live_records(con, "obstacle_step") == []


def test_today_is_the_day_of_viet_nam(con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    days = [surroundings(con, facts.law, facts.units, datetime(2024, 3, 1, hour)).today for hour in (16, 17)]
    assert days == [date(2024, 3, 1), date(2024, 3, 2)], "midnight there is 17:00 UTC"


def test_what_records_stood_beside_at_a_moment(con: duckdb.DuckDBPyConnection, facts: Facts, put) -> None:
    put(new())
    put(Change("obstacle", "1", None), hour=1)
    known = [surroundings(con, facts.law, facts.units, NOON, moment).known["obstacle"] for moment in (NOON, NOON + HOUR)]
    assert [list(records) for records in known] == [["1"], []]


def test_saves_of_a_sample_put_aside_are_undone(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    put(new(), is_sample=True)
    step = put(Change("obstacle_step", None, STEP), hour=1)
    put(Change("nomination", None, NOMINATION), Change("merit", None, MERIT), is_sample=True, hour=2)
    removed = put(Change("merit", "1", None), hour=3)
    load(con, "Quý I/2024", {"02080": {"8.3": "Đạt"}})
    for edit in (step, removed):
        undo_edit(con, edit, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + 4 * HOUR)
    assert [one.is_removed for one in revisions_of(con, "obstacle_step")] == [False, True]
    assert [one.is_removed for one in revisions_of(con, "merit")] == [False, True, False]


MERIT = {"nomination": "1", "standard": "collective-help", "text": "…"}
NOMINATION = {"phase": "midterm-2023", "kind": "collective", "name": "Phòng A", "unit": "Phòng A", "award": "60-KH-STTTT/department"}


def test_a_closed_phase_keeps_its_nominations(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    nominated = put(Change("nomination", None, NOMINATION))
    closed = put(Change("phase_deadline", None, {"phase": "midterm-2023", "due": "2024-01-15", "closed": "2024-01-31"}), hour=1)
    around = surroundings(con, facts.law, facts.units, NOON)
    for attempt in (lambda: put(Change("nomination", "1", None), hour=2),
                    lambda: undo_edit(con, nominated, around, "Cán bộ A", NOON + 2 * HOUR)):
        with pytest.raises(BadRecords) as refused:
            attempt()
        assert [problem.code for problem in refused.value.problems] == ["phase-closed"]
    undo_edit(con, closed, around, "Cán bộ A", NOON + 2 * HOUR)
    put(Change("nomination", "1", None), hour=3)
    assert not list(live_records(con, "nomination", datetime.max))


def test_a_nomination_and_what_belongs_to_it_are_undone_together(con: duckdb.DuckDBPyConnection, put, facts: Facts) -> None:
    both = put(Change("nomination", None, NOMINATION), Change("merit", None, MERIT))
    around = surroundings(con, facts.law, facts.units, NOON)
    undone = undo_edit(con, both, around, "Cán bộ A", NOON)
    assert not list(live_records(con, "nomination", datetime.max))
    undo_edit(con, undone, surroundings(con, facts.law, facts.units, NOON), "Cán bộ A", NOON + HOUR)
    assert [one.id for one in live_records(con, "merit", datetime.max)] == ["1"]
