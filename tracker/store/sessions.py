"""Sessions of people who signed in, and one-time links; none of these writes raises the revision.

Only the SHA-256 of a token is kept, so that a copy of the database lets nobody in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import suppress
from dataclasses import dataclass

import pandas as pd

from tracker.core.author import Author, as_author
from tracker.core.local_time import local_time
from tracker.store.audit import Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.errors import StaleAccount, StoreError

_TOUCH_EVERY = dt.timedelta(minutes=1)  # last_seen_at need not be finer
_KEPT = dt.timedelta(days=30)  # after their end; the log of events keeps who signed in when


@dataclass(frozen=True)
class NewSession:
    """`expires_at` is the absolute end, however busy the session is."""

    token: str
    account_id: str
    password_hash: str | None  # of the account as it was when it was decided to let it in
    created_at: dt.datetime
    expires_at: dt.datetime
    address: str | None = None
    browser: str | None = None


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """Sessions and one-time links; part of the Store."""

    database: Database

    def open_session(self, session: NewSession, by: Author | str) -> None:
        """Begin a session; those that ended a month ago are forgotten.

        Raises StaleAccount when the account was disabled, or got another password, since it was looked at.
        """
        at = local_time(session.created_at)

        def work(cursor: Cursor) -> None:
            known = cursor.execute(
                "SELECT 1 FROM account WHERE id = ? AND NOT is_disabled AND password_hash IS NOT DISTINCT FROM ?",
                [session.account_id, session.password_hash],
            ).fetchone()
            if known is None:
                raise StaleAccount(as_author(by).name)
            cursor.execute("DELETE FROM sign_in_session WHERE expires_at < ?", [at - _KEPT])
            cursor.execute(
                "INSERT INTO sign_in_session (token_sha256, account_id, created_at, last_seen_at, expires_at, "
                "address, browser) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [hash_token(session.token), session.account_id, at, at, local_time(session.expires_at),
                 session.address, session.browser],
            )  # fmt: skip
            record_audit(cursor, Event("signed_in", "account", session.account_id), _revision(cursor), by, at)

        self.database.transact(work)

    def find_session(self, token: str, now: dt.datetime, idle: dt.timedelta) -> str | None:
        """The account of a session that is neither over, idle too long nor revoked; notes that it was seen."""
        at, key = local_time(now), hash_token(token)
        rows = self.database.read_rows(
            "SELECT account_id, last_seen_at FROM sign_in_session WHERE token_sha256 = ? "
            "AND revoked_at IS NULL AND expires_at > ? AND last_seen_at > ?",
            [key, at, at - idle],
        )
        if not rows:
            return None
        if at - rows[0][1] >= _TOUCH_EVERY and not self.database.read_only:
            # A full disk must not lock out those who only look.
            with suppress(StoreError):
                self.database.transact(
                    lambda cursor: cursor.execute(
                        "UPDATE sign_in_session SET last_seen_at = ? WHERE token_sha256 = ?", [at, key]
                    )
                )
        return str(rows[0][0])

    def revoke_session(self, token_sha256: str, by: Author | str, at: dt.datetime) -> None:
        """End one session; ending it again does nothing."""
        self._revoke("token_sha256 = ?", token_sha256, by, at)

    def revoke_sessions_of(self, account_id: str, by: Author | str, at: dt.datetime) -> None:
        """End every session of an account."""
        self._revoke("account_id = ?", account_id, by, at)

    def list_sessions(self, account_id: str, now: dt.datetime, idle: dt.timedelta) -> pd.DataFrame:
        """Sessions of an account that are still good, the newest first: token_sha256, created_at, last_seen_at,
        expires_at, address, browser."""
        at = local_time(now)
        return self.database.read(
            "SELECT token_sha256, created_at, last_seen_at, expires_at, address, browser FROM sign_in_session "
            "WHERE account_id = ? AND revoked_at IS NULL AND expires_at > ? AND last_seen_at > ? "
            "ORDER BY created_at DESC",
            [account_id, at, at - idle],
        )

    def _revoke(self, condition: str, value: str, by: Author | str, at: dt.datetime) -> None:
        def work(cursor: Cursor) -> None:
            row = cursor.execute(
                f"SELECT any_value(account_id) FROM sign_in_session WHERE {condition} AND revoked_at IS NULL",
                [value],
            ).fetchone()
            if row is None or row[0] is None:
                return
            cursor.execute(
                f"UPDATE sign_in_session SET revoked_at = ? WHERE {condition} AND revoked_at IS NULL",
                [local_time(at), value],
            )
            record_audit(cursor, Event("signed_out", "account", row[0]), _revision(cursor), by, at)

        self.database.transact(work)

    def add_link(
        self,
        token: str,
        account_id: str,
        purpose: str,
        at: dt.datetime,
        expires_at: dt.datetime,
        by: Author | str | None = None,
    ) -> None:
        """Keep a link that may be used once; earlier ones of the same account and purpose are void.

        With `by` the log says who made it.
        """

        def work(cursor: Cursor) -> None:
            cursor.execute("DELETE FROM one_time_link WHERE expires_at < ?", [local_time(at) - _KEPT])
            cursor.execute(
                "UPDATE one_time_link SET used_at = ? WHERE account_id = ? AND purpose = ? AND used_at IS NULL",
                [local_time(at), account_id, purpose],
            )
            cursor.execute(
                "INSERT INTO one_time_link (token_sha256, account_id, purpose, created_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?)",
                [hash_token(token), account_id, purpose, local_time(at), local_time(expires_at)],
            )
            if by is not None:
                event = Event("link_made", "account", account_id, detail=purpose)
                record_audit(cursor, event, _revision(cursor), by, at)

        self.database.transact(work)

    def find_link(self, token: str, purpose: str, now: dt.datetime) -> str | None:
        """The account of a link that is still good."""
        rows = self.database.read_rows(
            "SELECT account_id FROM one_time_link WHERE token_sha256 = ? AND purpose = ? AND used_at IS NULL "
            "AND expires_at > ?",
            [hash_token(token), purpose, local_time(now)],
        )
        return str(rows[0][0]) if rows else None

    def use_link(self, token: str, purpose: str, now: dt.datetime) -> str | None:
        """The account of a link that is still good, which it then is no more."""

        def work(cursor: Cursor) -> str | None:
            asked = [hash_token(token), purpose, local_time(now)]
            row = cursor.execute(
                "SELECT account_id FROM one_time_link WHERE token_sha256 = ? AND purpose = ? "
                "AND used_at IS NULL AND expires_at > ?",
                asked,
            ).fetchone()
            if row is None:
                return None
            cursor.execute(
                "UPDATE one_time_link SET used_at = ? WHERE token_sha256 = ?", [asked[2], asked[0]]
            )
            return str(row[0])

        return self.database.transact(work)


def end_sessions(cursor: Cursor, account_id: str, at: dt.datetime) -> None:
    """End every session of an account inside a write of the caller's."""
    cursor.execute(
        "UPDATE sign_in_session SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL",
        [local_time(at), account_id],
    )


def _revision(cursor: Cursor) -> int:
    row = cursor.execute("SELECT revision FROM workspace").fetchone()
    return int(row[0]) if row else 0
