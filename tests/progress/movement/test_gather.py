"""Evidence gathered from the sample for its midterm nominees: of their unit, of the phase's days, by the standard that it speaks for."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.movements import find_listed
from ntm.progress.evaluate import Question
from ntm.progress.keep import Facts
from ntm.progress.movement.about import past_about
from ntm.progress.movement.documents import Rate
from ntm.progress.movement.gather import Found, gather, lives_touched, standards_for, unit_rate
from ntm.records.checking import check_record
from ntm.warehouse.generations import Warehouse
from tests.progress.movement.helpers import words_of

DAY = date(2023, 12, 31)


def gathered(warehouse: Warehouse, facts: Facts, nomination: str, day: date = DAY, lang: str = "vi") -> list[Found]:
    words = words_of(warehouse, facts)
    with warehouse.reading() as con:
        past = past_about(con, lives_touched([words.known["nomination"][nomination]], words), Question(day), day)
    return gather(nomination, words, past, day, lang)


def test_a_collective_by_its_standards(sample_warehouse: Warehouse, facts: Facts) -> None:
    found = gathered(sample_warehouse, facts, "2")
    told = {}
    for one in found:
        told.setdefault(one.standard.partition("/")[2], []).append((one.kind, one.id))
    assert told == {
        "collective-help": [("media", "1"), ("media", "2"), ("media", "3"), ("media", "4"), ("media", "7")],
        "collective-documents": [("guiding_document", "3"), ("guiding_document", "5")],
        "collective-assigned": [("assistance", "1"), ("activity", "1")],
    }, "what is evidence already is left out, and so is the obstacle that is removed in 2024"


def test_what_the_figures_said_stands_beside_help(sample_warehouse: Warehouse, facts: Facts) -> None:
    (activity,) = [one for one in gathered(sample_warehouse, facts, "2") if one.kind == "activity"]
    assert activity.text == ("Ngày 15/02/2023, tại xã Bình Trung: Lắp loa và hướng dẫn vận hành đài truyền thanh xã; "
                             "trao tặng 02 cụm loa; 16 giờ")
    assert activity.moved.startswith("Thôn có loa hoạt động: 3/9 thôn (IV/2022) → 4/9 thôn (I/2023)")


def test_an_individual_gets_the_units_work(sample_warehouse: Warehouse, facts: Facts) -> None:
    found = gathered(sample_warehouse, facts, "3")
    assert [(one.kind, one.id) for one in found] == [("guiding_document", "4"), ("initiative", "2"), ("guiding_document", "6")]
    assert "chậm 7 ngày" in found[0].text
    assert "đúng hạn" in found[2].text


def test_only_until_the_day(sample_warehouse: Warehouse, facts: Facts) -> None:
    assert [one.id for one in gathered(sample_warehouse, facts, "3", date(2023, 6, 11))] == ["4"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_gathered_is_a_record_that_is_accepted(lang: str, sample_warehouse: Warehouse, facts: Facts) -> None:
    words = words_of(sample_warehouse, facts)
    for nomination in ("2", "3"):
        for one in gathered(sample_warehouse, facts, nomination, lang=lang):
            body, problems = check_record(words.kinds["merit"], one.as_evidence(nomination), words.around)
            assert problems == []
            assert body["nomination"] == nomination


def test_the_rate_on_time_of_a_unit(sample_warehouse: Warehouse, facts: Facts) -> None:
    words, phase = words_of(sample_warehouse, facts), find_listed("phase", "60-KH-STTTT/midterm-2023")
    rates = [unit_rate(words.known["nomination"][one], phase, words, DAY) for one in ("2", "3")]
    assert rates == [Rate(3, 3), Rate(1, 2)]
    assert unit_rate(words.known["nomination"]["2"], phase, words, date(2022, 7, 14)) == Rate(1, 1), "issued before it was due"


def test_standards_are_the_nominees(sample_warehouse: Warehouse, facts: Facts) -> None:
    known = words_of(sample_warehouse, facts).known["nomination"]
    assert [len(standards_for(known[one])) for one in ("2", "3")] == [4, 1]
