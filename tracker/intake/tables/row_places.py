"""Which reporting unit each row of a table stands for, in the period that its figures are of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracker.catalogue.reference import ReportingUnit
from tracker.intake.names.keys import name_key, plain_key
from tracker.intake.names.place_text import is_village
from tracker.intake.names.reach import may_report
from tracker.intake.names.units import UnitMatch
from tracker.intake.recognition import NameRead
from tracker.intake.tables.context import Context
from tracker.intake.tables.distinct import Distinct, find_distinct
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.places_in_time import RowUnits, judged_on, match_whole

# "Toàn tỉnh" is the whole whatever stands below it; "Tổng cộng" is the sum of the rows.
_SAYS_ALL = re.compile(r"toan (?!bo\b)")


@dataclass(frozen=True)
class RowPlaces:
    """Per row the unit (None: no figure of this row is taken) and whether it is the table's total row."""

    units: RowUnits
    is_total: np.ndarray
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaceColumn:
    """The names of the places and the codes beside them; `columns` is where each name stands.

    `level`: of which units the header speaks, see `read_level`.
    """

    rows: np.ndarray
    texts: np.ndarray
    columns: np.ndarray
    codes: np.ndarray | None
    level: str | None

    def chosen(self, mask: np.ndarray) -> PlaceColumn:
        codes = None if self.codes is None else self.codes[mask]
        return PlaceColumn(self.rows[mask], self.texts[mask], self.columns[mask], codes, self.level)


def read_places(
    grid: Grid,
    place: PlaceColumn,
    districts: tuple[np.ndarray, np.ndarray] | None,
    periods: np.ndarray,
    context: Context,
) -> RowPlaces:
    """`periods`: the period of each row, as text; names are resolved on its last day.

    `districts`: names of districts in a column of their own and where they stand; a row without a place is
    the district's.
    """
    if districts is None:
        return _read_level(grid, place, periods, context)
    has_own = place.texts != ""
    texts = [
        f"{own}, {district}" if district else own
        for own, district in zip(place.texts, districts[0], strict=True)
    ]
    communes = replace(place, texts=np.array(texts, dtype=object)).chosen(has_own)
    wholes = PlaceColumn(place.rows, *districts, place.codes, "district").chosen(~has_own)
    units = RowUnits(np.full(len(has_own), -1), [])
    is_total = np.zeros(len(has_own), dtype=bool)
    left_out: tuple[str, ...] = ()
    for mask, one in ((has_own, communes), (~has_own, wholes)):
        if mask.any():
            found = _read_level(grid, one, periods[mask], context)
            units, is_total[mask] = units.with_rows(mask, found.units), found.is_total
            left_out += found.left_out
    return RowPlaces(units, is_total, left_out)


def _read_level(grid: Grid, place: PlaceColumn, periods: np.ndarray, context: Context) -> RowPlaces:
    level = place.level
    distinct = find_distinct(place.texts, place.codes, periods)
    matches = [_match(context, key, level) for key in distinct.keys]
    matches = _read_beside_districts(distinct, matches, context, level)
    units = RowUnits.of_kinds((match.unit for match in matches), distinct.ids)
    is_total = [match.how == "own" for match in matches]
    if any(is_total) and not _lists_all(matches, context):
        is_total = [
            one and not _SAYS_ALL.match(plain_key(key[0]))
            for one, key in zip(is_total, distinct.keys, strict=True)
        ]
    totals = np.array(is_total, dtype=bool)[distinct.ids]
    for number, match in enumerate(matches):
        _report(grid, place, distinct, number, match, context)
    groups = tuple(
        str(key[0])
        for key, match in zip(distinct.keys, matches, strict=True)
        if match.unit is None and not match.problem
    )
    return RowPlaces(units, totals, tuple(dict.fromkeys(group for group in groups if group)))


def _lists_all(matches: Sequence[UnitMatch], context: Context) -> bool:
    """Whether every unit stands in the table that the sender's whole is made of."""
    listed = {match.unit for match in matches if match.unit is not None and match.how != "own"}
    level = "district" if any(unit.level == "district" for unit in listed) else "commune"
    units = context.reference.list_units(context.period.ends_on, level)
    return {unit for unit in units if may_report(context.sender, unit)} <= listed


def _match(
    context: Context, key: tuple[str, ...], level: str | None, district: str | None = None
) -> UnitMatch:
    text, code, period = key
    on = judged_on(period, context)
    if not text and not code:
        return UnitMatch(None)
    if context.units.is_total(text) and not code:
        found = match_whole(context, on)
        named = context.units.match(text, on, level=level)
        return found if named.unit is None or named.unit == context.sender else named
    if context.units.is_group(text):
        return UnitMatch(None, how="group")
    found = context.units.match(text, on, code, district, level)
    return UnitMatch(None, how="group") if found.problem == "unknown_unit" and is_village(text) else found


def _read_beside_districts(
    distinct: Distinct, matches: list[UnitMatch], context: Context, level: str | None
) -> list[UnitMatch]:
    """A commune whose name two districts share belongs to the district row above it."""
    ambiguous = {number for number, match in enumerate(matches) if match.problem == "ambiguous_unit"}
    if not ambiguous:
        return matches
    read, district = list(matches), None
    for number in distinct.ids:
        unit: ReportingUnit | None = matches[number].unit
        if unit is not None and unit.level == "district":
            district = unit.code
        elif number in ambiguous and district:
            read[number] = _match(context, distinct.keys[number], level, district)
            ambiguous.discard(number)
    return read


def _report(
    grid: Grid, place: PlaceColumn, distinct: Distinct, number: int, match: UnitMatch, context: Context
) -> None:
    text, code, _ = distinct.keys[number]
    offsets = distinct.offsets[number]
    if match.problem:
        for offset in offsets:
            cell = grid.name(int(place.rows[offset]), int(place.columns[offset]))
            nearest = match.proposals[0] if match.proposals else None
            details = {"text": text or code, **match.details}
            if nearest:
                details |= {"nearest": nearest.name, "score": round(nearest.score)}
            context.add(match.problem, cell, **details)
    if text and match.how not in ("own", "group"):
        first = grid.name(int(place.rows[offsets[0]]), int(place.columns[offsets[0]]))
        taken = match.unit.code if match.unit else (None if match.problem else "")
        context.note_name(
            NameRead("unit", text, name_key(text), first, taken, match.how, match.proposals, len(offsets))
        )
