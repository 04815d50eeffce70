"""Look-ups in series: values by period, last and first known years, stage totals, yearly changes."""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.target import Floats

Edges = dict[tuple[str, str], tuple[float, float]]  # (place, indicator) -> (year, value)

SERIES_COLUMNS = (
    "place_code",
    "indicator_code",
    "period",
    "measure",
    "value",
    "numerator",
    "denominator",
    "units_reported",
    "units_expected",
    "basis",
    "direct_value",
    "rollup_value",
    "is_approximate",
    "units_complying",
)


class SeriesIndex:
    """Values of many places and indicators, asked for by column.

    Built from a SERIES frame (one row per place, indicator, period and measure). Every look-up takes
    aligned arrays of shape (n,) and gives an array of shape (n,), NaN where nothing is known.
    """

    def __init__(self, series: pd.DataFrame) -> None:
        keys = (series[name] for name in ("measure", "place_code", "indicator_code", "period"))
        self._rows = {key: row for row, key in enumerate(zip(*keys, strict=True))}
        self._series = series
        self._edges: dict[tuple[object, ...], Edges] = {}
        periods = {text: Period.parse(text) for text in series["period"].unique()}
        known = series[series["value"].notna()]
        yearly = known[known["period"].map(lambda text: periods[text].is_year).astype(bool)]
        self.yearly = yearly.assign(year=yearly["period"].astype(int)) if len(yearly) else _no_years(known)

    def column(
        self,
        name: str,
        measure: str | np.ndarray,
        places: np.ndarray,
        indicators: np.ndarray,
        periods: np.ndarray,
    ) -> Floats:
        """Any numeric column of the rows named by the key; one measure for all rows, or one for each."""
        if not self._rows:
            return np.full(len(places), np.nan)
        measures = repeat(measure) if isinstance(measure, str) else measure
        keys = zip(measures, places, indicators, periods, strict=False)
        at = np.fromiter((self._rows.get(key, -1) for key in keys), dtype=np.int64, count=len(places))
        values = self._series[name].to_numpy(dtype=float)
        return np.where(at >= 0, values[at], np.nan)

    def value(self, measure: str, places: np.ndarray, indicators: np.ndarray, periods: np.ndarray) -> Floats:
        return self.column("value", measure, places, indicators, periods)

    def actual_year(self, places: np.ndarray, indicators: np.ndarray, years: Floats) -> Floats:
        """The actual of a whole year; years may be NaN."""
        return self.value("actual", places, indicators, year_texts(years))

    def base(
        self, places: np.ndarray, indicators: np.ndarray, years: Floats, measures: np.ndarray | str
    ) -> Floats:
        """The value of a base year: a stated baseline if there is one, else the actual (or the plan)."""
        texts = year_texts(years)
        stated = self.value("baseline", places, indicators, texts)
        actual = self.value("actual", places, indicators, texts)
        plan = self.value("plan", places, indicators, texts)
        found = np.where(measures == "plan", plan, actual)
        return np.where(np.isnan(stated) | (measures == "plan"), found, stated)

    def edge_years(
        self, which: str, not_after: float, not_before: float = -np.inf, measure: str = "actual"
    ) -> Edges:
        """Per place and indicator the `first` or `last` known year in the span, with its value."""
        asked = (which, not_after, not_before, measure)
        if asked not in self._edges:
            span = self.yearly
            span = span[
                (span["measure"] == measure) & (span["year"] <= not_after) & (span["year"] >= not_before)
            ]
            ordered = span.sort_values("year", ascending=which == "last")
            columns = (ordered[name] for name in ("place_code", "indicator_code", "year", "value"))
            self._edges[asked] = {
                (place, code): (year, value) for place, code, year, value in zip(*columns, strict=True)
            }
        return self._edges[asked]


def _no_years(known: pd.DataFrame) -> pd.DataFrame:
    return known.iloc[:0].assign(year=pd.Series(dtype=int))


def year_texts(years: Floats) -> np.ndarray:
    """Years as period texts; an unknown year becomes an empty text, which matches nothing."""
    return np.array(["" if np.isnan(year) else f"{int(year):04d}" for year in years], dtype=object)


def look_up(edges: Edges, places: np.ndarray, indicators: np.ndarray) -> tuple[Floats, Floats]:
    """Years and values of edges, aligned to the asked rows; NaN where there is none."""
    nothing = (np.nan, np.nan)
    found = [edges.get(key, nothing) for key in zip(places, indicators, strict=True)]
    table = np.array(found, dtype=float).reshape(len(found), 2)
    return table[:, 0], table[:, 1]


def changes_in(
    index: SeriesIndex, places: np.ndarray, sources: np.ndarray, year: int
) -> tuple[Floats, Floats, Floats]:
    """The change of each source up to a year since its last known year: change, years between, that year.

    A missing year makes a longer gap, never a zero.
    """
    now = index.actual_year(places, sources, np.full(len(places), float(year)))
    since, before = look_up(index.edge_years("last", year - 1), places, sources)
    return now - before, np.where(np.isnan(now), np.nan, year - since), since


def yearly_changes(yearly: pd.DataFrame, derived_code: str, source_code: str, sign: float) -> pd.DataFrame:
    """Every change of one indicator between its known years, as a series of its own.

    Gives place_code, indicator_code, year, change (over the whole gap, times `sign`), years (length of
    the gap) and since (the earlier year), oldest first.
    """
    source = yearly[(yearly["indicator_code"] == source_code) & (yearly["measure"] == "actual")]
    source = source.sort_values(["place_code", "year"])
    before = source.groupby("place_code")[["year", "value"]].shift(1)
    changes = source[["place_code", "year"]].assign(
        indicator_code=derived_code,
        change=sign * (source["value"] - before["value"]),
        years=source["year"] - before["year"],
        since=before["year"],
    )
    return changes[changes["change"].notna()]


def stage_totals(
    index: SeriesIndex, places: np.ndarray, indicators: np.ndarray, first: Floats, period: Period
) -> tuple[Floats, Floats, np.ndarray]:
    """Counts added up from the first year of a stage to the period.

    Gives the total (NaN when no year is known), the number of years without a figure, and those years as
    text. Inside a year the part-year actual is the last addend. A figure given for the stage as a whole
    (period `2021-2025`) is the total itself.
    """
    total = np.full(len(places), np.nan)
    missing_count = np.zeros(len(places))
    missing_years: list[list[str]] = [[] for _ in places]
    earliest = int(np.nanmin(first)) if len(first) else period.last_year
    for year in range(earliest, period.last_year + 1):
        text = str(period) if year == period.last_year and not period.is_year else str(year)
        amount = index.value("actual", places, indicators, np.full(len(places), text, dtype=object))
        counts = first <= year
        known = counts & ~np.isnan(amount)
        total = np.where(known, np.where(np.isnan(total), 0.0, total) + amount, total)
        missing = counts & np.isnan(amount)
        missing_count += missing
        for row in np.flatnonzero(missing):
            missing_years[row].append(str(year))
    stage = np.array([f"{int(year):04d}-{period.last_year:04d}" for year in first], dtype=object)
    whole = index.value("actual", places, indicators, stage)
    given = ~np.isnan(whole)
    texts = np.array(
        ["" if given[row] else ", ".join(years) for row, years in enumerate(missing_years)], dtype=object
    )
    return np.where(given, whole, total), np.where(given, 0, missing_count), texts


def half_year_share(index: SeriesIndex, places: np.ndarray, indicators: np.ndarray, year: int) -> Floats:
    """The usual share of a year's amount in its first half: the unit's own mean of at least two years, else ½."""
    shares = []
    for earlier in range(year - 5, year):
        half = index.value("actual", places, indicators, np.full(len(places), f"{earlier}-H1", dtype=object))
        whole = index.actual_year(places, indicators, np.full(len(places), float(earlier)))
        positive = ~np.isnan(whole) & (whole > 0)
        shares.append(np.divide(half, whole, out=np.full_like(half, np.nan), where=positive))
    table = np.vstack(shares)
    known = (~np.isnan(table)).sum(axis=0)
    mean = np.nansum(table, axis=0) / np.maximum(known, 1)
    return np.where(known >= 2, np.clip(mean, 0.0, 1.0), 0.5)
