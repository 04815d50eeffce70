"""Where tables begin on a sheet: the rows of the header, and what they say above each column."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from tracker.intake.tables.grid import Grid
from tracker.intake.tables.titles import is_code, is_column_number, is_name, is_period, is_subject, read_role
from tracker.intake.tables.wordings import find_worded

_TALLEST = 6  # rows of a header
_LONGEST_TITLE = 60
_SAMPLED_ROWS = 50
PATH = " › "
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class Header:
    """Rows `first_row` to `last_row` are the header, data begins at `data_row`; `subject` is its column."""

    first_row: int
    last_row: int
    data_row: int
    subject: int
    paths: tuple[
        tuple[str, ...], ...
    ]  # per column, the texts from the top down; none for columns beside the table
    columns: tuple[int, int]  # the first column of the table, and the first after it

    def path(self, column: int) -> str:
        return PATH.join(self.paths[column])


def find_headers(grid: Grid) -> list[Header]:
    """The headers of a sheet from the top down."""
    for kind in (is_subject, is_code, is_name, is_period):
        headers = _headers_at(grid, _subject_cells(grid, kind))
        if headers:
            return headers
    return []


def _headers_at(grid: Grid, cells: Iterable[tuple[int, int]]) -> list[Header]:
    headers: list[Header] = []
    for row, column in cells:
        if headers and row < headers[-1].data_row:
            continue
        header = _read_header(grid, row, column)
        if header is not None:
            headers += _split(grid, header)
    return headers


def _split(grid: Grid, header: Header) -> list[Header]:
    """The headers of tables that stand side by side: each numbers its rows anew, or a blank column divides them."""
    roles = [read_role(path[-1]) if path else None for path in header.paths]
    subjects = [at for at, role in enumerate(roles) if role in ("indicator", "place")]
    begin = [at for at, role in enumerate(roles) if role == "number" and any(one < at for one in subjects)]
    begin += [at for at in subjects[1:] if _stands_apart(grid, header, at)]
    bounds = [0, *sorted(set(begin)), grid.width]
    parts = [range(first, end) for first, end in itertools.pairwise(bounds)]
    if not all(any(one in part for one in subjects) for part in parts):
        return [header]
    return [_part(header, part, next(one for one in subjects if one in part)) for part in parts]


def _stands_apart(grid: Grid, header: Header, column: int) -> bool:
    """Whether the column before is blank, in the header and below it, and holds no table's numbers."""
    if header.paths[column - 1]:
        return False
    return not grid.is_used[header.first_row : header.data_row + _SAMPLED_ROWS, column - 1].any()


def _part(header: Header, columns: range, subject: int) -> Header:
    paths = tuple(path if at in columns else () for at, path in enumerate(header.paths))
    return replace(header, subject=subject, paths=paths, columns=(columns.start, columns.stop))


def _subject_cells(grid: Grid, is_subject: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Cells that say what the rows are, row by row."""
    found = []
    for column, texts in enumerate(grid.texts):
        for title in find_worded(texts, lambda text: _may_be_title(text) and is_subject(text)):
            found += [(int(row), column) for row in np.flatnonzero(grid.columns[column] == title)]
    return sorted(found)


def _may_be_title(text: str) -> bool:
    """Without a digit: what tells the rows of a table from each other has one, what names them all has none."""
    return 0 < len(text) <= _LONGEST_TITLE and not _DIGIT.search(text)


def _read_header(grid: Grid, row: int, subject: int) -> Header | None:
    cells = [grid.columns[column][row] for column in np.flatnonzero(grid.has_content[row])]
    if len(cells) < 2 or not all(isinstance(cell, str) or _is_time(cell) for cell in cells):
        return None
    first = _first_row(grid, row, subject)
    last = _last_row(grid, row, subject)
    paths = tuple(_path(grid, first, last, column) for column in range(grid.width))
    if sum(bool(path) for path in paths) < 2 or last + 1 >= grid.height:
        return None
    data = last + 1
    if _is_numbering(grid, data):
        data += 1
    return Header(first, last, data, subject, paths, (0, grid.width)) if data < grid.height else None


def _first_row(grid: Grid, row: int, subject: int) -> int:
    """Headers that stand above the subject's own cell belong to the table, titles do not."""
    top = grid.merged.get((row, subject), (row, subject))[0]
    while top > 0 and row - top < _TALLEST and _is_upper_header(grid, top - 1, subject):
        top -= 1
    return top


def _is_upper_header(grid: Grid, row: int, subject: int) -> bool:
    filled = np.flatnonzero(grid.has_content[row])
    if len(filled) < 2 or filled[0] <= subject:
        return False
    below = grid.has_content[row + 1]
    texts = [grid.text(row, int(column)) for column in filled]
    return bool(below[filled[0] :].any()) and not any(":" in text or len(text) > 120 for text in texts)


def _last_row(grid: Grid, row: int, subject: int) -> int:
    last = row
    while last + 1 < grid.height and last - row < _TALLEST and _goes_on(grid, row, last + 1, subject):
        last += 1
    return last


def _goes_on(grid: Grid, top: int, row: int, subject: int) -> bool:
    """Whether a row under the header's first is still header: its subject is blank, and it holds titles."""
    if (row, subject) in grid.merged and grid.merged[row, subject][0] <= top:
        return True
    filled = np.flatnonzero(grid.has_content[row])
    if not len(filled) or grid.columns[subject][row] != "" or (row, subject) in grid.merged:
        return False
    cells = [grid.columns[column][row] for column in filled]
    titles = [cell for cell in cells if isinstance(cell, str) and not is_column_number(cell.strip())]
    return bool(titles) and all(isinstance(cell, str) or _is_time(cell) for cell in cells) and filled[0] > 0


def _is_time(cell: object) -> bool:
    """A day, or a year typed as a number."""
    if isinstance(cell, dt.date):
        return True
    return isinstance(cell, int | float) and 1990 <= cell <= 2100 and float(cell).is_integer()


def _is_numbering(grid: Grid, row: int) -> bool:
    texts = [grid.text(row, int(column)) for column in np.flatnonzero(grid.has_content[row])]
    plain = [text.removesuffix(".0") for text in texts]
    return len(plain) >= 2 and all(is_column_number(text) for text in plain) and _counts_up(plain)


def _counts_up(texts: list[str]) -> bool:
    """Column numbers rise; the figures of a first data row hardly ever do, and begin with no letter."""
    heads = [text.strip("()").split("=")[0].strip() for text in texts]
    numbers = [int(head) for head in heads if head.isdigit()]
    return numbers == sorted(set(numbers)) and (len(numbers) < len(heads) or numbers[:2] == [1, 2])


def _path(grid: Grid, first: int, last: int, column: int) -> tuple[str, ...]:
    """The distinct texts above a column; where nothing is merged, a title reaches over the blanks beside it."""
    texts: list[str] = []
    for row in range(first, last + 1):
        text = grid.text(row, column)
        if not text and row < last and not _has_merges(grid, row):
            text = _from_the_left(grid, row, last, column)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def _has_merges(grid: Grid, row: int) -> bool:
    return any(top <= row <= bottom for top, _, bottom, _ in grid.details.merged)


def _from_the_left(grid: Grid, row: int, last: int, column: int) -> str:
    if not any(grid.text(under, column) for under in range(row + 1, last + 1)):
        return ""
    for left in range(column - 1, -1, -1):
        if grid.text(row, left):
            has_own = any(grid.text(under, left) for under in range(row + 1, last + 1))
            return grid.text(row, left) if has_own else ""
    return ""
