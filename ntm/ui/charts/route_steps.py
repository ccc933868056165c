"""How many communes meet a level as the work of a plan goes on."""
from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import format_number, t
from ntm.ui.charts.base import new_figure, wrapped
from ntm.ui.theme import palette

HEIGHT = 280


def route_steps(frame: pd.DataFrame, start: int, lang: str, dark: bool = False, sample: bool = False) -> go.Figure:
    """A line that rises by one commune at the work it takes.

    Columns: name, work (all work up to it), met (communes met then), in the plan's order. `start`: communes met before it.
    """
    colours = palette(dark)
    work = format_number(frame["work"].max() if len(frame) else 0, lang)
    alt = t("route.chart.alt", lang, start=start, end=start + len(frame), work=work)
    figure = new_figure(lang, dark, HEIGHT, alt, sample)
    hover = [wrapped(t("route.chart.hover", lang, name=row.name_, work=format_number(row.work, lang), met=row.met))
             for row in frame.rename(columns={"name": "name_"}).itertuples()]
    figure.add_trace(go.Scatter(
        x=[0, *frame["work"]], y=[start, *frame["met"]], mode="lines+markers", hoverinfo="text", hovertext=["", *hover],
        line={"color": colours.accent, "width": 2.5, "shape": "hv"}, marker={"size": 8, "color": colours.accent}))
    figure.update_layout(showlegend=False)
    most = float(frame["work"].max()) if len(frame) else 1.0
    figure.update_xaxes(title_text=t("route.chart.work", lang), title_font_size=13, range=[-0.02 * most, 1.03 * most])
    figure.update_yaxes(title_text=t("route.chart.met", lang), title_font_size=13, title_standoff=14, nticks=6)
    if len(frame) < 6:  # no fraction of a commune
        figure.update_yaxes(dtick=1)
    return figure
