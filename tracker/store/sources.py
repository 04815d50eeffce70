"""Where figures came from, and which units of a place have reported."""

from __future__ import annotations

import pandas as pd

from tracker.core.period import Period
from tracker.core.review import Basis
from tracker.store.connection import Database
from tracker.store.frames import with_dates
from tracker.store.views import current_sql

_SOURCES_SQL = """
    WITH current_rows AS ({current}),
    parts AS (
        SELECT m.unit_code, m.unit_valid_from, m.member_from, m.member_to, FALSE AS is_direct
        FROM place_member m
        JOIN reporting r ON r.unit_code = m.unit_code AND r.unit_valid_from = m.unit_valid_from
        WHERE m.place_code = $place AND r.indicator_code = $indicator
        UNION ALL
        SELECT unit_code, unit_valid_from, DATE '0001-01-01', DATE '9999-12-31', TRUE
        FROM place_unit WHERE place_code = $place
        UNION ALL
        SELECT code, valid_from, DATE '0001-01-01', DATE '9999-12-31', TRUE
        FROM reporting_unit WHERE code = $place
    )
    SELECT c.unit_code, c.unit_valid_from, u.name AS unit_name, u.level, bool_or(p.is_direct) AS is_direct,
        c.period, c.period_ends_on, c.measure, c.value, c.numerator, c.denominator, c.note, c.cell,
        c.document, c.section, c.verified, c.submission_id, s.kind, s.file_name, s.file_sha256,
        s.submitted_by, s.received_at, s.is_demo, s.id IN (SELECT id FROM official_submission) AS is_official
    FROM current_rows c
    JOIN parts p ON p.unit_code = c.unit_code AND p.unit_valid_from = c.unit_valid_from
        AND c.period_ends_on BETWEEN p.member_from AND p.member_to
    JOIN submission s ON s.id = c.submission_id
    LEFT JOIN reporting_unit u ON u.code = c.unit_code AND u.valid_from = c.unit_valid_from
    GROUP BY ALL
    ORDER BY c.period_ends_on, c.period DESC, c.measure, c.unit_code
"""

_COMPLETENESS_SQL = """
    WITH members AS (
        SELECT m.unit_code, m.unit_valid_from FROM place_member m
        WHERE m.place_code = $place AND $day BETWEEN m.member_from AND m.member_to
        UNION
        SELECT code, valid_from FROM reporting_unit
        WHERE code = $place AND $day BETWEEN valid_from AND coalesce(valid_to, DATE '9999-12-31')
    ),
    due AS (
        SELECT m.* FROM members m
        SEMI JOIN reporting r ON r.unit_code = m.unit_code AND r.unit_valid_from = m.unit_valid_from
            AND year($day) BETWEEN coalesce(r.first_year, 0) AND coalesce(r.last_year, 9999)
    ),
    reports AS (
        SELECT c.unit_code, c.unit_valid_from, max(s.revision) AS revision,
            arg_max(s.id, s.revision) AS submission_id, arg_max(s.received_at, s.revision) AS received_at
        FROM ({current}) c JOIN submission s ON s.id = c.submission_id
        WHERE c.value IS NOT NULL OR c.numerator IS NOT NULL
        GROUP BY ALL
    )
    SELECT d.unit_code, d.unit_valid_from, u.name, u.level, r.submission_id IS NOT NULL AS has_reported,
        r.received_at, r.submission_id
    FROM due d
    JOIN reporting_unit u ON u.code = d.unit_code AND u.valid_from = d.unit_valid_from
    LEFT JOIN reports r ON r.unit_code = d.unit_code AND r.unit_valid_from = d.unit_valid_from
    ORDER BY has_reported, u.level, d.unit_code
"""


class Sources:
    """The questions about what stands behind the numbers; part of the Store."""

    database: Database

    def read_observations(
        self, indicator_code: str, place_code: str, period: str | None = None, basis: Basis = "all"
    ) -> pd.DataFrame:
        """The current observations behind one figure of a place, one row per unit, period and measure.

        Besides value, numerator, denominator: unit_code, unit_valid_from, unit_name, level, is_direct
        (the place's own report), document, section, verified, note, cell, submission_id, kind,
        file_name, file_sha256, submitted_by, received_at, is_demo, is_official.
        """
        chosen = "(SELECT * FROM observation WHERE indicator_code = $indicator"
        parameters = {"place": place_code, "indicator": indicator_code}
        if period is not None:
            chosen += " AND period = $period"
            parameters["period"] = period
        sql = _SOURCES_SQL.format(current=current_sql(chosen + ")", basis))
        return with_dates(self.database.read(sql, parameters), "unit_valid_from", "period_ends_on")

    def completeness(self, place_code: str, period: str) -> pd.DataFrame:
        """The units of a place that should report in a period, those that have not first.

        Columns unit_code, unit_valid_from, name, level, has_reported, received_at, submission_id. A
        unit has reported when an actual of the period counts, or an estimate that was handed in for the
        period itself (the year's estimate stated at mid-year does not report the year), from a form, a
        file or an illustration. A reporting unit's own code gives that unit.
        """
        handed_in = "SELECT id FROM submission WHERE kind <> 'published'"
        chosen = (
            "(SELECT * FROM observation WHERE period = $period AND ("
            f"measure = 'actual' AND submission_id IN ({handed_in}) OR "
            f"measure = 'estimate' AND submission_id IN ({handed_in} AND period = $period)))"
        )
        sql = _COMPLETENESS_SQL.format(current=current_sql(chosen))
        day = Period.parse(period).ends_on
        rows = self.database.read(sql, {"place": place_code, "period": period, "day": day})
        return with_dates(rows, "unit_valid_from")
