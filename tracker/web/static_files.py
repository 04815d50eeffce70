"""Middleware that answers requests for static files with their compressed copies."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.web.assets import (
    CACHE_DIRECTORY,
    ENCODINGS,
    Asset,
    Encoding,
    compress,
    list_assets,
    read_compressed,
    write_compressed,
)

_log = logging.getLogger(__name__)
# Streamlit must answer with the whole plain entry page, or it could not be recognised.
_HIDDEN_FROM_STREAMLIT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_NEVER_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/app/static/", "/api/")


class CompressedStaticFiles:
    """Serves the files of `list_assets` compressed; everything else passes through untouched.

    A request with a Range header, or from a client that takes no encoding, is left to Streamlit, which
    answers with the plain file.
    """

    def __init__(
        self, app: ASGIApp, assets: Mapping[str, Asset] | None = None, cache: Path = CACHE_DIRECTORY
    ) -> None:
        self.app = app
        self._assets = dict(list_assets() if assets is None else assets)
        self._cache = cache
        self._background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="precompress")
        self._bodies: dict[tuple[str, Encoding | None], bytes] = {}
        self._is_font_asked = False
        entry = self._assets.get("/")
        self._plain_entry = entry.file.read_bytes() if entry else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asset = self._assets.get(scope["path"])
        if asset is not None and asset.kind == "icon font":
            await self._answer_icon_font(asset, headers, scope, receive, send)
        elif asset is not None and asset.kind == "text":
            encoding = choose_encoding(headers.get("accept-encoding", ""))
            if encoding is None or "range" in headers:
                await self.app(scope, receive, _adding_vary(send))
            else:
                await self._answer(asset, encoding, headers, scope, receive, send)
        elif self._may_be_page(scope["path"], headers):
            await self._swap_entry_page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _may_be_page(self, path: str, headers: Headers) -> bool:
        is_wanted = path == "/" or "text/html" in headers.get("accept", "")
        return self._plain_entry is not None and is_wanted and not path.startswith(_NEVER_PAGES)

    async def _answer(
        self,
        asset: Asset,
        encoding: Encoding | None,
        headers: Headers,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        # Weak, because the quick and the best copy differ in bytes.
        tag = f'W/"{asset.key}-{encoding or "whole"}"'
        fields = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": asset.cache_control}
        if asset.url_path.startswith("/app/static/"):
            fields["Access-Control-Allow-Origin"] = "*"
        if _is_known(tag, headers.get("if-none-match", "")):
            await Response(status_code=304, headers=fields)(scope, receive, send)
            return
        if encoding in ENCODINGS:
            fields["Content-Encoding"] = encoding
        body = self._bodies.get((asset.key, encoding))
        if body is None:
            body = await to_thread.run_sync(self._read, asset, encoding)
        response = Response(body, headers=fields, media_type=asset.media_type)
        if scope["method"] == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _answer_icon_font(
        self, asset: Asset, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """The cut font once it is prepared; until then Streamlit's whole one, which holds every icon."""
        is_prepared = (asset.key, "plain") in self._bodies
        if not is_prepared:
            body = await to_thread.run_sync(read_compressed, asset, "plain", self._cache)
            if body is not None:
                self._bodies[asset.key, "plain"] = body
                is_prepared = True
        if is_prepared and "range" not in headers:
            await self._answer(asset, "plain", headers, scope, receive, send)
            return
        if not is_prepared and not self._is_font_asked:
            self._is_font_asked = True
            self._background.submit(self._prepare, asset, "plain")
        await self.app(scope, receive, send)

    def _read(self, asset: Asset, encoding: Encoding | None) -> bytes:
        """The body to send, kept in memory: the prepared copy, else one made quickly while it is prepared."""
        body = asset.read() if encoding is None else read_compressed(asset, encoding, self._cache)
        if body is None and encoding is not None:
            body = compress(asset, encoding, "quick")
            self._background.submit(self._prepare, asset, encoding)
        return self._bodies.setdefault((asset.key, encoding), body or b"")

    def _prepare(self, asset: Asset, encoding: Encoding) -> None:
        try:
            prepared = write_compressed(asset, encoding, self._cache)
            self._bodies[asset.key, encoding] = prepared.read_bytes()
        except OSError as error:
            _log.warning("No compressed copy of %s: %s", asset.url_path, error)

    async def _swap_entry_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit decide which addresses are pages; where it answers with its entry page, send ours."""
        asked = dict(scope)
        asked["headers"] = [
            (name, value) for name, value in scope["headers"] if name not in _HIDDEN_FROM_STREAMLIT
        ]
        answer = _HeldHtml(send)
        await self.app(asked, receive, answer)
        if not answer.is_held:
            return
        if answer.is_same_as(self._plain_entry or b"", scope["method"]):
            headers = Headers(scope=scope)
            encoding = choose_encoding(headers.get("accept-encoding", ""))
            await self._answer(self._assets["/"], encoding, headers, scope, receive, send)
        else:
            await answer.release()


class _HeldHtml:
    """Holds an HTML answer back until it is whole; any other answer goes straight through."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = bytearray()
        self.is_held = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            content_type = Headers(raw=message["headers"]).get("content-type", "")
            self.is_held = content_type.startswith("text/html")
            self._start = message
        if not self.is_held:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body.extend(message.get("body", b""))

    def is_same_as(self, page: bytes, method: str) -> bool:
        """A HEAD answer has no body, so there its length alone tells."""
        length = Headers(raw=self._start["headers"]).get("content-length")
        if method == "HEAD":
            return self._start["status"] == 200 and length == str(len(page))
        return self._start["status"] == 200 and bytes(self._body) == page

    async def release(self) -> None:
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": bytes(self._body)})


def choose_encoding(accepted: str) -> Encoding | None:
    """The server's favourite among the encodings that an Accept-Encoding header allows, or None."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            weight = 0.0
        weights[name.strip()] = weight
    for encoding in ENCODINGS:
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return None


def _is_known(tag: str, if_none_match: str) -> bool:
    known = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return tag.removeprefix("W/") in known or "*" in known


def _adding_vary(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return wrapped
