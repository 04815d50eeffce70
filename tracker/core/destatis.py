"""Second opinion after the German statistical office: the weather symbol of the gap that will remain.

Source: "Status of indicators – Methodology", dns-indikatoren.de/en/status.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.target import Bools, Floats, is_met, required_bound

OPINIONS = ("sun", "sun_cloud", "cloud", "storm", "not_available")
WARNINGS = ("few_points", "too_few_points", "no_target", "no_direction")
SUN_BELOW = 0.05
SUN_CLOUD_UP_TO = 0.20
MOST_POINTS = 6  # five yearly changes
FEWEST_POINTS = 4
_TOLERANCE = 1e-9


def judge_destatis(yearly: pd.DataFrame, cases: pd.DataFrame, *, approximately: float = 0.05) -> pd.DataFrame:
    """The weather symbol of each case, in the order and index of `cases`.

    `yearly`: key, year, value, known up to the judged period. `cases`: key, direction (+1, -1, NaN), op,
    low, high (both NaN: no target), due_year. Returns opinion, ratio (the gap G as a share of today's
    distance), projected, mean_yearly_change, points_used, warnings (tuple of codes).
    """
    run = last_consecutive_years(yearly).reindex(cases["key"])
    points = run["points_used"].fillna(0).to_numpy(dtype=float)
    last_year, value = run["last_year"].to_numpy(dtype=float), run["last_value"].to_numpy(dtype=float)
    change = np.where(points >= FEWEST_POINTS, run["mean_yearly_change"].to_numpy(dtype=float), np.nan)
    direction = cases["direction"].to_numpy(dtype=float)
    op = cases["op"].to_numpy(dtype=object)
    low, high = cases["low"].to_numpy(dtype=float), cases["high"].to_numpy(dtype=float)
    bound = required_bound(op, low, high, direction)
    projected = value + change * np.maximum(cases["due_year"].to_numpy(dtype=float) - last_year, 0.0)
    gap = remaining_gap(value, projected, bound)
    reached = is_met(projected, op, low, high, direction, approximately)
    unknown = np.isnan(projected) | np.isnan(bound) | np.isnan(direction)
    reasons = {
        "few_points": (points >= FEWEST_POINTS) & (points < MOST_POINTS),
        "too_few_points": points < FEWEST_POINTS,
        "no_target": np.isnan(bound),
        "no_direction": np.isnan(direction),
    }
    return pd.DataFrame(
        {
            "opinion": np.where(unknown, "not_available", weather(reached, gap, direction * change)),
            "ratio": np.where(unknown, np.nan, np.where(reached, 0.0, gap)),
            "projected": projected,
            "mean_yearly_change": change,
            "points_used": points,
            "warnings": _codes(reasons, len(cases)),
        },
        index=cases.index,
    )


def weather(reached: Bools, gap: Floats, gain: Floats) -> np.ndarray:
    """The symbol for a gap G and a yearly gain in the desired direction."""
    is_sunny = reached | (gap < SUN_BELOW - _TOLERANCE)
    steps = [is_sunny, gap <= SUN_CLOUD_UP_TO + _TOLERANCE, gain > 0]
    return np.select(steps, ["sun", "sun_cloud", "cloud"], "storm").astype(object)


def last_consecutive_years(yearly: pd.DataFrame) -> pd.DataFrame:
    """Per key the last unbroken run of years, at most MOST_POINTS: last_year, last_value, points_used,
    mean_yearly_change (over as many changes as the run has)."""
    known = yearly[yearly["value"].notna()].sort_values(["key", "year"])
    years_left = known.groupby("key", sort=False)["year"].transform("last") - known["year"]
    points_left = known.groupby("key", sort=False).cumcount(ascending=False)
    recent = known[(years_left == points_left) & (points_left < MOST_POINTS)]
    edges = recent.groupby("key", sort=False).agg(
        last_year=("year", "last"),
        first_value=("value", "first"),
        last_value=("value", "last"),
        points_used=("value", "size"),
    )
    changes = (edges["points_used"] - 1).astype(float)
    mean = (edges["last_value"] - edges["first_value"]) / changes.where(changes > 0)
    return edges.assign(mean_yearly_change=mean)


def remaining_gap(value: Floats, projected: Floats, bound: Floats) -> Floats:
    """G = |target - projected| / |target - current|; NaN when there is no distance left to compare with."""
    distance = np.abs(bound - value)
    known = distance > _TOLERANCE * np.maximum(1.0, np.abs(bound))
    return np.divide(np.abs(bound - projected), distance, out=np.full(bound.shape, np.nan), where=known)


def _codes(reasons: dict[str, np.ndarray], size: int) -> list[tuple[str, ...]]:
    return [tuple(name for name in WARNINGS if reasons[name][row]) for row in range(size)]
