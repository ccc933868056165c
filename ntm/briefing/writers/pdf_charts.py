"""A chart as the plain numbers that the PDF draws it from: parts of bars, points of lines, all between 0 and 1."""
from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from ntm.briefing.content import Chart, Series
from ntm.briefing.writers.chart_look import look_of, series_name
from ntm.palette import LIGHT, StatusPaint
from ntm.texts import format_number

LABEL_ROOM = 0.12     # of the longest bar, beside it for its number
INSIDE_FROM = 0.04    # of the longest bar: a shorter part has no room for its number
_STEPS = (1, 2, 5, 10)
_MOST_TICKS = 5


def chart_data(chart: Chart, lang: str) -> dict[str, Any]:
    """What a chart of the PDF is drawn from."""
    legend = [{"name": series_name(series), "look": _look(look_of(series, place))} for place, series in enumerate(chart.series)]
    drawn = _lines(chart, lang) if chart.kind == "lines" else {"rows": _bars(chart, lang)}
    return {"kind": chart.kind, "alt": chart.alt, "legend": legend, **drawn}


def _look(paint: StatusPaint) -> dict[str, Any]:
    return {"fill": paint.fill, "text": paint.text, "hatch": paint.hatch}


def _number(value: float, lang: str) -> str:
    return format_number(value, lang, 0 if float(value).is_integer() else 1)


def _bars(chart: Chart, lang: str) -> list[dict[str, Any]]:
    """A row a category, its parts in one bar. An unknown value is no part and has no number."""
    columns = list(zip(*(series.values for series in chart.series), strict=True))
    longest = max((sum(value or 0 for value in column) for column in columns), default=0) or 1
    return [{"name": name} | _bar(chart.series, column, longest, lang) for name, column in zip(chart.categories, columns, strict=True)]


def _bar(series: tuple[Series, ...], values: tuple[float | None, ...], longest: float, lang: str) -> dict[str, Any]:
    parts = [{"value": value / longest, "label": _number(value, lang), "look": _look(look_of(one, place)),
              "inside": value / longest >= INSIDE_FROM}
             for place, (one, value) in enumerate(zip(series, values, strict=True)) if value]
    return {"parts": parts, "rest": 1 - sum(part["value"] for part in parts) + LABEL_ROOM}


def _lines(chart: Chart, lang: str) -> dict[str, Any]:
    """Points and the steps between known neighbours: where nothing is known the line is broken."""
    step, top = _scale(max((value for series in chart.series for value in series.values if value is not None), default=0))
    places = [(place + 0.5) / len(chart.categories) for place in range(len(chart.categories))]
    series = []
    for number, one in enumerate(chart.series):
        spots = [None if value is None else (place, value / top) for place, value in zip(places, one.values, strict=True)]
        paint = look_of(one, number)
        series.append({
            "ink": paint.text if paint.hatch else paint.fill, "steps": [pair for pair in pairwise(spots) if None not in pair],
            "points": [{"x": spot[0], "y": spot[1], "label": _number(value, lang)}
                       for spot, value in zip(spots, one.values, strict=True) if spot is not None],
        })
    ticks = [{"at": place * step / top, "label": _number(place * step, lang)} for place in range(round(top / step) + 1)]
    return {"series": series, "ticks": ticks, "grid": LIGHT.line,
            "names": [{"at": place, "label": name} for place, name in zip(places, chart.categories, strict=True)]}


def _scale(largest: float) -> tuple[float, float]:
    """The distance of the grid's lines, and the topmost of them."""
    rough = max(largest, 1) / _MOST_TICKS
    unit = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(unit * one for one in _STEPS if unit * one >= rough)
    return step, step * max(1, math.ceil(largest / step))
