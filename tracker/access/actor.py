"""Whoever asks for something: the role, the units and fields that are theirs, and where they come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.core.author import Author

Role = Literal["viewer", "reporter", "reviewer", "coordinator", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
UnitKey = tuple[str, dt.date]  # code and first day of a reporting unit


@dataclass(frozen=True)
class Actor:
    """`role` is None for somebody who has not signed in; `units` are a reporter's, `fields` a reviewer's.

    A field is a programme or a group of indicators. A leader, whatever the role, asks for explanations and
    signs. The console is whoever runs commands beside the database file, and may do everything.
    """

    role: Role | None
    name: str = ""
    login: str = ""
    account_id: str | None = None
    units: frozenset[UnitKey] = frozenset()
    fields: frozenset[str] = frozenset()
    is_leader: bool = False
    is_console: bool = False
    may_view: bool = True  # False for a stranger where viewing is not public
    address: str | None = None

    @property
    def author(self) -> Author:
        return Author(self.name, self.account_id, self.address)

    @property
    def is_signed_in(self) -> bool:
        return self.role is not None


def stranger(may_view: bool, address: str | None = None) -> Actor:
    """Whoever has not signed in."""
    return Actor(None, may_view=may_view, address=address)


def at_console(name: str) -> Actor:
    """Whoever runs a command beside the database, under the name they give."""
    return Actor("administrator", name=name.strip(), is_leader=True, is_console=True)
