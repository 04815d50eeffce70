"""The workspace itself: its revision, whether it is a demo, and the step from demo to real."""

from __future__ import annotations

import datetime as dt

from tracker.store.connection import Cursor, Database
from tracker.store.errors import WorkspaceNotEmpty
from tracker.store.files import FileFolder
from tracker.store.frames import local_time
from tracker.store.identifiers import new_id
from tracker.store.rollups import rebuild

_OF_DEMO = "(SELECT id FROM submission WHERE is_demo)"


class Workspace:
    """Revision and mode; part of the Store."""

    database: Database
    files: FileFolder

    def revision(self) -> int:
        """A number that every write raises."""
        return int(self.database.read_rows("SELECT revision FROM workspace")[0][0])

    def mode(self) -> str:
        """'demo' or 'real'."""
        return str(self.database.read_rows("SELECT mode FROM workspace")[0][0])

    def begin_demo(self, at: dt.datetime) -> None:
        """Turn a workspace without real hand-ins into a demo; raises WorkspaceNotEmpty otherwise."""

        def work(cursor: Cursor, _: int) -> None:
            real = cursor.execute(
                "SELECT count(*) FROM submission WHERE NOT is_demo AND kind <> 'published'"
            ).fetchone()
            if real and real[0]:
                raise WorkspaceNotEmpty(self.database.location)
            cursor.execute("UPDATE workspace SET mode = 'demo'")
            _record(cursor, "begin_demo", None, at)

        self.database.write(work)

    def begin_real(self, by: str, at: dt.datetime) -> None:
        """Remove everything illustrative or handed in while this was a demo, and start for real.

        Catalogue, units and published actuals stay. Files that nothing refers to any more are removed
        after the transaction, so a crash in between leaves files too many, never too few.
        """

        def work(cursor: Cursor, _: int) -> set[str]:
            demo_files = _files_where(cursor, "is_demo")
            for table in ("observation", "submission_event", "submission_finding"):
                cursor.execute(f"DELETE FROM {table} WHERE submission_id IN {_OF_DEMO}")
            cursor.execute("DELETE FROM submission WHERE is_demo")
            cursor.execute("UPDATE workspace SET mode = 'real'")
            _record(cursor, "begin_real", by, at)
            rebuild(cursor)
            return demo_files - _files_where(cursor, "TRUE")

        for sha256 in self.database.write(work):
            self.files.remove(sha256)


def _files_where(cursor: Cursor, condition: str) -> set[str]:
    rows = cursor.execute(
        f"SELECT DISTINCT file_sha256 FROM submission WHERE file_sha256 IS NOT NULL AND {condition}"
    )
    return {sha256 for (sha256,) in rows.fetchall()}


def _record(cursor: Cursor, kind: str, by: str | None, at: dt.datetime) -> None:
    cursor.execute(
        'INSERT INTO workspace_event (id, kind, "at", "by") VALUES (?, ?, ?, ?)',
        [new_id(), kind, local_time(at), by],
    )
