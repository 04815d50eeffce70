"""Look-ups in series: values by period, last and first known years, stage totals, yearly changes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.core.target import Floats

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
_KEY = ["place_code", "indicator_code"]


class SeriesIndex:
    """Values of many places and indicators, asked for by column.

    Built from a SERIES frame (one row per place, indicator, period and measure). Every look-up takes
    aligned arrays of shape (n,) and gives an array of shape (n,), NaN where nothing is known.
    """

    def __init__(self, series: pd.DataFrame) -> None:
        parts = [series[name].astype(str) for name in ("measure", "place_code", "indicator_code", "period")]
        self._keys = pd.MultiIndex.from_arrays(parts)
        self._series = series
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
        if not len(self._series):
            return np.full(len(places), np.nan)
        wanted = pd.MultiIndex.from_arrays([np.full(len(places), measure), places, indicators, periods])
        at = self._keys.get_indexer(wanted)
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
    ) -> pd.DataFrame:
        """Per place and indicator the `first` or `last` known year in the span: year, value."""
        span = self.yearly
        span = span[(span["measure"] == measure) & (span["year"] <= not_after) & (span["year"] >= not_before)]
        ordered = span.sort_values("year").groupby(_KEY, sort=False)[["year", "value"]]
        return ordered.first() if which == "first" else ordered.last()


def _no_years(known: pd.DataFrame) -> pd.DataFrame:
    return known.iloc[:0].assign(year=pd.Series(dtype=int))


def year_texts(years: Floats) -> np.ndarray:
    """Years as period texts; an unknown year becomes an empty text, which matches nothing."""
    return np.array(["" if np.isnan(year) else f"{int(year):04d}" for year in years], dtype=object)


def look_up(frame: pd.DataFrame, places: np.ndarray, indicators: np.ndarray, name: str) -> Floats:
    """A column of a frame indexed by (place_code, indicator_code), aligned to the asked rows."""
    if not len(frame):
        return np.full(len(places), np.nan)
    at = frame.index.get_indexer(pd.MultiIndex.from_arrays([places, indicators]))
    values = frame[name].to_numpy(dtype=float)
    return np.where(at >= 0, values[at], np.nan)


def yearly_changes(yearly: pd.DataFrame, derived_code: str, source_code: str, sign: float) -> pd.DataFrame:
    """The changes of one indicator between known years, as a series of their own.

    Gives place_code, indicator_code, year, change (points over the whole gap, times `sign`),
    years (length of the gap), since (the earlier year). A missing year makes a longer gap, never a zero.
    """
    source = yearly[(yearly["indicator_code"] == source_code) & (yearly["measure"] == "actual")]
    source = source.sort_values(["place_code", "year"])
    before = source.groupby("place_code")[["year", "value"]].shift(1)
    changes = pd.DataFrame(
        {
            "place_code": source["place_code"],
            "indicator_code": derived_code,
            "year": source["year"],
            "change": sign * (source["value"] - before["value"]),
            "years": source["year"] - before["year"],
            "since": before["year"],
        }
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
