"""Who is looking at a page: the actor behind the cookie that the server's sign-in route has set."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from tracker.access.actor import Actor
from tracker.workflow.people import SESSION_COOKIE, find_actor
from tracker.workflow.workspace import Workspace


def current_actor(workspace: Workspace) -> Actor:
    """The actor of this run; asked anew in every run, so that a session that was ended ends here too."""
    return find_actor(workspace, read_token(), dt.datetime.now(dt.UTC), read_address())


def read_token() -> str | None:
    """The session's token in the visitor's cookies."""
    return st.context.cookies.get(SESSION_COOKIE)


def read_address() -> str | None:
    """From where the visitor comes; None on this machine itself."""
    return st.context.ip_address
