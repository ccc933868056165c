"""One cell to what it says: a verdict, a count, a percentage, or why it is refused (DESIGN §4, DOMAIN §7)."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from etl.grid import MAX_TEXT, Cell
from etl.numbers import MAX_COUNT, parse_count, parse_decimal
from etl.words import COUNTED, NOTHING, name_key, verdict_of, without_estimate
from ntm.criteria import Measure
from ntm.figures import Value
from ntm.problems import Problem

EXCEL_DIGITS = 15  # a double in a workbook can be trusted so far
EXCEL_ERRORS = ("#div/0!", "#n/a", "#name?", "#null!", "#num!", "#ref!", "#value!", "#spill!", "#calc!")


@dataclass(frozen=True, slots=True)
class Target:
    """What a cell under a heading is about.

    `verdict_item` is `set_id/number` where a word is a verdict; `measure` is what counts, percentages and numbers
    belong to. `measure_gap` says why there is none: the variant of `bad-value` ("no_measure", "which_measure").
    `is_percent`: the heading says "(%)", so that a bare number is one.
    """

    verdict_item: str | None = None
    measure: Measure | None = None
    measure_gap: str = "no_measure"
    is_estimate: bool = False
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: (item, value) pairs, both empty and without a problem where nothing is said."""

    values: tuple[tuple[str, Value], ...] = ()
    is_estimate: bool = False
    problem: Problem | None = None


class _RefusedError(Exception):
    """Ends the reading of a cell: code, variant, what to type instead."""

    def __init__(self, code: str, variant: str | None = None, suggestion: str | None = None) -> None:
        super().__init__(code)
        self.code, self.variant, self.suggestion = code, variant, suggestion


def read_value(cell: Cell, target: Target) -> Reading:
    """What the cell says about its target; a cell that cannot be read comes back as a problem, never as a guess."""
    try:
        return _read(cell, target)
    except _RefusedError as refused:
        problem = Problem(refused.code, sheet=cell.sheet, cell=cell.address, value=cell.shown,
                          suggestion=refused.suggestion, variant=refused.variant)
        return Reading(problem=problem)


def _read(cell: Cell, target: Target) -> Reading:
    if cell.error or (isinstance(cell.value, str) and cell.value.lower() in EXCEL_ERRORS):
        raise _RefusedError("formula-error")
    if cell.is_uncomputed:
        raise _RefusedError("formula-uncomputed")
    if cell.is_number:
        return Reading(((_measure(target).id, _number(cell, target)),), target.is_estimate)
    if isinstance(cell.value, bool):
        return Reading((_verdict(cell.value, target),), target.is_estimate)
    if len(cell.value or "") > MAX_TEXT:
        raise _RefusedError("bad-value", "text", _expected(target))
    return _read_text(name_key(cell.value or ""), target)


def _read_text(written: str, target: Target) -> Reading:
    text = without_estimate(written)
    is_estimate = target.is_estimate or text != written
    text = text.replace("(", " ").replace(")", " ").strip(" :;,.")
    if written in NOTHING or text in NOTHING:
        return Reading()
    words, figure = _split(text, target)
    word = " ".join(words.replace(":", " ").split()).strip(" :;,-–")
    values = []
    if word:
        is_met = verdict_of(word)
        if is_met is None:
            raise _RefusedError("bad-value", "text", _expected(target))
        values.append(_verdict(is_met, target))
    if figure is not None:
        values.append((_measure(target).id, figure))
    return Reading(tuple(values), is_estimate)


_COUNTS = re.compile(r"(-?[\d.,]*\d)\s*(?:/|trên)\s*(-?\d[\d.,]*)(?![/\d])")
_PERCENT = re.compile(r"(-?\d[\d.,]*)\s*%")
_NUMBER = re.compile(r"(?<![\w])-?\d[\d.,]*")


def _split(text: str, target: Target) -> tuple[str, Value | None]:
    """The words of a text, without what is counted, and the figure in it."""
    counts, percent = _COUNTS.search(text), _PERCENT.search(text)
    if re.search(r"\d\s*/\s*\d+\s*/\s*\d", text):
        raise _RefusedError("bad-value", "date", "6/9")
    if counts:
        figure = _ratio(counts.group(1), counts.group(2), target)
        text = _COUNTS.sub(" ", text, count=1)
        if percent:
            _check_percent(figure, _percent(percent.group(1)))
            text = _PERCENT.sub(" ", text, count=1)
    elif percent:
        figure = _checked_share(_percent(percent.group(1)), target)
        text = _PERCENT.sub(" ", text, count=1)
    elif number := _NUMBER.search(text):
        figure = _plain_number(number.group(), target)
        text = _NUMBER.sub(" ", text, count=1)
    else:
        return text, None
    return _without_counted(text, target), figure


def _without_counted(text: str, target: Target) -> str:
    if not text.strip(" :;,."):
        return ""
    units = () if target.measure is None else (target.measure.unit.vi, target.measure.unit.en)
    return _counted(units).sub(" ", text).strip()


@cache
def _counted(units: tuple[str, ...]) -> re.Pattern[str]:
    """The words for what is counted, longest first."""
    names = (COUNTED | set(map(name_key, units))) - {""}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")


def _measure(target: Target) -> Measure:
    if target.measure is None:
        raise _RefusedError("bad-value", target.measure_gap, _expected(target))
    if target.measure.kind == "yes_no":
        raise _RefusedError("bad-value", "no_measure", _expected(target))
    return target.measure


def _verdict(is_met: bool, target: Target) -> tuple[str, Value]:
    """A word is the answer of a yes/no measure that the heading names, else the verdict on the indicator."""
    if target.measure is not None and target.measure.kind == "yes_no":
        return target.measure.id, Value(is_met=is_met)
    if target.verdict_item is None:
        raise _RefusedError("bad-value", "word", _expected(target))
    return target.verdict_item, Value(is_met=is_met)


def _expected(target: Target) -> str:
    if target.measure is None or target.measure.kind == "yes_no":
        return "Đạt"
    return {"ratio": "7/9"}.get(target.measure.kind, "12")


def _ratio(numerator: str, denominator: str, target: Target) -> Value:
    if _measure(target).kind != "ratio":
        raise _RefusedError("bad-value", "not_ratio", "12")
    part, whole = parse_count(numerator), parse_count(denominator)
    if part is None or whole is None:
        raise _RefusedError("bad-value", "text", "7/9")
    if not 0 <= part <= whole or whole == 0 or whole > MAX_COUNT:
        raise _RefusedError("out-of-range", "ratio")
    return Value(numerator=part, denominator=whole)


def _percent(written: str) -> Value:
    """66,7 % is the fraction 0.667, trusted to half of its last digit."""
    number = parse_decimal(written, is_percent=True)
    if number is None:
        raise _RefusedError("bad-value", "text", "66,7%")
    digits = -int(number.as_tuple().exponent)
    return Value(number=number.scaleb(-2), slack=Decimal(5).scaleb(-digits - 3))


def _checked_share(value: Value, target: Target) -> Value:
    """A percentage where it belongs: of a ratio, from 0 to 100."""
    if _measure(target).kind == "count":
        raise _RefusedError("bad-value", "not_percent", "12")
    if _measure(target).kind == "ratio" and not 0 <= (value.number or 0) <= 1:
        raise _RefusedError("out-of-range", "percent")
    return value


def _check_percent(counts: Value, share: Value) -> None:
    exact = Decimal(counts.numerator or 0) / Decimal(counts.denominator or 1)
    # a whole last digit: offices cut digits off as well as rounding them
    if abs(exact - (share.number or Decimal(0))) > share.slack * 2:
        raise _RefusedError("bad-value", "percent_differs", f"{counts.numerator}/{counts.denominator}")


def _number(cell: Cell, target: Target) -> Value:
    if cell.day:
        raise _RefusedError("bad-value", "date", f"{cell.day.day}/{cell.day.month}")
    if cell.is_percent:
        return _checked_share(_stored_percent(cell), target)
    return _plain_number(repr(cell.value), target)


def _stored_percent(cell: Cell) -> Value:
    """A number shown as percent: exact where more digits are stored than shown, else to half of the last one shown."""
    stored = Decimal(repr(cell.value))
    shown_exponent = -cell.shown_decimals - 2
    if len(stored.as_tuple().digits) >= EXCEL_DIGITS:
        # =6/9 is stored as 0.666666666666667: half of the 15th digit lets it reach 2/3
        number = Context(prec=EXCEL_DIGITS, rounding=ROUND_HALF_UP).plus(stored)
        return Value(number=number, slack=Decimal(5).scaleb(number.adjusted() - EXCEL_DIGITS))
    if int(stored.normalize().as_tuple().exponent) < shown_exponent:
        return Value(number=stored)
    return Value(number=stored, slack=Decimal(5).scaleb(shown_exponent - 1))


def _plain_number(written: str, target: Target) -> Value:
    """A number without a percent sign: the count or value itself; of a ratio it says too little."""
    measure = _measure(target)
    if measure.kind == "ratio":
        share = _percent(written) if target.is_percent else None
        # 0.667 under "(%)" may be two thirds or two thirds of a percent
        if share is None or 0 < (share.number or 0) < Decimal("0.01"):
            raise _RefusedError("bad-value", "half_ratio", "7/9")
        return _checked_share(share, target)
    if measure.kind == "count":
        count = parse_count(written)
        if count is None:
            raise _RefusedError("bad-value", "not_count", "12")
        if not 0 <= count <= MAX_COUNT:
            raise _RefusedError("out-of-range", "count")
        return Value(number=Decimal(count))
    number = parse_decimal(written)
    if number is None:
        raise _RefusedError("bad-value", "text", "1.234,5")
    if abs(number) > MAX_COUNT:
        raise _RefusedError("out-of-range", "count")
    return Value(number=number)
