"""Text in a cell stays text: nothing that a name begins with may turn it into a formula."""

from __future__ import annotations

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that Excel will not calculate, also after it was edited in the cell."""
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(_STARTS_A_FORMULA):
        cell.quotePrefix = True
