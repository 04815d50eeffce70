"""The unit of measure that a table states, against the catalogue's: what its numbers are multiplied by."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tracker.catalogue.model import Indicator
from tracker.intake.names.units_of_measure import conversion, known_unit, read_unit_of_measure
from tracker.intake.tables.context import Context
from tracker.intake.tables.distinct import find_distinct


@dataclass(frozen=True)
class Scale:
    """Per row: the unit of measure that numbers are typed in, and the factor to the catalogue's own."""

    units_of_measure: np.ndarray
    factors: np.ndarray  # NaN: the units cannot be converted, the figure is in error
    decimals: np.ndarray


@dataclass(frozen=True)
class Stated:
    """Where units of measure are stated: beside each row, above the column, or over the whole table."""

    of_rows: np.ndarray | None
    row_cell: Callable[[int], str]  # the cell of a row's own statement
    of_column: str | None
    column_cell: str
    of_table: str | None


def read_scale(codes: np.ndarray, stated: Stated, context: Context) -> Scale:
    """`codes`: the indicator of each row, '' for parts of a ratio: counts of their own, never converted."""
    distinct = find_distinct(codes, stated.of_rows)
    known = context.known
    units, factors, decimals = [], [], []
    for number, (code, row_unit) in enumerate(distinct.keys):
        one = known.get(code.removesuffix(".NK"))
        unit, factor = _one_scale(one, code, row_unit, stated)
        units.append(unit)
        factors.append(factor)
        decimals.append(one.decimals if one else 0)
        if factor != 1.0 and one is not None:
            _say(stated, row_unit, unit, one, factor, int(distinct.offsets[number][0]), context)
    ids = distinct.ids
    return Scale(np.array(units, dtype=object)[ids], np.array(factors)[ids], np.array(decimals)[ids])


def _one_scale(one: Indicator | None, code: str, row_unit: str, stated: Stated) -> tuple[str, float]:
    if one is None:
        return "", 1.0
    expected = "người" if code.endswith(".NK") else one.unit_of_measure
    for said, is_sure in ((row_unit, True), (stated.of_column, True), (stated.of_table, False)):
        found = (known_unit(said) or read_unit_of_measure(said)) if said else None
        if not found:
            continue
        factor = conversion(found, expected)
        if factor is not None:
            return (found if factor != 1.0 else expected), factor
        if is_sure and known_unit(found) is not None:
            return found, float("nan")
    return expected, 1.0


def _say(
    stated: Stated, row_unit: str, unit: str, one: Indicator, factor: float, at: int, context: Context
) -> None:
    cell = stated.row_cell(at) if row_unit else stated.column_cell
    if math.isnan(factor):
        context.add("wrong_unit_of_measure", cell, found=unit, expected=one.unit_of_measure)
    else:
        context.add("unit_converted", cell, found=unit, expected=one.unit_of_measure, factor=factor)
