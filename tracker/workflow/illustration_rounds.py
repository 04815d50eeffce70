"""Illustrative rounds for the illustrative hand-ins: four signed, one closed, and the annual one of 2026 open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.store import Store
from tracker.words.access_texts import DEMO_PEOPLE
from tracker.workflow.rounds import find_duties, propose_round


class _Story(NamedTuple):
    """When a round of one of the catalogue's calendars was opened, closed and signed, if it was."""

    calendar: str
    year: int
    opened_on: dt.date
    closed_on: dt.date | None = None
    signed_on: dt.date | None = None


_STORIES = (
    _Story("half_year", 2024, dt.date(2024, 5, 20), dt.date(2024, 6, 24), dt.date(2024, 6, 27)),
    _Story("annual", 2024, dt.date(2024, 11, 18), dt.date(2024, 12, 23), dt.date(2024, 12, 27)),
    _Story("half_year", 2025, dt.date(2025, 5, 19), dt.date(2025, 6, 24), dt.date(2025, 6, 27)),
    _Story("annual", 2025, dt.date(2025, 11, 17), dt.date(2025, 12, 22), dt.date(2025, 12, 26)),
    _Story("half_year", 2026, dt.date(2026, 5, 18), dt.date(2026, 6, 24)),
    _Story("annual", 2026, dt.date(2026, 11, 2)),
)
_OFFICE, _LEADER = DEMO_PEOPLE["coordinator"].name, DEMO_PEOPLE["leader"].name


def record_rounds(store: Store, catalogue: Catalogue, reference: Reference) -> None:
    """The rounds of the illustration, each once: an interrupted start is gone on with."""
    known = {one.name for one in store.list_rounds()}
    calendars = {one.code for one in catalogue.rounds}
    for story in _STORIES:
        if story.calendar not in calendars:
            continue
        new = propose_round(catalogue, story.calendar, story.year)
        if new.name not in known:
            round_id = store.add_round(replace(new, is_demo=True), _OFFICE, _at(story.opened_on, 8))
            _tell(store, catalogue, reference, round_id, story)


def _tell(store: Store, catalogue: Catalogue, reference: Reference, round_id: str, story: _Story) -> None:
    drafted = store.find_round(round_id)
    duties = find_duties(catalogue, reference, Period.parse(drafted.period))
    store.open_round(drafted, duties, _OFFICE, _at(story.opened_on, 9))
    if story.closed_on:
        store.record_round_event(round_id, "closed", _OFFICE, _at(story.closed_on, 17))
    if story.signed_on:
        store.record_round_event(round_id, "signed", _LEADER, _at(story.signed_on, 10))


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour))
