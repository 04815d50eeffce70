"""The unit that a figure belongs to in its own period: codes outlive the places that carry them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tracker.catalogue.reference import ReportingUnit
from tracker.core.period import Period
from tracker.intake.names.units import UnitMatch
from tracker.intake.tables.context import Context

_WHOLE, _WHOLE_PROVINCE = "Tổng số", "Toàn tỉnh"


@dataclass(frozen=True)
class RowUnits:
    """The unit of each row by its number in `units`; -1 for none."""

    numbers: np.ndarray
    units: Sequence[ReportingUnit]

    @classmethod
    def of_kinds(cls, found: Iterable[ReportingUnit | None], kinds: np.ndarray) -> RowUnits:
        """`found`: the unit of each kind of row, `kinds`: the kind of each row."""
        listed = list(found)
        number = {unit: at for at, unit in enumerate(dict.fromkeys(unit for unit in listed if unit))}
        numbers = np.array([number[unit] if unit else -1 for unit in listed], dtype=np.int64)
        return cls(numbers[kinds], list(number))

    def chosen(self, positions: np.ndarray) -> RowUnits:
        return replace(self, numbers=self.numbers[positions])

    def with_rows(self, mask: np.ndarray, rows: RowUnits) -> RowUnits:
        """With the units of these rows put in, in their order."""
        numbers = self.numbers.copy()
        numbers[mask] = np.where(rows.numbers >= 0, rows.numbers + len(self.units), -1)
        return RowUnits(numbers, [*self.units, *rows.units])


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


def own_units(periods: np.ndarray, codes: np.ndarray, context: Context) -> RowUnits:
    """The unit that a table without places speaks of: the sender's whole, as it was in each period.

    Of what each department reports for itself, only the one in charge speaks for the province.
    """
    ids, uniques = pd.factorize(periods)
    wholes = [match_whole(context, judged_on(str(period), context)).unit for period in uniques]
    is_own = np.isin(codes, list(context.own_part_codes))
    found = [*(unit or context.sender for unit in wholes), context.sender]
    return RowUnits.of_kinds(found, np.where(is_own, len(wholes), ids))


def place_in_time(units: RowUnits, periods: np.ndarray, header_cell: str, context: Context) -> PlacesInTime:
    """Resolve each unit in its figure's period; say once per column what crosses a change of territory.

    Every row must have a unit.
    """
    period_ids, names = pd.factorize(periods)
    order, pairs = pd.factorize(units.numbers * max(1, len(names)) + period_ids)
    told = [(units.units[pair // len(names)], str(names[pair % len(names)])) for pair in pairs]
    listed = [_place(unit, period, context) for unit, period in told]
    crossed = sorted({period for (_, period), (_, is_same) in zip(told, listed, strict=True) if not is_same})
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
