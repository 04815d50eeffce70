"""Puts a chart into the document: the chart's part, the workbook behind it, and the drawing that shows it."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from pptx.opc.oxml import serialize_part_xml

from tracker.outputs.clean_text import plain_line
from tracker.outputs.package import Stamp, stamp
from tracker.outputs.report.charts import DrawnChart

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH, HEIGHT = Cm(16), Cm(6.6)


def add_chart(document: Document, paragraph: Paragraph, chart: DrawnChart, number: int, what: Stamp) -> None:
    """`number` counts the charts of the document from 1; the workbook bears the document's stamp."""
    package = document.part.package
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    workbook = Part(name, _WORKBOOK, stamp(chart.workbook, what), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, None, package)
    chart.xml.get_or_add_externalData().rId = part.relate_to(workbook, RT.PACKAGE)
    part._blob = bytes(serialize_part_xml(chart.xml))
    link = document.part.relate_to(part, RT.CHART)
    paragraph.add_run()._r.append(parse_xml(_drawing(link, chart, number)))


def _drawing(link: str, chart: DrawnChart, number: int) -> Any:
    title, alt = quoteattr(plain_line(chart.title)), quoteattr(plain_line(chart.alt))
    return (
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(WIDTH)}" cy="{int(HEIGHT)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Biểu đồ {number}" title={title} descr={alt}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
