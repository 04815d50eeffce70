"""Single sign-on: from what the organisation's provider says of somebody to a session of ours."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from tracker.store.accounts import Account, NewAccount
from tracker.store.errors import StaleAccount
from tracker.words import account_texts
from tracker.words import sign_in_texts as words
from tracker.workflow.links import LinkSpent
from tracker.workflow.people import actor_of, open_session
from tracker.workflow.signing_in import SignInRefused, Visit, sign_out
from tracker.workflow.workspace import Workspace

SSO_COOKIE = "tracker_sso"
START_FIELD, START_VALUE = "dang-nhap", "mot-lan"  # in the address that begins the way to the provider
EXCHANGE = "/dang-nhap/mot-lan/xong"
EXCHANGE_FIELD = "ve"
_PURPOSE = "sso"
_GOOD_FOR = dt.timedelta(minutes=1)
# What the provider said must be fresh: Streamlit would keep it for thirty days.
_FRESH = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Identity:
    """What the provider says; `subject` is its own name for the person and never changes."""

    issuer: str
    subject: str
    email: str
    is_email_verified: bool
    name: str
    issued_at: dt.datetime | None

    @property
    def key(self) -> str:
        return f"{self.issuer}|{self.subject}"


def admit(workspace: Workspace, identity: Identity, now: dt.datetime) -> str:
    """A ticket, good once and for a minute, with which the browser gets its session. Raises SignInRefused."""
    is_fresh = identity.issued_at is not None and abs(now - identity.issued_at) < _FRESH
    if not identity.subject or not is_fresh:
        raise SignInRefused(words.SSO_STALE)
    account = workspace.store.find_account("sso_subject", identity.key) or _find_by_address(
        workspace, identity, now
    )
    if account.is_disabled:
        raise SignInRefused(words.SSO_NO_ACCOUNT.format(email=identity.email))
    token = secrets.token_urlsafe(32)
    workspace.store.add_link(token, account.id, _PURPOSE, now, now + _GOOD_FOR)
    return token


def exchange(workspace: Workspace, ticket: str, visit: Visit) -> str:
    """The token of a session for a ticket; raises LinkSpent."""
    account_id = workspace.store.use_link(ticket, _PURPOSE, visit.now)
    account = workspace.store.find_account("id", account_id) if account_id else None
    if account is None:
        raise LinkSpent
    try:
        token = open_session(workspace, account, visit.now, visit.address, visit.browser)
    except StaleAccount as error:
        raise LinkSpent from error
    sign_out(workspace, visit)
    return token


def _find_by_address(workspace: Workspace, identity: Identity, now: dt.datetime) -> Account:
    """The account with the person's e-mail address, from now on known by the provider's name for the person."""
    email, settings = identity.email.strip().lower(), workspace.settings.sso
    if not email or not (identity.is_email_verified or settings.trusts_addresses):
        raise SignInRefused(words.SSO_NOT_VERIFIED)
    found = workspace.store.list_accounts_of(email)
    if len(found) > 1:
        raise SignInRefused(words.SSO_TWICE.format(email=email))
    if not found and settings.makes_viewers:
        return _add_viewer(workspace, identity, email, now)
    # An address may be given to somebody else; who is known by the provider's own name stays who they are.
    if not found or found[0].sso_subject or found[0].is_disabled:
        raise SignInRefused(words.SSO_NO_ACCOUNT.format(email=email))
    account = found[0]
    by = actor_of(account, None).author
    workspace.store.change_account(account, {"sso_subject": identity.key}, by, now)
    return _again(workspace, account.id)


def _add_viewer(workspace: Workspace, identity: Identity, email: str, now: dt.datetime) -> Account:
    name = identity.name.strip()[:100]
    new = NewAccount(
        email, name if name.isprintable() and name[:1].isalpha() else email, "viewer", email,
        sso_subject=identity.key, is_demo=workspace.is_demo,
    )  # fmt: skip
    return _again(workspace, workspace.store.add_account(new, account_texts.BY_PROGRAM, now))


def _again(workspace: Workspace, account_id: str) -> Account:
    account = workspace.store.find_account("id", account_id)
    assert account is not None
    return account
