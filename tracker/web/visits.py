"""Who asks: the session in the cookie, the address behind known proxies, and whether the line is safe."""

from __future__ import annotations

import datetime as dt
import ipaddress
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tracker.access.actor import Actor
from tracker.access.surroundings import is_loopback
from tracker.workflow.people import SESSION_COOKIE, find_actor
from tracker.workflow.settings import Settings
from tracker.workflow.signing_in import Visit
from tracker.workflow.workspace import Workspace

_THIS_MACHINE = "127.0.0.1"


class KnownProxies:
    """Believes X-Forwarded-For and -Proto of the proxies that a setting names, and of nobody else.

    Uvicorn, further out, believes every program of this machine and has then put the header's address in
    place of the machine's own, with port 0; unless this machine is named that is taken back.
    """

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...] = ()) -> None:
        self._app = app
        self._names_this_machine = any(_is_this_machine(one) for one in proxies)
        self._behind: ASGIApp = (
            ProxyHeadersMiddleware(app, trusted_hosts=list(proxies)) if proxies else app  # type: ignore
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._names_this_machine:
            host, port = scope.get("client") or (_THIS_MACHINE, 0)
            is_rewritten = port == 0
            if (is_rewritten or is_loopback(host)) and _is_forwarded(scope):
                plain = {"https": "http", "wss": "ws"}.get(scope["scheme"], scope["scheme"])
                host = _THIS_MACHINE if is_rewritten else host
                scope = dict(scope, client=(host, port), scheme=plain)
        await self._behind(scope, receive, send)


def _is_this_machine(proxy: str) -> bool:
    if proxy == "*" or is_loopback(proxy):
        return True
    try:
        return ipaddress.ip_address(_THIS_MACHINE) in ipaddress.ip_network(proxy)
    except ValueError:
        return False


def _is_forwarded(scope: Scope) -> bool:
    return any(
        name in (b"x-forwarded-for", b"x-forwarded-proto", b"forwarded") for name, _ in scope["headers"]
    )


def find_address(connection: HTTPConnection) -> str | None:
    return connection.client.host if connection.client else None


def read_visit(connection: HTTPConnection) -> Visit:
    return Visit(
        dt.datetime.now(dt.UTC),
        find_address(connection),
        connection.headers.get("user-agent"),
        connection.cookies.get(SESSION_COOKIE),
    )


def current_actor(workspace: Workspace, connection: HTTPConnection) -> Actor:
    visit = read_visit(connection)
    return find_actor(workspace, visit.token, visit.now, visit.address)


def is_from_this_machine(connection: HTTPConnection) -> bool:
    """Whether the browser runs on this machine: no proxy in between, and it calls the machine by a local name."""
    host = urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
    is_near = is_loopback(find_address(connection) or "")
    return is_near and is_loopback(host) and not _is_forwarded(connection.scope)


def is_safe_line(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether cookies may be kept to TLS."""
    return settings.is_https or connection.url.scheme in ("https", "wss")


def set_session(answer: Response, connection: HTTPConnection, settings: Settings, token: str) -> None:
    answer.set_cookie(
        SESSION_COOKIE, token, httponly=True, samesite="lax", path="/",
        secure=is_safe_line(connection, settings),
    )  # fmt: skip


def forget_session(answer: Response) -> None:
    answer.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
