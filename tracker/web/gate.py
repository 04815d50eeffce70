"""The gate in front of everything: who has no right to see or to hand in gets no page, no stream and no file.

The pages and use cases ask for rights themselves; this is a second lock. What nobody needs is closed to all.
"""

from __future__ import annotations

import logging
from typing import Literal

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.access.actor import Actor, stranger
from tracker.access.rights import may
from tracker.web.own_paths import (
    CHANGE_PASSWORD,
    CHOOSE_ROLE,
    SET_UP,
    SIGN_IN,
    SIGN_OUT,
    START,
    sign_in_path,
)
from tracker.web.visits import current_actor
from tracker.words import sign_in_texts as words
from tracker.workflow.faults import CatalogueError, StoreError, WorkspaceError
from tracker.workflow.single_sign_on import EXCHANGE, SSO_COOKIE
from tracker.workflow.workspace import shared_workspace

_log = logging.getLogger(__name__)

Kind = Literal["open", "closed", "upload", "content", "single sign-on", "page"]
_OPEN = frozenset({"/health", "/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config"})
_OUR_FORMS = frozenset({SIGN_IN, CHOOSE_ROLE, START, EXCHANGE, SIGN_OUT, CHANGE_PASSWORD})
_SINGLE_SIGN_ON = frozenset({"/auth/login", "/oauth2callback"})
_UPLOAD, _STREAM, _MEDIA, _STATIC = "/_stcore/upload_file/", "/_stcore/stream", "/media/", "/static/"
# Streamlit also serves metrics, a check of the script, components of other makers, an interface for programs,
# static files of the app and a sign-out of its own, which this product does not use.
_CLOSED = ("_stcore", "component", "auth", "app", "media", "static", "oauth2callback")


def classify(path: str) -> Kind:
    """What an address is for, by Starlette's decoded path."""
    is_link = path.startswith(SET_UP) and "/" not in path.removeprefix(SET_UP)
    if path in _OPEN or path in _OUR_FORMS or is_link or path.startswith(_STATIC):
        return "open"
    if path in _SINGLE_SIGN_ON:
        return "single sign-on"
    if path.startswith(_UPLOAD):
        return "upload"
    if path == _STREAM or path.startswith(_MEDIA):
        return "content"
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    return "closed" if "_stcore" in parts or parts[:1] and parts[0] in _CLOSED else "page"


class Gate:
    """Middleware; asks the store only where the answer depends on who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        kind = classify(scope["path"])
        refusal = None if kind == "open" else await to_thread.run_sync(_refuse, kind, connection)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)


def _refuse(kind: Kind, connection: HTTPConnection) -> PlainTextResponse | RedirectResponse | None:
    """The answer for whoever may not go on; None lets them through."""
    if kind == "closed":
        return _say("Not Found", 404)
    actor, has_single_sign_on = _find_actor(connection)
    if kind == "single sign-on":
        return None if has_single_sign_on else _say("Not Found", 404)
    if kind == "upload":
        return None if may(actor, "submit") else _say(words.UPLOAD_REFUSED, 403)
    is_on_the_way = has_single_sign_on and SSO_COOKIE in connection.cookies
    if may(actor, "view") or (is_on_the_way and connection.scope["path"] in ("/", _STREAM)):
        return None
    if (
        kind == "page"
        and connection.scope["type"] == "http"
        and connection.scope["method"] in ("GET", "HEAD")
    ):
        query = connection.scope["query_string"].decode("latin-1")
        asked = connection.scope["path"] + (f"?{query}" if query else "")
        return RedirectResponse(sign_in_path(asked), 303, {"Cache-Control": "no-store"})
    return _say(words.NEEDS_SIGN_IN, 403)


def _find_actor(connection: HTTPConnection) -> tuple[Actor, bool]:
    """Who asks, and whether single sign-on is set up.

    A workspace that does not open has nothing to see: its pages go through, to say what is wrong with it. One
    that is open and does not answer lets nobody in.
    """
    try:
        workspace = shared_workspace()
    except (CatalogueError, StoreError, WorkspaceError) as error:
        _log.warning("The workspace does not open: %s", error)
        return stranger(may_view=True), False
    try:
        return current_actor(workspace, connection), workspace.settings.sso.is_on
    except StoreError as error:
        _log.warning("The workspace does not answer: %s", error)
        return stranger(may_view=False), False


def _say(text: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(text, status, {"Cache-Control": "no-store"})
