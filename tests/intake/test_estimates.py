"""The half-year form's rows of what is measured once a year: year-end estimates, their parts and their faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.intake.filling import Typed, fill, values_that_agree
from tracker.intake.form import build_form
from tracker.intake.layout import FormRequest
from tracker.intake.reading import Intake, read_workbook

Ask = Callable[..., FormRequest]
HALF_YEAR = ("CTXH-01", "CTXH-03", "CTXH-04a", "CTXH-05")
FIGURES = ["period", "measure", "value", "numerator", "denominator"]


def _read(request: FormRequest, typed: Typed) -> Intake:
    """The half-year indicators filled, and of the annual ones what is typed."""
    form = build_form(request)
    agreed = {code: cells for code, cells in values_that_agree(form).items() if code in HALF_YEAR}
    return read_workbook(fill(form, agreed | typed), request)


def _found(read: Intake) -> list[tuple[str, str]]:
    """Codes of findings with the row's indicator and the column they stand in."""
    return [
        (finding.code, f"{finding.details.get('indicator_code')} {str(finding.cell).rpartition('!')[2][:1]}")
        for finding in read.findings
    ]


def test_a_rate_is_estimated_by_its_parts_and_a_count_by_itself(ask: Ask) -> None:
    typed = {"GN-01": {"numerator": 40, "denominator": 500, "note": "ước sơ bộ"}, "GN-11": {"estimate": 40}}
    read = _read(ask(), typed)
    rows = read.values.set_index("indicator_code")
    assert (read.decision, read.findings) == ("accept", ())
    assert rows.loc["GN-01", FIGURES].tolist() == ["2026", "estimate", 8.0, 40.0, 500.0]
    assert rows.loc["GN-11", FIGURES[:3]].tolist() == ["2026", "estimate", 40.0]
    assert rows.loc["GN-01", "note"] == "ước sơ bộ"
    assert rows.loc["GN-01", "cell"].startswith("Biểu số liệu!K")
    assert rows.loc["GN-01", "numerator_cell"].startswith("Biểu số liệu!H")


def test_no_actual_comes_from_them(ask: Ask) -> None:
    form = build_form(request := ask())
    values = read_workbook(fill(form, values_that_agree(form)), request).values
    assert set(values.loc[values["measure"] == "actual", "indicator_code"]) == set(HALF_YEAR)


def test_blank_rows_are_no_fault_but_an_empty_form_is(ask: Ask) -> None:
    known = [("GN-11", "2026", "estimate", 41.0, None, None)]
    assert _read(ask(figures=known), {}).findings == ()
    empty = read_workbook(build_form(ask()), ask())
    assert (empty.decision, empty.findings[0].code) == ("return", "no_values")
    assert {finding.details.get("indicator_code") for finding in empty.findings[1:]} == set(HALF_YEAR)


def test_estimates_alone_are_no_empty_form(ask: Ask) -> None:
    read = read_workbook(fill(build_form(ask()), {"GN-11": {"estimate": 40}}), ask())
    assert (read.decision, len(read.values)) == ("confirm", 1)
    assert {code for code, _ in _found(read)} == {"missing_value"}


FAULTS: dict[str, tuple[Typed, list[tuple[str, str]], str]] = {
    "parts swapped": (
        {"GN-04": {"numerator": 500, "denominator": 40}},
        [("numerator_exceeds_denominator", "GN-04 H"), ("percent_over_100", "GN-04 K")],
        "return",
    ),
    "a part missing": ({"GN-04": {"numerator": 40}}, [("missing_part", "GN-04 I")], "return"),
    "zero denominator": (
        {"GN-04": {"numerator": 0, "denominator": 0}},
        [("zero_denominator", "GN-04 I")],
        "return",
    ),
    "rate over the formula": ({"GN-04": {"estimate": 8}}, [("rate_without_parts", "GN-04 K")], "confirm"),
    "words": ({"GN-11": {"estimate": "khoảng 40"}}, [("qualified_number", "GN-11 K")], "return"),
    "negative": ({"GN-11": {"estimate": -4}}, [("negative_count", "GN-11 K")], "return"),
    "a half-year figure": ({"GN-11": {"value": 40}}, [("locked_cell_changed", "GN-11 J")], "return"),
    "a half-year formula": ({"GN-11": {"value": "=40"}}, [("locked_cell_changed", "GN-11 J")], "return"),
    "said to be there": (
        {"GN-11": {"status": "Có số liệu"}},
        [("status_without_value", "GN-11 K")],
        "return",
    ),
    "nil with a figure": (
        {"GN-11": {"estimate": 4, "status": "Không phát sinh"}},
        [("status_contradicts_value", "GN-11 L")],
        "return",
    ),
    "numerator of another row": (
        {"GN-01": {"numerator": 40, "denominator": 500}, "GN-11": {"estimate": 41}},
        [("numerator_differs", "GN-01 H")],
        "return",
    ),
    "part above whole": (
        {"GN-11": {"estimate": 40}, "GN-13": {"estimate": 50}},
        [("part_exceeds_whole", "GN-13 K")],
        "return",
    ),
    "sum": (
        {
            "GN-22": {"estimate": 9},
            "GN-23": {"estimate": 1},
            "GN-24": {"estimate": 2},
            "GN-25": {"estimate": 3},
        },
        [("identity_broken", "GN-22 K")],
        "return",
    ),
}


@pytest.mark.parametrize(("typed", "findings", "decision"), FAULTS.values(), ids=FAULTS.keys())
def test_faults(ask: Ask, typed: Typed, findings: list[tuple[str, str]], decision: str) -> None:
    read = _read(ask(), typed)
    assert (_found(read), read.decision) == (findings, decision)
    assert set(read.values.loc[read.values["measure"] == "actual", "indicator_code"]) == set(HALF_YEAR)


def test_a_mark_that_was_removed_is_no_fault(ask: Ask) -> None:
    assert _read(ask(), {"GN-11": {"value": None, "estimate": 40}}).findings == ()


def test_nil_is_an_estimate_of_zero(ask: Ask) -> None:
    read = _read(ask(), {"GN-44": {"status": "Không phát sinh"}, "GN-06": {"status": "Không phát sinh"}})
    rows = read.values.set_index("indicator_code")
    assert read.findings == ()
    assert rows.loc["GN-44", FIGURES[:3]].tolist() == ["2026", "estimate", 0.0]
    assert rows.loc["GN-06", FIGURES].tolist() == ["2026", "estimate", 0.0, 0.0, 0.0]


def test_an_earlier_estimate_is_known(ask: Ask) -> None:
    figures: list[tuple[Any, ...]] = [
        ("GN-01", "2026", "estimate", 8.0, 40.0, 500.0),
        ("GN-03", "2026", "estimate", 10.0, 50.0, 500.0),
        ("GN-04", "2026", "estimate", 18.0, 90.0, 500.0),
        ("GN-11", "2026", "estimate", 40.0, None, None),
    ]
    request = ask(figures=figures)
    typed = {
        "GN-01": {"numerator": 40, "denominator": 500},
        "GN-03": {"numerator": 49, "denominator": 490},  # the same rate of other parts
        "GN-11": {"status": "Chưa có số liệu"},
    }
    read = _read(request, typed)
    assert _found(read) == [("earlier_value_stays", "GN-11 K")]


def test_an_estimate_is_compared_with_last_years_actual(ask: Ask) -> None:
    figures = [
        ("GN-11", "2025", "actual", 400.0, None, None),
        ("GN-11", "2026-H1", "actual", 9.0, None, None),
    ]
    read = _read(ask(figures=figures), {"GN-11": {"estimate": 40}})
    assert _found(read) == [("jump_against_last", "GN-11 K")]


def test_every_annual_row_of_the_form_can_be_filled(ask: Ask) -> None:
    form = build_form(request := ask())
    typed = values_that_agree(form)
    assert set(typed) == {one.code for one in request.indicators}
    assert len(request.estimate_only) == 46
