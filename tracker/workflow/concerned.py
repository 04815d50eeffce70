"""Whom and what a hand-in concerns: the territories its units count in, and the indicators made from its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period

UnitKey = tuple[str, dt.date]


def territories_of(
    units: Collection[UnitKey], period: Period, catalogue: Catalogue, reference: Reference
) -> list[str]:
    """The territories that count these units in a period, as the product counts them then.

    The province of today where it has them, else the old ones; a province's own word is its territory's.
    """
    day = period.ends_on
    today = reference.resolve_place(catalogue.province_code, period)
    provinces = [unit for unit in reference.units if unit.level == "province"]
    counting: dict[UnitKey, set[str]] = {
        (unit.code, unit.valid_from): {unit.territory_code} for unit in provinces
    }
    territories = {unit.territory_code for unit in provinces}
    for row in reference.place_members.itertuples(index=False):
        is_there = row.member_from <= day and (row.member_to is None or day <= row.member_to)
        if is_there and row.place_code in territories:
            counting.setdefault((row.unit_code, row.unit_valid_from), set()).add(row.place_code)
    found: set[str] = set()
    for unit in units:
        places = counting.get(unit, set())
        found |= {today} if today in places else places
    return sorted(found)


def own_places(unit: ReportingUnit) -> list[str]:
    """What a sender answers for below the province: a commune and its old district, a district's area."""
    if unit.level == "commune":
        return [unit.code, *([f"D{unit.district_code}"] if unit.district_code else [])]
    return [f"D{unit.code}"] if unit.level == "district" else []


def concerned_codes(catalogue: Catalogue, codes: Iterable[str]) -> set[str]:
    """These indicators and all that are computed from them, or have targets that are."""
    concerned = set(codes)
    while True:
        more = {
            one.code
            for one in catalogue.indicators
            if one.code not in concerned
            and concerned & {*one.of, *(target.of for target in one.targets if target.of)}
        }
        if not more:
            return concerned
        concerned |= more
