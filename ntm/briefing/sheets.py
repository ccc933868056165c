"""One commune on one sheet, as the meeting opens it over a slide: where it stands, what is missing, how sure, from where."""
from __future__ import annotations

from dataclasses import dataclass


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
