"""The Destatis opinion: each weather symbol at its edges, how many points it needs, and its symmetries."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.destatis import judge_destatis, last_consecutive_years

NAN = float("nan")


def line(slope: float, points: int = 6, last: float = 50.0) -> dict[int, float]:
    return {2025 - back: last - slope * back for back in range(points - 1, -1, -1)}


def yearly(points: dict[int, float]) -> pd.DataFrame:
    return pd.DataFrame([("A", y, float(v)) for y, v in points.items()], columns=["key", "year", "value"])


def opinion(points: dict[int, float], **case) -> pd.Series:
    row = {"key": "A", "direction": 1, "op": ">=", "low": NAN, "high": NAN, "due_year": 2030} | case
    return judge_destatis(yearly(points), pd.DataFrame([row])).iloc[0]


@pytest.mark.parametrize(
    ("points", "case", "expected", "gap"),
    [
        pytest.param(line(2), {"low": 60}, "sun", 0, id="reached"),
        pytest.param(line(1.91), {"low": 60}, "sun", 0.045, id="missed_by_less_than_5_percent"),
        pytest.param(line(1.9), {"low": 60}, "sun_cloud", 0.05, id="missed_by_exactly_5_percent"),
        pytest.param(line(1.6), {"low": 60}, "sun_cloud", 0.2, id="missed_by_exactly_20_percent"),
        pytest.param(line(1.59), {"low": 60}, "cloud", 0.205, id="missed_by_more"),
        pytest.param(line(0), {"low": 60}, "storm", 1, id="standing_still"),
        pytest.param(line(-1), {"low": 60}, "storm", 1.5, id="moving_away"),
        pytest.param(line(-2), {"op": "<=", "high": 40, "direction": -1}, "sun", 0, id="falling_to_target"),
        pytest.param(line(2), {"low": 60, "op": ">"}, "sun", 0, id="on_a_strict_bound_within_5_percent"),
        pytest.param(line(2, points=4), {"low": 60}, "sun", 0, id="four_points"),
        pytest.param(line(2, points=3), {"low": 60}, "not_available", NAN, id="three_points"),
        pytest.param(
            {2021: 23.45, 2022: 18.9, 2024: 10.19}, {"low": 60}, "not_available", NAN, id="gap_in_years"
        ),
        pytest.param(line(2), {}, "not_available", NAN, id="no_target"),
        pytest.param(line(2), {"low": 60, "direction": NAN}, "not_available", NAN, id="no_better_side"),
        pytest.param({}, {"low": 60}, "not_available", NAN, id="nothing_known"),
        pytest.param(line(1), {"low": 60, "due_year": 2025}, "cloud", 1, id="due_now_and_missed"),
    ],
)
def test_opinion(points, case, expected, gap):
    row = opinion(points, **case)
    assert row["opinion"] == expected
    assert row["ratio"] == pytest.approx(gap, nan_ok=True)


@pytest.mark.parametrize(
    ("points", "used", "change"),
    [
        pytest.param({2016: 0, **line(2)}, 6, 2, id="six_points_at_most"),
        pytest.param({2019: 0, **line(2, points=5)}, 5, 2, id="only_the_last_unbroken_run"),
        pytest.param({2022: 1, 2023: NAN, 2024: 3, 2025: 4}, 2, 1, id="a_gap_is_not_filled"),
    ],
)
def test_run_of_years(points, used, change):
    run = last_consecutive_years(yearly(points)).loc["A"]
    assert (run["points_used"], run["mean_yearly_change"]) == (used, change)


@pytest.mark.parametrize(
    ("points", "case", "warnings"),
    [
        pytest.param(line(2), {"low": 60}, (), id="six"),
        pytest.param(line(2, points=5), {"low": 60}, ("few_points",), id="five"),
        pytest.param(line(2, points=3), {"low": 60}, ("too_few_points",), id="three"),
        pytest.param(line(2), {}, ("no_target",), id="no_target"),
    ],
)
def test_warnings(points, case, warnings):
    assert opinion(points, **case)["warnings"] == warnings


@settings(deadline=None, max_examples=60)
@given(
    values=st.lists(st.integers(1, 1000), min_size=6, max_size=6),
    bound=st.integers(1, 1000),
    scale=st.sampled_from([0.001, 7.0, 1e6]),
)
def test_unit_of_measure_and_turned_signs_change_nothing(values, bound, scale):
    points = {2020 + position: float(value) for position, value in enumerate(values)}
    plain = opinion(points, low=float(bound))
    scaled = opinion({year: value * scale for year, value in points.items()}, low=bound * scale)
    turned = opinion({year: -value for year, value in points.items()}, high=-bound, op="<=", direction=-1)
    assert turned["opinion"] == plain["opinion"]
    assert turned["ratio"] == pytest.approx(plain["ratio"], nan_ok=True)
    assert scaled["ratio"] == pytest.approx(plain["ratio"], rel=1e-6, nan_ok=True)
