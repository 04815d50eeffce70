"""How a form looks on screen and on paper."""

from __future__ import annotations

from typing import TypeAlias

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from tracker.intake.layout import FormRequest

_FACE = "Times New Roman"
_INK, _MUTED, _BLUE = "1F2937", "5B6472", "1F4E79"
_LINE = Side(style="thin", color="B8C0CC")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER = PatternFill("solid", fgColor="DCE6F1")
_GROUP = PatternFill("solid", fgColor="EEF2F7")
_INPUT = PatternFill("solid", fgColor="FFF9DB")
_LOCKED = PatternFill("solid", fgColor="F7F8FA")
_NOT_ASKED = PatternFill("solid", fgColor="E5E7EB")
_DEMO = PatternFill("solid", fgColor="B45309")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_HEAD_STYLES = {
    "unit": (Font(_FACE, size=12, bold=True, color=_INK), Alignment(vertical="center")),
    "title": (Font(_FACE, size=15, bold=True, color=_BLUE), _CENTRED),
    "subtitle": (Font(_FACE, size=12, bold=True, color=_INK), _CENTRED),
    "line": (Font(_FACE, size=11, color=_INK), _CENTRED),
    "howto": (Font(_FACE, size=11, italic=True, color=_MUTED), _CENTRED),
    "demo": (Font(_FACE, size=12, bold=True, color="FFFFFF"), _CENTRED),
    "sign": (Font(_FACE, size=12, bold=True, color=_INK), _CENTRED),
}
_HEAD_HEIGHTS = {1: 18, 2: 24, 3: 19, 4: 17, 5: 17, 6: 18, 7: 8}
_LEFT = {"name", "note"}
_TEXT = {"number", "code", "unit", "status"}

AnyCell: TypeAlias = Cell | MergedCell


def style_head(cell: AnyCell, style: str) -> None:
    cell.font, cell.alignment = _HEAD_STYLES[style]
    if style == "demo":
        cell.fill = _DEMO


def style_header(title: AnyCell, number: AnyCell) -> None:
    for cell in (title, number):
        cell.alignment, cell.border, cell.fill = _CENTRED, _GRID, _HEADER
    title.font = Font(_FACE, size=11, bold=True, color=_INK)
    number.font = Font(_FACE, size=9, italic=True, color=_MUTED)


def style_group(sheet: Worksheet, row: int, width: int) -> None:
    for at in range(1, width + 1):
        cell = sheet.cell(row, at)
        cell.font = Font(_FACE, size=12, bold=True, color=_BLUE)
        cell.fill, cell.border = _GROUP, _GRID
        cell.alignment = Alignment(horizontal="center" if at == 1 else "left", vertical="center")
    sheet.row_dimensions[row].height = 21


def style_cell(cell: AnyCell, key: str, is_input: bool, number_format: str) -> None:
    """A cell of an indicator row; numerators and denominators are counts whatever the rate's decimals."""
    cell.font = Font(
        _FACE, size=11, color=_INK if is_input or key in _LEFT | {"value", "estimate"} else _MUTED
    )
    cell.border = _GRID
    cell.fill = _INPUT if is_input else _LOCKED
    cell.protection = Protection(locked=not is_input)
    if key in _LEFT:
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    elif key in _TEXT:
        cell.alignment = _CENTRED
    else:
        cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)
        cell.number_format = "#,##0" if key in {"numerator", "denominator"} else number_format


def style_not_asked(cell: AnyCell) -> None:
    """A locked cell whose figure this form does not ask for."""
    cell.fill, cell.alignment = _NOT_ASKED, _CENTRED
    cell.font = Font(_FACE, size=11, color=_MUTED)


def finish(
    sheet: Worksheet, request: FormRequest, letters: dict[str, str], header_row: int, last: int
) -> None:
    """Widths, heights, frozen panes, protection and the page."""
    for column in request.columns:
        sheet.column_dimensions[letters[column.key]].width = column.width
    for row, height in _HEAD_HEIGHTS.items():
        sheet.row_dimensions[row].height = 21 if row == 7 and request.is_demo else height
    if request.estimate_only:  # a second line of instructions
        sheet.row_dimensions[6].height = 33
    sheet.row_dimensions[header_row].height = 50
    sheet.freeze_panes = f"{letters['unit']}{header_row + 2}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.tabColor = _BLUE
    sheet.protection.sheet = True  # against slips of the hand, not against people: there is no password
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", sheet.PAPERSIZE_A4
    page.fitToWidth, page.fitToHeight = 1, 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header_row}:{header_row + 1}"
    sheet.print_area = f"A1:{letters['note']}{last + 8}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.5, 0.6, 0.75
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.right.text = "Trang &P/&N"
    sheet.oddFooter.left.text = "Số liệu minh họa" if request.is_demo else ""
