"""One commune on one sheet, as the meeting opens it over a slide: where it stands, what is missing, how sure, from where."""
from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from ntm.criteria import CriteriaSet, Law
from ntm.names import strip_accents
from ntm.progress.forecast.records import Forecast
from ntm.progress.profile import Note, answer_sentence, indicator_notes, lack_words
from ntm.progress.sentences import district_name, figure_words, missing_words, unit_name
from ntm.progress.standing import Standing
from ntm.progress.summary import at_level
from ntm.texts import format_date, format_period, t


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator of a commune: status, what the figures say, what is missing; empty where there is nothing to say."""

    title: str
    status: str
    figure: str
    missing: str
    source: str


@dataclass(frozen=True, slots=True)
class CommuneSheet:
    """A commune: its sentence, its indicators in the law's order, the roadmap's rating, what stands in the way.

    `status` is that of the level shown; `rating` None: not on the roadmap and nothing forecast. `rings`: its cell on the sketch
    map in km (x east, y north), with the point in its middle; empty where no map can be drawn.
    """

    code: str
    name: str
    district: str
    status: str
    sentence: str
    indicators: tuple[IndicatorLine, ...]
    rating: str | None = None
    rating_words: str = ""
    obstacles: tuple[str, ...] = ()
    note: str = ""
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    middle: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a commune lies on the sketch map, in km."""

    rings: tuple[tuple[tuple[float, float], ...], ...]
    middle: tuple[float, float]


NO_SHAPE = Shape((), (0.0, 0.0))


def commune_sheets(
    found: Standing, level: str, criteria: CriteriaSet, lang: str, *, newest: tuple[str, date] | None = None,
    forecasts: Mapping[int, Forecast] = MappingProxyType({}), obstacles: Mapping[int, Sequence[str]] = MappingProxyType({}),
    shapes: Mapping[str, Shape] = MappingProxyType({}), helped: Collection[int] = (),
) -> tuple[CommuneSheet, ...]:
    """A sheet a commune that `criteria` judge at a level, in the order in which a meeting asks for them.

    Those of `helped`, to which a unit of the department is assigned, come first; then all that have not met the level; then the
    others; within each by name. `newest`: the newest period loaded by the day; `forecasts`, `obstacles` and `helped` by the
    warehouse's number of the unit, `shapes` by code.
    """
    is_lowest = level == next(iter(found.communes["level"].dropna()), level)
    said, needs = (_by_unit(frame, criteria.id) for frame in (found.indicators, found.requirements))
    sheets = []
    for row in sorted(at_level(found.communes, level).to_dict("records"), key=lambda row: _turn(row, helped)):
        name, unit, own = unit_name(row["kind"], row["name"], lang), row["unit"], needs.get(row["unit"], found.requirements.iloc[:0])
        notes = indicator_notes(said.get(unit, found.indicators.iloc[:0]), own, criteria, found.law, newest, found.as_of, lang)
        shape, rated = shapes.get(row["code"], NO_SHAPE), forecasts.get(unit)
        sheets.append(CommuneSheet(
            row["code"], name, district_name(row["district_kind"], row["district"], lang), row["status"],
            answer_sentence(name, row, criteria, is_lowest, lang), tuple(_line(note, own, found.law, lang) for note in notes),
            rated.rating if rated else None, _rating_words(rated, lang), tuple(obstacles.get(unit, ())),
            format_period(row["period_kind"], row["period_end"], lang) if row["period_end"] else "",
            shape.rings, shape.middle if shape.rings else None,
        ))
    return tuple(sheets)


def _turn(row: dict[str, Any], helped: Collection[int]) -> tuple[bool, bool, str, str]:
    return row["unit"] not in helped, row["status"] == "met", strip_accents(row["name"]), row["code"]


def _by_unit(frame: pd.DataFrame, set_id: str) -> dict[int, pd.DataFrame]:
    """The rows of a set by unit; as objects, in one block, which pandas cuts into pieces faster than many."""
    return dict(iter(frame[frame["set_id"] == set_id].astype(object).groupby("unit", sort=False)))


def _line(note: Note, needs: pd.DataFrame, law: Law, lang: str) -> IndicatorLine:
    """An indicator with its counts, and what each of its requirements that is not met lacks."""
    own = [need for _, need in needs[needs["number"] == note.number].iterrows()]
    missing = [missing_words(need, law, lang) for need in own if need["status"] == "not_met"] if note.status == "not_met" else []
    if note.status == "not_met" and not missing:
        missing = [lack_words(note, needs, law, lang)]
    figures = [figure_words(need, law, lang) for need in own if need["measure_kind"] != "yes_no"]
    sources = [note.verdict, note.source, note.verdict_source]
    figure, lack, source = ("; ".join(filter(None, parts)) for parts in (figures, missing, sources))
    return IndicatorLine(note.title, note.status, figure, lack, source)


def _rating_words(rated: Forecast | None, lang: str) -> str:
    return t("deck.rated", lang, rating=t(f"rating.{rated.rating}", lang), day=format_date(rated.by, lang)) if rated else ""
