"""Signing in with a password, changing it, signing out; guessing is slowed down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.access.actor import Actor
from tracker.access.passwords import find_weakness, hash_password, is_outdated, is_password
from tracker.access.surroundings import find_network
from tracker.store.accounts import Account
from tracker.store.attempts import AttemptLimits
from tracker.store.errors import StaleAccount
from tracker.store.sessions import hash_token
from tracker.words import sign_in_texts as words
from tracker.words.formats import format_clock
from tracker.workflow.people import actor_of, find_actor, open_session
from tracker.workflow.workspace import Workspace

# Twenty-five guesses a quarter of an hour at one login, from however many networks, find no password that the
# rule lets through; five from one network are enough for somebody who mistypes.
LIMITS = AttemptLimits(dt.timedelta(minutes=15), of_both=5, of_login=25, of_network=40)


class SignInRefused(Exception):
    """Not let in, or not changed; the message is a Vietnamese sentence that does not say whether a login exists."""


class SignInThrottled(SignInRefused):
    """Too many failures; the message says when to try again."""


@dataclass(frozen=True)
class Visit:
    """One request as far as signing in needs it."""

    now: dt.datetime
    address: str | None = None
    browser: str | None = None
    token: str | None = None  # of the session that the browser has, if any


def sign_in(workspace: Workspace, login: str, password: str, visit: Visit) -> str:
    """The token of a new session; the one the browser had is over. Raises SignInRefused."""
    _begin(workspace, login, visit)
    account = workspace.store.find_account("login", login)
    kept = account.password_hash if account and not account.is_disabled else None
    if not is_password(kept, password) or account is None:
        raise SignInRefused(words.WRONG)
    workspace.store.confirm_attempt(login, find_network(visit.address), visit.now)
    try:
        token = open_session(workspace, account, visit.now, visit.address, visit.browser)
    except StaleAccount as error:
        raise SignInRefused(words.WRONG) from error
    if is_outdated(account.password_hash or ""):
        workspace.store.replace_hash(account, hash_password(password))
    sign_out(workspace, visit)
    return token


def sign_out(workspace: Workspace, visit: Visit, *, everywhere: bool = False) -> None:
    """End the session of the browser, or all of its account; without one nothing happens."""
    if visit.token is None:
        return
    actor = find_actor(workspace, visit.token, visit.now, visit.address)
    if everywhere and actor.account_id:
        workspace.store.revoke_sessions_of(actor.account_id, actor.author, visit.now)
    else:
        workspace.store.revoke_session(hash_token(visit.token), actor.author, visit.now)


def change_password(
    workspace: Workspace, actor: Actor, current: str, new: tuple[str, str], visit: Visit
) -> str:
    """Another password for whoever is signed in, `new` as typed twice; the token of a new session.

    Every other session of the account is over. Raises SignInRefused.
    """
    account = workspace.store.find_account("id", actor.account_id or "")
    if account is None or account.password_hash is None:
        raise SignInRefused(words.NO_PASSWORD_HERE)
    check_new_password(account, new)
    _begin(workspace, account.login, visit)
    if not is_password(account.password_hash, current):
        raise SignInRefused(words.PASSWORD_NOW_WRONG)
    workspace.store.confirm_attempt(account.login, find_network(visit.address), visit.now)
    if new[0] == current:
        raise SignInRefused(words.PASSWORD_SAME)
    try:
        return put_password(workspace, account, new[0], visit)
    except StaleAccount as error:
        raise SignInRefused(str(error)) from error


def check_new_password(account: Account, new: tuple[str, str]) -> None:
    """Raises SignInRefused when the two typings differ or the password is too weak."""
    if new[0] != new[1]:
        raise SignInRefused(words.PASSWORDS_DIFFER)
    weakness = find_weakness(new[0], account.login)
    if weakness:
        raise SignInRefused(weakness)


def put_password(workspace: Workspace, account: Account, password: str, visit: Visit) -> str:
    """Keep the password, end every session of the account and begin a new one; its token. Raises StaleAccount."""
    changes = {"password_hash": hash_password(password)}
    author = actor_of(account, visit.address).author
    workspace.store.change_account(account, changes, author, visit.now, ends_sessions=True)
    changed = workspace.store.find_account("id", account.id)
    assert changed is not None
    return open_session(workspace, changed, visit.now, visit.address, visit.browser)


def _begin(workspace: Workspace, login: str, visit: Visit) -> None:
    until = workspace.store.begin_attempt(login, find_network(visit.address), visit.now, LIMITS)
    if until is not None:
        raise SignInThrottled(words.THROTTLED.format(time=format_clock(until + dt.timedelta(minutes=1))))
