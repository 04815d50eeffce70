"""What our own sheets look like when a marked copy comes back, and what was remembered about its marked cells."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from tracker.intake.marking.marks import COLOURS, Cell, cell_reference, read_place
from tracker.intake.marking.markup import NotMarkable
from tracker.words.marking_texts import MEMORY_SHEET, MEMORY_TITLE, OUT_OF_ORDER, RESULT_SHEET, RESULT_TITLE

OWN_SHEETS: tuple[str, ...] = (RESULT_SHEET, MEMORY_SHEET)
FIRST_ROW = 2  # of the memory sheet, from 1; above it the title and the two colours
STYLE_COLUMN = 3  # its cell has the style that the marked cell had before
_HOLDER = "·"
_TITLES = {RESULT_SHEET: RESULT_TITLE, MEMORY_SHEET: MEMORY_TITLE}

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Remembered:
    """One marked cell; `author` wrote the comment that was there, `is_made`: the cell itself was not."""

    sheet: str
    cell: Cell
    author: str = ""
    is_made: bool = False
    row: int = 0  # of the memory sheet, from 1


@dataclass(frozen=True)
class Memory:
    """All that is known about earlier marks; `own`: names of our sheets."""

    own: tuple[str, ...] = ()
    cells: tuple[Remembered, ...] = ()
    colours: frozenset[str] = field(default_factory=lambda: frozenset(COLOURS.values()))
    sheet: str | None = None  # the memory sheet

    def by_sheet(self) -> dict[str, list[Remembered]]:
        found: dict[str, list[Remembered]] = {}
        for one in self.cells:
            found.setdefault(one.sheet, []).append(one)
        return found


def is_own_sheet(name: str, rows: Rows) -> bool:
    """Whether a sheet was put in by us: by its name and what stands in A1; a sender may use the name too."""
    title = next((title for start, title in _TITLES.items() if name.startswith(start)), None)
    return bool(title and rows and rows[0]) and str(rows[0][0]).strip() == title


def may_be_own(name: str) -> bool:
    return name.startswith(OWN_SHEETS)


def memory_rows(cells: Iterable[Remembered], colours: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The texts of the memory sheet, row by row."""
    return [
        (MEMORY_TITLE, colours["error"], colours["warning"]),
        *(
            (one.sheet, cell_reference(one.cell), _HOLDER, one.author, "1" if one.is_made else "")
            for one in cells
        ),
    ]


def read_memory(content: bytes, names: Collection[str]) -> Memory:
    """`names`: the sheets of the workbook."""
    grids = _read_grids(content, [name for name in names if may_be_own(name)])
    own = tuple(name for name, rows in grids.items() if is_own_sheet(name, rows))
    sheet = next((name for name in own if name.startswith(MEMORY_SHEET)), None)
    if sheet is None:
        return Memory(own)
    head, *rows = grids[sheet]
    colours = frozenset(str(one) for one in head[1:3] if len(str(one)) == 6)
    cells = [one for at, row in enumerate(rows, FIRST_ROW) if (one := _read_row(row, at)) is not None]
    return Memory(own, tuple(cells), colours or frozenset(COLOURS.values()), sheet)


def _read_row(row: Sequence[Any], at: int) -> Remembered | None:
    sheet, reference, _, author, made = (*(str(one) for one in row[:5]), *[""] * 5)[:5]
    place = read_place(f"{sheet}!{reference}")
    return Remembered(sheet, place.first, author, made.startswith("1"), at) if place else None


def _read_grids(content: bytes, names: Sequence[str]) -> dict[str, Rows]:
    if not names:
        return {}
    try:
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in opened.sheet_names
            if name in names
        }
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A panic of the reader is no Exception, and yet the fault of the file.
    except BaseException as error:
        raise NotMarkable(OUT_OF_ORDER) from error
