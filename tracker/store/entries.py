"""Entries beside the numbers of a round: only ever appended, the newest of a key counts, each write in the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.store.audit import AUDIT, Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.errors import StaleEntry
from tracker.store.frames import (
    DATE,
    FLAG,
    TEXT,
    TIME,
    WHOLE,
    all_of,
    as_table,
    insert,
    with_dates,
    within,
)
from tracker.store.identifiers import new_id, new_id_column, new_ids
from tracker.store.rounds import find_in


@dataclass(frozen=True)
class EntryTable:
    """A table of entries: the columns that tell one entry from another, and those that a write sets."""

    name: str
    key: tuple[str, ...]
    content: tuple[str, ...]
    days: tuple[str, ...] = ("unit_valid_from",)

    @property
    def columns(self) -> dict[str, str]:
        """Every column with its kind."""
        names = {name: DATE if name in self.days else TEXT for name in (*self.key, *self.content)}
        common = {"is_demo": FLAG, "revision": WHOLE, "at": TIME, "by": TEXT, "account_id": TEXT}
        return {"id": TEXT} | names | common

    @property
    def newest(self) -> str:
        """SQL for the newest row of each key, with the period of its round."""
        key = ", ".join(f"e.{name}" for name in self.key)
        return (
            f"SELECT e.*, r.period FROM {self.name} e JOIN round r ON r.id = e.round_id "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY e.revision DESC) = 1"
        )


def append_entry(
    database: Database,
    table: EntryTable,
    row: Mapping[str, Any],
    seen_revision: int,
    kind: str,
    by: Author | str,
    at: dt.datetime,
    detail: str,
    reason: str | None = None,
) -> int:
    """Append one version of an entry and the event of `kind`; gives the revision of the write.

    `row`: the columns of key and content. `detail`: what the entry is about, for the log. `seen_revision`: the version that the author saw, 0 for none. Raises
    StaleEntry when another one is the newest by now, NoSuchRound.
    """
    author = as_author(by)

    def work(cursor: Cursor, revision: int) -> int:
        period = find_in(cursor, str(row["round_id"])).period
        if _newest_revision(cursor, table, row) != seen_revision:
            raise StaleEntry(database.location)
        mode = cursor.execute("SELECT mode FROM workspace").fetchone()
        values = {name: row.get(name) for name in (*table.key, *table.content)}
        values |= {
            "id": new_id(), "is_demo": mode == ("demo",), "revision": revision, "at": local_time(at),
            "by": author.name, "account_id": author.account_id,
        }  # fmt: skip
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor.execute(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(values.values()))
        event = Event(kind, table.name, str(values["id"]), row.get("unit_code"), period, reason, detail)
        record_audit(cursor, event, revision, by, at)
        return revision

    return database.write(work)


def append_all(database: Database, entries: Mapping[EntryTable, pd.DataFrame]) -> None:
    """Append many first versions in one write, with their events; for what a demonstration is filled with.

    Columns: those of key and content, `by`, `at`, and `kind` and `detail` of the event.
    """

    def work(cursor: Cursor, revision: int) -> None:
        periods = dict(cursor.execute("SELECT id, period FROM round").fetchall())
        for table, rows in entries.items():
            rows = rows.assign(id=new_ids(len(rows)), revision=revision, is_demo=True)
            insert(cursor, table.name, as_table(rows, table.columns))
            about = {
                "subject_kind": table.name,
                "subject_id": rows["id"],
                "period": rows["round_id"].map(periods),
            }
            events = as_table(rows.assign(**about), AUDIT, id=new_id_column(len(rows)))
            insert(cursor, "audit_event", events)

    database.write(work)


def _newest_revision(cursor: Cursor, table: EntryTable, row: Mapping[str, Any]) -> int:
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in table.key)
    found = cursor.execute(
        f"SELECT coalesce(max(revision), 0) FROM {table.name} WHERE {same}",
        [row.get(name) for name in table.key],
    ).fetchone()
    return int(found[0]) if found else 0


def read_newest(
    database: Database,
    table: EntryTable,
    round_ids: list[str] | None = None,
    unit: tuple[str, dt.date] | None = None,
) -> pd.DataFrame:
    """The newest row of each key: the table's columns and `period`, in the order they were first written."""
    condition, parameters = all_of(_chosen(round_ids, unit))
    return with_dates(
        database.read(f"SELECT * FROM ({table.newest}) WHERE {condition} ORDER BY id", parameters),
        *table.days,
    )


def read_versions(database: Database, table: EntryTable, row: Mapping[str, Any]) -> pd.DataFrame:
    """Every version of one key, the newest first."""
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in table.key)
    return with_dates(
        database.read(
            f"SELECT * FROM {table.name} WHERE {same} ORDER BY revision DESC",
            [row.get(name) for name in table.key],
        ),
        *table.days,
    )


def _chosen(round_ids: list[str] | None, unit: tuple[str, dt.date] | None) -> list[tuple[str, list[Any]]]:
    chosen = [within("round_id", round_ids)]
    if unit is not None:
        chosen.append(("unit_code = ? AND unit_valid_from = ?", list(unit)))
    return chosen
