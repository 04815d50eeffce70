"""The numbers in a column of figures, and everything that is wrong with the cells that hold none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from tracker.core.target import Condition, parse_target
from tracker.intake.numbers import NumberRead, clean_text, read_number
from tracker.intake.tables.column_habits import Habit, Span, decide_number, find_habit, find_span
from tracker.intake.tables.context import Context
from tracker.intake.tables.distinct import find_distinct
from tracker.intake.tables.grid import Grid

_COUNTED = frozenset({"", "hộ", "người", "lượt người", "mô hình", "công trình"})  # '': parts of a ratio
_AIMS = re.compile(r"(?:phấn đấu\s+)?(?:đạt|còn|duy trì|giữ|hoàn thành)\b", re.IGNORECASE)
_FALL = re.compile(r"giảm\s*(?::\s*)?([\d.,]+.*)", re.IGNORECASE)
_NOT_APPLICABLE = frozenset({"x"})
_TARGETS = ("qualified_number", "change_not_level")


@dataclass(frozen=True)
class Asked:
    """What the cells of one column are read as; arrays have one entry per row."""

    rows: np.ndarray
    column: int
    units_of_measure: np.ndarray  # '' for counts that only weigh
    decimals: np.ndarray
    is_target: np.ndarray  # plans and targets may be conditions such as "Trên 90"
    is_fall: np.ndarray  # the figure itself counts a fall


@dataclass
class CellsRead:
    """Per row: the number (NaN for none), the condition of a target, the cell as it stood."""

    values: np.ndarray
    conditions: list[Condition | None]
    raws: np.ndarray
    is_missing: np.ndarray  # no figure, with or without a sign that says so
    is_covered: np.ndarray  # lies under a merged cell of another row


def read_cells(grid: Grid, asked: Asked, context: Context) -> CellsRead:
    """Numbers of the asked cells; what is wrong with them goes to the context's findings."""
    raws = grid.columns[asked.column][asked.rows]
    is_number = np.fromiter((type(raw) in (int, float) for raw in raws), bool, len(raws))
    read = CellsRead(
        np.full(len(raws), np.nan),
        [None] * len(raws),
        raws,
        np.zeros(len(raws), dtype=bool),
        np.zeros(len(raws), dtype=bool),
    )
    read.values[is_number] = raws[is_number].astype(float)
    marked = _read_marked(grid, asked, read, context)
    _skip_covered(grid, asked, read)
    rest = np.flatnonzero(~is_number & ~marked & ~read.is_covered)
    if len(rest):
        _read_others(grid, asked, read, rest, context)
    _say_numbers_as_text(grid, asked, read, is_number, context)
    return read


def _read_marked(grid: Grid, asked: Asked, read: CellsRead, context: Context) -> np.ndarray:
    """Cells whose own marks say more than their value: per cent formats, errors, formulas without a result."""
    marked = np.zeros(len(asked.rows), dtype=bool)
    marks = {
        row: mark for (row, column), mark in grid.details.marks.items() if column == asked.column
    }  # few beside the cells of a large sheet
    if not marks:
        return marked
    for at in np.flatnonzero(np.isin(asked.rows, list(marks))):
        mark, raw = marks[int(asked.rows[at])], read.raws[at]
        if mark.error:
            found = NumberRead(code="excel_error", details={"text": mark.error})
        elif mark.is_uncalculated:
            found = NumberRead(
                code="formula_without_value", details={"text": clean_text(mark.formula or "")[:80]}
            )
        elif mark.is_percent and isinstance(raw, int | float):
            found = read_number(raw, str(asked.units_of_measure[at]), is_percent_cell=True)
        else:
            continue
        marked[at] = True
        read.values[at] = np.nan
        if raw == "":
            read.raws[at] = mark.error or mark.formula
        _keep(grid, asked, read, int(at), found, context)
    return marked


def _skip_covered(grid: Grid, asked: Asked, read: CellsRead) -> None:
    if grid.merged:
        for at, row in enumerate(asked.rows):
            top = grid.merged.get((int(row), asked.column))
            read.is_covered[at] = top is not None and top != (int(row), asked.column)


def _read_others(grid: Grid, asked: Asked, read: CellsRead, places: np.ndarray, context: Context) -> None:
    """Texts, dates and truth values; equal cells are read once."""
    habit = find_habit(raw for raw in read.raws if isinstance(raw, str))
    texts = np.array([_key(raw) for raw in read.raws[places]], dtype=object)
    kinds = find_distinct(
        texts,
        asked.units_of_measure[places],
        asked.decimals[places],
        asked.is_target[places],
        asked.is_fall[places],
    )
    firsts: dict[int, int] = {}
    for position, number in enumerate(kinds.ids):
        firsts.setdefault(int(number), position)
    first_reads = {number: _read_number(asked, read, int(places[at])) for number, at in firsts.items()}
    others = find_span([*read.values[~np.isnan(read.values)].tolist(), *_clear(first_reads.values())])
    reads = {
        number: _read_one(asked, read, int(places[firsts[number]]), found, habit, others)
        for number, found in first_reads.items()
    }
    for position, number in enumerate(kinds.ids):
        at = int(places[position])
        found, condition = reads[int(number)]
        read.conditions[at] = condition
        _keep(grid, asked, read, at, found, context)


def _key(raw: object) -> str:
    return f"{type(raw).__name__} {raw}"


def _read_number(asked: Asked, read: CellsRead, at: int) -> NumberRead:
    raw, unit, decimals = read.raws[at], str(asked.units_of_measure[at]), int(asked.decimals[at])
    found = read_number(raw, unit, decimals=decimals)
    fall = (
        _FALL.fullmatch(clean_text(raw)) if found.code == "change_not_level" and asked.is_fall[at] else None
    )
    return read_number(fall[1], unit, decimals=decimals) if fall else found


def _clear(reads: Iterable[NumberRead]) -> Iterator[float]:
    """The figures that can be read one way only."""
    return (one.value for one in reads if one.value and not one.code)


def _read_one(
    asked: Asked, read: CellsRead, at: int, found: NumberRead, habit: Habit, others: Span
) -> tuple[NumberRead, Condition | None]:
    """What a cell says, given what the other cells of its column say."""
    raw = read.raws[at]
    if found.code == "ambiguous_number" and isinstance(raw, str):
        unit = str(asked.units_of_measure[at])
        found = decide_number(found, habit, others, is_whole=unit in _COUNTED and not asked.decimals[at])
    if asked.is_target[at] and (found.code in _TARGETS or found.code and _AIMS.match(clean_text(raw))):
        condition = parse_target(clean_text(raw))
        if condition is not None:
            bounds = [one for one in (condition.low, condition.high) if one is not None]
            return NumberRead(bounds[0] if len(bounds) == 1 else None, mark="target"), condition
    return found, None


def _keep(grid: Grid, asked: Asked, read: CellsRead, at: int, found: NumberRead, context: Context) -> None:
    if found.value is not None:
        read.values[at] = found.value
    cell = grid.name(int(asked.rows[at]), asked.column)
    if found.code:
        details = dict(found.details)
        context.add(found.code, cell, **details)
    elif found.mark == "missing":
        read.is_missing[at] = True


def say_missing(grid: Grid, asked: Asked, read: CellsRead, is_told: np.ndarray, context: Context) -> None:
    """Figures that are blank or marked as not known; a column without any figure is said once.

    `is_told`: rows whose figure follows from its parts.
    """
    missing = read.is_missing & ~is_told
    shown = [clean_text(raw) for raw in read.raws[missing]]
    rows = asked.rows[missing]
    if len(read.raws) > 2 and all(raw == "" for raw in read.raws):
        if not asked.is_target.all():
            cells = grid.span(int(rows[0]), asked.column, int(rows[-1]), asked.column) if len(rows) else None
            context.add("missing_figures", cells, count=len(rows))
        return
    for row, text in zip(rows, shown, strict=True):
        if text.casefold() not in _NOT_APPLICABLE:
            context.add("missing_figure", grid.name(int(row), asked.column), text=text or "ô trống")


def _say_numbers_as_text(
    grid: Grid, asked: Asked, read: CellsRead, is_number: np.ndarray, context: Context
) -> None:
    """Numbers that a spreadsheet cannot add up because they are stored as text."""
    if not grid.texts_as_numbers or is_number.all():
        return
    is_text = np.fromiter(
        (
            isinstance(raw, str)
            and not math.isnan(value)
            and any(sign.isdigit() for sign in raw)
            and condition is None
            for raw, value, condition in zip(read.raws, read.values, read.conditions, strict=True)
        ),
        bool,
        len(read.raws),
    )
    if 2 * is_text.sum() > (is_text | is_number).sum():
        first, last = int(asked.rows[0]), int(asked.rows[-1])
        context.add(
            "number_as_text", grid.span(first, asked.column, last, asked.column), count=int(is_text.sum())
        )
        return
    for row in asked.rows[is_text]:
        context.add("number_as_text", grid.name(int(row), asked.column), count=1)
