"""The points of an indicator's small trend: past figures, gaps and breaks, the path to the target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.catalogue.frames import standard_starts
from tracker.catalogue.model import Catalogue, Indicator
from tracker.core.period import Period
from tracker.core.series import yearly_changes

Point = tuple[float, float]
_YEARS_BACK = 6


@dataclass(frozen=True)
class Trend:
    """Runs of known points that may be joined, the last of all hollow for an estimate, and the path."""

    runs: tuple[tuple[Point, ...], ...]
    path: tuple[Point, ...] = ()
    target: Point | None = None
    is_estimate: bool = False


def find_trend(row: Any, series: pd.DataFrame, catalogue: Catalogue) -> Trend:
    """The trend of an ASSESSMENT row; `series` holds the SERIES of the place it was judged on."""
    indicator = next(one for one in catalogue.indicators if one.code == row.indicator_code)
    period = Period.parse(row.period)
    points = _past(row, indicator, series, period)
    is_estimate = row.value_kind == "estimate"
    if row.value_period and _known(row.value) and row.target_kind != "per_unit":
        last = Period.parse(row.value_period).time
        points = [point for point in points if point[0] < last - 1e-9]
        if indicator.kind != "flow" or row.target_kind in ("stage_total", "year_plan"):
            points.append((last, float(row.value)))
    since = period.last_year - _YEARS_BACK
    points = [point for point in points if point[0] >= since]
    runs = _runs(points, standard_starts(catalogue, indicator))
    return Trend(runs, *_path(row, points), is_estimate=is_estimate)


def _past(row: Any, indicator: Indicator, series: pd.DataFrame, period: Period) -> list[Point]:
    """The yearly actuals before the period; stage totals added up, changes taken from their source."""
    place = series[(series["place_code"] == row.judged_on) & (series["measure"] == "actual")]
    yearly = place[place["period"].str.fullmatch(r"\d{4}") & place["value"].notna()]
    yearly = yearly.assign(year=yearly["period"].astype(int))
    yearly = yearly[(yearly["year"] <= period.time) & (yearly["year"] != period.time + 0.5)]
    code = row.indicator_code
    own = yearly[yearly["indicator_code"] == code]
    if own.empty and len(indicator.of) == 1:
        if row.target_kind == "annual_change":
            sign = -1.0 if indicator.change_is == "fall" else 1.0
            changes = yearly_changes(yearly, code, indicator.of[0], sign)
            changes = changes[changes["years"] == 1]
            return list(zip(changes["year"].astype(float), changes["change"].astype(float), strict=True))
        own = yearly[yearly["indicator_code"] == indicator.of[0]]
    own = own.sort_values("year")
    if row.target_kind == "stage_total":
        own = own[own["year"] >= row.stage_from]
        own = own.assign(value=own["value"].cumsum())
    return list(zip(own["year"].astype(float), own["value"].astype(float), strict=True))


def _runs(points: list[Point], breaks: tuple[int, ...]) -> tuple[tuple[Point, ...], ...]:
    """Points that follow one another within a year and under one standard."""
    runs: list[list[Point]] = []
    for point in points:
        before = runs[-1][-1] if runs else None
        is_new_standard = before is not None and any(before[0] < year <= point[0] for year in breaks)
        if before is None or point[0] - before[0] > 1 + 1e-9 or is_new_standard:
            runs.append([])
        runs[-1].append(point)
    return tuple(tuple(run) for run in runs)


def _path(row: Any, points: list[Point]) -> tuple[tuple[Point, ...], Point | None]:
    if not _known(row.bound) or row.due_year >= 9999 or row.target_kind == "per_unit":
        return (), None
    target = (float(row.due_year), float(row.bound))
    if row.target_kind in ("floor", "annual_change"):
        first = points[0][0] if points else row.due_year - 1
        return ((first, target[1]), target), target
    if row.target_kind == "stage_total":
        return ((float(row.stage_from) - 1, 0.0), target), target
    if _known(row.baseline) and row.baseline_period:
        return ((Period.parse(row.baseline_period).time, float(row.baseline)), target), target
    return (), target


def _known(value: Any) -> bool:
    return value is not None and not math.isnan(value)
