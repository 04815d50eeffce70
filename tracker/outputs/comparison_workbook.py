"""The office's table as a workbook: the table, its sources, and the mark of illustrative figures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.outputs.office_table import CHANGE, SHARE, OfficeColumn, OfficeRow, groups_of, office_columns
from tracker.outputs.theme import DEMO_TEXT, VERDICT_COLOURS
from tracker.words.formats import format_date, format_period
from tracker.words.review_texts import DOUBT, DOUBT_HELP
from tracker.words.verdicts import VERDICT_WORDS

FIRST_COLUMNS = ("STT", "Chỉ tiêu", "Đơn vị tính")
LAST_COLUMNS = ("Mục tiêu", "Đánh giá", "Đơn vị đã báo cáo")
SOURCE_COLUMNS = ("Mã", "Chỉ tiêu", "Văn bản", "Mục", "Kiểm chứng", "Định nghĩa", "Số đã công bố (kỳ: nguồn)")
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="9AA5B1")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E8F0F8")
_GROUP = PatternFill("solid", fgColor="F3F5F8")


@dataclass(frozen=True)
class WorkbookFacts:
    """What the workbook says about itself; `published` maps an indicator code to the sources of its figures."""

    place_name: str
    period: Period
    programme_name: str
    made_on: dt.date
    is_demo: bool
    published: dict[str, str]
    has_unapproved: bool = False  # whether figures that nobody has approved may be among the numbers


def comparison_workbook(rows: Sequence[OfficeRow], catalogue: Catalogue, facts: WorkbookFacts) -> bytes:
    """The table of a place and period as .xlsx: sheet `So sánh` with numbers, sheet `Nguồn` with sources.

    Every text is written as text, so that nothing a sender typed can become a formula.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "So sánh"
    columns = office_columns(facts.period)
    _write_title(sheet, facts, len(FIRST_COLUMNS) + len(columns) + len(LAST_COLUMNS))
    _write_table(sheet, rows, columns, 5)
    _set_up_page(sheet, facts)
    _write_sources(book.create_sheet("Nguồn"), rows, catalogue, facts)
    book.properties.creator = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"
    book.properties.title = f"So sánh {format_period(facts.period)}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_title(sheet: Worksheet, facts: WorkbookFacts, width: int) -> None:
    lines = (
        ("SO SÁNH KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", Font(_FONT, 14, bold=True)),
        (
            f"{facts.programme_name} · {facts.place_name} · {format_period(facts.period)}",
            Font(_FONT, 12, italic=True),
        ),
        (
            _standing_line(facts),
            Font(_FONT, 12, bold=facts.is_demo, color="C2410C" if facts.is_demo else "5A6672"),
        ),
    )
    for at, (words, font) in enumerate(lines, start=1):
        cell = _put(sheet, at, 1, words)
        cell.font, cell.alignment = font, Alignment(horizontal="center")
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)


def _standing_line(facts: WorkbookFacts) -> str:
    said = (
        f"{DEMO_TEXT}, không dùng để báo cáo" if facts.is_demo else f"Lập ngày {format_date(facts.made_on)}"
    )
    return f"{said}. {DOUBT} {DOUBT_HELP}, không dùng để báo cáo" if facts.has_unapproved else said


def _write_table(
    sheet: Worksheet, rows: Sequence[OfficeRow], columns: Sequence[OfficeColumn], top: int
) -> None:
    titles = [*FIRST_COLUMNS, *(column.title for column in columns), *LAST_COLUMNS]
    for at, title in enumerate(titles, start=1):
        _head(_put(sheet, top, at, title))
    line, number = top, 0
    for group, members in groups_of(rows).items():
        line += 1
        for at in range(1, len(titles) + 1):
            cell = _put(sheet, line, at, group if at == 2 else "")
            cell.font, cell.fill, cell.border = Font(_FONT, 12, bold=True), _GROUP, _BORDER
        for row in members:
            line, number = line + 1, number + 1
            _write_row(sheet, line, number, row, columns)
    sheet.freeze_panes = sheet.cell(top + 1, 3)
    sheet.row_dimensions[top].height = 50
    sheet.print_title_rows = f"{top}:{top}"
    widths = (5, 40, 11, *[12.5] * len(columns), 24, 16, 13)
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _write_row(
    sheet: Worksheet, line: int, number: int, row: OfficeRow, columns: Sequence[OfficeColumn]
) -> None:
    _body(_put(sheet, line, 1, number), "center")
    _body(_put(sheet, line, 2, f"{row.indicator.name} ({row.indicator.code})"))
    _body(_put(sheet, line, 3, row.indicator.unit_of_measure), "center")
    for at, column in enumerate(columns, start=4):
        cell = _put(sheet, line, at, row.numbers[column.name])
        cell.number_format = _number_format(row, column)
        if column.name in row.unapproved:
            cell.number_format += f'"{DOUBT}"'
        _body(cell, "right")
    last = 4 + len(columns)
    _body(_put(sheet, line, last, row.milestone))
    verdict = _body(_put(sheet, line, last + 1, VERDICT_WORDS[row.verdict] if row.verdict else ""))
    colour = VERDICT_COLOURS.get(row.verdict or "", "#17212b").removeprefix("#").upper()
    verdict.font = Font(_FONT, 12, bold=True, color=colour)
    _body(_put(sheet, line, last + 2, row.coverage or "đủ" if row.units_expected else ""), "center")
    sheet.row_dimensions[line].height = 16 * (1 + len(row.indicator.name) // 34)


def _number_format(row: OfficeRow, column: OfficeColumn) -> str:
    """Numbers stay numbers; points and per cent are written into the format."""
    decimals = row.indicator.decimals if column.kind not in (SHARE, CHANGE) or row.is_rate else 1
    digits = "0." + "0" * decimals if decimals else "0"
    if column.kind not in (SHARE, CHANGE):
        return f"#,##{digits}"
    unit = '" điểm"' if row.is_rate else '"%"'
    signed = column.kind == CHANGE or row.is_rate
    return f"+#,##{digits}{unit};-#,##{digits}{unit};#,##{digits}{unit}" if signed else f"#,##{digits}{unit}"


def _write_sources(
    sheet: Worksheet, rows: Sequence[OfficeRow], catalogue: Catalogue, facts: WorkbookFacts
) -> None:
    documents = {one.code: one for one in catalogue.documents}
    top = 1
    if facts.is_demo:
        _put(sheet, 1, 1, f"{DEMO_TEXT}, không dùng để báo cáo").font = Font(
            _FONT, 12, bold=True, color="C2410C"
        )
        top = 3
    for at, title in enumerate(SOURCE_COLUMNS, start=1):
        _head(_put(sheet, top, at, title))
    for line, row in enumerate(rows, start=top + 1):
        indicator = row.indicator
        document = documents.get(indicator.source.document)
        texts = (
            indicator.code,
            indicator.name,
            f"{document.number}: {document.title}" if document else indicator.source.document,
            indicator.source.section,
            "đã kiểm chứng" if indicator.verified else "chưa kiểm chứng",
            indicator.definition or "",
            facts.published.get(indicator.code, ""),
        )
        for at, text in enumerate(texts, start=1):
            _body(_put(sheet, line, at, text))
    for at, width in enumerate((12, 40, 46, 24, 15, 44, 60), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 3)
    _set_up_page(sheet, facts)


def _put(sheet: Worksheet, line: int, at: int, value: str | float | None) -> Cell:
    cell = sheet.cell(line, at)
    assert isinstance(cell, Cell)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" stays those four characters
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return cell


def _head(cell: Cell) -> None:
    cell.font, cell.fill, cell.border = Font(_FONT, 12, bold=True), _HEAD, _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _body(cell: Cell, horizontal: str = "left") -> Cell:
    cell.font, cell.border = Font(_FONT, 12), _BORDER
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    return cell


def _set_up_page(sheet: Worksheet, facts: WorkbookFacts) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    mark = f"{DEMO_TEXT} · " if facts.is_demo else ""
    sheet.oddFooter.center.text = f"{mark}Trang &P/&N"
