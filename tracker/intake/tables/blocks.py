"""The figures of one column of a table, each with its indicator, unit, time and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tracker.intake.tables.cells import Asked, CellsRead, read_cells, say_missing
from tracker.intake.tables.columns import FigureColumn, header_cell
from tracker.intake.tables.context import Context
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.headers import Header
from tracker.intake.tables.measures import Stated, read_scale
from tracker.intake.tables.places_in_time import RowUnits, own_units, place_in_time

BLOCK_COLUMNS = (
    "table", "anchor", "indicator_code", "part", "unit_code", "unit_valid_from", "period", "measure",
    "is_total", "is_stored", "is_target", "value", "raw", "target_op", "target_low", "target_high", "note",
    "row", "column", "numerator", "denominator", "numerator_column", "denominator_column",
)  # fmt: skip
_PARTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Rows:
    """What the rows of a table say of themselves; None where a column or the context says it."""

    rows: np.ndarray
    codes: np.ndarray | None
    parts: np.ndarray | None
    units: RowUnits | None
    is_total: np.ndarray
    periods: np.ndarray | None
    measures: np.ndarray | None
    units_of_measure: np.ndarray | None
    unit_of_measure_column: int  # -1 where there is none
    notes: np.ndarray | None

    def chosen(self, positions: np.ndarray) -> Rows:
        """The rows at these positions, in their order; a position may stand there twice."""

        def pick(values: np.ndarray | None) -> np.ndarray | None:
            return None if values is None else values[positions]

        return replace(
            self,
            rows=self.rows[positions],
            codes=pick(self.codes),
            parts=pick(self.parts),
            units=self.units and self.units.chosen(positions),
            is_total=self.is_total[positions],
            periods=pick(self.periods),
            measures=pick(self.measures),
            units_of_measure=pick(self.units_of_measure),
            notes=pick(self.notes),
        )

    def with_shared(self, shared: Sequence[tuple[int, str]]) -> Rows:
        """With each row once more for every further indicator that it is a part of."""
        if not shared or self.codes is None:
            return self
        offsets = np.concatenate([np.arange(len(self.rows)), [offset for offset, _ in shared]])
        codes = np.concatenate([self.codes, np.array([code for _, code in shared], dtype=object)])
        order = np.argsort(offsets, kind="stable")
        return replace(self.chosen(offsets[order]), codes=codes[order])


@dataclass(frozen=True)
class TableText:
    """What stands over a table: its own period, measure and unit of measure; `number` tells tables apart."""

    number: int
    period: str
    measure: str
    unit_of_measure: str | None


def read_block(
    grid: Grid,
    header: Header,
    text: TableText,
    column: FigureColumn,
    rows: Rows,
    context: Context,
    aligned: dict[str, FigureColumn],
) -> pd.DataFrame:
    """Figures of one column in BLOCK_COLUMNS; `aligned`: columns of numerators and denominators of the same rows."""
    blocks = []
    for code in column.codes or ("",):
        one = _of_code(rows, code)
        if len(one.rows):
            blocks.append(_read_one(grid, header, text, column, one, context, aligned, code))
            aligned = {}
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=list(BLOCK_COLUMNS))


def _of_code(rows: Rows, code: str) -> Rows:
    """The rows with an indicator and a unit of their own, where rows name them."""
    keep = np.ones(len(rows.rows), dtype=bool)
    if not code and rows.codes is not None:
        keep &= rows.codes != ""
    if rows.units is not None:
        keep &= rows.units.numbers >= 0
    return rows if keep.all() else rows.chosen(np.flatnonzero(keep))


def _read_one(
    grid: Grid,
    header: Header,
    text: TableText,
    column: FigureColumn,
    rows: Rows,
    context: Context,
    aligned: dict[str, FigureColumn],
    code: str,
) -> pd.DataFrame:
    count = len(rows.rows)
    codes = _full(code, count) if code or rows.codes is None else rows.codes
    is_own_part = column.part != "value" or code or rows.parts is None
    parts = _full(column.part, count) if is_own_part else rows.parts
    assert parts is not None
    times = _times(text, column, rows, codes, context)
    is_value = parts == "value"
    stated = _stated(grid, header, text, column, rows)
    scale = read_scale(np.where(is_value, codes, ""), stated, context)
    is_conditional = times.is_target | (times.measure == "plan")
    is_fall = np.isin(codes, list(context.fall_codes))
    asked = Asked(rows.rows, column.position, scale.units_of_measure, scale.decimals, is_conditional, is_fall)
    is_first_reading = not code or code == column.codes[0]
    read = read_cells(grid, asked, context if is_first_reading else replace(context, findings=[]))
    beside = _read_aligned(grid, rows, aligned, context)
    if is_first_reading:
        told = np.all([~np.isnan(beside[name].values) for name in _PARTS], axis=0)
        say_missing(grid, asked, read, told | ~is_value | read.is_covered, context)
    units = rows.units if rows.units is not None else _own(column, times.period, codes, context)
    places = place_in_time(units, times.period, stated.column_cell, context)
    scaled = np.where(scale.factors == 1.0, read.values, np.round(read.values * scale.factors, 10))
    frame = pd.DataFrame(
        {
            "table": text.number,
            "anchor": _anchors(rows, column),
            "indicator_code": codes,
            "part": parts,
            **vars(places),
            **vars(times),
            "is_total": rows.is_total,
            "is_stored": places.is_stored & ~times.is_target,
            "value": scaled,
            "raw": read.raws,
            **_conditions(read),
            "note": rows.notes,
            "row": rows.rows,
            "column": column.position,
            **{name: beside[name].values for name in _PARTS},
            **{f"{name}_column": beside[name].columns for name in _PARTS},
        }
    )
    return frame[~read.is_covered].reindex(columns=list(BLOCK_COLUMNS))


def _stated(grid: Grid, header: Header, text: TableText, column: FigureColumn, rows: Rows) -> Stated:
    return Stated(
        rows.units_of_measure,
        lambda at: grid.name(int(rows.rows[at]), rows.unit_of_measure_column),
        column.unit_of_measure,
        header_cell(grid, header, column.position),
        text.unit_of_measure,
    )


@dataclass(frozen=True)
class _Times:
    period: np.ndarray
    measure: np.ndarray
    is_target: np.ndarray


def _times(text: TableText, column: FigureColumn, rows: Rows, codes: np.ndarray, context: Context) -> _Times:
    """Row before column before title; the target of a count that adds up is of its whole stage."""
    count = len(rows.rows)
    periods = _first_of(rows.periods, column.period, text.period, count)
    measures = _first_of(rows.measures, column.measure, text.measure, count)
    is_target = measures == "target"
    if not is_target.any():
        return _Times(periods, measures, is_target)
    stages = {
        (one.code, str(target.stage[1])): f"{target.stage[0]}-{target.stage[1]}"
        for one in context.catalogue.indicators
        for target in one.targets
        if target.kind == "stage_total" and target.stage
    }
    periods = periods.copy()
    for at in np.flatnonzero(is_target):
        periods[at] = stages.get((str(codes[at]), str(periods[at])), periods[at])
    return _Times(periods, np.where(is_target, "plan", measures), is_target)


def _first_of(own: np.ndarray | None, of_column: str | None, otherwise: str, count: int) -> np.ndarray:
    filled = _full(of_column or otherwise, count)
    if own is None:
        return filled
    is_open = own == ""
    return np.where(is_open, filled, own) if is_open.any() else own


def _full(value: object, count: int) -> np.ndarray:
    array = np.empty(count, dtype=object)
    array[:] = value
    return array


def _own(column: FigureColumn, periods: np.ndarray, codes: np.ndarray, context: Context) -> RowUnits:
    if column.unit is not None:
        return RowUnits(np.zeros(len(periods), dtype=np.int64), [column.unit])
    return own_units(periods, codes, context)


def _anchors(rows: Rows, column: FigureColumn) -> np.ndarray:
    """Parts belong to a value of the same row, or, where rows are parts themselves, of the same column."""
    if rows.parts is not None:
        return np.full(len(rows.rows), -1 - column.position)
    return rows.rows


@dataclass(frozen=True)
class _AlignedPart:
    """Numerators or denominators beside the values; `columns` is -1 where the cell is blank."""

    values: np.ndarray
    columns: np.ndarray


def _read_aligned(
    grid: Grid, rows: Rows, aligned: dict[str, FigureColumn], context: Context
) -> dict[str, _AlignedPart]:
    count = len(rows.rows)
    found = {name: _AlignedPart(np.full(count, np.nan), np.full(count, -1)) for name in _PARTS}
    for name, column in aligned.items():
        no = np.zeros(count, dtype=bool)
        nothing = Asked(rows.rows, column.position, _full("", count), np.zeros(count), no, no)
        read = read_cells(grid, nothing, context)
        found[name] = _AlignedPart(read.values, np.where(read.raws == "", -1, column.position))
    return found


def _conditions(read: CellsRead) -> dict[str, object]:
    if not any(read.conditions):
        return {"target_op": None, "target_low": np.nan, "target_high": np.nan}
    return {
        "target_op": [one.op if one else None for one in read.conditions],
        "target_low": [one.low if one and one.low is not None else np.nan for one in read.conditions],
        "target_high": [one.high if one and one.high is not None else np.nan for one in read.conditions],
    }
