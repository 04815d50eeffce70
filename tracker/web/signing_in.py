"""The sign-in page: with a password, through the organisation's provider, or as a role of a demonstration."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.access.actor import UnitKey
from tracker.access.rights import NotAllowed
from tracker.web.forms import Form, form_routes, hidden_token
from tracker.web.own_paths import CHOOSE_ROLE, SIGN_IN, own_path, path_after_sign_in
from tracker.web.pages import Page, answer_page, field, link
from tracker.web.single_sign_on import forget_identity, start_form
from tracker.web.visits import current_actor, is_from_this_machine, read_visit, set_session
from tracker.words import access_texts
from tracker.words import sign_in_texts as words
from tracker.workflow.people import SESSION_COOKIE, find_demo_account, has_demo_sign_in, open_session
from tracker.workflow.signing_in import SignInRefused, SignInThrottled, sign_in, sign_out
from tracker.workflow.workspace import Workspace, shared_workspace

_LEVELS = {"commune": "Xã, phường", "department": "Sở, ngành", "province": "Tỉnh"}


def _show(request: Request) -> Response:
    actor = current_actor(shared_workspace(), request)
    note = words.SIGNED_IN_AS.format(name=actor.name) if actor.is_signed_in else ""
    if not note and SESSION_COOKIE in request.cookies:
        note = words.ENDED
    if request.query_params.get("ra") == "1":
        note = words.SIGNED_OUT
    return _page(request, request.query_params.get("next"), note=note)


def _page(
    request: Request,
    asked: str | None,
    *,
    alarm: str = "",
    note: str = "",
    login: str = "",
    status: int = 200,
) -> Response:
    workspace, following = shared_workspace(), own_path(asked)
    chooser = _chooser(request, workspace, following) if _may_choose(request, workspace) else ""
    others = chooser + start_form(request, workspace.settings, following)
    body = others + _password_form(request, following, login, is_part=bool(others))
    lead = words.DEMO_LEAD if chooser else "" if others else words.SIGN_IN_LEAD
    back = link("/", words.BACK) if workspace.is_public else ""
    answer = answer_page(
        Page(
            words.DEMO_HEADING if chooser else words.SIGN_IN, lead, body + back, alarm, note, status,
            is_wide=bool(chooser),
        )
    )  # fmt: skip
    return forget_identity(request, answer)


def _password_form(request: Request, following: str, login: str, is_part: bool) -> str:
    heading = f"<h2>{words.WITH_ACCOUNT}</h2>" if is_part else ""
    return (
        f'<form method="post" action="{SIGN_IN}" class="{"part" if is_part else ""}">{heading}'
        f"{hidden_token(request, SIGN_IN)}{_next_field(following)}"
        + field("login", words.LOGIN, value=login, complete="username", is_first=not is_part)
        + field("mat-khau", words.PASSWORD, kind="password", complete="current-password")
        + f'<button>{words.SIGN_IN}</button><p class="foot">{words.FORGOTTEN}</p></form>'
    )


def _chooser(request: Request, workspace: Workspace, following: str) -> str:
    roles = "".join(
        f'<label><input type="radio" name="role" value="{role}" required{" checked" if not index else ""}>'
        f"<b>{escape(person.name.removesuffix(access_texts.DEMO_MARK))}</b><small>{escape(access_texts.DEMO_WORK[role])}</small></label>"
        for index, (role, person) in enumerate(access_texts.DEMO_PEOPLE.items())
    )
    return (
        f'<form method="post" action="{CHOOSE_ROLE}">{hidden_token(request, CHOOSE_ROLE)}{_next_field(following)}'
        f'<fieldset class="roles">{roles}</fieldset>'
        f'<label class="unit"><span>{words.DEMO_UNIT}</span><select name="unit">{_unit_options(workspace)}</select></label>'
        f"<button>{words.DEMO_ENTER}</button></form>"
    )


def _unit_options(workspace: Workspace) -> str:
    units = workspace.reference.list_units(workspace.settings.today)
    groups = []
    for level, title in _LEVELS.items():
        options = "".join(
            f'<option value="{escape(unit.code)}">{escape(unit.name)}</option>'
            for unit in sorted(units, key=lambda one: one.name)
            if unit.level == level
        )
        groups += [f'<optgroup label="{title}">{options}</optgroup>'] if options else []
    return "".join(groups)


def _next_field(following: str) -> str:
    return f'<input type="hidden" name="next" value="{escape(following)}">'


def _sign_in(request: Request, form: Form) -> Response:
    workspace, visit = shared_workspace(), read_visit(request)
    login = form.get("login", "")
    try:
        token = sign_in(workspace, login, form.get("mat-khau", ""), visit)
    except SignInRefused as error:
        status = 429 if isinstance(error, SignInThrottled) else 403
        return _page(request, form.get("next"), alarm=str(error), login=login, status=status)
    return _enter(request, form, token)


def _choose(request: Request, form: Form) -> Response:
    workspace, visit = shared_workspace(), read_visit(request)
    try:
        if not _may_choose(request, workspace):
            raise NotAllowed(access_texts.NO_DEMO_SIGN_IN)
        role = form.get("role", "")
        unit = _find_unit(workspace, form.get("unit", "")) if role == "reporter" else None
        account = find_demo_account(workspace, role, unit, visit.now)
    except NotAllowed as error:
        return _page(request, form.get("next"), alarm=str(error), status=403)
    token = open_session(workspace, account, visit.now, visit.address, visit.browser)
    sign_out(workspace, visit)
    return _enter(request, form, token)


def _find_unit(workspace: Workspace, code: str) -> UnitKey | None:
    found = workspace.reference.find_unit(code.strip(), workspace.settings.today)
    return (found.code, found.valid_from) if found else None


def _may_choose(request: Request, workspace: Workspace) -> bool:
    """Set open for every machine, or else asked on this very machine."""
    is_open = workspace.settings.demo_sign_in == "open"
    return has_demo_sign_in(workspace) and (is_open or is_from_this_machine(request))


def _enter(request: Request, form: Form, token: str) -> Response:
    workspace = shared_workspace()
    following = path_after_sign_in(form.get("next"), workspace, token, read_visit(request))
    answer = RedirectResponse(following, 303, {"Cache-Control": "no-store"})
    set_session(answer, request, workspace.settings, token)
    return answer


sign_in_routes: list[Route] = [
    *form_routes(SIGN_IN, _show, _sign_in),
    *form_routes(CHOOSE_ROLE, None, _choose),
]
