"""How a chart looks: sizes, colours of statuses, labels; the same for native charts of Word and slides and those of the PDF."""
from __future__ import annotations

from dataclasses import dataclass

from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Pt

from ntm.briefing.content import Chart, Series
from ntm.briefing.writers.wording import paint_of
from ntm.palette import LIGHT, StatusPaint

KINDS = {"stacked": XL_CHART_TYPE.BAR_STACKED, "lines": XL_CHART_TYPE.LINE_MARKERS}
LINES_MM, FRAME_MM, BAR_MM, TALLEST_MM = 70, 22, 9, 215
_NO_ZERO, _WHOLE = "#,##0;-#,##0;;", "#,##0"  # no label on a part of no length


@dataclass(frozen=True, slots=True)
class Hand:
    """With what a chart is drawn: the font and its size, how thick lines and their points are."""

    font: str
    size_pt: int
    line_pt: int
    point_pt: int


PAPER = Hand("Times New Roman", 11, 2, 7)


def look_of(series: Series, place: int = 0) -> StatusPaint:
    """How a series is drawn: as its status or rating on the screen; `place`: which of the plain ones."""
    return paint_of(series.key, place)


def series_name(series: Series) -> str:
    """Its name after the sign of its status: never told by colour alone."""
    return f"{look_of(series).sign} {series.name}".strip()


def height_mm(chart: Chart) -> int:
    """A row for each bar, lines in one height."""
    if chart.kind == "lines":
        return LINES_MM
    return min(FRAME_MM + BAR_MM * len(chart.categories), TALLEST_MM)


def paint_chart(drawn: NativeChart, chart: Chart, hand: Hand = PAPER) -> None:
    """Give a native chart its fonts, axes, legend, colours and labels, and no title.

    Bars are labelled with their numbers and need no scale; the first category stands on top. Lines start at zero.
    """
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = hand.font, Pt(hand.size_pt), paint(LIGHT.ink)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    is_lines = chart.kind == "lines"
    drawn.value_axis.minimum_scale, drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = 0, is_lines, is_lines
    if is_lines:
        drawn.value_axis.major_gridlines.format.line.color.rgb = paint(LIGHT.line)
        drawn.value_axis.tick_labels.number_format, drawn.value_axis.tick_labels.number_format_is_linked = _WHOLE, False
    else:
        drawn.category_axis.reverse_order = True
        drawn.category_axis.format.line.fill.background()
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100
    for place, (native, series) in enumerate(zip(drawn.plots[0].series, chart.series, strict=True)):
        (_paint_line if is_lines else _paint_bar)(native, look_of(series, place), hand)


def _paint_bar(native: object, look: StatusPaint, hand: Hand) -> None:
    _fill(native.format.fill, look)
    native.format.line.color.rgb, native.format.line.width = paint(look.hatch or LIGHT.ground), Pt(0.75)
    _label(native, _NO_ZERO, XL_LABEL_POSITION.CENTER, look.text, hand)


def _paint_line(native: object, look: StatusPaint, hand: Hand) -> None:
    colour = paint(look.text if look.hatch else look.fill)
    native.smooth = False
    native.format.line.color.rgb, native.format.line.width = colour, Pt(hand.line_pt)
    native.marker.style, native.marker.size = XL_MARKER_STYLE.CIRCLE, hand.point_pt
    native.marker.format.fill.solid()
    native.marker.format.fill.fore_color.rgb = native.marker.format.line.color.rgb = colour
    _label(native, _WHOLE, XL_LABEL_POSITION.ABOVE, LIGHT.ink, hand)


def _label(native: object, form: str, position: XL_LABEL_POSITION, colour: str, hand: Hand) -> None:
    labels = native.data_labels
    labels.show_value, labels.position = True, position
    labels.number_format, labels.number_format_is_linked = form, False
    labels.font.name, labels.font.size, labels.font.bold, labels.font.color.rgb = hand.font, Pt(hand.size_pt), True, paint(colour)


def _fill(fill: FillFormat, look: StatusPaint) -> None:
    if look.hatch is None:
        fill.solid()
        fill.fore_color.rgb = paint(look.fill)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = paint(look.hatch), paint(look.fill)


def paint(code: str) -> RGBColor:
    """A colour ("#0A5F50") as python-pptx takes it."""
    return RGBColor.from_string(code.removeprefix("#"))
