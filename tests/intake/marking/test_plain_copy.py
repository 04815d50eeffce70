"""Of .xls and .csv, which have no parts to mark, comes a new .xlsx with the same cells."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.intake.marking.package_rules import find_faults
from tests.intake.marking.workbooks import SHEET, read_values, rich_workbook, saved_by_libreoffice
from tracker.intake.finding import Finding
from tracker.intake.marking import RESULT_SHEET, marked_copy, without_marks
from tracker.intake.workbook import Workbook, open_workbook

_TEXT = "STT;Xã;Số hộ\n1;=1+1;1.234,5\n2;  Xã “Tân\nTrào” ;-\n3;@x;007\n"


def _opened(content: bytes) -> Workbook:
    opened = open_workbook(content)
    assert isinstance(opened, Workbook)
    return opened


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_stays_text(encoding: str) -> None:
    content = _TEXT.encode(encoding)
    marked = marked_copy(content, [Finding("missing_value", "CSV!C2"), Finding("missing_value", "CSV!C2:C4")])
    assert (marked.suffix, find_faults(marked.content)) == ("xlsx", [])
    assert read_values(marked.content)["CSV"] == _opened(content).sheets["CSV"]
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content))["CSV"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].quotePrefix) == ("=1+1", "s", True)
    assert sheet["C2"].comment.text.startswith("Cảnh báo: ")
    assert without_marks(content) == content
    assert list(_opened(without_marks(marked.content)).sheets) == ["CSV"]


def test_an_old_workbook_keeps_its_cells(tmp_path: Path) -> None:
    old = saved_by_libreoffice(rich_workbook(), tmp_path, "xls")
    marked = marked_copy(
        old, [Finding("missing_value", f"{SHEET}!B7"), Finding("missing_part", f"{SHEET}!C4")]
    )
    assert find_faults(marked.content) == []
    before, after = _opened(old), _opened(marked.content)
    assert [name for name in after.sheets if name in before.sheets] == list(before.sheets)
    assert {name: after.sheets[name] for name in before.sheets} == dict(before.sheets)
    details = after.details(SHEET)
    assert details.merged == before.details(SHEET).merged == ((5, 0, 6, 1),)
    percents = {place for place, mark in details.marks.items() if mark.is_percent}
    assert (
        percents == {place for place, mark in before.details(SHEET).marks.items() if mark.is_percent} != set()
    )
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content))[SHEET]
    assert sheet["A6"].comment.text.startswith("Cảnh báo: ")
    assert after.hidden_sheets >= before.hidden_sheets


def test_a_marked_copy_saved_as_an_old_workbook_comes_back_clean(tmp_path: Path) -> None:
    marked = marked_copy(rich_workbook(), [Finding("missing_value", f"{SHEET}!A2")]).content
    old = saved_by_libreoffice(marked, tmp_path, "xls")
    again = marked_copy(old, [])
    names = list(_opened(again.content).sheets)
    assert names[:2] == [RESULT_SHEET, SHEET]
    assert len(names) == 5


def test_dates_and_odd_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["2024-01-31", 1e15 + 1, True, 0.1, -2])
    book.active.append([dt.datetime(2024, 1, 31), dt.datetime(2024, 1, 31, 8, 30), dt.time(8, 30)])
    out = io.BytesIO()
    book.save(out)
    old = saved_by_libreoffice(out.getvalue(), tmp_path, "xls")
    assert read_values(marked_copy(old, []).content)["Sheet"] == read_values(old)["Sheet"]


def test_it_holds_no_formula(tmp_path: Path) -> None:
    marked = marked_copy(_TEXT.encode(), [Finding("missing_value", "CSV!B2")]).content
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
