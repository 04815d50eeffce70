"""Accounts: who may sign in, with which role, for which units and fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tracker.core.author import Author
from tracker.store.audit import Event, record_audit
from tracker.store.connection import Cursor, Database
from tracker.store.errors import AccountExists, NoSuchAccount
from tracker.store.frames import local_time
from tracker.store.identifiers import new_id

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
        account_id: str,
        changes: dict[str, Any],
        by: Author | str,
        at: dt.datetime,
        units: Sequence[UnitKey] | None = None,
        fields: Sequence[str] | None = None,
    ) -> None:
        """Change columns of CHANGEABLE, and the units or fields where they are given; raises NoSuchAccount."""
        if unknown := changes.keys() - CHANGEABLE:
            raise ValueError(f"not to be changed: {sorted(unknown)}")

        def work(cursor: Cursor, revision: int) -> None:
            if not cursor.execute("SELECT 1 FROM account WHERE id = ?", [account_id]).fetchone():
                raise NoSuchAccount(account_id)
            for name, value in changes.items():
                cursor.execute(f"UPDATE account SET {name} = ? WHERE id = ?", [value, account_id])
            _put_scopes(cursor, account_id, units, fields)
            said = [name for name in changes if name != "password_hash"]
            said += ["password"] if "password_hash" in changes else []
            said += [name for name, given in (("units", units), ("fields", fields)) if given is not None]
            event = Event("account_changed", "account", account_id, detail=", ".join(said))
            record_audit(cursor, event, revision, by, at)

        self.database.write(work)

    def list_accounts(self) -> list[Account]:
        """Every account, by login."""
        return self._accounts("TRUE ORDER BY login", [])

    def find_account(self, column: str, value: str) -> Account | None:
        """The account with this id, login, e-mail or sso_subject."""
        if column not in ("id", "login", "email", "sso_subject"):
            raise ValueError(column)
        found = self._accounts(f"{column} = ?", [value.strip().lower() if column == "login" else value])
        return found[0] if found else None

    def _accounts(self, condition: str, parameters: list[Any]) -> list[Account]:
        rows = self.database.read_rows(f"{_SELECT} WHERE {condition}", parameters)
        if not rows:
            return []
        units = self.database.read("SELECT account_id, unit_code, unit_valid_from FROM account_unit")
        fields = self.database.read("SELECT account_id, field_code FROM account_field")
        return [
            Account(*row, _own_units(row[0], units), _own_fields(row[0], fields))  # type: ignore[call-arg]
            for row in rows
        ]


def _own_units(account_id: str, units: pd.DataFrame) -> tuple[UnitKey, ...]:
    own = units[units["account_id"] == account_id]
    days = [day.date() for day in pd.to_datetime(own["unit_valid_from"])]
    return tuple(zip(own["unit_code"], days, strict=True))


def _own_fields(account_id: str, fields: pd.DataFrame) -> tuple[str, ...]:
    return tuple(fields[fields["account_id"] == account_id]["field_code"])


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
