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


def list_rounds(catalogue: Catalogue, today: dt.date) -> tuple[Period, ...]:
    """The periods for which figures can be handed in, newest first.

    From the year before the first programme, whose figures are baselines, to the current year.
    """
    kinds = {calendar.period_kind for calendar in catalogue.rounds}
    first = min(programme.first_year for programme in catalogue.programmes) - 1
    rounds = [Period(year, kind) for year in range(first, today.year + 1) for kind in kinds]
    return tuple(sorted((one for one in rounds if one.starts_on <= today), reverse=True))


def latest_round(catalogue: Catalogue, today: dt.date) -> Period:
    """The round that waits for figures, else the last one whose period is over."""
    waiting = find_open_round(catalogue, today)
    if waiting:
        return waiting.period
    rounds = list_rounds(catalogue, today)
    return next((one for one in rounds if one.ends_on < today), rounds[0])
