"""The marked copy: the sender's own file, its faulty cells filled and explained, a list in front."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from tests.intake.filling import fill, values_that_agree
from tests.intake.marking.package_rules import find_faults
from tracker.intake.finding import Finding
from tracker.intake.form import build_form
from tracker.intake.layout import SHEET, FormRequest
from tracker.intake.marking import (
    OWN_SHEETS,
    RESULT_SHEET,
    NotMarkable,
    is_own_sheet,
    marked_copy,
    without_marks,
)
from tracker.intake.marking.marks import MOST_FINDINGS, read_place
from tracker.intake.reading import read_workbook

Ask = Callable[..., FormRequest]


def _faulty(request: FormRequest) -> bytes:
    form = build_form(request)
    typed = values_that_agree(form) | {
        "CTXH-01": {"numerator": 60, "denominator": 50},
        "CTXH-03": {"value": "hai"},
    }
    return fill(form, typed)


def test_findings_stand_at_their_cells_and_in_a_list(ask: Ask) -> None:
    request = ask()
    content = _faulty(request)
    findings = read_workbook(content, request).findings
    marked = marked_copy(content, findings)
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert (marked.suffix, book.sheetnames[0]) == ("xlsx", RESULT_SHEET)
    assert find_faults(marked.content) == []
    sheet = book[SHEET]
    for finding in findings:
        cell = sheet[str(finding.cell).rpartition("!")[2]]
        assert cell.comment is not None
        assert cell.comment.text.startswith(f"Lỗi: {finding.message}")
        assert cell.comment.author == "Kiểm tra số liệu"
        assert cell.fill.fgColor.rgb == "FFF8B4B4"
    rows = list(book[RESULT_SHEET].iter_rows(min_row=5, values_only=True))
    assert [row[4] for row in rows] == [finding.message for finding in findings]
    assert book[RESULT_SHEET]["C5"].hyperlink.location == f"'{SHEET}'!H11"
    assert sheet["H11"].value == 60
    assert sheet.protection.sheet


def test_a_marked_copy_put_right_is_accepted(ask: Ask) -> None:
    request = ask()
    content = _faulty(request)
    marked = marked_copy(content, read_workbook(content, request).findings).content
    right = fill(marked, {"CTXH-01": {"numerator": 45}, "CTXH-03": {"value": 20}})
    assert (read_workbook(right, request).decision, read_workbook(right, request).findings) == ("accept", ())
    twice = openpyxl.load_workbook(io.BytesIO(marked_copy(marked, []).content))
    assert twice.sheetnames.count(RESULT_SHEET) == 1


def test_a_finding_about_the_file_has_no_cell(ask: Ask) -> None:
    marked = marked_copy(build_form(ask()), [Finding("no_values")]).content
    sheet = openpyxl.load_workbook(io.BytesIO(marked))[RESULT_SHEET]
    assert (sheet["C5"].value, sheet["C5"].hyperlink) == ("Cả tệp", None)


def test_of_very_many_findings_the_first_are_listed_and_all_are_counted(ask: Ask) -> None:
    findings = [Finding("missing_value", f"{SHEET}!A{row}") for row in range(1, MOST_FINDINGS + 12)]
    marked = marked_copy(build_form(ask()), findings).content
    sheet = openpyxl.load_workbook(io.BytesIO(marked))[RESULT_SHEET]
    assert sheet["A2"].value == "0 lỗi phải sửa, 5.011 cảnh báo cần xem lại."
    assert sheet.cell(4 + MOST_FINDINGS, 1).value == MOST_FINDINGS
    assert sheet.cell(5 + MOST_FINDINGS, 1).value.startswith("Còn 11 phát hiện khác")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_cannot_be_marked(content: bytes) -> None:
    with pytest.raises(NotMarkable):
        marked_copy(content, [Finding("empty_file")])
    with pytest.raises(NotMarkable):
        without_marks(content)


@pytest.mark.parametrize(
    ("name", "sheet", "reference", "first"),
    [
        ("Biểu 1!C12", "Biểu 1", "C12", (12, 3)),
        ("Biểu!số!$c$9:C39", "Biểu!số", "C9:C39", (9, 3)),
        ("CSV!D:D", "CSV", "D:D", (1, 4)),
        ("CSV!5:9", "CSV", "5:9", (5, 1)),
    ],
)
def test_a_place_is_read_from_its_name(name: str, sheet: str, reference: str, first: tuple[int, int]) -> None:
    place = read_place(name)
    assert place is not None
    assert (place.sheet, place.reference, place.first) == (sheet, reference, first)


@pytest.mark.parametrize(
    "name", [None, "", "C12", "Biểu!", "Biểu!C", "Biểu!12", "Biểu!ZZZ1", "Biểu!A0", "Biểu!A1:?"]
)
def test_what_names_no_cell_is_no_place(name: str | None) -> None:
    assert read_place(name) is None


def test_only_a_sheet_with_our_title_is_ours() -> None:
    assert is_own_sheet(RESULT_SHEET, [["KẾT QUẢ KIỂM TRA SỐ LIỆU"]])
    assert not is_own_sheet(RESULT_SHEET, [["Xã", "Số hộ"]])
    assert not is_own_sheet(OWN_SHEETS[1], [])
