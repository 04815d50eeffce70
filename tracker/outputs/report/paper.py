"""A report as it is written: paragraphs, headings, numbered tables and charts, annexes, one after the other."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from tracker.outputs.package import Stamp, stamp
from tracker.outputs.report.chart_part import add_chart
from tracker.outputs.report.charts import DrawnChart
from tracker.outputs.report.fields import Piece, Reference, add_caption, add_field, add_pieces, glue
from tracker.outputs.report.numbering import set_up_numbering
from tracker.outputs.report.styles import MARGINS, PAGE_HEIGHT, PAGE_WIDTH, TABLE_STYLE, set_up
from tracker.outputs.report.tables import Table, style_id, table_element

_LEFTOVERS = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties")
TABLE, CHART, ANNEX = "Bảng", "Hình", "Phụ lục"


class Paper:
    """The document; `footer` stands at the foot of every page, `what` is the stamp that it bears."""

    def __init__(self, footer: str, what: Stamp) -> None:
        self.document = docx.Document()
        self._numbers = {TABLE: 0, CHART: 0, ANNEX: 0}
        self._charts = 0
        self._stamp = what
        set_up(self.document)
        set_up_numbering(self.document)
        _add_table_style(self.document)
        self._style_ids = {style.name: style.style_id for style in self.document.styles}
        _number_pages(self.document.sections[0], footer)

    def next(self, label: str) -> Reference:
        """The reference of the next table, chart or annex, to be cited before it is written."""
        self._numbers[label] += 1
        return Reference(label, self._numbers[label])

    def heading(self, text: str, level: int) -> None:
        self.text(glue(text), style=f"Heading {level}")

    def text(self, *pieces: Piece, style: str = "Normal") -> Paragraph:
        paragraph = self._paragraph(style)
        add_pieces(paragraph, *pieces)
        return paragraph

    def item(self, *pieces: Piece) -> None:
        """A dash of a list."""
        self.text(*pieces, style="List Bullet")

    def lines(self, text: str, tail: str = "") -> None:
        """What a person wrote: a dash, its further lines below, `tail` behind the last."""
        first, *rest = [line for line in text.splitlines() if line.strip()] or [""]
        self.item(first + ("" if rest else tail))
        for at, line in enumerate(rest, start=1):
            self.text(line + (tail if at == len(rest) else ""), style="List Continue")

    def table(self, table: Table, reference: Reference | None = None) -> None:
        """The table under its caption; without a reference its title stands elsewhere."""
        if reference:
            add_caption(self._paragraph("Caption"), reference, table.title)
        self.document.element.body._insert_tbl(table_element(table))

    def chart(self, chart: DrawnChart, reference: Reference) -> None:
        """A native chart with its workbook, and its caption below."""
        self._charts += 1
        paragraph = self._paragraph("Ảnh biểu đồ")
        add_chart(self.document, paragraph, chart, self._charts, self._stamp)
        caption = self._paragraph("Tên biểu đồ")
        add_caption(caption, reference, chart.title)

    def start_annex(self, *, is_wide: bool) -> Reference:
        """A new section with page numbers of its own; wide ones lie across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = True
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if is_wide else (PAGE_WIDTH, PAGE_HEIGHT)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = MARGINS["left"], MARGINS["right"]
        numbers: Any = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        old = section._sectPr.find(qn("w:pgNumType"))
        if old is not None:
            section._sectPr.remove(old)
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)
        reference = self.next(ANNEX)
        add_caption(self._paragraph("Phụ lục"), reference, "")
        return reference

    def save(self) -> bytes:
        """The package with its stamp: the same report gives the same bytes."""
        _drop_leftovers(self.document)
        stream = io.BytesIO()
        self.document.save(stream)
        return stamp(stream.getvalue(), self._stamp)

    def _paragraph(self, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self._style_ids[style]  # python-docx would search all styles for each paragraph
        return paragraph


def _drop_leftovers(document: Any) -> None:
    """Parts of python-docx's template that say nothing of this document."""
    for owner in (document.part.package, document.part):
        dead = [key for key, link in owner.rels.items() if link.reltype.rsplit("/", 1)[-1] in _LEFTOVERS]
        for key in dead:
            del owner.rels[key]


def _number_pages(section: Any, footer: str) -> None:
    """The page's number centred in the top margin, but not on the first page; the mark at every foot."""
    add_field(section.header.paragraphs[0], " PAGE ", "2")
    section.first_page_header.paragraphs[0].style = "Header"
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].style = "Footer"
        add_pieces(foot.paragraphs[0], footer)


def _add_table_style(document: Any) -> None:
    """Thin black lines, bold header row."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{style_id(TABLE_STYLE)}">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="28" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
        )
    )
