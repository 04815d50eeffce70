"""The verdict on a value against its target: one of eleven words, worst first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.core.target import Bools, Floats, is_exceeded, is_met, required_bound, tolerance

VERDICTS = (
    "missed",
    "reversing",
    "off_track",
    "at_risk",
    "no_data",
    "no_baseline",
    "no_target",
    "not_due",
    "on_track",
    "achieved",
    "exceeded",
)
BEHIND = VERDICTS[:4]
UNKNOWN = VERDICTS[4:8]
GOOD = VERDICTS[8:]
_PACE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class VerdictThresholds:
    """Where the verdict on pace changes, as shares; the catalogue sets them."""

    on_track: float = 0.95
    at_risk: float = 0.75
    off_track: float = 0.0
    approximately: float = 0.05
    coverage: float = 0.8


def severity(verdicts: np.ndarray) -> np.ndarray:
    """The rank of each verdict, 0 for the worst. Shape (n,)."""
    ranks = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
    return np.array([ranks[verdict] for verdict in verdicts], dtype=np.int64)


def judge_pace(pace: Floats, thresholds: VerdictThresholds) -> np.ndarray:
    """The verdict before the due date from pace alone; unknown pace is `no_baseline`. Shape (n,)."""
    return np.select(
        [
            np.isnan(pace),
            pace >= thresholds.on_track - _PACE_TOLERANCE,
            pace >= thresholds.at_risk - _PACE_TOLERANCE,
            pace >= thresholds.off_track - _PACE_TOLERANCE,
        ],
        ["no_baseline", "on_track", "at_risk", "off_track"],
        "reversing",
    ).astype(object)


def judge(
    value: Floats,
    op: np.ndarray,
    low: Floats,
    high: Floats,
    direction: Floats,
    baseline: Floats,
    pace: Floats,
    is_due: Bools,
    thresholds: VerdictThresholds,
) -> tuple[np.ndarray, np.ndarray]:
    """Verdicts and reason codes for values against level-like targets. All (n,).

    After the due date the condition alone decides; before it, a condition already met is `achieved`,
    otherwise pace decides. A baseline that met the target and a value that does not is `reversing`.
    """
    about = thresholds.approximately
    met = is_met(value, op, low, high, direction, about)
    exceeded = met & is_exceeded(value, op, low, high, direction, about)
    on_pace = judge_pace(pace, thresholds)
    bound = required_bound(op, low, high, direction)
    fell = ~np.isnan(baseline) & (direction * (bound - baseline) <= tolerance(bound)) & ~met
    on_bound = np.abs(value - bound) <= tolerance(bound)
    cases = [
        np.isnan(bound),
        np.isnan(value),
        is_due & exceeded,
        is_due & met,
        is_due & on_bound,
        is_due,
        met,
        fell,
    ]
    verdicts = ["no_baseline", "no_data", "exceeded", "achieved", "missed", "missed", "achieved", "reversing"]
    reasons = [
        "no_base_figure",
        "no_actual",
        "past_bound",
        "on_bound",
        "on_strict_bound",
        "short_of_bound",
        "met_before_due",
        "fell_below",
    ]
    paced = np.where(
        np.isnan(pace), "no_starting_value", np.where(pace < 0, "worse_than_baseline", "pace")
    ).astype(object)
    return np.select(cases, verdicts, on_pace), np.select(cases, reasons, paced)
