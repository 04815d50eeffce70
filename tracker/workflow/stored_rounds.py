"""The stored round of a period, and who may still write beside its numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.core.period import Period
from tracker.store import Store

_OPEN = ("opened", "reopened")
_BEFORE_SIGNING = (*_OPEN, "closed")


@dataclass(frozen=True)
class StoredRound:
    """A round as it was opened; `state` is the kind of its newest event."""

    id: str
    name: str
    period: Period
    cut_off_on: dt.date
    units_due_on: dt.date
    office_due_on: dt.date | None
    leadership_due_on: dt.date | None
    state: str

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN


def list_stored_rounds(store: Store) -> tuple[StoredRound, ...]:
    """Every round that was opened, the newest last day first."""
    rows = store.read_rounds()
    return tuple(
        StoredRound(
            str(row.id), str(row.name), Period.parse(str(row.period)), row.cut_off_on, row.units_due_on,
            row.office_due_on, row.leadership_due_on, str(row.state),
        )
        for row in rows[rows["state"] != "drafted"].itertuples(index=False)
    )  # fmt: skip


def find_stored_round(store: Store, period: Period | str) -> StoredRound | None:
    """The round of a period: one that is open, else the newest."""
    rounds = [one for one in list_stored_rounds(store) if str(one.period) == str(period)]
    return next((one for one in rounds if one.is_open), rounds[0] if rounds else None)


def list_earlier_rounds(store: Store, current: StoredRound) -> list[StoredRound]:
    """The rounds before this one, the nearest first."""
    return [one for one in list_stored_rounds(store) if one.units_due_on < current.units_due_on]


def may_write_in(actor: Actor, current: StoredRound) -> bool:
    """Units write while a round is open, whoever consolidates until it is signed."""
    return current.state in (_BEFORE_SIGNING if may(actor, "consolidate") else _OPEN)
