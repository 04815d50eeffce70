"""Cells and pages of the workbooks that go out: fonts and borders, text that stays text, paper."""

from __future__ import annotations

import datetime as dt

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outputs.theme import DEMO_TEXT

FONT = "Times New Roman"
_LINE = Side(style="thin", color="9AA5B1")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E8F0F8")
_DEMO_COLOUR = "C2410C"
Value = str | float | dt.date | dt.datetime | None


def put_cell(sheet: Worksheet, line: int, at: int, value: Value) -> Cell:
    """Write one cell; a text that looks like a formula stays those characters."""
    cell = sheet.cell(line, at)
    assert isinstance(cell, Cell)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return cell


def style_head(cell: Cell) -> None:
    cell.font, cell.fill, cell.border = Font(FONT, 12, bold=True), _HEAD_FILL, BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def style_body(cell: Cell, horizontal: str = "left") -> Cell:
    cell.font, cell.border = Font(FONT, 12), BORDER
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    return cell


def write_title(sheet: Worksheet, title: str, subtitle: str, note: str, width: int, *, is_demo: bool) -> None:
    """Three centred lines above a table of `width` columns.

    The last says what is illustrative, else `note`.
    """
    last = f"{DEMO_TEXT}, không dùng để báo cáo" if is_demo else note
    fonts = (
        Font(FONT, 14, bold=True),
        Font(FONT, 12, italic=True),
        Font(FONT, 12, bold=is_demo, color=_DEMO_COLOUR if is_demo else "5A6672"),
    )
    for at, (text, font) in enumerate(zip((title, subtitle, last), fonts, strict=True), start=1):
        cell = put_cell(sheet, at, 1, text)
        cell.font, cell.alignment = font, Alignment(horizontal="center")
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)


def set_up_page(sheet: Worksheet, *, is_demo: bool) -> None:
    """A4 landscape, as wide as the table, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    mark = f"{DEMO_TEXT} · " if is_demo else ""
    sheet.oddFooter.center.text = f"{mark}Trang &P/&N"
