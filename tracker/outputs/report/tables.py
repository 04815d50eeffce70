"""Tables of the report: repeated header rows, rows that stay whole, an alternative text; written as one element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from tracker.outputs.clean_text import drop_controls, plain_line
from tracker.outputs.report.fields import HARD_HYPHEN, glue
from tracker.outputs.report.styles import TABLE_STYLE

_NARROW_EDGES = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Cell:
    """A cell of text; `span` columns wide, `down` joined to the cell above (`go`) or opening such a join."""

    text: str
    align: Align = "left"
    bold: bool = False
    span: int = 1
    down: Literal["start", "go"] | None = None


Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """`widths` are in cm and sum to the width of the text; `alt` says in a sentence what the table shows."""

    widths: Sequence[float]
    head: Sequence[Row]
    rows: Sequence[Row]
    title: str
    alt: str
    is_small: bool = False


def head_of(titles: Sequence[str]) -> list[Row]:
    """One header row."""
    return [[Cell(title, "center") for title in titles]]


def table_element(table: Table) -> Any:
    """The <w:tbl> of a table."""
    width = sum(table.widths)
    grid = "".join(f'<w:gridCol w:w="{_twips(one)}"/>' for one in table.widths)
    body = "".join(_row(row, table, is_head=True) for row in table.head)
    body += "".join(_row(row, table, is_head=False) for row in table.rows)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val={quoteattr(style_id(TABLE_STYLE))}/>"
        f'<w:tblW w:w="{_twips(width)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"{_NARROW_EDGES if table.is_small else ''}"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(plain_line(table.title))}/>'
        f"<w:tblDescription w:val={quoteattr(plain_line(table.alt))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def style_id(name: str) -> str:
    """The id that python-docx gives a style of this name."""
    return name.replace(" ", "")


def _row(row: Row, table: Table, *, is_head: bool) -> str:
    at, cells = 0, ""
    for cell in row:
        cells += _cell(cell, sum(table.widths[at : at + cell.span]), table, is_head=is_head)
        at += cell.span
    repeats = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: float, table: Table, *, is_head: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    down = {"start": '<w:vMerge w:val="restart"/>', "go": "<w:vMerge/>", None: ""}[cell.down]
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if is_head else ""
    text = cell.text if table.is_small else glue(cell.text)
    style = style_id(("Đầu bảng" if is_head else "Ô bảng") + (" nhỏ" if table.is_small else ""))
    lines = drop_controls(text).replace("\t", " ").splitlines() or [""]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{down}{shade}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{''.join(_paragraph(line, cell, style, is_head=is_head) for line in lines)}</w:tc>"
    )


def _paragraph(line: str, cell: Cell, style: str, *, is_head: bool) -> str:
    side = "" if is_head or cell.align == "left" else f'<w:jc w:val="{cell.align}"/>'
    look = "<w:rPr><w:b/></w:rPr>" if cell.bold else ""
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{side}</w:pPr>"
        f'<w:r>{look}<w:t xml:space="preserve">{_written(line)}</w:t></w:r></w:p>'
    )


def _written(line: str) -> str:
    return escape(line).replace(HARD_HYPHEN, '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">')


def _twips(width: float) -> int:
    return round(Cm(width).twips)
