"""Accounts and sessions as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from tracker.access.actor import Role
from tracker.ui.components.tables import facts, table
from tracker.words import access_texts
from tracker.words import account_texts as words
from tracker.workflow.accounts import Account, list_fields, state_of
from tracker.workflow.workspace import Workspace

Scopes = Callable[[Account], str]
_BROWSERS = (("Edg", "Edge"), ("CocCoc|coc_coc", "Cốc Cốc"), ("OPR", "Opera"), ("Firefox", "Firefox"),
             ("Chrome|Chromium", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone|iPad", "iOS"), ("Mac OS", "macOS"),
            ("Linux", "Linux"))  # fmt: skip


def account_table(accounts: Sequence[Account], scope_of: Scopes) -> str:
    """One row per account; a click opens it."""
    rows = [
        (
            f'<a href="?tk={escape(one.login)}" data-go="{escape(one.login)}">{escape(one.login)}</a>',
            escape(one.full_name),
            role_text(one),
            escape(scope_of(one)),
            escape(one.email or ""),
            words.STATES[state_of(one)],
        )
        for one in accounts
    ]
    return table(words.HEADS, rows)


def own_card(workspace: Workspace, account: Account) -> str:
    """An account as its owner sees it."""
    pairs = [
        (words.LOGIN, escape(account.login)),
        (words.FULL_NAME, escape(account.full_name)),
        (words.ROLE, role_text(account)),
        (words.HEADS[3], escape(name_scopes(workspace)(account)) or "–"),
        (words.HEADS[4], escape(account.email or words.NO_EMAIL)),
    ]
    return f'<div class="tq-card">{facts(pairs)}</div>'


def role_text(account: Account) -> str:
    role: Role = account.role  # type: ignore[assignment]
    name = access_texts.ROLE_NAMES[role]
    return f"{name}, {access_texts.LEADER.lower()}" if account.is_leader else name


def name_scopes(workspace: Workspace) -> Scopes:
    """What names the units of a reporter and the fields of a reviewer."""
    units = {(unit.code, unit.valid_from): unit.name for unit in workspace.reference.units}
    fields = list_fields(workspace)

    def scope_of(account: Account) -> str:
        names = [units.get(key, key[0]) for key in account.units]
        return "; ".join([*names, *(fields.get(code, code) for code in account.fields)])

    return scope_of


def browser_text(said: str | None) -> str:
    """What a browser says of itself, as people know it: `Chrome, Windows`."""
    found = [
        next((name for pattern, name in kinds if re.search(pattern, said or "")), "")
        for kinds in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(part for part in found if part) or words.UNKNOWN_BROWSER
