"""The workspace itself: its revision, whether it is a demo, and the step from demo to real."""

from __future__ import annotations

import datetime as dt

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.store.connection import Cursor, Database
from tracker.store.errors import WorkspaceNotEmpty
from tracker.store.files import FileFolder
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

    def begin_real(self, by: Author | str, at: dt.datetime) -> None:
        """Remove everything illustrative or handed in while this was a demo, and start for real.

        Catalogue, units and published actuals stay. Files that nothing refers to any more are removed
        after the transaction, so a crash in between leaves files too many, never too few.
        """

        def work(cursor: Cursor, _: int) -> set[str]:
            demo_files = _files_where(cursor, "is_demo")
            for table in ("observation", "submission_event", "submission_finding"):
                cursor.execute(f"DELETE FROM {table} WHERE submission_id IN {_OF_DEMO}")
            cursor.execute("DELETE FROM submission WHERE is_demo")
            _delete_illustrative_people_and_rounds(cursor)
            cursor.execute("UPDATE workspace SET mode = 'real'")
            _record(cursor, "begin_real", by, at)
            rebuild(cursor)
            return demo_files - _files_where(cursor, "TRUE")

        for sha256 in self.database.write(work):
            self.files.remove(sha256)


def _files_where(cursor: Cursor, condition: str) -> set[str]:
    rows = cursor.execute(
        f"SELECT file_sha256 FROM submission WHERE file_sha256 IS NOT NULL AND {condition} "
        f"UNION SELECT content_sha256 FROM edition WHERE {condition}"
    )
    return {sha256 for (sha256,) in rows.fetchall()}


def _delete_illustrative_people_and_rounds(cursor: Cursor) -> None:
    """Illustrative rounds with all that hangs on them, illustrative accounts with their sessions."""
    of_round = "(SELECT id FROM round WHERE is_demo)"
    asked = f"(SELECT id FROM explanation WHERE is_demo OR round_id IN {of_round})"
    cursor.execute(f"DELETE FROM explanation_event WHERE explanation_id IN {asked}")
    cursor.execute("DELETE FROM review_comment WHERE submission_id NOT IN (SELECT id FROM submission)")
    for table in ("explanation", "edition", "report_text", "issued_document", "task_report"):
        cursor.execute(f"DELETE FROM {table} WHERE is_demo OR round_id IN {of_round}")
    for table in ("report_text", "issued_document", "task_report"):
        cursor.execute(
            f"DELETE FROM audit_event WHERE subject_kind = '{table}' AND subject_id NOT IN (SELECT id FROM {table})"
        )
    for table in ("round_event", "round_duty", "reminder"):
        cursor.execute(f"DELETE FROM {table} WHERE round_id IN {of_round}")
    cursor.execute("DELETE FROM round WHERE is_demo")
    of_account = "(SELECT id FROM account WHERE is_demo)"
    cursor.execute("DELETE FROM text_draft")
    for table in ("account_unit", "account_field", "sign_in_session", "one_time_link"):
        cursor.execute(f"DELETE FROM {table} WHERE account_id IN {of_account}")
    cursor.execute("DELETE FROM account WHERE is_demo")


def _record(cursor: Cursor, kind: str, by: Author | str | None, at: dt.datetime) -> None:
    author = as_author(by) if by else None
    cursor.execute(
        'INSERT INTO workspace_event (id, kind, "at", "by", account_id, address) VALUES (?, ?, ?, ?, ?, ?)',
        [new_id(), kind, local_time(at), *((author.name, author.account_id, author.address) if author
                                           else (None, None, None))],
    )  # fmt: skip
