"""Which rule of judgement each kind of target follows, and the reason that goes with the verdict."""

from __future__ import annotations

import numpy as np

from tracker.core.cases import Cases, Columns
from tracker.core.target import Bools, is_met
from tracker.core.verdict import VerdictThresholds, judge, judge_pace


def judge_cases(kind: str, cases: Cases, columns: Columns, thresholds: VerdictThresholds) -> Columns:
    """`verdict` and `reason_code` for the rows of one kind of target."""
    if kind == "none":
        verdict = np.full(cases.size, "no_target", dtype=object)
        reason = cases.text("why_none") if "why_none" in cases.rows else cases.repeat("no_number")
        return {"verdict": verdict, "reason_code": reason}
    rule = {
        "floor": _judge_floor,
        "per_unit": _judge_per_unit,
        "annual_change": _judge_change,
        "year_plan": _judge_plan,
    }.get(kind, _judge_path)
    verdict, reason = rule(cases, columns, thresholds)
    return _not_begun(kind, cases, verdict, reason)


def _judge_all(
    cases: Cases, columns: Columns, is_due: Bools, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    return judge(
        columns["value"],
        columns["op"],
        columns["target_low"],
        columns["target_high"],
        columns["direction"],
        columns["baseline"],
        columns["pace"],
        is_due,
        thresholds,
    )


def _judge_path(
    cases: Cases, columns: Columns, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    verdict, reason = _judge_all(cases, columns, columns["is_due"], thresholds)
    one_value = columns["baseline_year"] == np.array(
        [float(text) if text and str(text).isdigit() else np.nan for text in columns["value_period"]]
    )
    alone = (
        (verdict == "no_baseline") & ~np.isnan(columns["bound"]) & ~np.isnan(columns["baseline"]) & one_value
    )
    once_a_year = cases.is_annual and not cases.period.is_year
    reason = np.where(alone, "single_value", reason)
    waiting = alone & once_a_year
    without_plan = (reason == "no_base_figure") & (cases.text("base_measure") == "plan")
    reason = np.where(without_plan, "no_base_plan", reason)
    return np.where(waiting, "not_due", verdict), np.where(waiting, "not_measured", reason)


def _met(columns: Columns, thresholds: VerdictThresholds) -> Bools:
    return is_met(
        columns["value"],
        columns["op"],
        columns["target_low"],
        columns["target_high"],
        columns["direction"],
        thresholds.approximately,
    )


def _judge_floor(
    cases: Cases, columns: Columns, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    """Held: achieved. Broken before the stage is over: at risk or off track by how far below; after: missed."""
    verdict, reason = _judge_all(cases, columns, columns["is_due"], thresholds)
    broken = ~columns["is_due"] & (verdict == "no_baseline")
    near = columns["achievement"] >= thresholds.at_risk
    verdict = np.where(broken, np.where(near, "at_risk", "off_track"), verdict)
    reason = np.where(broken, "floor_broken", np.where(reason == "met_before_due", "floor_held", reason))
    return verdict, reason


def _judge_per_unit(
    cases: Cases, columns: Columns, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    verdict, reason = _judge_all(cases, columns, columns["is_due"], thresholds)
    known = ~np.isnan(columns["value"])
    return verdict, np.where(known, "share_complying", reason)


def _judge_change(
    cases: Cases, columns: Columns, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    """A single year's change is judged as soon as the year is known; an average is on its way until due."""
    is_average = cases.text("judged") == "average"
    verdict, _ = _judge_all(cases, columns, ~is_average | columns["is_due"], thresholds)
    underway = is_average & ~columns["is_due"] & ~np.isnan(columns["value"])
    on_pace = np.where(_met(columns, thresholds), "on_track", judge_pace(columns["achievement"], thresholds))
    verdict = np.where(underway, on_pace, verdict)
    known = ~np.isnan(columns["value"])
    span = columns["change_years"] > 1
    words = np.where(is_average, "average", np.where(span, "span", "each_year"))
    return verdict, np.where(known, words, _why_no_change(cases, columns))


def _why_no_change(cases: Cases, columns: Columns) -> np.ndarray:
    year = np.full(cases.size, float(cases.period.last_year))
    sources = columns["base_of"]
    now = cases.index.actual_year(cases.places, sources, year)
    return np.where(np.isnan(now), "no_actual", "no_previous_year").astype(object)


def _judge_plan(
    cases: Cases, columns: Columns, thresholds: VerdictThresholds
) -> tuple[np.ndarray, np.ndarray]:
    """Before the year is over an estimate is judged by its pace alone: it is not an achievement yet."""
    verdict, reason = _judge_all(cases, columns, columns["is_due"] & ~columns["by_estimate"], thresholds)
    met = _met(columns, thresholds)
    by_estimate = columns["by_estimate"] & ~np.isnan(columns["bound"])
    paced = by_estimate & ~np.isnan(columns["pace"])
    verdict = np.where(paced, judge_pace(columns["pace"], thresholds), verdict)
    reason = np.where(paced, "estimate", reason)
    verdict = np.where(by_estimate & met, "on_track", verdict)
    reason = np.where(by_estimate & met, "estimate_meets", reason)
    reason = np.where((verdict == "no_baseline") & ~np.isnan(columns["bound"]), "no_previous_value", reason)
    no_plan = np.isnan(columns["bound"])
    return np.where(no_plan, "no_target", verdict), np.where(no_plan, "no_year_plan", reason)


def _not_begun(kind: str, cases: Cases, verdict: np.ndarray, reason: np.ndarray) -> Columns:
    begun = cases.number("stage_from") <= cases.asked.last_year
    if kind == "stage_total" and cases.is_annual and not cases.period.is_year:
        once = begun & (cases.number("stage_from") == cases.asked.last_year) & (verdict == "no_data")
        verdict = np.where(once, "not_due", verdict)
        reason = np.where(once, "not_measured", reason)
    return {
        "verdict": np.where(begun, verdict, "not_due").astype(object),
        "reason_code": np.where(begun, reason, "stage_not_begun").astype(object),
    }


def withhold_sums(kind: str, cases: Cases, columns: Columns, thresholds: VerdictThresholds) -> Columns:
    """No verdict on a count that too few units have added to: the missing ones are not zero.

    A rate of those who reported stands, marked as partial; so does a count that meets its minimum already.
    """
    share = columns["units_reported"] / columns["units_expected"]
    is_sum = (cases.text("aggregation") == "sum") & (
        kind not in {"annual_change", "growth", "reduction", "none"}
    )
    is_known = ~np.isnan(columns["value"]) & columns["is_partial"]
    too_few = is_sum & is_known & (share < thresholds.coverage - 1e-9)
    is_minimum = np.isin(columns["op"], [">=", ">"]) & _met(columns, thresholds)
    withheld = too_few & ~is_minimum
    return {
        "verdict": np.where(withheld, "no_data", columns["verdict"]).astype(object),
        "reason_code": np.where(withheld, "too_few_units", columns["reason_code"]).astype(object),
    }
