"""The form itself: what is on it, what is locked, and that another program can save it again."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.filling import columns_of, fill, rows_of, save, values_that_agree
from tracker.catalogue.model import Catalogue
from tracker.intake.form import build_form
from tracker.intake.layout import INFO_SHEET, NOT_ASKED, SHEET, STATUSES, FormRequest
from tracker.intake.reading import read_workbook

Ask = Callable[..., FormRequest]


def _sheet(request: FormRequest) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(build_form(request)))[SHEET]


def _texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows(max_row=9) for cell in row if cell.value)


def test_the_head_says_for_whom_and_when(ask: Ask) -> None:
    text = _texts(_sheet(ask()))
    for part in ("BIỂU SỐ LIỆU", "Phường Minh Xuân", "02215", "6 tháng đầu năm 2026", "trước 15/6/2026"):
        assert part in text
    assert "MINH HỌA" not in text
    assert "SỐ LIỆU MINH HỌA" in _texts(_sheet(ask(is_demo=True)))


def test_columns_follow_the_period(ask: Ask) -> None:
    half, year = columns_of(_sheet(ask())), columns_of(_sheet(ask(period="2026")))
    assert "estimate" in half
    assert "estimate" not in year
    titles = [cell.value for cell in _sheet(ask())[8]]
    assert titles == [
        "STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Thực hiện 6 tháng đầu năm 2025",
        "Kế hoạch năm 2026", "Tử số", "Mẫu số", "Thực hiện 6 tháng đầu năm 2026", "Ước thực hiện cả năm 2026",
        "Tình trạng", "Ghi chú",
    ]  # fmt: skip


def test_rows_are_those_the_unit_reports_in_catalogue_order(ask: Ask, catalogue: Catalogue) -> None:
    codes = [code for code in rows_of(_sheet(ask(period="2026"))) if code not in {"Mã", "B"}]
    order = [one.code for one in catalogue.indicators]
    assert codes == sorted(codes, key=order.index)
    assert {"GN-01", "GN-11", "GN-TH-12.CN", "CTXH-03"} <= set(codes)
    assert "GN-DV-01" not in codes  # its programme closed in 2025
    # A half year asks for the same rows, those measured once a year as an estimate.
    assert [code for code in rows_of(_sheet(ask())) if code not in {"Mã", "B"}] == codes


def test_what_was_reported_before_stands_beside_the_inputs(ask: Ask) -> None:
    figures = [
        ("CTXH-03", "2025", "actual", 400.0, None, None),
        ("CTXH-03", "2025-H1", "actual", 150.0, None, None),
        ("CTXH-03", "2026", "plan", 500.0, None, None),
    ]
    sheet = _sheet(ask(figures=figures))
    row = rows_of(sheet)["CTXH-03"]
    assert [sheet.cell(row, at).value for at in (5, 6, 7)] == [400, 150, 500]
    assert all(sheet.cell(row, at).protection.locked for at in (5, 6, 7))


def test_only_inputs_are_open(ask: Ask) -> None:
    sheet = _sheet(ask())
    columns, rows = columns_of(sheet), rows_of(sheet)
    for code, open_keys in {"CTXH-01": {"numerator", "denominator"}, "CTXH-03": {"value"}}.items():
        is_open = {key for key, at in columns.items() if not sheet.cell(rows[code], at).protection.locked}
        assert is_open == open_keys | {"estimate", "status", "note"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert str(sheet.cell(rows["CTXH-01"], columns["value"]).value).startswith("=IF(")


def test_what_is_measured_once_a_year_is_only_estimated_in_a_half_year(ask: Ask) -> None:
    sheet = _sheet(ask())
    columns, rows = columns_of(sheet), rows_of(sheet)
    for code, open_keys in {"GN-01": {"numerator", "denominator"}, "GN-11": {"estimate"}}.items():
        is_open = {key for key, at in columns.items() if not sheet.cell(rows[code], at).protection.locked}
        assert is_open == open_keys | {"status", "note"}
        assert sheet.cell(rows[code], columns["value"]).value == NOT_ASKED
        comment = sheet.cell(rows[code], 3).comment
        assert comment is not None
        assert "Chỉ nhập ước thực hiện cả năm 2026" in comment.text
    assert str(sheet.cell(rows["GN-01"], columns["estimate"]).value).startswith("=IF(")
    assert not any(str(cell.value) == NOT_ASKED for cell in sheet[rows["CTXH-03"]])
    prompts = {rule.prompt for rule in sheet.data_validations.dataValidation}
    assert {"Ước cả năm 2026: Số hộ nghèo", "Ước cả năm 2026. Đơn vị tính: hộ"} <= prompts
    assert "đo mỗi năm một lần: chỉ nhập ước cả năm 2026" in _texts(sheet)


def test_a_form_of_a_year_asks_for_no_estimate(ask: Ask) -> None:
    sheet = _sheet(ask(period="2026"))
    columns, rows = columns_of(sheet), rows_of(sheet)
    is_open = {key for key, at in columns.items() if not sheet.cell(rows["GN-11"], at).protection.locked}
    assert is_open == {"value", "status", "note"}
    assert "đo mỗi năm một lần" not in _texts(sheet)
    assert not any(cell.value == NOT_ASKED for row in sheet.iter_rows() for cell in row)


def test_cells_explain_themselves(ask: Ask) -> None:
    sheet = _sheet(ask())
    rules = sheet.data_validations.dataValidation
    choices = next(rule for rule in rules if rule.type == "list")
    assert choices.formula1 == f'"{",".join(STATUSES)}"'
    assert all(rule.error and rule.errorTitle for rule in rules)
    assert any(rule.prompt == "Số người có hoàn cảnh khó khăn" for rule in rules)
    comment = sheet.cell(rows_of(sheet)["CTXH-01"], 3).comment
    assert comment is not None
    assert "Mẫu số: Tổng số cơ quan" in comment.text


def test_it_prints_on_a4_across(ask: Ask) -> None:
    sheet = _sheet(ask())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$8:$9"
    assert sheet.freeze_panes == "D10"


def test_the_info_sheet_cannot_be_shown_from_the_menu(ask: Ask) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_form(ask(is_demo=True))))
    assert book[INFO_SHEET].sheet_state == "veryHidden"
    info = {row[0].value: row[1].value for row in book[INFO_SHEET].iter_rows()}
    assert {key: info[key] for key in ("unit_code", "unit_valid_from", "period", "is_demo")} == {
        "unit_code": "02215", "unit_valid_from": "2025-07-01", "period": "2026-H1", "is_demo": "1",
    }  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_name_becomes_a_formula(ask: Ask, catalogue: Catalogue, start: str) -> None:
    request = ask()
    name = f'{start}HYPERLINK("http://example.org","x")'
    indicators = tuple(
        one.model_copy(update={"name": name}) if one.code == "CTXH-03" else one
        for one in catalogue.indicators
    )
    request = FormRequest(
        request.unit,
        request.period,
        catalogue.model_copy(update={"indicators": indicators}),
        request.codes,
        request.figures,
    )
    sheet = _sheet(request)
    cell = sheet.cell(rows_of(sheet)["CTXH-03"], 3)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)
    assert read_workbook(fill(build_form(request), {"CTXH-03": {"value": 5}}), request).values[
        "value"
    ].tolist() == [5.0]


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_saved_again_by_libreoffice_it_reads_the_same(ask: Ask, tmp_path: Path, suffix: str) -> None:
    request = ask()
    form = build_form(request)
    content = fill(form, values_that_agree(form))
    (tmp_path / "bieu.xlsx").write_bytes(content)
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", suffix, "--outdir", str(tmp_path / "again"), str(tmp_path / "bieu.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    read = read_workbook(content, request)
    again = read_workbook((tmp_path / "again" / f"bieu.{suffix}").read_bytes(), request)
    assert again.findings == ()
    assert again.values.equals(read.values)
    estimates = again.values[again.values["indicator_code"] == "GN-TH-12.CN"]
    assert estimates[["measure", "value", "numerator", "denominator"]].values.tolist() == [
        ["estimate", 90.0, 45.0, 50.0]
    ]


def test_an_inserted_column_does_not_matter(ask: Ask) -> None:
    request = ask()
    form = build_form(request)
    book = openpyxl.load_workbook(io.BytesIO(fill(form, values_that_agree(form))))
    expected = read_workbook(save(book), request).values
    book[SHEET].insert_cols(5)
    read = read_workbook(save(book), request)
    assert read.values["value"].tolist() == expected["value"].tolist()
    assert read.values["cell"].str.contains("!K11").any()
