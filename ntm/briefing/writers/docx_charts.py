"""A chart of the content as a native one in Word, with its workbook inside, so that it can be edited there."""
from __future__ import annotations

from html import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.shared import Mm
from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.oxml import parse_xml as parse_chart

from ntm.briefing.content import Chart
from ntm.briefing.nd30.page import WIDTH_MM
from ntm.briefing.nd30.styles import CELL_HEAD
from ntm.briefing.writers.chart_look import KINDS, height_mm, paint_chart, series_name
from ntm.briefing.writers.docx_desk import Desk

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_chart(desk: Desk, chart: Chart) -> None:
    """The chart over the width of the page, with its alternative text."""
    data = CategoryChartData(number_format="General")
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series_name(series), series.values)
    document = desk.document.part
    book = Part(document.package.next_partname("/word/embeddings/Microsoft_Excel_Sheet%d.xlsx"), _BOOK_TYPE,
                data._workbook_writer.xlsx_blob, document.package)
    place: PackURI = document.package.next_partname("/word/charts/chart%d.xml")
    part = Part(place, _CHART_TYPE, b"", document.package)
    part._blob = _chart_xml(chart, data, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    relation = document.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = desk.add(CELL_HEAD)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(parse_xml(_drawing(desk, chart, relation)))


def _chart_xml(chart: Chart, data: CategoryChartData, workbook: str) -> bytes:
    space = parse_chart(data.xml_bytes(KINDS[chart.kind]))
    paint_chart(NativeChart(space, None), chart)
    plain = parse_chart(f'<c:spPr xmlns:c="{_CHART_SPACE}" xmlns:a="{nsmap["a"]}"><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>')
    space.find(f"{{{_CHART_SPACE}}}txPr").addprevious(plain)
    external = etree.SubElement(space, f"{{{_CHART_SPACE}}}externalData", {qn("r:id"): workbook})
    etree.SubElement(external, f"{{{_CHART_SPACE}}}autoUpdate", val="0")
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drawing(desk: Desk, chart: Chart, relation: str) -> str:
    number = 1 + sum(1 for _ in desk.document.element.body.iter(qn("wp:docPr")))
    size = f'cx="{Mm(WIDTH_MM)}" cy="{Mm(height_mm(chart))}"'
    return (f'<w:drawing {nsdecls("w", "wp", "a", "c", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="{escape(chart.id)}" descr="{escape(chart.alt)}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{_CHART_SPACE}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
            '</wp:inline></w:drawing>')
