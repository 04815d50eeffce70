"""The log of events: written inside the write it tells of, only ever appended, read with filters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.store.connection import Cursor, Database
from tracker.store.frames import TEXT, TIME, WHOLE, all_of
from tracker.store.identifiers import new_id

FILTERS = frozenset(
    {"kind", "by", "account_id", "address", "subject_kind", "subject_id", "unit_code", "period"}
)

AUDIT = {
    "id": TEXT, "kind": TEXT, "subject_kind": TEXT, "subject_id": TEXT, "unit_code": TEXT, "period": TEXT,
    "revision": WHOLE, "at": TIME, "by": TEXT, "account_id": TEXT, "address": TEXT, "reason": TEXT, "detail": TEXT,
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What was done to what: `kind` is a verb in the past (account_added), `subject_kind` names its table."""

    kind: str
    subject_kind: str
    subject_id: str | None = None
    unit_code: str | None = None
    period: str | None = None
    reason: str | None = None
    detail: str | None = None


def record_audit(cursor: Cursor, event: Event, revision: int, by: Author | str, at: dt.datetime) -> None:
    """Append one event; the caller's transaction makes it stand or fall with what it tells of."""
    author = as_author(by)
    cursor.execute(
        "INSERT INTO audit_event (id, kind, subject_kind, subject_id, unit_code, period, revision, "
        '"at", "by", account_id, address, reason, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [new_id(), event.kind, event.subject_kind, event.subject_id, event.unit_code, event.period, revision,
         local_time(at), author.name, author.account_id, author.address, event.reason, event.detail],
    )  # fmt: skip


class Audit:
    """The log as a whole; part of the Store. Instants in Vietnamese clock time."""

    database: Database

    def read_audit(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        equal: dict[str, Any] | None = None,
        text: str = "",
        limit: int = 200,
        offset: int = 0,
    ) -> pd.DataFrame:
        """Events, newest first: at, by, kind, subject_kind, subject_id, unit_code, period, address, reason, detail.

        `until` is not included. `equal`: column (of FILTERS) -> wanted value. `text` stands anywhere in what is
        said, or in who said it.
        """
        condition, parameters = _wanted(since, until, equal, text)
        return self.database.read(
            f'SELECT * FROM audit_log WHERE {condition} ORDER BY "at" DESC, revision DESC, id DESC LIMIT ? OFFSET ?',
            [*parameters, limit, offset],
        )

    def count_audit(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        equal: dict[str, Any] | None = None,
        text: str = "",
    ) -> int:
        """How many events `read_audit` would give without a limit."""
        condition, parameters = _wanted(since, until, equal, text)
        return int(
            self.database.read_rows(f"SELECT count(*) FROM audit_log WHERE {condition}", parameters)[0][0]
        )

    def list_audit_values(self, column: str) -> list[str]:
        """Every value of a column (of FILTERS) in the log, in order."""
        if column not in FILTERS:
            raise ValueError(column)
        rows = self.database.read_rows(
            f'SELECT DISTINCT "{column}" FROM audit_log WHERE "{column}" IS NOT NULL ORDER BY 1'
        )
        return [str(value) for (value,) in rows]


def _wanted(
    since: dt.datetime | None, until: dt.datetime | None, equal: dict[str, Any] | None, text: str
) -> tuple[str, list[Any]]:
    asked = (('"at" >= ?', since), ('"at" < ?', until))
    conditions: list[Any] = [(sql, [local_time(day)]) for sql, day in asked if day is not None]
    conditions += [(f'"{name}" = ?', [value]) for name, value in (equal or {}).items() if name in FILTERS]
    if text.strip():
        said = """lower(concat_ws(' ', "by", reason, detail, address, subject_id))"""
        conditions.append((f"contains({said}, lower(?))", [text.strip()]))
    return all_of(conditions)
