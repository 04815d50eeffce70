"""Filled forms with faults: every one is a finding at its cell, and the decision follows."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import openpyxl
import pytest

from tests.intake.filling import fill, rows_of, save, values_that_agree
from tracker.catalogue.model import Catalogue
from tracker.intake.form import build_form
from tracker.intake.layout import INFO_SHEET, SHEET, FormRequest
from tracker.intake.reading import Intake, read_workbook

Ask = Callable[..., FormRequest]
GOOD = {"value": 20, "estimate": 50}


def _read(request: FormRequest, typed: dict[str, dict[str, Any]]) -> Intake:
    form = build_form(request)
    return read_workbook(fill(form, values_that_agree(form) | typed), request)


def _found(read: Intake) -> list[tuple[str, str | None]]:
    return [(finding.code, (finding.cell or "").rpartition("!")[2] or None) for finding in read.findings]


def test_a_form_that_agrees_is_accepted(ask: Ask) -> None:
    read = _read(ask(), {})
    assert (read.decision, len(read.values), read.findings) == ("accept", 8 + 46, ())


# In the half-year form of a commune: CTXH-01 is row 11, CTXH-03 row 12, CTXH-04a row 14, CTXH-05 row 15.
FAULTS: dict[str, tuple[str, dict[str, Any], list[tuple[str, str]], str]] = {
    "words": ("CTXH-03", GOOD | {"value": "đang rà soát"}, [("not_a_number", "J12")], "return"),
    "negative": ("CTXH-03", GOOD | {"value": -5}, [("negative_count", "J12")], "return"),
    "negative denominator": (
        "CTXH-01",
        {"numerator": -4, "denominator": -50, "estimate": 50},
        [("negative_count", "H11"), ("numerator_exceeds_denominator", "H11"), ("negative_count", "I11")],
        "return",
    ),
    "fraction of a turn": ("CTXH-03", GOOD | {"value": 20.5}, [("fractional_count", "J12")], "confirm"),
    "parts swapped": (
        "CTXH-01",
        {"numerator": 50, "denominator": 45},
        [("numerator_exceeds_denominator", "H11"), ("percent_over_100", "J11")],
        "return",
    ),
    "half above the year": ("CTXH-03", {"value": 60, "estimate": 50}, [("h1_exceeds_year_estimate", "J12")], "return"),
    "a part missing": ("CTXH-01", {"numerator": 45, "denominator": None}, [("missing_part", "I11")], "return"),
    "zero denominator": ("CTXH-01", {"numerator": 0, "denominator": 0}, [("zero_denominator", "I11")], "return"),
    "rate over the formula": (
        "CTXH-01",
        {"numerator": None, "denominator": None, "value": 90},
        [("rate_without_parts", "J11")],
        "confirm",
    ),
    "rate against its parts": ("CTXH-01", {"numerator": 45, "denominator": 50, "value": 80}, [("rate_mismatch", "J11")], "return"),
    "blank": ("CTXH-03", {"value": None, "estimate": None}, [("missing_value", "J12")], "confirm"),
    "said to be there": ("CTXH-03", {"value": None, "status": "Có số liệu"}, [("status_without_value", "J12")], "return"),
    "unknown status": ("CTXH-03", GOOD | {"status": "tạm tính"}, [("unknown_status", "L12")], "return"),
    "nil with a value": ("CTXH-03", GOOD | {"status": "Không phát sinh"}, [("status_contradicts_value", "L12")], "return"),
    "missing with a value": ("CTXH-03", GOOD | {"status": "Chưa có số liệu"}, [("status_contradicts_value", "L12")], "return"),
    "formula without result": ("CTXH-03", GOOD | {"value": "=10+10"}, [("formula_without_value", "J12")], "return"),
    "doubtful dot": ("CTXH-01", {"numerator": 45, "denominator": 50, "estimate": "18.900"}, [("reread_percent", "K11")], "confirm"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "typed", "findings", "decision"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(
    ask: Ask, code: str, typed: dict[str, Any], findings: list[tuple[str, str]], decision: str
) -> None:
    read = _read(ask(), {code: typed})
    assert (_found(read), read.decision) == (findings, decision)
    assert all(finding.message for finding in read.findings)


def test_nil_is_zero_and_missing_is_not_there(ask: Ask) -> None:
    typed = {
        "CTXH-01": {"numerator": None, "denominator": None, "estimate": None, "status": "Không phát sinh"},
        "CTXH-03": {"value": None, "estimate": None, "status": "Chưa có số liệu"},
        "CTXH-04a": {"numerator": "…", "denominator": "…", "estimate": None},
        "CTXH-05": {"numerator": "-", "denominator": 8, "estimate": None},
    }
    read = _read(ask(), typed)
    assert read.decision == "accept"
    rows = read.values.set_index("indicator_code")[["value", "numerator", "denominator"]]
    assert rows.loc["CTXH-01"].tolist() == [0.0, 0.0, 0.0]
    assert rows.loc["CTXH-05"].tolist() == [0.0, 0.0, 8.0]
    assert [code for code in rows.index if code.startswith("CTXH")] == ["CTXH-01", "CTXH-05"]


def test_all_faults_at_once_in_the_order_of_the_sheet(ask: Ask) -> None:
    read = _read(
        ask(),
        {
            "CTXH-05": {"numerator": "hai"},
            "CTXH-03": {"value": -1},
            "CTXH-01": {"numerator": 70, "denominator": 50},
        },
    )
    cells = [finding.cell for finding in read.findings]
    assert read.decision == "return"
    assert cells == sorted(cells, key=lambda cell: int(str(cell).rpartition("!")[2][1:]))
    assert len({cell for cell in cells if cell}) >= 3


def test_a_per_cent_cell_reads_as_per_cent(ask: Ask) -> None:
    request = ask()
    book = openpyxl.load_workbook(io.BytesIO(fill(build_form(request), {"CTXH-01": {"estimate": 0.925}})))
    book[SHEET]["K11"].number_format = "0.0%"
    assert read_workbook(save(book), request).values["value"].tolist() == [92.5]


def test_an_excel_error_is_not_zero(ask: Ask) -> None:
    request = ask()
    book = openpyxl.load_workbook(io.BytesIO(build_form(request)))
    book[SHEET]["J12"].value, book[SHEET]["J12"].data_type = "#DIV/0!", "e"
    read = read_workbook(save(book), request)
    assert ("excel_error", "J12") in _found(read)
    assert read.values.empty


def test_an_estimated_rate_is_weighed_by_the_periods_denominator(ask: Ask) -> None:
    """Without weights the estimates of the units could not be added up to the province's."""
    values = _read(ask(), {"CTXH-01": {"numerator": 45, "denominator": 50, "estimate": 96}}).values
    row = values.set_index(["indicator_code", "measure"]).loc[("CTXH-01", "estimate")]
    assert row[["period", "value", "numerator", "denominator"]].tolist() == ["2026", 96.0, 48.0, 50.0]
    assert "mẫu số của kỳ" in row["note"]


def test_jumps_and_earlier_figures_are_seen(ask: Ask) -> None:
    figures = [
        ("CTXH-03", "2025-H1", "actual", 500.0, None, None),
        ("CTXH-05", "2026-H1", "actual", 80.0, 8.0, 10.0),
    ]
    nothing = {"numerator": None, "denominator": None, "estimate": None}
    read = _read(ask(figures=figures), {"CTXH-05": nothing})
    assert _found(read) == [("jump_against_last", "J12"), ("earlier_value_stays", "H15")]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("unit_code", "02374", "wrong_unit"),
        ("unit_valid_from", "1900-01-01", "wrong_unit"),
        ("period", "2025", "wrong_period"),
        ("version", "0", "old_form"),
        ("is_demo", "1", "demo_form"),
        ("catalogue_hash", "another", "old_catalogue"),
    ],
)
def test_whose_form_it_is(ask: Ask, key: str, value: str, code: str) -> None:
    request = ask()
    form = build_form(request)
    book = openpyxl.load_workbook(io.BytesIO(fill(form, values_that_agree(form))))
    for row in book[INFO_SHEET].iter_rows():
        if row[0].value == key:
            row[1].value = value
    read = read_workbook(save(book), request)
    assert [finding.code for finding in read.findings] == [code]
    assert read.decision == ("confirm" if code == "old_catalogue" else "return")


def _change(request: FormRequest, change: Callable[[Any], None]) -> Intake:
    form = build_form(request)
    book = openpyxl.load_workbook(io.BytesIO(fill(form, values_that_agree(form))))
    change(book[SHEET])
    return read_workbook(save(book), request)


def test_a_changed_name_is_found_at_its_cell(ask: Ask) -> None:
    def change(sheet: Any) -> None:
        sheet["C12"].value = "Số lượt người dự hội nghị"

    assert _found(_change(ask(), change)) == [("locked_cell_changed", "C12")]


def test_unknown_and_missing_rows(ask: Ask) -> None:
    def change(sheet: Any) -> None:
        sheet["B12"].value = "CTXH-99"

    assert _found(_change(ask(), change)) == [("unknown_row", "B12"), ("missing_row", "B65")]


def test_a_row_twice(ask: Ask) -> None:
    def change(sheet: Any) -> None:
        row = rows_of(sheet)["CTXH-03"]
        sheet.insert_rows(row + 1)
        for cell in sheet[row]:
            sheet.cell(row + 1, cell.column).value = cell.value

    read = _change(ask(), change)
    assert {one for one in _found(read) if one[0] == "duplicate_key"} == {
        ("duplicate_key", "J13"),
        ("duplicate_key", "K13"),
    }
    assert len(read.values) == 8 + 46


def test_a_lost_column_and_a_lost_header(ask: Ask) -> None:
    def lose_column(sheet: Any) -> None:
        sheet["H8"].value = None

    def lose_header(sheet: Any) -> None:
        sheet.delete_rows(8)

    assert _found(_change(ask(), lose_column)) == [("damaged_form", "A8")]
    assert _found(_change(ask(), lose_header)) == [("damaged_form", "A1")]


def test_a_numerator_that_is_an_indicator_of_its_own(ask: Ask) -> None:
    typed = {"GN-01": {"numerator": 40, "denominator": 500}, "GN-11": {"value": 41}}
    form = build_form(request := ask(period="2026"))
    assert ("numerator_differs", "G17") in _found(read_workbook(fill(form, typed), request))


_JUNK = (None, "", "x", "…", "-", -1, 0, 1e300, True, dt.date(2026, 1, 1), dt.time(3), "=A1", "CTXH-03", "Mã", "12%",
         "0" * 400, "Người lập biểu", "_x000D_", "\u0663", 3.5)  # fmt: skip


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_typed_nothing_raises(ask: Ask, seed: int) -> None:
    request, chance = ask(), random.Random(seed)
    book = openpyxl.load_workbook(io.BytesIO(build_form(request)))
    for _ in range(60):
        book[SHEET].cell(chance.randint(8, 30), chance.randint(1, 13)).value = chance.choice(_JUNK)
    read = read_workbook(save(book), request)
    assert all(finding.message for finding in read.findings)
    assert np.isfinite(read.values["value"]).all() or read.decision == "return"


def test_a_form_without_its_sheet_is_told(ask: Ask) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_form(ask())))
    del book[SHEET]
    book[INFO_SHEET].sheet_state = "visible"
    assert _found(read_workbook(save(book), ask())) == [("damaged_form", None)]


def test_other_workbooks_are_refused(ask: Ask) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Chỉ tiêu", "Giá trị"])
    read = read_workbook(save(book), ask())
    assert (_found(read), read.decision) == ([("no_table", None)], "refuse")


def test_an_untouched_form_says_so(ask: Ask) -> None:
    read = read_workbook(build_form(ask()), ask())
    assert read.decision == "return"
    assert read.findings[0].code == "no_values"


def test_an_old_form_with_new_names_is_not_called_tampered(ask: Ask, catalogue: Catalogue) -> None:
    old = ask()
    form = build_form(old)
    indicators = tuple(
        one.model_copy(update={"name": "Tên mới"}) if one.code == "CTXH-03" else one
        for one in catalogue.indicators
    )
    new = FormRequest(
        old.unit, old.period, catalogue.model_copy(update={"indicators": indicators}), old.codes, old.figures
    )
    assert _found(read_workbook(fill(form, values_that_agree(form)), new)) == [("old_catalogue", "A2")]
