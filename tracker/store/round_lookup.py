"""The rounds as the words beside the numbers need them: which there are, of which period, in which state."""

from __future__ import annotations

import pandas as pd

from tracker.store.connection import Cursor, Database
from tracker.store.frames import with_dates

_DAYS = ("cut_off_on", "units_due_on", "office_due_on", "leadership_due_on")


class RoundLookup:
    """Questions about stored rounds; part of the Store."""

    database: Database

    def read_rounds(self) -> pd.DataFrame:
        """One row per round with `state` (drafted before any event), the newest first."""
        rows = self.database.read(
            """SELECT r.*, coalesce(e.kind, 'drafted') AS state
            FROM round r
            LEFT JOIN (
                SELECT round_id, kind FROM round_event
                WHERE kind IN ('drafted', 'opened', 'closed', 'reopened', 'signed')
                QUALIFY row_number() OVER (PARTITION BY round_id ORDER BY revision DESC, "at" DESC) = 1
            ) e ON e.round_id = r.id
            ORDER BY r.units_due_on DESC, r.created_at DESC"""
        )
        return with_dates(rows, *_DAYS)


def find_period(cursor: Cursor, round_id: str) -> str:
    """The period of a round; raises KeyError."""
    row = cursor.execute("SELECT period FROM round WHERE id = ?", [round_id]).fetchone()
    if row is None:
        raise KeyError(round_id)
    return str(row[0])
