"""The one irreversible action of the administration page: start with real figures."""

from __future__ import annotations

import datetime as dt

from tracker.access.rights import NotAllowed, require
from tracker.ui.visitor import current_actor
from tracker.words.screen import BEGIN_REAL_PHRASE
from tracker.words.sentences import BEGIN_REAL_NOT_CONFIRMED
from tracker.workflow.workspace import Workspace


def begin_real(workspace: Workspace, phrase: str) -> str | None:
    """Remove everything illustrative once confirmed in words; gives the refusal, or None when it is done."""
    if phrase.strip().lower() != BEGIN_REAL_PHRASE:
        return BEGIN_REAL_NOT_CONFIRMED
    actor = current_actor(workspace)
    try:
        require(actor, "begin_real")
    except NotAllowed as error:
        return str(error)
    workspace.store.begin_real(by=actor.author, at=dt.datetime.now(dt.UTC))
    return None
