"""Who is asking: from a session's token to an actor, and the role chooser of a demonstration."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import cast

from tracker.access.actor import Actor, Role, UnitKey, at_console, stranger
from tracker.access.rights import NotAllowed
from tracker.access.surroundings import is_loopback
from tracker.store.accounts import Account, NewAccount
from tracker.store.sessions import NewSession
from tracker.words import access_texts as words
from tracker.workflow.workspace import Workspace

SESSION_COOKIE = "tracker_session"
DEMO_LOGIN = "minh-hoa-"  # how the logins of the role chooser begin
_BROWSER_KEPT = 300  # characters of what a browser says of itself


def find_actor(workspace: Workspace, token: str | None, now: dt.datetime, address: str | None) -> Actor:
    """The actor of a session; a stranger without a session, or when the account was disabled meanwhile."""
    account_id = workspace.store.find_session(token, now, workspace.settings.idle) if token else None
    account = workspace.store.find_account("id", account_id) if account_id else None
    if account is None or account.is_disabled:
        return stranger(workspace.is_public, address)
    return actor_of(account, address)


def actor_of(account: Account, address: str | None) -> Actor:
    return Actor(
        cast(Role, account.role),
        account.full_name,
        account.login,
        account.id,
        frozenset(account.units),
        frozenset(account.fields),
        account.is_leader,
        address=address,
    )


def find_console_actor(workspace: Workspace, name: str) -> Actor:
    """Who a command acts for: the account of that login, with its rights, else whoever is at the console."""
    account = workspace.store.find_account("login", name)
    if account is None:
        return at_console(name)
    if account.is_disabled:
        raise NotAllowed(words.ACCOUNT_DISABLED.format(login=account.login))
    return actor_of(account, None)


def open_session(
    workspace: Workspace, account: Account, now: dt.datetime, address: str | None, browser: str | None
) -> str:
    """Sign an account in; the token that its browser keeps. Raises StaleAccount."""
    token = secrets.token_urlsafe(32)
    session = NewSession(
        token, account.id, account.password_hash, now, now + workspace.settings.longest, address,
        browser and browser[:_BROWSER_KEPT],
    )  # fmt: skip
    workspace.store.open_session(session, actor_of(account, address).author)
    return token


def has_demo_sign_in(workspace: Workspace) -> bool:
    """Whether roles may be chosen without a password: in a demonstration on this machine, or when set open."""
    settings = workspace.settings
    is_open = settings.demo_sign_in == "open" or (
        settings.demo_sign_in == "local" and is_loopback(settings.host)
    )
    return workspace.is_demo and is_open


def find_demo_account(workspace: Workspace, role: str, unit: UnitKey | None, now: dt.datetime) -> Account:
    """The illustrative account of a role (of a unit, for a reporter), made when it is first chosen."""
    if not has_demo_sign_in(workspace):
        raise NotAllowed(words.NO_DEMO_SIGN_IN)
    chosen = words.DEMO_PEOPLE.get(role)
    if chosen is None or (role == "reporter") != (unit is not None):
        raise NotAllowed(words.NO_SUCH_ROLE)
    login = f"{DEMO_LOGIN}{role}" + (f"-{unit[0].lower()}-{unit[1]:%Y%m%d}" if unit else "")
    found = workspace.store.find_account("login", login)
    if found is None:
        new = NewAccount(
            login, chosen.name, chosen.role, is_leader=chosen.is_leader, units=(unit,) if unit else (),
            fields=chosen.fields, is_demo=True,
        )  # fmt: skip
        workspace.store.add_account(new, words.DEMO_AUTHOR, now)
        found = workspace.store.find_account("login", login)
    assert found is not None
    if found.is_disabled:
        raise NotAllowed(words.ACCOUNT_DISABLED.format(login=found.login))
    return found
