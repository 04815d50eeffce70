"""Small frames for the tests of the rules: targets and series from plain values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.core.assessment import assess
from tracker.core.period import Period
from tracker.core.series import SERIES_COLUMNS
from tracker.core.verdict import VerdictThresholds

_DEFAULTS: dict[str, Any] = {
    "indicator_code": "X",
    "programme_code": "P",
    "level": "province",
    "target_kind": "level",
    "op": ">=",
    "low": np.nan,
    "high": np.nan,
    "due_year": 2025.0,
    "stage_from": 2021.0,
    "of": (),
    "base_year": np.nan,
    "base_measure": "actual",
    "mode": "relative",
    "judged": None,
    "direction": 1.0,
    "frequency": "half_year",
    "kind": "ratio",
    "aggregation": "ratio_of_sums",
    "change_sign": 1.0,
    "only_place": None,
}


def target(**changes: Any) -> dict[str, Any]:
    return _DEFAULTS | changes


def series(values: dict[str, float | None], code: str = "X", place: str = "A") -> pd.DataFrame:
    """SERIES rows from `{"2023": 50, "plan 2024": 55, "estimate 2024": 54, "baseline 2020": 40}`."""
    rows = []
    for key, value in values.items():
        measure, _, period = key.rpartition(" ")
        rows.append(
            {
                "place_code": place,
                "indicator_code": code,
                "period": period,
                "measure": measure or "actual",
                "value": np.nan if value is None else float(value),
                "basis": "direct",
            }
        )
    return pd.DataFrame(rows).reindex(columns=list(SERIES_COLUMNS))


def assess_one(
    period: str, values: dict[str, float | None] | pd.DataFrame, place: str = "A", **changes: Any
) -> Any:
    """The single assessed row of one target."""
    known = values if isinstance(values, pd.DataFrame) else series(values)
    rows = assess(
        pd.DataFrame([target(**changes)]), known, [place], Period.parse(period), VerdictThresholds()
    )
    assert len(rows) == 1
    return rows.iloc[0]
