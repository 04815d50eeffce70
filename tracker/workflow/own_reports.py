"""What a place reports itself beside what its units add up to; both stay, and their difference is told."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from tracker.core.rollup import differences


class OwnReport(NamedTuple):
    """A figure that a place reports itself, and the units' figures added up by the indicator's rule."""

    value: float
    together: float
    units_reported: int
    units_expected: int
    is_different: bool


def find_own_report(series: pd.DataFrame, row: pd.Series, aggregation: str) -> OwnReport | None:
    """Behind the value of an ASSESSMENT row: both figures, None where there is one alone or a single unit.

    `series`: SERIES of the row's place and indicator. Rates may differ by rounding (see core.rollup).
    """
    same = (
        (series["place_code"] == row["judged_on"])
        & (series["indicator_code"] == row["indicator_code"])
        & (series["period"] == row["value_period"])
        & (series["measure"] == row["value_kind"])
    )
    both = series[same & series["direct_value"].notna() & series["rollup_value"].notna()]
    both = both[both["units_expected"] > 1]
    if both.empty:
        return None
    found = both.iloc[0]
    return OwnReport(
        float(found["direct_value"]),
        float(found["rollup_value"]),
        int(found["units_reported"]),
        int(found["units_expected"]),
        len(differences(both.head(1).assign(aggregation=aggregation))) > 0,
    )
