"""One commune's indicators or requirements against their thresholds."""
from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import t
from ntm.ui.charts.base import is_known, new_figure, status_marker, wrapped
from ntm.ui.theme import FONT_SIZE, hatch_pattern, palette

# Heights in px: the y axis counts px, so that texts of any length keep their own room at any width.
LINE_HEIGHT = 19
BAR_HEIGHT = 18
GAP = 22
LETTERS_A_LINE = 46   # what a phone of 390 px holds
CAP_SHARE = 0.015


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's texts and the place of its bar, px from the top."""

    label: str
    text: str
    status: str
    share: float | None
    threshold: float | None
    bar_y: float


def requirement_bars(frame: pd.DataFrame, lang: str, dark: bool, sample: bool = False) -> go.Figure:
    """A bar a row: name above it, the count in words below it, the threshold as a line in ink.

    Columns: label, status, share (0..1 of the bar; None: a verdict without a measure, or nothing known), threshold
    (0..1; None: open, or none), text (worded, without the sign). Rows in the frame's order. Without a share the bar is
    hatched, never full; a verdict then has a cap in its colour.
    """
    rows, height = _lay_out(frame)
    parts = "; ".join(t("chart.requirements.part", lang, label=row.label, text=row.text) for row in frame.itertuples())
    figure = new_figure(lang, dark, height + 16,
                        t("chart.requirements.alt", lang, total=len(frame), parts=parts), sample)
    _draw_bars(figure, rows, dark)
    _draw_thresholds(figure, rows, lang, dark)
    _write_texts(figure, rows, dark)
    figure.update_layout(barmode="overlay", showlegend=False, margin_l=2, margin_r=6, hovermode=False)
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[height, 0])
    return figure


def _lay_out(frame: pd.DataFrame) -> tuple[list[_Row], float]:
    rows, top = [], 0.0
    for row in frame.itertuples():
        label, text = wrapped(row.label, LETTERS_A_LINE), wrapped(row.text, LETTERS_A_LINE - 2)
        bar_top = top + LINE_HEIGHT * (label.count("<br>") + 1) + 3
        rows.append(_Row(label, text, row.status, _as_share(row.share), _as_share(row.threshold),
                         bar_top + BAR_HEIGHT / 2))
        top = bar_top + BAR_HEIGHT + 3 + LINE_HEIGHT * (text.count("<br>") + 1) + GAP
    return rows, max(top - GAP, LINE_HEIGHT)


def _as_share(value: object) -> float | None:
    return min(1.0, max(0.0, float(value))) if is_known(value) else None


def _draw_bars(figure: go.Figure, rows: list[_Row], dark: bool) -> None:
    colours = palette(dark)
    unmeasured = hatch_pattern(colours.status["no_data"])
    measured = [row for row in rows if row.share is not None]
    hatched = [row for row in rows if row.share is None]
    _bars(figure, "track", measured, [1.0] * len(measured), {"color": colours.track})
    _bars(figure, "unmeasured", hatched, [1.0] * len(hatched), {
        "color": colours.status["no_data"].fill, "pattern": unmeasured, "line": {"width": 1, "color": colours.line}})
    for status in colours.status:
        filled = [row for row in measured if row.status == status]
        _bars(figure, status, filled, [row.share for row in filled], status_marker(status, dark) | {"line": None})
    for status in ("met", "not_met"):
        capped = [row for row in hatched if row.status == status]
        _bars(figure, f"{status} verdict", capped, [CAP_SHARE] * len(capped), {"color": colours.status[status].fill})


def _bars(figure: go.Figure, name: str, rows: list[_Row], lengths: list[float | None], marker: dict) -> None:
    if rows:
        figure.add_trace(go.Bar(name=name, x=lengths, y=[row.bar_y for row in rows], width=BAR_HEIGHT, orientation="h",
                                marker=marker, hoverinfo="skip"))


def _draw_thresholds(figure: go.Figure, rows: list[_Row], lang: str, dark: bool) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.threshold is not None:
            x += [row.threshold, row.threshold, None]
            y += [row.bar_y - BAR_HEIGHT / 2 - 4, row.bar_y + BAR_HEIGHT / 2 + 4, None]
    if x:
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", name=t("chart.requirements.threshold", lang),
                                    line={"color": palette(dark).ink, "width": 3}, cliponaxis=False, hoverinfo="skip"))


def _write_texts(figure: go.Figure, rows: list[_Row], dark: bool) -> None:
    colours = palette(dark)
    common = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "borderpad": 0}
    notes = []
    for row in rows:
        notes.append({"y": row.bar_y - BAR_HEIGHT / 2 - 3, "yanchor": "bottom", "text": row.label,
                      "font": {"size": FONT_SIZE, "weight": 600}} | common)
        sign = colours.status[row.status].sign
        notes.append({"y": row.bar_y + BAR_HEIGHT / 2 + 3, "yanchor": "top", "text": f"{sign} {row.text}",
                      "font": {"size": FONT_SIZE, "color": colours.ink}} | common)
    figure.update_layout(annotations=notes)
