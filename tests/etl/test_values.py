"""What one cell says, and what is refused (DESIGN §4, DOMAIN §7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from etl.grid import Cell
from etl.values import Target, read_value
from ntm.criteria import load_law
from ntm.figures import Value
from ntm.problems import Problem

MEASURES = load_law().measures
RATIO = Target("set/8.3", MEASURES["thon_with_loudspeaker"])
VERDICT = Target("set/8.1")
SEVERAL = Target("set/8.4", None, "which_measure")
YES_NO = Target("set/8.3", MEASURES["commune_station"])
COUNT = Target("set/3", MEASURES["smart_thon"])
PERCENT = Target("set/8.3", MEASURES["thon_with_loudspeaker"], is_percent=True)
MET, NOT_MET = Value(is_met=True), Value(is_met=False)


def cell(value: Any, number_format: str = "General", **more: Any) -> Cell:
    return Cell("Biểu", 6, 2, value, number_format, **more)


def counted(part: int, whole: int) -> Value:
    return Value(numerator=part, denominator=whole)


def share(number: str, slack: str = "0") -> Value:
    return Value(number=Decimal(number), slack=Decimal(slack))


@pytest.mark.parametrize("word", ["Đạt", "ĐẠT", "x", "X", "✓", "Có", "đạt.", "Đa\u0323t", True])
def test_words_that_say_met(word: Any):
    assert read_value(cell(word), RATIO).values == (("set/8.3", MET),)


@pytest.mark.parametrize("word", ["Chưa đạt", "Không đạt", "Không", "CHƯA  ĐẠT", False])
def test_words_that_say_not_met(word: Any):
    assert read_value(cell(word), RATIO).values == (("set/8.3", NOT_MET),)


@pytest.mark.parametrize("blank", [None, "", "-", "–", "…", "...", " - "])
def test_nothing_is_nothing(blank: Any):
    reading = read_value(cell(blank), RATIO)
    assert reading.values == () and reading.problem is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("6/9", counted(6, 9)),
        ("6/9 thôn", counted(6, 9)),
        ("06 / 09", counted(6, 9)),
        ("0/9", counted(0, 9)),
        ("9/9", counted(9, 9)),
        ("1.234/2.345", counted(1234, 2345)),
        ("6/9 thôn (66,7%)", counted(6, 9)),
        ("66,7%", share("0.667", "0.0005")),
        ("66.7 %", share("0.667", "0.0005")),
        ("67%", share("0.67", "0.005")),
        ("100%", share("1", "0.005")),
        ("66.667%", share("0.66667", "0.000005")),
    ],
)
def test_counts_and_percentages(written: str, expected: Value):
    assert read_value(cell(written), RATIO).values == (("thon_with_loudspeaker", expected),)


@pytest.mark.parametrize(
    ("written", "verdict", "expected"),
    [
        ("Đạt (7/9)", MET, counted(7, 9)),
        ("Chưa đạt (5/9)", NOT_MET, counted(5, 9)),
        ("7/9 - Đạt", MET, counted(7, 9)),
        ("Đạt: 7/9 thôn", MET, counted(7, 9)),
        ("Đạt 66,7%", MET, share("0.667", "0.0005")),
    ],
)
def test_a_word_and_a_count_are_two_figures(written: str, verdict: Value, expected: Value):
    assert set(read_value(cell(written), RATIO).values) == {("set/8.3", verdict), ("thon_with_loudspeaker", expected)}


@pytest.mark.parametrize(
    ("stored", "shown", "expected"),
    [
        pytest.param(0.667, "0.0%", share("0.667", "0.0005"), id="as many digits as shown"),
        pytest.param(0.5, "0%", share("0.5", "0.005"), id="fewer digits than shown"),
        pytest.param(0.6667, "0%", share("0.6667"), id="more digits than shown are exact"),
        pytest.param(1, "0%", share("1", "0.005"), id="whole"),
    ],
)
def test_percent_formats(stored: float, shown: str, expected: Value):
    assert read_value(cell(stored, shown), RATIO).values == (("thon_with_loudspeaker", expected),)


@pytest.mark.parametrize("share_of", [Fraction(2, 3), Fraction(1, 3), Fraction(5, 7), Fraction(17, 19)])
def test_a_computed_percent_reaches_its_own_fraction_and_no_further(share_of: Fraction):
    value = read_value(cell(share_of.numerator / share_of.denominator, "0.0%"), RATIO).values[0][1]
    assert abs(Fraction(value.number) - share_of) <= Fraction(value.slack)
    assert value.slack <= Decimal("1e-15")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ước 7/9", counted(7, 9)),
        ("7/9 (ước)", counted(7, 9)),
        ("Ước đạt 7/9", counted(7, 9)),
        ("ước đạt", MET),
    ],
)
def test_estimates(written: str, expected: Value):
    reading = read_value(cell(written), RATIO)
    assert reading.is_estimate and [value for _, value in reading.values] == [expected]


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        ("Có", YES_NO, ("commune_station", MET)),
        ("2 thôn", COUNT, ("smart_thon", Value(number=Decimal(2)))),
        (1234, COUNT, ("smart_thon", Value(number=Decimal(1234)))),
        ("1.234", COUNT, ("smart_thon", Value(number=Decimal(1234)))),
        (66.7, PERCENT, ("thon_with_loudspeaker", share("0.667", "0.0005"))),
        ("66,7", PERCENT, ("thon_with_loudspeaker", share("0.667", "0.0005"))),
    ],
)
def test_other_kinds_of_measure(written: Any, target: Target, expected: tuple[str, Value]):
    assert read_value(cell(written), target).values == (expected,)


@pytest.mark.parametrize(
    ("written", "target", "code", "variant"),
    [
        ("10/9", RATIO, "out-of-range", "ratio"),
        ("9/0", RATIO, "out-of-range", "ratio"),
        ("0/0", RATIO, "out-of-range", "ratio"),
        ("-1/9", RATIO, "out-of-range", "ratio"),
        ("120%", RATIO, "out-of-range", "percent"),
        ("-5%", RATIO, "out-of-range", "percent"),
        ("1000000000001", COUNT, "out-of-range", "count"),
        (-1, COUNT, "out-of-range", "count"),
        ("7", RATIO, "bad-value", "half_ratio"),
        (0.667, PERCENT, "bad-value", "half_ratio"),
        ("6,5/9", RATIO, "bad-value", "text"),
        ("có lẽ", RATIO, "bad-value", "text"),
        ("Đạt 7/9 mét", RATIO, "bad-value", "text"),
        ("6/9/2023", RATIO, "bad-value", "date"),
        ("6/9 (50%)", RATIO, "bad-value", "percent_differs"),
        ("7/9", VERDICT, "bad-value", "no_measure"),
        ("7/9", SEVERAL, "bad-value", "which_measure"),
        ("1,5", COUNT, "bad-value", "not_count"),
        ("50%", COUNT, "bad-value", "not_percent"),
        ("1/2", COUNT, "bad-value", "not_ratio"),
        ("Đạt", Target(None, MEASURES["smart_thon"]), "bad-value", "word"),
        ("#DIV/0!", RATIO, "formula-error", None),
    ],
)
def test_refusals(written: Any, target: Target, code: str, variant: str | None):
    problem = read_value(cell(written), target).problem
    assert (problem.code, problem.variant, problem.cell) == (code, variant, "C7")
    assert all(problem.sentence(lang) for lang in ("vi", "en"))


def test_a_date_is_what_excel_made_of_a_ratio():
    problem = read_value(cell(45175, "d-mmm"), RATIO).problem  # 6/9/2023
    assert (problem.code, problem.variant, problem.suggestion) == ("bad-value", "date", "6/9")


@pytest.mark.parametrize(
    ("more", "code"), [({"error": "#DIV/0!"}, "formula-error"), ({"is_uncomputed": True}, "formula-uncomputed")]
)
def test_cells_without_a_value(more: dict[str, Any], code: str):
    problem = read_value(cell(None, **more), RATIO).problem
    assert isinstance(problem, Problem) and problem.code == code
