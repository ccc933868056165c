"""Media work by month: a bar a month, its parts told apart by pattern as well as by colour."""
from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import format_number, t
from ntm.ui.charts.base import new_figure, set_period_axis, wrapped
from ntm.ui.theme import palette

HEIGHT = 250
# published stands at the foot, plain; the others are hatched.
_PATTERNS = {"published": "", "supplied": "/", "guided": "x", "urged": "."}


def media_months(frame: pd.DataFrame, lang: str, dark: bool = False, sample: bool = False) -> go.Figure:
    """Stacked bars. Columns: month (its first day), kind, count."""
    colours = palette(dark)
    months = sorted(frame["month"].unique())
    labels = [f"{month.month}/{month.year}" for month in months]
    total = int(frame["count"].sum())
    figure = new_figure(lang, dark, HEIGHT, t("media.chart.alt", lang, count=format_number(total, lang), months=len(months)), sample)
    for kind, pattern in _PATTERNS.items():
        own = frame[frame["kind"] == kind].set_index("month")["count"]
        word = t(f"media.kind.{kind}", lang)
        hover = [wrapped(t("media.chart.hover", lang, month=label, kind=word, count=format_number(int(own.get(month, 0)), lang)))
                 for month, label in zip(months, labels, strict=True)]
        marker = {"color": colours.accent, "line": {"width": 1, "color": colours.accent}}
        if pattern:
            marker["pattern"] = {"shape": pattern, "size": 6, "solidity": 0.35, "fillmode": "replace", "bgcolor": colours.ground,
                                 "fgcolor": colours.accent}
        figure.add_trace(go.Bar(x=list(range(len(months))), y=[int(own.get(month, 0)) for month in months], name=word, hoverinfo="text",
                                hovertext=hover, marker=marker))
    figure.update_layout(barmode="stack", showlegend=True, margin_t=36)
    figure.update_yaxes(rangemode="tozero", dtick=1 if total < 40 else None, nticks=5)
    set_period_axis(figure, labels)
    return figure
