"""Series as they would be with figures that are not stored: the store's own questions over a pretended write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.store.connection import Cursor, Database, Parameters
from tracker.store.frames import insert
from tracker.store.identifiers import new_ids
from tracker.store.reading import Reading
from tracker.store.rollups import refresh_sql, touch
from tracker.store.submission_rows import Batch, NewSubmission, observation_rows
from tracker.store.views import PRECEDENCE, STANDING_STEP

# Temporary relations hide the database's own of the same name, so that every question is asked in the
# very words it is always asked in. Each is made from {own}, the database's relation by its full name.
_PRETENDED = {
    "observation": "SELECT * FROM {own}.observation UNION ALL BY NAME SELECT * FROM pretended_observation",
    "live_submission": """
        SELECT * FROM {own}.live_submission UNION ALL BY NAME
        SELECT DISTINCT submission_id AS id, {standing} AS standing FROM pretended_observation
    """,
    "rollup": """
        SELECT * FROM {own}.rollup
        WHERE basis <> 'all' OR place_code NOT IN (SELECT place_code FROM touched_place)
            OR (indicator_code, period, measure) NOT IN (FROM touched_key)
        UNION ALL BY NAME SELECT * FROM pretended_rollup
    """,
}


@dataclass(frozen=True)
class _OneCursor:
    """What Reading needs of a database, on a cursor that sees the pretended write."""

    cursor: Cursor

    def read(self, sql: str, parameters: Parameters = ()) -> pd.DataFrame:
        bound = dict(parameters) if isinstance(parameters, dict) else list(parameters)
        return self.cursor.execute(sql, bound).df()

    def read_rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        return self.cursor.execute(sql, list(parameters)).fetchall()


class Preview(Reading):
    """The questions of Reading, answered as if the figures had been handed in."""

    def __init__(self, cursor: Cursor) -> None:
        self.database = _OneCursor(cursor)  # type: ignore[assignment]


class Previews:
    """Looking ahead; part of the Store."""

    database: Database

    @contextmanager
    def preview(self, submission: NewSubmission, observations: pd.DataFrame) -> Iterator[Preview]:
        """A source of series in which this submission is the newest. Nothing is written and nobody waits.

        `observations` as for `record_submission`; a row without a value withdraws its key.
        """
        rows = observation_rows([Batch(submission, observations)], new_ids(1))
        with self.database.snapshot() as cursor:
            names = cursor.execute("SELECT current_database(), current_schema()").fetchone()
            own = ".".join(f'"{name}"' for name in names or ())
            cursor.execute(f"CREATE TEMP TABLE pretended_observation AS FROM {own}.observation LIMIT 0")
            insert(cursor, "pretended_observation", rows)
            standing = (PRECEDENCE[submission.kind] + 1) * STANDING_STEP - 1
            for name in ("observation", "live_submission"):
                cursor.execute(_view(name, own, standing))
            touch(cursor, "pretended_observation")
            cursor.execute(f"CREATE TEMP TABLE pretended_rollup AS {refresh_sql('all')}")
            cursor.execute(_view("rollup", own, standing))
            yield Preview(cursor)


def _view(name: str, own: str, standing: int) -> str:
    return f"CREATE TEMP VIEW {name} AS {_PRETENDED[name].format(own=own, standing=standing)}"
