"""Batches and acts: what is appended, what is unchanged, what an undo brings back; nothing is ever deleted."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from ntm.problems import WrongUse
from ntm.progress.evaluate import Question
from ntm.progress.keep import refresh
from ntm.progress.status import find_units, status_rows
from ntm.warehouse import batches
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import load, moment

BINH_TRUNG, LUONG_BANG = "02080", "02062"
WHO = "kiểm thử"


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


def status_of(con: duckdb.DuckDBPyConnection, number: str = "8.3") -> str:
    """Status of one indicator of Bình Trung at the end of 2023, from the history."""
    question = Question(as_of=date(2023, 12, 31), known_at=moment(10_000), units=find_units(con, BINH_TRUNG))
    return next(row["status"] for row in status_rows(con, question, "standard") if row["indicator"] == number)


def test_append_counts_what_it_took_and_what_was_there(con: duckdb.DuckDBPyConnection) -> None:
    said = {BINH_TRUNG: {"8.1": "Đạt", "thon_with_loudspeaker": "6/9"}, LUONG_BANG: {"8.1": "Chưa đạt"}}
    first = load(con, "Quý II/2023", said, 1)
    again = load(con, "Quý II/2023", said | {LUONG_BANG: {"8.1": "Đạt"}}, 2)
    assert (first.accepted, first.unchanged, len(first.units)) == (3, 0, 2)
    assert (again.accepted, again.unchanged) == (3, 2)
    assert con.execute("select count(*) from observation").fetchone() == (6,)


@pytest.mark.parametrize(("period", "stage", "value", "unchanged"), [
    pytest.param("Quý II/2023", "self", "6/9", 1, id="equal"),
    pytest.param("Quý II/2023", "self", "5/9", 0, id="another value"),
    pytest.param("Quý II/2023", "self", "12/18", 0, id="the same share of other counts"),
    pytest.param("Quý III/2023", "self", "6/9", 0, id="another period"),
    pytest.param("Quý II/2023", "verified", "6/9", 0, id="another stage"),
    pytest.param("Tháng 6/2023", "self", "6/9", 0, id="another kind of period that ends that day"),
])
def test_unchanged(con: duckdb.DuckDBPyConnection, period: str, stage: str, value: str, unchanged: int) -> None:
    load(con, "Quý II/2023", {BINH_TRUNG: {"thon_with_loudspeaker": "6/9"}}, 1)
    assert load(con, period, {BINH_TRUNG: {"thon_with_loudspeaker": value}}, 2, stage=stage).unchanged == unchanged


def test_unchanged_compares_with_the_newest_that_stands(con: duckdb.DuckDBPyConnection) -> None:
    six, five = ({BINH_TRUNG: {"thon_with_loudspeaker": value}} for value in ("6/9", "5/9"))
    load(con, "Quý II/2023", six, 1)
    wrong = load(con, "Quý II/2023", five, 2)
    assert load(con, "Quý II/2023", six, 3).unchanged == 0
    batches.void(con, wrong.batch, WHO, moment(4))
    last = load(con, "Quý II/2023", six, 5)
    assert last.unchanged == 1
    for batch in (1, 3, last.batch):
        batches.withdraw(con, batch, 0, WHO, moment(6))
    assert load(con, "Quý II/2023", six, 7).unchanged == 0


def test_void_and_redo(con: duckdb.DuckDBPyConnection) -> None:
    done = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 1)
    assert status_of(con) == "met"
    assert batches.void(con, done.batch, WHO, moment(2)) == done.units
    assert status_of(con) == "no_data"
    assert batches.redo(con, done.batch, WHO, moment(3)) == done.units
    assert status_of(con) == "met"
    assert con.execute("select kind from act order by seq").fetchall() == [("void",), ("redo",)]


def test_withdraw_and_restore(con: duckdb.DuckDBPyConnection) -> None:
    done = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt", "8.1": "Đạt"}}, 1)
    assert batches.withdraw(con, done.batch, 0, WHO, moment(2)) == done.units
    assert (status_of(con, "8.3"), status_of(con, "8.1")) == ("no_data", "met")
    assert batches.restore(con, done.batch, 0, WHO, moment(3)) == done.units
    assert status_of(con, "8.3") == "met"


def test_wrong_acts_are_told_so(con: duckdb.DuckDBPyConnection) -> None:
    done = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 1)
    refused = [
        ("unknown-batch", lambda: batches.void(con, 99, WHO, moment(2))),
        ("unknown-batch", lambda: batches.redo(con, 99, WHO, moment(2))),
        ("batch-is-live", lambda: batches.redo(con, done.batch, WHO, moment(2))),
        ("unknown-figure", lambda: batches.withdraw(con, done.batch, 7, WHO, moment(2))),
    ]
    for code, act in refused:
        with pytest.raises(WrongUse) as raised:
            act()
        assert [p.code for p in raised.value.problems] == [code]
        assert raised.value.sentences("vi") and raised.value.sentences("en")
    batches.void(con, done.batch, WHO, moment(3))
    with pytest.raises(WrongUse) as raised:
        batches.void(con, done.batch, WHO, moment(4))
    assert [p.code for p in raised.value.problems] == ["batch-is-void"]


def test_identity_finds_the_live_batch_only(con: duckdb.DuckDBPyConnection) -> None:
    done = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 1, identity="tệp/kỳ/bộ")
    assert batches.find_batch(con, "tệp/kỳ/bộ") == done.batch
    assert batches.find_batch(con, "tệp khác") is None
    batches.void(con, done.batch, WHO, moment(2))
    assert batches.find_batch(con, "tệp/kỳ/bộ") is None
    again = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 3, identity="tệp/kỳ/bộ")
    assert batches.find_batch(con, "tệp/kỳ/bộ") == again.batch != done.batch


def test_the_first_real_load_puts_the_sample_aside_and_its_undoing_returns_it(con: duckdb.DuckDBPyConnection) -> None:
    sample = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}, LUONG_BANG: {"8.3": "Đạt"}}, 1, is_sample=True)
    real = load(con, "Quý II/2023", {BINH_TRUNG: {"8.1": "Đạt", "8.3": "Đạt"}}, 2)
    assert set(real.units) == set(sample.units), "the sample's communes change too"
    assert real.unchanged == 0, "equal to the sample is not equal to a reported figure"
    assert dict(con.execute("select batch, kind from act").fetchall()) == {sample.batch: "aside"}
    other = load(con, "Quý III/2023", {BINH_TRUNG: {"8.2": "Đạt"}}, 3)
    assert other.units == (find_units(con, BINH_TRUNG)[0],), "put aside once"
    batches.void(con, other.batch, WHO, moment(4))
    assert status_of(con, "8.1") == "met", "one real batch still stands"
    assert set(batches.void(con, real.batch, WHO, moment(5))) == set(sample.units)
    assert (status_of(con, "8.1"), status_of(con, "8.3")) == ("no_data", "met")
    batches.redo(con, real.batch, WHO, moment(6))
    assert (status_of(con, "8.1"), status_of(con, "8.3")) == ("met", "met")
    assert set(con.execute("from void_batch('infinity'::timestamp)").fetchall()) == {(sample.batch,), (other.batch,)}


def test_a_sample_batch_that_a_person_voided_does_not_return(con: duckdb.DuckDBPyConnection) -> None:
    sample = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 1, is_sample=True)
    batches.void(con, sample.batch, WHO, moment(2))
    real = load(con, "Quý II/2023", {BINH_TRUNG: {"8.1": "Đạt"}}, 3)
    batches.void(con, real.batch, WHO, moment(4))
    assert status_of(con) == "no_data"


def test_history_lists_every_batch_newest_first(con: duckdb.DuckDBPyConnection) -> None:
    first = load(con, "Quý I/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 1)
    load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 2)
    batches.void(con, first.batch, "người khác", moment(3))
    rows = batches.history(con)
    assert rows["id"].tolist() == [2, 1]
    assert rows["is_void"].tolist() == [False, True]
    assert rows["acted_by"].tolist()[1] == "người khác"


def test_the_kept_tables_follow_every_act(con: duckdb.DuckDBPyConnection) -> None:
    def kept() -> tuple[str, int]:
        level = con.execute("select status from level_status where unit = ? and level = 'standard'", [done.units[0]]).fetchone()
        return level[0], con.execute("select count(*) from current").fetchone()[0]

    refresh(con, load(con, "Quý I/2023", {LUONG_BANG: {"8.3": "Đạt"}}, 1).units)
    done = load(con, "Quý II/2023", {BINH_TRUNG: {"8.3": "Đạt"}}, 2)
    refresh(con, done.units)
    assert kept() == ("incomplete", 2)
    refresh(con, batches.void(con, done.batch, WHO, moment(3)))
    assert kept() == ("no_data", 1)
    refresh(con, batches.redo(con, done.batch, WHO, moment(4)))
    assert kept() == ("incomplete", 2)
