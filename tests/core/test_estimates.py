"""Estimates against final figures: signed, in the unit of measure and in per cent, and what a record may say."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.estimates import find_records, score_estimates


def figures(*rows: tuple) -> pd.DataFrame:
    """Rows of (unit, indicator, year, estimate, actual)."""
    made = [
        (unit, "2025-07-01", code, str(year), measure, value)
        for unit, code, year, *pair in rows
        for measure, value in zip(("estimate", "actual"), pair, strict=True)
        if value is not None
    ]
    names = ["unit_code", "unit_valid_from", "indicator_code", "period", "measure", "value"]
    return pd.DataFrame(made, columns=names)


@pytest.mark.parametrize(
    ("estimate", "actual", "is_rate", "error", "percent"),
    [
        (110.0, 100.0, False, 10.0, 10.0),
        (90.0, 100.0, False, -10.0, -10.0),
        (0.3, 0.1 + 0.2, False, 0.0, 0.0),
        (61.5, 60.0, True, 1.5, math.nan),  # points, never per cent of a per cent
        (3.0, 0.0, False, 3.0, math.nan),
        (-5.0, -10.0, False, 5.0, 50.0),
    ],
)
def test_one_estimate(estimate: float, actual: float, is_rate: bool, error: float, percent: float) -> None:
    row = score_estimates(figures(("A", "X", 2025, estimate, actual)), ["X"] if is_rate else []).iloc[0]
    assert row["error"] == pytest.approx(error)
    assert row["percent"] == pytest.approx(percent, nan_ok=True)
    assert (row["is_over"], row["is_under"]) == (error > 0, error < 0)


def test_only_estimates_whose_final_figure_is_known_are_scored() -> None:
    rows = figures(("A", "X", 2024, 5.0, None), ("A", "X", 2025, None, 5.0), ("A", "X", 2026, 5.0, 6.0))
    half = rows.assign(period=rows["period"] + "-H1")
    assert score_estimates(pd.concat([rows, half]), [])["year"].tolist() == [2026]
    assert score_estimates(rows.iloc[:0], []).empty


def test_one_estimate_is_no_record() -> None:
    scored = score_estimates(
        figures(("A", "X", 2024, 12.0, 10.0), ("A", "X", 2025, 9.0, 10.0), ("A", "Y", 2025, 9.0, 10.0)), []
    )
    records = find_records(scored, ["indicator_code"])
    assert records.loc["X"].to_dict() == {
        "n": 2, "mean_error": 0.5, "mean_percent": 5.0, "share_over": 0.5, "share_under": 0.5,
    }  # fmt: skip
    assert records.loc["Y", "n"] == 1 and records.loc["Y"].drop("n").isna().all()
    assert find_records(scored, ["unit_code"]).loc["A", "n"] == 3


_NUMBERS = st.floats(1.0, 1e6)


@given(st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=2, max_size=6), st.floats(0.01, 1000.0))
def test_another_unit_of_measure_changes_no_share_and_no_per_cent(
    pairs: list[tuple[float, float]], factor: float
) -> None:
    rows = [("A", "X", 2000 + at, *pair) for at, pair in enumerate(pairs)]
    scaled = [("A", "X", 2000 + at, pair[0] * factor, pair[1] * factor) for at, pair in enumerate(pairs)]
    one, other = (find_records(score_estimates(figures(*some), []), ["unit_code"]) for some in (rows, scaled))
    names = ["n", "mean_percent", "share_over", "share_under"]
    np.testing.assert_allclose(one[names].astype(float), other[names].astype(float), rtol=1e-6, atol=1e-6)
    turned = [
        ("A", "X", 2000 + at, 2 * actual - estimate, actual) for at, (estimate, actual) in enumerate(pairs)
    ]
    mirrored = find_records(score_estimates(figures(*turned), []), ["unit_code"])
    assert mirrored["mean_error"].iloc[0] == pytest.approx(-one["mean_error"].iloc[0], abs=1e-6)
