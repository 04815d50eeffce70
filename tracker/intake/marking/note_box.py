"""How large the box of a comment is and between which cells it lies."""

from __future__ import annotations

from collections.abc import Callable

from tracker.intake.extent import LAST_COLUMN
from tracker.intake.marking.marks import Cell
from tracker.intake.marking.worksheet_part import WorksheetPart

_WIDTH = 340  # screen dots
_LINE, _PADDING = 16, 14
_LOWEST, _HIGHEST = 60, 420
_CHARACTERS = 56  # in a line of the box
_DOTS_IN_POINT = 4 / 3
_DOTS_IN_CHARACTER = 7
_FURTHEST = 40  # columns or rows that a box may reach over


def note_box(sheet: WorksheetPart, cell: Cell, text: str) -> tuple[str, float, float]:
    """Anchor as the drawing writes it, width and height in points."""
    lines = sum(1 + len(line) // _CHARACTERS for line in text.split("\n"))
    height = min(max(_LOWEST, lines * _LINE + _PADDING), _HIGHEST)
    row, column = cell
    left = min(column + 1, LAST_COLUMN - 1)
    top = max(row - 1, 1)
    right, right_rest = _walk(left, _WIDTH + 15, lambda at: sheet.column_width(at) * _DOTS_IN_CHARACTER)
    bottom, bottom_rest = _walk(top, height + 10, lambda at: sheet.row_height(at) * _DOTS_IN_POINT)
    places = (left - 1, 15, top - 1, 10, right - 1, right_rest, bottom - 1, bottom_rest)
    return ", ".join(map(str, places)), _WIDTH / _DOTS_IN_POINT, height / _DOTS_IN_POINT


def _walk(start: int, length: float, size: Callable[[int], float]) -> tuple[int, int]:
    """The column or row in which a length from `start` on ends, and how far into it."""
    for at in range(start, start + _FURTHEST):
        if length < size(at):
            return at, int(length)
        length -= size(at)
    return start + _FURTHEST, 0
