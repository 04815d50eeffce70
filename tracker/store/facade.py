"""The Store: one object over one database, one method per question."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Self

from tracker.core.local_time import local_time
from tracker.store.accounts import Accounts
from tracker.store.attempts import Attempts
from tracker.store.audit import Audit
from tracker.store.connection import Database
from tracker.store.current import Current
from tracker.store.editions import Editions
from tracker.store.explanations import Explanations
from tracker.store.figure_history import FigureHistory
from tracker.store.files import FileFolder
from tracker.store.loading import Loading
from tracker.store.location import parse_location
from tracker.store.migrations import upgrade
from tracker.store.name_memory import NameMemory
from tracker.store.preview import Previews
from tracker.store.reading import Reading
from tracker.store.recording import Recording
from tracker.store.reminders import Reminders
from tracker.store.report_texts import ReportTexts, TextDrafts
from tracker.store.reviews import Reviews
from tracker.store.rollups import Rollups
from tracker.store.round_board import RoundBoard
from tracker.store.rounds import Rounds
from tracker.store.sessions import Sessions
from tracker.store.sources import Sources
from tracker.store.submissions import Submissions
from tracker.store.workspace import Workspace


class Store(
    Workspace,
    Loading,
    Recording,
    Submissions,
    Reading,
    Current,
    Previews,
    Sources,
    FigureHistory,
    NameMemory,
    Rollups,
    Reviews,
    Rounds,
    RoundBoard,
    Reminders,
    Editions,
    Accounts,
    Sessions,
    Attempts,
    Audit,
    ReportTexts,
    TextDrafts,
    Explanations,
):
    """Every question to the database; threads may share it. Close it, or use it as a context."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.files = FileFolder(database.location.files_folder)

    @property
    def location(self) -> str:
        """The database's address without passwords, for messages and the administration page."""
        return str(self.database.location)

    def save_file(self, data: bytes) -> str:
        """Keep a handed-in file; returns its SHA-256."""
        return self.files.save(data)

    def read_file(self, sha256: str) -> bytes:
        """The bytes of a handed-in file; raises KeyError."""
        return self.files.read(sha256)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(url_or_path: str | Path, *, read_only: bool = False, data_path: str | None = None) -> Store:
    """Open the database, made or upgraded to this code's schema as needed.

    `url_or_path`: a DuckDB file, or `ducklake:postgres:<libpq>[?data_path=…&metadata_schema=…]`.
    Raises the StoreError that says what is wrong: NewerDatabase, OlderDatabase (read only),
    DatabaseLocked, DatabaseReadOnly, DiskFull, FolderMissing, NotADatabase, DatabaseUnreachable.
    """
    database = Database(parse_location(url_or_path, data_path), read_only)
    try:
        upgrade(database, local_time(dt.datetime.now(dt.UTC)))
    except BaseException:
        database.close()
        raise
    return Store(database)
