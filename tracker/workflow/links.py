"""One-time links: to set a password the first time or again, and for the very first administrator."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from tracker.access.actor import Actor
from tracker.access.rights import require
from tracker.core.author import Author
from tracker.core.local_time import local_time
from tracker.store.accounts import Account, NewAccount
from tracker.store.errors import StaleAccount
from tracker.words import account_texts as words
from tracker.workflow.signing_in import Visit, check_new_password, put_password
from tracker.workflow.workspace import Workspace

SET_UP = "set_up"
GOOD_FOR = dt.timedelta(days=3)
FIRST_LOGIN = "quan-tri"


@dataclass(frozen=True)
class Link:
    """Where to set a password, and until when in Vietnamese clock time."""

    url: str
    login: str
    until: dt.datetime


class LinkSpent(Exception):
    """The link was used, is over, or never was."""


def make_link(workspace: Workspace, actor: Actor, account: Account, now: dt.datetime) -> Link:
    """A link with which the account's owner sets a password; earlier ones are void. Raises NotAllowed."""
    require(actor, "manage_accounts")
    return _make(workspace, account, actor.author, now)


def make_first_link(workspace: Workspace, now: dt.datetime) -> Link | None:
    """The link of the first administrator of a real workspace; None where somebody can administer already.

    Asked at every start: until somebody has set a password, each start gives a new link.
    """
    store, author = workspace.store, Author(words.BY_PROGRAM)
    if workspace.is_demo or store.has_administrator():
        return None
    waiting = [one for one in store.list_accounts() if one.role == "administrator" and not one.is_disabled]
    if not waiting:
        store.add_account(NewAccount(_free_login(workspace), words.FIRST_NAME, "administrator"), author, now)
        return make_first_link(workspace, now)
    return _make(workspace, waiting[0], author, now)


def find_link_account(workspace: Workspace, token: str, now: dt.datetime) -> Account:
    """Whose password a link sets; raises LinkSpent."""
    account_id = workspace.store.find_link(token, SET_UP, now)
    account = workspace.store.find_account("id", account_id) if account_id else None
    if account is None or account.is_disabled:
        raise LinkSpent
    return account


def use_link(workspace: Workspace, token: str, new: tuple[str, str], visit: Visit) -> str:
    """Set the password, as typed twice, and sign in; the session's token. Raises LinkSpent, SignInRefused."""
    account = find_link_account(workspace, token, visit.now)
    check_new_password(account, new)
    if workspace.store.use_link(token, SET_UP, visit.now) != account.id:
        raise LinkSpent
    try:
        return put_password(workspace, account, new[0], visit)
    except StaleAccount as error:
        raise LinkSpent from error


def _make(workspace: Workspace, account: Account, by: Author, now: dt.datetime) -> Link:
    token, until = secrets.token_urlsafe(32), now + GOOD_FOR
    workspace.store.add_link(token, account.id, SET_UP, now, until, by)
    return Link(f"{workspace.settings.url}/thiet-lap/{token}", account.login, local_time(until))


def _free_login(workspace: Workspace) -> str:
    """The first administrator's login; an old account of that name may stand there disabled."""
    taken = {one.login for one in workspace.store.list_accounts()}
    names = [FIRST_LOGIN, *(f"{FIRST_LOGIN}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
