"""Colours, signs and the Plotly templates of the light and the dark page.

A status is told by sign, word and colour; its fills stand in one order of luminance in both themes, so that a
black-and-white print and a colour-blind reader tell them apart too.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import plotly.graph_objects as go
import plotly.io as pio

# In the order in which bars are stacked: what is done first, what nobody knows last.
STATUSES = ("met", "incomplete", "not_met", "no_data")

# The page's typeface first; the others for a figure that is opened outside of it.
FONT_FAMILY = '"Source Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif'
FONT_SIZE = 14
SMALL_FONT_SIZE = 12


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


def hatch_pattern(paint: StatusPaint) -> dict[str, object]:
    """Plotly's pattern of a status, for a bar's `marker.pattern` or a line's `fillpattern`; {} where it is plain."""
    if paint.hatch is None:
        return {}
    return {"shape": "/", "size": 7, "solidity": 0.25, "fillmode": "replace", "bgcolor": paint.fill,
            "fgcolor": paint.hatch, "fgopacity": 1}


def _make_template(colours: Palette) -> go.layout.Template:
    axis = {"automargin": True, "gridcolor": colours.line, "linecolor": colours.quiet_ink, "zeroline": False,
            "showline": False, "ticks": "", "fixedrange": True, "tickangle": 0,
            "tickfont": {"size": SMALL_FONT_SIZE, "color": colours.ink}}
    return go.layout.Template(layout={
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": colours.ink},
        "paper_bgcolor": colours.ground, "plot_bgcolor": colours.ground,
        "margin": {"l": 4, "r": 8, "t": 8, "b": 8, "pad": 0},
        "xaxis": axis | {"showgrid": False}, "yaxis": axis,
        "hoverlabel": {"bgcolor": colours.panel, "bordercolor": colours.quiet_ink, "align": "left", "namelength": -1,
                       "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": colours.ink}},
        "hovermode": "closest", "dragmode": False, "bargap": 0.3,
        # Tied to the figure's edges, not the plot's: long row labels would squeeze it into one column on a phone.
        "legend": {"orientation": "h", "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
                   "xref": "container", "x": 0, "xanchor": "left", "yref": "container", "y": 1, "yanchor": "top",
                   "font": {"size": 13, "color": colours.ink}, "bgcolor": "rgba(0,0,0,0)"},
        "annotationdefaults": {"font": {"color": colours.ink, "size": FONT_SIZE}, "showarrow": False},
        "modebar": {"orientation": "v", "bgcolor": colours.ground, "color": colours.quiet_ink, "activecolor": colours.ink},
    })


for _colours in (LIGHT, DARK):
    pio.templates[_colours.name] = _make_template(_colours)
