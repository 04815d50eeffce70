"""The unit that a figure belongs to in its own period: codes outlive the places that carry them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.intake.names.units import UnitMatch
from tracker.intake.tables.context import Context

_WHOLE, _WHOLE_PROVINCE = "Tổng số", "Toàn tỉnh"


@dataclass(frozen=True)
class PlacesInTime:
    """Per figure the code and first day of its unit; `is_stored` is False for another territory's past."""

    unit_code: np.ndarray
    unit_valid_from: np.ndarray
    is_stored: np.ndarray


def judged_on(period: str, context: Context) -> dt.date:
    """The day on which a unit must exist: a plan for later years is made for the units of the round."""
    return min(Period.parse(period).ends_on, context.period.ends_on)


def match_whole(context: Context, on: dt.date) -> UnitMatch:
    """The whole that a sender speaks for; a department's tables speak for the province."""
    whole = _WHOLE_PROVINCE if context.sender.level == "department" else _WHOLE
    return context.units.match(whole, on)


def own_units(periods: np.ndarray, codes: np.ndarray, context: Context) -> np.ndarray:
    """The unit that a table without places speaks of: the sender's whole, as it was in each period.

    Of what each department reports for itself, only the one in charge speaks for the province.
    """
    ids, uniques = pd.factorize(periods)
    found: list[object] = []
    for period in uniques:
        match = match_whole(context, judged_on(str(period), context))
        found.append(match.unit or context.sender)
    units = _as_objects(found)[ids]
    is_own = np.isin(codes, list(context.own_part_codes))
    return np.where(is_own, np.full(len(units), context.sender, dtype=object), units)


def place_in_time(units: np.ndarray, periods: np.ndarray, header_cell: str, context: Context) -> PlacesInTime:
    """Resolve each unit in its figure's period; say once per column what crosses a change of territory."""
    numbers = np.array([id(unit) for unit in units])
    unit_ids, _ = pd.factorize(numbers)
    period_ids, period_names = pd.factorize(periods)
    pairs, firsts = np.unique(unit_ids * max(1, len(period_names)) + period_ids, return_index=True)
    places = {
        int(pair): _place(units[at], str(periods[at]), context)
        for pair, at in zip(pairs, firsts, strict=True)
    }
    order = np.searchsorted(pairs, unit_ids * max(1, len(period_names)) + period_ids)
    listed = [places[int(pair)] for pair in pairs]
    crossed = sorted({str(periods[at]) for at, place in zip(firsts, listed, strict=True) if not place[1]})
    if crossed:
        context.add("scope_change", header_cell, period=crossed[0])
    return PlacesInTime(
        _as_objects([place[0].code for place in listed])[order],
        _as_objects([place[0].valid_from for place in listed])[order],
        np.array([place[1] for place in listed], dtype=bool)[order],
    )


def _place(unit: ReportingUnit, period: str, context: Context) -> tuple[ReportingUnit, bool]:
    """The unit of the figure, and whether it is the same territory as in the round itself."""
    day = judged_on(period, context)
    now = context.reference.find_unit(unit.code, context.period.ends_on)
    if unit.is_valid_on(day):
        return unit, unit.level != "province" or now is None or now == unit
    then = context.reference.find_unit(unit.code, day)
    is_same_place = then is not None and then.level == unit.level == "province"
    return (then if is_same_place and then else unit), False


def _as_objects(values: list[object]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
