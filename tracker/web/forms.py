"""Our own forms: what is sent is small, quick, from our own page, and carries that page's token."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import anyio
from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.access.form_tokens import FORM_COOKIE, FORM_FIELD, make_form_token
from tracker.web.own_paths import SIGN_IN
from tracker.web.pages import Page, answer_page
from tracker.web.visits import is_safe_line
from tracker.words import sign_in_texts as words
from tracker.workflow.faults import CatalogueError, StoreError, WorkspaceError
from tracker.workflow.people import SESSION_COOKIE
from tracker.workflow.settings import read_settings

LARGEST_BODY = 16 * 1024
SECONDS_TO_SEND = 15
_SECRET = re.compile(r"[\w-]{20,80}", re.ASCII)
# Hashing passwords is heavy: these few threads take the forms in turn and leave the others to the pages.
_AT_ONCE = 4

Form = dict[str, str]
Show = Callable[[Request], Response]
Act = Callable[[Request, Form], Response]


class FormRefused(Exception):
    """What was sent is no filled-in form of ours; carries the status and a Vietnamese sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def form_routes(path: str, show: Show | None, act: Act) -> list[Route]:
    """GET shows the page, if the form has one of its own, and POST acts on what is sent.

    Both run in a thread, for they ask the store.
    """
    limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def get(request: Request) -> Response:
        if show is None:
            return RedirectResponse(SIGN_IN, 303)
        return _keep_secret(request, await to_thread.run_sync(_guarded, lambda: show(request), request))

    async def post(request: Request) -> Response:
        try:
            form = await read_form(request)
        except FormRefused as error:
            page = Page(words.FORM_REFUSED, str(error), status=error.status)
            return answer_page(page)
        answer = await to_thread.run_sync(_guarded, lambda: act(request, form), request, limiter=limiter)
        return _keep_secret(request, answer)

    return [Route(path, get, methods=["GET"]), Route(path, post, methods=["POST"])]


def form_token(request: Request, action: str) -> str:
    """What a form to `action` carries: nobody knows it who has not this browser's two cookies."""
    secret = getattr(request.state, "form_secret", None) or request.cookies.get(FORM_COOKIE, "")
    if not _SECRET.fullmatch(secret):
        secret = request.state.form_secret = secrets.token_urlsafe(32)
    return make_form_token(secret, request.cookies.get(SESSION_COOKIE, ""), action)


def hidden_token(request: Request, action: str) -> str:
    return f'<input type="hidden" name="{FORM_FIELD}" value="{form_token(request, action)}">'


async def read_form(request: Request) -> Form:
    """The fields of a form of ours, the token left out; raises FormRefused."""
    if not is_own_origin(request):
        raise FormRefused(403, words.FORM_STALE)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise FormRefused(415, words.FORM_NOT_READ)
    body = await _read_body(request)
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=40, errors="strict"))
    except ValueError as error:
        raise FormRefused(400, words.FORM_NOT_READ) from error
    has_secret = bool(_SECRET.fullmatch(request.cookies.get(FORM_COOKIE, "")))
    sent = fields.pop(FORM_FIELD, "")
    if not has_secret or not hmac.compare_digest(
        sent.encode(), form_token(request, request.url.path).encode()
    ):
        raise FormRefused(403, words.FORM_STALE)
    return fields


def is_own_origin(request: Request) -> bool:
    """Whether a browser sent this from a page of ours; programs, which say nothing of it, pass."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    own = (request.headers.get("host"), urlsplit(read_settings().url).netloc)
    return origin is None or urlsplit(origin).netloc in own


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS_TO_SEND):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_BODY:
                    raise FormRefused(413, words.FORM_TOO_BIG)
    except TimeoutError as error:
        raise FormRefused(408, words.FORM_TOO_SLOW) from error
    except ClientDisconnect as error:
        raise FormRefused(400, words.FORM_NOT_READ) from error
    return bytes(body)


def _guarded(work: Callable[[], Response], request: Request) -> Response:
    """A workspace that does not open is a sentence; which one, the pages and the server's log say."""
    try:
        return work()
    except (CatalogueError, StoreError, WorkspaceError):
        return answer_page(Page(words.FORM_REFUSED, words.STORE_CLOSED, status=503))


def _keep_secret(request: Request, answer: Response) -> Response:
    secret = getattr(request.state, "form_secret", None)
    if secret:
        answer.set_cookie(
            FORM_COOKIE, secret, httponly=True, samesite="lax", path="/",
            secure=is_safe_line(request, read_settings()),
        )  # fmt: skip
    return answer
