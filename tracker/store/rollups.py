"""Rollups: the stored sums of every place, kept up to date by each write and provable by a recount."""

from __future__ import annotations

import pandas as pd

from tracker.core.review import BASES, Basis
from tracker.store.connection import Cursor, Database
from tracker.store.views import current_sql

KEY_COLUMNS = ("place_code", "indicator_code", "period", "measure", "basis")
NUMBER_COLUMNS = (
    "direct_value",
    "direct_numerator",
    "direct_denominator",
    "value_sum",
    "numerator_sum",
    "denominator_sum",
    "value_min",
    "value_last",
    "units_reported",
    "units_complying",
)
_COLUMNS = ", ".join((*KEY_COLUMNS, "period_ends_on", *NUMBER_COLUMNS, "is_approximate"))
RELATIVE_TOLERANCE = 1e-9  # sums of the same numbers in another order differ in the last digits

TOUCHED_OBSERVATIONS = """(
    SELECT o.* FROM observation o
    SEMI JOIN touched_key k
      ON k.indicator_code = o.indicator_code AND k.period = o.period AND k.measure = o.measure
)"""
_TOUCHED_MEMBERS = "(SELECT m.* FROM place_member m SEMI JOIN touched_place t ON t.place_code = m.place_code)"
_TOUCHED_UNITS = "(SELECT d.* FROM place_unit d SEMI JOIN touched_place t ON t.place_code = d.place_code)"


_PARTS_SQL = """
    SELECT m.place_code, c.*, i.aggregation, m.is_approximate, TRUE AS is_part
    FROM current_rows c
    JOIN {members} m ON m.unit_code = c.unit_code AND m.unit_valid_from = c.unit_valid_from
        AND c.period_ends_on BETWEEN m.member_from AND m.member_to
    JOIN reporting r ON r.indicator_code = c.indicator_code
        AND r.unit_code = c.unit_code AND r.unit_valid_from = c.unit_valid_from
    LEFT JOIN indicator i ON i.code = c.indicator_code
    UNION ALL
    SELECT d.place_code, c.*, NULL, FALSE, FALSE
    FROM current_rows c
    JOIN {place_units} d ON d.unit_code = c.unit_code AND d.unit_valid_from = c.unit_valid_from
"""

_ROLLUP_SQL = """
    WITH current_rows AS MATERIALIZED (
        SELECT indicator_code, unit_code, unit_valid_from, period, period_ends_on, measure,
            value, numerator, denominator, numerator IS NOT NULL AND denominator IS NOT NULL AS has_both
        FROM ({current})
    ),
    parts AS ({parts}),
    judged AS (
        SELECT *, is_part AND CASE WHEN aggregation = 'ratio_of_sums' THEN has_both
            ELSE value IS NOT NULL END AS is_reported
        FROM parts
    )
    SELECT place_code, indicator_code, period, measure, '{basis}' AS basis,
        any_value(period_ends_on) AS period_ends_on,
        any_value(value) FILTER (NOT is_part) AS direct_value,
        any_value(numerator) FILTER (NOT is_part) AS direct_numerator,
        any_value(denominator) FILTER (NOT is_part) AS direct_denominator,
        sum(value) FILTER (is_part) AS value_sum,
        sum(numerator) FILTER (is_part AND has_both) AS numerator_sum,
        sum(denominator) FILTER (is_part AND has_both) AS denominator_sum,
        min(value) FILTER (is_part) AS value_min,
        arg_max(value, unit_code || strftime(unit_valid_from, '%Y%m%d')) FILTER (is_part) AS value_last,
        count(*) FILTER (is_reported) AS units_reported,
        count(*) FILTER (is_part AND value >= 1) AS units_complying,
        coalesce(bool_or(is_approximate) FILTER (is_reported), FALSE) AS is_approximate
    FROM judged
    GROUP BY place_code, indicator_code, period, measure
"""


def rollup_sql(
    basis: Basis,
    observations: str = "observation",
    members: str = "place_member",
    place_units: str = "place_unit",
) -> str:
    """The rows of one basis the rollup should hold, computed from the current observations among these rows.

    A place adds up the units that are its members on the period's last day and report the indicator.
    A ratio counts only units that gave numerator and denominator. `direct_` is what the unit that is
    the place said itself. A missing value is not counted and never 0.
    """
    parts = _PARTS_SQL.format(members=members, place_units=place_units)
    return _ROLLUP_SQL.format(basis=basis, current=current_sql(observations, basis), parts=parts)


def whole_sql() -> str:
    """Every row that the rollup should hold."""
    return " UNION ALL ".join(f"SELECT {_COLUMNS} FROM ({rollup_sql(basis)})" for basis in BASES)


def touch(cursor: Cursor, observations_sql: str) -> None:
    """Remember which keys and places these observations belong to, for `refresh`."""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE touched_key AS "
        f"SELECT DISTINCT indicator_code, period, measure FROM {observations_sql}"
    )
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE touched_place AS
        WITH units AS (SELECT DISTINCT unit_code, unit_valid_from FROM {observations_sql})
        SELECT place_code FROM place_member m SEMI JOIN units u
            ON u.unit_code = m.unit_code AND u.unit_valid_from = m.unit_valid_from
        UNION
        SELECT place_code FROM place_unit d SEMI JOIN units u
            ON u.unit_code = d.unit_code AND u.unit_valid_from = d.unit_valid_from"""
    )


def refresh(cursor: Cursor, *bases: Basis) -> None:
    """Compute the touched keys of the touched places again, inside the write's transaction."""
    for basis in bases:
        cursor.execute(
            """DELETE FROM rollup WHERE basis = ? AND place_code IN (SELECT place_code FROM touched_place)
            AND (indicator_code, period, measure) IN (SELECT indicator_code, period, measure FROM touched_key)""",
            [basis],
        )
        cursor.execute(f"INSERT INTO rollup ({_COLUMNS}) SELECT {_COLUMNS} FROM ({refresh_sql(basis)})")


def refresh_sql(basis: Basis) -> str:
    """The rollup rows of the touched keys and places as they should be."""
    return rollup_sql(basis, TOUCHED_OBSERVATIONS, _TOUCHED_MEMBERS, _TOUCHED_UNITS)


def rebuild(cursor: Cursor) -> None:
    """Compute the whole rollup again, ordered so that one place lies together."""
    cursor.execute("DELETE FROM rollup")
    cursor.execute(
        f"INSERT INTO rollup ({_COLUMNS}) SELECT {_COLUMNS} FROM ({whole_sql()}) "
        "ORDER BY basis, place_code, indicator_code, period_ends_on"
    )


def list_differences(database: Database) -> pd.DataFrame:
    """Where the stored rollup is not what a recount gives: key, column, stored, recounted; [] is good."""
    key = ", ".join(KEY_COLUMNS)
    compared = ", ".join(
        f"s.{name}::DOUBLE AS stored_{name}, r.{name}::DOUBLE AS recounted_{name}"
        for name in (*NUMBER_COLUMNS, "is_approximate")
    )
    differs = " OR ".join(
        f"""(s.{name} IS NULL) <> (r.{name} IS NULL) OR abs(s.{name}::DOUBLE - r.{name}::DOUBLE)
        > {RELATIVE_TOLERANCE} * greatest(1, abs(s.{name}::DOUBLE))"""
        for name in (*NUMBER_COLUMNS, "is_approximate")
    )
    return database.read(
        f"""SELECT {key}, s.place_code IS NOT NULL AS is_stored, r.place_code IS NOT NULL AS is_recounted,
            {compared}
        FROM (SELECT *, count(*) OVER (PARTITION BY {key}) AS copies FROM rollup) s
        FULL JOIN ({whole_sql()}) r USING ({key})
        WHERE s.copies IS DISTINCT FROM 1 OR r.measure IS NULL OR {differs}
        ORDER BY {key}"""
    )


class Rollups:
    """The rollup's maintenance; part of the Store."""

    database: Database

    def recount(self) -> None:
        """Build the whole rollup again from the current observations."""
        self.database.write(lambda cursor, _: rebuild(cursor))

    def find_rollup_differences(self) -> pd.DataFrame:
        """Rollup rows that a full recount would give otherwise; no rows when it is right."""
        return list_differences(self.database)
