"""What is known already, as it is written into the cells of a form: told apart from what the office types, with its source."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from etl.form import FormColumn, FormLayout, FormRow
from etl.headings import make_target
from ntm.criteria import Law, Measure
from ntm.figures import Figure, Value
from ntm.problems import Problem
from ntm.texts import format_period, t
from ntm.units import Unit, normalise_name
from ntm.warehouse.known import Known, Sourced

KnownFigures = Mapping[tuple[str, date, str], Sourced]


def is_prefilled(titles: Iterable[str]) -> bool:
    """Whether the lines above a table say that it was given out with the known figures in it."""
    mark = normalise_name(t("form.prefilled", "vi"))
    return any(mark in normalise_name(line) for line in titles)


def fill_row(unit: Unit, district: str | None, layout: FormLayout, known: KnownFigures, law: Law) -> FormRow:
    """A row of the form with the newest known figure of each cell, and a note that says of what period and from where."""
    values, notes = {}, {}
    for column in layout.columns:
        found = list(_known_of(unit, column, layout, known, law))
        if found:
            values[column.key] = _joined([text for text, _ in found])
            notes[column.key] = "\n".join(_source(text, said, layout.lang) for text, said in found)
    return FormRow(unit, district, values, notes)


def _known_of(unit: Unit, column: FormColumn, layout: FormLayout, known: KnownFigures, law: Law) -> Iterator[tuple[str, Sourced]]:
    """The verdict of an indicator's column and its only ratio, or the figure of a measure's own."""
    measure = column.measure or make_target(layout.criteria_set, column.indicator, law).measure
    items = [] if column.measure else [f"{layout.criteria_set.id}/{column.indicator.number}"]
    for item in [*items, *([measure.id] if measure else [])]:
        if said := known.get((unit.code, unit.valid_from, item)):
            yield cell_text(said.value, law.measures.get(item), layout.lang), said


def _joined(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{texts[0]} ({texts[1]})"


def cell_text(value: Value, measure: Measure | None, lang: str) -> str:
    """A value as it is typed into a form and read back: "Đạt", "7/9", "66,7%", "12"."""
    if value.is_met is not None:
        return t("form.met" if value.is_met else "form.not_met", lang)
    if value.denominator is not None:
        return f"{value.numerator}/{value.denominator}"
    number = value.number if value.number is not None else 0
    if measure is not None and measure.kind == "ratio":
        return f"{(100 * number).normalize():f}%".replace(".", ",")
    return f"{number.normalize():f}".replace(".", ",") if number else "0"


def _source(text: str, said: Sourced, lang: str) -> str:
    place = "!".join(part for part in (said.sheet, said.cell) if part)
    return t("form.known", lang, value=text, period=format_period(said.period.kind, said.period.end, lang),
             stage=t(f"stage.{said.stage}", lang), file=said.file, place=place)


def unchanged_notes(figures: Iterable[Figure], known: Known) -> list[Problem]:
    """Notes on figures of a form given out filled that came back as they stood there: what the office signed, but no news."""
    notes = []
    for figure in figures:
        before = known.get((figure.unit_code, figure.unit_valid_from, figure.item))
        if before is not None and before.value == figure.value and before.period.end < figure.period.end:
            params = {"on": before.period.end}
            notes.append(Problem("unchanged", params, figure.sheet, figure.cell, figure.written, level="note"))
    return notes
