"""The stored round of a period, and who may still write beside its numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.access.actor import Actor
from tracker.access.rights import may
from tracker.core.period import Period
from tracker.core.round_states import TAKES_FIGURES, RoundState
from tracker.store import Store


@dataclass(frozen=True)
class StoredRound:
    """A round as it was opened; `state` as its events leave it."""

    id: str
    name: str
    period: Period
    units_due_on: dt.date
    state: RoundState

    @property
    def is_open(self) -> bool:
        return self.state in TAKES_FIGURES


def list_stored_rounds(store: Store) -> tuple[StoredRound, ...]:
    """Every round that was opened, the newest last day first."""
    return tuple(
        StoredRound(one.id, one.name, Period.parse(one.period), one.units_due_on, one.state)
        for one in store.list_rounds()
        if one.state != "drafted"
    )


def find_stored_round(store: Store, period: Period | str) -> StoredRound | None:
    """The round of a period: one that is open, else the newest."""
    rounds = [one for one in list_stored_rounds(store) if str(one.period) == str(period)]
    return next((one for one in rounds if one.is_open), rounds[0] if rounds else None)


def list_earlier_rounds(store: Store, current: StoredRound) -> list[StoredRound]:
    """The rounds before this one, the nearest first."""
    return [one for one in list_stored_rounds(store) if one.units_due_on < current.units_due_on]


def may_write_in(actor: Actor, current: StoredRound) -> bool:
    """Units write while a round is open, whoever consolidates until it is signed."""
    return current.is_open or (current.state == "closed" and may(actor, "consolidate"))
