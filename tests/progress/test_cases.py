"""Every situation of tests/cases: given these files and acts, this status."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from ntm.progress.keep import Facts
from ntm.units import Unit
from ntm.warehouse.generations import Warehouse
from tests.progress.situations import Case, answer, check, play, read_cases

CASES = list(read_cases())


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with blank.writing() as draft:
        draft.con.execute("set threads = 1")  # one commune: the machine's other cores only wait
        yield draft.con
        draft.discard()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.name}" for case in CASES])
def test_case(case: Case, con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    def unit_on(code: str, day: date) -> Unit:
        return next(unit for unit in facts.units.living_on(day) if unit.code == code)

    case.batches.clear()
    play(con, case, unit_on)
    for question in case.when:
        check(question["expect"], answer(con, question), case)
