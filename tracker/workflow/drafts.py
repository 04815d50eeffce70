"""What an account is typing and has not saved: kept for it alone, counts nowhere."""

from __future__ import annotations

import datetime as dt

from tracker.access.actor import Actor
from tracker.core.local_time import local_time
from tracker.store import Store
from tracker.store.report_texts import Draft

__all__ = ["Draft", "drop_draft", "find_draft", "keep_draft"]
_LONGEST = 40_000  # several times what may be saved: too much is typed before it is cut


def keep_draft(store: Store, actor: Actor, key: str, body: str, base: int, at: dt.datetime) -> None:
    """Keep a draft in place of the one before; whoever is not signed in has none."""
    if actor.account_id:
        store.keep_draft(Draft(actor.account_id, key, body[:_LONGEST], base, local_time(at)))


def find_draft(store: Store, actor: Actor, key: str) -> Draft | None:
    found = store.list_drafts(key) if actor.account_id else []
    return next((one for one in found if (one.account_id, one.draft_key) == (actor.account_id, key)), None)


def drop_draft(store: Store, actor: Actor, key: str) -> None:
    if actor.account_id:
        store.drop_draft(actor.account_id, key)
