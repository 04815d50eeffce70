"""Reading values: series of places from the rollup, of units themselves, and where a figure came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.core.review import Basis
from tracker.core.rollup import resolve_rollup
from tracker.core.series import SERIES_COLUMNS
from tracker.store.connection import Database
from tracker.store.frames import all_of, with_dates, within
from tracker.store.views import current_sql

# The members that should report are counted per level first: 3 321 units make a handful of rows
# before they meet the indicators.
_SERIES_SQL = """
    WITH chosen AS (SELECT * FROM rollup WHERE {condition}),
    days AS (SELECT DISTINCT place_code, period_ends_on FROM chosen),
    strength AS (
        SELECT d.place_code, d.period_ends_on, u.level,
            CASE WHEN u.level = 'department' THEN u.code END AS department_code, count(*) AS units
        FROM days d
        JOIN place_member m ON m.place_code = d.place_code
            AND d.period_ends_on BETWEEN m.member_from AND m.member_to
        JOIN reporting_unit u ON u.code = m.unit_code AND u.valid_from = m.unit_valid_from
        GROUP BY ALL
    ),
    expected AS (
        SELECT s.place_code, s.period_ends_on, r.indicator_code, sum(s.units) AS units_expected
        FROM strength s
        JOIN indicator_reporter r ON r.unit_level = s.level
            AND (r.department_code IS NULL OR r.department_code = s.department_code)
            AND year(s.period_ends_on) BETWEEN coalesce(r.first_year, 0) AND coalesce(r.last_year, 9999)
        GROUP BY ALL
    )
    SELECT c.*, coalesce(i.aggregation, 'none') AS aggregation, e.units_expected
    FROM chosen c
    LEFT JOIN indicator i ON i.code = c.indicator_code
    LEFT JOIN expected e ON e.place_code = c.place_code AND e.period_ends_on = c.period_ends_on
        AND e.indicator_code = c.indicator_code
    ORDER BY c.place_code, c.indicator_code, c.period_ends_on, c.period DESC, c.measure
"""


class Reading:
    """The questions about values; part of the Store."""

    database: Database

    def read_series(
        self,
        places: Sequence[str] | None = None,
        indicators: Sequence[str] | None = None,
        periods: Sequence[str] | None = None,
        basis: Basis = "all",
    ) -> pd.DataFrame:
        """SERIES: one row per place × indicator × period × measure, oldest first; None means all.

        Territories and old-district areas come from the rollup; the code of a reporting unit gives
        that unit's own values. `units_reported` counts units with a usable value (both parts of a
        ratio), `units_expected` those that should report; both are NaN where nobody's sum is meant.
        """
        own = self._unit_places(places)
        condition, parameters = all_of(
            [
                within("basis", [basis]),
                within("place_code", places),
                within("indicator_code", indicators),
                within("period", periods),
            ]
        )
        series = _resolved(self.database.read(_SERIES_SQL.format(condition=condition), parameters))
        if not own:
            return series
        units = self._unit_rows([within("o.unit_code", own)], indicators, periods, basis)
        parts = [part for part in (series, _as_series(units)) if len(part)]
        return pd.concat(parts, ignore_index=True) if parts else series

    def read_unit_series(
        self,
        indicators: Sequence[str] | None = None,
        units: Sequence[tuple[str, dt.date]] | None = None,
        level: str | None = None,
        periods: Sequence[str] | None = None,
        basis: Basis = "all",
    ) -> pd.DataFrame:
        """SERIES of reporting units themselves (basis 'direct'), with unit_valid_from and level."""
        conditions = [within("o.unit_code", None if units is None else sorted({code for code, _ in units}))]
        if level is not None:
            of_level = "(SELECT code, valid_from FROM reporting_unit WHERE level = ?)"
            conditions.append((f"(o.unit_code, o.unit_valid_from) IN {of_level}", [level]))
        rows = self._unit_rows(conditions, indicators, periods, basis)
        if units is not None:
            wanted = set(units)
            keys = zip(rows["unit_code"], rows["unit_valid_from"], strict=True)
            rows = rows[np.array([key in wanted for key in keys], dtype=bool)]
        return _as_series(rows, ["unit_valid_from", "level"])

    def series_of(self, basis: Basis) -> SeriesOf:
        """A source of series that reads one basis."""
        return SeriesOf(self, basis)

    def find_values(self, unit_code: str, unit_valid_from: dt.date, periods: Sequence[str]) -> pd.DataFrame:
        """The current observations of one unit in these periods (for a form's last-year columns)."""
        conditions = [within("o.unit_code", [unit_code]), within("o.unit_valid_from", [unit_valid_from])]
        return self._unit_rows(conditions, None, periods)

    def _unit_places(self, places: Sequence[str] | None) -> list[str]:
        """Which of the asked places are reporting units rather than places made of units."""
        if not places:
            return []
        condition, parameters = within("place_code", list(places))
        known = {
            code
            for (code,) in self.database.read_rows(
                f"SELECT place_code FROM place_member WHERE {condition} "
                f"UNION SELECT place_code FROM place_unit WHERE {condition}",
                parameters * 2,
            )
        }
        return [place for place in places if place not in known]

    def _unit_rows(
        self,
        conditions: list[tuple[str, list[object]]],
        indicators: Sequence[str] | None,
        periods: Sequence[str] | None,
        basis: Basis = "all",
    ) -> pd.DataFrame:
        """Current observations with their unit's level and the indicator's aggregation."""
        condition, parameters = all_of(
            [*conditions, within("o.indicator_code", indicators), within("o.period", periods)]
        )
        chosen = f"(SELECT o.* FROM observation o WHERE {condition})"
        rows = self.database.read(
            f"""SELECT c.*, u.level, coalesce(i.aggregation, 'none') AS aggregation
            FROM ({current_sql(chosen, basis)}) c
            LEFT JOIN reporting_unit u ON u.code = c.unit_code AND u.valid_from = c.unit_valid_from
            LEFT JOIN indicator i ON i.code = c.indicator_code
            ORDER BY c.unit_code, c.indicator_code, c.period_ends_on, c.period DESC, c.measure""",
            parameters,
        )
        return with_dates(rows, "unit_valid_from", "period_ends_on")


@dataclass(frozen=True)
class SeriesOf:
    """The series of one basis: every figure that stands, or the official ones alone."""

    reading: Reading
    basis: Basis

    def read_series(self, places: Sequence[str] | None, indicators: Sequence[str] | None) -> pd.DataFrame:
        """See Reading.read_series."""
        return self.reading.read_series(places, indicators, basis=self.basis)

    def read_unit_series(
        self, indicators: Sequence[str] | None, units: Sequence[tuple[str, dt.date]] | None
    ) -> pd.DataFrame:
        """See Reading.read_unit_series."""
        return self.reading.read_unit_series(indicators, units, basis=self.basis)


def _resolved(rows: pd.DataFrame) -> pd.DataFrame:
    """Rollup rows as SERIES."""
    resolved = resolve_rollup(rows)
    is_summed = rows["units_expected"].fillna(0) > 0
    resolved["units_expected"] = rows["units_expected"].astype(float)
    resolved["units_reported"] = rows["units_reported"].astype(float).where(is_summed)
    resolved["units_complying"] = rows["units_complying"].astype(float).where(is_summed)
    return resolved[list(SERIES_COLUMNS)]


def _as_series(rows: pd.DataFrame, extra: Sequence[str] = ()) -> pd.DataFrame:
    """Observations of units as SERIES: each unit is a place that speaks for itself."""
    direct = {f"direct_{name}": rows[name] for name in ("value", "numerator", "denominator")}
    nothing = {f"value_{name}": np.nan for name in ("sum", "min", "last")}
    nothing |= {"numerator_sum": np.nan, "denominator_sum": np.nan}
    frame = rows.assign(place_code=rows["unit_code"], **direct, **nothing)
    resolved = resolve_rollup(frame).assign(
        units_reported=np.nan, units_expected=np.nan, units_complying=np.nan, is_approximate=False
    )
    return resolved[[*SERIES_COLUMNS, *extra]].reset_index(drop=True)
