"""Native tables: a quiet head, thin lines between rows, numbers at the right, as many slides as the rows need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from tracker.outputs.deck.boxes import EMU, Box
from tracker.outputs.deck.fitting import clip, count_lines, count_lines_of
from tracker.outputs.deck.page import Page, describe
from tracker.outputs.deck.text import LOOK, Paragraph, Piece, one_line, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No Style, No Grid”
_SIDE, _ABOVE = 5.0, 4.0  # margins of a cell, in points
LINE_HEIGHT = 1.2


@dataclass(frozen=True)
class Column:
    title: str
    share: float
    side: str = "left"


@dataclass(frozen=True)
class Grid:
    """The cells of a table, each a row of pieces; `most_lines` is how long a cell may grow before it is cut."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    size: float = 13
    most_lines: int = 2

    def widths(self, width: float) -> list[float]:
        total = sum(one.share for one in self.columns)
        return [width * one.share / total for one in self.columns]

    def row_height(self, row: Sequence[Sequence[Piece]], widths: Sequence[float]) -> float:
        pairs = zip(row, widths, strict=True)
        tallest = max(
            min(self._lines(cell, width), self.most_lines) * self._type(cell) for cell, width in pairs
        )
        return tallest * LINE_HEIGHT + 2 * _ABOVE + 1

    def head_height(self, widths: Sequence[float]) -> float:
        lines = max(
            count_lines(column.title, width - 2 * _SIDE, self.size - 1, bold=True)
            for column, width in zip(self.columns, widths, strict=True)
        )
        return lines * (self.size - 1) * LINE_HEIGHT + 2 * _ABOVE

    def _lines(self, cell: Sequence[Piece], width: float) -> int:
        stretches = [(piece.text, piece.size or self.size, piece.bold) for piece in cell]
        return count_lines_of(stretches, width - 2 * _SIDE)

    def _type(self, cell: Sequence[Piece]) -> float:
        """The size of the cell's largest letters."""
        return max((piece.size or self.size for piece in cell), default=self.size)


def split_rows(grid: Grid, width: float, heights: Sequence[float]) -> list[Grid]:
    """The rows in as many grids as pages are needed; `heights` of the pages, the last for all that follow."""
    widths = grid.widths(width)
    head = grid.head_height(widths)
    pages: list[list[tuple[tuple[Piece, ...], ...]]] = [[]]
    left = heights[0] - head
    for row in grid.rows:
        height = grid.row_height(row, widths)
        if height > left and pages[-1]:
            pages.append([])
            left = heights[min(len(pages), len(heights)) - 1] - head
        pages[-1].append(row)
        left -= height
    return [Grid(grid.columns, tuple(rows), grid.size, grid.most_lines) for rows in pages]


def add_table(page: Page, box: Box, grid: Grid, alt: str) -> float:
    """Put the grid into the box; its height."""
    widths = grid.widths(box.width)
    head = grid.head_height(widths)
    heights = [head, *(grid.row_height(row, widths) for row in grid.rows)]
    place = box.upper(sum(heights))
    frame = page.shapes.add_table(len(heights), len(grid.columns), *place.emu)
    describe(frame, alt)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    table._tbl.tblPr.attrib.pop("bandRow", None)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = round(width * EMU)
    for row, height in zip(table.rows, heights, strict=True):
        row.height = round(height * EMU)
    for at, column in enumerate(grid.columns):
        title = Piece(column.title, bold=True, colour=LOOK.muted)
        _fill(table.cell(0, at), [title], grid.size - 1, column, is_head=True)
    for line, row in enumerate(grid.rows, start=1):
        for at, (column, cell) in enumerate(zip(grid.columns, row, strict=True)):
            shown = _shortened(cell, widths[at] - 2 * _SIDE, grid)
            _fill(table.cell(line, at), shown, grid.size, column)
    return sum(heights)


def cells(*texts: str | Piece) -> tuple[tuple[Piece, ...], ...]:
    """A row of cells of one piece each."""
    return tuple((one if isinstance(one, Piece) else Piece(one_line(one)),) for one in texts)


def _shortened(cell: Sequence[Piece], width: float, grid: Grid) -> Sequence[Piece]:
    """The cell with its first piece cut, where it would grow too tall."""
    if not cell:
        return cell
    piece, *others = cell
    size = piece.size or grid.size
    text = clip(piece.text, width, grid.most_lines, size, bold=piece.bold)
    return [replace(piece, text=text), *others]


def _fill(cell: Any, pieces: Sequence[Piece], size: float, column: Column, *, is_head: bool = False) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, [Paragraph(tuple(pieces), size, side=column.side)], anchor=None, margins=None)
    properties = cell._tc.get_or_add_tcPr()
    for name, margin in (("marL", _SIDE), ("marR", _SIDE), ("marT", _ABOVE), ("marB", _ABOVE)):
        properties.set(name, str(int(Pt(margin))))
    _draw_line(properties, LOOK.muted if is_head else LOOK.faint, 1.25 if is_head else 0.75)
    properties.append(properties.makeelement(qn("a:noFill"), {}, None))


def _draw_line(properties: Any, colour: str, width: float) -> None:
    """The line under a cell; in the schema lines come before the fill."""
    line = properties.makeelement(qn("a:lnB"), {"w": str(int(Pt(width)))}, None)
    fill = line.makeelement(qn("a:solidFill"), {}, None)
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour.lstrip("#").upper()}, None))
    line.append(fill)
    properties.append(line)
