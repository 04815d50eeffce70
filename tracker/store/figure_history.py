"""The whole life of one figure: every observation of its key, and what became of each."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tracker.store.connection import Database
from tracker.store.frames import with_dates
from tracker.store.views import current_sql

_OF_KEY = """(
    SELECT * FROM observation WHERE indicator_code = $indicator AND unit_code = $unit
        AND unit_valid_from = $valid_from AND period = $period AND measure = $measure
)"""

_HISTORY_SQL = f"""
    WITH undone AS (
        SELECT submission_id, any_value("at") AS undone_at, any_value("by") AS undone_by,
            any_value(reason) AS undo_reason
        FROM submission_event WHERE kind = 'undone' GROUP BY submission_id
    ),
    counting AS (SELECT id FROM ({current_sql(_OF_KEY)}))
    SELECT o.id, o.submission_id, o.value, o.numerator, o.denominator, o.note, o.cell, o.document, o.section,
        o.verified, s.kind, s.unit_code AS sender_code, s.unit_valid_from AS sender_valid_from,
        s.period AS round_period, s.submitted_by, s.received_at, s.file_name, s.file_sha256,
        s.warnings_reason, s.is_demo, s.revision, u.undone_at, u.undone_by, u.undo_reason,
        CASE WHEN u.submission_id IS NOT NULL THEN 'undone'
             WHEN o.id IN (FROM counting) THEN 'current' ELSE 'superseded' END AS state
    FROM {_OF_KEY} o
    JOIN submission s ON s.id = o.submission_id
    LEFT JOIN undone u ON u.submission_id = s.id
    ORDER BY s.revision DESC
"""


class FigureHistory:
    """The question how a figure came to be; part of the Store."""

    database: Database

    def read_figure_history(
        self, indicator_code: str, unit: tuple[str, dt.date], period: str, measure: str = "actual"
    ) -> pd.DataFrame:
        """Every observation ever stored for a key, the newest first; a row without a value took it back.

        value, numerator, denominator, note, cell, document, section, verified; of its submission: id, kind,
        sender (code, valid_from), round_period, submitted_by, received_at, file_name, file_sha256,
        warnings_reason, is_demo, revision; state (current, superseded, undone), undone_at, undone_by,
        undo_reason.
        """
        key = {"indicator": indicator_code, "unit": unit[0], "valid_from": unit[1]}
        rows = self.database.read(_HISTORY_SQL, key | {"period": period, "measure": measure})
        return with_dates(rows, "sender_valid_from")
