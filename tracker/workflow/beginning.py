"""From the demonstration to the real thing: everything illustrative goes, and somebody gets to administer."""

from __future__ import annotations

import datetime as dt

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.workflow.links import Link, make_first_link
from tracker.workflow.workspace import Workspace


def begin_real(workspace: Workspace, actor: Actor, now: dt.datetime) -> Link | None:
    """Remove everything illustrative, accounts too; the link of the first administrator, to be shown once.

    None when an administrator is there already. Raises NotAllowed.
    """
    require(actor, "begin_real")
    workspace.store.begin_real(by=actor.author, at=now)
    return make_first_link(workspace, now)
