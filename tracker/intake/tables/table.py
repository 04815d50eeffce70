"""One table of a sheet, from its header to the notes below it, as blocks of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from tracker.core.period import Period
from tracker.intake.names.times import read_measure, read_time
from tracker.intake.names.units import read_level
from tracker.intake.names.units_of_measure import read_unit_of_measure
from tracker.intake.numbers import clean_text
from tracker.intake.recognition import Layout
from tracker.intake.tables.blocks import Rows, TableText, read_block
from tracker.intake.tables.columns import Columns, FigureColumn, default_time, read_columns
from tracker.intake.tables.context import Context
from tracker.intake.tables.distinct import find_distinct
from tracker.intake.tables.grid import Grid
from tracker.intake.tables.headers import PATH, Header
from tracker.intake.tables.owner import Head, find_owner
from tracker.intake.tables.row_indicators import IndicatorColumn, read_indicators
from tracker.intake.tables.row_places import PlaceColumn, read_places
from tracker.intake.tables.rows import Body, read_body
from tracker.intake.tables.titles import Role
from tracker.intake.tables.wordings import find_worded

_PARTS = ("numerator", "denominator")
_A_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}")


class _Periods(NamedTuple):
    """Per row the period ('' for the table's own; None: no column says it), and whether it is one at all."""

    of_rows: np.ndarray | None
    is_known: np.ndarray


@dataclass(frozen=True)
class Table:
    """What one header and its rows gave: blocks of figures in BLOCK_COLUMNS, and how it was understood."""

    grid: Grid
    header: Header
    columns: Columns
    body: Body
    title: str
    layout: Layout
    blocks: list[pd.DataFrame] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


def read_table(
    grid: Grid, header: Header, heads: Sequence[Head], limit: int, number: int, context: Context
) -> Table | None:
    """The table that ends before `limit`; None when it has no figures. `heads`: its own lines, then the sheet's."""
    titles = [text for text, _ in grid.lines(*heads[0])]
    title = " ".join(titles)
    columns = read_columns(grid, header, titles, limit - 1, context)
    body = read_body(grid, header, columns, limit)
    if not len(body.rows):
        return None
    if not _has_places(columns):
        context = context.speaking_for(find_owner(grid, heads, context))
    period, measure = default_time(titles, grid.sheet, context.period)
    text = TableText(number, period, measure or "actual", read_unit_of_measure(_unit_line(titles)))
    rows, left_out = _read_rows(grid, header, columns, body, text, title, context)
    table = Table(
        grid,
        header,
        columns,
        body,
        _headline(titles),
        _layout(columns),
        left_out=(*columns.left_out, *body.left_out, *left_out),
    )
    aligned = _aligned(columns, rows)
    for column in columns.figures:
        if column not in aligned.values():
            table.blocks.append(read_block(grid, header, text, column, rows, context, dict(aligned)))
    return table


def _has_places(columns: Columns) -> bool:
    return not {"place", "place_code"}.isdisjoint(columns.roles) or any(one.unit for one in columns.figures)


def _unit_line(titles: list[str]) -> str:
    return next((text for text in titles if "đơn vị tính" in text.casefold() or "đvt" in text.casefold()), "")


def _headline(titles: list[str]) -> str:
    """The line that names the table: the longest in capitals."""
    capitals = [text for text in titles if text.isupper() and "CỘNG HÒA" not in text]
    return max(capitals, key=len, default="")


def _layout(columns: Columns) -> Layout:
    if "value" in columns.roles:
        return "long"
    if "indicator" not in columns.roles:
        return "indicators"
    return "places" if any(column.unit for column in columns.figures) else "periods"


def _aligned(columns: Columns, rows: Rows) -> dict[str, FigureColumn]:
    """Columns of numerators and denominators that stand beside one column of values."""
    plain = {one.part: one for one in columns.figures if not one.codes}
    if "value" not in plain or rows.parts is None and rows.codes is None:
        return {}
    return {name: plain[name] for name in _PARTS if name in plain and plain[name].period is None}


def _read_rows(
    grid: Grid, header: Header, columns: Columns, body: Body, text: TableText, title: str, context: Context
) -> tuple[Rows, tuple[str, ...]]:
    roles = columns.roles
    count = len(body.rows)

    def column(role: Role) -> np.ndarray | None:
        return _texts(grid, roles[role], body.rows) if role in roles else None

    periods, is_known = _read_periods(grid, columns, body.rows, context)
    measures = _read_measures(column("measure"))
    on = np.where(periods == "", text.period, periods) if periods is not None else _full(text.period, count)
    codes, parts = None, None
    shared: tuple[tuple[int, str], ...] = ()
    if "indicator" in roles or "indicator_code" in roles:
        names = _names(grid, body, header, roles, "indicator")
        asked = IndicatorColumn(body.rows, *names, column("indicator_code"), column("unit_of_measure"))
        found = read_indicators(grid, asked, context, title)
        codes, parts, shared = found.codes, found.parts, found.shared
    units, is_total = None, np.zeros(count, dtype=bool)
    left_out: tuple[str, ...] = ()
    if "place" in roles or "place_code" in roles:
        names = _names(grid, body, header, roles, "place")
        if codes is not None:
            names = _filled_down(names)
        level = read_level(header.path(roles["place"])) if "place" in roles else None
        asked_places = PlaceColumn(body.rows, *names, column("place_code"), level)
        districts = _names(grid, body, header, roles, "district") if "district" in roles else None
        places = read_places(grid, asked_places, districts and _filled_down(districts), on, context)
        units, is_total, left_out = places.units, places.is_total, places.left_out
    measured, measured_column = column("unit_of_measure"), roles.get("unit_of_measure", -1)
    notes = _read_notes(grid, roles["note"], body.rows) if "note" in roles else None
    rows = Rows(body.rows, codes, parts, units, is_total, periods, measures, measured, measured_column, notes)
    shared = tuple((offset, code) for offset, code in shared if is_known[offset])
    if not is_known.all():
        kept = np.flatnonzero(is_known)
        rows = rows.chosen(kept)
        shared = tuple((int(np.searchsorted(kept, offset)), code) for offset, code in shared)
    return rows.with_shared(shared), left_out


def _texts(grid: Grid, column: int, rows: np.ndarray) -> np.ndarray:
    """The cells of a column as they stand; a merged cell speaks for all its rows."""
    cells = grid.columns[column][rows].copy()
    if grid.merged:
        for at, row in enumerate(rows):
            top = grid.merged.get((int(row), column))
            if top is not None:
                cells[at] = grid.columns[top[1]][top[0]]
    return cells


def _read_notes(grid: Grid, column: int, rows: np.ndarray) -> np.ndarray:
    """What stands in a column of notes is text, also where the cell holds a number or a day."""
    clean = set(find_worded(grid.texts[column], lambda text: clean_text(text) == text))
    notes = np.empty(len(rows), dtype=object)
    notes[:] = [cell if cell in clean else _as_note(cell) for cell in _texts(grid, column, rows)]
    return notes


def _as_note(cell: object) -> str:
    if cell == "":
        return ""
    return clean_text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _names(
    grid: Grid, body: Body, header: Header, roles: dict[Role, int], role: Role
) -> tuple[np.ndarray, np.ndarray]:
    """Names, and where each of them stands; codes alone name nothing."""
    if role not in roles:
        of_codes: Role = "indicator_code" if role == "indicator" else "place_code"
        return _full("", len(body.rows)), np.full(len(body.rows), roles[of_codes])
    if roles[role] == header.subject:
        return body.subjects, body.subject_columns
    return _texts(grid, roles[role], body.rows), np.full(len(body.rows), roles[role])


def _filled_down(names: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Where each row names an indicator, a blank place is the one above."""
    texts = pd.Series(names[0]).mask(names[0] == "").ffill().fillna("").to_numpy(dtype=object)
    return texts, names[1]


def _read_periods(grid: Grid, columns: Columns, rows: np.ndarray, context: Context) -> _Periods:
    """Of each row; a time that is no reporting period is said where it first stands, and its rows left out."""
    if not columns.periods:
        return _Periods(None, np.ones(len(rows), dtype=bool))
    distinct = find_distinct(*(_texts(grid, one, rows) for one in columns.periods))
    texts = [PATH.join(filter(None, key)) for key in distinct.keys]
    reads = [read_time(text, context.period) for text in texts]
    is_known = [
        bool(read.period or read.measure or not text or _A_DAY.search(text))
        for read, text in zip(reads, texts, strict=True)
    ]
    for number in (at for at, known in enumerate(is_known) if not known):
        offsets = np.flatnonzero(distinct.ids == number)
        cell = grid.name(int(rows[offsets[0]]), columns.periods[0])
        context.add("unknown_period", cell, text=texts[number], count=len(offsets))
    known = [str(Period.parse(read.period)) if read.period else "" for read in reads]
    periods = np.array(known, dtype=object)
    return _Periods(periods[distinct.ids], np.array(is_known, dtype=bool)[distinct.ids])


def _read_measures(cells: np.ndarray | None) -> np.ndarray | None:
    if cells is None:
        return None
    distinct = find_distinct(cells)
    reads = [read_measure(key[0]) or "" for key in distinct.keys]
    return np.array(reads, dtype=object)[distinct.ids]


def _full(value: str, count: int) -> np.ndarray:
    array = np.empty(count, dtype=object)
    array[:] = value
    return array
