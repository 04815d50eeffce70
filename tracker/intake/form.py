"""The form that a unit fills in: one workbook for one unit and one period."""

from __future__ import annotations

import io
import math
from itertools import groupby

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.catalogue.model import Indicator
from tracker.core.period import Period
from tracker.intake import form_rules, form_style
from tracker.intake.layout import (
    FORM_NAME,
    FORM_VERSION,
    INFO_SHEET,
    INPUT_KEYS,
    NOT_ASKED,
    SHEET,
    SIGNATURE,
    FormRequest,
    display_name,
    figure_key,
    has_parts,
    is_estimate_only,
    locked_texts,
    number_format,
    text_hash,
)
from tracker.intake.plain_text import put_text
from tracker.words.formats import format_period

HEADER_ROW = 8  # then the row of column numbers, then the rows
FIRST_ROW = HEADER_ROW + 2
_HOW_TO = (
    "Chỉ nhập vào ô nền vàng nhạt; tỷ lệ tự tính từ tử số và mẫu số. "
    "Không có số để nhập thì chọn ở cột Tình trạng: “Không phát sinh” (bằng 0) hoặc “Chưa có số liệu”."
)
_HOW_TO_ESTIMATE = (
    "\nDòng có dấu “x” đo mỗi năm một lần: chỉ nhập ước cả năm {year} (đến hết 31/12), "
    "tỷ lệ thì nhập tử số và mẫu số ước; chưa ước được thì để trống."
)
_CHARACTERS_A_LINE = 52  # of the indicator's name, in its column and type
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def build_form(request: FormRequest) -> bytes:
    """The form as the bytes of an .xlsx file; the request says for whom, when and with which figures."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    letters = {column.key: get_column_letter(at) for at, column in enumerate(request.columns, start=1)}
    _write_head(sheet, request)
    last = _write_rows(sheet, request, letters)
    _write_foot(sheet, request, last + 2)
    form_rules.add_rules(sheet, request, letters, FIRST_ROW, last)
    form_style.finish(sheet, request, letters, HEADER_ROW, last)
    _write_info(book.create_sheet(INFO_SHEET), request)
    book.properties.title = f"Biểu số liệu {request.unit.name}, {format_period(request.period)}"
    book.properties.creator = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def due_text(request: FormRequest) -> str:
    """When the form is due, from the rounds of the catalogue."""
    dates = [
        f"{name} trước {day}{'' if verified else ' (thời hạn tham khảo)'}"
        for name, day, verified in request.due_dates()
    ]
    return f"Hạn nộp: {'; '.join(dates)}" if dates else "Hạn nộp: theo thông báo"


def _write_head(sheet: Worksheet, request: FormRequest) -> None:
    width = len(request.columns)
    period = format_period(request.period)
    how_to = _HOW_TO + (_HOW_TO_ESTIMATE.format(year=request.period.year) if request.estimate_only else "")
    lines = (
        (1, request.unit.name.upper(), "unit"),
        (2, "BIỂU SỐ LIỆU", "title"),
        (3, f"Kết quả thực hiện các chỉ tiêu {period}", "subtitle"),
        (4, f"Đơn vị báo cáo: {request.unit.name} (mã {request.unit.code}) · Kỳ báo cáo: {period}", "line"),
        (5, due_text(request), "line"),
        (6, how_to, "howto"),
    )
    for row, text, style in lines:
        put_text(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        form_style.style_head(sheet.cell(row, 1), style)
    if request.is_demo:
        text = "SỐ LIỆU MINH HỌA – chỉ để xem thử, không dùng để báo cáo"
        put_text(sheet.cell(7, 1), text)
        sheet.merge_cells(start_row=7, start_column=1, end_row=7, end_column=width)
        form_style.style_head(sheet.cell(7, 1), "demo")
    for at, column in enumerate(request.columns, start=1):
        put_text(sheet.cell(HEADER_ROW, at), column.title)
        number = "ABCD"[at - 1] if at <= 4 else str(at - 4)
        put_text(sheet.cell(HEADER_ROW + 1, at), number)
        form_style.style_header(sheet.cell(HEADER_ROW, at), sheet.cell(HEADER_ROW + 1, at))


def _write_rows(sheet: Worksheet, request: FormRequest, letters: dict[str, str]) -> int:
    """Group rows and indicator rows; returns the last row used."""
    names = {group.code: group.name for group in request.catalogue.groups}
    known = {
        (one.indicator_code, one.period, one.measure): one.value
        for one in request.figures.itertuples(index=False)
    }
    row, number = FIRST_ROW, 0
    for at, (group, members) in enumerate(groupby(request.indicators, key=lambda one: one.group)):
        put_text(sheet.cell(row, 1), _ROMAN[at] if at < len(_ROMAN) else str(at + 1))
        put_text(sheet.cell(row, 3), names.get(group, group))
        form_style.style_group(sheet, row, len(request.columns))
        row += 1
        for indicator in members:
            number += 1
            _write_indicator(sheet, row, number, indicator, request, letters, known)
            row += 1
    return max(row - 1, FIRST_ROW)


def _write_indicator(
    sheet: Worksheet,
    row: int,
    number: int,
    indicator: Indicator,
    request: FormRequest,
    letters: dict[str, str],
    known: dict[tuple[str, str, str], float],
) -> None:
    code, before = indicator.code, request.period.year - 1
    sheet[f"{letters['number']}{row}"].value = number
    for key, text in zip(("code", "name", "unit"), locked_texts(indicator), strict=True):
        put_text(sheet[f"{letters[key]}{row}"], text)
    earlier = {
        "previous_year": (code, str(before), "actual"),
        "same_period": (code, str(request.period.years_before(1)), "actual"),
        "plan": (code, str(request.year), "plan"),
    }
    for key, wanted in earlier.items():
        value = known.get(wanted)
        if key in letters and value is not None and pd.notna(value):
            sheet[f"{letters[key]}{row}"].value = float(value)
    if has_parts(indicator):
        above, below = f"{letters['numerator']}{row}", f"{letters['denominator']}{row}"
        sheet[
            f"{letters[figure_key(indicator, request.period)]}{row}"
        ].value = f'=IF(OR({above}="",{below}="",{below}=0),"",100*{above}/{below})'
    not_asked = ("same_period", "value") if is_estimate_only(indicator, request.period) else ()
    for column in request.columns:
        cell = sheet[f"{letters[column.key]}{row}"]
        is_input = column.key in INPUT_KEYS and is_open(indicator, column.key, request.period)
        form_style.style_cell(cell, column.key, is_input, number_format(indicator))
        if column.key in not_asked:
            cell.value = NOT_ASKED
            form_style.style_not_asked(cell)
    sheet[f"{letters['name']}{row}"].comment = _definition(indicator, request.period)
    lines = sum(math.ceil(len(line) / _CHARACTERS_A_LINE) for line in display_name(indicator).split("\n"))
    sheet.row_dimensions[row].height = max(20.0, 14.5 * lines + 5)


def is_open(indicator: Indicator, key: str, period: Period) -> bool:
    """Whether a unit types into this column of this row: parts for ratios, the figure for all others."""
    if key in {"numerator", "denominator"}:
        return has_parts(indicator)
    if key == figure_key(indicator, period):
        return not has_parts(indicator)
    return key != "value"


def _definition(indicator: Indicator, period: Period) -> Comment:
    parts = [indicator.name]
    if is_estimate_only(indicator, period):
        parts.append(f"Chỉ nhập ước thực hiện cả năm {period.year}, không nhập số 6 tháng.")
    if indicator.definition:
        parts.append(indicator.definition)
    if has_parts(indicator):
        parts.append(f"Tử số: {indicator.numerator_name}. Mẫu số: {indicator.denominator_name}.")
    parts.append(f"Nguồn: {indicator.source.document}, {indicator.source.section}.")
    comment = Comment("\n".join(parts), "Danh mục chỉ tiêu")
    comment.width, comment.height = 360, 150
    return comment


def _write_foot(sheet: Worksheet, request: FormRequest, row: int) -> None:
    width = len(request.columns)
    put_text(sheet.cell(row, 3), SIGNATURE)
    put_text(sheet.cell(row, width - 3), "Thủ trưởng đơn vị")
    for at in (3, width - 3):
        form_style.style_head(sheet.cell(row, at), "sign")
    sheet.merge_cells(start_row=row, start_column=width - 3, end_row=row, end_column=width)


def _write_info(sheet: Worksheet, request: FormRequest) -> None:
    """What the reader needs to know again; very hidden, so that Excel does not offer to show it."""
    texts = [locked_texts(one) for one in request.indicators]
    entries = {
        "form": FORM_NAME,
        "version": str(FORM_VERSION),
        "unit_code": request.unit.code,
        "unit_valid_from": request.unit.valid_from.isoformat(),
        "period": str(request.period),
        "catalogue_hash": request.rows_hash,
        "is_demo": "1" if request.is_demo else "0",
        "checksum": text_hash(texts),
    }
    for row, (key, value) in enumerate(entries.items(), start=1):
        put_text(sheet.cell(row, 1), key)
        put_text(sheet.cell(row, 2), value)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
