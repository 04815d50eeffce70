"""Gathers what the cells, rows and columns of an .xlsx sheet tell, however its XML was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import get_column_letter

from tracker.intake.extent import LAST_COLUMN, LAST_ROW, column_number
from tracker.intake.office_styles import Styles
from tracker.intake.sheet_details import CellMark, Place, SheetDetails

_MOST_FORMULA_TEXTS = 200_000  # of further formulas only that there is one is kept
_FURTHER_FORMULA = CellMark(formula="=…")
_PERCENT = CellMark(is_percent=True)
_TRUE = frozenset({"1", "true"})


class OfficeMarks:
    """One sheet: told of its columns, rows and cells in the order of the XML, all numbered from 1."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.marks: dict[Place, CellMark] = {}
        self.legacy_font: dict[Place, str] = {}
        self._shared: dict[str, tuple[str, Place]] = {}  # the text that formulas have in common, and its cell

    def add_columns(self, attributes: Mapping[str, str]) -> None:
        if _is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "0"))
            self.hidden_columns.update(range(max(first, 1) - 1, min(last, LAST_COLUMN)))

    def add_row(self, number: int, attributes: Mapping[str, str]) -> None:
        if _is_hidden(attributes, "ht") and number <= LAST_ROW:
            self.hidden_rows.add(number - 1)

    def add_formula(
        self, place: Place, formula: str, attributes: Mapping[str, str], kind: str, value: str
    ) -> None:
        """`attributes`: those of the formula; `kind` and `value`: those of its stored result."""
        error = value or None if kind == "e" else None
        is_uncalculated = value == "" and kind != "str"  # a formula may well give the empty text
        if len(self.marks) > _MOST_FORMULA_TEXTS and not error and not is_uncalculated:
            self.marks[place] = _FURTHER_FORMULA
            return
        if attributes.get("t") == "shared":
            formula = self._shared_text(place, formula, attributes.get("si", ""), is_uncalculated)
        self.marks[place] = CellMark(f"={formula}", error, is_uncalculated=is_uncalculated)

    def add_error(self, place: Place, error: str) -> None:
        self.marks[place] = CellMark(error=error or None)

    def add_percent(self, place: Place) -> None:
        mark = self.marks.get(place)
        self.marks[place] = replace(mark, is_percent=True) if mark else _PERCENT

    def add_font(self, place: Place, style: int) -> None:
        self.legacy_font[place] = self.styles.legacy_font[style]

    def details(self) -> SheetDetails:
        return SheetDetails(
            (), frozenset(self.hidden_rows), frozenset(self.hidden_columns), self.marks, self.legacy_font
        )

    def _shared_text(self, place: Place, formula: str, number: str, is_shown: bool) -> str:
        if formula:
            self._shared[number] = (formula, place)
            return formula
        shared, first = self._shared.get(number, ("…", place))
        return _moved(shared, first, place) if is_shown else shared


def place_of(letters: bytes, row: int) -> Place:
    """Row and column from 0 of the cell C12."""
    return row - 1, _column(letters) - 1


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Hidden, or of no height or width at all; a collapsed group says hidden too."""
    if attributes.get("hidden") in _TRUE:
        return True
    try:
        return float(attributes.get(size, "1")) == 0
    except ValueError:
        return False


def _moved(formula: str, first: Place, place: Place) -> str:
    """The formula of another cell as it reads in this one."""
    cells = [f"{get_column_letter(column + 1)}{row + 1}" for row, column in (first, place)]
    try:
        return str(Translator(f"={formula}", cells[0]).translate_formula(cells[1]))[1:]
    except (TranslatorError, TokenizerError, ValueError, IndexError):
        return formula
