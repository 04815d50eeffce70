"""Series as points of a chart: gaps, territories, totals inside a stage, yearly changes."""

from __future__ import annotations

import math

import pytest

from tests.outputs.builders import indicator, series
from tracker.core.period import Period
from tracker.outputs.points import chart_points, with_gaps


def test_a_missing_year_is_a_gap_and_never_a_zero() -> None:
    known = series(
        ("TQ_OLD", "GN-01", "2021", "actual", 23.45),
        ("TQ_OLD", "GN-01", "2022", "actual", 18.9),
        ("TQ_OLD", "GN-01", "2024", "actual", 10.19),
    )
    points = chart_points(known, indicator("GN-01"), ["TQ_OLD"], Period.parse("2024")).points
    assert points["value"].tolist() == [23.45, 18.9, 10.19]
    line = with_gaps(points, {})
    assert [math.isnan(value) for value in line["value"]] == [False, False, True, False]
    assert 0.0 not in line["value"].tolist()


def test_a_new_standard_ends_the_line_between_two_known_years() -> None:
    known = series(("TQ_NEW", "GN-01", "2026", "actual", 9.0), ("TQ_NEW", "GN-01", "2027", "actual", 12.0))
    points = chart_points(known, indicator("GN-01"), ["TQ_NEW"], Period.parse("2027")).points
    assert with_gaps(points, {2026.5: "chuẩn mới"})["value"].isna().tolist() == [False, True, False]


def test_the_merged_province_starts_its_own_line_after_the_old_one() -> None:
    known = series(
        ("TQ_OLD", "GN-01", "2024", "actual", 10.19),
        ("TQ_OLD", "GN-01", "2025", "actual", 7.5),
        ("TQ_NEW", "GN-01", "2025", "actual", 14.1),
    )
    points = chart_points(known, indicator("GN-01"), ["TQ_OLD", "TQ_NEW"], Period.parse("2025")).points
    assert list(zip(points["segment"], points["period"], strict=True)) == [
        ("TQ_OLD", "2024"),
        ("TQ_NEW", "2025"),
    ]


def test_a_stage_total_starts_again_from_zero_in_the_next_stage() -> None:
    known = series(
        *[("TQ_OLD", "CTXH-03", str(year), "actual", 500.0) for year in range(2021, 2026)],
        ("TQ_OLD", "CTXH-03", "2026-H1", "actual", 90.0),
        ("TQ_OLD", "CTXH-03", "2026", "estimate", 200.0),
    )
    points = chart_points(known, indicator("CTXH-03"), ["TQ_OLD"], Period.parse("2026-H1")).points
    totals = {(row.period, row.measure): row.value for row in points.itertuples()}
    assert totals["2025", "actual"] == 2500.0
    assert totals["2026-H1", "actual"] == 90.0
    assert totals["2026", "estimate"] == 200.0


def test_figures_after_the_period_are_not_drawn_but_the_plan_is() -> None:
    known = series(
        ("TQ_OLD", "GN-01", "2022", "actual", 18.9),
        ("TQ_OLD", "GN-01", "2024", "actual", 10.19),
        ("TQ_OLD", "GN-01", "2023", "plan", 15.39),
    )
    points = chart_points(known, indicator("GN-01"), ["TQ_OLD"], Period.parse("2022")).points
    assert set(zip(points["period"], points["measure"], strict=True)) == {
        ("2022", "actual"),
        ("2023", "plan"),
    }


def test_a_change_over_a_missing_year_is_its_yearly_mean_and_says_so() -> None:
    known = series(("TQ_OLD", "GN-01", "2022", "actual", 18.9), ("TQ_OLD", "GN-01", "2024", "actual", 10.19))
    drawn = chart_points(known, indicator("GN-02"), ["TQ_OLD"], Period.parse("2024"))
    assert drawn.shape == "change"
    assert drawn.points["value"].tolist() == [pytest.approx(4.355)]
    assert "2 năm" in drawn.points["note"].iloc[0]


def test_nothing_known_gives_no_points() -> None:
    empty = series().astype({"measure": "str", "period": "str"})
    assert chart_points(empty, indicator("GN-01"), ["A"], Period.parse("2024")).points.empty
    assert chart_points(series(), indicator("GN-01"), ["TQ_OLD"], Period.parse("2024")).points.empty


def test_several_sources_are_added_up_only_where_all_are_known() -> None:
    known = series(
        ("TQ_OLD", "GN-11", "2021", "actual", 100.0),
        ("TQ_OLD", "GN-12", "2021", "actual", 40.0),
        ("TQ_OLD", "GN-11", "2022", "actual", 90.0),
    )
    points = chart_points(known, indicator("GN-QG-06"), ["TQ_OLD"], Period.parse("2022")).points
    assert points[["period", "value"]].to_numpy().tolist() == [["2021", 140.0]]
