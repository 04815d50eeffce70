"""Checks on what is handed in: which rows look wrong, under which code, and how severe that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np
import pandas as pd

from tracker.core.balance_checks import check_balances, check_opening, check_sums
from tracker.core.check_rows import NUMBERS, column_of, prepare_rows, same_for
from tracker.core.history_checks import check_history
from tracker.core.period import Period
from tracker.core.value_checks import Found, check_ranges, check_rates

Severity = Literal["error", "warning"]

# An error contradicts itself and is returned; a warning may be true and is stored once confirmed.
CHECKS: Mapping[str, Severity] = {
    "not_a_number": "error",
    "negative_count": "error",
    "fractional_count": "warning",
    "percent_over_100": "error",
    "above_ceiling": "error",
    "numerator_exceeds_denominator": "error",
    "rate_mismatch": "error",
    "h1_exceeds_year_estimate": "error",
    "estimate_below_actual": "error",
    "year_below_half": "error",
    "stage_total_falling": "error",
    "jump_against_last": "warning",
    "opening_differs_from_closing": "warning",
    "identity_broken": "error",
    "part_exceeds_whole": "error",
    "persons_below_households": "error",
    "turns_below_persons": "error",
    "sum_mismatch": "error",
    "plan_of_units_vs_province": "warning",
    "wrong_unit": "error",
    "wrong_unit_of_measure": "error",
    "wrong_period": "error",
    "closed_round": "error",
    "duplicate_key": "error",
}

# What `details` holds for each code: the numbers and words its message needs.
CHECK_DETAILS: Mapping[str, tuple[str, ...]] = {
    "not_a_number": ("text",),
    "negative_count": ("value",),
    "fractional_count": ("value",),
    "percent_over_100": ("value", "ceiling"),
    "above_ceiling": ("value", "ceiling"),
    "numerator_exceeds_denominator": ("numerator", "denominator"),
    "rate_mismatch": ("value", "numerator", "denominator", "computed"),
    "h1_exceeds_year_estimate": ("value", "estimate"),
    "estimate_below_actual": ("value", "actual", "actual_period"),
    "year_below_half": ("value", "half"),
    "stage_total_falling": ("value", "last", "last_period"),
    "jump_against_last": ("value", "last", "last_period"),
    "opening_differs_from_closing": ("value", "closing", "closing_period"),
    "identity_broken": ("value", "computed", "formula"),
    "part_exceeds_whole": ("value", "whole", "whole_code"),
    "persons_below_households": ("value", "households"),
    "turns_below_persons": ("value", "persons"),
    "sum_mismatch": ("value", "sum"),
    "plan_of_units_vs_province": ("value", "sum", "units"),
    "wrong_unit": ("found", "expected"),
    "wrong_unit_of_measure": ("found", "expected"),
    "wrong_period": ("found", "expected"),
    "closed_round": ("period", "closed_on"),
    "duplicate_key": ("indicator_code", "period", "measure"),
}

FINDING_COLUMNS = ["row", "code", "severity", "details"]


def check_values(
    values: pd.DataFrame, rules: pd.DataFrame, previous: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every finding on handed-in values: row (index label of `values`), code, severity, details.

    `values`: indicator_code, period, measure, value, numerator, denominator; optionally unit_code (several
    units in one table), is_total (a row that should equal the sum of the others) and unit_of_measure.
    `rules`: one row per indicator_code: kind, unit_of_measure, aggregation, ceiling, decimals,
    is_cumulative (the value is a running total; with stage_from, restarted then), persons_code (the
    indicator counting the persons behind these turns). Columns that are absent switch their checks off.
    `previous`: what the same units reported before, in the columns of `values`.
    """
    rows, earlier = prepare_rows(values, values.iloc[:0] if previous is None else previous, rules)
    details = rows[~rows["is_total"]]
    found = [
        *_check_types(values),
        *check_ranges(rows),
        *check_rates(rows),
        *check_history(details, earlier),
        *check_balances(rows),
        check_opening(details, earlier),
        *check_sums(rows),
        *_check_units_of_measure(rows),
        *_check_duplicates(rows),
    ]
    return collect_findings(found)


def collect_findings(found: Iterable[Found]) -> pd.DataFrame:
    """Findings as a frame ordered by row; severities come from CHECKS alone."""
    findings = []
    for check in found:
        hits = check.mask[check.mask].index
        columns = {name: column.loc[hits].tolist() for name, column in check.details.items()}
        for position, row in enumerate(hits):
            details = {name: column[position] for name, column in columns.items()}
            findings.append((row, check.code, CHECKS[check.code], details))
    frame = pd.DataFrame(findings, columns=FINDING_COLUMNS)
    return frame.sort_values("row", kind="stable", ignore_index=True)


def find_wrong_units(unit_codes: pd.Series, expected: str) -> list[Found]:
    """Rows that name another reporting unit than the one that hands in."""
    wrong = unit_codes.notna() & (unit_codes != expected)
    return [
        Found("wrong_unit", wrong, {"found": unit_codes, "expected": same_for(unit_codes.index, expected)})
    ]


def find_wrong_periods(periods: pd.Series, expected: str) -> list[Found]:
    """Rows outside the round: not its period, its year, or (for plans) the year after."""
    round_period = Period.parse(expected)
    allowed = {expected, str(round_period.whole_year()), str(Period(round_period.last_year + 1))}
    wrong = periods.notna() & ~periods.isin(allowed)
    return [Found("wrong_period", wrong, {"found": periods, "expected": same_for(periods.index, expected)})]


def find_closed_round(
    values: pd.DataFrame, period: str, closed_on: str | None, is_closed: bool
) -> list[Found]:
    """One finding on the first row when the round no longer takes figures; `closed_on` is an ISO date."""
    first = pd.Series(is_closed, index=values.index) & (np.arange(len(values)) == 0)
    same = {"period": same_for(values.index, period), "closed_on": same_for(values.index, closed_on)}
    return [Found("closed_round", first, same)]


def _check_duplicates(values: pd.DataFrame) -> list[Found]:
    """Every row after the first with the same unit, indicator, period and measure and a value."""
    filled = values[values["value"].notna() | values["numerator"].notna()]
    repeated = filled.duplicated(["cell", "indicator_code"])
    details = {name: filled[name] for name in CHECK_DETAILS["duplicate_key"]}
    return [Found("duplicate_key", repeated, details)]


def _check_types(values: pd.DataFrame) -> list[Found]:
    found = []
    for name in NUMBERS:
        column = column_of(values, name, np.nan)
        number = pd.to_numeric(column, errors="coerce").astype(float)
        is_wrong = column.notna() & ~np.isfinite(number)
        found.append(Found("not_a_number", is_wrong, {"text": column[is_wrong].astype(str)}))
    return found


def _check_units_of_measure(rows: pd.DataFrame) -> list[Found]:
    stated, expected = rows["stated_unit_of_measure"], rows["unit_of_measure"]
    if stated.isna().all():
        return []
    plain = [column.astype(str).str.strip().str.lower() for column in (stated, expected)]
    wrong = stated.notna() & expected.notna() & (plain[0] != plain[1])
    return [Found("wrong_unit_of_measure", wrong, {"found": stated, "expected": expected})]
