"""What figures say against each other and against what is known: notes to ask about, which refuse nothing."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ntm.criteria import CriteriaSet, Indicator, Law, Requirement, Text
from ntm.figures import Figure, Value
from ntm.periods import Period
from ntm.problems import Problem
from ntm.texts import t
from ntm.warehouse.known import Known, KnownValue

BIG_FALL = Fraction(1, 3)  # of the whole for shares, of the former number for counts
Place = tuple[str, date, Period, str, bool]


def compare_figures(figures: Iterable[Figure], law: Law) -> list[Problem]:
    """Notes on figures of one file that do not fit together or do not fit their set. All `differs`, told by variant.

    `names`: a count that the file also gives by names, differently;
    `denominator`: totals of one commune and period that should be one number (số thôn) are not; `verdict`: "Đạt"
    although its own figures miss the threshold, or "Chưa đạt" although all reach it; `outside`: a verdict of a period
    before its set applied.
    """
    by_place: dict[Place, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_place[figure.unit_code, figure.unit_valid_from, figure.period, figure.stage, figure.is_estimate].append(figure)
    notes: list[Problem] = []
    for group in by_place.values():
        notes += _names(group)
        notes += _denominators(group, law)
        notes += _verdicts(group, law)
    return notes


def compare_with_known(figures: Iterable[Figure], known: Known) -> list[Problem]:
    """Notes on figures against what was known of the same unit and item: (unit code, valid_from, item) -> (value, period).

    `differs` where the period is the same and the value another, `big-change` where a figure of an earlier period was
    so much higher that it is asked about. Estimates are compared with nothing, nor is anything known of a later period.
    """
    notes = []
    for figure in figures:
        before = known.get((figure.unit_code, figure.unit_valid_from, figure.item))
        if before is None or figure.is_estimate or before.value == figure.value:
            continue
        value, period = before.value, before.period
        variant = "verdict" if value.is_met is not None else "figure"
        params = {"before": format_value(value), "on": period.end}
        if (period.kind, period.end) == (figure.period.kind, figure.period.end):
            notes.append(_voice_note(figure, before) or _note("differs", f"known_{variant}", figure, params))
        elif period.end < figure.period.end and _has_fallen(value, figure.value):
            notes.append(_note("big-change", variant, figure, params))
    return notes


def _voice_note(figure: Figure, before: KnownValue) -> Problem | None:
    """The note on a value that does not take the place of the one there: from names against a count, or of another stage."""
    params: dict[str, Any] = {"before": format_value(before.value)}
    if before.value.denominator and before.is_named != bool(figure.marks):
        return _note("differs", "known_names", figure, params)
    if before.stage == figure.stage:
        return None
    said = (("then", before.stage), ("now", figure.stage))
    who = {name: Text(*(t(f"stage.{stage}", lang) for lang in ("vi", "en"))) for name, stage in said}
    return _note("differs", "known_stage", figure, params | who)


def format_value(value: Value) -> str:
    """A value as it stands in a sentence of either language: "7/9", "66,7%" or "12"; a verdict is "✓" or "✗"."""
    if value.is_met is not None:
        return "✓" if value.is_met else "✗"
    if value.denominator is not None:
        return f"{value.numerator}/{value.denominator}"
    number = value.number if value.number is not None else 0
    if value.slack or number != int(number):
        return f"{float(100 * number):.4g}%".replace(".", ",")
    return str(int(number))


def _names(group: list[Figure]) -> Iterator[Problem]:
    named = {figure.item: figure for figure in group if figure.marks}
    for figure in group:
        other = named.get(figure.item)
        if other and not figure.marks and figure.value != other.value:
            params = {"figure": format_value(figure.value), "names": format_value(other.value), "other_cell": f"{other.sheet}!{other.cell}"}
            yield _note("differs", "names", figure, params)


def _denominators(group: list[Figure], law: Law) -> Iterator[Problem]:
    totals: dict[str, list[Figure]] = defaultdict(list)
    for figure in group:
        measure = law.measures.get(figure.item)
        if measure and measure.denominator and figure.value.denominator is not None:
            totals[measure.denominator.vi].append(figure)
    for said in totals.values():
        usual, _ = Counter(f.value.denominator for f in said).most_common(1)[0]
        other = next(f for f in said if f.value.denominator == usual)
        for figure in said:
            if figure.value.denominator != usual:
                params = {"total": figure.value.denominator, "other": usual, "other_cell": other.cell}
                yield _note("differs", "denominator", figure, params)


def _verdicts(group: list[Figure], law: Law) -> Iterator[Problem]:
    values = {figure.item: figure.value for figure in sorted(group, key=lambda figure: bool(figure.marks))}  # names count
    for figure in group:
        set_id, _, number = figure.item.partition("/")
        criteria_set = law.sets.get(set_id)
        if criteria_set is None or figure.value.is_met is None:
            continue
        if figure.period.end < criteria_set.applies_from:
            params = {"set": criteria_set.document.number, "since": criteria_set.applies_from}
            yield _note("differs", "outside", figure, params)
        yield from _verdict(figure, _indicator(criteria_set, number), values)


def _indicator(criteria_set: CriteriaSet, number: str) -> Indicator | None:
    return next((i for i in criteria_set.indicators if i.number == number), None)


def _verdict(figure: Figure, indicator: Indicator | None, values: Mapping[str, Value]) -> Iterator[Problem]:
    if indicator is None or indicator.combine != "all":
        return
    judged = [(need, _is_met(need, values.get(need.ref))) for need in indicator.requirements]
    failing = [need for need, is_met in judged if is_met is False]
    if figure.value.is_met and failing:
        need = failing[0]
        params = {"figure": format_value(values[need.ref]), "threshold": need.threshold or "✓"}
        yield _note("differs", "verdict", figure, params)
    elif figure.value.is_met is False and judged and all(is_met for _, is_met in judged):
        yield _note("differs", "verdict_met", figure, {})


def _is_met(need: Requirement, value: Value | None) -> bool | None:
    """Whether a figure reaches its threshold; None where either is not known. A rounded share counts in full."""
    if value is None or need.kind != "measure" or need.is_open:
        return None
    if value.is_met is not None:
        return value.is_met
    share = _share(value)
    if need.at_least is None or share is None:
        return None
    return share + Fraction(value.slack) >= need.at_least


def _share(value: Value) -> Fraction | None:
    if value.denominator:
        return Fraction(value.numerator or 0, value.denominator)
    return Fraction(value.number) if value.number is not None else None


def _has_fallen(before: Value, after: Value) -> bool:
    if before.is_met is not None:
        return before.is_met and after.is_met is False
    old, new = _share(before), _share(after)
    if old is None or new is None or old <= 0:
        return False
    return old - new >= BIG_FALL * max(Fraction(1), old)


def _note(code: str, variant: str, figure: Figure, params: dict[str, object]) -> Problem:
    return Problem(code, params, figure.sheet, figure.cell, figure.written, level="note", variant=variant)
