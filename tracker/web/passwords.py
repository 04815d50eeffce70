"""The pages on which a password is changed, or set with a one-time link."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.web.forms import Form, form_routes, hidden_token
from tracker.web.own_paths import CHANGE_PASSWORD, LANDING, SET_UP, SIGN_IN, path_after_sign_in
from tracker.web.pages import Page, answer_page, field, link, new_password_fields
from tracker.web.visits import current_actor, read_visit, set_session
from tracker.words import sign_in_texts as words
from tracker.workflow.links import LinkSpent, find_link_account, use_link
from tracker.workflow.signing_in import SignInRefused, SignInThrottled, change_password
from tracker.workflow.workspace import shared_workspace


def _show_change(request: Request) -> Response:
    return _change_page(request)


def _change_page(request: Request, alarm: str = "", note: str = "", status: int = 200) -> Response:
    workspace = shared_workspace()
    actor = current_actor(workspace, request)
    if not actor.is_signed_in:
        return RedirectResponse(SIGN_IN, 303)
    account = workspace.store.find_account("id", actor.account_id or "")
    if account is None or account.password_hash is None:
        page = Page(words.CHANGE_PASSWORD, words.NO_PASSWORD_HERE, link(LANDING, words.BACK))
        return answer_page(page)
    body = (
        f'<form method="post" action="{CHANGE_PASSWORD}">{hidden_token(request, CHANGE_PASSWORD)}'
        + field("dang-dung", words.PASSWORD_NOW, kind="password", complete="current-password", is_first=True)
        + new_password_fields()
        + f"<button>{words.PASSWORD_SAVE}</button></form>"
        + link(LANDING, words.BACK)
    )
    lead = words.CHANGE_PASSWORD_LEAD.format(login=account.login)
    return answer_page(Page(words.CHANGE_PASSWORD, lead, body, alarm, note, status))


def _change(request: Request, form: Form) -> Response:
    workspace, visit = shared_workspace(), read_visit(request)
    actor = current_actor(workspace, request)
    if not actor.is_signed_in:
        return RedirectResponse(SIGN_IN, 303)
    try:
        token = change_password(workspace, actor, form.get("dang-dung", ""), _new(form), visit)
    except SignInRefused as error:
        return _change_page(request, str(error), status=_status(error))
    page = Page(words.CHANGE_PASSWORD, body=link(LANDING, words.BACK), note=words.PASSWORD_CHANGED)
    answer = answer_page(page)
    set_session(answer, request, workspace.settings, token)
    return answer


def _show_link(request: Request) -> Response:
    return _link_page(request)


def _link_page(request: Request, alarm: str = "", status: int = 200) -> Response:
    path, now = request.url.path, read_visit(request).now
    try:
        account = find_link_account(shared_workspace(), request.path_params["token"], now)
    except LinkSpent:
        return _spent()
    body = (
        f'<form method="post" action="{path}">{hidden_token(request, path)}'
        f'<input type="text" name="login" value="{account.login}" autocomplete="username" hidden>'
        + new_password_fields()
        + f"<button>{words.SET_UP}</button></form>"
    )
    lead = words.SET_UP_LEAD.format(login=account.login, name=account.full_name)
    return answer_page(Page(words.SET_UP, lead, body, alarm, status=status))


def _use_link(request: Request, form: Form) -> Response:
    workspace, visit, token = shared_workspace(), read_visit(request), request.path_params["token"]
    try:
        session = use_link(workspace, token, _new(form), visit)
    except LinkSpent:
        return _spent()
    except SignInRefused as error:
        return _link_page(request, str(error), 403)
    following = path_after_sign_in(None, workspace, session, visit)
    answer = RedirectResponse(following, 303, {"Cache-Control": "no-store"})
    set_session(answer, request, workspace.settings, session)
    return answer


def _new(form: Form) -> tuple[str, str]:
    return form.get("moi", ""), form.get("lai", "")


def _status(error: SignInRefused) -> int:
    return 429 if isinstance(error, SignInThrottled) else 403


def _spent() -> Response:
    body = link(SIGN_IN, words.BACK_TO_SIGN_IN)
    return answer_page(Page(words.LINK_SPENT, words.LINK_SPENT_LEAD, body, status=404))


password_routes: list[Route] = [
    *form_routes(CHANGE_PASSWORD, _show_change, _change),
    *form_routes(SET_UP + "{token}", _show_link, _use_link),
]
