"""The marked copy: the sender's own file, its faulty cells filled and explained, a list in front."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from tests.intake.filling import fill, values_that_agree
from tracker.intake.finding import Finding
from tracker.intake.form import build_form
from tracker.intake.layout import SHEET, FormRequest
from tracker.intake.marking import RESULT_SHEET, NotMarkable, marked_copy
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
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(content, findings)))
    assert book.sheetnames[0] == RESULT_SHEET
    sheet = book[SHEET]
    for finding in findings:
        cell = sheet[str(finding.cell).rpartition("!")[2]]
        assert cell.comment is not None
        assert finding.message in cell.comment.text
        assert cell.fill.fgColor.rgb == "00F8B4B4"
    rows = list(book[RESULT_SHEET].iter_rows(min_row=5, values_only=True))
    assert [row[4] for row in rows] == [finding.message for finding in findings]
    assert book[RESULT_SHEET]["C5"].hyperlink.location == f"'{SHEET}'!H11"
    assert sheet["H11"].value == 60


def test_a_marked_copy_put_right_is_accepted(ask: Ask) -> None:
    request = ask()
    content = _faulty(request)
    marked = marked_copy(content, read_workbook(content, request).findings)
    right = fill(marked, {"CTXH-01": {"numerator": 45}, "CTXH-03": {"value": 20}})
    assert (read_workbook(right, request).decision, read_workbook(right, request).findings) == ("accept", ())
    twice = openpyxl.load_workbook(io.BytesIO(marked_copy(marked, [])))
    assert twice.sheetnames.count(RESULT_SHEET) == 1


def test_a_finding_about_the_file_has_no_cell(ask: Ask) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(build_form(ask()), [Finding("no_values")])))
    assert book[RESULT_SHEET]["C5"].value == "Cả tệp"


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_cannot_be_marked(content: bytes) -> None:
    with pytest.raises(NotMarkable):
        marked_copy(content, [Finding("empty_file")])
