"""The words, documents and task reports of a round, and what somebody is still typing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.author import Author
from tracker.core.local_time import local_time
from tracker.core.report_text import TextKey
from tracker.store.connection import Cursor, Database
from tracker.store.entries import EntryTable, append_all, append_entry, read_newest, read_versions

TEXTS = EntryTable(
    "report_text",
    ("round_id", "unit_code", "unit_valid_from", "programme_code", "indicator_code", "part"),
    ("body",),
)
DOCUMENTS = EntryTable(
    "issued_document",
    ("entry_id",),
    ("round_id", "unit_code", "unit_valid_from", "programme_code", "number", "title", "issued_on", "issuer",
     "state"),
    ("unit_valid_from", "issued_on"),
)  # fmt: skip
TASK_REPORTS = EntryTable(
    "task_report",
    ("round_id", "task_code", "unit_code", "unit_valid_from"),
    ("state", "due_on", "done_on", "evidence"),
    ("unit_valid_from", "due_on", "done_on"),
)
UnitKey = tuple[str, dt.date]


@dataclass(frozen=True)
class Draft:
    """What an account has typed and not saved; `base_revision` is the version that it began from, 0 for none."""

    account_id: str
    draft_key: str
    body: str
    base_revision: int
    at: dt.datetime


class ReportTexts:
    """Texts, issued documents and task reports; part of the Store. Every write raises StaleEntry, NoSuchRound."""

    database: Database

    def save_text(
        self, key: TextKey, body: str, seen_revision: int, by: Author | str, at: dt.datetime
    ) -> int:
        """Append a version of a text; an empty one takes the text back. Gives the version's revision."""
        row = _key_row(key) | {"body": body}
        about = "/".join(filter(None, (key.programme_code, key.indicator_code, key.part)))
        return append_entry(self.database, TEXTS, row, seen_revision, "text_saved", by, at, about)

    def read_texts(self, round_ids: list[str] | None = None, unit: UnitKey | None = None) -> pd.DataFrame:
        """The newest version of every text; an empty body is a text that was taken back."""
        return read_newest(self.database, TEXTS, round_ids, unit)

    def read_text_versions(self, key: TextKey) -> pd.DataFrame:
        return read_versions(self.database, TEXTS, _key_row(key))

    def save_document(
        self,
        row: Mapping[str, Any],
        seen_revision: int,
        by: Author | str,
        at: dt.datetime,
        reason: str | None = None,
    ) -> int:
        """Append a version of a document of the list; state `withdrawn` takes it off."""
        kind = "document_withdrawn" if row["state"] == "withdrawn" else "document_changed"
        kind = kind if seen_revision else "document_added"
        about = f"{row['number']} {row['title']}"
        return append_entry(self.database, DOCUMENTS, row, seen_revision, kind, by, at, about, reason)  # fmt: skip

    def read_documents(self, round_ids: list[str] | None = None, unit: UnitKey | None = None) -> pd.DataFrame:
        """The documents of the lists, without those that were withdrawn."""
        rows = read_newest(self.database, DOCUMENTS, round_ids, unit)
        return rows[rows["state"] != "withdrawn"].reset_index(drop=True)

    def report_task(
        self, row: Mapping[str, Any], seen_revision: int, by: Author | str, at: dt.datetime
    ) -> int:
        """Append what a unit says of a task in a round."""
        about = f"{row['task_code']}: {row['state']}"
        return append_entry(self.database, TASK_REPORTS, row, seen_revision, "task_reported", by, at, about)

    def read_task_reports(
        self, round_ids: list[str] | None = None, unit: UnitKey | None = None
    ) -> pd.DataFrame:
        """The newest report of each unit on each task."""
        return read_newest(self.database, TASK_REPORTS, round_ids, unit)

    def read_task_versions(self, row: Mapping[str, Any]) -> pd.DataFrame:
        return read_versions(self.database, TASK_REPORTS, row)

    def fill_with_illustration(self, entries: Mapping[EntryTable, pd.DataFrame]) -> None:
        """Append what a demonstration shows, in one write; see `append_all`."""
        append_all(self.database, entries)


class TextDrafts:
    """Drafts, replaced in place without a new revision, for nothing that anybody else reads depends on them."""

    database: Database

    def keep_draft(self, draft: Draft) -> None:
        def work(cursor: Cursor) -> None:
            _drop(cursor, draft.account_id, draft.draft_key)
            cursor.execute(
                "INSERT INTO text_draft VALUES (?, ?, ?, ?, ?)",
                [draft.account_id, draft.draft_key, draft.body, draft.base_revision, local_time(draft.at)],
            )

        self.database.transact(work)

    def drop_draft(self, account_id: str, draft_key: str) -> None:
        self.database.transact(lambda cursor: _drop(cursor, account_id, draft_key))

    def list_drafts(self, prefix: str) -> list[Draft]:
        """The drafts of everybody whose key begins like this, the newest first."""
        rows = self.database.read_rows(
            'SELECT account_id, draft_key, body, base_revision, "at" FROM text_draft '
            'WHERE starts_with(draft_key, ?) ORDER BY "at" DESC',
            [prefix],
        )
        return [Draft(*row) for row in rows]


def _drop(cursor: Cursor, account_id: str, draft_key: str) -> None:
    cursor.execute("DELETE FROM text_draft WHERE account_id = ? AND draft_key = ?", [account_id, draft_key])


def _key_row(key: TextKey) -> dict[str, Any]:
    return {name: getattr(key, name) for name in TEXTS.key}
