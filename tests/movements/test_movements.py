"""The shipped movement says what plan 60/KH-STTTT says; a broken file is refused by line."""
from __future__ import annotations

from datetime import date

import pytest

from ntm.movements import find_listed, load_movements, movement_of, read_movements
from ntm.movements.loading import MOVEMENTS_FOLDER
from ntm.records.kinds import load_kinds

NAME = "60-KH-STTTT"
MOVEMENT = load_movements()[NAME]
TEXT = (MOVEMENTS_FOLDER / f"{NAME}.yaml").read_text(encoding="utf-8")


def test_it_says_what_the_plan_says() -> None:
    assert (MOVEMENT.document.number, MOVEMENT.document.issued, MOVEMENT.source_status) == ("60/KH-STTTT", date(2022, 5, 27), "verified")
    assert [sum(one.of == who for one in MOVEMENT.standards) for who in ("collective", "individual")] == [4, 1]
    assert len(MOVEMENT.tasks) == 3
    assert MOVEMENT.assigned_commune == "02080"
    assert [one.level.vi for one in MOVEMENT.awards] == ["cấp Sở", "cấp tỉnh", "cấp Nhà nước"]


@pytest.mark.parametrize(("phase", "papers"), [
    pytest.param("year-2023", ["proposal", "summary", "minutes"], id="yearly: three parts"),
    pytest.param("midterm-2023", ["proposal", "report", "minutes"], id="midterm: with the form and its confirmation"),
    pytest.param("final-2025", ["proposal", "report", "minutes"], id="final"),
])
def test_the_parts_of_a_dossier(phase: str, papers: list[str]) -> None:
    found = find_listed("phase", f"{NAME}/{phase}")
    assert [part.paper for part in found.parts] == papers
    assert [part.needs_confirmation for part in found.parts] == [paper == "report" for paper in papers]


@pytest.mark.parametrize(("day", "decree", "number"), [
    pytest.param(date(2023, 12, 31), "91/2017/NĐ-CP", "07", id="the plan's form"),
    pytest.param(date(2024, 1, 1), "98/2023/NĐ-CP", None, id="the day of the next decree: its number is open"),
    pytest.param(date(2025, 6, 30), "98/2023/NĐ-CP", None, id="the day before the third"),
    pytest.param(date(2025, 7, 1), "152/2025/NĐ-CP", None, id="the third"),
])
def test_the_form_is_the_decrees_of_the_day(day: date, decree: str, number: str | None) -> None:
    form = MOVEMENT.form_on(day)
    assert (form.decree, form.number) == (decree, number)
    assert MOVEMENT.form_on(date(2017, 1, 1)) is None


def test_what_standards_gather_are_kinds_of_records() -> None:
    assert {kind for one in MOVEMENT.standards for kind in one.gathers} <= set(load_kinds())
    assert {part.satisfied_by for part in MOVEMENT.parts} - {None} <= set(load_kinds()["review"].field("kind").options)


def test_an_unknown_key() -> None:
    assert movement_of("other/phase") is None
    assert find_listed("phase", "other/phase") is None
    assert find_listed("phase", f"{NAME}/year-1999") is None


@pytest.mark.parametrize(("old", "new", "variant"), [
    pytest.param("id: 60-KH-STTTT\n", "id: 61-KH\n", "wrong-name", id="another name than the file's"),
    pytest.param("of: individual", "of: everybody", "bad-choice", id="a standard of nobody"),
    pytest.param("dossier: yearly", "dossier: monthly", "bad-choice", id="no such dossier"),
    pytest.param("parts: [proposal, summary, unit-minutes]", "parts: [letter]", "bad-choice", id="no such part"),
    pytest.param("id: year-2023", "id: year-2022", "repeated", id="a phase twice"),
    pytest.param("covers: [2023-01-01, 2023-12-31]", "covers: [2024-01-01, 2023-12-31]", "bad-date", id="days the wrong way round"),
    pytest.param("opens: 2024-01-01", "opens: sang năm", "bad-date", id="no day"),
    pytest.param('province: "06"\n', "", "missing-key", id="no province"),
    pytest.param("tasks:\n", "tasks: [\n", "no-yaml", id="no YAML"),
])
def test_a_bad_file_is_refused(old: str, new: str, variant: str) -> None:
    assert old in TEXT
    _, problems = read_movements({f"{NAME}.yaml": TEXT.replace(old, new, 1)})
    assert variant in {problem.variant for problem in problems}
    assert all(problem.params["line"] > 0 and problem.sentence("vi") and problem.sentence("en") for problem in problems)


def test_two_files_of_one_movement() -> None:
    _, problems = read_movements({f"{NAME}.yaml": TEXT, "other.yaml": TEXT})
    assert {problem.variant for problem in problems} == {"wrong-name", "repeated"}
