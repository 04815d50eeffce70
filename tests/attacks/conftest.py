"""A real server on a real workspace with an account of every role, and clients that attack it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from bench.serving import PRODUCT, Server, serve
from tests.fresh_workspaces import FreshWorkspaces
from tracker.access.form_tokens import FORM_COOKIE, FORM_FIELD
from tracker.access.passwords import hash_password
from tracker.store.accounts import NewAccount
from tracker.store.sessions import NewSession
from tracker.workflow.links import make_first_link
from tracker.workflow.people import SESSION_COOKIE
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import Workspace, initialise, open_workspace

PASSWORD = "một câu đủ dài để nhớ"
TODAY = "2026-11-22"
ROLES = {
    "viewer": {},
    "reporter": {"units": ("02215",)},
    "reviewer": {"fields": ("CTXH",)},
    "coordinator": {},
    "administrator": {},
    "leader": {},
}
# Accounts of their own for tests that change or lock them.
SPARE = ("guessed", "changing", "disabled-later", "fixed", "leaving", "typing", "twice")


@dataclass(frozen=True)
class Target:
    """The server under attack, the tokens of sessions that are over, and a one-time link."""

    url: str
    log: Path
    over: dict[str, str] = field(default_factory=dict)
    link: str = ""

    def client(self, address: str = "127.0.0.1", **more: object) -> httpx2.Client:
        """A client that comes from one of this machine's many loopback addresses."""
        transport = httpx2.HTTPTransport(local_address=address)
        return httpx2.Client(base_url=self.url, timeout=30, transport=transport, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    path = tmp_path_factory.mktemp("attacked") / "tracker.duckdb"
    over, link = _prepare(path)
    environment = {"TRACKER_DATABASE": str(path), "TRACKER_TODAY": TODAY}
    with serve(PRODUCT, environment) as server:
        yield Target(server.url, server.log, over, link)


@pytest.fixture(scope="session")
def demo(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demonstration that listens on this machine alone."""
    path = fresh_workspaces.copy(tmp_path_factory.mktemp("demo"), demo=True)
    with serve(PRODUCT, {"TRACKER_DATABASE": str(path), "TRACKER_TODAY": TODAY}) as server:
        yield server


def _prepare(path: Path) -> tuple[dict[str, str], str]:
    now = dt.datetime.now(dt.UTC)
    settings = read_settings({"TRACKER_DATABASE": str(path), "TRACKER_TODAY": TODAY})
    kept = hash_password(PASSWORD)
    with open_workspace(settings, create=True) as workspace:
        initialise(workspace, demo=False, at=now, by="test")
        link = make_first_link(workspace, now)
        assert link
        for login, scope in [*ROLES.items(), *((login, {}) for login in SPARE)]:
            role = login if login in ROLES and login != "leader" else "viewer"
            units = tuple((code, dt.date(2025, 7, 1)) for code in scope.get("units", ()))
            new = NewAccount(
                login, f"Nguyễn Thị {login}", role, is_leader=login == "leader", units=units,
                fields=tuple(scope.get("fields", ())), password_hash=kept,
            )  # fmt: skip
            workspace.store.add_account(new, "test", now)
        return _end_sessions(workspace, now), link.url.rsplit("/", 1)[1]


def _end_sessions(workspace: Workspace, now: dt.datetime) -> dict[str, str]:
    """Sessions that were good once: used for longer than allowed, not used for too long, and signed out."""
    account = workspace.store.find_account("login", "viewer")
    assert account
    begun = {
        "expired": (now - dt.timedelta(hours=12, minutes=1), now - dt.timedelta(minutes=1)),
        "idle": (now - dt.timedelta(minutes=61), now + dt.timedelta(hours=10)),
        "revoked": (now, now + dt.timedelta(hours=10)),
    }
    tokens = {}
    for name, (began, ends) in begun.items():
        tokens[name] = f"{name}-token-{'x' * 30}"
        session = NewSession(tokens[name], account.id, account.password_hash, began, ends)
        workspace.store.open_session(session, "test")
    sessions = workspace.store.list_sessions(account.id, now, dt.timedelta(minutes=60))
    assert len(sessions) == 1
    workspace.store.revoke_session(sessions["token_sha256"].iloc[0], "test", now)
    return tokens | {"disabled": _session_of_a_closed_account(workspace, now)}


def _session_of_a_closed_account(workspace: Workspace, now: dt.datetime) -> str:
    new = NewAccount("closed", "Đã Khóa", "coordinator", password_hash=hash_password(PASSWORD))
    workspace.store.add_account(new, "test", now)
    account = workspace.store.find_account("login", "closed")
    assert account
    token = f"closed-token-{'x' * 30}"
    begun = NewSession(token, account.id, account.password_hash, now, now + dt.timedelta(hours=10))
    workspace.store.open_session(begun, "test")
    workspace.store.change_account(account, {"is_disabled": True}, "test", now)
    return token


def token_in(page: str, action: str) -> str:
    """The token of the form that goes to `action`."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, f"no form to {action}"
    found = re.search(rf'name="{FORM_FIELD}" value="([0-9a-f]+)"', form.group(0))
    assert found
    return found.group(1)


def post_form(
    client: httpx2.Client, page: str, fields: dict[str, str], action: str | None = None
) -> httpx2.Response:
    """Open a page of ours and send its form as a browser would."""
    action = action or page.split("?")[0]
    shown = client.get(page)
    sent = {FORM_FIELD: token_in(shown.text, action), **fields}
    return client.post(action, data=sent, headers={"Origin": str(client.base_url).rstrip("/")})


def try_password(client: httpx2.Client, login: str, password: str, following: str = "/") -> httpx2.Response:
    return post_form(client, "/dang-nhap", {"login": login, "mat-khau": password, "next": following})


@contextmanager
def sign_in(target: Target, login: str) -> Iterator[httpx2.Client]:
    """A client with a session of this account."""
    with target.client() as client:
        answer = try_password(client, login, PASSWORD)
        assert answer.status_code == 303, answer.text
        assert SESSION_COOKIE in client.cookies and FORM_COOKIE in client.cookies
        yield client


def is_let_in(target: Target, token: str | None) -> bool:
    """Whether a page is shown to whoever has this session's token."""
    cookies = {SESSION_COOKIE: token} if token else {}
    with target.client(cookies=cookies) as client:
        answer = client.get("/so-sanh", headers={"Accept": "text/html"})
    assert answer.status_code in (200, 303)
    return answer.status_code == 200
