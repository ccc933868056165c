"""Districts by how their communes' reports came: in time, late, not yet."""
from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ntm.progress.completeness import STATES
from ntm.texts import format_number, t
from ntm.ui.charts.base import new_figure, plain, stacked_bar_of, wrapped

ROW_HEIGHT = 36
# Each state in the colours of the status that it is nearest to; the sign and the word of the state stand beside.
_PAINT = {"on_time": "met", "received": "met", "late": "incomplete", "overdue": "not_met", "awaited": "no_data", "absent": "no_data"}


def reports_bars(frame: pd.DataFrame, lang: str, dark: bool, sample: bool = False) -> go.Figure:
    """Stacked bars, one a district (column `name`) in the frame's order; a column of communes for each state of STATES."""
    rows = frame.reset_index(drop=True)
    sent = rows[["on_time", "late", "received"]].sum(axis=1)
    parts = ", ".join(t("due.chart.part", lang, district=name, sent=format_number(int(count), lang), total=format_number(int(total), lang))
                      for name, count, total in zip(rows["name"], sent, rows["communes"], strict=True))
    figure = new_figure(lang, dark, ROW_HEIGHT * len(rows) + 52, t("due.chart.alt", lang, parts=parts), sample)
    for state in STATES:
        if rows[state].sum():
            figure.add_trace(_part(rows, state, lang, dark))
    for position, (count, total) in enumerate(zip(sent, rows["communes"], strict=True)):
        figure.add_annotation(x=total, y=position, text=f"{format_number(int(count), lang)}/{format_number(int(total), lang)}",
                              xanchor="left", xshift=6)
    figure.update_layout(barmode="stack", showlegend=True, margin_r=56, bargap=0.34)
    figure.update_xaxes(visible=False, range=[0, max(int(rows["communes"].max()), 1)])
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=[plain(name) for name in rows["name"]], showgrid=False, ticklen=8,
                        ticks="outside", tickcolor="rgba(0,0,0,0)", tickfont_size=14, range=[len(rows) - 0.5, -0.5])
    return figure


def _part(rows: pd.DataFrame, state: str, lang: str, dark: bool) -> go.Bar:
    word = t(f"due.state.{state}", lang)
    hover = [wrapped(f"{name}: {word} {format_number(int(count), lang)}") for name, count in zip(rows["name"], rows[state], strict=True)]
    return stacked_bar_of(
        _PAINT[state], word, dark, x=rows[state].tolist(), y=list(range(len(rows))), orientation="h", hovertext=hover,
        text=[format_number(int(count), lang) if count else "" for count in rows[state]])
