"""Reminders: claimed before they are sent, so that two servers do not send the same one, and what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import pandas as pd
import pyarrow as pa

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.core.reminding import is_try_due
from tracker.store.connection import Cursor, Database
from tracker.store.frames import DATE, TEXT, TIME, as_table, insert, with_dates
from tracker.store.identifiers import new_id_column, new_ids
from tracker.store.rounds import Round, find_in

_REMINDER = {
    "id": TEXT, "attempt_id": TEXT, "round_id": TEXT, "unit_code": TEXT, "unit_valid_from": DATE, "kind": TEXT, "due_on": DATE,
    "address": TEXT, "state": TEXT, "detail": TEXT, "at": TIME, "by": TEXT,
}  # fmt: skip
# The newest row of each attempt.
_NEWEST = """
    SELECT * FROM reminder WHERE round_id = ?
    QUALIFY row_number() OVER (PARTITION BY attempt_id ORDER BY state = 'sending', "at" DESC) = 1
"""
_ANSWERED_WITHIN = dt.timedelta(minutes=30)  # a claim older than this is of a server that died over it


class NewReminder(NamedTuple):
    """A message to a unit's `addresses`; `kind` and `due_on` say which one, once per round and unit."""

    unit_code: str
    unit_valid_from: dt.date
    kind: str
    due_on: dt.date
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a claimed attempt; `detail` says why it failed, or whom it did not reach."""

    attempt_id: str
    state: Literal["sent", "failed"]
    detail: str | None = None


class Reminders:
    """The log of reminders, which is also what keeps them from being sent twice; part of the Store."""

    database: Database

    def claim_reminders(
        self, seen: Round, wanted: Sequence[NewReminder], by: Author | str, at: dt.datetime
    ) -> list[str | None]:
        """Ids of those that the caller is to send now, row for row; None for those that it must not.

        Not sent: what was sent, what another server is sending, what failed too often or only just now; and
        nothing at all once the round has changed since it was `seen`. Answer each with `settle_reminders`.
        """

        def work(cursor: Cursor, _: int) -> list[str | None]:
            if find_in(cursor, seen.id) != seen:
                return [None] * len(wanted)
            tried = _attempts(cursor, seen.id)
            now = local_time(at)
            ids = [
                attempt_id if _is_free(tried.get(_key(one), []), now) else None
                for one, attempt_id in zip(wanted, new_ids(len(wanted)), strict=True)
            ]
            insert(cursor, "reminder", _rows(seen.id, wanted, ids, as_author(by).name, now))
            return ids

        return self.database.write(work)

    def settle_reminders(self, outcomes: Sequence[Outcome], at: dt.datetime) -> None:
        """Append what became of claimed attempts."""

        def work(cursor: Cursor, _: int) -> None:
            told = pa.table(
                {
                    "id": new_id_column(len(outcomes)),
                    "attempt_id": [one.attempt_id for one in outcomes],
                    "state": [one.state for one in outcomes],
                    "detail": pa.array([one.detail for one in outcomes], pa.string()),
                }
            )
            cursor.register("told", told)
            cursor.execute(
                """INSERT INTO reminder (id, attempt_id, round_id, unit_code, unit_valid_from, kind, due_on,
                    address, state, detail, "at", "by")
                SELECT t.id, t.attempt_id, r.round_id, r.unit_code, r.unit_valid_from, r.kind, r.due_on,
                    r.address, t.state, t.detail, ?, r."by"
                FROM told t JOIN reminder r ON r.attempt_id = t.attempt_id AND r.state = 'sending'""",
                [local_time(at)],
            )
            cursor.unregister("told")

        if outcomes:
            self.database.write(work)

    def list_reminders(self, round_id: str) -> pd.DataFrame:
        """Every attempt of a round as it stands, newest first: the columns of the table `reminder`."""
        rows = self.database.read(f'{_NEWEST} ORDER BY "at" DESC, unit_code', [round_id])
        return with_dates(rows, "unit_valid_from", "due_on")

    def find_addresses(
        self, units: Collection[tuple[str, dt.date]]
    ) -> dict[tuple[str, dt.date], tuple[str, ...]]:
        """Unit -> e-mail addresses of its reporters' accounts that can sign in; units without any are absent."""
        rows = self.database.read_rows(
            """SELECT u.unit_code, u.unit_valid_from, trim(a.email) FROM account a
            JOIN account_unit u ON u.account_id = a.id
            WHERE a.role = 'reporter' AND NOT a.is_disabled AND trim(coalesce(a.email, '')) <> ''
            GROUP BY ALL ORDER BY ALL"""
        )
        found: dict[tuple[str, dt.date], tuple[str, ...]] = {}
        for code, valid_from, address in rows:
            if (code, valid_from) in units:
                found[code, valid_from] = (*found.get((code, valid_from), ()), address)
        return found


_Key = tuple[str, dt.date, str, dt.date]
_Attempt = tuple[str, dt.datetime]  # state and instant


def _key(one: NewReminder) -> _Key:
    return one.unit_code, one.unit_valid_from, one.kind, one.due_on


def _attempts(cursor: Cursor, round_id: str) -> dict[_Key, list[_Attempt]]:
    """What was tried, oldest first."""
    rows = cursor.execute(
        f'SELECT unit_code, unit_valid_from, kind, due_on, state, "at" FROM ({_NEWEST}) ORDER BY "at"',
        [round_id],
    ).fetchall()
    tried: dict[_Key, list[_Attempt]] = {}
    for *key, state, at in rows:
        tried.setdefault(tuple(key), []).append((state, at))
    return tried


def _is_free(tried: list[_Attempt], now: dt.datetime) -> bool:
    if any(state == "sent" or (state == "sending" and now - at < _ANSWERED_WITHIN) for state, at in tried):
        return False
    return is_try_due(len(tried), tried[-1][1] if tried else None, now)


def _rows(
    round_id: str, wanted: Sequence[NewReminder], ids: Sequence[str | None], by: str, at: dt.datetime
) -> pa.Table:
    claimed = [
        {
            "id": attempt_id,
            "attempt_id": attempt_id,
            "round_id": round_id,
            **one._asdict(),
            "address": ", ".join(one.addresses),
            "state": "sending",
            "at": at,
            "by": by,
        }
        for one, attempt_id in zip(wanted, ids, strict=True)
        if attempt_id
    ]
    return as_table(pd.DataFrame(claimed, columns=[*_REMINDER, "addresses"]), _REMINDER)
