"""What a review or an edition needs to know of a round; the one place that says which round a period is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.catalogue.model import Catalogue, RoundCalendar
from tracker.core.period import Period
from tracker.store import Store
from tracker.words.formats import format_period
from tracker.workflow.stored_rounds import find_stored_round


@dataclass(frozen=True)
class RoundFacts:
    """A round as it is named in editions; `id` is the key of everything that hangs on it."""

    id: str
    name: str
    period: Period
    calendar: str
    cut_off_on: dt.date
    units_due_on: dt.date
    office_due_on: dt.date | None
    leadership_due_on: dt.date | None


def find_round(store: Store, catalogue: Catalogue, period: Period) -> RoundFacts:
    """The round of a period: the stored one (open, else the newest), else as the catalogue's calendars have it."""
    stored = find_stored_round(store, period)
    if stored is None:
        return _by_calendar(catalogue, period)
    known = store.find_round(stored.id)
    calendars = {one.code: one.calendar for one in catalogue.rounds}
    return RoundFacts(
        id=known.id,
        name=known.name,
        period=period,
        calendar=calendars.get(known.calendar, known.calendar),
        cut_off_on=known.cut_off_on,
        units_due_on=known.units_due_on,
        office_due_on=known.office_due_on,
        leadership_due_on=known.leadership_due_on,
    )


def _by_calendar(catalogue: Catalogue, period: Period) -> RoundFacts:
    """A round that nobody opened; of several calendars of its kind the first. Its id is the period."""
    kind = "year" if period.kind == "stage" else period.kind
    own = next((one for one in catalogue.rounds if one.period_kind == kind), catalogue.rounds[0])
    calendar = next(one for one in catalogue.calendars if one.code == own.calendar)
    year = period.last_year
    return RoundFacts(
        id=str(period),
        name=f"Báo cáo {format_period(period)}",
        period=period,
        calendar=own.calendar,
        cut_off_on=_day(calendar.half_to if kind == "half" else calendar.year_to, year),
        units_due_on=_day(own.units_due, year),
        office_due_on=_due(own, "office_due", year),
        leadership_due_on=_due(own, "leadership_due", year),
    )


def _due(own: RoundCalendar, name: str, year: int) -> dt.date | None:
    text = getattr(own, name)
    return _day(text, year) if text else None


def _day(text: str, year: int) -> dt.date:
    day, month = (int(part) for part in text.split("/"))
    return dt.date(year, month, day)
