"""The office's workbook, opened again: numbers, words, sources, the mark of illustration, no formulas."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.outputs.builders import CATALOGUE, indicator
from tracker.core.period import Period
from tracker.outputs.annex.rows import table_columns
from tracker.outputs.comparison_workbook import WorkbookFacts, comparison_workbook
from tracker.outputs.office_table import OfficeRow
from tracker.outputs.theme import DEMO_TEXT

HALF = Period.parse("2026-H1")


def _row(code: str = "CTXH-03", **numbers: float) -> OfficeRow:
    known = {column.name: numbers.get(column.name) for column in table_columns(HALF)}
    return OfficeRow(
        indicator(code), "Nhóm", known, "> 3.500 lượt người (mốc 2030)", "off_track", 12.0, 124.0, False
    )


def _open(
    *rows: OfficeRow, is_demo: bool = True, place: str = "Tỉnh Tuyên Quang", data_only: bool = False
) -> Workbook:
    published = {"CTXH-03": "=HYPERLINK(1)"}
    facts = WorkbookFacts(place, HALF, "Công tác xã hội", dt.date(2026, 7, 1), is_demo, published)
    content = comparison_workbook(rows, CATALOGUE, facts)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def _texts(book: Workbook, name: str) -> list[object]:
    return [cell.value for line in book[name].iter_rows() for cell in line if cell.value is not None]


def test_numbers_stay_numbers_and_unknown_stays_empty() -> None:
    sheet = _open(_row(value=212.0, plan=630.0, same_period=0.0))["So sánh"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "STT")
    row = next(line for line in sheet.iter_rows() if "CTXH-03" in str(line[1].value))
    values = dict(zip((cell.value for cell in sheet[top]), row, strict=True))
    assert values["Thực hiện 6T/2026"].value == 212.0
    assert values["Thực hiện năm 2025"].value is None and values["Cùng kỳ 6T/2025"].value == 0.0
    assert values["Đánh giá, mục tiêu"].value == "Chậm\n> 3.500 lượt người (mốc 2030)"
    assert values["Ghi chú"].value == "12/124 đơn vị"
    number = row[0].row
    assert (
        row[8].value
        == f'=IF(COUNT(G{number},E{number})=2,IF(ABS(E{number})>1E-12,100*G{number}/E{number},""),"")'
    )


def test_results_are_stored_beside_the_formulas() -> None:
    book = _open(_row(value=212.0, plan=630.0, same_period=0.0), data_only=True)
    row = next(line for line in book["So sánh"].iter_rows(values_only=True) if "CTXH-03" in str(line[1]))
    assert row[8] == pytest.approx(100 * 212 / 630) and row[9] in (None, "")


def test_a_number_with_unapproved_figures_is_marked() -> None:
    row = replace(_row(value=212.0), unapproved=frozenset({"value"}))
    cells = next(line for line in _open(row)["So sánh"].iter_rows() if "CTXH-03" in str(line[1].value))
    assert cells[6].number_format == '#,##0"*"' and cells[4].number_format == "#,##0"


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_sheet_of_an_illustrative_workbook_says_so(is_demo: bool) -> None:
    book = _open(_row(), is_demo=is_demo)
    for name in book.sheetnames:
        assert any(DEMO_TEXT in str(text) for text in _texts(book, name)) is is_demo


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = _open(_row(), place='=cmd|"/c calc"!A1')
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.value.startswith("=IF(COUNT(") for cell in cells if cell.data_type == "f")
    assert "=HYPERLINK(1)" in _texts(book, "Nguồn")


def test_sources_name_the_document_and_whether_it_was_verified() -> None:
    texts = _texts(_open(_row()), "Nguồn")
    assert any("154/KH-UBND" in str(text) for text in texts)
    assert {"đã kiểm chứng", "chưa kiểm chứng"} & set(map(str, texts))


def test_no_rows_give_a_workbook_with_its_headings() -> None:
    assert "Chỉ tiêu" in _texts(_open(), "So sánh")
