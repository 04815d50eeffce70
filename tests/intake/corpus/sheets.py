"""Sheets as offices lay them out: rows, headers of several rows, title and signature blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter

Path = tuple[str, ...]  # a column's header from the top row down


@dataclass(frozen=True)
class Formula:
    """A formula with the result that is stored beside it; None is stored as no result at all."""

    text: str
    result: float | str | None = None


@dataclass
class Sheet:
    """A sheet that grows row by row; rows count from 1, columns from 0."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # rows from 1, columns from 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False

    @property
    def last(self) -> int:
        return len(self.rows)

    def add(self, *cells: Any, at: int = 0) -> int:
        """Write a row below the last one, from column `at` on; its number."""
        self.rows.append([None] * at + list(cells))
        return self.last

    def skip(self, rows: int = 1) -> None:
        self.rows += [[] for _ in range(rows)]

    def put(self, row: int, column: int, value: Any) -> None:
        self.rows += [[] for _ in range(row - self.last)]
        cells = self.rows[row - 1]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = value

    def get(self, row: int, column: int) -> Any:
        cells = self.rows[row - 1] if row <= self.last else []
        return cells[column] if column < len(cells) else None

    def cell(self, row: int, column: int) -> str:
        """`Sheet!C12`."""
        return f"{self.name}!{get_column_letter(column + 1)}{row}"

    def area(self, first_row: int, first_column: int, last_row: int, last_column: int) -> str:
        """`Sheet!C12:D14`."""
        end = f"{get_column_letter(last_column + 1)}{last_row}"
        return f"{self.cell(first_row, first_column)}:{end}"

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        if (first_row, first_column) != (last_row, last_column):
            self.merged.append((first_row, first_column, last_row, last_column))


def add_header(sheet: Sheet, paths: Sequence[Path]) -> int:
    """The header of a table, its equal neighbours and its short paths merged; the first row below."""
    depth = max(len(path) for path in paths)
    top = sheet.last + 1
    for level in range(depth):
        sheet.add(*(path[level] if level < len(path) else None for path in paths))
        _merge_across(sheet, top + level, [path[: level + 1] for path in paths], level)
    for column, path in enumerate(paths):
        if len(path) < depth:
            sheet.merge(top + len(path) - 1, column, top + depth - 1, column)
    return sheet.last + 1


def _merge_across(sheet: Sheet, row: int, prefixes: list[Path], level: int) -> None:
    start = 0
    for prefix, same in groupby(prefixes):
        width = len(list(same))
        if width > 1 and len(prefix) == level + 1:
            for column in range(start + 1, start + width):
                sheet.put(row, column, None)
            sheet.merge(row, start, row, start + width - 1)
        start += width


def add_title(sheet: Sheet, above: str, office: str, *lines: str, width: int = 8, form: str = "") -> None:
    """The block that stands above a table: who sends it, the national motto, the form's number, the title."""
    right = max(2, width // 2 + 1)
    sheet.add(above)
    sheet.put(sheet.last, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    sheet.add(office)
    sheet.put(sheet.last, right, "Độc lập - Tự do - Hạnh phúc")
    sheet.skip()
    if form:
        sheet.put(sheet.last, width - 1, form)
    for line in lines:
        row = sheet.add(line)
        sheet.merge(row, 0, row, width - 1)


def add_signature(sheet: Sheet, place: str, day: str, *notes: str, width: int = 8) -> None:
    """The block below a table: notes, place and date, who made it and who signs."""
    sheet.skip()
    for note in notes:
        sheet.add(None, note)
    sheet.skip()
    right = max(2, width // 2 + 1)
    sheet.add(f"{place}, ngày {day}", at=right)
    sheet.add("NGƯỜI LẬP BIỂU")
    sheet.put(sheet.last, right, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    sheet.skip(3)
    sheet.add("Nguyễn Thị A")
    sheet.put(sheet.last, right, "Trần Văn B")
