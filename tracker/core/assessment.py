"""Assess: every target of every place at a period, with the verdict and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from tracker.core import case_kinds as kinds
from tracker.core import path
from tracker.core.cases import Cases, Columns
from tracker.core.judging import judge_cases, withhold_sums
from tracker.core.period import Period
from tracker.core.projection import project_cases
from tracker.core.series import SeriesIndex
from tracker.core.target import tolerance
from tracker.core.verdict import VerdictThresholds, severity

ASSESSMENT_COLUMNS = (
    "indicator_code",
    "place_code",
    "period",
    "programme_code",
    "level",
    "target_kind",
    "value",
    "value_kind",
    "value_period",
    "target_op",
    "target_low",
    "target_high",
    "due",
    "stage_from",
    "baseline",
    "baseline_period",
    "baseline_kind",
    "expected",
    "progress",
    "achievement",
    "pace",
    "verdict",
    "reason_code",
    "projected",
    "needed_per_year",
    "reached_year",
    "units_reported",
    "units_expected",
    "is_partial",
    "is_approximate",
    "growth",
    "change",
    "change_years",
    "change_since",
    "average",
    "missing_years",
    "judged_period",
    "share_complying",
    "base_of",
    "base_year",
    "base_measure",
    "actual_to_date",
    "bound",
    "direction",
    "due_year",
    "severity",
)

_BUILDERS: Mapping[str, Callable[[Cases], Columns]] = {
    "level": kinds.level_cases,
    "growth": kinds.based_cases,
    "reduction": kinds.based_cases,
    "stage_total": kinds.total_cases,
    "floor": kinds.floor_cases,
    "per_unit": kinds.per_unit_cases,
    "annual_change": kinds.change_cases,
    "year_plan": kinds.plan_cases,
    "none": kinds.tracked_cases,
}


def assess(
    targets: pd.DataFrame,
    series: pd.DataFrame,
    places: list[str],
    period: Period,
    thresholds: VerdictThresholds,
) -> pd.DataFrame:
    """One row per place and target (ASSESSMENT_COLUMNS), judged at the period.

    `targets` has one row per target with indicator_code, programme_code, level, target_kind, op, low,
    high, due_year, stage_from, of, base_year, base_measure, mode, judged, direction, frequency, kind,
    change_sign; year plans may name the one place they belong to in `only_place`. `series` is a SERIES
    frame. A target that is past due is judged on the year it was due; units of measure are the
    indicator's own, shares are 1 = 100 %.
    """
    rows = _cross(targets, places)
    if rows.empty:
        return pd.DataFrame(columns=list(ASSESSMENT_COLUMNS))
    index = SeriesIndex(series)
    effective = np.minimum(rows["due_year"].to_numpy(dtype=float), period.time)
    parts = []
    for (kind, frequency, time), here in rows.groupby(
        [rows["target_kind"], rows["frequency"], effective], sort=False
    ):
        at = period if time == period.time else Period(int(time))
        cases = Cases(here, at, period, index, is_annual=frequency == "annual")
        parts.append(_assess_kind(str(kind), cases, thresholds))
    assessed = pd.concat(parts).sort_index()
    assessed["severity"] = severity(assessed["verdict"].to_numpy())
    return assessed.reindex(columns=list(ASSESSMENT_COLUMNS)).reset_index(drop=True)


def _cross(targets: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Every target with every place; one that names its only place stands with that place alone."""
    ordered = targets.assign(_order=np.arange(len(targets)))
    only = ordered["only_place"] if "only_place" in ordered else pd.Series(None, ordered.index, dtype=object)
    shared = ordered[only.isna()].merge(pd.DataFrame({"place_code": places}), how="cross")
    own = ordered[only.isin(places).to_numpy()]
    if own.empty:
        return shared.drop(columns="_order")
    crossed = pd.concat([shared, own.assign(place_code=own["only_place"].to_numpy())], ignore_index=True)
    return crossed.sort_values("_order", kind="stable", ignore_index=True).drop(columns="_order")


def _assess_kind(kind: str, cases: Cases, thresholds: VerdictThresholds) -> pd.DataFrame:
    columns = _BUILDERS[kind](cases)
    value, baseline, bound = columns["value"], columns["baseline"], columns["bound"]
    leads_on = columns["direction"] * (bound - baseline) > tolerance(bound)
    columns["progress"] = path.progress(value, baseline, bound)
    columns["achievement"] = path.achievement(value, bound, columns["direction"])
    columns["pace"] = np.where(leads_on, path.pace(value, baseline, columns["expected"]), np.nan)
    if kind == "per_unit":
        columns["progress"] = columns["pace"] = columns["share_complying"]
    if kind == "annual_change":
        columns["progress"] = columns["pace"] = np.full(cases.size, np.nan)
    columns |= judge_cases(kind, cases, columns, thresholds)
    columns |= project_cases(kind, cases, columns)
    columns |= _reporting(cases, columns)
    columns |= withhold_sums(kind, cases, columns, thresholds)
    frame = pd.DataFrame(columns, index=cases.rows.index)
    kept = ["indicator_code", "place_code", "programme_code", "level", "target_kind", "stage_from"]
    frame[kept] = cases.rows[kept]
    for name in ("base_year", "base_measure", "due_year"):
        frame[name] = cases.rows[name]
    frame["period"] = str(cases.asked)
    frame["judged_period"] = str(cases.period)
    frame["target_op"] = frame["op"]
    frame["due"] = [f"{int(year)}-12-31" if year < 9999 else None for year in cases.number("due_year")]
    frame["baseline_period"] = [
        None if np.isnan(year) else str(int(year)) for year in columns["baseline_year"]
    ]
    frame["baseline_kind"] = frame["baseline_kind"].where(frame["baseline"].notna(), None)
    return frame


def _reporting(cases: Cases, columns: Columns) -> Columns:
    """How many units stand behind the value; a verdict on some of them is partial.

    A value that the place reports itself is whole, whoever of its units has reported.
    """
    periods = np.array([text or "" for text in columns["value_period"]], dtype=object)
    measure = np.where(columns["value_kind"] == "estimate", "estimate", "actual")
    reported = cases.index.column("units_reported", measure, cases.places, cases.indicators, periods)
    expected = cases.index.column("units_expected", measure, cases.places, cases.indicators, periods)
    approximate = cases.index.column("is_approximate", measure, cases.places, cases.indicators, periods)
    direct = cases.index.column("direct_value", measure, cases.places, cases.indicators, periods)
    partial = (reported < expected) & np.isnan(direct) & ~np.isnan(columns["value"])
    return {
        "units_reported": reported,
        "units_expected": expected,
        "is_partial": partial | columns.get("is_partial", False),
        "is_approximate": np.nan_to_num(approximate) > 0,
    }


def leading_rows(assessment: pd.DataFrame) -> pd.DataFrame:
    """One row per place and indicator: the next milestone, else the last one past, else the year's plan.

    Targets whose stage has not begun come last, and of two targets of one date the worse verdict leads.
    """
    if assessment.empty:
        return assessment
    now = assessment["period"].map(lambda text: Period.parse(text).time).to_numpy(dtype=float)
    due = assessment["due_year"].to_numpy(dtype=float)
    is_plan = assessment["target_kind"].isin(["year_plan", "none"]).to_numpy()
    waiting = (assessment["verdict"] == "not_due").to_numpy() & (
        assessment["stage_from"].to_numpy(dtype=float) > np.ceil(now)
    )
    ahead = due >= now
    rank = np.select([is_plan, waiting, ahead], [3, 2, 0], 1)
    distance = np.where(ahead, due - now, now - due)
    ordered = assessment.assign(_rank=rank, _distance=distance).sort_values(
        ["_rank", "_distance", "severity"], kind="stable"
    )
    leading = ordered.groupby(["place_code", "indicator_code"], sort=False).head(1)
    return leading.drop(columns=["_rank", "_distance"]).sort_index()


def worst_first(assessment: pd.DataFrame) -> pd.DataFrame:
    """The same rows, the worst verdict first and inside a verdict the slowest pace first."""
    pace = assessment["pace"].fillna(assessment["achievement"]).astype(float)
    ordered = assessment.assign(_pace=pace).sort_values(
        ["severity", "_pace"], kind="stable", na_position="last"
    )
    return ordered.drop(columns="_pace")
