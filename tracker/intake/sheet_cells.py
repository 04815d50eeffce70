"""The cells of one sheet in one array, read as rows or as columns: a list for each of many rows is slow to walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, overload

import numpy as np

Row = list[Any]


class SheetCells(Sequence[Row]):
    """Rows of cells from A1 on, all of one length; an empty cell is ''."""

    def __init__(self, rows: Iterable[Sequence[Any]], height: int, width: int, left: int = 0) -> None:
        """`rows`: `height` of them, each of `width` cells, taken one by one and not kept; `left`: empty columns."""
        cells = np.fromiter(chain.from_iterable(rows), dtype=object, count=height * width)
        blank = np.full((height, left), "", dtype=object)
        self._cells = (
            np.hstack([blank, cells.reshape(height, width)]) if left else cells.reshape(height, width)
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        height, width = self._cells.shape
        return height, width

    def __len__(self) -> int:
        return len(self._cells)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        found: Row | list[Row] = self._cells[at].tolist()
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._cells.tolist() == list(other)

    def __repr__(self) -> str:
        return f"SheetCells({self._cells.tolist()!r})"

    def columns(self) -> list[np.ndarray]:
        """One array of objects for each column, to be changed at will."""
        return [self._cells[:, at].copy() for at in range(self._cells.shape[1])]

    def texts(self) -> Iterable[str]:
        """Every cell that holds text, also an empty one."""
        return (cell for cell in self._cells.flat if type(cell) is str)
