"""Who is looking at a page: the actor behind the cookie that the server's sign-in route has set."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote, urlencode

import streamlit as st

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.ui.site import SitePage
from tracker.workflow.faults import CatalogueError, StoreError, WorkspaceError
from tracker.workflow.people import SESSION_COOKIE, find_actor
from tracker.workflow.workspace import Workspace, shared_workspace


def current_actor(workspace: Workspace) -> Actor:
    """The actor of this run; asked anew in every run, so that a session that was ended ends here too."""
    return find_actor(workspace, read_token(), dt.datetime.now(dt.UTC), read_address())


def find_visitor() -> Actor | None:
    """The actor of this run; None when the workspace does not open, which every page says itself."""
    try:
        return current_actor(shared_workspace())
    except (CatalogueError, StoreError, WorkspaceError):
        return None


def may_open(visitor: Actor | None, page: SitePage) -> bool:
    return visitor is None or may(visitor, page.needs)


def read_token() -> str | None:
    """The session's token in the visitor's cookies."""
    return st.context.cookies.get(SESSION_COOKIE)


def read_address() -> str | None:
    """From where the visitor comes; None on this machine itself."""
    return st.context.ip_address


def sign_in_link(page: SitePage) -> str:
    """The address of the sign-in page that leads back to the view that is open now."""
    query = urlencode(st.query_params.to_dict(), quote_via=quote)
    here = f"/{page.url_path}" + (f"?{query}" if query else "")
    return "/dang-nhap" if here == "/" else f"/dang-nhap?next={quote(here, safe='')}"
