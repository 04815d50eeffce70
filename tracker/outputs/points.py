"""Series as points of a chart: where each figure stands in time, which line it belongs to, what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.series import SeriesIndex, stage_totals, yearly_changes

LAST_OLD_YEAR = 2025  # milestones of this year were set for the old territory and are judged on it
MERGED_AT = Period.parse("2025-H1").time  # the last half-year of the old territory ends on 30/6/2025
Shape = Literal["line", "flow", "total", "change"]
_STAGE = re.compile(r"\d{4}-\d{4}$")
_TEXTS = dict.fromkeys(("segment", "measure", "period", "note"), object)  # Python's own text filters faster
_LONGEST_STEP = 1.01  # years that a line may step over


class Point(NamedTuple):
    """One figure of a chart."""

    segment: str
    measure: str
    period: str
    time: float
    value: float
    note: str


POINT_COLUMNS = Point._fields


class ChartedTarget(Protocol):
    """What a chart must know of a target."""

    @property
    def kind(self) -> str: ...
    @property
    def due_year(self) -> int: ...
    @property
    def stage(self) -> tuple[int, int] | None: ...  # the years that a count is added up in
    @property
    def of(self) -> str | None: ...
    @property
    def low(self) -> float | None: ...


class ChartedIndicator(Protocol):
    """What a chart must know of an indicator: one of the catalogue, or one that an edition has frozen."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def of(self) -> tuple[str, ...]: ...
    @property
    def change_is(self) -> str: ...
    @property
    def targets(self) -> Sequence[ChartedTarget]: ...


@dataclass(frozen=True)
class Drawn:
    """What a chart of one indicator draws: its points and how they are to be read."""

    points: pd.DataFrame  # POINT_COLUMNS, oldest first
    shape: Shape


def chart_points(
    series: pd.DataFrame, indicator: ChartedIndicator, places: Sequence[str], period: Period
) -> Drawn:
    """The points of one indicator in the places of a territory, oldest first.

    `series` is a SERIES frame of the indicator and of what it is computed from. With two places the second
    speaks from 1/7/2025; the first until then, or until its last milestone where it has one due in 2025.
    Actuals after the period are left out, plans reach to the next year.
    """
    source = indicator.of[0] if indicator.of else indicator.code
    shape = _shape(indicator)
    if shape == "change":
        return Drawn(_changes(series, indicator, source, places, period), shape)
    known = _joined(series, indicator.of or (indicator.code,))
    known = known.assign(time=[Period.parse(text).time for text in known["period"]])
    parts = [_of_place(known, place, span, period) for place, span in _spans(indicator, places)]
    points = pd.concat(parts, ignore_index=True)
    if shape == "total":
        points = _totals(series, indicator, points, places, period)
    points = points.sort_values("time", kind="stable")[list(POINT_COLUMNS)]
    return Drawn(points.astype(_TEXTS), shape)


def _joined(series: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Known values of the source; several sources are added up where all of them are known."""
    known = series[series["indicator_code"].isin(codes) & series["value"].notna()]
    if len(codes) == 1:
        return known
    groups = known.groupby(["place_code", "period", "measure"], sort=False)
    sums = groups.agg(
        value=("value", "sum"),
        units_reported=("units_reported", "min"),
        units_expected=("units_expected", "max"),
        found=("value", "size"),
    )
    return sums[sums["found"] == len(codes)].reset_index()


def _shape(indicator: ChartedIndicator) -> Shape:
    if indicator.kind == "change":
        return "change"
    if indicator.kind != "flow":
        return "line"
    return "total" if any(target.kind == "stage_total" for target in indicator.targets) else "flow"


def _spans(indicator: ChartedIndicator, places: Sequence[str]) -> list[tuple[str, tuple[float, float]]]:
    if len(places) < 2:
        return [(place, (-np.inf, np.inf)) for place in places]
    has_milestone = any(target.due_year == LAST_OLD_YEAR for target in indicator.targets)
    until = float(LAST_OLD_YEAR) if has_milestone else MERGED_AT
    return [(places[0], (-np.inf, until)), (places[1], (MERGED_AT, np.inf))]


def _of_place(known: pd.DataFrame, place: str, span: tuple[float, float], period: Period) -> pd.DataFrame:
    """The rows of one place after the start of its span, up to its end."""
    ends = {"actual": period.time, "estimate": float(period.last_year), "baseline": -np.inf}
    until = np.array([ends.get(one, period.last_year + 1.0) for one in known["measure"]], dtype=float)
    is_stage = np.array([_STAGE.match(one) is not None for one in known["period"]], dtype=bool)
    times = known["time"].to_numpy(dtype=float)
    is_own = (known["place_code"] == place).to_numpy(dtype=bool)
    rows = known[is_own & (times > span[0]) & (times <= span[1]) & (times <= until) & ~is_stage]
    return rows.assign(segment=place, note=_coverage(rows))


def _coverage(rows: pd.DataFrame) -> list[str]:
    """`12/124 đơn vị` where not every unit has reported."""
    pairs = zip(rows["units_reported"], rows["units_expected"], strict=True)
    return [
        f"mới có {int(reported)}/{int(expected)} đơn vị" if reported < expected else ""
        for reported, expected in pairs
    ]


def _totals(
    series: pd.DataFrame,
    indicator: ChartedIndicator,
    points: pd.DataFrame,
    places: Sequence[str],
    period: Period,
) -> pd.DataFrame:
    """Amounts added up inside each stage; an estimate stands on the total of the years before it."""
    index = SeriesIndex(series)
    rows = []
    for first, last in dict.fromkeys(one.stage for one in indicator.targets if one.stage):
        place = places[0] if first <= LAST_OLD_YEAR else places[-1]
        own = points[
            (points["segment"] == place) & points["time"].between(first - 1, last, inclusive="right")
        ]
        for one in own.itertuples(index=False):
            at = Period.parse(one.period)
            if one.measure == "actual":
                value = _total(index, place, indicator, first, at)
            elif one.measure == "estimate" and at.year == period.last_year:
                before = (
                    _total(index, place, indicator, first, at.years_before(1)) if at.year > first else 0.0
                )
                value = before + one.value
            else:
                continue
            rows.append((f"{place}·{first}", one.measure, one.period, one.time, value, one.note))
    return pd.DataFrame(rows, columns=list(POINT_COLUMNS))


def _total(index: SeriesIndex, place: str, indicator: ChartedIndicator, first: int, at: Period) -> float:
    where = np.array([place], dtype=object), np.array([indicator.code], dtype=object)
    total, _, _ = stage_totals(index, *where, np.array([float(first)]), at)
    return float(total[0])


def _changes(
    series: pd.DataFrame, indicator: ChartedIndicator, source: str, places: Sequence[str], period: Period
) -> pd.DataFrame:
    """The change per year; over a missing year it is the yearly mean of the gap and says so."""
    sign = -1.0 if indicator.change_is == "fall" else 1.0
    changes = yearly_changes(SeriesIndex(series).yearly, indicator.code, source, sign)
    changes = changes[changes["place_code"].isin(places) & (changes["year"] <= period.time)]
    if len(places) == 2:
        is_old = changes["place_code"] == places[0]
        changes = changes[is_old == (changes["year"] <= LAST_OLD_YEAR)]
    return pd.DataFrame(
        {
            "segment": changes["place_code"],
            "measure": "actual",
            "period": changes["year"].astype(int).astype(str),
            "time": changes["year"].astype(float),
            "value": changes["change"] / changes["years"],
            "note": [
                f"bình quân {int(years)} năm từ {int(since)}" if years > 1 else ""
                for years, since in zip(changes["years"], changes["since"], strict=True)
            ],
        }
    )


def judges_drawn(rows: pd.DataFrame, indicator: ChartedIndicator) -> list[bool]:
    """Which ASSESSMENT rows judge the values that are drawn, rather than those of another indicator."""
    own = (None, *indicator.of)
    others = {(one.due_year, one.low) for one in indicator.targets if one.of not in own}
    return [pair not in others for pair in zip(rows["due_year"], rows["target_low"], strict=True)]


def with_gaps(points: pd.DataFrame, breaks: Mapping[float, str]) -> pd.DataFrame:
    """The points of one line with an empty point wherever a year is missing or a break lies between.

    A line may step over half a year or a year; a longer step is a year nobody has a figure for.
    """
    times = points["time"].to_numpy(dtype=float)
    steps = list(pairwise(times.tolist()))
    if not any(after - before > _LONGEST_STEP or _crosses(before, after, breaks) for before, after in steps):
        return points
    rows, before = [], np.nan
    for time, row in zip(times, points.to_dict("records"), strict=True):
        if time - before > _LONGEST_STEP or _crosses(before, time, breaks):
            rows.append(row | {"time": (before + time) / 2, "value": np.nan, "note": "", "period": ""})
        rows.append(row)
        before = time
    return pd.DataFrame(rows, columns=list(points.columns))


def _crosses(before: float, after: float, breaks: Mapping[float, str]) -> bool:
    return any(before < edge < after for edge in breaks)


def list_points(points: pd.DataFrame) -> list[Point]:
    """The rows of points, each with its names."""
    return list(map(Point._make, zip(*(points[name] for name in POINT_COLUMNS), strict=True)))
