"""How high a row of wrapped text must be: a workbook holds heights, and not every program measures for itself."""

from __future__ import annotations

import textwrap

LINE_HEIGHT, PADDING, HIGHEST = 14.5, 3.0, 400.0  # points; of a line at size 11
_PER_WIDTH = (
    1.2  # letters of Vietnamese in Times New Roman 11 in one unit of a column's width, rather too few
)


def count_lines(text: str, width: float, size: float = 11, *, bold: bool = False) -> int:
    """In how many lines a text stands in a cell of that width."""
    room = max(int(width * _PER_WIDTH * 11 / size * (0.93 if bold else 1)), 1)
    if "\n" not in text:
        return 1 if len(text) <= room else _wrapped(text, room)
    return sum(1 if len(line) <= room else _wrapped(line, room) for line in text.split("\n"))


def row_height(lines: int, size: float = 11) -> float:
    """The height of a row with so many lines, in points."""
    return min(lines * LINE_HEIGHT * size / 11 + PADDING, HIGHEST)


def _wrapped(text: str, room: int) -> int:
    return max(len(textwrap.wrap(text, room)), 1)
