"""The catalogue as frames that the rules in core take: targets, indicators, plans and stated baselines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tracker.catalogue.model import Catalogue, Indicator, Programme, Standard, Target
from tracker.core.verdict import VerdictThresholds

_DIRECTIONS = {"up": 1.0, "down": -1.0, None: 0.0}
TARGET_COLUMNS = (
    "indicator_code", "programme_code", "level", "target_kind", "op", "low", "high", "due_year", "stage_from",
    "of", "base_year", "base_measure", "mode", "judged", "direction", "frequency", "kind", "aggregation", "change_sign",
    "segment_starts", "document", "section", "verified", "note",
)  # fmt: skip


def thresholds_of(catalogue: Catalogue) -> VerdictThresholds:
    return VerdictThresholds(**catalogue.thresholds.model_dump())


def programme_of(catalogue: Catalogue, indicator: Indicator, year: int) -> Programme:
    """The programme of an indicator that runs in a year, else its home."""
    programmes = {programme.code: programme for programme in catalogue.programmes}
    own = [programmes[code] for code in indicator.programmes]
    running = [programme for programme in own if programme.first_year <= year <= programme.last_year]
    return (running or own)[0]


def reporting_years(catalogue: Catalogue, indicator: Indicator) -> tuple[int, int]:
    """First and last year in which an indicator is reported: while its programmes run, and the base year before."""
    own = [one for one in catalogue.programmes if one.code in indicator.programmes]
    first = min((one.first_year - 1 for one in own), default=0)
    return first, max((one.last_year for one in own), default=9999)


def indicators_frame(catalogue: Catalogue) -> pd.DataFrame:
    """One row per indicator, in catalogue order, indexed by its code."""
    rows = [
        {
            "indicator_code": one.code,
            "name": one.name,
            "short_name": one.short_name,
            "group": one.group,
            "programme_code": one.programmes[0],
            "level": one.level,
            "unit_of_measure": one.unit_of_measure,
            "decimals": one.decimals,
            "direction": _DIRECTIONS[one.direction],
            "kind": one.kind,
            "aggregation": one.aggregation,
            "frequency": one.frequency,
            "standard": one.standard,
            "ceiling": np.nan if one.ceiling is None else one.ceiling,
        }
        for one in catalogue.indicators
    ]
    return pd.DataFrame(rows).set_index("indicator_code", drop=False)


def targets_frame(catalogue: Catalogue) -> pd.DataFrame:
    """One row per target (TARGET_COLUMNS), in catalogue order."""
    rows = [
        _target_row(catalogue, indicator, target)
        for indicator in catalogue.indicators
        for target in indicator.targets
    ]
    return pd.DataFrame(rows, columns=list(TARGET_COLUMNS))


def standard_starts(catalogue: Catalogue, indicator: Indicator) -> tuple[int, ...]:
    """The first year measured under each standard; values on two sides of one are never joined."""
    if not indicator.standard:
        return ()
    return tuple(first_year_under(one) for one in catalogue.standards)


def first_year_under(standard: Standard) -> int:
    """The first year measured under a standard."""
    return standard.first_review_year or standard.valid_from.year


def _target_row(catalogue: Catalogue, indicator: Indicator, target: Target) -> dict[str, Any]:
    programme = programme_of(catalogue, indicator, target.due_year)
    code = target.programme or programme.code
    row = _common(indicator) | {
        "programme_code": code,
        "target_kind": target.kind,
        "op": target.op,
        "low": target.low,
        "high": target.high,
        "due_year": target.due_year,
        "stage_from": _stage_start(catalogue, code, target),
        "of": (target.of,) if target.of else indicator.of,
        "base_year": target.base_year,
        "base_measure": target.base_measure,
        "mode": target.mode or "relative",
        "judged": target.judged,
        "segment_starts": standard_starts(catalogue, indicator),
        "document": target.source.document,
        "section": target.source.section,
        "verified": target.verified,
        "note": target.note,
    }
    return _numbers(row)


def _common(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator_code": indicator.code,
        "level": indicator.level,
        "direction": _DIRECTIONS[indicator.direction] or 1.0,
        "frequency": indicator.frequency,
        "kind": indicator.kind,
        "aggregation": indicator.aggregation,
        "change_sign": -1.0 if indicator.change_is == "fall" else 1.0,
        "of": indicator.of,
        "base_year": None,
        "base_measure": "actual",
        "mode": "relative",
        "judged": None,
        "note": None,
    }


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("low", "high", "base_year", "due_year", "stage_from"):
        row[name] = np.nan if row[name] is None else float(row[name])
    return row


def _stage_start(catalogue: Catalogue, programme_code: str, target: Target) -> int:
    if target.stage:
        return target.stage[0]
    programme = next(one for one in catalogue.programmes if one.code == programme_code)
    covering = [first for first, last in programme.stages if first <= target.due_year <= last]
    return covering[0] if covering else programme.first_year


def year_plan_targets(catalogue: Catalogue, year: int, planned: pd.DataFrame) -> pd.DataFrame:
    """The year's plans as targets: those of the catalogue, and those handed in for single places.

    `planned` holds place_code, indicator_code, value of the plan figures known for the year. A figure
    that was handed in is newer than the catalogue's and replaces it for its place.
    """
    indicators = {one.code: one for one in catalogue.indicators}
    rows = []
    for place, code, value in planned[["place_code", "indicator_code", "value"]].itertuples(index=False):
        one = indicators.get(code)
        if one is None or pd.isna(value):
            continue
        stated = next((plan for plan in one.plans if plan.year == year and plan.territory == place), None)
        op = stated.op if stated else "<=" if one.direction == "down" else ">="
        low, high = (None, value) if op in {"<=", "<"} else (value, None)
        if stated and op == "range":
            low, high = stated.low, stated.high
        rows.append(
            _plan_row(catalogue, one, year) | {"only_place": place, "op": op, "low": low, "high": high}
        )
    frame = pd.DataFrame([_numbers(row) for row in rows])
    return frame.reindex(columns=[*TARGET_COLUMNS, "only_place"])


def _plan_row(catalogue: Catalogue, indicator: Indicator, year: int) -> dict[str, Any]:
    return _common(indicator) | {
        "programme_code": programme_of(catalogue, indicator, year).code,
        "target_kind": "year_plan",
        "due_year": year,
        "stage_from": year,
    }


def tracked_targets(catalogue: Catalogue, codes: list[str], year: int) -> pd.DataFrame:
    """A row for each indicator that has no number to be judged by, so that it is shown all the same."""
    indicators = {one.code: one for one in catalogue.indicators}
    rows = [
        _numbers(
            _plan_row(catalogue, indicators[code], year)
            | {"target_kind": "none", "op": None, "low": None, "high": None, "due_year": 9999}
            | {"why_none": "no_year_plan" if indicators[code].plans else "no_number"}
        )
        for code in codes
    ]
    return pd.DataFrame(rows).reindex(columns=[*TARGET_COLUMNS, "why_none"])


def stated_series(catalogue: Catalogue) -> pd.DataFrame:
    """Plans and baselines that the catalogue states, as SERIES rows (basis `catalogue`)."""
    rows: list[dict[str, Any]] = []
    for one in catalogue.indicators:
        for plan in one.plans:
            value = plan.high if plan.op in {"<=", "<"} or plan.low is None else plan.low
            rows.append(_stated(one.code, plan.territory, plan.year, "plan", value))
        if one.baseline and one.baseline.value is not None:
            base = one.baseline
            rows.append(_stated(one.code, base.territory, base.year, "baseline", base.value))
    return pd.DataFrame(rows, columns=["place_code", "indicator_code", "period", "measure", "value", "basis"])


def _stated(code: str, place: str, year: int, measure: str, value: float | None) -> dict[str, Any]:
    return {
        "place_code": place,
        "indicator_code": code,
        "period": str(year),
        "measure": measure,
        "value": value,
        "basis": "catalogue",
    }
