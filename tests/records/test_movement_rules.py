"""Records of a movement: a phase that is closed, a nominee twice, a day before its phase, a standard or part that is not the phase's."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from ntm.progress.keep import Facts
from ntm.records.checking import check_record
from ntm.records.kinds import load_kinds
from ntm.records.movement_rules import check_taken_away
from ntm.records.values import Surroundings

PHASE = "60-KH-STTTT/midterm-2023"
AWARD = "60-KH-STTTT/department"
NOMINATION = {"phase": PHASE, "kind": "collective", "name": "Phòng A", "unit": "Phòng A", "award": AWARD}
OTHER = NOMINATION | {"phase": "60-KH-STTTT/year-2023"}
KNOWN = {"nomination": {"1": NOMINATION, "2": NOMINATION | {"kind": "individual", "name": "Cá nhân A"}, "3": OTHER}}


def problems(facts: Facts, kind: str, written: Mapping[str, Any], known: Mapping[str, Any] = KNOWN, own: str | None = None) -> list[str]:
    """The codes of what is wrong; each has a sentence in both languages."""
    around = Surroundings(facts.law, facts.units, "06", date(2024, 2, 1), load_kinds(), known)
    _, found = check_record(load_kinds()[kind], written, around, own)
    assert all(one.sentence("vi") != one.sentence("en") for one in found)
    return [one.code for one in found]


def deadline(closed: str | None) -> dict[str, Any]:
    """What is known when the phase has a deadline and was closed on a day."""
    body = {"phase": PHASE, "due": "2024-01-15"} | ({"closed": closed} if closed else {})
    return KNOWN | {"phase_deadline": {"1": body}}


@pytest.mark.parametrize(("closed", "expected"), [
    pytest.param("2024-01-31", ["phase-closed"], id="closed yesterday"),
    pytest.param("2024-02-01", ["phase-closed"], id="closed today"),
    pytest.param("2024-02-02", [], id="to be closed tomorrow"),
    pytest.param(None, [], id="open"),
])
def test_a_closed_phase(closed: str | None, expected: list[str], facts: Facts) -> None:
    known = deadline(closed)
    assert problems(facts, "nomination", NOMINATION | {"name": "Phòng B", "unit": "Phòng B"}, known) == expected
    assert problems(facts, "merit", {"nomination": "1", "standard": "collective-help", "text": "…"}, known) == expected
    assert problems(facts, "dossier_part", {"nomination": "1", "part": "report", "day": "2024-01-02"}, known) == expected
    assert problems(facts, "nomination", NOMINATION, known, "1") == [], "what stays as it was is no change"


def test_nothing_leaves_a_closed_phase(facts: Facts) -> None:
    known = deadline("2024-01-31")
    assert problems(facts, "nomination", NOMINATION | {"phase": "60-KH-STTTT/year-2022"}, known, "1") == ["phase-closed"]
    around = Surroundings(facts.law, facts.units, "06", date(2024, 2, 1), load_kinds(), known)
    merit = {"nomination": "1", "standard": "60-KH-STTTT/collective-help", "text": "…"}
    assert [one.code for one in check_taken_away("merit", merit, around)] == ["phase-closed"]
    assert check_taken_away("nomination", OTHER, around) == [], "of a phase that is open"


@pytest.mark.parametrize(("written", "expected"), [
    pytest.param({}, ["nominee-twice"], id="the same"),
    pytest.param({"name": "phòng  A"}, ["nominee-twice"], id="the same, typed otherwise"),
    pytest.param({"phase": "year-2022"}, [], id="in another phase"),
    pytest.param({"kind": "individual"}, [], id="a person of that name"),
    pytest.param({"name": "Phòng B", "unit": "Phòng B"}, [], id="another"),
])
def test_a_nominee_twice_in_one_phase(written: dict[str, str], expected: list[str], facts: Facts) -> None:
    assert problems(facts, "nomination", NOMINATION | written) == expected


@pytest.mark.parametrize(("due", "expected"), [
    pytest.param("2022-12-31", ["deadline-before-phase"], id="the day before"),
    pytest.param("2023-01-01", [], id="the first day"),
])
def test_a_deadline_before_its_phase(due: str, expected: list[str], facts: Facts) -> None:
    assert problems(facts, "phase_deadline", {"phase": "midterm-2023", "due": due}) == expected


@pytest.mark.parametrize(("nomination", "standard", "expected"), [
    pytest.param("1", "collective-documents", [], id="a collective's"),
    pytest.param("1", "individual", ["standard-not-of-phase"], id="an individual's for a collective"),
    pytest.param("2", "collective-help", ["standard-not-of-phase"], id="a collective's for an individual"),
    pytest.param("1", "no-such", ["bad-record"], id="no standard"),
])
def test_a_standard_of_the_nomination(nomination: str, standard: str, expected: list[str], facts: Facts) -> None:
    assert problems(facts, "merit", {"nomination": nomination, "standard": standard, "text": "…"}) == expected


@pytest.mark.parametrize(("nomination", "part", "expected"), [
    pytest.param("1", "report", [], id="of the midterm"),
    pytest.param("1", "summary", ["part-not-of-phase"], id="a yearly part for the midterm"),
    pytest.param("3", "summary", [], id="of the year"),
])
def test_a_part_of_the_phase(nomination: str, part: str, expected: list[str], facts: Facts) -> None:
    assert problems(facts, "dossier_part", {"nomination": nomination, "part": part, "day": "2024-01-02"}) == expected


def test_minutes_are_of_one_phase(facts: Facts) -> None:
    written = {"phase": "midterm-2023", "kind": "council_minutes", "nominations": "1; 3", "day": "2024-01-20", "outcome": "agreed"}
    assert problems(facts, "review", written) == ["review-of-other-phase"]
    assert problems(facts, "review", written | {"nominations": "1; 2"}) == []


@pytest.mark.parametrize("written", ["midterm-2023", PHASE, "khen thưởng  sơ kết năm 2023", "Midterm review 2023"])
def test_a_phase_is_named_by_key_id_or_words(written: str, facts: Facts) -> None:
    around = Surroundings(facts.law, facts.units, "06", date(2024, 2, 1), load_kinds(), {})
    body, found = check_record(load_kinds()["phase_deadline"], {"phase": written, "due": "2024-01-15"}, around)
    assert (body["phase"], found) == (PHASE, [])
