"""What a hand-in would change: each figure beside the one that counts now."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.intake.layout import FormRequest

DIFFERENCE_COLUMNS = (
    "indicator_code", "period", "measure", "change", "old", "new",
    "old_numerator", "new_numerator", "old_denominator", "new_denominator",
)  # fmt: skip
_NUMBERS = ("value", "numerator", "denominator")
_KEYS = ["indicator_code", "period", "measure"]


def find_differences(values: pd.DataFrame, request: FormRequest) -> pd.DataFrame:
    """One row per figure of `values`, or that counts now for what the form asks for.

    `change`: new, changed, unchanged, or kept (counts now and is not in the hand-in). Columns:
    DIFFERENCE_COLUMNS; `old` and `new` are values in the indicator's unit of measure, NaN where none.
    """
    period, known = request.period, request.figures
    known = known[known["indicator_code"].isin([one.code for one in request.indicators])]
    is_actual = (known["period"] == str(period)) & (known["measure"] == "actual")
    is_estimate = (known["period"] == str(period.whole_year())) & (known["measure"] == "estimate")
    round_of_now = known[is_actual | (is_estimate & (not period.is_year))]
    new = values[[*_KEYS, *_NUMBERS]].rename(columns={name: f"new_{name}" for name in _NUMBERS})
    old = round_of_now[[*_KEYS, *_NUMBERS]].rename(columns={name: f"old_{name}" for name in _NUMBERS})
    both = new.merge(old, on=_KEYS, how="outer", sort=False, indicator=True)
    same_parts = _is_same(both, "numerator") & _is_same(both, "denominator")
    # A rate that was stored rounded is the same rate when its parts are.
    same_value = _is_same(both, "value") | (same_parts & both["new_numerator"].notna())
    # Of a rate estimated beside an actual only the rate is stated; its parts are weights.
    is_weighed = (both["measure"] == "estimate") & ~both["indicator_code"].isin(request.estimate_only)
    same = same_value & (same_parts | is_weighed)
    change = np.select(
        [both["_merge"] == "left_only", both["_merge"] == "right_only", same],
        ["new", "kept", "unchanged"],
        "changed",
    )
    both = both.assign(change=change).rename(columns={"old_value": "old", "new_value": "new"})
    return both.reindex(columns=list(DIFFERENCE_COLUMNS)).reset_index(drop=True)


def _is_same(both: pd.DataFrame, name: str) -> pd.Series:
    new, old = both[f"new_{name}"].astype(float), both[f"old_{name}"].astype(float)
    return pd.Series(np.isclose(new, old, rtol=1e-9, atol=1e-9, equal_nan=True), index=both.index)
