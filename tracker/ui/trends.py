"""The points of an indicator's small trend: past figures, gaps and breaks, the path to the target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import pandas as pd

from tracker.catalogue.model import Indicator
from tracker.core.period import Period

Point = tuple[float, float]
Yearly = dict[tuple[str, str], list[Point]]
_YEARS_BACK = 6


@dataclass(frozen=True)
class Trend:
    """Runs of known points that may be joined, the last of all hollow for an estimate, and the path."""

    runs: tuple[tuple[Point, ...], ...]
    path: tuple[Point, ...] = ()
    target: Point | None = None
    is_estimate: bool = False


def yearly_points(series: pd.DataFrame) -> Yearly:
    """(place, indicator) → the yearly actuals of a SERIES frame as (year, value), oldest first."""
    known = series[(series["measure"] == "actual") & series["value"].notna()]
    found: Yearly = {}
    keys = zip(known["place_code"], known["indicator_code"], known["period"], known["value"], strict=True)
    for place, code, period, value in sorted(keys, key=lambda key: key[2]):
        if len(period) == 4:
            found.setdefault((place, code), []).append((float(period), float(value)))
    return found


def find_trend(row: Any, yearly: Yearly, indicator: Indicator, breaks: tuple[int, ...]) -> Trend:
    """The trend of an ASSESSMENT row; lines are not drawn over the years in `breaks`."""
    period = Period.parse(row.period)
    points = _past(row, indicator, yearly, period)
    is_estimate = row.value_kind == "estimate"
    if row.value_period and _known(row.value) and row.target_kind != "per_unit":
        last = Period.parse(row.value_period).time
        points = [point for point in points if point[0] < last - 1e-9]
        if indicator.kind != "flow" or row.target_kind in ("stage_total", "year_plan"):
            points.append((last, float(row.value)))
    since = period.last_year - _YEARS_BACK
    points = [point for point in points if point[0] >= since]
    return Trend(_runs(points, breaks), *_path(row, points), is_estimate=is_estimate)


def _past(row: Any, indicator: Indicator, yearly: Yearly, period: Period) -> list[Point]:
    """The yearly actuals up to the period; stage totals added up, changes taken from their source."""

    def until(code: str) -> list[Point]:
        return [point for point in yearly.get((row.judged_on, code), []) if point[0] <= period.time]

    own = until(row.indicator_code)
    if not own and len(indicator.of) == 1:
        own = until(indicator.of[0])
        if row.target_kind == "annual_change":
            sign = -1.0 if indicator.change_is == "fall" else 1.0
            pairs = pairwise(own)
            return [(now[0], sign * (now[1] - old[1])) for old, now in pairs if now[0] - old[0] == 1]
    if row.target_kind == "stage_total":
        own = [point for point in own if point[0] >= row.stage_from]
        totals = accumulate(value for _, value in own)
        return [(year, total) for (year, _), total in zip(own, totals, strict=True)]
    return own


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
