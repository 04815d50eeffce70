"""How far each unit of a round is: handed in, examined, consolidated, signed, and when."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tracker.store.connection import Database
from tracker.store.frames import with_dates, within

# A form speaks for everything its unit is asked for, also where it says that there is no figure; a table
# speaks for what it holds a row of, whoever sends it. `fresh` is the last event after which the examination
# starts anew: what was accepted before it counts no longer.
_BOARD_SQL = """
    WITH asked AS (SELECT * FROM round_state WHERE {condition}),
    sent AS (
        SELECT id, unit_code, unit_valid_from, period, kind, received_at, submitted_by FROM live_submission
        WHERE kind <> 'published' AND period IN (SELECT period FROM asked)
    ),
    said AS (
        SELECT DISTINCT s.id, s.period, s.received_at, o.unit_code, o.unit_valid_from, o.indicator_code
        FROM observation o JOIN sent s ON s.id = o.submission_id
    ),
    first_said AS (
        SELECT period, unit_code, unit_valid_from, indicator_code, min(received_at) AS said_at
        FROM said GROUP BY ALL
    ),
    first_form AS (
        SELECT a.id AS round_id, s.unit_code, s.unit_valid_from, min(s.received_at) AS form_at
        FROM sent s JOIN asked a ON a.period = s.period AND s.received_at >= a.opened_at
        WHERE s.kind = 'form' GROUP BY ALL
    ),
    duties AS (
        SELECT a.id AS round_id, a.period, d.unit_code, d.unit_valid_from, least(f.said_at, m.form_at) AS covered_at
        FROM asked a
        JOIN round_duty d ON d.round_id = a.id
        LEFT JOIN first_said f ON f.period = a.period AND f.unit_code = d.unit_code
            AND f.unit_valid_from = d.unit_valid_from AND f.indicator_code = d.indicator_code
        LEFT JOIN first_form m ON m.round_id = a.id AND m.unit_code = d.unit_code
            AND m.unit_valid_from = d.unit_valid_from
    ),
    owing AS (
        SELECT round_id, period, unit_code, unit_valid_from, count(*) AS indicators,
            count(covered_at) AS indicators_covered,
            CASE WHEN count(covered_at) = count(*) THEN max(covered_at) END AS handed_in_at
        FROM duties GROUP BY ALL
    ),
    touched AS (
        SELECT id, period, unit_code, unit_valid_from, received_at FROM sent
        UNION SELECT id, period, unit_code, unit_valid_from, received_at FROM said
    ),
    received AS (
        SELECT period, unit_code, unit_valid_from, count(*) AS submissions, min(received_at) AS first_received_at,
            max(received_at) AS last_received_at, arg_max(id, received_at) AS submission_id
        FROM touched GROUP BY ALL
    ),
    events AS (
        SELECT t.period, t.unit_code, t.unit_valid_from, e.kind, e.detail, e."at", e.revision,
            max(e.revision) FILTER (e.kind IN ('submitted', 'returned', 'reopened'))
                OVER (PARTITION BY t.period, t.unit_code, t.unit_valid_from) AS fresh
        FROM touched t JOIN submission_event e ON e.submission_id = t.id
    ),
    examined AS (
        SELECT period, unit_code, unit_valid_from,
            count(*) FILTER (kind = 'returned') AS times_returned,
            max("at") FILTER (kind = 'returned') AS returned_at,
            bool_or(kind = 'returned' AND revision = fresh) AS is_returned,
            count(DISTINCT detail) FILTER (kind = 'accepted' AND revision > fresh) AS fields_accepted,
            max("at") FILTER (kind = 'approved' AND revision > fresh) AS approved_at,
            max("at") FILTER (kind = 'consolidated' AND revision > fresh) AS consolidated_at,
            max("at") FILTER (kind = 'signed' AND revision > fresh) AS signed_at
        FROM events GROUP BY ALL
    )
    SELECT o.round_id, o.period, o.unit_code, o.unit_valid_from, u.name, u.short_name, u.level, u.district_code,
        o.indicators, o.indicators_covered, o.handed_in_at,
        coalesce(r.submissions, 0) AS submissions, r.first_received_at, r.last_received_at, r.submission_id,
        coalesce(x.times_returned, 0) AS times_returned, x.returned_at,
        coalesce(x.is_returned, FALSE) AS is_returned, coalesce(x.fields_accepted, 0) AS fields_accepted,
        x.approved_at, x.consolidated_at,
        coalesce(x.signed_at, CASE WHEN a.state = 'signed' AND r.submissions > 0 THEN a.state_at END) AS signed_at,
        a.units_due_on, a.office_due_on, a.leadership_due_on
    FROM owing o
    JOIN asked a ON a.id = o.round_id
    LEFT JOIN reporting_unit u ON u.code = o.unit_code AND u.valid_from = o.unit_valid_from
    LEFT JOIN received r ON r.period = o.period AND r.unit_code = o.unit_code
        AND r.unit_valid_from = o.unit_valid_from
    LEFT JOIN examined x ON x.period = o.period AND x.unit_code = o.unit_code
        AND x.unit_valid_from = o.unit_valid_from
    ORDER BY o.round_id, u.level, o.unit_code
"""
_DATES = ("unit_valid_from", "units_due_on", "office_due_on", "leadership_due_on")


class RoundBoard:
    """The question of the board; part of the Store."""

    database: Database

    def read_round_board(self, round_ids: Sequence[str] | None = None) -> pd.DataFrame:
        """One row per round and unit that reports in it; None means every round that was opened.

        round_id, period, the unit (unit_code, unit_valid_from, name, short_name, level, district_code);
        indicators it owes and indicators_covered; handed_in_at: when the last of them first came in, whatever
        happened to it afterwards; submissions with first_received_at, last_received_at and the newest
        submission_id; times_returned, returned_at, is_returned (nothing new since); fields_accepted,
        approved_at, consolidated_at, signed_at, as far as they still stand; the round's last days. What was
        taken back does not count. Instants in Vietnamese clock time, NaT where it has not happened.
        """
        condition, parameters = within("id", round_ids)
        board = self.database.read(_BOARD_SQL.format(condition=condition), parameters)
        return with_dates(board, *_DATES)
