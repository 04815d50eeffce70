"""The sender's own workbook with every finding marked at its cell and listed on a first sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from tracker.intake.container import open_container
from tracker.intake.finding import Finding
from tracker.intake.plain_text import put_text
from tracker.words.findings import SEVERITY_NAMES

RESULT_SHEET = "Kết quả kiểm tra"
_FILLS = {"error": PatternFill("solid", fgColor="F8B4B4"), "warning": PatternFill("solid", fgColor="FDE68A")}
_HEADER = PatternFill("solid", fgColor="DCE6F1")
_COLUMNS = (("STT", 6), ("Mức độ", 12), ("Ô", 22), ("Phát hiện", 34), ("Nội dung và cách xử lý", 96))
_CAUSES = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
)


class NotMarkable(Exception):
    """The file cannot be marked; the message is a Vietnamese sentence."""


def marked_copy(content: bytes, findings: Sequence[Finding]) -> bytes:
    """The workbook as .xlsx with its faulty cells filled and commented; raises NotMarkable."""
    if open_container(content).kind != "xlsx":
        raise NotMarkable("Chỉ đánh dấu được tệp .xlsx đọc được; hãy xem danh sách phát hiện.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except _CAUSES as error:
        raise NotMarkable("Không mở được tệp để đánh dấu; hãy xem danh sách phát hiện.") from error
    for cell_name in dict.fromkeys(finding.cell for finding in findings if finding.cell):
        _mark(book, cell_name, [finding for finding in findings if finding.cell == cell_name])
    if RESULT_SHEET in book.sheetnames:  # a marked copy that was handed in again
        del book[RESULT_SHEET]
    _list_findings(book.create_sheet(RESULT_SHEET, 0), book, findings)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    marked = io.BytesIO()
    book.save(marked)
    return marked.getvalue()


def _find_cell(book: openpyxl.Workbook, name: str) -> Cell | None:
    sheet, _, reference = name.rpartition("!")
    if sheet not in book.sheetnames:
        return None
    found = book[sheet][reference]
    if isinstance(found, Cell):
        return found
    for merged in book[sheet].merged_cells.ranges:
        if reference in merged:
            return book[sheet].cell(merged.min_row, merged.min_col)
    return None


def _mark(book: openpyxl.Workbook, name: str, findings: Sequence[Finding]) -> None:
    cell = _find_cell(book, name)
    if cell is None:
        return
    worst = "error" if any(finding.severity == "error" for finding in findings) else "warning"
    cell.fill = _FILLS[worst]
    earlier = (
        f"\n\n{cell.comment.text}" if cell.comment and "Kiểm tra" not in str(cell.comment.author) else ""
    )
    lines = [f"{SEVERITY_NAMES[finding.severity]}: {finding.message}" for finding in findings]
    cell.comment = Comment(
        "\n".join(lines) + earlier, "Kiểm tra số liệu", height=60 + 45 * len(lines), width=340
    )


def _list_findings(sheet: Worksheet, book: openpyxl.Workbook, findings: Sequence[Finding]) -> None:
    errors = sum(finding.severity == "error" for finding in findings)
    put_text(sheet.cell(1, 1), "KẾT QUẢ KIỂM TRA SỐ LIỆU")
    sheet.cell(1, 1).font = Font("Times New Roman", size=14, bold=True, color="1F4E79")
    put_text(sheet.cell(2, 1), f"{errors} lỗi phải sửa, {len(findings) - errors} cảnh báo cần xem lại.")
    for at, (title, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(4, at)
        put_text(cell, title)
        cell.font, cell.fill = Font("Times New Roman", bold=True), _HEADER
        sheet.column_dimensions[cell.column_letter].width = width
    for row, finding in enumerate(findings, start=5):
        sheet.cell(row, 1).value = row - 4
        texts = (SEVERITY_NAMES[finding.severity], finding.cell or "Cả tệp", finding.title, finding.message)
        for at, text in enumerate(texts, start=2):
            put_text(sheet.cell(row, at), text)
        for at in range(1, 6):
            sheet.cell(row, at).font = Font("Times New Roman", size=11)
            sheet.cell(row, at).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 2).fill = _FILLS[finding.severity]
        if finding.cell and _find_cell(book, finding.cell) is not None:
            name, _, reference = finding.cell.rpartition("!")
            quoted = name.replace("'", "''")
            at_cell = f"C{row}"
            sheet[at_cell].hyperlink = Hyperlink(ref=at_cell, location=f"'{quoted}'!{reference}")
            sheet.cell(row, 3).font = Font("Times New Roman", size=11, color="0563C1", underline="single")
    sheet.cell(2, 1).font = Font("Times New Roman", size=11)
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
