"""The only SQL: a database that answers one question per method."""

from tracker.store.errors import (
    ApprovedFigures,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    FolderMissing,
    NewerDatabase,
    NotADatabase,
    OlderDatabase,
    StaleFigures,
    StaleReview,
    StaleRevision,
    StoreError,
    WriteConflict,
)
from tracker.store.facade import Store, open_store
from tracker.store.recording import NewSubmission

__all__ = [
    "ApprovedFigures",
    "DatabaseLocked",
    "DatabaseReadOnly",
    "DatabaseUnreachable",
    "DiskFull",
    "FolderMissing",
    "NewSubmission",
    "NewerDatabase",
    "NotADatabase",
    "OlderDatabase",
    "StaleFigures",
    "StaleReview",
    "StaleRevision",
    "Store",
    "StoreError",
    "WriteConflict",
    "open_store",
]
