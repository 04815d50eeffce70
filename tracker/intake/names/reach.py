"""Whose figures a sender may hand in: a province's offices all of its territory, a district its communes."""

from __future__ import annotations

import datetime as dt

from tracker.catalogue.reference import MERGED_ON, Reference, ReportingUnit

_FOR_ALL = ("province", "department")


def may_report(sender: ReportingUnit, unit: ReportingUnit) -> bool:
    """Whether figures of a unit are the sender's to hand in.

    The merged province and its departments also look back on the units of both old provinces.
    """
    if unit.level == "country":
        return sender.level == "country"
    if unit == sender or (unit.code == sender.code and sender.level == "department"):
        return True
    if sender.level in _FOR_ALL:
        return sender.valid_from >= MERGED_ON or unit.territory_code == sender.territory_code
    if sender.level == "district":
        return unit.level == "commune" and unit.district_code == sender.code and unit.valid_from < MERGED_ON
    return False


def find_province(reference: Reference, sender: ReportingUnit, on: dt.date) -> ReportingUnit | None:
    """The province that a sender belongs to, on a day."""
    provinces = [unit for unit in reference.list_units(on, "province") if may_report(sender, unit)]
    own = [unit for unit in provinces if unit.territory_code == sender.territory_code]
    named = own or [unit for unit in provinces if unit.code == sender.code] or provinces
    return named[0] if named else None
