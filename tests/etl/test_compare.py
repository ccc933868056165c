"""Notes to ask about: figures against each other, against what is known; problems folded by cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.compare import compare_figures, compare_with_known, format_value
from ntm.criteria import load_law
from ntm.figures import Figure, Value, VillageMark
from ntm.periods import make_period
from ntm.problem_groups import cell_ranges, group_problems
from ntm.problems import Problem
from ntm.warehouse.known import KnownValue
from tests.etl.workbooks import STANDARD, intake, official_form

LIFE = date(2020, 1, 1)
LOUD, PHONE = "thon_with_loudspeaker", "thon_with_telecom"
Q1, Q2 = make_period("quarter", 2023, 1), make_period("quarter", 2023, 2)


def figure(item: str, value: Value, **more: object) -> Figure:
    return Figure("02080", LIFE, item, value, Q2, sheet="S", cell="C3", written=format_value(value), **more)


def share(part: int, whole: int) -> Value:
    return Value(numerator=part, denominator=whole)


YES, NO, TWO_THIRDS = Value(is_met=True), Value(is_met=False), Value(number=Decimal("0.667"), slack=Decimal("0.0005"))


@pytest.mark.parametrize(
    ("before", "period", "after", "expected"),
    [
        pytest.param(share(9, 9), Q1, share(2, 9), ("big-change", "figure"), id="a fall from 9/9 to 2/9"),
        pytest.param(share(9, 9), Q1, share(6, 9), ("big-change", "figure"), id="a third exactly"),
        pytest.param(share(9, 9), Q1, share(7, 9), None, id="a small fall"),
        pytest.param(share(2, 9), Q1, share(9, 9), None, id="a rise"),
        pytest.param(YES, Q1, NO, ("big-change", "verdict"), id="met before"),
        pytest.param(NO, Q1, YES, None, id="met now"),
        pytest.param(share(9, 9), Q2, share(8, 9), ("differs", "known_figure"), id="another value of one period"),
        pytest.param(NO, Q2, YES, ("differs", "known_verdict"), id="another verdict of one period"),
        pytest.param(share(9, 9), Q2, share(9, 9), None, id="the same again"),
        pytest.param(share(9, 9), make_period("year", 2023), share(1, 9), None, id="what is known is later"),
        pytest.param(Value(number=Decimal(9)), Q1, Value(number=Decimal(5)), ("big-change", "figure"), id="a count nearly halved"),
        pytest.param(Value(number=Decimal(9)), Q1, Value(number=Decimal(7)), None, id="a count a little lower"),
    ],
)
def test_against_what_is_known(before: Value, period: object, after: Value, expected: tuple[str, str] | None):
    item = LOUD if before.is_met is None else f"{STANDARD}/8.3"
    notes = compare_with_known([figure(item, after)], {("02080", LIFE, item): KnownValue(before, period)})
    assert [(n.code, n.variant) for n in notes] == ([expected] if expected else [])
    assert all(n.level == "note" and n.sentence(lang) for n in notes for lang in ("vi", "en"))


def test_an_estimate_is_compared_with_nothing():
    assert compare_with_known([figure(LOUD, share(1, 9), is_estimate=True)], {("02080", LIFE, LOUD): KnownValue(share(9, 9), Q1)}) == []


NAMES = (VillageMark("Nà Pha", True), VillageMark("Bản Ca", False))


@pytest.mark.parametrize(("is_named", "marks", "variant"), [
    pytest.param(False, NAMES, "known_names", id="names against a reported count"),
    pytest.param(True, (), "known_names", id="a reported count against names"),
    pytest.param(True, NAMES, "known_figure", id="a list corrected"),
])
def test_names_and_counts_are_two_voices(is_named: bool, marks: tuple[VillageMark, ...], variant: str):
    now, before = figure(LOUD, share(1, 2), marks=marks), KnownValue(share(2, 2), Q2, is_named)
    (note,) = compare_with_known([now], {("02080", LIFE, LOUD): before})
    assert (note.code, note.variant, bool(note.sentence("vi") and note.sentence("en"))) == ("differs", variant, True)


@pytest.mark.parametrize(("item", "before", "after"), [(LOUD, share(5, 9), share(9, 9)), (f"{STANDARD}/8.3", NO, YES)])
def test_another_stage_does_not_take_the_place(item: str, before: Value, after: Value):
    known = {("02080", LIFE, item): KnownValue(before, Q2, False, "self")}
    (note,) = compare_with_known([replace(figure(item, after), stage="verified")], known)
    assert (note.code, note.variant) == ("differs", "known_stage")
    assert "huyện thẩm tra" in note.sentence("vi") and "xã tự đánh giá" in note.sentence("vi") and note.sentence("en")


def test_a_count_and_the_names_of_one_file_are_both_told():
    listed = figure(LOUD, share(1, 2), marks=NAMES)
    (note,) = compare_figures([figure(LOUD, share(2, 2)), listed], load_law())
    assert (note.variant, note.params["figure"], note.params["names"]) == ("names", "2/2", "1/2")


@pytest.mark.parametrize(
    ("values", "variants"),
    [
        pytest.param({LOUD: share(7, 9), PHONE: share(8, 8)}, ["denominator"], id="two numbers of villages"),
        pytest.param({LOUD: share(7, 9), "staff_with_computer": share(8, 8)}, [], id="staff and villages differ"),
        pytest.param({f"{STANDARD}/8.3": YES, LOUD: share(5, 9)}, ["verdict"], id="met below the threshold"),
        pytest.param({f"{STANDARD}/8.3": YES, LOUD: share(6, 9)}, [], id="met at the threshold"),
        pytest.param({f"{STANDARD}/8.3": YES, LOUD: TWO_THIRDS}, [], id="met, rounded"),
        pytest.param({f"{STANDARD}/8.3": YES, "commune_station": NO}, ["verdict"], id="met without a station"),
        pytest.param({f"{STANDARD}/8.3": NO, LOUD: share(9, 9)}, [], id="not met: the station is not known"),
        pytest.param({f"{STANDARD}/8.3": NO, LOUD: share(9, 9), "commune_station": YES}, ["verdict_met"], id="not met though all is"),
        pytest.param({f"{STANDARD}/8.4": YES, "staff_with_computer": share(1, 9)}, [], id="an open threshold judges nothing"),
    ],
)
def test_figures_of_one_file(values: dict[str, Value], variants: list[str]):
    notes = compare_figures([figure(item, value) for item, value in values.items()], load_law())
    assert [n.variant for n in notes] == variants
    assert all(n.code == "differs" and n.sentence(lang) for n in notes for lang in ("vi", "en"))


def test_many_cells_of_one_cause_fold_and_stay_addressable():
    problems = [Problem("bad-value", sheet="S", cell=f"D{row}", variant="text") for row in range(6, 46)]
    problems += [Problem("bad-value", sheet="S", cell="E9", variant="text")]
    names = ((6, "A"), (7, "B"), (8, "A"))
    problems += [Problem("unknown-commune", sheet="S", cell=f"B{row}", value=value, variant="name") for row, value in names]
    groups = group_problems(problems)
    assert [len(g.cells) for g in groups] == [40, 1, 2, 1] and groups[2].cells == ("B6", "B8")
    assert [g.is_folded for g in groups] == [True, False, False, False]


@pytest.mark.parametrize(("cells", "ranges"), [
    pytest.param(["D6", "D7", "D8"], "D6:D8", id="a run"),
    pytest.param(["D9", "D6", "D7", "D11"], "D6:D7, D9, D11", id="gaps, out of order"),
    pytest.param(["D2", "D4", "D6"], "D2, D4, …", id="more than are named"),
    pytest.param(["AA9", "AA10"], "AA9:AA10", id="numbers, not letters, are ordered"),
    pytest.param([], "", id="none"),
])
def test_cells_as_ranges(cells: list[str], ranges: str):
    assert cell_ranges(cells, most=2 if "…" in ranges else 6) == ranges


def test_a_merged_commune_says_since_when_and_into_what():
    [problem] = intake(official_form("Quý III/2025", [(1, "Xã Bình Trung", "Đạt")])).problems
    assert problem.variant == "merged" and problem.suggestion == "Nghĩa Tá, 02071" and "01/7/2025" in problem.sentence("vi")
