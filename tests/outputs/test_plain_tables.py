"""Plain tables as files: what was typed stays text, in the workbook and in the .csv."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from tracker.outputs.plain_tables import table_csv, table_workbook

ATTACKS = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=x", "<b>x</b>", 'a"b,c\nd', "bình thường"]


def test_every_cell_of_the_workbook_is_text() -> None:
    content = table_workbook(
        "=TIÊU ĐỀ", ["dòng"], ["Cột", "Khác"], [[one, "x"] for one in ATTACKS], is_demo=True
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert values[0] == "=TIÊU ĐỀ" and "không dùng để báo cáo" in values[1]
    assert [value for value in values if value in ATTACKS] == ATTACKS
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("text", ATTACKS)
def test_a_csv_cell_is_never_calculated(text: str) -> None:
    content = table_csv(["Cột"], [[text]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Cột"] and rows[1][0].lstrip("'") == text.lstrip("'")
    assert rows[1][0][:1] not in ("=", "+", "-", "@", "\t")
