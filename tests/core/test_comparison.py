"""Comparisons against plan, same period and previous years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.core.builders import series
from tracker.core.comparison import compare
from tracker.core.period import Period


def compared(period: str, values: dict[str, float | None], is_rate: bool = False) -> pd.Series:
    indicators = pd.DataFrame([{"indicator_code": "X", "is_rate": is_rate}])
    rows = compare(indicators, series(values), ["A"], Period.parse(period))
    assert len(rows) == 1
    return rows.iloc[0]


def test_counts_are_compared_in_per_cent_and_by_difference() -> None:
    row = compared(
        "2026-H1", {"2026-H1": 212, "2025-H1": 258, "plan 2026": 700, "2025": 600, "estimate 2026": 630}
    )
    assert row["pct_of_plan"] == pytest.approx(100 * 212 / 700)
    assert row["difference"] == -46
    assert row["pct_change"] == pytest.approx(100 * 212 / 258 - 100)
    assert row["estimate_pct_of_plan"] == pytest.approx(90)
    assert row["estimate_pct_change"] == pytest.approx(5)


def test_rates_are_compared_in_points_only() -> None:
    row = compared("2022", {"2022": 18.9, "2021": 23.45, "plan 2022": 19.97}, is_rate=True)
    assert row["previous_year_difference"] == pytest.approx(-4.55)
    assert row["plan_difference"] == pytest.approx(-1.07)
    assert np.isnan(row["pct_of_plan"]) and np.isnan(row["pct_change"])


def test_a_missing_year_is_a_gap_not_a_zero() -> None:
    row = compared("2024", {"2021": 23.45, "2022": 18.9, "2024": 10.19}, is_rate=True)
    assert np.isnan(row["previous_year"]) and np.isnan(row["difference"])
    assert (row["last_known_period"], row["years_since_last"]) == ("2022", 2)
    assert row["change_since_last"] == pytest.approx(-8.71)
    assert row["change_per_year"] == pytest.approx(-4.355)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"2023": 5}, "no_actual"),
        ({"2024": 5, "2023": 0}, "zero_base"),
        ({"2024": 5}, "missing_base"),
        ({"2024": 5, "2023": 4}, None),
    ],
)
def test_a_base_that_does_not_serve_gives_a_reason(values: dict, reason: str | None) -> None:
    row = compared("2024", values)
    assert row["reason_code"] == reason
    if reason:
        assert np.isnan(row["pct_change"])
