"""The office's workbook, opened again: numbers, words, sources, the mark of illustration, no formulas."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.outputs.builders import CATALOGUE, indicator
from tracker.core.period import Period
from tracker.outputs.comparison_workbook import WorkbookFacts, comparison_workbook
from tracker.outputs.office_table import OfficeRow, office_columns
from tracker.outputs.theme import DEMO_TEXT

HALF = Period.parse("2026-H1")


def _row(code: str = "CTXH-03", **numbers: float) -> OfficeRow:
    known = {column.name: numbers.get(column.name) for column in office_columns(HALF)}
    return OfficeRow(
        indicator(code), "Nhóm", known, "> 3.500 lượt người (mốc 2030)", "off_track", 12.0, 124.0, False
    )


def _open(*rows: OfficeRow, is_demo: bool = True, place: str = "Tỉnh Tuyên Quang") -> Workbook:
    published = {"CTXH-03": "=HYPERLINK(1)"}
    facts = WorkbookFacts(place, HALF, "Công tác xã hội", dt.date(2026, 7, 1), is_demo, published)
    return openpyxl.load_workbook(io.BytesIO(comparison_workbook(rows, CATALOGUE, facts)))


def _texts(book: Workbook, name: str) -> list[object]:
    return [cell.value for line in book[name].iter_rows() for cell in line if cell.value is not None]


def test_numbers_stay_numbers_and_unknown_stays_empty() -> None:
    sheet = _open(_row(value=212.0, pct_of_plan=61.3))["So sánh"]
    titles = [cell.value for cell in sheet[5]]
    values = dict(zip(titles, (cell.value for cell in sheet[7]), strict=True))
    assert values["Thực hiện 6T/2026"] == 212.0
    assert values["% kế hoạch"] == 61.3
    assert values["Cùng kỳ 6T/2025"] is None
    assert values["Đánh giá"] == "Chậm"
    assert values["Đơn vị đã báo cáo"] == "12/124 đơn vị"


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_sheet_of_an_illustrative_workbook_says_so(is_demo: bool) -> None:
    book = _open(_row(), is_demo=is_demo)
    for name in book.sheetnames:
        assert any(DEMO_TEXT in str(text) for text in _texts(book, name)) is is_demo


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = _open(_row(), place='=cmd|"/c calc"!A1')
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=HYPERLINK(1)" in _texts(book, "Nguồn")


def test_sources_name_the_document_and_whether_it_was_verified() -> None:
    texts = _texts(_open(_row()), "Nguồn")
    assert any("154/KH-UBND" in str(text) for text in texts)
    assert {"đã kiểm chứng", "chưa kiểm chứng"} & set(map(str, texts))


def test_no_rows_give_a_workbook_with_its_headings() -> None:
    assert "Chỉ tiêu" in _texts(_open(), "So sánh")
