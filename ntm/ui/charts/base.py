"""What all charts share: a figure on our template, safe texts, period ticks, the marks of a change of law."""
from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import t
from ntm.ui.theme import SMALL_FONT_SIZE, STATUSES, hatch_pattern, palette

HOVER_WIDTH = 38   # letters a line: a hover label must fit a phone
MAX_TICKS = 16     # period labels that stand side by side on a phone
ROOMY_TICKS = 8    # so few that each can have its year beneath
LAW_ROOM = 22      # px kept at the top of a plot that names changes of law
SAMPLE_ROOM = 22   # px kept at the foot of a figure for the note on sample data


@dataclass(frozen=True, slots=True)
class LawChange:
    """A new criteria set: the label of the first period judged by it, and the document's number."""

    period: str
    law: str


def plain(text: object) -> str:
    """Text from data as Plotly shall show it: its letters, never markup (Plotly reads <b>, <br>, <a href=…>)."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;")


def wrapped(text: object, width: int = HOVER_WIDTH) -> str:
    """Text as lines of at most `width` letters, safe for Plotly."""
    return "<br>".join(plain(line) for line in textwrap.wrap(str(text), width))


def is_known(value: object) -> bool:
    """Whether a frame's cell holds a value (None, NaN and NA are unknown)."""
    return value is not None and not pd.isna(value)


def new_figure(lang: str, dark: bool, height: int, alt: str, sample: bool) -> go.Figure:
    """An empty figure of our template, `height` px high, as wide as its place.

    Sample data is said at the foot. The note is Plotly's title because only that keeps to the figure's own edge
    when the margins grow.
    """
    colours = palette(dark)
    figure = go.Figure()
    figure.update_layout(template=colours.name, height=height + (SAMPLE_ROOM if sample else 0), meta={"alt": alt},
                         separators=",." if lang == "vi" else ".,")
    if sample:
        figure.update_layout(margin_b=8 + SAMPLE_ROOM, title={
            "text": t("sample", lang), "x": 1, "xanchor": "right", "y": 0, "yanchor": "bottom", "pad": {"b": 4, "r": 4},
            "font": {"size": SMALL_FONT_SIZE, "color": colours.quiet_ink, "weight": "normal"}})
    return figure


def alt_text(figure: go.Figure) -> str:
    """The sentence that says what a figure shows, for those who cannot see it."""
    return figure.layout.meta["alt"]


def selected_value(event: Mapping[str, Any] | None) -> Any:
    """The customdata of the point that was clicked, from what `st.plotly_chart(on_select=…)` returns; else None."""
    points = ((event or {}).get("selection") or {}).get("points") or []
    return points[0].get("customdata") if points else None


def status_marker(status: str, dark: bool) -> dict[str, Any]:
    """The marker of a bar in a status' colour and hatch, edged with the ground so that neighbours part."""
    colours = palette(dark)
    paint = colours.status[status]
    return {"color": paint.fill, "pattern": hatch_pattern(paint), "line": {"width": 1, "color": colours.ground}}


def keep_unfaded(text_color: str) -> dict[str, Any]:
    """`selected` and `unselected` of a trace that looks the same after a click."""
    look = {"marker": {"opacity": 1}, "textfont": {"color": text_color}}
    return {"selected": look, "unselected": look}


def stacked_bar(status: str, lang: str, dark: bool, **options: Any) -> go.Bar:
    """A bar trace of one status with sign and word in the legend; `options` are Plotly's."""
    return stacked_bar_of(status, t(f"status.{status}", lang), dark, **options)


def stacked_bar_of(status: str, word: str, dark: bool, **options: Any) -> go.Bar:
    """The same in a status' colours under another word."""
    paint = palette(dark).status[status]
    return go.Bar(
        name=f"{paint.sign} {word}", marker=status_marker(status, dark), hoverinfo="text",
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"color": paint.text, "size": SMALL_FONT_SIZE}, **keep_unfaded(paint.text), **options)


def statuses_in(frame: pd.DataFrame) -> list[str]:
    """The statuses, in stacking order, of which the frame's columns count at least one."""
    return [status for status in STATUSES if frame[status].sum() > 0]


def period_ticks(labels: Sequence[str]) -> tuple[list[int], list[str]]:
    """Positions and texts of horizontal period labels: "II/2023" as II, its year beneath where a year begins.

    Too many of them are thinned, the newest kept.
    """
    step = -(-len(labels) // MAX_TICKS)
    positions = list(range(len(labels) - 1, -1, -step))[::-1] if labels else []
    parts = [labels[position].rpartition("/") for position in positions]
    years = [year for _, _, year in parts]
    texts = []
    for i, (head, _, year) in enumerate(parts):
        begins = i == 0 or years[i - 1] != year
        # A year of one narrow tick has no room beside the next one's.
        has_room = len(parts) <= ROOMY_TICKS or i + 1 == len(parts) or years[i + 1] == year
        texts.append(f"{plain(head)}<br>{plain(year)}" if head and begins and has_room else plain(head or year))
    return positions, texts


def set_period_axis(figure: go.Figure, labels: Sequence[str]) -> None:
    """The x axis of periods at 0, 1, 2…, each label horizontal, with room for two lines."""
    positions, texts = period_ticks(labels)
    figure.update_xaxes(tickvals=positions, ticktext=texts, tickangle=0, range=[-0.5, max(len(labels), 1) - 0.5])
    figure.update_layout(margin_b=(figure.layout.margin.b or 8) + 32)


def mark_law_changes(figure: go.Figure, labels: Sequence[str], changes: Iterable[LawChange], lang: str,
                     dark: bool, rows: Sequence[tuple[float, float]] = ()) -> None:
    """A dashed line before the first period of each new law, its document named at the top of the plot.

    The caller leaves LAW_ROOM there. `rows`: draw it only between these heights (y from, y to), where texts stand
    between them. A change outside the periods shown is left out.
    """
    colours = palette(dark)
    # Set once: each add_shape would check all those before it again, 0.1 s a page.
    shapes = list(figure.layout.shapes)
    for change in changes:
        if change.period not in labels:
            continue
        position = labels.index(change.period)
        for y0, y1 in rows or [(0, 1)]:
            for color, width, dash in ((colours.ground, 5, "solid"), (colours.ink, 2, "dash")):
                shapes.append({"type": "line", "x0": position - 0.5, "x1": position - 0.5, "y0": y0, "y1": y1, "xref": "x",
                               "yref": "y" if rows else "paper", "line": {"color": color, "width": width, "dash": dash}})
        is_right = position > len(labels) * 0.55
        figure.add_annotation(
            x=position - 0.5, xref="x", xanchor="right" if is_right else "left", y=1, yref="paper", yanchor="top",
            xshift=-4 if is_right else 4, text=plain(t("chart.history.law", lang, law=change.law)),
            font={"size": SMALL_FONT_SIZE, "color": colours.quiet_ink})
    figure.update_layout(shapes=shapes)
