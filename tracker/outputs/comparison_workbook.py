"""The office's table as a workbook: the table, its sources, and the mark of illustrative figures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.outputs.office_table import CHANGE, SHARE, OfficeColumn, OfficeRow, groups_of, office_columns
from tracker.outputs.sheet_cells import (
    BORDER,
    FONT,
    GROUP_FILL,
    mark_demo,
    put_cell,
    set_up_page,
    style_body,
    style_head,
    write_title,
)
from tracker.outputs.theme import VERDICT_COLOURS
from tracker.words.formats import format_date, format_period
from tracker.words.review_texts import DOUBT, DOUBT_HELP
from tracker.words.verdicts import VERDICT_WORDS

FIRST_COLUMNS = ("STT", "Chỉ tiêu", "Đơn vị tính")
LAST_COLUMNS = ("Mục tiêu", "Đánh giá", "Đơn vị đã báo cáo")
SOURCE_COLUMNS = ("Mã", "Chỉ tiêu", "Văn bản", "Mục", "Kiểm chứng", "Định nghĩa", "Số đã công bố (kỳ: nguồn)")


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
    set_up_page(sheet, is_demo=facts.is_demo)
    _write_sources(book.create_sheet("Nguồn"), rows, catalogue, facts)
    book.properties.creator = "Theo dõi chỉ tiêu tỉnh Tuyên Quang"
    book.properties.title = f"So sánh {format_period(facts.period)}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_title(sheet: Worksheet, facts: WorkbookFacts, width: int) -> None:
    subtitle = f"{facts.programme_name} · {facts.place_name} · {format_period(facts.period)}"
    made_on = f"Lập ngày {format_date(facts.made_on)}"
    title = "SO SÁNH KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    remark = f"{DOUBT} {DOUBT_HELP}, không dùng để báo cáo" if facts.has_unapproved else ""
    write_title(sheet, title, subtitle, made_on, width, is_demo=facts.is_demo, remark=remark)


def _write_table(
    sheet: Worksheet, rows: Sequence[OfficeRow], columns: Sequence[OfficeColumn], top: int
) -> None:
    titles = [*FIRST_COLUMNS, *(column.title for column in columns), *LAST_COLUMNS]
    for at, title in enumerate(titles, start=1):
        style_head(put_cell(sheet, top, at, title))
    line, number = top, 0
    for group, members in groups_of(rows).items():
        line += 1
        for at in range(1, len(titles) + 1):
            cell = put_cell(sheet, line, at, group if at == 2 else "")
            cell.font, cell.fill, cell.border = Font(FONT, 12, bold=True), GROUP_FILL, BORDER
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
    style_body(put_cell(sheet, line, 1, number), "center")
    style_body(put_cell(sheet, line, 2, f"{row.indicator.name} ({row.indicator.code})"))
    style_body(put_cell(sheet, line, 3, row.indicator.unit_of_measure), "center")
    for at, column in enumerate(columns, start=4):
        cell = put_cell(sheet, line, at, row.numbers[column.name])
        cell.number_format = _number_format(row, column)
        if column.name in row.unapproved:
            cell.number_format += f'"{DOUBT}"'
        style_body(cell, "right")
    last = 4 + len(columns)
    style_body(put_cell(sheet, line, last, row.milestone))
    verdict = style_body(put_cell(sheet, line, last + 1, VERDICT_WORDS[row.verdict] if row.verdict else ""))
    colour = VERDICT_COLOURS.get(row.verdict or "", "#17212b").removeprefix("#").upper()
    verdict.font = Font(FONT, 12, bold=True, color=colour)
    style_body(put_cell(sheet, line, last + 2, row.coverage or "đủ" if row.units_expected else ""), "center")
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
        mark_demo(put_cell(sheet, 1, 1, None))
        top = 3
    for at, title in enumerate(SOURCE_COLUMNS, start=1):
        style_head(put_cell(sheet, top, at, title))
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
            style_body(put_cell(sheet, line, at, text))
    for at, width in enumerate((12, 40, 46, 24, 15, 44, 60), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 3)
    set_up_page(sheet, is_demo=facts.is_demo)
