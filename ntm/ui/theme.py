"""The Plotly templates of the light and the dark page, in the project's colours."""
from __future__ import annotations

import plotly.graph_objects as go
import plotly.io as pio

from ntm.palette import DARK, LIGHT, STATUSES, Palette, RatingPaint, StatusPaint, palette

__all__ = ["DARK", "LIGHT", "STATUSES", "Palette", "RatingPaint", "StatusPaint", "palette"]

# The page's typeface first; the others for a figure that is opened outside of it.
FONT_FAMILY = '"Source Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif'
FONT_SIZE = 14
SMALL_FONT_SIZE = 12


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
