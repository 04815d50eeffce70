"""The Statistics Canada opinion: every category, its edges, its exceptions, and its symmetries."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.core.statcan import OPINIONS, ceiling_factor, judge_statcan

NAN = float("nan")


def opinion(points: dict[int, float], **case) -> pd.Series:
    yearly = pd.DataFrame([("A", y, float(v)) for y, v in points.items()], columns=["key", "year", "value"])
    row = {"key": "A", "direction": 1, "op": ">=", "low": NAN, "high": NAN}
    row |= {"due_year": 2030, "base_year": 2020, "ceiling": NAN} | case
    return judge_statcan(yearly, pd.DataFrame([row])).iloc[0]


def at_ratio(ratio: float) -> float:
    """The value in 2025 whose growth since 100 in 2020 is that share of the growth to 200 in 2030."""
    return 100 * (1 + ratio * (2**0.1 - 1)) ** 5


@pytest.mark.parametrize(
    ("points", "case", "expected"),
    [
        pytest.param({2020: 100, 2025: 200}, {"low": 200}, "target_achieved", id="met_now"),
        pytest.param({2020: 100, 2025: 200}, {"low": 200, "op": ">"}, "on_track", id="strictly_more"),
        pytest.param({2020: 100, 2025: at_ratio(0.95)}, {"low": 200}, "on_track", id="exactly_095"),
        pytest.param({2020: 100, 2025: at_ratio(0.949)}, {"low": 200}, "acceleration_needed", id="below_095"),
        pytest.param(
            {2020: 100, 2025: at_ratio(0.60)}, {"low": 200}, "acceleration_needed", id="exactly_060"
        ),
        pytest.param({2020: 100, 2025: at_ratio(0.599)}, {"low": 200}, "limited_progress", id="below_060"),
        pytest.param({2020: 100, 2025: 100}, {"low": 200}, "limited_progress", id="no_change"),
        pytest.param({2020: 100, 2025: 99}, {"low": 200}, "deterioration", id="worse"),
        pytest.param(
            {2021: 23.45, 2022: 18.9, 2024: 10.19},
            {"op": "<=", "high": 5, "direction": -1, "due_year": 2025, "base_year": 2021},
            "acceleration_needed",
            id="poverty_rate",
        ),
        pytest.param({2020: 200, 2025: 150}, {"low": 200}, "deterioration", id="base_on_target_then_lost"),
        pytest.param(
            {2020: 300, 2025: 150}, {"low": 200}, "deterioration", id="base_beyond_target_then_lost"
        ),
        pytest.param({2025: 200}, {"low": 200}, "target_achieved", id="only_value_meets"),
        pytest.param({2025: 199}, {"low": 200}, "not_available", id="only_value_misses"),
        pytest.param({}, {"low": 200}, "not_available", id="nothing_known"),
        pytest.param({2020: -5, 2025: 5}, {"low": 20}, "not_available", id="opposite_signs"),
        pytest.param({2020: -10, 2025: -8}, {"low": -5}, "acceleration_needed", id="negative_rises_to_zero"),
        pytest.param({2020: -10, 2025: -12}, {"low": -5}, "deterioration", id="negative_falls_away"),
        pytest.param(
            {2020: 10, 2025: 5},
            {"op": "<=", "high": 0, "direction": -1},
            "limited_progress",
            id="zero_target",
        ),
        pytest.param({2020: 0, 2025: 5}, {"low": 20}, "on_track", id="zero_base"),
        pytest.param(
            {2020: 100, 2025: 150}, {"low": 200, "due_year": 2020}, "not_available", id="due_at_base"
        ),
        pytest.param({2020: 100, 2025: 100 * 1.015**5}, {}, "on_track", id="no_target_15"),
        pytest.param({2020: 100, 2025: 100 * 1.0149**5}, {}, "acceleration_needed", id="no_target_below_15"),
        pytest.param({2020: 100, 2025: 100 * 1.005**5}, {}, "acceleration_needed", id="no_target_05"),
        pytest.param({2020: 100, 2025: 100 * 1.0049**5}, {}, "limited_progress", id="no_target_below_05"),
        pytest.param({2020: 100, 2025: 99}, {}, "deterioration", id="no_target_falling"),
        pytest.param({2020: 100, 2025: 90}, {"direction": -1}, "on_track", id="no_target_falling_is_good"),
        pytest.param({2020: 98, 2025: 98.7}, {"ceiling": 100}, "on_track", id="near_the_ceiling"),
        pytest.param({2020: 98, 2025: 98.7}, {}, "limited_progress", id="the_same_without_ceiling"),
        pytest.param({2020: 100, 2025: 100}, {"ceiling": 100}, "on_track", id="held_at_the_ceiling"),
        pytest.param({2020: 100, 2025: 99}, {"direction": NAN}, "not_available", id="no_better_side"),
    ],
)
def test_opinion(points, case, expected):
    row = opinion(points, **case)
    assert row["opinion"] == expected
    assert expected in OPINIONS


@pytest.mark.parametrize(
    ("points", "case", "warnings"),
    [
        pytest.param({2020: 0, 2025: 5}, {"low": 20}, ("zero_base",), id="zero_base"),
        pytest.param(
            {2020: 9, 2025: 5}, {"high": 0, "op": "<=", "direction": -1}, ("zero_target",), id="zero_target"
        ),
        pytest.param({2022: 9, 2025: 10}, {"low": 20}, ("later_base_year",), id="later_base"),
        pytest.param({2020: -10, 2025: -8}, {"low": -5}, ("negative_base",), id="negative"),
        pytest.param({2020: -5, 2025: 5}, {"low": 20}, ("negative_base", "opposite_signs"), id="signs"),
        pytest.param({2025: 5}, {"low": 20}, ("later_base_year", "too_few_years"), id="one_year"),
        pytest.param({2020: 98, 2025: 99}, {"ceiling": 100}, ("near_ceiling",), id="ceiling"),
        pytest.param({2020: 100, 2025: 150}, {"low": 200}, (), id="nothing_to_say"),
    ],
)
def test_warnings(points, case, warnings):
    assert opinion(points, **case)["warnings"] == warnings


def test_base_year_falls_back_to_the_first_later_year():
    row = opinion({2015: 50, 2022: 100, 2025: 120}, low=200)
    assert (row["base_year"], row["base_value"]) == (2022, 100)


@pytest.mark.parametrize(
    ("base", "ceiling", "toward", "expected"),
    [
        pytest.param(50, 100, 1, 1 - 0.5**4.44, id="half_way"),
        pytest.param(100, 100, 1, 0, id="on_it"),
        pytest.param(200, 100, -1, 1, id="twice_a_lower_limit"),
        pytest.param(150, 100, -1, 1 - 0.5**4.44, id="above_a_lower_limit"),
        pytest.param(80, 100, -1, 1, id="falling_away_from_an_upper_limit"),
        pytest.param(80, NAN, 1, 1, id="no_limit"),
    ],
)
def test_ceiling_factor(base, ceiling, toward, expected):
    columns = (np.array([float(number)]) for number in (base, ceiling, toward))
    assert ceiling_factor(*columns)[0] == pytest.approx(expected)


positive = st.floats(0.5, 1e4)


@settings(deadline=None, max_examples=60)
@given(base=positive, last=positive, target=positive, scale=st.sampled_from([1e-3, 10.0, 1e6]))
def test_the_unit_of_measure_changes_nothing(base, last, target, scale):
    plain = opinion({2020: base, 2025: last}, low=target)
    scaled = opinion({2020: base * scale, 2025: last * scale}, low=target * scale)
    assume(abs(last - target) > 1e-6 * target)
    assert scaled["ratio"] == pytest.approx(plain["ratio"], rel=1e-6, abs=1e-9, nan_ok=True)


@settings(deadline=None, max_examples=60)
@given(
    base=positive,
    last=positive,
    target=st.one_of(positive, st.just(NAN)),
    ceiling=st.sampled_from([NAN, 1e4]),
)
def test_turning_direction_and_signs_changes_nothing(base, last, target, ceiling):
    upward = opinion({2020: base, 2025: last}, low=target, ceiling=ceiling)
    turned = opinion({2020: -base, 2025: -last}, high=-target, op="<=", direction=-1, ceiling=-ceiling)
    assert turned["opinion"] == upward["opinion"]
    assert turned["ratio"] == pytest.approx(upward["ratio"], nan_ok=True)


def test_cases_keep_their_order_and_index():
    yearly = pd.DataFrame(
        [("A", 2020, 1.0), ("A", 2025, 2.0), ("B", 2020, 4.0), ("B", 2025, 2.0)],
        columns=["key", "year", "value"],
    )
    cases = pd.DataFrame({"key": ["B", "C", "A"], "direction": 1, "op": ">=", "low": NAN, "high": NAN})
    cases = cases.assign(due_year=2030, base_year=NAN, ceiling=NAN).set_axis([7, 8, 9])
    opinions = judge_statcan(yearly, cases)["opinion"]
    assert opinions.to_dict() == {7: "deterioration", 8: "not_available", 9: "on_track"}
