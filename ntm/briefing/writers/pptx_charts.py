"""A chart of the content as a native one that can be edited: bars, stacked bars, lines with gaps where nothing is known."""
from __future__ import annotations

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_PATTERN
from pptx.slide import Slide
from pptx.util import Pt

from ntm.briefing.content import Chart
from ntm.briefing.writers.pptx_paper import FONT, Box, describe, paint
from ntm.briefing.writers.wording import paint_of
from ntm.palette import LIGHT, StatusPaint

KINDS = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "stacked": XL_CHART_TYPE.BAR_STACKED, "lines": XL_CHART_TYPE.LINE_MARKERS}
FORMAT = "#,##0;-#,##0;;"  # no label on a bar of no length
LINE_FORMAT = "#,##0"
LARGE, SMALL, MANY = 16, 15, 10


def add_chart(slide: Slide, chart: Chart, box: Box, *, has_title: bool) -> None:
    """The chart in its place, with legend and labels, its colours those of the screen; its title unless the slide says it."""
    data = CategoryChartData(number_format="General")
    data.categories = list(chart.categories)
    for series in chart.series:
        sign = paint_of(series.key).sign
        data.add_series(f"{sign} {series.name}".strip(), series.values)
    frame = slide.shapes.add_chart(KINDS[chart.kind], *box.edges, data)
    describe(frame, chart.alt)
    drawn = frame.chart
    size = LARGE if len(chart.categories) <= MANY else SMALL
    drawn.font.name, drawn.font.size, drawn.font.color.rgb = FONT, Pt(size), paint(LIGHT.ink)
    drawn.has_title = has_title
    if has_title:
        _set_title(drawn, chart.title)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _set_axes(drawn, chart.kind)
    for place, (drawn_series, series) in enumerate(zip(drawn.plots[0].series, chart.series, strict=True)):
        draw = _draw_line if chart.kind == "lines" else _draw_bar
        draw(drawn_series, paint_of(series.key, place), chart.kind)


def _set_title(drawn: NativeChart, title: str) -> None:
    frame = drawn.chart_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.name, font.size, font.bold, font.color.rgb = FONT, Pt(LARGE), True, paint(LIGHT.quiet_ink)


def _set_axes(drawn: NativeChart, kind: str) -> None:
    """Bars are labelled with their numbers and need no scale; the first category stands on top. Lines start at zero."""
    drawn.value_axis.has_major_gridlines = kind == "lines"
    drawn.value_axis.minimum_scale = 0
    drawn.value_axis.visible = kind == "lines"
    if kind == "lines":
        drawn.value_axis.major_gridlines.format.line.color.rgb = paint(LIGHT.line)
        drawn.value_axis.tick_labels.number_format, drawn.value_axis.tick_labels.number_format_is_linked = LINE_FORMAT, False
        return
    drawn.category_axis.reverse_order = True
    drawn.category_axis.format.line.fill.background()
    drawn.plots[0].gap_width, drawn.plots[0].overlap = 45, 100 if kind == "stacked" else 0


def _draw_bar(series: object, look: StatusPaint, kind: str) -> None:
    _fill(series.format.fill, look)
    series.format.line.color.rgb = paint(LIGHT.ground if look.hatch is None else look.hatch)
    series.format.line.width = Pt(0.75)
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, FORMAT, False
    labels.position = XL_LABEL_POSITION.CENTER if kind == "stacked" else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.name, labels.font.bold = FONT, True
    labels.font.color.rgb = paint(look.text if kind == "stacked" else LIGHT.ink)


def _fill(fill: FillFormat, look: StatusPaint) -> None:
    if look.hatch is None:
        fill.solid()
        fill.fore_color.rgb = paint(look.fill)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    fill.fore_color.rgb, fill.back_color.rgb = paint(look.hatch), paint(look.fill)


def _draw_line(series: LineSeries, look: StatusPaint, kind: str) -> None:
    colour = paint(look.fill if look.hatch is None else look.text)
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour, Pt(3)
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = series.marker.format.line.color.rgb = colour
    labels = series.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.ABOVE
    labels.number_format, labels.number_format_is_linked = LINE_FORMAT, False
    labels.font.name, labels.font.bold, labels.font.color.rgb = FONT, True, colour
