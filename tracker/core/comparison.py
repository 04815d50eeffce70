"""Compare: this period against the year's plan, the same period last year and the year before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.series import SeriesIndex, look_up, year_texts
from tracker.core.target import Floats

COMPARISON_COLUMNS = (
    "indicator_code",
    "place_code",
    "period",
    "value",
    "plan",
    "pct_of_plan",
    "plan_difference",
    "same_period",
    "difference",
    "pct_change",
    "previous_year",
    "previous_year_difference",
    "previous_year_pct_change",
    "last_known",
    "last_known_period",
    "change_since_last",
    "years_since_last",
    "change_per_year",
    "estimate",
    "estimate_pct_of_plan",
    "estimate_plan_difference",
    "estimate_difference",
    "estimate_pct_change",
    "next_plan",
    "units_reported",
    "units_expected",
    "is_approximate",
    "reason_code",
)
_ZERO = 1e-12


def compare(
    indicators: pd.DataFrame, series: pd.DataFrame, places: list[str], period: Period
) -> pd.DataFrame:
    """One row per place and indicator (COMPARISON_COLUMNS).

    `indicators` is indexed by code and has is_rate. Counts are compared in per cent and by difference;
    rates in points only, their per cent columns stay empty. A base that is zero or unknown gives a
    reason instead of a number. `last_known` is the last whole year with a figure before the period: when
    years between are missing the change is over the gap, and `change_per_year` is its yearly mean.
    """
    rows = indicators[["indicator_code", "is_rate"]].merge(pd.DataFrame({"place_code": places}), how="cross")
    index = SeriesIndex(series)
    place, code = (rows[name].to_numpy(dtype=object) for name in ("place_code", "indicator_code"))
    is_rate = rows["is_rate"].to_numpy(dtype=bool)
    year = period.last_year

    def at(measure: str, text: str) -> Floats:
        return index.value(measure, place, code, np.full(len(rows), text, dtype=object))

    value, plan, estimate = at("actual", str(period)), at("plan", str(year)), at("estimate", str(year))
    same, previous = at("actual", str(period.years_before(1))), at("actual", str(year - 1))
    last_year, last = look_up(index.edge_years("last", year - 1), place, code)
    gap = np.where(period.is_year, period.last_year - last_year, np.nan)
    since = np.where(period.is_year, value - last, np.nan)
    columns = {
        "period": str(period),
        "value": value,
        "plan": plan,
        "pct_of_plan": _percent(value, plan, is_rate),
        "plan_difference": value - plan,
        "same_period": same,
        "difference": value - same,
        "pct_change": _percent(value, same, is_rate) - 100,
        "previous_year": previous,
        "previous_year_difference": value - previous if period.is_year else np.nan,
        "previous_year_pct_change": _percent(value, previous, is_rate) - 100 if period.is_year else np.nan,
        "last_known": last,
        "last_known_period": [text or None for text in year_texts(last_year)],
        "change_since_last": since,
        "years_since_last": gap,
        "change_per_year": since / gap,
        "estimate": estimate,
        "estimate_pct_of_plan": _percent(estimate, plan, is_rate),
        "estimate_plan_difference": estimate - plan,
        "estimate_difference": estimate - previous,
        "estimate_pct_change": _percent(estimate, previous, is_rate) - 100,
        "next_plan": at("plan", str(year + 1)),
        "reason_code": _reasons(value, plan, same),
    }
    for name in ("units_reported", "units_expected", "is_approximate"):
        columns[name] = index.column(
            name, "actual", place, code, np.full(len(rows), str(period), dtype=object)
        )
    approximate = rows.assign(**columns)["is_approximate"].fillna(0.0) > 0
    return rows.assign(**columns).assign(is_approximate=approximate).reindex(columns=list(COMPARISON_COLUMNS))


def _percent(part: Floats, whole: Floats, is_rate: np.ndarray) -> Floats:
    usable = ~is_rate & ~np.isnan(part) & ~np.isnan(whole) & (np.abs(whole) > _ZERO)
    return 100 * np.divide(part, whole, out=np.full_like(part, np.nan), where=usable)


def _reasons(value: Floats, plan: Floats, same: Floats) -> np.ndarray:
    zero = (np.abs(plan) <= _ZERO) | (np.abs(same) <= _ZERO)
    return np.select(
        [np.isnan(value), zero, np.isnan(plan) & np.isnan(same)],
        ["no_actual", "zero_base", "missing_base"],
        None,
    ).astype(object)
