"""Who did something, as it is recorded beside what was done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Author:
    """`name` as people read it; `account_id` and `address` are None for the console and for programs."""

    name: str
    account_id: str | None = None
    address: str | None = None


def as_author(by: Author | str) -> Author:
    return by if isinstance(by, Author) else Author(by)
