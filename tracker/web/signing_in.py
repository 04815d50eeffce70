"""The sign-in page and its routes: choose a role in a demonstration, leave again."""

from __future__ import annotations

import datetime as dt
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tracker.access.rights import NotAllowed
from tracker.words import access_texts as words
from tracker.workflow.people import SESSION_COOKIE, find_demo_account, has_demo_sign_in, open_session
from tracker.workflow.workspace import shared_workspace


def _show(request: Request) -> Response:
    if not has_demo_sign_in(shared_workspace()):
        return HTMLResponse(f"<p>{words.NO_DEMO_SIGN_IN}</p>", 403)
    roles = "".join(
        f'<option value="{role}">{escape(person.name)}</option>' for role, person in words.DEMO_PEOPLE.items()
    )
    return HTMLResponse(
        f'<form method="post" action="/dang-nhap/vai-tro"><select name="role">{roles}</select>'
        '<input name="unit" value=""><button>Đăng nhập</button></form>'
    )


async def _choose(request: Request) -> Response:
    form = await request.form()
    workspace, now = shared_workspace(), dt.datetime.now(dt.UTC)
    code = str(form.get("unit") or "").strip()
    found = workspace.reference.find_unit(code, workspace.settings.today) if code else None
    unit = (found.code, found.valid_from) if found else None
    try:
        account = find_demo_account(workspace, str(form.get("role")), unit, now)
    except NotAllowed as error:
        return HTMLResponse(f"<p>{escape(str(error))}</p>", 403)
    address = request.client.host if request.client else None
    token = open_session(workspace, account, now, address, request.headers.get("user-agent"))
    answer = RedirectResponse("/", 303)
    answer.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", path="/")
    return answer


sign_in_routes = [
    Route("/dang-nhap", _show, methods=["GET"]),
    Route("/dang-nhap/vai-tro", _choose, methods=["POST"]),
]
