"""Districts compared: how many communes of each stand where."""
from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import format_number, t
from ntm.ui.charts.base import new_figure, plain, stacked_bar, statuses_in, wrapped
from ntm.ui.theme import STATUSES

ROW_HEIGHT = 42


def district_bars(frame: pd.DataFrame, lang: str, dark: bool, sample: bool = False, legend: bool = True) -> go.Figure:
    """Stacked bars of communes by status, one a district, the highest share met on top; "7/14" at the end.

    Columns: district_code, district (as shown), met, not_met, incomplete, no_data (communes). A part's customdata
    is [district_code, status]. Districts without a commune to assess are left out.
    """
    ordered = _order_by_share(frame)
    parts = ", ".join(t("chart.districts.part", lang, district=row.district, met=format_number(row.met, lang),
                        total=format_number(row.total, lang))
                      for row in ordered.itertuples())
    figure = new_figure(lang, dark, ROW_HEIGHT * len(ordered) + (52 if legend else 16),
                        t("chart.districts.alt", lang, total=len(ordered), parts=parts), sample)
    for status in statuses_in(ordered):
        figure.add_trace(_part(ordered, status, lang, dark))
    _write_ends(figure, ordered, lang)
    names = [plain(name) for name in ordered["district"]]
    figure.update_layout(barmode="stack", showlegend=legend, margin_r=56, bargap=0.34, clickmode="event+select")
    figure.update_xaxes(visible=False, range=[0, max(ordered["total"].max(), 1) if len(ordered) else 1])
    figure.update_yaxes(tickvals=list(range(len(names))), ticktext=names, showgrid=False, ticklen=8, ticks="outside",
                        tickcolor="rgba(0,0,0,0)", tickfont_size=14, range=[len(names) - 0.5, -0.5])
    return figure


def _order_by_share(frame: pd.DataFrame) -> pd.DataFrame:
    counted = frame.assign(total=frame[list(STATUSES)].sum(axis=1))
    counted = counted[counted["total"] > 0]
    counted = counted.assign(share=counted["met"] / counted["total"])
    return counted.sort_values(["share", "total", "district"], ascending=[False, False, True], ignore_index=True)


def _part(ordered: pd.DataFrame, status: str, lang: str, dark: bool) -> go.Bar:
    word = t(f"status.{status}", lang).lower()
    hover = [wrapped(t("chart.districts.hover", lang, district=row.district, status=word,
                       total=format_number(row.total, lang), count=format_number(getattr(row, status), lang)))
             for row in ordered.itertuples()]
    return stacked_bar(
        status, lang, dark, x=ordered[status].tolist(), y=list(range(len(ordered))), orientation="h", hovertext=hover,
        text=[format_number(count, lang) if count else "" for count in ordered[status]],
        customdata=[[code, status] for code in ordered["district_code"]])


def _write_ends(figure: go.Figure, ordered: pd.DataFrame, lang: str) -> None:
    for position, row in enumerate(ordered.itertuples()):
        share = f"{format_number(row.met, lang)}/{format_number(row.total, lang)}"
        figure.add_annotation(x=row.total, y=position, text=share, xanchor="left", xshift=6)
