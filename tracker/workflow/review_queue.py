"""What waits in a round: the hand-ins under review, requests to reopen, what can be consolidated, who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from tracker.access.actor import Actor, UnitKey
from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference
from tracker.core.period import Period
from tracker.core.review import Standing, find_standing
from tracker.store import Store
from tracker.workflow.review_fields import Field, fields_of, left_over, own_fields

MISSING_COLUMNS = ("unit", "name", "level", "state")


@dataclass(frozen=True)
class ReviewItem:
    """One hand-in of a round that counts, or did when it was approved."""

    submission_id: str
    unit: UnitKey
    unit_name: str
    period: Period
    submitted_by: str
    received_at: dt.datetime
    figures: int
    errors: int
    warnings: int
    standing: Standing
    fields: tuple[Field, ...]

    @property
    def open_fields(self) -> tuple[Field, ...]:
        return left_over(self.fields, self.standing.accepted)


def list_items(
    store: Store, catalogue: Catalogue, reference: Reference, period: Period
) -> tuple[ReviewItem, ...]:
    """The hand-ins of a round in the order in which they came; undone and replaced ones are left out."""
    rows = store.list_submissions(period=str(period))
    rows = rows[(rows["kind"] != "published") & (rows["state"] != "undone")].sort_values("received_at")
    events = store.list_events(period=str(period))
    codes = store.list_indicators(list(rows["id"]))
    names = {(unit.code, unit.valid_from): unit.name for unit in reference.units}
    items = []
    for row in rows.itertuples(index=False):
        standing = find_standing(events.get(str(row.id), []))
        unit = (str(row.unit_code), row.unit_valid_from)
        if row.state != "current" and not standing.is_official:
            continue
        items.append(
            ReviewItem(
                submission_id=str(row.id),
                unit=unit,
                unit_name=names.get(unit, unit[0]),
                period=period,
                submitted_by=str(row.submitted_by or ""),
                received_at=row.received_at.to_pydatetime(),
                figures=int(row.observations),
                errors=int(row.errors),
                warnings=int(row.warnings),
                standing=standing,
                fields=fields_of(catalogue, codes.get(str(row.id), ()), period.last_year),
            )
        )
    return tuple(items)


def waiting_for(actor: Actor, items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """What the reviewer may accept something of: the most findings first, then what has waited longest."""
    own = [one for one in items if one.standing.is_under_review and own_fields(actor, one.open_fields)]
    return sorted(own, key=lambda one: (-one.errors, -one.warnings, one.received_at))


def asked_to_reopen(items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """Approved hand-ins whose unit asks to change them, the oldest request first."""
    asked = [(one.standing.asked.at, one) for one in items if one.standing.asked]
    return [one for _, one in sorted(asked, key=lambda pair: pair[0])]


def to_consolidate(items: Iterable[ReviewItem]) -> dict[str, int]:
    """The approved hand-ins that are not consolidated yet, with what was seen of each, for `consolidate`."""
    return {one.submission_id: one.standing.seen for one in items if one.standing.state == "approved"}


def find_missing(store: Store, catalogue: Catalogue, reference: Reference, period: Period) -> pd.DataFrame:
    """The units of the province without an approved hand-in for the period, in MISSING_COLUMNS.

    `state`: not_reported, waiting, returned.
    """
    place = reference.resolve_place(catalogue.province_code, period)
    states: dict[UnitKey, set[str]] = {}
    for item in list_items(store, catalogue, reference, period):
        states.setdefault(item.unit, set()).add(_short(item.standing))
    rows = []
    for unit in store.completeness(place, str(period)).itertuples(index=False):
        own = states.get((unit.unit_code, unit.unit_valid_from), {"not_reported"})
        if "approved" not in own:
            state = "waiting" if "waiting" in own else min(own)
            rows.append((unit.unit_code, unit.name, unit.level, state))
    return pd.DataFrame(rows, columns=list(MISSING_COLUMNS)).sort_values("unit", kind="stable")


def _short(standing: Standing) -> str:
    if standing.is_official:
        return "approved"
    return "waiting" if standing.is_under_review else standing.state
