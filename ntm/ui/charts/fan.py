"""How a requirement went and may go on: points, the likely line, the band of 80 %, what is needed and by when."""
from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import format_number, t
from ntm.ui.charts.base import is_known, new_figure, plain, set_period_axis, wrapped
from ntm.ui.theme import SMALL_FONT_SIZE, Palette, hatch_pattern, palette

HEIGHT = 320
BAND_OPACITY = 0.22


def fan_chart(frame: pd.DataFrame, threshold: str, target: str, lang: str, dark: bool = False, sample: bool = False) -> go.Figure:
    """A requirement over the quarters, known and to come.

    Columns: period ("II/2023", in order of time, none left out), value (None: not reported), text ("5/9 thôn"), needed (the
    same in each row), low, likely, high (None before the last figure), is_past (whether the quarter has come), is_target (the
    quarter of the date to make). `threshold` and `target` name the two lines ("cần 6/9 thôn", "31/12/2025").
    """
    colours = palette(dark)
    labels = list(frame["period"])
    known = [(i, row) for i, row in enumerate(frame.itertuples()) if is_known(row.value)]
    coming = [(i, row) for i, row in enumerate(frame.itertuples()) if is_known(row.likely)]
    figure = new_figure(lang, dark, HEIGHT, _alt(known, coming, threshold, target, lang), sample)
    heights = pd.concat([frame["value"], frame["needed"], frame["high"]]).dropna().astype(float)
    top = 1.2 * max([*heights, 0]) or 1.0
    _draw_gaps(figure, frame, top, lang, colours)
    _draw_band(figure, coming, lang, colours)
    _draw_points(figure, known, colours)
    _draw_marks(figure, frame, threshold, target, colours)
    figure.update_layout(showlegend=True, bargap=0, margin_t=40)
    set_period_axis(figure, labels)
    figure.update_yaxes(range=[0, top], nticks=5)
    return figure


def _alt(known: list, coming: list, threshold: str, target: str, lang: str) -> str:
    if not known or not coming:
        return t("chart.fan.alt_empty", lang)
    first, last, end = known[0][1], known[-1][1], coming[-1][1]
    return t("chart.fan.alt", lang, first=first.period, start=first.text, last=last.period, now=last.text, end=end.period,
             low=_number(end.low, lang), high=_number(end.high, lang), threshold=threshold, target=target)


def _number(value: float, lang: str) -> str:
    return format_number(value, lang, 0 if value == int(value) else 2)


def _draw_gaps(figure: go.Figure, frame: pd.DataFrame, top: float, lang: str, colours: Palette) -> None:
    """Quarters that have come without a figure: hatched, never zero."""
    missing = [(i, row.period) for i, row in enumerate(frame.itertuples()) if row.is_past and not is_known(row.value)]
    if missing:
        paint = colours.status["no_data"]
        figure.add_trace(go.Bar(
            x=[i for i, _ in missing], y=[top] * len(missing), width=1, name=t("chart.fan.gap", lang), hoverinfo="text",
            opacity=0.55, hovertext=[wrapped(t("chart.history.missing", lang, period=period)) for _, period in missing],
            marker={"color": colours.ground, "line": {"width": 0},
                    "pattern": hatch_pattern(paint) | {"bgcolor": colours.ground}}))


def _draw_band(figure: go.Figure, coming: list, lang: str, colours: Palette) -> None:
    x = [i for i, _ in coming]
    look = {"mode": "lines", "hoverinfo": "skip", "line": {"width": 0}}
    figure.add_trace(go.Scatter(x=x, y=[row.low for _, row in coming], name="low", showlegend=False, **look))
    figure.add_trace(go.Scatter(
        x=x, y=[row.high for _, row in coming], name=t("chart.fan.band", lang), fill="tonexty",
        fillcolor=_faint(colours.accent), **look))
    hover = [wrapped(t("chart.fan.hover", lang, period=row.period, likely=_number(row.likely, lang), low=_number(row.low, lang),
                       high=_number(row.high, lang))) for _, row in coming]
    figure.add_trace(go.Scatter(
        x=x, y=[row.likely for _, row in coming], mode="lines", name=t("chart.fan.likely", lang), hoverinfo="text",
        hovertext=hover, line={"color": colours.accent, "width": 2.5, "dash": "dash"}))


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"


def _draw_points(figure: go.Figure, known: list, colours: Palette) -> None:
    """Points joined where no quarter is missing between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for (before, old), (after, new) in zip(known, known[1:], strict=False):
        if after == before + 1:
            x += [before, after, None]
            y += [old.value, new.value, None]
    if x:
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", name="reported", hoverinfo="skip", showlegend=False,
                                    line={"color": colours.ink, "width": 2.5}))
    figure.add_trace(go.Scatter(
        x=[i for i, _ in known], y=[row.value for _, row in known], mode="markers", name="points", hoverinfo="text",
        hovertext=[wrapped(f"{row.period}: {row.text}") for _, row in known], cliponaxis=False, showlegend=False,
        marker={"size": 9, "color": colours.ink, "line": {"width": 1.5, "color": colours.ground}}))
    if known:
        position, row = known[-1]
        figure.add_annotation(x=position, y=row.value, text=f"<b>{plain(row.text)}</b>", xanchor="right", yanchor="top",
                              xshift=10, yshift=-8, bgcolor=colours.ground, borderpad=1, font_size=13)


def _draw_marks(figure: go.Figure, frame: pd.DataFrame, threshold: str, target: str, colours: Palette) -> None:
    """What is needed across, the date to make upright."""
    ink = colours.ratings["achieved"].ink
    needed = frame["needed"].iloc[0]
    figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=needed, y1=needed, line={"color": ink, "width": 2})
    figure.add_annotation(xref="paper", x=0, y=needed, xanchor="left", yanchor="bottom", text=plain(threshold),
                          font={"size": 13, "color": ink})
    for position in [i for i, is_target in enumerate(frame["is_target"]) if is_target][:1]:
        figure.add_shape(type="line", yref="paper", x0=position, x1=position, y0=0, y1=1,
                         line={"color": colours.ink, "width": 1.5, "dash": "dot"})
        figure.add_annotation(x=position, yref="paper", y=0, xanchor="right", yanchor="bottom", xshift=-4, text=plain(target),
                              font={"size": SMALL_FONT_SIZE, "color": colours.ink}, bgcolor=colours.ground)
