"""Signing in, first link, single sign-on, starting for real: who gets in, and as whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tracker.access.actor import at_console, stranger
from tracker.access.passwords import hash_password
from tracker.access.rights import NotAllowed
from tracker.catalogue.loader import load_catalogue
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, load_reference
from tracker.store import open_store
from tracker.store.accounts import Account, NewAccount
from tracker.words import sign_in_texts as words
from tracker.workflow import accounts, links, signing_in
from tracker.workflow.accounts import AccountData, AccountRefused
from tracker.workflow.beginning import begin_real
from tracker.workflow.people import find_actor, find_console_actor, find_demo_account, has_demo_sign_in
from tracker.workflow.settings import read_settings
from tracker.workflow.signing_in import SignInRefused, SignInThrottled, Visit
from tracker.workflow.single_sign_on import Identity, admit, exchange
from tracker.workflow.workspace import Workspace

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
PASSWORD = "một câu đủ dài để nhớ"
CONSOLE = at_console("Thử")


@pytest.fixture(scope="module")
def read_once() -> tuple[Catalogue, Reference]:
    settings = read_settings({})
    return load_catalogue(settings.catalogue), load_reference(settings.reference)


@pytest.fixture
def workspace(tmp_path: Path, read_once: tuple[Catalogue, Reference]) -> Iterator[Workspace]:
    """An empty real workspace with the product's own catalogue and units."""
    settings = read_settings({"TRACKER_DATABASE": str(tmp_path / "t.duckdb"), "TRACKER_TODAY": "2026-11-22"})
    with open_store(settings.database) as store:
        store.begin_real("test", NOW)
        yield Workspace(store, *read_once, settings)


def with_settings(workspace: Workspace, **environment: str) -> Workspace:
    return replace(workspace, settings=read_settings({"TRACKER_TODAY": "2026-11-22", **environment}))


def add(workspace: Workspace, login: str, role: str = "viewer", **more: object) -> Account:
    workspace.store.add_account(NewAccount(login, f"Tên {login}", role, **more), "test", NOW)  # type: ignore
    return accounts.find_account(workspace, login)


def visit(after: float = 0, address: str = "203.0.113.1", token: str | None = None) -> Visit:
    return Visit(NOW + after * MINUTE, address, "Firefox", token)


def test_a_right_password_gives_an_actor_with_the_accounts_rights(workspace: Workspace) -> None:
    add(workspace, "lan", "reviewer", fields=("CTXH",), password_hash=hash_password(PASSWORD))
    token = signing_in.sign_in(workspace, "LAN", PASSWORD, visit())
    actor = find_actor(workspace, token, NOW + MINUTE, "203.0.113.1")
    assert actor.role == "reviewer" and actor.fields == {"CTXH"} and actor.author.address == "203.0.113.1"
    assert find_actor(workspace, token, NOW + 61 * MINUTE, None) == stranger(may_view=False)


def test_the_limits_hold_over_networks_and_end_with_the_quarter(workspace: Workspace) -> None:
    add(workspace, "lan", password_hash=hash_password(PASSWORD))
    workspace_limits = signing_in.LIMITS
    assert (workspace_limits.of_both, workspace_limits.of_login, workspace_limits.of_network) == (5, 25, 40)
    for turn in range(25):
        assert workspace.store.begin_attempt("lan", f"n{turn}", NOW, workspace_limits) is None
    with pytest.raises(SignInThrottled) as refused:
        signing_in.sign_in(workspace, "lan", PASSWORD, visit(1))
    assert str(refused.value) == words.THROTTLED.format(time="09:16")  # Vietnamese clock time, rounded up
    assert signing_in.sign_in(workspace, "lan", PASSWORD, visit(15.5))


def test_a_weaker_hash_is_made_again_with_todays_parameters(workspace: Workspace) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    add(workspace, "lan", password_hash=weak)
    token = signing_in.sign_in(workspace, "lan", PASSWORD, visit())
    kept = accounts.find_account(workspace, "lan").password_hash
    assert kept and kept != weak and "m=65536" in kept
    assert find_actor(workspace, token, NOW, None).is_signed_in
    assert signing_in.sign_in(workspace, "lan", PASSWORD, visit(1))


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (("một câu khác đủ dài", "một câu khác"), words.PASSWORDS_DIFFER),
        (("ngắn", "ngắn"), words.PASSWORD_RULE.format(shortest=12, different=6)),
        ((PASSWORD, PASSWORD), words.PASSWORD_SAME),
    ],
    ids=["differ", "weak", "same"],
)
def test_a_new_password_must_be_typed_twice_and_strong_and_new(
    workspace: Workspace, new: tuple[str, str], sentence: str
) -> None:
    account = add(workspace, "lan", password_hash=hash_password(PASSWORD))
    actor = find_actor(workspace, signing_in.sign_in(workspace, "lan", PASSWORD, visit()), NOW, None)
    with pytest.raises(SignInRefused, match=sentence[:20]):
        signing_in.change_password(workspace, actor, PASSWORD, new, visit(1))
    assert accounts.find_account(workspace, "lan").password_hash == account.password_hash


def test_a_real_workspace_without_an_administrator_gets_a_link_at_every_start(workspace: Workspace) -> None:
    first, second = links.make_first_link(workspace, NOW), links.make_first_link(workspace, NOW)
    assert first and second and first.login == second.login == "quan-tri"
    assert len(workspace.store.list_accounts()) == 1
    token = second.url.removeprefix("http://localhost:8501/thiet-lap/")
    with pytest.raises(links.LinkSpent):
        links.use_link(workspace, first.url.rsplit("/", 1)[1], (PASSWORD, PASSWORD), visit())
    session = links.use_link(workspace, token, (PASSWORD, PASSWORD), visit())
    assert find_actor(workspace, session, NOW, None).role == "administrator"
    assert links.make_first_link(workspace, NOW) is None


def test_a_link_is_over_after_three_days_and_for_a_closed_account(workspace: Workspace) -> None:
    account = add(workspace, "lan")
    link = links.make_link(workspace, CONSOLE, account, NOW)
    token = link.url.rsplit("/", 1)[1]
    assert links.find_link_account(workspace, token, NOW + links.GOOD_FOR - MINUTE) == account
    for at, closed in ((NOW + links.GOOD_FOR, False), (NOW, True)):
        if closed:
            workspace.store.change_account(account, {"is_disabled": True}, "test", NOW)
        with pytest.raises(links.LinkSpent):
            links.find_link_account(workspace, token, at)


def test_a_weak_password_does_not_use_the_link_up(workspace: Workspace) -> None:
    token = links.make_link(workspace, CONSOLE, add(workspace, "lan"), NOW).url.rsplit("/", 1)[1]
    with pytest.raises(SignInRefused):
        links.use_link(workspace, token, ("ngắn", "ngắn"), visit())
    assert links.use_link(workspace, token, (PASSWORD, PASSWORD), visit())


IDENTITY = Identity("https://sso", "7", "Lan@x.vn", True, "Trần Lan", NOW)
SSO = {"TRACKER_SSO_NAME": "tài khoản công vụ"}


def test_an_address_is_matched_once_then_the_providers_own_name(workspace: Workspace) -> None:
    add(workspace, "lan", email="lan@x.vn")
    session = exchange(workspace, admit(workspace, IDENTITY, NOW), visit())
    assert find_actor(workspace, session, NOW, None).login == "lan"
    assert admit(workspace, replace(IDENTITY, email="moi@x.vn"), NOW)
    with pytest.raises(SignInRefused):  # somebody else got the address
        admit(workspace, replace(IDENTITY, subject="8"), NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"is_email_verified": False},
        {"email": ""},
        {"email": "khac@x.vn"},
        {"subject": ""},
        {"issued_at": None},
        {"issued_at": NOW - 11 * MINUTE},
        {"issued_at": NOW + 11 * MINUTE},
    ],
    ids=str,
)
def test_who_is_not_known_for_sure_is_not_let_in(workspace: Workspace, change: dict) -> None:
    add(workspace, "lan", email="lan@x.vn")
    with pytest.raises(SignInRefused):
        admit(with_settings(workspace, **SSO), replace(IDENTITY, **change), NOW)
    assert accounts.find_account(workspace, "lan").sso_subject is None


def test_two_accounts_with_one_address_are_nobody(workspace: Workspace) -> None:
    add(workspace, "lan", email="lan@x.vn")
    add(workspace, "lan2", email="LAN@x.vn")
    with pytest.raises(SignInRefused, match="hai tài khoản"):
        admit(workspace, IDENTITY, NOW)


def test_settings_may_trust_addresses_and_make_viewers(workspace: Workspace) -> None:
    trusting = with_settings(workspace, **SSO, TRACKER_SSO_TRUST_ADDRESSES="yes")
    making = with_settings(workspace, **SSO, TRACKER_SSO_NEW_VIEWERS="yes")
    new = admit(making, replace(IDENTITY, name="=1+1"), NOW)
    actor = find_actor(workspace, exchange(workspace, new, visit()), NOW, None)
    assert (actor.role, actor.login, actor.name) == ("viewer", "lan@x.vn", "lan@x.vn")
    add(workspace, "hoa", email="hoa@x.vn")
    unverified = replace(IDENTITY, subject="9", email="hoa@x.vn", is_email_verified=False)
    assert admit(trusting, unverified, NOW)


def test_a_ticket_is_good_once_for_a_minute(workspace: Workspace) -> None:
    add(workspace, "lan", email="lan@x.vn")
    late = admit(workspace, IDENTITY, NOW)
    with pytest.raises(links.LinkSpent):
        exchange(workspace, late, visit(1))
    ticket = admit(workspace, IDENTITY, NOW)
    exchange(workspace, ticket, visit())
    for spent in (ticket, "", "x"):
        with pytest.raises(links.LinkSpent):
            exchange(workspace, spent, visit())


def test_what_was_made_in_a_demonstration_does_not_outlive_it(workspace: Workspace) -> None:
    workspace.store.begin_demo(NOW)
    account = find_demo_account(workspace, "administrator", None, NOW)
    token = signing_in.open_session(workspace, account, NOW, None, None)
    actor = find_actor(workspace, token, NOW, None)
    accounts.add_account(workspace, actor, AccountData("ke.gian", "Kẻ Gian", "administrator"), NOW)
    link = begin_real(workspace, actor, NOW)
    assert link and [one.login for one in workspace.store.list_accounts()] == [link.login]
    assert find_actor(workspace, token, NOW, None) == stranger(may_view=False)


def test_only_who_may_begins_for_real(workspace: Workspace) -> None:
    workspace.store.begin_demo(NOW)
    with pytest.raises(NotAllowed):
        begin_real(workspace, stranger(may_view=True), NOW)
    assert workspace.is_demo
    assert begin_real(workspace, CONSOLE, NOW)


@pytest.mark.parametrize(
    ("environment", "is_offered"),
    [
        ({}, True),
        ({"TRACKER_HOST": "0.0.0.0"}, False),
        ({"TRACKER_HOST": "192.168.1.5"}, False),
        ({"TRACKER_HOST": "0.0.0.0", "TRACKER_DEMO_SIGN_IN": "open"}, True),
        ({"TRACKER_DEMO_SIGN_IN": "closed"}, False),
    ],
    ids=str,
)
def test_roles_are_chosen_on_this_machine_or_when_set_open(
    workspace: Workspace, environment: dict[str, str], is_offered: bool
) -> None:
    workspace.store.begin_demo(NOW)
    served = with_settings(workspace, **environment)
    assert has_demo_sign_in(served) == is_offered
    if not is_offered:
        with pytest.raises(NotAllowed):
            find_demo_account(served, "coordinator", None, NOW)
    workspace.store.begin_real("test", NOW)
    assert not has_demo_sign_in(served)


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+84 An", "-An", "@An", "<b>An</b>", "\tAn\x00", "A", "x" * 101, ""]
)
def test_a_name_is_no_formula_no_markup_and_no_control_signs(workspace: Workspace, name: str) -> None:
    with pytest.raises(AccountRefused):
        accounts.add_account(workspace, CONSOLE, AccountData("lan", name, "viewer"), NOW)


@pytest.mark.parametrize(
    "email", ["=1+1@x.vn\n", "a b@x.vn", "<a@x.vn>", "a@x", "a@x.vn,b@x.vn", "a@x.vn\r\nBcc: b@x.vn", "@x.vn"]
)
def test_an_address_carries_no_second_one(workspace: Workspace, email: str) -> None:
    with pytest.raises(AccountRefused):
        accounts.add_account(workspace, CONSOLE, AccountData("lan", "Trần Lan", "viewer", email), NOW)


def test_every_mistake_is_told_at_once(workspace: Workspace) -> None:
    data = AccountData("L", "", "reviewer", "x", fields=("KHONG",))
    with pytest.raises(AccountRefused) as refused:
        accounts.add_account(workspace, CONSOLE, data, NOW)
    assert len(refused.value.mistakes) == 4


@pytest.mark.parametrize("role", ["viewer", "reporter", "reviewer", "coordinator"])
def test_only_administrators_manage_accounts(workspace: Workspace, role: str) -> None:
    add(workspace, "lan", role, password_hash="x")
    actor, other = find_console_actor(workspace, "lan"), add(workspace, "khac")
    data = AccountData("moi", "Người Mới", "administrator")
    for deed in (
        lambda: accounts.add_account(workspace, actor, data, NOW),
        lambda: accounts.change_account(workspace, actor, other, data, NOW),
        lambda: accounts.set_disabled(workspace, actor, other, True, NOW),
        lambda: accounts.reset_password(workspace, actor, other, PASSWORD, NOW),
        lambda: accounts.end_sessions(workspace, actor, other, NOW),
        lambda: accounts.list_accounts(workspace, actor),
        lambda: links.make_link(workspace, actor, other, NOW),
        lambda: accounts.end_own_session(workspace, actor, "x" * 64, NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert accounts.find_account(workspace, "khac") == other
