"""How figures went over the periods: one measure of a commune, and the communes of a level."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import format_number, t
from ntm.ui.charts.base import (
    LawChange,
    is_known,
    mark_law_changes,
    new_figure,
    plain,
    set_period_axis,
    stacked_bar,
    statuses_in,
    wrapped,
)
from ntm.ui.theme import SMALL_FONT_SIZE, STATUSES, Palette, hatch_pattern, palette

HEIGHT = 280
LONGEST_SHOWN_COUNT = 99   # three digits do not fit a bar on a phone


def history_steps(frame: pd.DataFrame, threshold: str | None, changes_of_law: Sequence[LawChange], lang: str,
                  dark: bool, sample: bool = False) -> go.Figure:
    """One measure over the periods: a line with its points, the band where the threshold is reached, gaps dotted.

    Columns: period ("II/2023", in order of time, none left out), value (number, or None: not reported), needed (the
    value that the law of that period asks for, or None: open), text (the value worded: "5/9 thôn"). `threshold` names
    the band ("cần 6/9 thôn"); None: no name.
    """
    colours = palette(dark)
    labels = list(frame["period"])
    known = [(i, row) for i, row in enumerate(frame.itertuples()) if is_known(row.value)]
    parts = "; ".join(t("chart.history.part", lang, period=row.period, text=row.text) for _, row in known)
    figure = new_figure(lang, dark, HEIGHT, t("chart.history.alt", lang, total=len(labels), parts=parts), sample)
    heights = pd.concat([frame["value"], frame["needed"]]).dropna().astype(float)
    top = (1.3 if changes_of_law else 1.15) * max([1.0, *heights])
    _draw_band(figure, frame, threshold, top, colours)
    _draw_missing(figure, frame, top, lang, colours)
    _draw_line(figure, known, colours)
    figure.update_layout(showlegend=False, bargap=0)
    set_period_axis(figure, labels)
    figure.update_yaxes(range=[0, top], nticks=4, tickformat=",d")
    mark_law_changes(figure, labels, changes_of_law, lang, dark)
    return figure


def _draw_band(figure: go.Figure, frame: pd.DataFrame, threshold: str | None, top: float, colours: Palette) -> None:
    """From the needed value upward, as long as it stays the same; nothing where the law's is open."""
    spans = list(_spans([float(value) if is_known(value) else None for value in frame["needed"]]))
    for first, last, needed in spans:
        figure.add_shape(type="rect", x0=first - 0.5, x1=last + 0.5, y0=needed, y1=top, layer="below",
                         fillcolor=colours.band, line_width=0)
        figure.add_shape(type="line", x0=first - 0.5, x1=last + 0.5, y0=needed, y1=needed,
                         line={"color": colours.ratings["achieved"].ink, "width": 2})
    if spans and threshold:
        first, _, needed = spans[-1]
        figure.add_annotation(x=first - 0.4, y=needed, xanchor="left", yanchor="bottom", text=plain(threshold),
                              font={"size": 13, "color": colours.ratings["achieved"].ink})


def _spans(values: Sequence[float | None]) -> Iterator[tuple[int, int, float]]:
    """Runs of one value: (first, last, value); runs of None are left out."""
    first = 0
    for i, value in enumerate(values):
        if i + 1 == len(values) or values[i + 1] != value:
            if value is not None:
                yield first, i, value
            first = i + 1


def _draw_missing(figure: go.Figure, frame: pd.DataFrame, top: float, lang: str, colours: Palette) -> None:
    missing = [(i, row.period) for i, row in enumerate(frame.itertuples()) if not is_known(row.value)]
    if missing:
        paint = colours.status["no_data"]
        figure.add_trace(go.Bar(
            x=[i for i, _ in missing], y=[top] * len(missing), width=1, name="missing", hoverinfo="text", opacity=0.55,
            hovertext=[wrapped(t("chart.history.missing", lang, period=period)) for _, period in missing],
            marker={"color": colours.ground, "line": {"width": 0},
                    "pattern": hatch_pattern(paint) | {"bgcolor": colours.ground}}))


def _draw_line(figure: go.Figure, known: list[tuple[int, tuple]], colours: Palette) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    dotted_x: list[float | None] = []
    dotted_y: list[float | None] = []
    for (before, old), (after, new) in zip(known, known[1:], strict=False):
        xs, ys = (x, y) if after == before + 1 else (dotted_x, dotted_y)
        xs += [before, after, None]
        ys += [old.value, new.value, None]
    for name, xs, ys, dash in (("reported", x, y, "solid"), ("between", dotted_x, dotted_y, "dot")):
        if xs:
            figure.add_trace(go.Scatter(x=xs, y=ys, mode="lines", name=name, hoverinfo="skip",
                                        line={"color": colours.ink, "width": 2.5, "dash": dash}))
    figure.add_trace(go.Scatter(
        x=[i for i, _ in known], y=[row.value for _, row in known], mode="markers", name="points", hoverinfo="text",
        hovertext=[wrapped(f"{row.period}: {row.text}") for _, row in known], cliponaxis=False,
        marker={"size": 10, "color": colours.ink, "line": {"width": 1.5, "color": colours.ground}}))
    if known:
        position, row = known[-1]
        figure.add_annotation(x=position, y=row.value, text=f"<b>{plain(row.text)}</b>", xanchor="right",
                              yanchor="top", xshift=10, yshift=-8, bgcolor=colours.ground, borderpad=1, font_size=13)


def level_history(frame: pd.DataFrame, changes_of_law: Sequence[LawChange], lang: str, dark: bool,
                  sample: bool = False, legend: bool = True) -> go.Figure:
    """Communes by status of a level, a stacked bar a period.

    Columns: period ("II/2023", in order of time), met, incomplete, not_met, no_data (communes). A part's customdata
    is [period, status].
    """
    labels = list(frame["period"])
    counted = frame.assign(total=frame[list(STATUSES)].sum(axis=1))
    parts = "; ".join(t("chart.levels.part", lang, period=row.period, met=format_number(row.met, lang),
                        total=format_number(row.total, lang))
                      for row in counted.itertuples())
    figure = new_figure(lang, dark, HEIGHT + (40 if legend else 0),
                        t("chart.levels.alt", lang, total=len(labels), parts=parts), sample)
    has_numbers = len(counted) > 0 and counted["total"].max() <= LONGEST_SHOWN_COUNT
    for status in statuses_in(counted):
        figure.add_trace(_level_part(counted, status, lang, dark))
    figure.update_layout(barmode="stack", bargap=0.14, showlegend=legend, clickmode="event+select")
    if not has_numbers:
        figure.update_layout(uniformtext={"minsize": SMALL_FONT_SIZE, "mode": "hide"})
    set_period_axis(figure, labels)
    # The law's name stands above the bars.
    top = (1.13 if changes_of_law else 1.02) * max([1, *counted["total"]])
    figure.update_yaxes(nticks=4, tickformat=",d", range=[0, top])
    mark_law_changes(figure, labels, changes_of_law, lang, dark)
    return figure


def _level_part(counted: pd.DataFrame, status: str, lang: str, dark: bool) -> go.Bar:
    word = t(f"status.{status}", lang).lower()
    hover = [wrapped(t("chart.levels.hover", lang, period=row.period, total=format_number(row.total, lang), status=word,
                       count=format_number(getattr(row, status), lang))) for row in counted.itertuples()]
    # A sliver of two or three communes is thinner than its number.
    smallest = 0.06 * float(counted["total"].max())
    text = [format_number(count, lang) if count >= smallest else "" for count in counted[status]]
    return stacked_bar(
        status, lang, dark, x=list(range(len(counted))), y=counted[status].tolist(), hovertext=hover,
        text=text, customdata=[[period, status] for period in counted["period"]])
