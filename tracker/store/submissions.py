"""Submissions after they are recorded: their state, their history, and undoing one."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from tracker.core.author import Author
from tracker.core.review import BASES
from tracker.store.connection import Cursor, Database
from tracker.store.errors import ApprovedFigures
from tracker.store.frames import all_of, as_table, insert, with_dates, within
from tracker.store.identifiers import new_ids
from tracker.store.recording import record_event
from tracker.store.rollups import refresh, touch
from tracker.store.rounds import RoundStates, refuse_other_states
from tracker.store.submission_rows import EVENT, signed
from tracker.store.views import OBSERVATION_KEY, current_sql

# Whatever shares a key with a chosen submission, so that "current" is judged among all its rivals.
_SAME_KEYS = f"""(
    SELECT o.* FROM observation o SEMI JOIN (
        SELECT {OBSERVATION_KEY} FROM observation WHERE submission_id IN (SELECT id FROM chosen)
    ) k USING ({OBSERVATION_KEY})
)"""


class Submissions:
    """Questions about submissions, and undo; part of the Store."""

    database: Database

    def list_submissions(self, unit_code: str | None = None, period: str | None = None) -> pd.DataFrame:
        """One row per submission, newest first: its columns, `state`, observations and findings counted.

        `state`: current (at least one of its values counts), superseded (none does), undone.
        """
        condition, parameters = all_of(
            [
                within("s.unit_code", None if unit_code is None else [unit_code]),
                within("s.period", None if period is None else [period]),
            ]
        )
        rows = self.database.read(
            f"""WITH chosen AS (SELECT s.* FROM submission s WHERE {condition}),
            stored AS (
                SELECT submission_id, count(*) AS observations FROM observation
                WHERE submission_id IN (SELECT id FROM chosen) GROUP BY submission_id
            ),
            counting AS (
                SELECT submission_id, count(*) AS current_observations
                FROM ({current_sql(_SAME_KEYS)}) GROUP BY submission_id
            ),
            found AS (
                SELECT submission_id, count(*) FILTER (severity = 'error') AS errors,
                    count(*) FILTER (severity = 'warning') AS warnings
                FROM submission_finding GROUP BY submission_id
            )
            SELECT s.*, coalesce(o.observations, 0) AS observations,
                coalesce(c.current_observations, 0) AS current_observations,
                coalesce(f.errors, 0) AS errors, coalesce(f.warnings, 0) AS warnings,
                CASE WHEN s.id NOT IN (SELECT id FROM live_submission) THEN 'undone'
                     WHEN o.observations IS NOT NULL AND c.current_observations IS NULL THEN 'superseded'
                     ELSE 'current' END AS state
            FROM chosen s
            LEFT JOIN stored o ON o.submission_id = s.id
            LEFT JOIN counting c ON c.submission_id = s.id
            LEFT JOIN found f ON f.submission_id = s.id
            ORDER BY s.revision DESC, s.unit_code, s.period""",
            parameters,
        )
        return with_dates(rows, "unit_valid_from")

    def find_sender_of(self, submission_id: str) -> tuple[str, dt.date, str]:
        """Code and first day of the unit that handed in, and the period; raises KeyError."""
        rows = self.database.read_rows(
            "SELECT unit_code, unit_valid_from, period FROM submission WHERE id = ?", [submission_id]
        )
        if not rows:
            raise KeyError(submission_id)
        return rows[0]

    def find_file_of(self, submission_id: str) -> tuple[str | None, str | None]:
        """Name and SHA-256 of the file that was handed in, None where there was none; raises KeyError."""
        rows = self.database.read_rows(
            "SELECT file_name, file_sha256 FROM submission WHERE id = ?", [submission_id]
        )
        if not rows:
            raise KeyError(submission_id)
        return rows[0][0], rows[0][1]

    def read_events(self, submission_id: str) -> pd.DataFrame:
        """The history of one submission, oldest first: kind, at, by, reason, detail."""
        return self.database.read(
            """SELECT kind, "at", "by", reason, detail, revision FROM submission_event
            WHERE submission_id = ?
            ORDER BY revision, CASE kind WHEN 'received' THEN 0 ELSE 1 END""",
            [submission_id],
        )

    def read_findings(self, submission_id: str) -> pd.DataFrame:
        """What was found when it was handed in: code, severity, cell, message, detail (JSON text)."""
        return self.database.read(
            "SELECT code, severity, cell, message, detail FROM submission_finding WHERE submission_id = ?",
            [submission_id],
        )

    def undo_submission(
        self,
        submission_id: str,
        by: Author | str,
        at: dt.datetime,
        reason: str,
        *,
        even_approved: bool = True,
        round_states: RoundStates | None = None,
    ) -> None:
        """Take a submission out of force; what it superseded counts again. Undoing twice does nothing.

        `round_states`: the states of the rounds under which it may be taken back. Raises KeyError when there is
        no such submission, ApprovedFigures for an approved one that may not be, RoundMoved.
        """

        def work(cursor: Cursor, revision: int) -> None:
            refuse_other_states(cursor, round_states)
            row = cursor.execute(
                "SELECT unit_code, period, id IN (SELECT id FROM live_submission), "
                "id IN (SELECT id FROM official_submission) FROM submission WHERE id = ?",
                [submission_id],
            ).fetchone()
            if row is None:
                raise KeyError(submission_id)
            unit_code, period, is_live, is_official = row
            if not is_live:
                return
            if is_official and not even_approved:
                raise ApprovedFigures(self.database.location, unit_code=unit_code, period=period)
            record_event(cursor, submission_id, "undone", revision, at, by, reason)
            _record_restored(cursor, submission_id, revision, at, by)
            cursor.execute(
                "CREATE OR REPLACE TEMP TABLE withdrawn AS SELECT * FROM observation WHERE submission_id = ?",
                [submission_id],
            )
            touch(cursor, "withdrawn")
            refresh(cursor, *BASES)

        self.database.write(work)


def _record_restored(cursor: Cursor, undone: str, revision: int, at: dt.datetime, by: Author | str) -> None:
    """An event for every submission that the undone one had superseded."""
    restored = cursor.execute(
        """SELECT DISTINCT submission_id, detail FROM submission_event
        WHERE kind = 'superseded' AND detail = ?
          AND submission_id IN (SELECT id FROM live_submission)""",
        [undone],
    ).df()
    events = restored.assign(id=new_ids(len(restored)), kind="restored", revision=revision, at=at)
    events = events.assign(**signed(by))
    insert(cursor, "submission_event", as_table(events, EVENT))
