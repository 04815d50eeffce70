"""Reporting rounds: which one is open on a day, which can be handed in for, and what a new one would be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.model import Catalogue, RoundCalendar
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store.rounds import NewRound, Round
from tracker.words.formats import format_period
from tracker.words.round_texts import proposed_name

__all__ = [
    "NewRound",
    "OpenRound",
    "Round",
    "find_duties",
    "find_open_round",
    "latest_round",
    "link_text",
    "list_rounds",
    "propose_next",
    "propose_round",
]
_OPEN_BEFORE = dt.timedelta(days=60)


@dataclass(frozen=True)
class OpenRound:
    """A round that waits for figures; `due_on` is the units' last day."""

    period: Period
    due_on: dt.date
    name: str


def find_open_round(catalogue: Catalogue, today: dt.date, stored: Sequence[Round] = ()) -> OpenRound | None:
    """The open round with the nearest last day from today on, else the one that was due last.

    `stored`: the rounds of the store. Where none is stored the calendars of the catalogue speak: a round
    is open in the two months before its last day.
    """
    if stored:
        waiting = [
            OpenRound(Period.parse(one.period), one.units_due_on, one.name)
            for one in stored
            if one.takes_figures
        ]
        ahead = [one for one in waiting if one.due_on >= today]
        if ahead:
            return min(ahead, key=lambda one: one.due_on)
        return max(waiting, key=lambda one: one.due_on, default=None)
    rounds = [
        OpenRound(
            Period(today.year, calendar.period_kind), _day(calendar.units_due, today.year), calendar.name
        )
        for calendar in catalogue.rounds
    ]
    near = [one for one in rounds if today <= one.due_on <= today + _OPEN_BEFORE]
    return min(near, key=lambda one: one.due_on, default=None)


def list_rounds(catalogue: Catalogue, today: dt.date, stored: Sequence[Round] = ()) -> tuple[Period, ...]:
    """The periods for which figures can be handed in, newest first.

    From the year before the first programme, whose figures are baselines, to the current year, and every
    period of a stored round.
    """
    kinds = {calendar.period_kind for calendar in catalogue.rounds}
    first = min(programme.first_year for programme in catalogue.programmes) - 1
    usual = [Period(year, kind) for year in range(first, today.year + 1) for kind in kinds]
    opened = [Period.parse(one.period) for one in stored if one.state != "drafted"]
    return tuple(sorted({*opened, *(one for one in usual if one.starts_on <= today)}, reverse=True))


def latest_round(catalogue: Catalogue, today: dt.date, stored: Sequence[Round] = ()) -> Period:
    """The round that waits for figures, else the last one whose period is over."""
    waiting = find_open_round(catalogue, today, stored)
    if waiting:
        return waiting.period
    rounds = list_rounds(catalogue, today, stored)
    return next((one for one in rounds if one.ends_on < today), rounds[0])


def propose_round(catalogue: Catalogue, calendar_code: str, year: int) -> NewRound:
    """A round of the catalogue's calendar for a year, with its days; raises StopIteration for no such calendar."""
    calendar = next(one for one in catalogue.rounds if one.code == calendar_code)
    period = Period(year, calendar.period_kind)
    first = next(one for one in catalogue.rounds if one.period_kind == calendar.period_kind)
    name = format_period(period) if calendar is first else f"{calendar.name}, {format_period(period)}"
    return NewRound(
        name=proposed_name(name),
        period=str(period),
        calendar=calendar.calendar,
        cut_off_on=_cut_off(catalogue, calendar, year),
        units_due_on=_day(calendar.units_due, year),
        office_due_on=_day(calendar.office_due, year) if calendar.office_due else None,
        leadership_due_on=_day(calendar.leadership_due, year) if calendar.leadership_due else None,
    )


def propose_next(catalogue: Catalogue, rounds: Sequence[Round], today: dt.date) -> tuple[str, int]:
    """Calendar and year of the first round of this year or the next that nobody has drafted yet."""
    known = {one.name.casefold() for one in rounds}
    for year in (today.year, today.year + 1):
        for calendar in catalogue.rounds:
            proposed = propose_round(catalogue, calendar.code, year)
            if proposed.name.casefold() not in known and proposed.units_due_on >= today:
                return calendar.code, year
    return catalogue.rounds[0].code, today.year + 1


def link_text(earlier: Sequence[Round], period: str) -> str:
    """What a link calls a round: its period, with a number where `earlier` rounds have the same period."""
    number = sum(one.period == period for one in earlier) + 1
    return period if number == 1 else f"{period}.{number}"


def find_duties(
    catalogue: Catalogue, reference: Reference, period: Period, field_codes: Sequence[str] = ()
) -> pd.DataFrame:
    """Who reports what for a period by the catalogue's rules: unit_code, unit_valid_from, indicator_code.

    Units are those that a place is added up from on the period's last day, and provinces for what they
    report themselves. `field_codes`: only the indicators of these programmes and groups.
    """
    fields = set(field_codes)
    asked = {one.code for one in catalogue.indicators if not fields or fields & {*one.programmes, one.group}}
    adding = _adding_units(reference, period.ends_on)
    rows = [
        (unit.code, unit.valid_from, code)
        for unit in reference.list_units(period.ends_on)
        if unit.level == "province" or (unit.code, unit.valid_from) in adding
        for code in reference.expected_codes(unit, catalogue, period.last_year)
        if code in asked
    ]
    return pd.DataFrame(rows, columns=["unit_code", "unit_valid_from", "indicator_code"])


def _adding_units(reference: Reference, day: dt.date) -> set[tuple[str, dt.date]]:
    members = reference.place_members
    last = members["member_to"]
    here = members[(members["member_from"] <= day) & (last.isna() | (last >= day))]
    return set(zip(here["unit_code"], here["unit_valid_from"], strict=True))


def _cut_off(catalogue: Catalogue, calendar: RoundCalendar, year: int) -> dt.date:
    window = next(one for one in catalogue.calendars if one.code == calendar.calendar)
    return _day(window.half_to if calendar.period_kind == "half" else window.year_to, year)


def _day(text: str, year: int) -> dt.date:
    """`15/6` in a year."""
    day, month = (int(part) for part in text.split("/"))
    return dt.date(year, month, day)
