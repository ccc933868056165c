"""The status of each indicator period by period, as strips of signed cells."""
from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import t
from ntm.ui.charts.base import (
    LAW_ROOM,
    LawChange,
    is_known,
    mark_law_changes,
    new_figure,
    set_period_axis,
    stacked_bar,
    wrapped,
)
from ntm.ui.theme import STATUSES, palette

# Heights in px; the y axis counts px.
LINE_HEIGHT = 19
CELL_HEIGHT = 28
GAP = 14
LETTERS_A_LINE = 46


def status_history(frame: pd.DataFrame, lang: str, dark: bool, changes_of_law: Sequence[LawChange] = (),
                   sample: bool = False, legend: bool = True) -> go.Figure:
    """A strip an indicator, a cell a period, each with its status' colour and sign.

    Columns: label (the indicator, in the order to be shown), period ("II/2023", in order of time), status, text (more
    to say of it, or None). One row an indicator and period; a pair without a row stays empty: not asked for.
    """
    labels, periods = (list(dict.fromkeys(frame[column])) for column in ("label", "period"))
    tops, height = _lay_out(labels)
    head = LAW_ROOM if changes_of_law else 0
    figure = new_figure(lang, dark, height + head + 48 + (24 if legend else 0), _alt(frame, periods, lang), sample)
    placed = frame.assign(column=frame["period"].map(periods.index), top=frame["label"].map(tops))
    for status in STATUSES:
        cells = placed[placed["status"] == status]
        if len(cells):
            figure.add_trace(_cells(cells, status, lang, dark))
    for label, top in tops.items():
        figure.add_annotation(x=0, xref="paper", xanchor="left", y=top - 2, yanchor="bottom", align="left",
                              text=wrapped(label, LETTERS_A_LINE), borderpad=0)
    figure.update_layout(barmode="overlay", showlegend=legend, margin_l=2, margin_r=4)
    figure.update_yaxes(visible=False, range=[height, -head])
    set_period_axis(figure, periods)
    mark_law_changes(figure, periods, changes_of_law, lang, dark, [(top, top + CELL_HEIGHT) for top in tops.values()])
    return figure


def _lay_out(labels: list[str]) -> tuple[dict[str, int], int]:
    """Where each label's cells begin, px from the top, and the height of all."""
    tops, bottom = {}, 0
    for label in labels:
        tops[label] = bottom + LINE_HEIGHT * (wrapped(label, LETTERS_A_LINE).count("<br>") + 1) + 3
        bottom = tops[label] + CELL_HEIGHT + GAP
    return tops, max(bottom - GAP, CELL_HEIGHT)


def _alt(frame: pd.DataFrame, periods: list[str], lang: str) -> str:
    newest = frame[frame["period"] == periods[-1]] if periods else frame
    parts = "; ".join(t("chart.part", lang, status=row.label, count=t(f"status.{row.status}", lang).lower())
                      for row in newest.itertuples())
    return t("chart.statuses.alt", lang, total=frame["label"].nunique(), period=periods[-1] if periods else "",
             parts=parts)


def _cells(cells: pd.DataFrame, status: str, lang: str, dark: bool) -> go.Bar:
    word = t(f"status.{status}", lang).lower()
    hover = []
    for row in cells.itertuples():
        key = "chart.statuses.detailed" if is_known(row.text) else "chart.statuses.hover"
        hover.append(wrapped(t(key, lang, label=row.label, period=row.period, status=word, text=row.text)))
    return stacked_bar(
        status, lang, dark, x=cells["column"].tolist(), y=[CELL_HEIGHT] * len(cells), width=1,
        base=cells["top"].tolist(), hovertext=hover,
        text=[palette(dark).status[status].sign] * len(cells))
