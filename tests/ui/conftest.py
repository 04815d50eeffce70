"""A small real workspace for the pages: the product's own catalogue and a database of this session."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.fresh_workspaces import FreshWorkspaces
from tracker.store.accounts import NewAccount
from tracker.ui import visitor
from tracker.workflow.people import open_session
from tracker.workflow.workspace import Workspace, shared_workspace

ROOT = Path(__file__).resolve().parents[2]
SHELL = str(ROOT / "tracker" / "ui" / "shell.py")


@pytest.fixture(scope="session")
def demo_database(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the illustrative figures, shared by the tests that leave them as they are."""
    return fresh_workspaces.copy(tmp_path_factory.mktemp("demo"), demo=True)


@pytest.fixture(scope="session")
def real_database(fresh_workspaces: FreshWorkspaces, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with catalogue, units and published actuals only, shared in the same way."""
    return fresh_workspaces.copy(tmp_path_factory.mktemp("real"), demo=False)


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """`open_app(database, page, role, **link)`: a page run through the shell, as somebody of that role gets it."""

    def start(
        database: Path, page: str = "tong_quan", role: str | None = "coordinator", **link: str
    ) -> AppTest:
        monkeypatch.setenv("TRACKER_DATABASE", str(database))
        monkeypatch.setenv("TRACKER_TODAY", "2026-11-22")
        _forget()
        # AppTest has no browser that would send a cookie or have an address.
        read = cache(lambda: sign_in(shared_workspace(), role) if role else None)
        monkeypatch.setattr(visitor, "read_token", read)
        monkeypatch.setattr(visitor, "read_address", lambda: None)
        app = AppTest.from_file(SHELL, default_timeout=60)
        if page != "tong_quan":
            app.run()
            app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        for name, value in link.items():
            app.query_params[name.replace("_", "-")] = value
        return app.run()

    yield start
    _forget()


def sign_in(workspace: Workspace, role: str, units: tuple[tuple[str, dt.date], ...] = ()) -> str:
    """The token of a new session of an account with this role: `leader`, `reporter 02398` for one of a unit, …"""
    role, _, code = role.partition(" ")
    units = ((code, dt.date(2025, 7, 1)),) if code else units
    now, login = dt.datetime.now(dt.UTC), f"{role}-{len(units)}-{'-'.join(code for code, _ in units)}"
    if workspace.store.find_account("login", login) is None:
        is_leader = role == "leader"
        new = NewAccount(
            login, f"Nguyễn Thị {role}", "viewer" if is_leader else role, is_leader=is_leader, units=units,
            fields=("CTXH", "GNBV", "MTQG26"),
        )  # fmt: skip
        workspace.store.add_account(new, "test", now)
    account = workspace.store.find_account("login", login)
    assert account is not None
    return open_session(workspace, account, now, None, None)


def _forget() -> None:
    if shared_workspace.cache_info().currsize:
        shared_workspace().store.close()
    shared_workspace.cache_clear()
    st.cache_data.clear()


def markup(app: AppTest) -> str:
    """Everything a page wrote as markup, in order."""
    return "\n".join(element.proto.body for element in app.get("html"))


def views(app: AppTest) -> str:
    """The data of the views, which hold the drawings."""
    return "\n".join(data["markup"] for data in _components(app) if "markup" in data)


def editors(app: AppTest) -> list[dict]:
    """The data of the editors on the page."""
    return [data for data in _components(app) if "token" in data]


def _components(app: AppTest) -> list[dict]:
    return [json.loads(element.proto.json) for element in app.get("bidi_component")]
