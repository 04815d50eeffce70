"""One row per place and target, with what a verdict needs: value, bound, baseline, expectation, pace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.series import SeriesIndex, look_up, year_texts
from tracker.core.target import Floats, required_bound

Columns = dict[str, Any]


@dataclass(frozen=True)
class Cases:
    """Rows of one target kind that are judged at one effective period."""

    rows: pd.DataFrame
    period: Period  # the asked period, or the due year when that is past
    asked: Period
    index: SeriesIndex
    is_annual: bool  # measured once a year

    def text(self, name: str) -> np.ndarray:
        return self.rows[name].to_numpy(dtype=object)

    def number(self, name: str) -> Floats:
        return self.rows[name].to_numpy(dtype=float)

    @property
    def places(self) -> np.ndarray:
        return self.text("place_code")

    @property
    def indicators(self) -> np.ndarray:
        return self.text("indicator_code")

    @property
    def size(self) -> int:
        return len(self.rows)

    @property
    def is_due(self) -> np.ndarray:
        return self.number("due_year") <= self.asked.time

    def repeat(self, text: str) -> np.ndarray:
        return np.full(self.size, text, dtype=object)

    def bound(self, low: Floats, high: Floats) -> Floats:
        return required_bound(self.text("op"), low, high, self.number("direction"))


def measured_values(cases: Cases, sources: np.ndarray) -> tuple[Floats, Floats, np.ndarray]:
    """The value that stands at the period: value, its time in years, its period text.

    An indicator measured once a year keeps its last yearly value inside a year; any other needs a value
    of the period itself.
    """
    at = cases.index.value("actual", cases.places, sources, cases.repeat(str(cases.period)))
    times = np.full(cases.size, cases.period.time)
    texts = cases.repeat(str(cases.period))
    if cases.period.is_year:
        return at, times, texts
    last = cases.index.edge_years("last", cases.period.last_year - 1)
    years, values = look_up(last, cases.places, sources)
    stands = cases.is_annual & np.isnan(at) & ~np.isnan(years)
    value = np.where(stands, values, at)
    return value, np.where(stands, years, times), np.where(stands, year_texts(years), texts)


def find_baselines(
    cases: Cases, sources: np.ndarray, value_times: Floats
) -> tuple[Floats, Floats, np.ndarray]:
    """The value a level target starts from: value, year, and how it was found.

    A baseline stated for the stage comes first, then the actual of the year before the stage, then the
    earliest actual in or before the stage that is older than the value judged (a stand-in).
    """
    value = np.full(cases.size, np.nan)
    year = np.full(cases.size, np.nan)
    kind = np.full(cases.size, None, dtype=object)
    first_years = cases.number("stage_from")
    for first in np.unique(first_years):
        here = first_years == first
        start = first - 1
        stated = cases.index.edge_years("first", cases.number("due_year")[here].max(), start, "baseline")
        earliest = cases.index.edge_years("first", cases.number("due_year")[here].max())
        opening = cases.index.edge_years("first", start, start)
        for name, edges in (("stated", stated), ("stage_start", opening), ("stand_in", earliest)):
            found_year, found = look_up(edges, cases.places, sources)
            usable = here & np.isnan(value) & ~np.isnan(found_year)
            if name == "stand_in":
                usable &= found_year < value_times
            value = np.where(usable, found, value)
            year = np.where(usable, found_year, year)
            kind[usable] = name
    return value, year, kind


def case_columns(
    cases: Cases,
    value: Floats,
    period: np.ndarray,
    low: Floats,
    high: Floats,
    baseline: Floats,
    base_year: Floats,
    baseline_kind: np.ndarray,
    expected: Floats,
) -> Columns:
    return {
        "value": value,
        "value_kind": np.where(np.isnan(value), None, "actual"),
        "value_period": np.where(np.isnan(value), None, period),
        "op": cases.text("op"),
        "direction": cases.number("direction"),
        "target_low": low,
        "target_high": high,
        "bound": cases.bound(low, high),
        "baseline": baseline,
        "baseline_year": base_year,
        "baseline_kind": baseline_kind,
        "expected": expected,
        "is_due": cases.is_due,
    }
