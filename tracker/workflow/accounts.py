"""Accounts: add, change, disable, end sessions; every way in asks for the right to manage accounts."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.access.actor import ROLES, Actor, UnitKey
from tracker.access.passwords import find_weakness, hash_password
from tracker.access.rights import NotAllowed, require
from tracker.store.accounts import Account, NewAccount
from tracker.store.sessions import hash_token
from tracker.words import access_texts
from tracker.words import account_texts as words
from tracker.words.formats import format_date
from tracker.workflow.links import Link, make_link
from tracker.workflow.people import DEMO_LOGIN
from tracker.workflow.workspace import Workspace

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,39}")
_EMAIL = re.compile(r"[a-z0-9][^@\s,;<>\"']{0,63}@[^@\s,;<>\"']{1,190}\.[^@\s,;<>\"'.]{2,24}")


class AccountRefused(Exception):
    """What was typed for an account cannot stand; `mistakes` are Vietnamese sentences."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__(" ".join(mistakes))


@dataclass(frozen=True)
class AccountData:
    """An account as somebody types it; `units` are codes of today, `fields` programmes or groups."""

    login: str
    full_name: str
    role: str
    email: str = ""
    is_leader: bool = False
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def add_account(workspace: Workspace, actor: Actor, data: AccountData, now: dt.datetime) -> Link:
    """A new account, and the link with which its owner sets a password.

    In a demonstration it is illustrative too, so that nobody gets into the real workspace with it.
    Raises NotAllowed, AccountRefused, AccountExists.
    """
    require(actor, "manage_accounts")
    units, fields = _check(workspace, data, None)
    new = NewAccount(
        data.login.strip().lower(), _plain(data.full_name), data.role, data.email.strip().lower() or None,
        data.is_leader, units, fields, is_demo=workspace.is_demo,
    )  # fmt: skip
    workspace.store.add_account(new, actor.author, now)
    return make_link(workspace, actor, find_account(workspace, new.login), now)


def change_account(
    workspace: Workspace, actor: Actor, seen: Account, data: AccountData, now: dt.datetime
) -> None:
    """Everything of an account but its login and password; another role ends its sessions.

    Raises NotAllowed, AccountRefused, StaleAccount, LastAdministrator.
    """
    require(actor, "manage_accounts")
    units, fields = _check(workspace, data, seen)
    changes: dict[str, Any] = {
        "full_name": _plain(data.full_name),
        "email": data.email.strip().lower() or None,
        "role": data.role,
        "is_leader": data.is_leader,
    }
    if changes["email"] != seen.email:
        changes["sso_subject"] = None
    has_other_role = data.role != seen.role
    workspace.store.change_account(seen, changes, actor.author, now, units, fields, has_other_role)


def set_disabled(
    workspace: Workspace, actor: Actor, seen: Account, is_disabled: bool, now: dt.datetime
) -> None:
    """Close an account, which ends its sessions, or open it again. Raises as change_account does."""
    require(actor, "manage_accounts")
    workspace.store.change_account(
        seen, {"is_disabled": is_disabled}, actor.author, now, ends_sessions=is_disabled
    )


def reset_password(
    workspace: Workspace, actor: Actor, seen: Account, password: str, now: dt.datetime
) -> None:
    """Another password for an account, which ends its sessions. Raises NotAllowed, AccountRefused, StaleAccount."""
    require(actor, "manage_accounts")
    weakness = find_weakness(password, seen.login)
    if weakness:
        raise AccountRefused([weakness])
    changes = {"password_hash": hash_password(password)}
    workspace.store.change_account(seen, changes, actor.author, now, ends_sessions=True)


def end_sessions(workspace: Workspace, actor: Actor, account: Account, now: dt.datetime) -> None:
    """Sign an account out everywhere: one's own, or any for whoever manages accounts."""
    if account.id != actor.account_id:
        require(actor, "manage_accounts")
    workspace.store.revoke_sessions_of(account.id, actor.author, now)


def end_own_session(workspace: Workspace, actor: Actor, token_sha256: str, now: dt.datetime) -> None:
    """End one of one's own sessions; raises NotAllowed for another's."""
    if token_sha256 not in set(list_own_sessions(workspace, actor, now)["token_sha256"]):
        raise NotAllowed(access_texts.NOT_OWN_SESSION)
    workspace.store.revoke_session(token_sha256, actor.author, now)


def list_own_sessions(workspace: Workspace, actor: Actor, now: dt.datetime) -> pd.DataFrame:
    """The good sessions of whoever asks, the newest first."""
    return workspace.store.list_sessions(actor.account_id or "", now, workspace.settings.idle)


def session_key(token: str | None) -> str:
    """What `token_sha256` says for the session with this token."""
    return hash_token(token or "")


def state_of(account: Account) -> str:
    """`disabled`, `demo` (chosen without a password), `open`, or `waiting` for its first password."""
    if account.is_disabled:
        return "disabled"
    if account.login.startswith(DEMO_LOGIN):
        return "demo"
    return "open" if account.password_hash or account.sso_subject else "waiting"


def list_accounts(workspace: Workspace, actor: Actor) -> list[Account]:
    require(actor, "manage_accounts")
    return workspace.store.list_accounts()


def find_account(workspace: Workspace, login: str) -> Account:
    """The account of a login; raises AccountRefused."""
    found = workspace.store.find_account("login", login)
    if found is None:
        raise AccountRefused([words.NO_SUCH_ACCOUNT.format(login=login)])
    return found


def list_fields(workspace: Workspace) -> dict[str, str]:
    """What a reviewer can be given, code -> name: each programme with its groups behind it."""
    fields = {}
    for programme in workspace.catalogue.programmes:
        fields[programme.code] = programme.short_name
        fields |= {
            one.code: one.name for one in workspace.catalogue.groups if one.programme == programme.code
        }
    return fields


def _check(
    workspace: Workspace, data: AccountData, seen: Account | None
) -> tuple[tuple[UnitKey, ...], tuple[str, ...]]:
    """The units and fields that the role has use for; raises AccountRefused with every mistake."""
    mistakes = []
    if seen is None and not _LOGIN.fullmatch(data.login.strip().lower()):
        mistakes.append(words.BAD_LOGIN.format(login=data.login.strip()[:40]))
    if not _is_name(_plain(data.full_name)):
        mistakes.append(words.BAD_NAME)
    mistakes += _email_mistakes(workspace, data.email.strip().lower(), seen)
    if data.role not in ROLES:
        mistakes.append(words.BAD_ROLE.format(role=data.role[:40]))
    units = _find_units(workspace, data, seen, mistakes) if data.role == "reporter" else ()
    fields = data.fields if data.role == "reviewer" else ()
    known = list_fields(workspace)
    mistakes += [words.NO_SUCH_FIELD.format(code=code[:40]) for code in fields if code not in known]
    if data.role == "reporter" and not data.units:
        mistakes.append(words.NO_UNITS)
    if data.role == "reviewer" and not fields:
        mistakes.append(words.NO_FIELDS)
    if mistakes:
        raise AccountRefused(mistakes)
    return units, fields


def _find_units(
    workspace: Workspace, data: AccountData, seen: Account | None, mistakes: list[str]
) -> tuple[UnitKey, ...]:
    """Units of today by their codes; one that the account has already may be of another time."""
    today = workspace.settings.today
    held = dict(seen.units) if seen else {}
    found: list[UnitKey] = []
    for code in dict.fromkeys(data.units):
        unit = workspace.reference.find_unit(code, today)
        if unit:
            found.append((unit.code, unit.valid_from))
        elif code in held:
            found.append((code, held[code]))
        else:
            mistakes.append(words.NO_SUCH_UNIT.format(code=code[:40], day=format_date(today)))
    return tuple(found)


def _email_mistakes(workspace: Workspace, email: str, seen: Account | None) -> list[str]:
    if not email:
        return []
    if not _EMAIL.fullmatch(email):
        return [words.BAD_EMAIL.format(email=email[:80])]
    others = [one for one in workspace.store.list_accounts_of(email) if seen is None or one.id != seen.id]
    return [words.EMAIL_TAKEN.format(email=email, login=one.login) for one in others[:1]]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _is_name(name: str) -> bool:
    """A name begins with a letter, so that no spreadsheet takes it for a formula, and has no control signs."""
    return 2 <= len(name) <= 100 and name[0].isalpha() and name.isprintable()
