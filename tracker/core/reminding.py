"""Reminders: which one is due on a day, and when one that failed may be tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

MOST_ATTEMPTS = 5  # with doubling waits from an hour on: a mail server may be away for about a day
_FIRST_WAIT = dt.timedelta(hours=1)


def find_kind(due_on: dt.date, today: dt.date, before: Iterable[int], after: Iterable[int]) -> str | None:
    """`before_7`, `after_1` …: the reminder whose day came last, None before the first of them.

    `before`, `after`: days before and after the last day. What was missed is not made up for once a later
    one is due, so a server that was off sends one message and not three.
    """
    ahead = [days for days in before if due_on - dt.timedelta(days) <= today]
    behind = [days for days in after if due_on + dt.timedelta(days) <= today]
    if behind:
        return f"after_{max(behind)}"
    return f"before_{min(ahead)}" if ahead and today <= due_on else None


def is_try_due(attempts: int, last_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a reminder that failed `attempts` times, at last at `last_at`, may be tried now."""
    if attempts == 0 or last_at is None:
        return True
    return attempts < MOST_ATTEMPTS and now >= last_at + _FIRST_WAIT * 2 ** (attempts - 1)
