"""Second opinion after Statistics Canada, as Open SDG publishes it: growth observed against growth required.

Source: "Progress Measurement Methodology for the Sustainable Development Goals", open-sdg/open-sdg,
docs/progress-methodology.md.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.target import Bools, Floats, is_met, required_bound

OPINIONS = (
    "target_achieved",
    "on_track",
    "acceleration_needed",
    "limited_progress",
    "deterioration",
    "not_available",
)
WARNINGS = (
    "zero_base",
    "zero_target",
    "negative_base",
    "later_base_year",
    "near_ceiling",
    "opposite_signs",
    "too_few_years",
    "no_direction",
    "due_before_base",
)
_BLOCKING = ("opposite_signs", "too_few_years", "no_direction", "due_before_base")
RATIO_THRESHOLDS = (0.95, 0.60, 0.0)
GROWTH_THRESHOLDS = (0.015, 0.005, 0.0)  # per year, when there is no target
IN_PLACE_OF_ZERO = 0.001
CEILING_EXPONENT = 4.44
NOTICEABLY_SCALED = 0.99  # a smaller factor is told to the reader
_TOLERANCE = 1e-9


def judge_statcan(yearly: pd.DataFrame, cases: pd.DataFrame, *, approximately: float = 0.05) -> pd.DataFrame:
    """The opinion on each case, in the order and index of `cases`.

    `yearly`: key, year, value, known up to the judged period. `cases`: key, direction (+1, -1, NaN),
    op, low, high (both NaN: no target), due_year, base_year (NaN: the first year known), ceiling.
    Returns opinion, ratio (R, or d · observed growth without a target; shares), observed and required
    (growth per year, shares), base_year and base_value used, warnings (tuple of codes).
    """
    known = _base_and_last(yearly, cases)
    direction = cases["direction"].to_numpy(dtype=float)
    op = cases["op"].to_numpy(dtype=object)
    low, high = cases["low"].to_numpy(dtype=float), cases["high"].to_numpy(dtype=float)
    target = required_bound(op, low, high, direction)
    met = is_met(known["last"], op, low, high, direction, approximately)
    base, target_used = _without_zero(known["base"], known["last"], target)
    observed = growth_per_year(known["last"], base, known["last_year"] - known["base_year"])
    due = cases["due_year"].to_numpy(dtype=float)
    required = growth_per_year(target_used, base, due - known["base_year"])
    # All-negative series grow away from zero when they fall, so the direction turns round with the sign.
    toward = np.where(base < 0, -direction, direction)
    has_target = ~np.isnan(target)
    ratio = np.where(has_target, _ratio(toward * observed, np.abs(required)), toward * observed)
    scale = ceiling_factor(base, cases["ceiling"].to_numpy(dtype=float), toward)
    reasons = _warnings(cases, known, target, target_used, base, scale, has_target)
    blocked = np.any([reasons[name] for name in _BLOCKING], axis=0) | np.isnan(observed)
    graded = np.where(has_target, _grade(ratio, RATIO_THRESHOLDS), _grade(ratio, GROWTH_THRESHOLDS, scale))
    opinion = np.select([has_target & met, blocked], ["target_achieved", "not_available"], graded)
    return pd.DataFrame(
        {
            "opinion": opinion.astype(object),
            "ratio": np.where(blocked | np.isinf(ratio), np.nan, ratio),
            "observed": observed,
            "required": np.where(has_target, required, np.nan),
            "base_year": known["base_year"],
            "base_value": known["base"],
            "warnings": _codes(reasons),
        },
        index=cases.index,
    )


def growth_per_year(value: Floats, base: Floats, years: Floats) -> Floats:
    """Compound annual growth (value/base)^(1/years) - 1; NaN where signs differ or no year has passed."""
    share = np.divide(value, base, out=np.full(base.shape, np.nan), where=base != 0)
    usable = (share >= 0) & (years > 0)
    power = np.divide(1.0, years, out=np.ones(years.shape), where=usable)
    return np.where(usable, np.power(np.where(usable, share, 1.0), power) - 1, np.nan)


def ceiling_factor(base: Floats, ceiling: Floats, toward: Floats) -> Floats:
    """How far the thresholds shrink near a natural limit: 1 far away, 0 on it.

    Only a limit that lies ahead in the desired direction counts: above a rising, below a falling series.
    """
    near = np.divide(base, ceiling, out=np.full(base.shape, np.nan), where=ceiling != 0)
    ahead = ((toward > 0) & (near <= 1)) | ((toward < 0) & (near >= 1))
    closeness = np.where(near <= 1, near, np.maximum(2 - near, 0.0))
    usable = ahead & (near >= 0)
    return np.where(usable, 1 - np.power(np.where(usable, closeness, 0.0), CEILING_EXPONENT), 1.0)


def _base_and_last(yearly: pd.DataFrame, cases: pd.DataFrame) -> dict[str, Floats]:
    """Base year (or the first later one with a value) and last year of each case, with their values."""
    wanted = pd.DataFrame(
        {
            "key": cases["key"].to_numpy(),
            "asked": cases["base_year"].to_numpy(dtype=float),
            "order": np.arange(len(cases)),
        }
    )
    points = wanted.merge(yearly[yearly["value"].notna()], on="key").sort_values(["order", "year"])
    last = points.drop_duplicates("order", keep="last").set_index("order").reindex(wanted["order"])
    usable = points[points["asked"].isna() | (points["year"] >= points["asked"])]
    base = usable.drop_duplicates("order").set_index("order").reindex(wanted["order"])
    return {
        "base_year": base["year"].to_numpy(dtype=float),
        "base": base["value"].to_numpy(dtype=float),
        "last_year": last["year"].to_numpy(dtype=float),
        "last": last["value"].to_numpy(dtype=float),
        "asked": wanted["asked"].to_numpy(),
    }


def _without_zero(base: Floats, last: Floats, target: Floats) -> tuple[Floats, Floats]:
    """Base and target with 0 replaced by IN_PLACE_OF_ZERO, on the side of zero where the others lie."""
    others = np.where(base != 0, base, np.where(last != 0, last, np.nan_to_num(target)))
    small = np.where(others < 0, -IN_PLACE_OF_ZERO, IN_PLACE_OF_ZERO)
    return np.where(base == 0, small, base), np.where(target == 0, small, target)


def _ratio(observed: Floats, required: Floats) -> Floats:
    """R; where nothing is required any more only the side counts: any loss is minus infinity."""
    idle = required < 1e-12
    share = np.divide(observed, required, out=np.full(observed.shape, np.nan), where=~idle)
    aside = np.where(observed < -1e-12, -np.inf, np.where(observed > 1e-12, np.inf, 0.0))
    return np.where(idle, aside, share)


def _grade(ratio: Floats, thresholds: tuple[float, float, float], scale: Floats | float = 1.0) -> np.ndarray:
    high, middle, low = (threshold * scale - _TOLERANCE for threshold in thresholds)
    steps: list[Bools] = [ratio >= high, ratio >= middle, ratio >= low]
    return np.select(steps, ["on_track", "acceleration_needed", "limited_progress"], "deterioration")


def _warnings(
    cases: pd.DataFrame,
    known: dict[str, Floats],
    target: Floats,
    target_used: Floats,
    base: Floats,
    scale: Floats,
    has_target: Bools,
) -> dict[str, Bools]:
    due = cases["due_year"].to_numpy(dtype=float)
    return {
        "zero_base": known["base"] == 0,
        "zero_target": target == 0,
        "negative_base": base < 0,
        "later_base_year": known["base_year"] > known["asked"],
        "near_ceiling": ~has_target & (scale < NOTICEABLY_SCALED),
        "opposite_signs": (known["last"] * base < 0) | (has_target & (target_used * base < 0)),
        "too_few_years": ~(known["last_year"] > known["base_year"]),
        "no_direction": np.isnan(cases["direction"].to_numpy(dtype=float)),
        "due_before_base": has_target & (due <= known["base_year"]),
    }


def _codes(reasons: dict[str, Bools]) -> list[tuple[str, ...]]:
    table = np.column_stack([reasons[name] for name in WARNINGS])
    return [tuple(name for name, on in zip(WARNINGS, row, strict=True) if on) for row in table]
