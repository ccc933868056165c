"""Colours and signs of statuses and ratings, on the screen and on paper.

A status is told by sign, word and colour; its fills stand in one order of luminance in both themes, so that a
black-and-white print and a colour-blind reader tell them apart too.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# In the order in which bars are stacked: what is done first, what nobody knows last.
STATUSES = ("met", "incomplete", "not_met", "no_data")


@dataclass(frozen=True, slots=True)
class StatusPaint:
    """How a status is drawn. `hatch` is the colour of the stripes over the fill; None: plain."""

    sign: str
    fill: str
    text: str
    hatch: str | None = None


@dataclass(frozen=True, slots=True)
class RatingPaint:
    """How a roadmap rating is written: a sign and the colour of sign and word on the page's ground."""

    sign: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of one theme. `paper` fills what is not assessed, `track` the unfilled part of a bar."""

    name: str
    ground: str
    panel: str
    ink: str
    quiet_ink: str
    line: str
    paper: str
    track: str
    accent: str
    focus: str
    band: str
    status: Mapping[str, StatusPaint]
    ratings: Mapping[str, RatingPaint]


LIGHT = Palette(
    name="ntm-light", ground="#FFFFFF", panel="#F3F5F8", ink="#16212B", quiet_ink="#4A5966", line="#DDE3E8",
    paper="#FFFFFF", track="#E6EBF0", accent="#0B5C7A", focus="#F2B705", band="#E7F0EE",
    status=MappingProxyType({
        "met": StatusPaint("✓", "#0A5F50", "#FFFFFF"),
        "not_met": StatusPaint("✕", "#E2703A", "#16212B"),
        "incomplete": StatusPaint("◐", "#F0C95C", "#16212B"),
        "no_data": StatusPaint("○", "#EEF1F4", "#4A5966", hatch="#B9C4CE"),
    }),
    ratings=MappingProxyType({
        "achieved": RatingPaint("✓", "#0A5F50"),
        "on_track": RatingPaint("▲", "#1F6FA8"),
        "at_risk": RatingPaint("◆", "#8A5F00"),
        "off_track": RatingPaint("▼", "#B4451A"),
        "missed": RatingPaint("✕", "#B4451A"),
        "not_enough_data": RatingPaint("○", "#66737F"),
    }),
)

DARK = Palette(
    name="ntm-dark", ground="#10181F", panel="#1B2630", ink="#E8EEF3", quiet_ink="#A9B7C3", line="#33424F",
    paper="#1B2630", track="#2A3843", accent="#6CC3E6", focus="#FFD23F", band="#15302F",
    status=MappingProxyType({
        "met": StatusPaint("✓", "#0C7362", "#FFFFFF"),
        "not_met": StatusPaint("✕", "#E07A45", "#10181F"),
        "incomplete": StatusPaint("◐", "#F0C862", "#10181F"),
        "no_data": StatusPaint("○", "#EEF2F5", "#33414D", hatch="#A9B5BF"),
    }),
    ratings=MappingProxyType({
        "achieved": RatingPaint("✓", "#6FD3BC"),
        "on_track": RatingPaint("▲", "#7FBDEB"),
        "at_risk": RatingPaint("◆", "#E0B45A"),
        "off_track": RatingPaint("▼", "#F09A78"),
        "missed": RatingPaint("✕", "#F09A78"),
        "not_enough_data": RatingPaint("○", "#A3B1BD"),
    }),
)


def palette(dark: bool) -> Palette:
    """The colours of the dark or of the light page."""
    return DARK if dark else LIGHT
