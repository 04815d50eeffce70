"""What content.xml of an .ods tells besides the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.intake.extent import LAST_COLUMN, LAST_ROW, MOST_CELLS
from tracker.intake.markup import MarkupHandler, RefusedMarkup, read_markup
from tracker.intake.number_formats import is_legacy_font
from tracker.intake.sheet_details import CellMark, Place, SheetDetails

_HIDDEN = frozenset({"collapse", "filter"})
_TEXT_KEPT = 100  # characters: enough for the name of an error
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+")
_SAME_SHEET = re.compile(r"\[\.([^\]]+)\]")  # [.B2] is B2
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def read_open_document(pieces: Iterable[bytes]) -> dict[str, SheetDetails]:
    """Details by sheet; nothing when the part is out of order."""
    reader = _Reader()
    try:
        read_markup(pieces, reader)
    except RefusedMarkup:
        return {}
    return {name: sheet.details() for name, sheet in reader.sheets.items()}


class _Sheet:
    def __init__(self) -> None:
        self.row = self.column = self.columns = 0
        self.repeated_rows = 1
        self.room = MOST_CELLS  # marks of cells that stand for many
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.column_styles: list[str] = []  # up to the last column that readers take
        self.marks: dict[Place, CellMark] = {}
        self.legacy_font: dict[Place, str] = {}

    def add_columns(self, attributes: Mapping[str, str]) -> None:
        count = _repeated(attributes, "columns")
        last = min(self.columns + count, LAST_COLUMN)
        if attributes.get("visibility") in _HIDDEN:
            self.hidden_columns.update(range(self.columns, last))
        self.column_styles += [attributes.get("default-cell-style-name", "")] * (last - self.columns)
        self.columns = max(last, self.columns)

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        self.repeated_rows, self.column = _repeated(attributes, "rows"), 0
        if attributes.get("visibility") in _HIDDEN:
            self.hidden_rows.update(range(self.row, min(self.row + self.repeated_rows, LAST_ROW)))

    def style_of(self, attributes: Mapping[str, str]) -> str:
        inherited = self.column_styles[self.column] if self.column < len(self.column_styles) else ""
        return attributes.get("style-name") or inherited

    def add_cell(self, attributes: Mapping[str, str], mark: CellMark | None, font: str) -> None:
        """The cell at hand, and as many like it as it stands for."""
        count = _repeated(attributes, "columns")
        down, right = (int(attributes.get(f"number-{side}-spanned") or 1) for side in ("rows", "columns"))
        if down > 1 or right > 1:
            self.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        if mark or font:
            self.room -= count * self.repeated_rows
            if self.room < 0:
                raise ValueError("more cells than were found before")
        for row in range(self.row, self.row + self.repeated_rows) if mark or font else ():
            for column in range(self.column, self.column + count):
                if mark:
                    self.marks[row, column] = mark
                if font:
                    self.legacy_font[row, column] = font
        self.column += count

    def details(self) -> SheetDetails:
        return SheetDetails(
            tuple(self.merged),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.marks,
            self.legacy_font,
        )


class _Reader(MarkupHandler):
    """Handlers of the parser: styles come before the sheets that use them."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self.sheet: _Sheet | None = None
        self.faces: dict[str, str] = {}  # font name by the name of its declaration
        self.fonts: dict[str, str] = {}  # old font by cell style
        self.style = ""
        self.cell: Mapping[str, str] | None = None
        self.types: set[str] = set()  # of the cell's value: one for readers, one for programs of one maker
        self.text = ""
        self.is_in_note = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self.sheet is None:
            self._start_outside(tag, plain)
        elif tag == "table-column":
            self.sheet.add_columns(plain)
        elif tag == "table-row":
            self.sheet.begin_row(plain)
        elif tag in _CELLS:
            types = {value for key, value in attributes.items() if key.endswith(":value-type")}
            self.cell, self.types, self.text = plain, types, ""
        elif tag == "annotation":
            self.is_in_note = True

    def _start_outside(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.sheet = self.sheets.setdefault(attributes.get("name", ""), _Sheet())
        elif tag == "font-face":
            self.faces[attributes.get("name", "")] = attributes.get("font-family", "").strip("'\"")
        elif tag == "style":
            self.style = attributes.get("name", "") if attributes.get("family") == "table-cell" else ""
        elif tag == "text-properties" and self.style:
            face = attributes.get("font-name", "")
            font = attributes.get("font-family") or self.faces.get(face) or face
            if is_legacy_font(font):
                self.fonts[self.style] = font

    def text_read(self, data: str) -> None:
        if self.cell is not None and not self.is_in_note and len(self.text) < _TEXT_KEPT:
            self.text += data

    def end(self, tag: str) -> None:
        if self.sheet is None:
            return
        if tag == "table":
            self.sheet = None
        elif tag == "table-row":
            self.sheet.row += self.sheet.repeated_rows
        elif tag in _CELLS and self.cell is not None:
            is_text = "string" in self.types and bool(self.text.strip())
            font = self.fonts.get(self.sheet.style_of(self.cell), "") if is_text else ""
            self.sheet.add_cell(self.cell, _mark(self.cell, self.types, self.text.strip()), font)
            self.cell = None
        elif tag == "annotation":
            self.is_in_note = False


def _mark(cell: Mapping[str, str], types: set[str], text: str) -> CellMark | None:
    formula = _SAME_SHEET.sub(r"\1", cell.get("formula", "").partition(":")[2]) or None
    # Some programs store 0 as the result of a formula that shows an error.
    is_error = "error" in types or (formula is not None and _ERROR.fullmatch(text) is not None)
    is_uncalculated = formula is not None and not types and not text
    is_percent = "percentage" in types
    if not (formula or is_error or is_percent):
        return None
    return CellMark(formula, text if is_error else None, is_percent, is_uncalculated)


def _repeated(attributes: Mapping[str, str], what: str) -> int:
    return int(attributes.get(f"number-{what}-repeated") or 1)
