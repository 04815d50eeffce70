"""Checks that need one row alone: ranges, parts of a ratio, and a rate against its parts."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from tracker.core.rollup import RATE_TOLERANCE_POINTS, RELATIVE_TOLERANCE, rate_of

_MANY_RATES = 3  # whole numbers by chance are not that many
COUNT_KINDS = ("stock", "flow", "ratio")  # changes and growth may fall below zero


class Found(NamedTuple):
    """Rows that fail one check: a mask over the values and, per row, what the message needs."""

    code: str
    mask: pd.Series
    details: dict[str, pd.Series]


def exceeds(value: pd.Series, limit: pd.Series) -> pd.Series:
    """Whether a value is above its limit by more than float noise; False where either is missing."""
    return (value - limit) > RELATIVE_TOLERANCE * limit.abs().clip(lower=1.0)


def check_ranges(rows: pd.DataFrame) -> list[Found]:
    """Negative and fractional counts, percentages over 100, values above the indicator's ceiling."""
    value = rows["value"]
    is_count = rows["kind"].isin(COUNT_KINDS)
    found = [
        Found("negative_count", is_count & (rows[name] < 0), {"value": rows[name]})
        for name in ("value", "numerator", "denominator")
    ]
    whole = rows["kind"].isin(("stock", "flow")) & (rows["decimals"] == 0)
    is_share = _is_share(rows)
    ceiling = pd.to_numeric(rows["ceiling"]).astype(float)
    percent_limit = ceiling.fillna(100.0)
    return [
        *found,
        Found("fractional_count", whole & value.notna() & (value % 1 != 0), {"value": value}),
        Found(
            "percent_over_100",
            is_share & exceeds(value, percent_limit),
            {"value": value, "ceiling": percent_limit},
        ),
        Found("above_ceiling", ~is_share & exceeds(value, ceiling), {"value": value, "ceiling": ceiling}),
    ]


def check_rates(rows: pd.DataFrame) -> list[Found]:
    """A numerator above its denominator, and a rate that is not 100 · numerator / denominator."""
    parts = {name: rows[name] for name in ("numerator", "denominator")}
    computed = rate_of(rows["numerator"], rows["denominator"])
    is_rate = rows["kind"].eq("ratio") & rows["unit_of_measure"].eq("%")
    off = (rows["value"] - computed).abs() > rate_rounding(rows) + RELATIVE_TOLERANCE
    return [
        Found(
            "numerator_exceeds_denominator",
            _is_share(rows) & exceeds(rows["numerator"], rows["denominator"]),
            parts,
        ),
        Found("rate_mismatch", is_rate & off, {"value": rows["value"], **parts, "computed": computed}),
    ]


def rate_rounding(rows: pd.DataFrame) -> pd.Series:
    """By how many points a rate may be off: as it is rounded, but by no whole number of one or two rates."""
    computed = rate_of(rows["numerator"], rows["denominator"])
    typed = rows["value"].mask((rows["value"] - computed).abs() < RELATIVE_TOLERANCE)
    codes = rows["indicator_code"]
    is_few = typed.groupby(codes).transform("count") < _MANY_RATES
    return rounding(typed, [codes]).mask(is_few, 0.05).clip(lower=RATE_TOLERANCE_POINTS)


def rounding(values: pd.Series, groups: list[pd.Series]) -> pd.Series:
    """Half a unit of the last decimal that the numbers of a group are written with, four at the most."""
    places = sum(((values.round(digits) - values).abs() > 1e-9).astype(int) for digits in range(4))
    return 0.5 * 10.0 ** -places.groupby(groups).transform("max").astype(float)


def _is_share(rows: pd.DataFrame) -> pd.Series:
    """Ratios in percent that are part of a whole: everything but those with a ceiling above 100."""
    ceiling = pd.to_numeric(rows["ceiling"]).astype(float)
    return rows["kind"].eq("ratio") & rows["unit_of_measure"].eq("%") & ~(ceiling > 100)
