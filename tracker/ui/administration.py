"""The one irreversible action of the administration page: start with real figures."""

from __future__ import annotations

import datetime as dt

from tracker.access.rights import NotAllowed
from tracker.words.screen import BEGIN_REAL_PHRASE
from tracker.words.sentences import BEGIN_REAL_NOT_CONFIRMED
from tracker.workflow.workspace import Workspace


def begin_real(workspace: Workspace, phrase: str, name: str) -> str | None:
    """Remove everything illustrative once confirmed in words; gives the refusal, or None when it is done."""
    if phrase.strip().lower() != BEGIN_REAL_PHRASE or not name.strip():
        return BEGIN_REAL_NOT_CONFIRMED
    try:
        workspace.policy.require("begin_real")
    except NotAllowed as error:
        return str(error)
    workspace.store.begin_real(by=name.strip(), at=dt.datetime.now(dt.UTC))
    return None
