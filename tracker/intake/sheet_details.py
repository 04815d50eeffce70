"""What a sheet's own marks tell about its cells, besides their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

Place = tuple[int, int]  # row and column from 0
Merged = tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column


@dataclass(frozen=True)
class CellMark:
    """What a cell's value alone does not say."""

    formula: str | None = None
    error: str | None = None
    is_percent: bool = False
    is_uncalculated: bool = False  # a formula without a stored result


@dataclass(frozen=True)
class SheetDetails:
    """Rows and columns count from 0; the last ones of a merged range belong to it."""

    merged: Merged = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[Place, CellMark] = field(default_factory=dict)  # only cells that have something to say
    legacy_font: Mapping[Place, str] = field(default_factory=dict)  # font names .Vn… and VNI-… alone


def within(details: SheetDetails, height: int, width: int) -> SheetDetails:
    """The details as far as the sheet's cells reach; merged ranges beyond what fits side by side are left out."""
    merged, room = [], height * width
    for first_row, first_column, last_row, last_column in details.merged:
        last_row, last_column = min(last_row, height - 1), min(last_column, width - 1)
        room -= max(0, last_row - first_row + 1) * max(0, last_column - first_column + 1)
        if room >= 0 and first_row <= last_row and first_column <= last_column:
            merged.append((first_row, first_column, last_row, last_column))
    return replace(
        details,
        merged=tuple(merged),
        hidden_rows=frozenset(row for row in details.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in details.hidden_columns if column < width),
    )


def cell_name(sheet: str, row: int, column: int) -> str:
    """`Sheet!C12` of a row and column counted from 0."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"
