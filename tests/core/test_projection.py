"""Projection: the line through recent points, where it leads, and when it refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.cases import Cases
from tracker.core.period import Period
from tracker.core.projection import project, project_cases, project_totals, trends
from tracker.core.series import SeriesIndex

NAN = float("nan")
POVERTY = {2021: 23.45, 2022: 18.9, 2024: 10.19}


def yearly(points: dict[int, float], segments: dict[int, int] | None = None, key: str = "A") -> pd.DataFrame:
    rows = [(key, year, float(value), (segments or {}).get(year, 0)) for year, value in points.items()]
    return pd.DataFrame(rows, columns=["key", "year", "value", "segment"])


def target(bound: float, due: float, op: str = ">=", direction: int = 1, **more) -> pd.DataFrame:
    row = {"key": "A", "op": op, "bound": float(bound), "direction": direction, "due_year": float(due)}
    return pd.DataFrame([row | more])


@pytest.mark.parametrize(
    ("points", "change", "used"),
    [
        pytest.param(POVERTY, -4.42, 3, id="poverty_with_2023_missing"),
        pytest.param({2023: 1, 2024: 2}, NAN, 2, id="two_points_are_too_few"),
        pytest.param({2023: 1, 2024: NAN, 2025: 3, 2026: 4}, 1, 3, id="a_gap_is_not_filled"),
        pytest.param({2018: 99, 2019: 1, 2020: 9, 2021: 0, 2022: 4, 2023: 5}, 1, 5, id="last_five_only"),
    ],
)
def test_trend(points, change, used):
    trend = trends(yearly(points)).loc["A"]
    assert trend["mean_yearly_change"] == pytest.approx(change, nan_ok=True)
    assert trend["points_used"] == used


@pytest.mark.parametrize(
    ("bound", "due", "op", "direction", "projected", "needed", "reached"),
    [
        pytest.param(5, 2025, "<=", -1, 5.77, -5.19, 2026, id="just_short_in_2025"),
        pytest.param(5.77, 2025, "<=", -1, 5.77, -4.42, 2025, id="exactly_on_the_line"),
        pytest.param(5.77, 2025, "<", -1, 5.77, -4.42, 2026, id="strictly_below_takes_a_year_more"),
        pytest.param(30, 2025, ">=", 1, 5.77, 19.81, NAN, id="moving_away"),
        pytest.param(12, 2025, "<=", -1, 5.77, 1.81, 2024, id="met_already"),
        pytest.param(5.6, 2025, "~", -1, 5.77, -4.59, 2025, id="about"),
        pytest.param(5, 2024, "<=", -1, NAN, NAN, 2026, id="due_now"),
        pytest.param(NAN, 2025, "<=", -1, 5.77, NAN, NAN, id="no_number_yet"),
    ],
)
def test_projection_of_poverty(bound, due, op, direction, projected, needed, reached):
    row = project(yearly(POVERTY), target(bound, due, op, direction)).iloc[0]
    assert row["projected"] == pytest.approx(projected, nan_ok=True)
    assert row["needed_per_year"] == pytest.approx(needed, nan_ok=True)
    assert row["reached_year"] == pytest.approx(reached, nan_ok=True)


def test_needed_counts_from_the_value_that_stands():
    row = project(yearly(POVERTY), target(5, 2025, "<=", -1, value=8.0, time=2024.5)).iloc[0]
    assert row["needed_per_year"] == pytest.approx(-6)


@pytest.mark.parametrize(
    ("segments", "due_segment", "is_projected"),
    [
        pytest.param({2021: 0, 2022: 1, 2023: 1, 2024: 1}, 1, True, id="three_points_in_the_last_segment"),
        pytest.param({2021: 0, 2022: 0, 2023: 1, 2024: 1}, 1, False, id="two_points_in_the_last_segment"),
        pytest.param({2021: 1, 2022: 1, 2023: 1, 2024: 1}, 2, False, id="due_under_another_standard"),
    ],
)
def test_no_projection_across_a_break(segments, due_segment, is_projected):
    points = {2021: 40.0, 2022: 10.0, 2023: 9.0, 2024: 8.0}
    row = project(yearly(points, segments), target(5, 2026, "<=", -1, due_segment=due_segment)).iloc[0]
    assert row["projected"] == pytest.approx(6 if is_projected else NAN, nan_ok=True)
    assert np.isnan(row["reached_year"]) != is_projected


def test_unknown_series_has_no_projection():
    row = project(yearly(POVERTY, key="B"), target(5, 2025)).iloc[0]
    assert row.drop("reached_year").isna().all()


def test_a_line_that_takes_a_century_reaches_nothing():
    slow = {2021: 0.0, 2022: 0.01, 2023: 0.02}
    assert np.isnan(project(yearly(slow), target(90, 2030)).iloc[0]["reached_year"])


@pytest.mark.parametrize(
    ("value", "time", "projected", "needed", "reached"),
    [
        pytest.param(1200, 2023, 2000, 400, 2026, id="strictly_more_than_2000"),
        pytest.param(1400, 2023, 2200, 300, 2025, id="enough"),
        pytest.param(1400, 2023.5, 2000, 400, 2026, id="inside_a_year"),
        pytest.param(1500, 2023.5, 2100, 1000 / 3, 2025, id="inside_a_year_enough"),
        pytest.param(2001, 2023, 2801, -0.5, 2023, id="already_there"),
    ],
)
def test_stage_total(value, time, projected, needed, reached):
    amounts = yearly({2021: 300, 2022: 400, 2023: 500})
    row = project_totals(amounts, target(2000, 2025, ">", 1, value=value, time=time)).iloc[0]
    assert row["projected"] == pytest.approx(projected)
    assert row["needed_per_year"] == pytest.approx(needed)
    assert row["reached_year"] == reached


numbers = st.floats(-1e6, 1e6)


@settings(deadline=None, max_examples=40)
@given(start=numbers, slope=st.floats(-1e3, 1e3), years=st.sets(st.integers(2015, 2024), min_size=3))
def test_a_straight_line_is_continued_exactly(start, slope, years):
    points = {year: start + slope * (year - 2015) for year in sorted(years)}
    row = project(yearly(points), target(0, 2030)).iloc[0]
    assert row["projected"] == pytest.approx(start + slope * 15, rel=1e-6, abs=1e-6)
    assert row["mean_yearly_change"] == pytest.approx(slope, rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(
    values=st.lists(st.floats(1, 1e3), min_size=3, max_size=6),
    bound=st.floats(1, 1e3),
    factor=st.sampled_from([0.001, 1000.0]),
)
def test_turning_signs_changes_no_year(values, bound, factor):
    points = {2018 + position: value for position, value in enumerate(values)}
    turned = {year: -value for year, value in points.items()}
    upward = project(yearly(points), target(bound, 2030)).iloc[0]
    downward = project(yearly(turned), target(-bound, 2030, "<=", -1)).iloc[0]
    assert downward["reached_year"] == pytest.approx(upward["reached_year"], nan_ok=True)
    assert downward["projected"] == pytest.approx(-upward["projected"])


def series_cases(kind: str, frame: pd.DataFrame, period: str, **row) -> Cases:
    defaults = {"place_code": "TQ_OLD", "indicator_code": "GN-01", "of": ("GN-01",), "due_year": 2025.0}
    return Cases(
        pd.DataFrame([defaults | row]), Period.parse(period), Period.parse(period), SeriesIndex(frame), True
    )


def actuals(code: str, points: dict[int, float]) -> pd.DataFrame:
    rows = [("TQ_OLD", code, str(year), "actual", float(value)) for year, value in points.items()]
    return pd.DataFrame(rows, columns=["place_code", "indicator_code", "period", "measure", "value"])


def case_columns(
    value: float, period: str, bound: float, op: str, direction: float, is_due: bool = False
) -> dict:
    return {
        "value": np.array([value]),
        "value_period": np.array([period], dtype=object),
        "bound": np.array([float(bound)]),
        "op": np.array([op], dtype=object),
        "direction": np.array([float(direction)]),
        "is_due": np.array([is_due]),
    }


def test_cases_ignore_what_came_after_the_period():
    frame = actuals("GN-01", {**POVERTY, 2025: 40})
    cases = series_cases("level", frame, "2024")
    found = project_cases("level", cases, case_columns(10.19, "2024", 5, "<=", -1))
    assert found["projected"][0] == pytest.approx(5.77)
    assert found["reached_year"][0] == 2026


def test_cases_add_up_several_sources():
    frame = pd.concat(
        [actuals("GN-11", {2021: 30, 2022: 20, 2023: 10}), actuals("GN-12", {2021: 9, 2022: 8, 2023: 7})]
    )
    cases = series_cases("reduction", frame, "2023", of=("GN-11", "GN-12"))
    found = project_cases("reduction", cases, case_columns(17, "2023", 19.5, "<=", -1))
    assert found["projected"][0] == pytest.approx(17 - 22)


def test_cases_stop_at_a_new_standard_and_when_due():
    frame = actuals("GN-01", POVERTY)
    across = series_cases("level", frame, "2024", due_year=2030.0, segment_starts=(2027,))
    assert np.isnan(project_cases("level", across, case_columns(10.19, "2024", 5, "<=", -1))["projected"][0])
    due = series_cases("level", frame, "2024", due_year=2024.0)
    columns = case_columns(10.19, "2024", 5, "<=", -1, is_due=True)
    assert np.isnan(project_cases("level", due, columns)["reached_year"][0])


def test_cases_without_values_have_no_projection():
    cases = series_cases("level", actuals("GN-01", {}), "2024")
    found = project_cases("level", cases, case_columns(NAN, "", 5, "<=", -1))
    assert all(np.isnan(column[0]) for column in found.values())
    assert np.isnan(project_cases("none", cases, {})["projected"][0])
