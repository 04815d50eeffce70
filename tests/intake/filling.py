"""Fill a form as a unit would: by indicator code and column title, in the cells that are open."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tracker.intake.layout import SHEET

# The poverty review's own sums hold: at the end = at the start - out + in, each with its terms; parts <= whole.
_REVIEW = {
    "GN-11": 45, "GN-12": 45, "GN-13": 45, "GN-14": 5, "GN-15": 5, "GN-16": 5, "GN-43": 5, "GN-44": 5,
    "GN-21": 45, "GN-22": 30, "GN-23": 10, "GN-24": 10, "GN-25": 10,
    "GN-26": 30, "GN-27": 10, "GN-28": 10, "GN-29": 10, "GN-30": 0,
}  # fmt: skip
Typed = dict[str, dict[str, Any]]  # indicator code -> column key -> what is typed
_STARTS = {
    "number": "STT",
    "code": "Mã",
    "name": "Chỉ tiêu",
    "unit": "Đơn vị tính",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "estimate": "Ước thực hiện",
    "status": "Tình trạng",
    "note": "Ghi chú",
    "plan": "Kế hoạch",
}


def fill(form: bytes, typed: Typed) -> bytes:
    """The form with these cells typed in; a new workbook file."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book[SHEET]
    columns, rows = columns_of(sheet), rows_of(sheet)
    for code, cells in typed.items():
        for key, value in cells.items():
            sheet.cell(rows[code], columns[key]).value = value
    return save(book)


def save(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def columns_of(sheet: Worksheet) -> dict[str, int]:
    header = next(row for row in sheet.iter_rows() if row[1].value == "Mã")
    found = {}
    for cell in header:
        title = str(cell.value)
        found |= {key: cell.column for key, start in _STARTS.items() if title.startswith(start)}
        if title.startswith("Thực hiện"):
            found["value"] = cell.column  # the last of them: this period's
    return found


def rows_of(sheet: Worksheet) -> dict[str, int]:
    return {str(row[1].value): row[1].row for row in sheet.iter_rows() if row[1].value}


def values_that_agree(form: bytes) -> Typed:
    """Every open cell filled so that no check has anything to say (half-year forms)."""
    sheet = openpyxl.load_workbook(io.BytesIO(form))[SHEET]
    columns = columns_of(sheet)
    typed: Typed = {}
    answers = {"numerator": 45, "denominator": 50, "value": 20, "estimate": 50}
    for code, row in rows_of(sheet).items():
        is_open = {key: not sheet.cell(row, at).protection.locked for key, at in columns.items()}
        cells = {key: answer for key, answer in answers.items() if is_open.get(key)}
        if code in _REVIEW:
            cells["estimate"] = _REVIEW[code]
        if cells:
            typed[code] = cells
    return typed
