"""Attempts to sign in, kept for a day to slow down whoever guesses passwords."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from tracker.core.local_time import local_time
from tracker.store.connection import Cursor, Database

_KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class AttemptLimits:
    """How many failures within `window` close the door: of a login from one network, of a login from
    anywhere, and from one network with any login."""

    window: dt.timedelta
    of_both: int
    of_login: int
    of_network: int


class Attempts:
    """Attempts to sign in; part of the Store. None of these writes raises the revision."""

    database: Database

    def begin_attempt(
        self, login: str, network: str, at: dt.datetime, limits: AttemptLimits
    ) -> dt.datetime | None:
        """Note an attempt, as failed until it is confirmed, or say when the next one may be made.

        None: go on. An instant (Vietnamese clock time): nothing was noted, and before then nothing will be.
        Counting and noting are one transaction, so a crowd of attempts at once gets no further than a queue.
        """
        when, key = local_time(at), _key(login)

        def work(cursor: Cursor) -> dt.datetime | None:
            cursor.execute('DELETE FROM sign_in_attempt WHERE "at" < ?', [when - _KEPT])
            until = _find_opening(cursor, key, network, when - limits.window, limits)
            if until is None:
                cursor.execute("INSERT INTO sign_in_attempt VALUES (?, ?, ?, FALSE)", [key, network, when])
            return until

        return self.database.transact(work)

    def confirm_attempt(self, login: str, network: str, at: dt.datetime) -> None:
        """The attempt begun then was right: earlier failures of the login from there count no more."""
        self.database.transact(
            lambda cursor: cursor.execute(
                'UPDATE sign_in_attempt SET is_success = TRUE WHERE login = ? AND address = ? AND "at" = ?',
                [_key(login), network, local_time(at)],
            )
        )


def _key(login: str) -> str:
    """What a login is kept as: its hash, because people type their password into the wrong field."""
    return hashlib.sha256(login.strip().lower().encode()).hexdigest()


def _find_opening(
    cursor: Cursor, key: str, network: str, since: dt.datetime, limits: AttemptLimits
) -> dt.datetime | None:
    """When the oldest of the failures that fill a limit leaves the window; None while no limit is full."""
    row = cursor.execute(
        'SELECT max("at") FROM sign_in_attempt WHERE login = ? AND address = ? AND is_success', [key, network]
    ).fetchone()
    succeeded = row[0] if row and row[0] else since
    asked = (
        ("login = ? AND address = ?", [key, network], max(since, succeeded), limits.of_both),
        ("login = ?", [key], since, limits.of_login),
        ("address = ?", [network], since, limits.of_network),
    )
    openings = []
    for condition, values, after, limit in asked:
        row = cursor.execute(
            f'SELECT "at" FROM sign_in_attempt WHERE NOT is_success AND {condition} AND "at" > ? '
            f'ORDER BY "at" DESC LIMIT 1 OFFSET {limit - 1}',
            [*values, after],
        ).fetchone()
        openings += [row[0] + limits.window] if row else []
    return max(openings, default=None)
