"""What a question means when it says little: the default day, the moment, the place, and an empty warehouse."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from ntm.criteria import law_from_texts
from ntm.problems import WrongUse
from ntm.progress.evaluate import Question, default_as_of, parse_known_at
from ntm.progress.keep import Facts, refresh
from ntm.progress.status import find_units, status_rows
from ntm.warehouse import batches
from ntm.warehouse.facts import write_facts
from ntm.warehouse.generations import Warehouse
from tests.progress.helpers import SET, load, load_and_refresh, moment

BAC_KAN = "06"


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("2023-12-31", datetime(2023, 12, 31, 16, 59, 59, 999999), id="a bare date is its end in Hà Nội"),
    pytest.param("2023-12-31T17:00", datetime(2023, 12, 31, 10), id="UTC+7 unless said"),
    pytest.param("2023-12-31T17:00:00+00:00", datetime(2023, 12, 31, 17), id="said: UTC"),
    pytest.param("2023-12-31T17:00:00Z", datetime(2023, 12, 31, 17), id="said: Z"),
    pytest.param("2024-01-01T01:30:00+09:00", datetime(2023, 12, 31, 16, 30), id="said: UTC+9"),
])
def test_parse_known_at(text: str, expected: datetime) -> None:
    assert parse_known_at(text) == expected


@pytest.mark.parametrize("text", ["31/12/2023", "2023-13-01", "hôm qua", ""])
def test_a_moment_that_is_none(text: str) -> None:
    with pytest.raises(WrongUse) as raised:
        parse_known_at(text)
    assert [p.code for p in raised.value.problems] == ["bad-moment"]


def test_default_day_is_the_end_of_the_newest_period(empty_warehouse: Warehouse) -> None:
    with empty_warehouse.writing() as draft:
        assert default_as_of(draft.con) is None
        load(draft.con, "Quý II/2023", {"02080": {"8.3": "Đạt"}}, day=1)
        load(draft.con, "Quý IV/2022", {"02080": {"8.3": "Chưa đạt"}}, day=2)
        assert default_as_of(draft.con) == date(2023, 6, 30)
        newest = load(draft.con, "Tháng 9/2023", {"02080": {"8.3": "Đạt"}}, day=3)
        assert default_as_of(draft.con) == date(2023, 9, 30)
        assert default_as_of(draft.con, moment(2)) == date(2023, 6, 30)
        batches.void(draft.con, newest.batch, "kiểm thử", moment(4))
        assert default_as_of(draft.con) == date(2023, 6, 30)
        draft.discard()


def test_empty_warehouse_answers_for_every_commune(blank: Warehouse) -> None:
    with blank.reading() as con:
        rows = status_rows(con, Question(as_of=date(2023, 12, 31), province=BAC_KAN), "standard")
    assert Counter(row["indicator"] for row in rows) == dict.fromkeys(("8.1", "8.2", "8.3", "8.4"), 95)
    assert {row["status"] for row in rows} == {row["level_status"] for row in rows} == {"no_data"}
    assert {(row["attainment"]["low"], row["attainment"]["high"]) for row in rows} == {(0, 1)}
    assert all(row["source"] is None and row["verdict"] is None and row["set"] == SET for row in rows)


@pytest.mark.parametrize(("day", "count"), [
    pytest.param(date(2021, 12, 31), 96, id="since 1/2/2020"),
    pytest.param(date(2023, 4, 9), 96, id="the day before Vân Tùng became a town"),
    pytest.param(date(2023, 4, 10), 95, id="Vân Tùng is a town"),
    pytest.param(date(2025, 6, 30), 95, id="the last day of the districts"),
])
def test_communes_of_bac_kan(blank: Warehouse, day: date, count: int) -> None:
    with blank.reading() as con:
        rows = status_rows(con, Question(as_of=day, province=BAC_KAN), "standard")
    assert len({row["commune"] for row in rows}) == count


def test_a_province_that_is_gone_answers_with_its_successors(blank: Warehouse, facts: Facts) -> None:
    with blank.reading() as con:
        rows = status_rows(con, Question(as_of=date(2025, 9, 30), province=BAC_KAN), "standard")
    old = {(u.code, u.valid_from) for u in facts.units.living_on(date(2025, 6, 30), BAC_KAN)}
    heirs = {c.to_code for c in facts.units.changes if (c.from_code, c.from_valid_from) in old and c.on == date(2025, 7, 1)}
    now = {u.code: u for u in facts.units.living_on(date(2025, 9, 30), "19")}
    assert len(heirs) == 37 and heirs <= now.keys()
    assert {row["commune"] for row in rows} == {code for code in heirs if now[code].kind == "xa"}
    assert {row["valid_from"] for row in rows} == {"2025-07-01"}
    assert {row["district"] for row in rows} == {None}


def test_a_commune_that_is_gone_answers_with_its_successor(blank: Warehouse) -> None:
    with blank.reading() as con:
        before, after = (status_rows(con, Question(as_of=day, units=find_units(con, "02080")), "standard")
                         for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert {(row["commune"], row["name"], row["district"]) for row in before} == {("02080", "Bình Trung", "Chợ Đồn")}
    assert {(row["commune"], row["name"], row["valid_from"]) for row in after} == {("02071", "Nghĩa Tá", "2025-07-01")}


def test_thai_nguyen_holds_its_own_and_the_successors_of_bac_kan(blank: Warehouse, facts: Facts) -> None:
    with blank.reading() as con:
        rows = status_rows(con, Question(as_of=date(2025, 9, 30), province="19"), "standard")
    communes = {u.code for u in facts.units.living_on(date(2025, 9, 30), "19") if u.kind == "xa"}
    assert {row["commune"] for row in rows} == communes
    assert "02071" in communes


def test_wrong_questions_are_told_so(blank: Warehouse) -> None:
    with blank.reading() as con:
        for code, ask in (
            ("unknown-code", lambda: find_units(con, "99999")),
            ("unknown-level", lambda: status_rows(con, Question(as_of=date(2023, 6, 30)), "gold")),
            ("unknown-set", lambda: status_rows(con, Question(as_of=date(2023, 6, 30), set_id="318"))),
        ):
            with pytest.raises(WrongUse) as raised:
                ask()
            assert [p.code for p in raised.value.problems] == [code]
            assert raised.value.sentences("vi") and raised.value.sentences("en")


def test_a_later_law_never_changes_an_answer_as_known_before(empty_warehouse: Warehouse, facts: Facts) -> None:
    name = next(n for n in facts.law_texts if n.endswith("318-2022-standard.yaml"))
    changed = facts.law_texts[name].replace("at_least: 2/3", "at_least: 5/9").replace(
        "source: 318/QĐ-TTg; Sở TT&TT Thái Nguyên, 17/6/2022\n    source_status: verified", "source: 318/QĐ-TTg\n    source_status: open")
    texts = facts.law_texts | {name: changed}
    later = replace(facts, law=law_from_texts(texts), law_texts=texts)
    with empty_warehouse.writing() as draft:
        load_and_refresh(draft.con, "Quý II/2023", {"02080": {"thon_with_loudspeaker": "5/9", "commune_station": "có"}}, day=1)
        units = find_units(draft.con, "02080")
        known = Question(as_of=date(2023, 6, 30), known_at=moment(2), units=units)
        before = status_rows(draft.con, known)
        write_facts(draft.con, later.law, later.law_texts, later.units, moment(3))
        refresh(draft.con, None)
        assert status_rows(draft.con, known) == before
        now = {r["indicator"]: r for r in status_rows(draft.con, replace(known, known_at=None), "standard")}
        assert (now["8.3"]["status"], now["8.3"]["source_status"]) == ("met", "open")
        assert {r["indicator"]: r["status"] for r in before if r["level"] == "standard"}["8.3"] == "not_met"
        draft.discard()
