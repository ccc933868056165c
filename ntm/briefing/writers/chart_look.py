"""How a chart looks on paper: sizes, colours of statuses, labels; the same for Word's native charts and those of the PDF."""
from __future__ import annotations

from pptx.chart.chart import Chart as NativeChart
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Pt

from ntm.briefing.content import Chart, Series
from ntm.briefing.writers.wording import paint_of
from ntm.palette import LIGHT, StatusPaint

KINDS = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "stacked": XL_CHART_TYPE.BAR_STACKED, "lines": XL_CHART_TYPE.LINE_MARKERS}
FONT_PT = 11
LINES_MM, FRAME_MM, BAR_MM, TALLEST_MM = 70, 22, 9, 215
_FONT = "Times New Roman"
_NO_ZERO, _WHOLE = "#,##0;-#,##0;;", "#,##0"  # no label on a part of no length


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
    bars = len(chart.categories) * (len(chart.series) if chart.kind == "bars" else 1)
    return min(FRAME_MM + BAR_MM * bars, TALLEST_MM)


def paint_chart(drawn: NativeChart, chart: Chart) -> None:
    """Give a native chart the paper's fonts, axes, legend, colours and labels."""
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = _FONT, Pt(FONT_PT), _colour(LIGHT.ink)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    is_lines = chart.kind == "lines"
    drawn.value_axis.minimum_scale, drawn.value_axis.visible, drawn.value_axis.has_major_gridlines = 0, is_lines, is_lines
    if is_lines:
        drawn.value_axis.major_gridlines.format.line.color.rgb = _colour(LIGHT.line)
        drawn.value_axis.tick_labels.number_format, drawn.value_axis.tick_labels.number_format_is_linked = _WHOLE, False
    else:
        drawn.category_axis.reverse_order = True  # the first on top
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100 if chart.kind == "stacked" else 0
    for place, (native, series) in enumerate(zip(drawn.plots[0].series, chart.series, strict=True)):
        (_paint_line if is_lines else _paint_bar)(native, look_of(series, place), chart.kind)


def _paint_bar(native: object, look: StatusPaint, kind: str) -> None:
    _fill(native.format.fill, look)
    native.format.line.color.rgb, native.format.line.width = _colour(look.hatch or LIGHT.ground), Pt(0.75)
    position = XL_LABEL_POSITION.CENTER if kind == "stacked" else XL_LABEL_POSITION.OUTSIDE_END
    _label(native, _NO_ZERO if kind == "stacked" else _WHOLE, position, look.text if kind == "stacked" else LIGHT.ink)


def _paint_line(native: object, look: StatusPaint, _: str) -> None:
    colour = _colour(look.text if look.hatch else look.fill)
    native.smooth = False
    native.format.line.color.rgb, native.format.line.width = colour, Pt(2)
    native.marker.style, native.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    native.marker.format.fill.solid()
    native.marker.format.fill.fore_color.rgb = native.marker.format.line.color.rgb = colour
    _label(native, _WHOLE, XL_LABEL_POSITION.ABOVE, LIGHT.ink)


def _label(native: object, form: str, position: XL_LABEL_POSITION, colour: str) -> None:
    labels = native.data_labels
    labels.show_value, labels.position = True, position
    labels.number_format, labels.number_format_is_linked = form, False
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(FONT_PT), True, _colour(colour)


def _fill(fill: FillFormat, look: StatusPaint) -> None:
    if look.hatch is None:
        fill.solid()
        fill.fore_color.rgb = _colour(look.fill)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = _colour(look.hatch), _colour(look.fill)


def _colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#"))
