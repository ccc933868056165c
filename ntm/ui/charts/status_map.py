"""The map: one cell a commune, filled by status, without boundaries and without the internet."""
from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from ntm.texts import t
from ntm.ui.charts.base import is_known, keep_unfaded, new_figure, plain, wrapped
from ntm.ui.places import Cell, Places, Ring
from ntm.ui.theme import SMALL_FONT_SIZE, STATUSES, Palette, hatch_pattern, palette

HEIGHT = 540
CLICK_SIZE = 26
MAX_SIGNS = 400       # more cells than this are smaller than their signs
CLEAR = "rgba(0,0,0,0)"
NOT_ASSESSED = "not_assessed"


def status_map(places: Places, frame: pd.DataFrame, lang: str, dark: bool, highlight_code: str | None = None,
               sample: bool = False, legend: bool = True) -> go.Figure:
    """Cells filled by status with its sign; a click on a cell selects a point whose customdata is the unit's code.

    Columns: code, name ("Xã Bình Trung"), district ("huyện Chợ Đồn" or None), status (None: not assessed), met_count,
    of_count (indicators, or None). A cell without a row is drawn as not assessed and is not clickable.
    """
    colours = palette(dark)
    rows = {row.code: row for row in frame.itertuples()}
    groups = _group_by_status(places.cells, rows)
    figure = new_figure(lang, dark, HEIGHT, _alt(groups, lang), sample)
    for status, cells in groups.items():
        figure.add_trace(_fill(status, cells, lang, colours))
    _draw_outlines(figure, places, colours)
    for status, cells in groups.items():
        figure.add_trace(_targets(status, cells, rows, lang, colours, len(places.cells) <= MAX_SIGNS))
    _set_layout(figure, places, legend)
    found = next((cell for cell in places.cells if cell.code == highlight_code), None)
    if found:
        name = rows[found.code].name if found.code in rows else found.code
        _highlight(figure, places, found, name, colours)
    return figure


def _group_by_status(cells: Iterable[Cell], rows: dict) -> dict[str, list[Cell]]:
    """Cells by status, in the order of the legend, empty ones left out."""
    groups: dict[str, list[Cell]] = {status: [] for status in (*STATUSES, NOT_ASSESSED)}
    for cell in cells:
        status = rows[cell.code].status if cell.code in rows else None
        groups[status if is_known(status) else NOT_ASSESSED].append(cell)
    return {status: group for status, group in groups.items() if group}


def _alt(groups: dict[str, list[Cell]], lang: str) -> str:
    counts = "; ".join(t("chart.part", lang, status=_word(status, lang), count=len(cells))
                       for status, cells in groups.items())
    return t("chart.map.alt", lang, total=sum(map(len, groups.values())), counts=counts)


def _word(status: str, lang: str) -> str:
    return t("chart.map.not_assessed" if status == NOT_ASSESSED else f"status.{status}", lang)


def _fill(status: str, cells: list[Cell], lang: str, colours: Palette) -> go.Scatter:
    """All cells of a status as one trace: a trace a commune would be slow."""
    x, y = _path(ring for cell in cells for ring in cell.rings)
    if status == NOT_ASSESSED:
        look = {"fillcolor": colours.paper, "line": {"color": colours.line, "width": 1}}
        name = t("chart.map.legend_plain", lang, count=len(cells))
    else:
        paint = colours.status[status]
        look = {"fillcolor": paint.fill, "fillpattern": hatch_pattern(paint),
                "line": {"color": colours.ground, "width": 1.5}}
        name = t("chart.map.legend", lang, sign=paint.sign, status=_word(status, lang), count=len(cells))
    return go.Scatter(x=x, y=y, mode="lines", fill="toself", hoverinfo="skip", name=name, **look)


def _path(rings: Iterable[Ring]) -> tuple[list[float | None], list[float | None]]:
    """Rings as one broken line: Plotly fills each piece for itself."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [*(point[0] for point in ring), None]
        y += [*(point[1] for point in ring), None]
    return x[:-1], y[:-1]


def _draw_outlines(figure: go.Figure, places: Places, colours: Palette) -> None:
    x, y = _path(ring for outline in places.outlines for ring in outline.rings)
    figure.add_trace(go.Scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                                line={"color": colours.ink, "width": 1.6}))


def _targets(status: str, cells: list[Cell], rows: dict, lang: str, colours: Palette, has_signs: bool) -> go.Scatter:
    """The signs, in transparent markers that take hover and clicks: a click on a filled area is no event."""
    paint = colours.status.get(status)
    ink = paint.text if paint else colours.quiet_ink
    return go.Scatter(
        x=[cell.x for cell in cells], y=[cell.y for cell in cells], mode="markers+text", showlegend=False,
        text=[paint.sign if paint and has_signs else ""] * len(cells), hoverinfo="text",
        textfont={"size": SMALL_FONT_SIZE, "color": ink}, marker={"size": CLICK_SIZE, "color": CLEAR},
        hovertext=[wrapped(_hover(cell, status, rows, lang)) for cell in cells],
        customdata=None if status == NOT_ASSESSED else [cell.code for cell in cells], **keep_unfaded(ink))


def _hover(cell: Cell, status: str, rows: dict, lang: str) -> str:
    row = rows.get(cell.code)
    if row is None:
        return t("chart.map.uncounted", lang, place=cell.code, status=_word(status, lang))
    place = t("chart.map.place", lang, name=row.name, district=row.district) if is_known(row.district) else row.name
    if status != NOT_ASSESSED and is_known(row.of_count):
        return t("chart.map.counted", lang, place=place, status=_word(status, lang), met=int(row.met_count),
                 of=int(row.of_count))
    return t("chart.map.uncounted", lang, place=place, status=_word(status, lang))


def _set_layout(figure: go.Figure, places: Places, legend: bool) -> None:
    west, south, east, north = places.bounds
    pad_x, pad_y = 0.06 * (east - west), 0.03 * (north - south)
    figure.update_layout(showlegend=legend, clickmode="event+select", dragmode=False)
    figure.update_xaxes(visible=False, range=[west - pad_x, east + pad_x], constrain="domain")
    figure.update_yaxes(visible=False, range=[south - pad_y, north + pad_y], scaleanchor="x", constrain="domain")


def _highlight(figure: go.Figure, places: Places, cell: Cell, name: str, colours: Palette) -> None:
    """A ring of focus colour, edged with ink so that it shows on any fill, and the name with a line to it."""
    x, y = _path(cell.rings)
    for color, width in ((colours.ink, 6), (colours.focus, 3.5)):
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                                    line={"color": color, "width": width}))
    is_left, label_y = _free_corner(places, cell)
    figure.add_annotation(
        x=cell.x, y=cell.y, axref="x", ayref="y", ax=figure.layout.xaxis.range[0 if is_left else 1], ay=label_y,
        xanchor="left" if is_left else "right", text=f"<b>{plain(name)}</b>", showarrow=True, arrowhead=0,
        arrowwidth=1.5, arrowcolor=colours.ink, standoff=10, bgcolor=colours.ground, bordercolor=colours.ink,
        borderpad=4, font={"size": 13})


def _free_corner(places: Places, cell: Cell) -> tuple[bool, float]:
    """Whether the label stands on the left, and at which height: where the map leaves most room near the cell."""
    west, south, east, north = places.bounds
    is_left = cell.x < (west + east) / 2
    points = [point for ring in places.outlines[-1].rings for point in ring]
    half_row = 0.04 * (north - south)

    def cost(height: float) -> float:
        """How badly the label stands at a height: too narrow weighs more than too far."""
        beside = [x for x, y in points if abs(y - height) < half_row] or [(west + east) / 2]
        room = min(beside) - west if is_left else east - max(beside)
        return max(0.0, 0.3 * (east - west) - room) * 3 + abs(height - cell.y)

    heights = [south + (north - south) * step / 24 for step in range(25)]
    return is_left, min(heights, key=cost)
