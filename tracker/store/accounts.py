"""Accounts: who may sign in, with which role, for which units and fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.core.author import Author
from tracker.core.local_time import local_time
from tracker.store.audit import Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.errors import AccountExists, LastAdministrator, NoSuchAccount, StaleAccount
from tracker.store.identifiers import new_id
from tracker.store.sessions import end_sessions

UnitKey = tuple[str, dt.date]
_COLUMNS = (
    "id", "login", "full_name", "email", "role", "is_leader", "password_hash", "sso_subject", "is_disabled",
    "is_demo", "created_at",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM account"
CHANGEABLE = frozenset(
    {"full_name", "email", "role", "is_leader", "password_hash", "sso_subject", "is_disabled"}
)


@dataclass(frozen=True)
class NewAccount:
    """`login` is kept in lower case; without `password_hash` nobody can sign in with a password yet."""

    login: str
    full_name: str
    role: str
    email: str | None = None
    is_leader: bool = False
    units: tuple[UnitKey, ...] = ()
    fields: tuple[str, ...] = ()
    password_hash: str | None = None
    sso_subject: str | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Account:
    """An account as it is stored."""

    id: str
    login: str
    full_name: str
    email: str | None
    role: str
    is_leader: bool
    password_hash: str | None
    sso_subject: str | None
    is_disabled: bool
    is_demo: bool
    created_at: dt.datetime
    units: tuple[UnitKey, ...] = ()
    fields: tuple[str, ...] = ()


class Accounts:
    """Accounts and what belongs to them; part of the Store."""

    database: Database

    def add_account(self, account: NewAccount, by: Author | str, at: dt.datetime) -> str:
        """Add an account and return its id; raises AccountExists for a login that is taken."""
        login = account.login.strip().lower()

        def work(cursor: Cursor, revision: int) -> str:
            if cursor.execute("SELECT id FROM account WHERE login = ?", [login]).fetchone():
                raise AccountExists(login)
            account_id = new_id()
            cursor.execute(
                f"INSERT INTO account ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
                [account_id, login, account.full_name, account.email, account.role, account.is_leader,
                 account.password_hash, account.sso_subject, False, account.is_demo, local_time(at)],
            )  # fmt: skip
            _put_scopes(cursor, account_id, account.units, account.fields)
            event = Event("account_added", "account", account_id, detail=f"{login}: {account.role}")
            record_audit(cursor, event, revision, by, at)
            return account_id

        return self.database.write(work)

    def change_account(
        self,
        seen: Account,
        changes: dict[str, Any],
        by: Author | str,
        at: dt.datetime,
        units: Sequence[UnitKey] | None = None,
        fields: Sequence[str] | None = None,
        ends_sessions: bool = False,
    ) -> None:
        """Change columns of CHANGEABLE, and the units or fields where they are given.

        `seen` is the account as whoever decided saw it. Raises NoSuchAccount, StaleAccount when it is another by
        now, LastAdministrator when nobody would be left to administer.
        """
        if unknown := changes.keys() - CHANGEABLE:
            raise ValueError(f"not to be changed: {sorted(unknown)}")

        def work(cursor: Cursor, revision: int) -> None:
            found = _read_accounts(cursor, "id = ?", [seen.id])
            if not found:
                raise NoSuchAccount(seen.login)
            if found[0] != seen:
                raise StaleAccount(seen.login)
            had_administrator = _has_administrator(cursor)
            for name, value in changes.items():
                cursor.execute(f"UPDATE account SET {name} = ? WHERE id = ?", [value, seen.id])
            _put_scopes(cursor, seen.id, units, fields)
            if had_administrator and not _has_administrator(cursor):
                raise LastAdministrator(seen.login)
            if ends_sessions:
                end_sessions(cursor, seen.id, at)
            detail = f"{seen.login}: {describe_changes(seen, changes, units, fields)}"
            record_audit(
                cursor, Event("account_changed", "account", seen.id, detail=detail), revision, by, at
            )

        self.database.write(work)

    def list_accounts(self) -> list[Account]:
        """Every account, by login."""
        return self._accounts("TRUE ORDER BY login", [])

    def find_account(self, column: str, value: str) -> Account | None:
        """The account with this id, login or sso_subject."""
        if column not in ("id", "login", "sso_subject"):
            raise ValueError(column)
        found = self._accounts(f"{column} = ?", [value.strip().lower() if column == "login" else value])
        return found[0] if found else None

    def list_accounts_of(self, email: str) -> list[Account]:
        """Every account with this e-mail address, whatever its case."""
        return self._accounts("lower(email) = ? ORDER BY login", [email.strip().lower()])

    def replace_hash(self, account: Account, password_hash: str) -> None:
        """Keep the same password under today's parameters; nothing happens when it was changed meanwhile."""
        self.database.transact(
            lambda cursor: cursor.execute(
                "UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?",
                [password_hash, account.id, account.password_hash],
            )
        )

    def has_administrator(self) -> bool:
        """Whether anybody who may administer can sign in."""
        with self.database.cursor() as cursor:
            return _has_administrator(cursor)

    def _accounts(self, condition: str, parameters: list[Any]) -> list[Account]:
        with self.database.snapshot() as cursor:
            return _read_accounts(cursor, condition, parameters)


def describe_changes(
    seen: Account,
    changes: dict[str, Any],
    units: Sequence[UnitKey] | None,
    fields: Sequence[str] | None,
) -> str:
    """What changed, from what to what, for the log; of a password only that it did."""
    said = [
        "password" if name == "password_hash" else f"{name} {getattr(seen, name)} → {value}"
        for name, value in changes.items()
        if name == "password_hash" or getattr(seen, name) != value
    ]
    new_units = None if units is None else [code for code, _ in units]
    scopes: tuple[tuple[str, Sequence[str], Sequence[str] | None], ...] = (
        ("units", [code for code, _ in seen.units], new_units),
        ("fields", seen.fields, fields),
    )
    said += [
        f"{name} {', '.join(old) or '–'} → {', '.join(new) or '–'}"
        for name, old, new in scopes
        if new is not None and set(old) != set(new)
    ]
    return "; ".join(said) or "–"


def _read_accounts(cursor: Cursor, condition: str, parameters: list[Any]) -> list[Account]:
    rows = cursor.execute(f"{_SELECT} WHERE {condition}", parameters).fetchall()
    if not rows:
        return []
    units = cursor.execute(
        "SELECT account_id, unit_code, unit_valid_from FROM account_unit ORDER BY unit_code, unit_valid_from"
    ).fetchall()
    fields = cursor.execute("SELECT account_id, field_code FROM account_field ORDER BY field_code").fetchall()
    return [
        Account(
            *row,
            tuple((code, valid_from) for owner, code, valid_from in units if owner == row[0]),
            tuple(code for owner, code in fields if owner == row[0]),
        )  # type: ignore[call-arg]
        for row in rows
    ]


def _has_administrator(cursor: Cursor) -> bool:
    row = cursor.execute(
        "SELECT count(*) FROM account WHERE role = 'administrator' AND NOT is_disabled "
        "AND (password_hash IS NOT NULL OR sso_subject IS NOT NULL OR is_demo)"
    ).fetchone()
    return bool(row and row[0])


def _put_scopes(
    cursor: Cursor, account_id: str, units: Sequence[UnitKey] | None, fields: Sequence[str] | None
) -> None:
    if units is not None:
        cursor.execute("DELETE FROM account_unit WHERE account_id = ?", [account_id])
        for code, valid_from in units:
            cursor.execute("INSERT INTO account_unit VALUES (?, ?, ?)", [account_id, code, valid_from])
    if fields is not None:
        cursor.execute("DELETE FROM account_field WHERE account_id = ?", [account_id])
        for code in fields:
            cursor.execute("INSERT INTO account_field VALUES (?, ?)", [account_id, code])
