"""Single sign-on on our side: the button that starts it, and the ticket that becomes a session."""

from __future__ import annotations

import re
import secrets
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.web.forms import Form, form_routes, hidden_token
from tracker.web.own_paths import SIGN_IN, START, own_path, path_after_sign_in
from tracker.web.pages import Page, answer_page, link
from tracker.web.visits import is_safe_line, read_visit, set_session
from tracker.words import sign_in_texts as words
from tracker.workflow.links import LinkSpent
from tracker.workflow.settings import Settings
from tracker.workflow.single_sign_on import (
    EXCHANGE,
    EXCHANGE_FIELD,
    SSO_COOKIE,
    START_FIELD,
    START_VALUE,
    exchange,
)
from tracker.workflow.workspace import shared_workspace

_SECONDS = 600
# Streamlit keeps what the provider said in these for thirty days; here it is good for one sign-in.
_IDENTITY = re.compile(r"_streamlit_user(_tokens)?(_\d+)?")


def list_secrets(settings: Settings) -> dict[str, Any] | None:
    """Streamlit's [auth] section from our settings; None leaves it to .streamlit/secrets.toml."""
    sso = settings.sso
    if not (sso.is_on and sso.metadata_url):
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.url}/oauth2callback",
            "cookie_secret": secrets.token_urlsafe(32),
            "client_id": sso.client_id,
            "client_secret": sso.client_secret,
            "server_metadata_url": sso.metadata_url,
        }
    }


def start_form(request: Request, settings: Settings, following: str) -> str:
    """The button, where single sign-on is set up."""
    if not settings.sso.is_on:
        return ""
    text = words.WITH_SSO.format(name=settings.sso.name)
    return (
        f'<form method="post" action="{START}">{hidden_token(request, START)}'
        f'<input type="hidden" name="next" value="{escape(following)}"><button>{escape(text)}</button></form>'
    )


def _start(request: Request, form: Form) -> Response:
    """Mark the browser as on its way, and open the one page that leads to the provider."""
    settings = shared_workspace().settings
    if not settings.sso.is_on:
        return answer_page(Page(words.NOT_FOUND, words.NOT_FOUND_LEAD, link("/", words.BACK), status=404))
    answer = RedirectResponse(f"/?{START_FIELD}={START_VALUE}", 303, {"Cache-Control": "no-store"})
    answer.set_cookie(
        SSO_COOKIE, f"{secrets.token_urlsafe(16)}.{quote(own_path(form.get('next')), safe='')}",
        max_age=_SECONDS, httponly=True, samesite="lax", path="/", secure=is_safe_line(request, settings),
    )  # fmt: skip
    return answer


def _finish(request: Request, form: Form) -> Response:
    workspace = shared_workspace()
    following = unquote(request.cookies.get(SSO_COOKIE, "").partition(".")[2])
    try:
        token = exchange(workspace, form.get(EXCHANGE_FIELD, ""), read_visit(request))
    except LinkSpent:
        page = Page(words.FORM_REFUSED, words.SSO_STALE, link(SIGN_IN, words.BACK_TO_SIGN_IN), status=403)
        return forget_identity(request, answer_page(page))
    path = path_after_sign_in(following, workspace, token, read_visit(request))
    answer = RedirectResponse(path, 303, {"Cache-Control": "no-store"})
    set_session(answer, request, workspace.settings, token)
    return forget_identity(request, answer)


def forget_identity(request: Request, answer: Response) -> Response:
    """Take what the provider said out of the browser, so that a signed-out browser stays signed out."""
    for name in request.cookies:
        if name == SSO_COOKIE or _IDENTITY.fullmatch(name):
            answer.delete_cookie(name, path="/", httponly=True, samesite="lax")
    return answer


single_sign_on_routes: list[Route] = [
    *form_routes(START, None, _start),
    *form_routes(EXCHANGE, None, _finish),
]
