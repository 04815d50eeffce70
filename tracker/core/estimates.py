"""Year-end estimates scored against the final figures, and a unit's record of estimating too high or too low."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

LEAST_ESTIMATES = 2  # fewer say nothing of a habit
SCORE_COLUMNS = (
    "unit_code", "unit_valid_from", "indicator_code", "year", "estimate", "actual", "error", "percent", "is_over",
    "is_under",
)  # fmt: skip
RECORD_COLUMNS = ("n", "mean_error", "mean_percent", "share_over", "share_under")
_KEY = ["unit_code", "unit_valid_from", "indicator_code", "period"]
_TOLERANCE = 1e-9


def score_estimates(figures: pd.DataFrame, rates: Collection[str]) -> pd.DataFrame:
    """One row per year-end estimate whose final figure is known, in SCORE_COLUMNS.

    `figures`: unit_code, unit_valid_from, indicator_code, period, measure, value; at most one row per key.
    `rates`: codes of the indicators measured in per cent. `error` = estimate − actual in the indicator's unit
    of measure, points for rates; `percent` = 100 · error / |actual|, NaN for rates and where the actual is 0.
    """
    yearly = figures[figures["period"].str.fullmatch(r"\d{4}") & figures["value"].notna()]
    sides = {
        measure: yearly[yearly["measure"] == measure].set_index(_KEY)["value"].astype(float)
        for measure in ("estimate", "actual")
    }
    both = pd.concat(sides, axis=1, join="inner").reset_index()
    error = both["estimate"] - both["actual"]
    size = both["actual"].abs()
    error = error.where(error.abs() > _TOLERANCE * np.maximum(1.0, size), 0.0)
    is_count = ~both["indicator_code"].isin(list(rates)) & (size > 0)
    scored = both.assign(
        year=both["period"].astype(int),
        error=error,
        percent=(100 * error / size.where(size > 0)).where(is_count),
        is_over=error > 0,
        is_under=error < 0,
    )
    ordered = scored.sort_values(["unit_code", "indicator_code", "year"], kind="stable", ignore_index=True)
    return ordered.reindex(columns=list(SCORE_COLUMNS))


def find_records(scored: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The record per group of `by`, in RECORD_COLUMNS, indexed by the group.

    Signed means: above 0 the estimates were too high. Everything but `n` is NaN below LEAST_ESTIMATES. Over
    indicators of several units of measure `mean_error` means nothing: leave it alone there.
    """
    groups = scored.assign(
        share_over=scored["is_over"].astype(float), share_under=scored["is_under"].astype(float)
    ).groupby(list(by), sort=False)
    found = groups[["error", "percent", "share_over", "share_under"]].mean()
    found = found.rename(columns={"error": "mean_error", "percent": "mean_percent"})
    found = found.assign(n=groups.size())
    means = [name for name in RECORD_COLUMNS if name != "n"]
    found[means] = found[means].where(found["n"] >= LEAST_ESTIMATES)
    return found[list(RECORD_COLUMNS)]
