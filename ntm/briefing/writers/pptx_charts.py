"""A chart of the content as a native one that can be edited: stacked bars, lines with gaps where nothing is known."""
from __future__ import annotations

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.slide import Slide
from pptx.util import Pt

from ntm.briefing.content import Chart
from ntm.briefing.writers.chart_look import KINDS, Hand, paint, paint_chart, series_name
from ntm.briefing.writers.pptx_paper import FONT, Box, describe
from ntm.palette import LIGHT

LARGE, SMALL, MANY = 16, 15, 10


def add_chart(slide: Slide, chart: Chart, box: Box, *, has_title: bool) -> None:
    """The chart in its place, with legend and labels, its colours those of the screen; its title unless the slide says it."""
    data = CategoryChartData(number_format="General")
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series_name(series), series.values)
    frame = slide.shapes.add_chart(KINDS[chart.kind], *box.edges, data)
    describe(frame, chart.alt)
    paint_chart(frame.chart, chart, Hand(FONT, LARGE if len(chart.categories) <= MANY else SMALL, 3, 9))
    if has_title:
        _set_title(frame.chart, chart.title)


def _set_title(drawn: NativeChart, title: str) -> None:
    drawn.has_title = True
    frame = drawn.chart_title.text_frame
    frame.text = title
    font = frame.paragraphs[0].runs[0].font
    font.name, font.size, font.bold, font.color.rgb = FONT, Pt(LARGE), True, paint(LIGHT.quiet_ink)
