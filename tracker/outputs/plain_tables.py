"""Plain tables as files: a workbook and a .csv whose texts stay texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outputs.theme import DEMO_TEXT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="9AA5B1")
_LONGEST_CELL = 32_767  # what Excel takes


def table_workbook(
    title: str, lines: Sequence[str], head: Sequence[str], rows: Iterable[Sequence[str]], *, is_demo: bool
) -> bytes:
    """One sheet: the title, lines under it, the head, the rows; every cell is text."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Bảng"
    mark = [f"{DEMO_TEXT}, không dùng để báo cáo"] if is_demo else []
    for at, text in enumerate((title, *mark, *lines), start=1):
        _put(sheet, at, 1, text).font = Font(_FONT, 14 if at == 1 else 12, bold=at == 1)
    top = sheet.max_row + 2
    for at, text in enumerate(head, start=1):
        cell = _put(sheet, top, at, text)
        cell.font, cell.fill = Font(_FONT, 12, bold=True), PatternFill("solid", fgColor="E8F0F8")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    widths = [len(text) for text in head]
    for line, row in enumerate(rows, start=top + 1):
        for at, text in enumerate(row, start=1):
            cell = _put(sheet, line, at, text)
            cell.font, cell.alignment = Font(_FONT, 12), Alignment(vertical="top", wrap_text=True)
            widths[at - 1] = max(widths[at - 1], len(text))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = min(max(width + 2, 10), 60)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows with commas, in UTF-8 with its mark so that Excel reads the letters."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(text) for text in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that no program calculates when it opens a .csv: an apostrophe stands before what looks like a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _put(sheet: Worksheet, line: int, at: int, text: str) -> Cell:
    cell = sheet.cell(line, at)
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_STARTS_A_FORMULA)
    return cell
