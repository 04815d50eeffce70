"""Direct calls of every route of the server, Streamlit's too, as a stranger and as every role."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
import streamlit as st
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit import config
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bench.serving import PRODUCT, Server
from tests.attacks.conftest import ROLES, Target, post_form, sign_in
from tracker.web.gate import classify
from tracker.web.server import list_routes
from tracker.words import sign_in_texts as words
from tracker.workflow.people import SESSION_COOKIE

# Every route that Streamlit mounts, and what the gate makes of it.
STREAMLIT_ROUTES = {
    "/_stcore/health": "open",
    "/_stcore/metrics": "closed",
    "/_stcore/host-config": "open",
    "/media/{file_id:path}": "content",
    "/_stcore/upload_file/{session_id}/{file_id}": "upload",
    "/component/{path:path}": "closed",
    "/_stcore/bidi-components/{path:path}": "closed",
    "/_stcore/stream": "content",
    "/auth/login": "single sign-on",
    "/auth/logout": "closed",
    "/oauth2callback": "single sign-on",
    "/_stcore/agent/interact": "closed",
    "/_stcore/agent/openapi.json": "closed",
    "/_stcore/agent/mcp": "closed",
    "": "page",
}
# Ways around a comparison of addresses.
TRICKS = {
    "/_stcore//upload_file/a/b": "closed",
    "/x/_stcore/upload_file/a/b": "closed",
    "/_stcore/upload_file": "closed",
    "/_stcore\\upload_file\\a": "closed",
    "//_stcore/metrics": "closed",
    "/_stcore/health/": "closed",
    "/_stcore/health/../metrics": "closed",
    "/media": "closed",
    "/MEDIA/x": "page",
    "/app/static/x": "closed",
    "/dang-nhap-gia": "page",
    "/static/js/main.js": "open",
    "/thiet-lap/x/y": "page",
    "/dang-nhap/x": "page",
    "/_stcore/script-health-check": "closed",
}
EVERYBODY = (None, *ROLES)
PAGE, CLOSED, REFUSED = {"Accept": "text/html"}, 404, 403
# Path -> what a GET gives a stranger, and what it gives everybody who has signed in.
ANSWERS = {
    "/": (303, 200),
    "/so-sanh": (303, 200),
    "/khong-co": (303, 200),
    "/health": (200, 200),
    "/_stcore/health": (200, 200),
    "/_stcore/host-config": (200, 200),
    "/favicon.png": (200, 200),
    "/_stcore/metrics": (CLOSED, CLOSED),
    "/_stcore/script-health-check": (CLOSED, CLOSED),
    "/_stcore/agent/interact": (CLOSED, CLOSED),
    "/_stcore/agent/openapi.json": (CLOSED, CLOSED),
    "/_stcore/agent/mcp": (CLOSED, CLOSED),
    "/_stcore/bidi-components/x/y.js": (CLOSED, CLOSED),
    "/component/x/index.html": (CLOSED, CLOSED),
    "/auth/login": (CLOSED, CLOSED),
    "/auth/logout": (CLOSED, CLOSED),
    "/oauth2callback": (CLOSED, CLOSED),
    "/app/static/x": (CLOSED, CLOSED),
    "/media/x.xlsx": (REFUSED, CLOSED),
    "/dang-nhap": (200, 200),
    "/dang-xuat": (303, 200),
    "/mat-khau": (303, 200),
    "/thiet-lap/x": (CLOSED, CLOSED),
    "/thiet-lap/x/y": (303, 200),
    "/dang-nhap/khac": (303, 200),
    "/dang-nhap/vai-tro": (303, 303),
    "/dang-nhap/mot-lan": (303, 303),
    "/dang-nhap/mot-lan/xong": (303, 303),
    "/tai-ve/bieu/x.zip": (303, CLOSED),
}
# Ours that strangers do not reach at all.
BEHIND_THE_GATE = {"/tai-ve/bieu/x.zip"}
MAY_UPLOAD = {"reporter", "coordinator"}


@pytest.fixture(scope="module")
def sessions(target: Target) -> dict[str | None, dict[str, str]]:
    """The cookies of a session of every role; None is a stranger."""
    held: dict[str | None, dict[str, str]] = {None: {}}
    for login in ROLES:
        with sign_in(target, login) as client:
            held[login] = dict(client.cookies)
    return held


def list_streamlit_routes() -> list[BaseRoute]:
    """The routes of a Streamlit app of this installation, with what our configuration switches off switched on."""
    for option in ("server.enableStaticServing", "server.scriptHealthCheckEnabled"):
        config.set_option(option, False)
    shell = Path(PRODUCT).parent / "tracker" / "ui" / "shell.py"
    return list(st.App(shell)._build_starlette_app().routes)


def test_every_route_of_streamlit_is_known_and_judged() -> None:
    routes = list_streamlit_routes()
    paths = {one.path for one in routes if isinstance(one, Route | WebSocketRoute | Mount)}
    assert len(paths) > 10 and paths == set(STREAMLIT_ROUTES)
    judged = {
        path: classify(path.replace("{", "").replace(":path}", "").replace("}", "") or "/") for path in paths
    }
    assert judged == STREAMLIT_ROUTES


@pytest.mark.parametrize("path", TRICKS)
def test_there_is_no_way_around_the_gate(path: str) -> None:
    assert classify(path) == TRICKS[path]


def test_every_route_of_ours_is_in_the_table() -> None:
    routes = [one.path for one in list_routes() if isinstance(one, Route)]
    paths = {path.replace("{token}", "x").replace("{round_id}", "x") for path in routes}
    assert paths <= set(ANSWERS)
    assert {path for path in paths if classify(path) != "open"} == BEHIND_THE_GATE


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_every_route_answers_every_role_as_the_table_says(
    target: Target, sessions: dict[str | None, dict[str, str]], role: str | None
) -> None:
    with target.client(cookies=sessions[role]) as client:
        found = {path: client.get(path, headers=PAGE).status_code for path in ANSWERS}
    assert found == {path: answers[role is not None] for path, answers in ANSWERS.items()}


@pytest.mark.parametrize("path", ["/", "/so-sanh?ky=2024", "/quan-tri", "/nop-so-lieu?don-vi=02398"])
def test_a_stranger_who_asks_for_a_page_is_sent_to_sign_in(target: Target, path: str) -> None:
    with target.client() as client:
        answer = client.get(path, headers=PAGE)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/dang-nhap")
        assert answer.headers["cache-control"] == "no-store"
        assert client.head(path).status_code == 303
        assert client.post(path).status_code == 403


def put_file(client: httpx2.Client, size: int = 10) -> httpx2.Response:
    """Upload as Streamlit's own page does, to a page session that does not exist."""
    client.get("/_stcore/health")
    headers = {"X-Xsrftoken": client.cookies.get("_streamlit_xsrf", "")}
    path = "/_stcore/upload_file/khong-co/tep-1"
    return client.put(path, files={"file": ("a.xlsx", b"x" * size)}, headers=headers)


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_only_who_may_hand_in_gets_a_file_past_the_gate(
    target: Target, sessions: dict[str | None, dict[str, str]], role: str | None
) -> None:
    with target.client(cookies=sessions[role]) as client:
        answer = put_file(client)
        is_past = words.UPLOAD_REFUSED not in answer.text
        assert is_past == (role in MAY_UPLOAD)
        assert answer.status_code == (400 if is_past else 403)  # 400: Streamlit knows no such page session
        deleted = client.delete("/_stcore/upload_file/khong-co/tep-1")
        assert (words.UPLOAD_REFUSED in deleted.text) != is_past


def test_in_a_demonstration_files_also_need_a_role(demo: Server) -> None:
    with httpx2.Client(base_url=demo.url) as client:
        assert words.UPLOAD_REFUSED in put_file(client).text
        fields = {"role": "reporter", "unit": "02215", "next": "/"}
        assert post_form(client, "/dang-nhap", fields, "/dang-nhap/vai-tro").status_code == 303
        assert put_file(client).status_code == 400


def test_a_file_that_is_too_big_is_not_taken(demo: Server) -> None:
    with httpx2.Client(base_url=demo.url, timeout=60) as client:
        fields = {"role": "coordinator", "next": "/"}
        assert post_form(client, "/dang-nhap", fields, "/dang-nhap/vai-tro").status_code == 303
        with suppress(httpx2.WriteError, httpx2.RemoteProtocolError):  # to hang up is an answer too
            assert put_file(client, 32 * 1024 * 1024).status_code in (400, 413)
        assert client.get("/health").status_code == 200


def stream_of(url: str, cookies: dict[str, str], origin: str | None = None) -> int:
    """101 when the stream of pages is opened, else the status of the refusal."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    address = url.replace("http://", "ws://") + "/_stcore/stream"
    try:
        with connect(address, additional_headers=headers, origin=origin):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def test_the_stream_of_pages_needs_a_session(
    target: Target, sessions: dict[str | None, dict[str, str]], demo: Server
) -> None:
    assert stream_of(target.url, {}) == 403
    for name, token in target.over.items():
        assert stream_of(target.url, {SESSION_COOKIE: token}) == 403, name
    assert {stream_of(target.url, sessions[role]) for role in ROLES} == {101}
    assert stream_of(demo.url, {}) == 101


def test_the_stream_is_refused_to_other_sites(
    target: Target, sessions: dict[str | None, dict[str, str]]
) -> None:
    assert stream_of(target.url, sessions["viewer"], "https://example.org") == 403
    assert stream_of(target.url, sessions["viewer"], target.url) == 101


@pytest.mark.parametrize("role", [None, "viewer"], ids=str)
def test_no_role_is_chosen_without_a_password_in_a_real_workspace(
    target: Target, sessions: dict[str | None, dict[str, str]], role: str | None
) -> None:
    with target.client(cookies=sessions[role]) as client:
        page = client.get("/dang-nhap").text
        assert "/dang-nhap/vai-tro" not in page


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "203.0.113.9"}, {"Host": "so-lieu.example.org"}], ids=str
)
def test_a_role_is_chosen_on_this_machine_alone(demo: Server, headers: dict[str, str]) -> None:
    """Not through a proxy, and not under a name that somebody made lead here."""
    with httpx2.Client(base_url=demo.url) as client:
        assert "/dang-nhap/vai-tro" in client.get("/dang-nhap").text
        assert "/dang-nhap/vai-tro" not in client.get("/dang-nhap", headers=headers).text
