"""Which thôn lack what: by the newest list that counts, as known at a moment; and where names and counts differ."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import duckdb
import pytest

from ntm.criteria.villages import load_villages, read_villages
from ntm.figures import Batch, Figure, Value, VillageMark
from ntm.periods import parse_period
from ntm.progress.evaluate import Question, parse_known_at
from ntm.progress.keep import Facts
from ntm.progress.route.gaps import find_gaps
from ntm.progress.route.names import lacking_names
from ntm.progress.route.words import named_step
from ntm.progress.villages import dispute_words, list_notes, two_voices, villages_of
from ntm.warehouse import batches
from ntm.warehouse.facts import unit_ids
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import OLD, load, moment

BINH_TRUNG, LOUD, PHONE = "02080", "thon_with_loudspeaker", "thon_with_telecom"
DAY = date(2023, 12, 31)


@pytest.fixture
def con(blank: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with blank.writing() as draft:
        yield draft.con
        draft.discard()


def listed(con: duckdb.DuckDBPyConnection, period: str, day: int, item: str = LOUD, **villages: bool | None) -> int:
    """Load one list: thôn -> yes, no or open; its batch."""
    marks = tuple(VillageMark(name, said, () if said is not False else ("internet",), "Thôn", f"C{row}")
                  for row, (name, said) in enumerate(villages.items(), 3))
    is_open = None in villages.values()
    value = Value() if is_open else Value(numerator=sum(map(bool, villages.values())), denominator=len(marks))
    when = parse_period(period)
    figure = Figure(BINH_TRUNG, OLD, item, value, when, sheet="Thôn", cell="C3:C9", marks=marks)
    batch = Batch(f"{period}{day}", "thon.xlsx", f"{period}{day}", when, None, "self", "kiểm thử")
    return batches.append(con, batch, [] if is_open else [figure], 0, moment(day), [figure] if is_open else []).batch


def lacking(con: duckdb.DuckDBPyConnection, item: str = LOUD, as_of: date = DAY, known_at: datetime | None = None) -> list[str]:
    rows = villages_of(con, [unit_ids(con)[BINH_TRUNG, OLD]], as_of, known_at)
    return rows[(rows["measure"] == item) & ~rows["is_outdated"] & rows["is_met"].eq(False)]["village"].tolist()


def test_the_newest_list_names_those_that_lack(con: duckdb.DuckDBPyConnection) -> None:
    listed(con, "Quý II/2023", 0, A=True, B=False, C=False)
    listed(con, "Quý III/2023", 1, A=True, B=True, C=False)
    assert lacking(con) == ["C"]
    assert lacking(con, as_of=date(2023, 6, 30)) == ["B", "C"]
    assert lacking(con, PHONE) == []
    rows = villages_of(con, [unit_ids(con)[BINH_TRUNG, OLD]], DAY).set_index("village")
    assert (list(rows.loc["C", "lacks"]), rows.loc["C", "sheet"], rows.loc["C", "cell"]) == (["internet"], "Thôn", "C5")


def test_a_voided_list_names_nobody_and_a_moment_before_still_does(con: duckdb.DuckDBPyConnection) -> None:
    batch = listed(con, "Quý III/2023", 0, A=False)
    batches.void(con, batch, "kiểm thử", moment(5))
    assert lacking(con) == []
    assert lacking(con, known_at=parse_known_at("2022-01-03")) == ["A"]
    batches.redo(con, batch, "kiểm thử", moment(6))
    assert lacking(con) == ["A"]
    batches.withdraw(con, batch, 0, "kiểm thử", moment(7))
    assert lacking(con) == []


def test_a_later_count_without_names_outdates_the_list(con: duckdb.DuckDBPyConnection) -> None:
    listed(con, "Quý II/2023", 0, A=True, B=False)
    load(con, "Quý III/2023", {BINH_TRUNG: {LOUD: "2/2"}}, 1)
    assert lacking(con) == []
    assert lacking(con, as_of=date(2023, 6, 30)) == ["B"]
    assert villages_of(con, [unit_ids(con)[BINH_TRUNG, OLD]], DAY)["is_outdated"].all()


def test_a_list_with_open_names_tells_those_it_knows(con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    listed(con, "Quý II/2023", 0, item=PHONE, A=True, B=False, C=None)
    assert lacking(con, PHONE) == ["B"]
    rows = villages_of(con, [unit_ids(con)[BINH_TRUNG, OLD]], DAY)
    assert not rows["is_counted"].any()
    (note,) = list_notes(rows, [LOUD, PHONE], facts.law, load_villages(), "vi")
    assert note.lacking == "Thiếu điện thoại hoặc internet (1/3 thôn): B, chưa có internet (ô C4)"
    assert note.open.endswith(": C")


def test_two_voices_are_worded_with_both_cells(con: duckdb.DuckDBPyConnection) -> None:
    load(con, "Quý II/2023", {BINH_TRUNG: {LOUD: "2/2"}}, 0)
    listed(con, "Quý II/2023", 1, A=True, B=False)
    (row,) = [row for _, row in two_voices(con, [unit_ids(con)[BINH_TRUNG, OLD]], DAY).iterrows()]
    assert dispute_words(row, "vi") == ("Số báo cáo quý II/2023 là 2/2 (Biểu 01!B1), đếm theo tên thôn là 1/2 (Thôn!C3:C9): "
                                        "chưa khớp, đề nghị rà soát.")
    load(con, "Quý II/2023", {BINH_TRUNG: {LOUD: "1/2"}}, 2)
    assert two_voices(con, [unit_ids(con)[BINH_TRUNG, OLD]], DAY).empty


@pytest.mark.parametrize(("text", "variant"), [
    pytest.param("skip: []\nanswers: {}\nmeasures: {smart_thon: [[a]]}", "unknown-measure", id="no ratio"),
    pytest.param("skip: []\nanswers: {}\nmeasures: {thon_with_loudspeaker: [[a]]}", "bad-choice", id="unknown answer"),
    pytest.param("skip: []\nanswers: {}\nmeasures: {thon_with_loudspeaker: []}", "no-list", id="no groups"),
    pytest.param("skip: []\nanswers: []\nmeasures: {}", "no-mapping", id="no mapping"),
    pytest.param("skip: []\nmeasures: {}", "missing-key", id="a key is missing"),
])
def test_a_faulty_file_is_refused(facts: Facts, text: str, variant: str) -> None:
    _, problems = read_villages("villages.yaml", text, facts.law)
    assert variant in [problem.variant for problem in problems]
    assert all(problem.sentence("vi") and problem.params["line"] for problem in problems)


def test_a_plan_names_the_thon_that_its_work_is_in(con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    load(con, "Quý III/2023", {BINH_TRUNG: {"8.1": "Đạt", "8.2": "Đạt", "8.4": "Đạt"}}, 0, stage="appraised")
    listed(con, "Quý III/2023", 1, A=True, B=False, C=False)
    gaps = find_gaps(con, Question(DAY, province="06"), "standard", with_unknown=True)
    (plan,) = [one for one in gaps.plans if one.commune.code == BINH_TRUNG]
    named = lacking_names(con, [plan], DAY)
    assert named[plan.commune.unit, LOUD] == ("B", "C")
    said = [named_step(plan, step, named, facts.law, "vi") for step in plan.steps]
    assert any(one.endswith("(1/3 lên 2/3); còn thiếu: B, C") for one in said), said
    assert lacking_names(con, [], DAY) == {}
