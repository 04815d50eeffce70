"""Reporting rounds: which one is open on a day, and until when the units may hand in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period

_OPEN_BEFORE = dt.timedelta(days=60)


@dataclass(frozen=True)
class OpenRound:
    """A round that waits for figures; `due_on` is the units' last day."""

    period: Period
    due_on: dt.date
    name: str


def find_open_round(catalogue: Catalogue, today: dt.date) -> OpenRound | None:
    """The round with the nearest last day from today on, once its last two months have begun."""
    rounds = []
    for calendar in catalogue.rounds:
        period = Period(today.year, calendar.period_kind)
        day, month = (int(part) for part in calendar.units_due.split("/"))
        due_on = dt.date(today.year, month, day)
        if today <= due_on <= today + _OPEN_BEFORE:
            rounds.append(OpenRound(period, due_on, calendar.name))
    return min(rounds, key=lambda one: one.due_on, default=None)
