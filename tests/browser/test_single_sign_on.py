"""Single sign-on in a real browser against a real OpenID provider on this machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from bench.browsing import wait_until_ready
from bench.serving import PRODUCT, serve
from tracker.store.accounts import NewAccount
from tracker.words import sign_in_texts as words
from tracker.workflow.people import SESSION_COOKIE
from tracker.workflow.settings import read_settings
from tracker.workflow.workspace import initialise, open_workspace

NAME = "tài khoản công vụ"
PEOPLE = [
    User(sub="s-1", claims={"email": "Lan@tuyenquang.gov.vn", "email_verified": True, "name": "Trần Lan"}),
    User(sub="s-2", claims={"email": "moi@tuyenquang.gov.vn", "email_verified": True, "name": "Người Mới"}),
    User(sub="s-3", claims={"email": "lan@tuyenquang.gov.vn", "email_verified": False, "name": "Kẻ Khác"}),
    User(sub="s-4", claims={"email": "khoa@tuyenquang.gov.vn", "email_verified": True, "name": "Đã Khóa"}),
]


@dataclass(frozen=True)
class Served:
    url: str
    log: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product on a real workspace with two accounts, and the provider that it is told of."""
    path = tmp_path_factory.mktemp("sso") / "tracker.duckdb"
    now = dt.datetime.now(dt.UTC)
    with open_workspace(read_settings({"TRACKER_DATABASE": str(path)}), create=True) as workspace:
        initialise(workspace, demo=False, at=now, by="test")
        add = workspace.store.add_account
        add(NewAccount("lan", "Trần Thị Lan", "coordinator", "lan@tuyenquang.gov.vn"), "test", now)
        add(NewAccount("khoa", "Đã Khóa", "viewer", "khoa@tuyenquang.gov.vn"), "test", now)
        closed = workspace.store.find_account("login", "khoa")
        assert closed
        workspace.store.change_account(closed, {"is_disabled": True}, "test", now)
    with run_server_in_thread(user_claims=PEOPLE, require_nonce=True) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        environment = {
            "TRACKER_DATABASE": str(path),
            "TRACKER_SSO_NAME": NAME,
            "TRACKER_SSO_METADATA_URL": f"{issuer}/.well-known/openid-configuration",
            "TRACKER_SSO_CLIENT_ID": "tracker",
            "TRACKER_SSO_CLIENT_SECRET": "mot-bi-mat",
        }
        with serve(PRODUCT, environment) as server:
            yield Served(f"http://localhost:{server.port}", server.log)


def go_to_provider(page: Page, served: Served, path: str = "/") -> None:
    page.goto(served.url + path)
    page.get_by_role("button", name=words.WITH_SSO.format(name=NAME)).click()
    page.wait_for_url("**/oauth2/authorize**")


def choose(page: Page, subject: str) -> None:
    page.get_by_role("button", name=subject, exact=True).click()


def cookies(page: Page) -> set[str]:
    return {one["name"] for one in page.context.cookies()}  # type: ignore[typeddict-item]


def test_somebody_with_an_account_gets_in_where_they_wanted_to_go(served: Served, page: Page) -> None:
    go_to_provider(page, served, "/so-sanh?ky=2024")
    choose(page, "s-1")
    page.wait_for_url("**/so-sanh?ky=2024")
    wait_until_ready(page)
    expect(page.get_by_text("Trần Thị Lan")).to_be_visible()
    # One kind of session, and what the provider said is gone: signed out means signed out.
    assert SESSION_COOKIE in cookies(page)
    assert not {name for name in cookies(page) if name.startswith(("_streamlit_user", "tracker_sso"))}
    page.goto(served.url + "/dang-xuat")
    page.get_by_role("button", name=words.SIGN_OUT, exact=True).click()
    expect(page.get_by_text(words.SIGNED_OUT)).to_be_visible()
    page.goto(served.url + "/")
    assert page.url.startswith(served.url + "/dang-nhap")
    # The second time the provider's own name of the person is enough.
    go_to_provider(page, served)
    choose(page, "s-1")
    page.wait_for_url(served.url + "/")
    wait_until_ready(page)
    expect(page.get_by_text("Trần Thị Lan")).to_be_visible()


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("s-2", words.SSO_NO_ACCOUNT.format(email="moi@tuyenquang.gov.vn")),
        ("s-3", words.SSO_NOT_VERIFIED),
        ("s-4", words.SSO_NO_ACCOUNT.format(email="khoa@tuyenquang.gov.vn")),
    ],
    ids=["no account", "address not verified", "account closed"],
)
def test_somebody_without_one_is_told_and_stays_outside(
    served: Served, page: Page, subject: str, sentence: str
) -> None:
    go_to_provider(page, served)
    choose(page, subject)
    expect(page.get_by_text(sentence)).to_be_visible()
    assert SESSION_COOKIE not in cookies(page)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    page.get_by_role("link", name=words.BACK_TO_SIGN_IN).click()
    expect(page.get_by_label(words.LOGIN)).to_be_visible()
    page.goto(served.url + "/so-sanh")
    assert "/dang-nhap" in page.url


def test_whoever_refuses_at_the_provider_is_back_at_the_sign_in_page(served: Served, page: Page) -> None:
    go_to_provider(page, served)
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(served.url + "/")
    expect(page.get_by_role("link", name=words.SIGN_IN).first).to_be_visible()
    assert SESSION_COOKIE not in cookies(page)


def test_no_secret_of_the_way_is_in_the_log(served: Served) -> None:
    text = served.log.read_text(errors="replace")
    assert "mot-bi-mat" not in text
    assert "code=" not in text and "id_token" not in text
