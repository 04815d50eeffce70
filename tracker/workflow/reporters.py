"""Whose figures an indicator has in a place: who speaks for the place itself, and which units report it."""

from __future__ import annotations

from tracker.catalogue.model import Catalogue
from tracker.catalogue.reference import Reference, ReportingUnit
from tracker.core.period import Period


def find_speaker(reference: Reference, place: str, period: Period) -> ReportingUnit | None:
    """The unit that speaks for a whole place: 08 for its territory, 074 for D074, a reporting unit for itself."""
    for unit in reference.units:
        if unit.level == "province" and unit.territory_code == place:
            return unit
    code = place.removeprefix("D") if place in reference.areas else place
    return reference.find_unit(code, period.ends_on)


def find_reporters(
    reference: Reference, catalogue: Catalogue, indicator_code: str, place: str, period: Period
) -> list[ReportingUnit]:
    """The units of a place that should report an indicator in a period."""
    return list_reporters(reference, catalogue, place, period).get(indicator_code, [])


def list_reporters(
    reference: Reference, catalogue: Catalogue, place: str, period: Period
) -> dict[str, list[ReportingUnit]]:
    """Indicator code → the units of a place that should report it in a period."""
    day = period.ends_on
    members = reference.place_members
    members = members[
        (members["place_code"] == place)
        & (members["member_from"] <= day)
        & (members["member_to"].isna() | (members["member_to"] >= day))
    ]
    asked: dict[str, tuple[str, ...]] = {}  # units of a level report the same, departments each their own
    found: dict[str, list[ReportingUnit]] = {}
    for unit in filter(None, (reference.find_unit(one, day) for one in members["unit_code"])):
        kind = unit.code if unit.level == "department" else unit.level
        if kind not in asked:
            asked[kind] = reference.expected_codes(unit, catalogue, day.year)
        for code in asked[kind]:
            found.setdefault(code, []).append(unit)
    return found
