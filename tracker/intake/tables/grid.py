"""A sheet as columns of cells in modern Unicode, with what its own marks say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tracker.intake.names.legacy import Legacy, is_legacy_document, modern_text
from tracker.intake.numbers import clean_text
from tracker.intake.sheet_details import Place, SheetDetails, cell_name
from tracker.intake.tables.wordings import Wordings, find_worded, sort_texts
from tracker.intake.workbook import Workbook

Cells = np.ndarray  # of objects; an empty cell is ''
_HEAD = 60  # rows in which a document shows its encoding
_LINES = 25  # rows above a table that may be its title


@dataclass(frozen=True)
class Grid:
    """`columns`: one array of objects per column, all of the sheet's height. Positions count from 0."""

    sheet: str
    columns: tuple[Cells, ...]
    texts: tuple[Wordings, ...]  # the distinct texts of each column
    details: SheetDetails
    legacy: frozenset[Legacy] = frozenset()  # encodings that texts of the sheet were converted from
    texts_as_numbers: bool = True  # False where every cell is text anyway, as in a .csv

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        return len(self.columns)

    def text(self, row: int, column: int) -> str:
        """The cell as one line of clean text; a merged cell speaks for all that it covers."""
        row, column = self.merged.get((row, column), (row, column))
        raw = self.columns[column][row]
        return clean_text(raw) if raw != "" else ""

    def name(self, row: int, column: int) -> str:
        return cell_name(self.sheet, row, column)

    def lines(self, first_row: int, end: int) -> Iterator[tuple[str, str]]:
        """The last texts above row `end`, not before `first_row`, row by row, each with its cell."""
        for row in range(max(first_row, end - _LINES), end):
            for column in np.flatnonzero(self.has_content[row]):
                cell = self.columns[column][row]
                if isinstance(cell, str):
                    yield clean_text(cell), self.name(row, int(column))

    def span(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """`Sheet!C9:C39`; one cell has no end."""
        first, last = self.name(first_row, first_column), self.name(last_row, last_column)
        return first if first == last else f"{first}:{last.rpartition('!')[2]}"

    @cached_property
    def merged(self) -> Mapping[Place, Place]:
        """Covered cell -> the cell that speaks for it."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.details.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }

    @cached_property
    def has_content(self) -> np.ndarray:
        """Which cells hold anything: booleans, height × width."""
        height = self.height
        filled = [
            column != "" if "" in texts else np.ones(height, dtype=bool)
            for column, texts in zip(self.columns, self.texts, strict=True)
        ]
        return np.column_stack(filled)

    @cached_property
    def is_used(self) -> np.ndarray:
        """The same, and cells that show no value: an error, a formula without a stored result."""
        used = self.has_content.copy()
        for (row, column), mark in self.details.marks.items():
            if (mark.error or mark.is_uncalculated) and row < self.height and column < self.width:
                used[row, column] = True
        return used


def read_grids(book: Workbook, skipped: Iterable[str]) -> list[Grid]:
    """The visible sheets that hold anything."""
    names = [name for name in book.sheets if name not in book.hidden_sheets and name not in set(skipped)]
    kind = is_legacy_document(_head_texts(book, names))
    grids = [_read_grid(book, name, kind) for name in names]
    return [grid for grid in grids if grid.height]


def _head_texts(book: Workbook, names: Iterable[str]) -> set[str]:
    return {
        cell for name in names for row in book.sheets[name][:_HEAD] for cell in row if isinstance(cell, str)
    }


def _read_grid(book: Workbook, sheet: str, kind: Legacy | None) -> Grid:
    details = book.details(sheet)
    converted: set[Legacy] = set()
    columns = book.sheets[sheet].columns()
    texts = [_read_column(cells, kind, converted) for cells in columns]
    named: dict[int, set[str]] = {}  # by column, what the fonts of its cells say
    for (row, column), font in details.legacy_font.items():
        raw = book.sheets[sheet][row][column]
        if isinstance(raw, str):
            columns[column][row], found = modern_text(raw, font)
            named.setdefault(column, set()).add(columns[column][row])
            converted |= {found} if found else set()
    for column, more in named.items():
        texts[column] = sort_texts(more.union(*texts[column].values()))
    return Grid(sheet, tuple(columns), tuple(texts), details, frozenset(converted), book.kind != "csv")


def _read_column(cells: Cells, kind: Legacy | None, converted: set[Legacy]) -> Wordings:
    """Convert every distinct text in the cells once; the texts that stand there then."""
    texts = _texts_in(cells)
    # Numbers do not tell one encoding from another.
    old = find_worded(texts, lambda text: _modern(text, kind)[0] != text)
    if not old:
        return texts
    read = {text: _modern(text, kind) for text in old}
    converted |= {found for _, found in read.values() if found}
    modern = {text: one for text, (one, _) in read.items()}
    cells[:] = [modern.get(cell, cell) if type(cell) is str else cell for cell in cells.tolist()]
    return _texts_in(cells)


def _texts_in(cells: Cells) -> Wordings:
    return sort_texts(cell for cell in dict.fromkeys(cells.tolist()) if type(cell) is str)


def _modern(text: str, kind: Legacy | None) -> tuple[str, Legacy | None]:
    modern, found = modern_text(text, None, kind)
    return (modern if modern.strip() else ""), found
