"""Rollup: each rule, which value wins, who is counted, and parts against the whole."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.rollup import differences, resolve_rollup, roll_up

START = dt.date(2021, 1, 1)
MERGER = dt.date(2025, 7, 1)
NAN = float("nan")
RULES = {"GN-01": "ratio_of_sums", "GN-11": "sum", "CTXH-02": "min", "GN-40": "last", "GN-02": "none"}


def members(*rows: tuple) -> pd.DataFrame:
    columns = [
        "place_code",
        "unit_code",
        "unit_valid_from",
        "member_from",
        "member_to",
        "is_approximate",
        "level",
    ]
    return pd.DataFrame(rows, columns=columns)


TWO_DISTRICTS = members(
    ("TQ_OLD", "070", START, START, dt.date(2025, 6, 30), False, "district"),
    ("TQ_OLD", "071", START, START, dt.date(2025, 6, 30), False, "district"),
    ("TQ_OLD", "02215", MERGER, MERGER, None, True, "commune"),
)


def observation(
    unit_code, indicator_code, value=NAN, numerator=NAN, denominator=NAN, period="2024", since=START
):
    return {
        "unit_code": unit_code,
        "unit_valid_from": since,
        "indicator_code": indicator_code,
        "period": period,
        "measure": "actual",
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
    }


def rolled(*rows: dict, **options) -> pd.Series:
    frame = roll_up(pd.DataFrame(list(rows)), TWO_DISTRICTS, RULES, **options)
    assert len(frame) == 1
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("indicator_code", "first", "second", "value"),
    [
        pytest.param("GN-01", (50, 5, 10), (10, 10, 100), 100 * 15 / 110, id="ratio_is_no_mean_of_rates"),
        pytest.param("GN-01", (50, 5, 10), (10, NAN, 100), 50, id="ratio_skips_a_unit_without_numerator"),
        pytest.param("GN-11", (3, NAN, NAN), (4, NAN, NAN), 7, id="sum"),
        pytest.param("GN-11", (3, NAN, NAN), (NAN, NAN, NAN), 3, id="sum_of_what_is_there"),
        pytest.param("GN-11", (NAN, NAN, NAN), (NAN, NAN, NAN), NAN, id="nothing_is_not_zero"),
        pytest.param("GN-01", (NAN, 0, 0), (NAN, 0, 0), NAN, id="ratio_over_zero_is_missing"),
        pytest.param("CTXH-02", (3, NAN, NAN), (1, NAN, NAN), 1, id="min"),
        pytest.param("GN-40", (3, NAN, NAN), (1, NAN, NAN), 1, id="last_by_unit_code"),
        pytest.param("GN-02", (3, NAN, NAN), (1, NAN, NAN), NAN, id="none"),
    ],
)
def test_value_by_rule(indicator_code, first, second, value):
    row = rolled(observation("070", indicator_code, *first), observation("071", indicator_code, *second))
    assert row["value"] == pytest.approx(value, nan_ok=True)
    assert row["basis"] == (None if np.isnan(value) else "rollup")
    assert row["units_expected"] == 2


def test_units_reported_counts_only_usable_reports():
    row = rolled(observation("070", "GN-01", 50, 5, 10), observation("071", "GN-01", 10))
    assert (row["units_reported"], row["units_expected"]) == (1, 2)


def test_direct_value_wins_and_the_sum_is_kept():
    province = pd.DataFrame([{"place_code": "TQ_OLD", "unit_code": "08", "unit_valid_from": START}])
    row = rolled(observation("070", "GN-11", 3), observation("08", "GN-11", 9), direct_units=province)
    assert (row["value"], row["basis"], row["direct_value"], row["rollup_value"]) == (9, "direct", 9, 3)
    found = differences(pd.DataFrame([row]))
    assert found["difference"].tolist() == [6]


def test_direct_value_alone_counts_no_units_reported():
    province = pd.DataFrame([{"place_code": "TQ_OLD", "unit_code": "08", "unit_valid_from": START}])
    row = rolled(observation("08", "GN-01", 23.45), direct_units=province)
    assert (row["value"], row["basis"], row["units_reported"], row["units_expected"]) == (
        23.45,
        "direct",
        0,
        2,
    )
    assert np.isnan(row["numerator"])


def test_only_expected_reporters_are_added_up():
    reporters = pd.DataFrame([{"indicator_code": "GN-11", "unit_level": "commune", "department_code": None}])
    observations = pd.DataFrame(
        [
            observation("070", "GN-11", 3, period="2025"),
            observation("02215", "GN-11", 4, period="2025", since=MERGER),
        ]
    )
    row = roll_up(observations, TWO_DISTRICTS, RULES, reporters).iloc[0]
    assert (row["value"], row["units_reported"], row["units_expected"]) == (4, 1, 1)
    assert row["is_approximate"]


def test_a_period_counts_for_the_members_of_its_last_day():
    observations = pd.DataFrame(
        [
            observation("070", "GN-11", 3, period="2025-H1"),
            observation("070", "GN-11", 3, period="2025"),
            observation("02215", "GN-11", 4, period="2025", since=MERGER),
        ]
    )
    values = roll_up(observations, TWO_DISTRICTS, RULES).set_index("period")["value"]
    assert values.to_dict() == {"2025-H1": 3, "2025": 4}


@pytest.mark.parametrize(
    ("aggregation", "direct", "rollup", "is_found"),
    [
        pytest.param("ratio_of_sums", 23.45, 23.4501, False, id="rounded_rate"),
        pytest.param("ratio_of_sums", 18.9, 18.88, True, id="rate_off_by_two_hundredths"),
        pytest.param("sum", 50033.0, 50032.0, True, id="one_household"),
        pytest.param("sum", 0.1 + 0.2, 0.3, False, id="float_noise"),
        pytest.param("sum", NAN, 0.3, False, id="no_direct_value"),
    ],
)
def test_differences(aggregation, direct, rollup, is_found):
    frame = pd.DataFrame([{"aggregation": aggregation, "direct_value": direct, "rollup_value": rollup}])
    assert (len(differences(frame)) == 1) is is_found


def test_resolve_computes_a_direct_rate_from_its_parts():
    frame = pd.DataFrame(
        [
            {
                "aggregation": "ratio_of_sums",
                "direct_value": None,
                "direct_numerator": 5,
                "direct_denominator": 20,
                "value_sum": None,
                "numerator_sum": 1,
                "denominator_sum": 2,
                "value_min": None,
                "value_last": None,
            }
        ]
    )
    row = resolve_rollup(frame).iloc[0]
    assert (row["value"], row["numerator"], row["basis"], row["rollup_value"]) == (25, 5, "direct", 50)


counts = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=2, max_size=12)


@settings(deadline=None, max_examples=30)
@given(reports=counts, cut=st.integers(1, 11), rule=st.sampled_from(["sum", "min", "ratio_of_sums"]))
def test_rollup_of_parts_is_rollup_of_the_whole(reports, cut, rule):
    units = [f"{number:03d}" for number in range(len(reports))]
    rows = [
        observation(unit, "X", float(num), float(num), float(den))
        for unit, (num, den) in zip(units, reports, strict=True)
    ]
    observations = pd.DataFrame(rows)
    whole = _place("P", units, observations, rule)
    parts = [_place("A", units[:cut], observations, rule), _place("B", units[cut:], observations, rule)]
    parts = [part for part in parts if part is not None]
    again = pd.DataFrame(
        [observation(p["place_code"], "X", p["value"], p["numerator"], p["denominator"]) for p in parts]
    )
    top = _place("P", again["unit_code"].tolist(), again, rule)
    assert top["value"] == pytest.approx(whole["value"], rel=1e-9)
    assert whole["units_reported"] == len(reports)


def _place(place_code, units, observations, rule):
    if not units:
        return None
    links = members(*[(place_code, unit, START, START, None, False, "commune") for unit in units])
    return roll_up(observations, links, {"X": rule}).iloc[0]
