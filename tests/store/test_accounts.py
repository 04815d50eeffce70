"""Accounts, sessions, attempts and one-time links, on both back ends."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.store import Store
from tracker.store.accounts import Account, NewAccount
from tracker.store.attempts import AttemptLimits
from tracker.store.errors import AccountExists, LastAdministrator, NoSuchAccount, StaleAccount
from tracker.store.sessions import NewSession

NOW = dt.datetime(2026, 11, 22, 9, 0)
HOUR = dt.timedelta(hours=1)
UNIT = ("02215", dt.date(2025, 7, 1))


@pytest.fixture
def store(empty_store: Store) -> Store:
    """Accounts need no catalogue."""
    return empty_store


def add(store: Store, login: str, role: str = "viewer", **more: object) -> Account:
    store.add_account(NewAccount(login, f"Tên {login}", role, **more), "test", NOW)  # type: ignore[arg-type]
    found = store.find_account("login", login)
    assert found
    return found


def begin(store: Store, account: Account, token: str, at: dt.datetime = NOW) -> None:
    store.open_session(NewSession(token, account.id, account.password_hash, at, at + 12 * HOUR), "test")


def test_an_account_keeps_what_it_was_given(store: Store) -> None:
    account = add(store, "Lan.UBND", "reporter", units=(UNIT,), email="lan@x.vn")
    assert account.login == "lan.ubnd" and account.units == (UNIT,) and not account.is_disabled
    assert store.find_account("login", " LAN.ubnd ") == account
    assert store.list_accounts_of("LAN@x.vn") == [account]
    with pytest.raises(AccountExists):
        add(store, "lan.ubnd")
    assert [one.login for one in store.list_accounts()] == ["lan.ubnd"]


def test_whoever_changes_second_is_told_and_nothing_is_lost(store: Store) -> None:
    seen = add(store, "lan", "reporter", units=(UNIT,))
    store.change_account(seen, {"full_name": "Một"}, "a", NOW)
    for units in (None, ()):
        with pytest.raises(StaleAccount):
            store.change_account(seen, {"full_name": "Hai"}, "b", NOW, units)
    found = store.find_account("login", "lan")
    assert found and found.full_name == "Một" and found.units == (UNIT,)
    store.change_account(found, {"role": "reviewer"}, "b", NOW, (), ("CTXH",))
    again = store.find_account("login", "lan")
    assert again and again.units == () and again.fields == ("CTXH",)
    log = store.read_audit(equal={"kind": "account_changed"})
    assert list(log["detail"]) == [
        "lan: role reporter → reviewer; units 02215 → –; fields – → CTXH",
        "lan: full_name Tên lan → Một",
    ]


def test_a_password_is_never_in_the_log(store: Store) -> None:
    seen = add(store, "lan")
    store.change_account(seen, {"password_hash": "$argon2id$secret"}, "a", NOW)
    log = store.read_audit().to_string()
    assert "secret" not in log and "lan: password" in log


def test_somebody_who_can_administer_is_left(store: Store) -> None:
    first = add(store, "mot", "administrator", password_hash="x")
    with pytest.raises(LastAdministrator):
        store.change_account(first, {"is_disabled": True}, "a", NOW)
    assert store.has_administrator()
    add(store, "hai", "administrator")  # has set no password yet, so could not come in
    with pytest.raises(LastAdministrator):
        store.change_account(first, {"role": "viewer"}, "a", NOW)
    add(store, "ba", "administrator", sso_subject="iss|1")
    store.change_account(first, {"role": "viewer"}, "a", NOW)
    assert store.has_administrator()


def test_an_account_that_is_gone_is_not_changed(store: Store) -> None:
    seen = add(store, "lan", is_demo=True)
    store.begin_real("test", NOW)
    with pytest.raises(NoSuchAccount):
        store.change_account(seen, {"full_name": "Hai"}, "b", NOW)


def test_a_session_lasts_while_it_is_used_and_not_too_long(store: Store) -> None:
    account = add(store, "lan")
    begin(store, account, "token")
    at = NOW
    for _ in range(23):  # used every half hour
        at += HOUR / 2
        assert store.find_session("token", at, HOUR) == account.id
    assert store.find_session("token", NOW + 12 * HOUR, HOUR) is None
    begin(store, account, "other")
    assert store.find_session("other", NOW + HOUR, HOUR) is None
    assert store.find_session("", NOW, HOUR) is None


def test_sessions_end_one_by_one_all_at_once_and_with_a_change(store: Store) -> None:
    account = add(store, "lan")
    for token in ("a", "b", "c"):
        begin(store, account, token)
    sessions = store.list_sessions(account.id, NOW, HOUR)
    assert len(sessions) == 3 and "token" not in " ".join(sessions.columns).replace("token_sha256", "")
    store.revoke_session(sessions["token_sha256"].iloc[0], "test", NOW)
    assert sum(store.find_session(token, NOW, HOUR) is not None for token in "abc") == 2
    store.change_account(account, {"password_hash": "x"}, "test", NOW, ends_sessions=True)
    assert not any(store.find_session(token, NOW, HOUR) for token in "abc")
    assert len(store.list_sessions(account.id, NOW, HOUR)) == 0


@pytest.mark.parametrize("changes", [{"is_disabled": True}, {"password_hash": "other"}], ids=str)
def test_no_session_begins_with_what_was_true_a_moment_ago(store: Store, changes: dict) -> None:
    """The password was right when it was checked; it was changed before the session began."""
    seen = add(store, "lan", password_hash="x")
    store.change_account(seen, changes, "test", NOW, ends_sessions=True)
    with pytest.raises(StaleAccount):
        begin(store, seen, "token")
    assert store.find_session("token", NOW, HOUR) is None


def test_a_link_is_good_once_and_the_newest_alone(store: Store) -> None:
    account = add(store, "lan")
    store.add_link("first", account.id, "set_up", NOW, NOW + HOUR, "test")
    store.add_link("second", account.id, "set_up", NOW, NOW + HOUR, "test")
    assert store.find_link("first", "set_up", NOW) is None
    assert store.find_link("second", "sso", NOW) is None
    assert store.find_link("second", "set_up", NOW + HOUR) is None
    assert store.use_link("second", "set_up", NOW) == account.id
    assert store.use_link("second", "set_up", NOW) is None
    assert len(store.read_audit(equal={"kind": "link_made"})) == 2


LIMITS = AttemptLimits(dt.timedelta(minutes=15), of_both=3, of_login=5, of_network=7)


def fail(store: Store, login: str, network: str, minutes: float) -> dt.datetime | None:
    return store.begin_attempt(login, network, NOW + dt.timedelta(minutes=minutes), LIMITS)


def test_failures_close_the_door_for_a_while(store: Store) -> None:
    assert [fail(store, "lan", "n1", minute) for minute in (0, 1, 2)] == [None] * 3
    opening = NOW + dt.timedelta(minutes=15)
    assert fail(store, "LAN ", "n1", 3) == opening
    assert fail(store, "lan", "n1", 14.9) == opening
    assert fail(store, "lan", "n2", 4) is None
    assert fail(store, "lan", "n1", 15.1) is None


def test_a_success_forgives_its_own_network_alone(store: Store) -> None:
    for minute in (0, 1, 2):
        fail(store, "lan", "n1", minute)
    fail(store, "lan", "n2", 3)
    fail(store, "lan", "n2", 4)
    store.confirm_attempt("lan", "n2", NOW + dt.timedelta(minutes=4))
    assert fail(store, "lan", "n2", 5) is None
    assert fail(store, "lan", "n1", 5) is not None


def test_a_login_is_guarded_against_many_networks_and_a_network_against_many_logins(store: Store) -> None:
    assert [fail(store, "lan", f"n{turn}", turn / 10) is None for turn in range(6)] == [True] * 5 + [False]
    said = [fail(store, f"login {turn}", "n0", 1 + turn / 10) for turn in range(8)]
    assert [one is None for one in said] == [True] * 6 + [False] * 2


def test_what_was_typed_as_a_login_is_not_kept(store: Store) -> None:
    fail(store, "mật khẩu gõ nhầm", "n1", 0)
    assert "mật khẩu" not in store.database.read("SELECT * FROM sign_in_attempt").to_string()


def test_attempts_are_forgotten_after_a_day(store: Store) -> None:
    fail(store, "lan", "n1", 0)
    fail(store, "lan", "n1", 25 * 60)
    assert len(store.database.read("SELECT * FROM sign_in_attempt")) == 1
