"""Sessions of people who signed in, attempts to do so, and one-time links; none of them raises the revision.

Only the SHA-256 of a token is kept, so that a copy of the database lets nobody in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

import pandas as pd

from tracker.core.author import Author
from tracker.store.audit import Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.frames import local_time

_TOUCH_EVERY = dt.timedelta(minutes=1)  # last_seen_at need not be finer


@dataclass(frozen=True)
class NewSession:
    """`expires_at` is the absolute end, however busy the session is."""

    token: str
    account_id: str
    created_at: dt.datetime
    expires_at: dt.datetime
    address: str | None = None
    browser: str | None = None


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """Sessions, attempts and one-time links; part of the Store."""

    database: Database

    def open_session(self, session: NewSession, by: Author | str) -> None:
        at = local_time(session.created_at)

        def work(cursor: Cursor) -> None:
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

    def list_sessions(self, account_id: str) -> pd.DataFrame:
        """Sessions of an account that are not revoked, the newest first."""
        return self.database.read(
            "SELECT * FROM sign_in_session WHERE account_id = ? AND revoked_at IS NULL ORDER BY created_at DESC",
            [account_id],
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

    def note_attempt(self, login: str, address: str, at: dt.datetime, is_success: bool) -> None:
        """Remember an attempt to sign in; what is older than a day is forgotten."""
        when = local_time(at)

        def work(cursor: Cursor) -> None:
            cursor.execute('DELETE FROM sign_in_attempt WHERE "at" < ?', [when - dt.timedelta(days=1)])
            values = [login.strip().lower()[:200], address, when, is_success]
            cursor.execute("INSERT INTO sign_in_attempt VALUES (?, ?, ?, ?)", values)

        self.database.transact(work)

    def count_failures(self, login: str, address: str, since: dt.datetime) -> tuple[int, int]:
        """Failed attempts since then: of this login after its last success, and from this address."""
        rows = self.database.read_rows(
            """SELECT
                count(*) FILTER (login = $login AND "at" > coalesce(
                    (SELECT max("at") FROM sign_in_attempt WHERE login = $login AND is_success), $since)),
                count(*) FILTER (address = $address)
            FROM sign_in_attempt WHERE NOT is_success AND "at" >= $since""",
            {"login": login.strip().lower()[:200], "address": address, "since": local_time(since)},
        )
        return int(rows[0][0]), int(rows[0][1])

    def add_link(
        self, token: str, account_id: str, purpose: str, at: dt.datetime, expires_at: dt.datetime
    ) -> None:
        """Keep a link that may be used once; earlier ones of the same account and purpose are void."""

        def work(cursor: Cursor) -> None:
            cursor.execute(
                "UPDATE one_time_link SET used_at = ? WHERE account_id = ? AND purpose = ? AND used_at IS NULL",
                [local_time(at), account_id, purpose],
            )
            cursor.execute(
                "INSERT INTO one_time_link (token_sha256, account_id, purpose, created_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?)",
                [hash_token(token), account_id, purpose, local_time(at), local_time(expires_at)],
            )

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


def _revision(cursor: Cursor) -> int:
    row = cursor.execute("SELECT revision FROM workspace").fetchone()
    return int(row[0]) if row else 0
