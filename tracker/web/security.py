"""Middleware that adds the security headers to every answer."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.web.assets import list_assets

_ONLY_TLS = f"max-age={365 * 24 * 3600}"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class SecurityHeaders:
    """Sets the Content-Security-Policy and its companions; a header set further in is left as it is."""

    def __init__(self, app: ASGIApp, policy: str | None = None, is_https: bool = False) -> None:
        self.app = app
        self._headers = {
            "Content-Security-Policy": policy or write_policy(list_assets()["/"].read()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if is_https:
            self._headers["Strict-Transport-Security"] = _ONLY_TLS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


def write_policy(entry_page: bytes) -> str:
    """The Content-Security-Policy under which Streamlit works and nothing outside this server is reached.

    Scripts: the bundle, the inline scripts of the entry page by their hash, and `blob:` because
    Streamlit imports the script of an inline component from a blob. Styles: Streamlit sets them inline.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(entry_page)
    )
    directives = {
        "default-src": "'self'",
        "script-src": f"'self' blob: {hashes}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
