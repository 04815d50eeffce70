"""Checks: for every code one hand-in that must raise it and one beside it that must not."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from tracker.core.balance_checks import check_plans
from tracker.core.checks import (
    CHECK_DETAILS,
    CHECKS,
    check_values,
    collect_findings,
    find_closed_round,
    find_wrong_periods,
    find_wrong_units,
)

RULES = pd.DataFrame(
    [
        ("GN-01", "ratio", "%", "ratio_of_sums", 100, 2, False, None, None),
        ("GN-02", "change", "điểm %/năm", "none", None, 2, False, None, None),
        ("CTXH-02", "stock", "người/đơn vị", "min", 50, 0, False, None, None),
        ("CTXH-03", "flow", "lượt người", "sum", None, 0, False, None, "CTXH-03.NG"),
        ("CTXH-03.NG", "flow", "người", "sum", None, 0, False, None, None),
        ("GN-40", "stock", "công trình", "sum", None, 0, True, 2021, None),
        *[
            (code, "stock", "hộ", "sum", None, 0, False, None, None)
            for code in ("GN-11", "GN-12", "GN-13", "GN-21", "GN-11.NK")
        ],
        *[
            (f"GN-{number}", "flow", "hộ", "sum", None, 0, False, None, None)
            for number in (22, 23, 24, 25, 26, 27, 28, 29, 30)
        ],
    ],
    columns=[
        "indicator_code",
        "kind",
        "unit_of_measure",
        "aggregation",
        "ceiling",
        "decimals",
        "is_cumulative",
        "stage_from",
        "persons_code",
    ],
)


def table(*rows: tuple) -> pd.DataFrame:
    """Rows of (indicator, value[, period[, measure[, numerator, denominator]]])."""
    filled = [(*row, *(None, "2024", "actual", None, None)[len(row) - 1 :]) for row in rows]
    columns = ["indicator_code", "value", "period", "measure", "numerator", "denominator"]
    return pd.DataFrame(filled, columns=columns)


def codes(values: pd.DataFrame, previous: pd.DataFrame | None = None) -> list[tuple[int, str]]:
    findings = check_values(values, RULES, previous)
    for code, severity, details in findings[["code", "severity", "details"]].itertuples(index=False):
        assert severity == CHECKS[code]
        assert tuple(details) == CHECK_DETAILS[code]
    return list(zip(findings["row"], findings["code"], strict=True))


RATE = ("2024", "actual")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([("GN-11", "mười hai")], [(0, "not_a_number")], id="text"),
        pytest.param([("GN-11", None)], [], id="blank_is_no_finding"),
        pytest.param([("GN-11", float("inf"))], [(0, "not_a_number")], id="infinite"),
        pytest.param([("GN-11", -1)], [(0, "negative_count")], id="negative"),
        pytest.param([("GN-02", -1.5)], [], id="a_fall_may_be_negative"),
        pytest.param([("GN-11", 12.5)], [(0, "fractional_count")], id="half_a_household"),
        pytest.param([("GN-01", 100.01)], [(0, "percent_over_100")], id="over_100"),
        pytest.param([("GN-01", 100.0)], [], id="exactly_100"),
        pytest.param([("CTXH-02", 51)], [(0, "above_ceiling")], id="above_ceiling"),
        pytest.param(
            [("GN-01", None, *RATE, 11, 10)], [(0, "numerator_exceeds_denominator")], id="numerator"
        ),
        pytest.param([("GN-01", 100, *RATE, 10, 10)], [], id="numerator_equals_denominator"),
        pytest.param([("GN-01", 25.5, *RATE, 5, 20)], [(0, "rate_mismatch")], id="rate"),
        pytest.param([("GN-01", 33.34, *RATE, 1, 3)], [], id="rate_within_rounding"),
        pytest.param([("GN-01", 33.3, *RATE, 1, 3)], [], id="rate_with_one_decimal"),
        pytest.param(
            [("GN-01", 33, *RATE, 1, 3)], [(0, "rate_mismatch")], id="one_whole_rate_is_no_rounding"
        ),
        pytest.param(
            [
                ("GN-01", rate, str(year), "actual", part, 7)
                for year, (rate, part) in enumerate(((14, 1), (29, 2), (43, 3)), start=2022)
            ],
            [],
            id="rates_in_whole_numbers",
        ),
        pytest.param(
            [
                ("GN-01", rate, str(year), "actual", part, 7)
                for year, (rate, part) in enumerate(((14, 1), (29, 2), (42.9, 3), (56.1, 4)), start=2021)
            ],
            [(0, "rate_mismatch"), (1, "rate_mismatch"), (3, "rate_mismatch")],
            id="some_rates_with_decimals",
        ),
        pytest.param([("GN-01", 25, *RATE, 0, 0)], [], id="rate_over_zero_is_unknown"),
        pytest.param(
            [("GN-22", 30, "2024-H1"), ("GN-22", 20, "2024", "estimate")],
            [(0, "h1_exceeds_year_estimate")],
            id="half_above_estimate",
        ),
        pytest.param([("GN-11", 30, "2024-H1"), ("GN-11", 20, "2024", "estimate")], [], id="stock_may_fall"),
        pytest.param(
            [("GN-22", 20, "2024-H1"), ("GN-22", 20, "2024", "estimate")], [], id="half_equals_estimate"
        ),
        pytest.param(
            [("GN-22", 30, "2024-H1"), ("GN-22", 20, "2024")], [(1, "year_below_half")], id="year_below_half"
        ),
        pytest.param(
            [("GN-21", 10), ("GN-22", 4), ("GN-26", 1), ("GN-11", 8)], [(3, "identity_broken")], id="closing"
        ),
        pytest.param([("GN-21", 10), ("GN-22", 4), ("GN-26", 1), ("GN-11", 7)], [], id="closing_balances"),
        pytest.param([("GN-21", 10), ("GN-22", 4), ("GN-11", 8)], [], id="closing_with_unknown_term"),
        pytest.param(
            [("GN-22", 9), ("GN-23", 1), ("GN-24", 2), ("GN-25", 3)], [(0, "identity_broken")], id="falls"
        ),
        pytest.param(
            [("GN-26", 9), ("GN-27", 1), ("GN-28", 2), ("GN-29", 3), ("GN-30", 4)],
            [(0, "identity_broken")],
            id="rises",
        ),
        pytest.param([("GN-11", 5), ("GN-13", 6)], [(1, "part_exceeds_whole")], id="part"),
        pytest.param([("GN-11", 5), ("GN-11.NK", 4)], [(1, "persons_below_households")], id="persons"),
        pytest.param([("CTXH-03", 5), ("CTXH-03.NG", 6)], [(0, "turns_below_persons")], id="turns"),
        pytest.param([("GN-11", 5), ("GN-11", 5)], [(1, "duplicate_key")], id="duplicate"),
        pytest.param([("GN-11", 5), ("GN-11", None)], [], id="blank_duplicate"),
    ],
)
def test_one_hand_in(rows, expected):
    assert codes(table(*rows)) == expected


@pytest.mark.parametrize(
    ("row", "before", "expected"),
    [
        pytest.param(
            ("GN-22", 20, "2024", "estimate"),
            ("GN-22", 30, "2024-H1"),
            ["estimate_below_actual"],
            id="estimate",
        ),
        pytest.param(("GN-40", 9, "2025"), ("GN-40", 11, "2024"), ["stage_total_falling"], id="total_falls"),
        pytest.param(("GN-40", 9, "2021"), ("GN-40", 11, "2020"), [], id="total_restarts_with_the_stage"),
        pytest.param(("GN-12", 400, "2024"), ("GN-12", 40, "2023"), ["jump_against_last"], id="ten_times"),
        pytest.param(("GN-12", 119, "2024"), ("GN-12", 40, "2023"), [], id="less_than_three_times"),
        pytest.param(("GN-12", 8, "2024"), ("GN-12", 1, "2023"), [], id="small_numbers_do_not_jump"),
        pytest.param(("GN-12", 0, "2024"), ("GN-12", 40, "2023"), ["jump_against_last"], id="to_zero"),
        pytest.param(("GN-01", 45.1, "2024"), ("GN-01", 25, "2023"), ["jump_against_last"], id="points"),
        pytest.param(("GN-01", 45, "2024"), ("GN-01", 25, "2023"), [], id="twenty_points"),
        pytest.param(("GN-12", 400, "2024-H1"), ("GN-12", 40, "2023"), [], id="half_not_against_year"),
        pytest.param(
            ("GN-12", 400, "2024", "estimate"),
            ("GN-12", 40, "2022"),
            ["jump_against_last"],
            id="estimate_jumps",
        ),
        pytest.param(
            ("GN-21", 41, "2024"), ("GN-11", 40, "2023"), ["opening_differs_from_closing"], id="opening"
        ),
        pytest.param(("GN-21", 40, "2024"), ("GN-11", 40, "2023"), [], id="opening_is_closing"),
    ],
)
def test_against_earlier_values(row, before, expected):
    assert [code for _, code in codes(table(row), table(before))] == expected


def test_half_above_estimate_is_told_once():
    values = table(("GN-22", 30, "2024-H1"), ("GN-22", 20, "2024", "estimate"))
    assert codes(values, table(("GN-22", 25, "2024-H1"))) == [(0, "h1_exceeds_year_estimate")]


def test_total_row_against_its_units():
    values = table(
        ("GN-11", 3),
        ("GN-11", 4),
        ("GN-11", 8),
        ("GN-01", 50, *RATE, 1, 2),
        ("GN-01", 25, *RATE, 2, 8),
        ("GN-01", 37.5),
    )
    values["unit_code"] = ["070", "071", None, "070", "071", None]
    values["is_total"] = values["unit_code"].isna()
    findings = check_values(values, RULES)
    assert findings["code"].tolist() == ["sum_mismatch", "sum_mismatch"]
    assert findings["details"].tolist() == [{"value": 8.0, "sum": 7.0}, {"value": 37.5, "sum": 30.0}]


def test_several_units_are_judged_apart():
    values = table(("GN-22", 30, "2024-H1"), ("GN-22", 20, "2024", "estimate"))
    values["unit_code"] = ["070", "071"]
    assert codes(values) == []


def test_unit_of_measure_is_compared_when_stated():
    values = table(("GN-11", 5), ("GN-12", 5)).assign(unit_of_measure=["người", " Hộ "])
    assert codes(values) == [(0, "wrong_unit_of_measure")]


def test_row_labels_are_kept():
    values = table(("GN-11", -1)).set_axis([41])
    assert codes(values) == [(41, "negative_count")]


def test_nothing_handed_in_is_no_finding():
    assert check_values(table(), RULES).empty


def test_checks_on_the_whole_hand_in():
    units = pd.Series(["070", "071", None])
    assert collect_findings(find_wrong_units(units, "070"))["row"].tolist() == [1]
    periods = pd.Series(["2024-H1", "2024", "2025", "2023", "2024-H2"])
    assert collect_findings(find_wrong_periods(periods, "2024-H1"))["row"].tolist() == [3, 4]
    values = table(("GN-11", 5), ("GN-12", 5))
    closed = collect_findings(find_closed_round(values, "2024", "2024-12-20", True))
    assert closed["details"].tolist() == [{"period": "2024", "closed_on": "2024-12-20"}]
    assert collect_findings(find_closed_round(values, "2024", None, False)).empty


@pytest.mark.parametrize(
    ("plan", "direction", "is_found"),
    [
        pytest.param(10, 1, True, id="units_plan_less"),
        pytest.param(7, 1, False, id="units_plan_the_same"),
        pytest.param(6, -1, True, id="units_leave_more"),
        pytest.param(10, -1, False, id="units_leave_less"),
    ],
)
def test_plans_of_units_against_the_province(plan, direction, is_found):
    units = table(("GN-11", 3, "2024", "plan"), ("GN-11", 4, "2024", "plan"))
    province = table(("GN-11", plan, "2024", "plan")).assign(direction=direction, aggregation="sum")
    findings = collect_findings(check_plans(units, province))
    assert (len(findings) == 1) is is_found


def test_every_check_declares_its_details_and_is_documented():
    assert set(CHECKS) == set(CHECK_DETAILS)
    document = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(\w+)` \| (error|warning) \|", document, re.MULTILINE)) == CHECKS
