"""The page that asks before signing out, here or everywhere, and does it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.web.forms import Form, form_routes, hidden_token
from tracker.web.own_paths import LANDING, SIGN_IN, SIGN_OUT
from tracker.web.pages import Page, answer_page, link
from tracker.web.single_sign_on import forget_identity
from tracker.web.visits import current_actor, forget_session, read_visit
from tracker.words import sign_in_texts as words
from tracker.workflow.signing_in import sign_out
from tracker.workflow.workspace import shared_workspace


def _show(request: Request) -> Response:
    actor = current_actor(shared_workspace(), request)
    if not actor.is_signed_in:
        return RedirectResponse(SIGN_IN, 303)
    body = (
        f'<form method="post" action="{SIGN_OUT}">{hidden_token(request, SIGN_OUT)}'
        f"<button>{words.SIGN_OUT}</button>"
        f'<button class="second" name="moi-noi" value="1">{words.SIGN_OUT_EVERYWHERE}</button></form>'
    )
    lead = words.SIGN_OUT_LEAD.format(name=actor.name)
    return answer_page(Page(words.SIGN_OUT_HEADING, lead, body + link(LANDING, words.BACK)))


def _sign_out(request: Request, form: Form) -> Response:
    sign_out(shared_workspace(), read_visit(request), everywhere=form.get("moi-noi") == "1")
    answer = RedirectResponse(f"{SIGN_IN}?ra=1", 303, {"Cache-Control": "no-store"})
    forget_session(answer)
    return forget_identity(request, answer)


sign_out_routes: list[Route] = form_routes(SIGN_OUT, _show, _sign_out)
