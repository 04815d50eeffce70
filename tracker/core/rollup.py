"""Rollup: from what units report to the value of a place, by each indicator's own rule."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tracker.core.period import Period

RELATIVE_TOLERANCE = 1e-9
RATE_TOLERANCE_POINTS = 0.01  # published rates are rounded to two decimals

_LINK = ["place_code", "unit_code", "unit_valid_from", "member_from"]
_COUNTED = ["place_code", "indicator_code", "period"]
KEYS = ["place_code", "indicator_code", "period", "measure"]
SUMS = ["value_sum", "numerator_sum", "denominator_sum", "value_min", "value_last"]
DIRECT = ["direct_value", "direct_numerator", "direct_denominator"]


def rate_of(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Percent, 100 · numerator / denominator; NaN where either is missing or the denominator is 0."""
    return 100 * numerator / denominator.where(denominator != 0)


def resolve_rollup(frame: pd.DataFrame) -> pd.DataFrame:
    """Choose the value of each place from its own report and the sums of its units.

    `frame`: one row per place × indicator × period × measure with `aggregation`, direct_value,
    direct_numerator, direct_denominator, value_sum, numerator_sum, denominator_sum (both sums over
    the units that gave both), value_min, value_last. Returns the frame with value, numerator,
    denominator, rollup_value and basis ('direct' | 'rollup' | None) set. A value that the place
    reports itself wins; the other is kept beside it.
    """
    resolved = frame.copy()
    numbers = {name: pd.to_numeric(frame[name]).astype(float) for name in [*DIRECT, *SUMS]}
    is_ratio = (frame["aggregation"] == "ratio_of_sums").to_numpy()
    direct_rate = rate_of(numbers["direct_numerator"], numbers["direct_denominator"])
    direct = numbers["direct_value"].where(numbers["direct_value"].notna() | ~is_ratio, direct_rate)
    rollup = pd.Series(np.nan, index=frame.index, dtype=float)
    for rule, values in (
        ("ratio_of_sums", rate_of(numbers["numerator_sum"], numbers["denominator_sum"])),
        ("sum", numbers["value_sum"]),
        ("min", numbers["value_min"]),
        ("last", numbers["value_last"]),
    ):
        rollup = rollup.mask(frame["aggregation"] == rule, values)
    has_direct = direct.notna()
    from_parts = ~has_direct & is_ratio
    resolved["direct_value"] = direct
    resolved["rollup_value"] = rollup
    resolved["value"] = direct.where(has_direct, rollup)
    resolved["numerator"] = numbers["direct_numerator"].mask(from_parts, numbers["numerator_sum"])
    resolved["denominator"] = numbers["direct_denominator"].mask(from_parts, numbers["denominator_sum"])
    basis = np.full(len(frame), None, dtype=object)
    basis[rollup.notna().to_numpy()] = "rollup"
    basis[has_direct.to_numpy()] = "direct"
    resolved["basis"] = basis
    return resolved


def differences(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of a resolved frame whose own report and sum of units disagree; adds `difference`.

    Rates may differ by RATE_TOLERANCE_POINTS, everything else by RELATIVE_TOLERANCE.
    """
    direct, rollup = frame["direct_value"].astype(float), frame["rollup_value"].astype(float)
    difference = direct - rollup
    allowed = RELATIVE_TOLERANCE * np.maximum(direct.abs(), rollup.abs())
    if "aggregation" in frame:
        is_rate = frame["aggregation"] == "ratio_of_sums"
        allowed = allowed.mask(is_rate, RATE_TOLERANCE_POINTS + RELATIVE_TOLERANCE)
    return frame.assign(difference=difference)[difference.abs() > allowed]


def roll_up(
    observations: pd.DataFrame,
    members: pd.DataFrame,
    aggregation_by_indicator: Mapping[str, str],
    reporters: pd.DataFrame | None = None,
    direct_units: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add up current observations to every place they belong to.

    `observations`: unit_code, unit_valid_from, indicator_code, period, measure, value, numerator,
    denominator; at most one row per unit × indicator × period × measure.
    `members`: place_code, unit_code, unit_valid_from, member_from, member_to (dates or None),
    is_approximate, and `level` when `reporters` is given.
    `reporters`: indicator_code, unit_level, department_code (None: every unit of the level) and the
    years first_year to last_year in which they are expected; only these are added up. Without it every
    member is.
    `direct_units`: place_code, unit_code, unit_valid_from of units that speak for a whole place.
    Returns one row per place × indicator × period × measure in the columns of a series (value,
    numerator, denominator, units_reported, units_expected, basis, direct_value, rollup_value,
    is_approximate) and the sums they come from. A period counts for the members of its last day.
    """
    indicators = observations["indicator_code"].unique()
    links = _links(members, reporters, indicators)
    dated = observations.assign(period_ends_on=_period_ends(observations["period"]))
    parts = dated.merge(links, on=["unit_code", "unit_valid_from", "indicator_code"])
    parts = parts[_is_member_on(parts, parts["period_ends_on"])]
    parts = parts.assign(aggregation=parts["indicator_code"].map(aggregation_by_indicator))
    rolled = _sums(parts).merge(_direct(dated, direct_units), on=KEYS, how="outer")
    rolled["aggregation"] = rolled["indicator_code"].map(aggregation_by_indicator).fillna("none")
    rolled["is_approximate"] = rolled["is_approximate"].eq(True)
    expected = _expected(rolled, links)
    rolled["units_expected"] = expected.where(expected > 0)
    rolled["units_reported"] = rolled["units_reported"].where(
        expected == 0, rolled["units_reported"].fillna(0)
    )
    return resolve_rollup(rolled).sort_values(KEYS, ignore_index=True)


def _period_ends(periods: pd.Series) -> pd.Series:
    ends = {text: pd.Timestamp(Period.parse(text).ends_on) for text in periods.unique()}
    return pd.to_datetime(periods.map(ends))


def _links(members: pd.DataFrame, reporters: pd.DataFrame | None, indicators: np.ndarray) -> pd.DataFrame:
    """place × unit × indicator, with the days for which the unit is expected to report it."""
    if reporters is None:
        return members.merge(pd.DataFrame({"indicator_code": indicators}), how="cross")
    wanted = reporters[reporters["indicator_code"].isin(indicators)]
    links = members.merge(wanted, left_on="level", right_on="unit_level")
    named = links["department_code"].notna()
    links = links[~named | (links["department_code"] == links["unit_code"])]
    return links.drop_duplicates(
        ["place_code", "unit_code", "unit_valid_from", "indicator_code", "member_from"]
    )


def _is_member_on(links: pd.DataFrame, days: pd.Series) -> pd.Series:
    from_day, to_day = pd.to_datetime(links["member_from"]), pd.to_datetime(links["member_to"])
    return (from_day.isna() | (from_day <= days)) & (to_day.isna() | (days <= to_day))


def _sums(parts: pd.DataFrame) -> pd.DataFrame:
    """One row per place × indicator × period × measure that any unit has a row for."""
    ordered = parts.sort_values(["unit_code", "unit_valid_from"], kind="stable")
    has_both = ordered["numerator"].notna() & ordered["denominator"].notna()
    reported = has_both.where(ordered["aggregation"] == "ratio_of_sums", ordered["value"].notna())
    columns = ordered[KEYS].assign(
        value=ordered["value"].astype(float),
        numerator=ordered["numerator"].astype(float).where(has_both),
        denominator=ordered["denominator"].astype(float).where(has_both),
        units_reported=reported.astype(float),
        is_approximate=ordered["is_approximate"].eq(True) & reported,
    )
    groups = columns.groupby(KEYS, sort=False)
    return pd.DataFrame(
        {
            "value_sum": groups["value"].sum(min_count=1),
            "numerator_sum": groups["numerator"].sum(min_count=1),
            "denominator_sum": groups["denominator"].sum(min_count=1),
            "value_min": groups["value"].min(),
            "value_last": groups["value"].last(),
            "units_reported": groups["units_reported"].sum(),
            "is_approximate": groups["is_approximate"].any(),
        }
    ).reset_index()


def _direct(observations: pd.DataFrame, direct_units: pd.DataFrame | None) -> pd.DataFrame:
    if direct_units is None:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in KEYS}).assign(
            **{name: pd.Series(dtype=float) for name in DIRECT}
        )
    own = observations.merge(direct_units, on=["unit_code", "unit_valid_from"])
    renamed = own.rename(columns={name: f"direct_{name}" for name in ("value", "numerator", "denominator")})
    return renamed[[*KEYS, *DIRECT]]


def _expected(rolled: pd.DataFrame, links: pd.DataFrame) -> pd.Series:
    """Number of units that should report each row's indicator on the last day of its period."""
    days = rolled[_COUNTED].drop_duplicates()
    days = days.assign(ends_on=_period_ends(days["period"]))
    due = days.merge(links, on=["place_code", "indicator_code"])
    due = due[_is_member_on(due, due["ends_on"])]
    if "first_year" in due:
        due = due[due["ends_on"].dt.year.between(due["first_year"], due["last_year"])]
    counts = due.groupby(_COUNTED).size().rename("expected")
    found = rolled.merge(counts, left_on=_COUNTED, right_index=True, how="left")
    return found["expected"].fillna(0).astype(float)
