"""The accounts page: add, change, lock, links shown once, one's own sessions, and what somebody else changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.fresh_workspaces import FreshWorkspaces
from tests.ui.conftest import markup, sign_in, views
from tracker.words import account_texts as words
from tracker.workflow.workspace import shared_workspace

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def database(fresh_workspaces: FreshWorkspaces, tmp_path: Path) -> Path:
    """A real workspace of this test's own."""
    return fresh_workspaces.copy(tmp_path, demo=False)


def add(app: AppTest, login: str, name: str = "Trần Thị Mẫu", **more: object) -> AppTest:
    app.text_input(key="new login 0").set_value(login)
    app.text_input(key="name new 0").set_value(name)
    app.selectbox(key="role new 0").set_value(more.get("role", "viewer"))
    for kind in ("units", "fields"):
        app.multiselect(key=f"{kind} new 0").set_value(more.get(kind, []))
    return app.button(key="add account").click().run()


def test_an_account_is_added_and_its_link_is_shown_once(open_app, database: Path) -> None:
    app = add(open_app(database, "tai_khoan", "administrator"), "lan.ubnd", role="reporter", units=["02215"])
    assert not app.exception and not app.error
    assert "/thiet-lap/" in views(app)
    assert "lan.ubnd" in views(app)
    app.run()
    assert "/thiet-lap/" not in views(app)
    account = shared_workspace().store.find_account("login", "lan.ubnd")
    assert account and [code for code, _ in account.units] == ["02215"]


@pytest.mark.parametrize(
    ("login", "name", "more", "mistake"),
    [
        ("=cmd()", "Trần Thị Mẫu", {}, "Tên đăng nhập"),
        ("lan", "=HYPERLINK(1)", {}, "Họ và tên"),
        ("lan", "<script>", {}, "Họ và tên"),
        ("lan", "Trần Thị Mẫu", {"role": "reporter"}, words.NO_UNITS),
        ("lan", "Trần Thị Mẫu", {"role": "reviewer"}, words.NO_FIELDS),
        ("administrator-0-", "Trần Thị Mẫu", {}, "đã có người dùng"),
    ],
)
def test_what_cannot_stand_is_said_and_not_stored(
    open_app, database: Path, login: str, name: str, more: dict, mistake: str
) -> None:
    app = open_app(database, "tai_khoan", "administrator")
    before = shared_workspace().store.list_accounts()
    app = add(app, login, name, **more)
    assert mistake in app.error[0].value
    assert shared_workspace().store.list_accounts() == before


def test_names_are_text_wherever_they_stand(open_app, database: Path) -> None:
    add(open_app(database, "tai_khoan", "administrator"), "lan", "An <b onmouseover=x>x</b> =1+1")
    app = open_app(database, "tai_khoan", "administrator", tk="lan")
    shown = views(app) + markup(app)
    assert "<b onmouseover" not in shown
    assert "An &lt;b onmouseover=x&gt;x&lt;/b&gt; =1+1" in shown


def change(app: AppTest, what: str, value: object) -> AppTest:
    element = app.selectbox if what == "role" else app.text_input
    next(
        one for one in element if str(one.key).startswith(f"{what} ") and " new " not in f"{one.key} "
    ).set_value(value)
    return app.button(key="save account").click().run()


def test_another_role_ends_the_sessions(open_app, database: Path) -> None:
    open_app(database, "tai_khoan", "administrator")
    workspace = shared_workspace()
    token = sign_in(workspace, "viewer")
    app = open_app(database, "tai_khoan", "administrator", tk="viewer-0-")
    workspace = shared_workspace()
    assert workspace.store.find_session(token, NOW, workspace.settings.idle)
    app = change(app, "role", "coordinator")
    assert "mọi phiên" in app.success[0].value
    assert workspace.store.find_session(token, NOW, workspace.settings.idle) is None


def test_whoever_saves_second_is_told(open_app, database: Path) -> None:
    open_app(database, "tai_khoan", "viewer")
    app = open_app(database, "tai_khoan", "administrator", tk="viewer-0-")
    store = shared_workspace().store
    seen = store.find_account("login", "viewer-0-")
    assert seen
    store.change_account(seen, {"full_name": "Người Khác Sửa"}, "test", NOW)
    app = change(app, "name", "Tên Của Tôi")
    assert "vừa được người khác thay đổi" in app.error[0].value
    assert store.find_account("login", "viewer-0-").full_name == "Người Khác Sửa"
    app = change(app, "name", "Tên Của Tôi")
    assert store.find_account("login", "viewer-0-").full_name == "Tên Của Tôi"


def test_an_account_is_locked_and_opened_again(open_app, database: Path) -> None:
    open_app(database, "tai_khoan", "viewer")
    app = open_app(database, "tai_khoan", "administrator", tk="viewer-0-")
    app.button(key="lock").click().run()
    assert shared_workspace().store.find_account("login", "viewer-0-").is_disabled
    assert "đã khóa" in views(app)
    app.button(key="lock").click().run()
    assert not shared_workspace().store.find_account("login", "viewer-0-").is_disabled


def test_everybody_sees_their_own_account_and_no_other(open_app, database: Path) -> None:
    open_app(database, "tai_khoan", "administrator")
    app = open_app(database, "tai_khoan", "viewer")
    shown = views(app) + markup(app)
    assert "viewer-0-" in shown and "administrator-0-" not in shown
    assert words.THIS_SESSION in shown
    assert not [one for one in app.button if one.key in ("add account", "lock", "new link")]


def test_a_session_of_ones_own_is_ended(open_app, database: Path) -> None:
    open_app(database, "tai_khoan", "viewer")
    other = sign_in(shared_workspace(), "viewer")
    app = open_app(database, "tai_khoan", "viewer")
    ends = [one for one in app.button if str(one.key).startswith("end ")]
    assert len(ends) == 2
    for one in ends:
        app.button(key=one.key).click().run()
    workspace = shared_workspace()
    assert workspace.store.find_session(other, NOW, workspace.settings.idle) is None
    assert "người xem" in views(app)  # this page's own session goes on
