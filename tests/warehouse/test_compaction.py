"""The history sorted again when its tail is long: the same figures, the same answers, in a new order."""
from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from ntm.figures import Batch, Figure, Value
from ntm.periods import make_period
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts, bring_up_to_date, refresh
from ntm.progress.status import find_units, status_rows
from ntm.warehouse import batches, compaction
from ntm.warehouse.generations import Warehouse

NOW = datetime(2023, 7, 1)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "LEAST_TAIL", 3)


def load(con: duckdb.DuckDBPyConnection, facts: Facts, quarter: int) -> None:
    """One file of a quarter: two communes, the later one first."""
    period = make_period("quarter", 2023, quarter)
    units = [unit for unit in facts.units.units if unit.code in ("02080", "01843") and unit.valid_to and unit.valid_to.year == 2025]
    figures = [
        Figure(unit.code, unit.valid_from, item, Value(numerator=quarter + 4, denominator=9), period, written=f"{quarter + 4}/9")
        for unit in sorted(units, key=lambda unit: unit.code, reverse=True)
        for item in ("thon_with_loudspeaker", "thon_with_telecom")
    ]
    batch = Batch(f"{quarter}", f"q{quarter}.xlsx", f"{quarter}", period, "318-2022-standard", "self", "kiểm thử")
    refresh(con, batches.append(con, batch, figures, 0, NOW).units)


def order_of(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, int]]:
    return con.execute("select unit, item, recency from observation order by rowid").fetchall()


def test_compaction_sorts_and_changes_no_answer(empty_warehouse: Warehouse, facts: Facts, short: None) -> None:
    with empty_warehouse.writing() as draft:
        load(draft.con, facts, 1)
        load(draft.con, facts, 2)
    with empty_warehouse.reading() as con:
        question = Question(units=find_units(con, "02080"))
        before, rows = status_rows(con, question), order_of(con)
        assert rows != sorted(rows)
    bring_up_to_date(empty_warehouse, facts, NOW)
    with empty_warehouse.reading() as con:
        assert order_of(con) == sorted(rows)
        assert status_rows(con, question) == before
        assert compaction.tail_length(con) == 0
        columns = con.execute("select column_name, is_nullable from information_schema.columns"
                              " where table_name = 'observation'").fetchall()
        assert ("written", "NO") in columns
        assert ("sheet", "YES") in columns


def test_a_sorted_history_is_left_alone(empty_warehouse: Warehouse, facts: Facts, short: None) -> None:
    with empty_warehouse.writing() as draft:
        load(draft.con, facts, 1)
        assert compaction.compact(draft.con)
        assert not compaction.compact(draft.con)
    generation = empty_warehouse.generation
    bring_up_to_date(empty_warehouse, facts, NOW)
    assert empty_warehouse.generation == generation


@pytest.mark.parametrize(("sorted_rows", "is_needed"), [
    pytest.param(0, True, id="never sorted"),
    pytest.param(4, False, id="a tail not above the least"),
    pytest.param(8, False, id="no tail"),
])
def test_when_a_tail_is_long(
    empty_warehouse: Warehouse, facts: Facts, short: None, sorted_rows: int, is_needed: bool, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with empty_warehouse.writing() as draft:
        monkeypatch.setattr(compaction, "LEAST_TAIL", 4)
        load(draft.con, facts, 1)
        load(draft.con, facts, 2)
        draft.con.execute("insert into meta values ('sorted_rows', ?)", [str(sorted_rows)])
        assert compaction.needs_compaction(draft.con) is is_needed
        draft.discard()
