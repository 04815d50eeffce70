"""The head and the foot of the document: letterhead, number and date, title, signature and recipients."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tracker.outputs.report.agency import Agency
from tracker.outputs.report.fields import add_pieces, glue
from tracker.outputs.report.paper import Paper
from tracker.outputs.report.styles import TEXT_WIDTH
from tracker.outputs.story.mark import EditionMark
from tracker.words import story_texts
from tracker.words import word_report_sentences as sentences
from tracker.words import word_report_texts as words

_LEFT = 6.6  # cm, the side of the agency and of the recipients
_MOTTO_LINE, _AGENCY_LINE, _TITLE_LINE = (
    6.1,
    2.4,
    4.4,
)  # as long as the motto; a third to a half of the others
_ROOM_TO_SIGN = 4


def write_head(paper: Paper, agency: Agency, mark: EditionMark, year: int) -> None:
    """Agency, number and mark of a draft on the left; the country, its motto, place and date on the right."""
    left, right = _two_sides(paper)
    if agency.above:
        _line(left, agency.above, "Cơ quan chủ quản")
    for line in agency.lines:
        _line(left, line, "Cơ quan ban hành")
    _rule(left, _AGENCY_LINE, _LEFT)
    _line(left, number_words(agency, mark), "Số ký hiệu")
    if mark.is_draft:
        _line(left, story_texts.DRAFT_MARK, "Dấu dự thảo")
    _line(right, words.NATION, "Quốc hiệu")
    _line(right, words.MOTTO, "Tiêu ngữ")
    _rule(right, _MOTTO_LINE, TEXT_WIDTH - _LEFT)
    for _ in range(len(agency.lines) + bool(agency.above) - 2):
        _line(right, "", "Địa danh")
    _line(right, f"{agency.seat}, {date_words(mark, year)}", "Địa danh")


def write_title(paper: Paper, subject: str, *, is_demo: bool) -> None:
    paper.text(words.REPORT, style="Tên loại")
    paper.text(glue(subject).replace("; ", ";\n"), style="Trích yếu")
    _indent(paper.text(style="Kẻ ngang"), _TITLE_LINE, TEXT_WIDTH)
    if is_demo:
        paper.text(words.DEMO_NOTE, style="Dấu minh họa")


def write_closing(paper: Paper, agency: Agency) -> None:
    """The last sentence; recipients on the left; on the right who signs, with room for it and no name."""
    last = paper.text(words.CLOSING.format(agency=agency.name))
    last.paragraph_format.keep_with_next = True  # nobody signs a page without a word of the text
    left, right = _two_sides(paper)
    _line(left, words.RECIPIENTS, "Nơi nhận")
    for recipient in agency.recipients:
        _line(left, f"- {recipient};", "Nơi nhận mục")
    _line(left, f"- {words.ARCHIVE}", "Nơi nhận mục")
    for text in (agency.on_behalf, agency.post):
        if text:
            _line(right, text, "Thể thức ký")
    for _ in range(_ROOM_TO_SIGN):
        _line(right, "", "Họ tên người ký")


def number_words(agency: Agency, mark: EditionMark) -> str:
    """`Số: 05/BC-SYT`; open where the document has no number of this agency."""
    return words.NUMBER.format(number=known_number(agency, mark) or words.NO_NUMBER, symbol=agency.symbol)


def known_number(agency: Agency, mark: EditionMark) -> str | None:
    """The number that the leader gave, if it is one of this agency's reports; two digits at least."""
    number, _, symbol = (mark.document_number or "").partition("/")
    return number.strip().zfill(2) if symbol.strip() == f"BC-{agency.symbol}" else None


def date_words(mark: EditionMark, year: int) -> str:
    """The day the edition was signed; of a draft left open."""
    if mark.is_draft:
        return sentences.open_date(year)
    return sentences.long_date(_day(mark.at))


def _day(at: dt.datetime) -> dt.date:
    return at.date()


def _two_sides(paper: Paper) -> tuple[_Cell, _Cell]:
    """A table without lines whose two cells stand side by side and stay together."""
    table = paper.document.add_table(1, 2)
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for cell, width in zip(table.rows[0].cells, (_LEFT, TEXT_WIDTH - _LEFT), strict=True):
        cell.width = Cm(width)
    for column, width in zip(table.columns, (_LEFT, TEXT_WIDTH - _LEFT), strict=True):
        column.width = Cm(width)
    left, right = table.rows[0].cells
    return left, right


def _line(cell: _Cell, text: str, style: str) -> Paragraph:
    """A paragraph of a cell; the first takes the place of the empty one that a cell is born with."""
    first = cell.paragraphs[0]
    is_new = len(cell.paragraphs) > 1 or first.text or first._p.find(qn("w:pPr")) is not None
    paragraph = cell.add_paragraph() if is_new else first
    paragraph.style = style
    add_pieces(paragraph, text)
    return paragraph


def _rule(cell: _Cell, length: float, width: float) -> None:
    _indent(_line(cell, "", "Kẻ ngang"), length, width - 0.4)


def _indent(paragraph: Paragraph, length: float, width: float) -> None:
    """A thin line of a length, centred: the upper border of an empty paragraph between two indents."""
    side = Cm((width - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
