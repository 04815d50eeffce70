"""How far the cells of a packed workbook reach and how much text they hold, before a reader holds it whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tracker.intake.markup import BrokenMarkup, MarkupHandler, TooMuchText, read_markup

LAST_ROW, LAST_COLUMN = 150_000, 500  # readers hold the whole rectangle up to the last cell in memory
MOST_CELLS = 3_000_000
MOST_TEXT = 80 * 2**20  # characters of all cells together: a shared text counts in every cell that shows it
MOST_MERGED = 200_000  # ranges
_LAST_BLANK_ROW, _LAST_BLANK_COLUMN = 1_100_000, 17_000  # readers count empty cells out one by one
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,20})")
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_SHOWS_CONTENT = ("value", "value-type", "formula", "date-value", "time-value", "string-value")


class TooManyCells(Exception):
    """The rectangle of the cells is larger than a reader may hold; the message says how far it reaches."""

    place = ""  # the sheet or part, where it is known


def check_extent(row: int, column: int, before: int = 0) -> None:
    """Raises TooManyCells; `row` and `column`: the last ones of a sheet, `before`: cells of the sheets before."""
    if row > LAST_ROW or column > LAST_COLUMN or before + row * column > MOST_CELLS:
        raise TooManyCells(f"dòng {row}, cột {column}")


def check_text(characters: int) -> None:
    """Raises TooMuchText."""
    if characters > MOST_TEXT:
        raise TooMuchText(characters, MOST_TEXT)


def check_count(values: int, most: int = MOST_CELLS) -> None:
    """Raises TooManyCells: readers hold what is written twice in one place twice."""
    if values > most:
        raise TooManyCells(f"thứ {values}")


def column_number(letters: str) -> int:
    """1 for A."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


class _Extent(MarkupHandler):
    """The last row and column with content, both counted from 1, and the characters of all cells."""

    row = column = before = text = 0

    def reach(self, row: int, column: int) -> None:
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            self.check()

    def check(self) -> None:
        check_extent(self.row, self.column, self.before)
        check_text(self.text)


class _OfficeSheet(_Extent):
    """Cells of a worksheet part: <c r="C12"><v>, or counted where the writer left out `r`."""

    at_row = at_column = values = merged = 0
    kind, value = "", ""
    is_in_value = False

    def __init__(self, shared: Sequence[int]) -> None:
        self.shared = shared  # length of each shared text

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.is_in_value = tag == "v"
        if tag in {"v", "is", "f"}:
            self.reach(self.at_row, self.at_column)
            self.value = ""
            self.values += tag != "f"
            check_count(self.values)
        elif tag == "c":
            self.kind = attributes.get("t", "")
            self._place_cell(attributes.get("r"))
        elif tag == "row":
            self.at_row = _count(attributes.get("r"), self.at_row + 1)
            self.at_column = 0
        elif tag == "mergeCell":
            self.merged += 1
            check_count(self.merged, MOST_MERGED)

    def _place_cell(self, written: str | None) -> None:
        reference = _REFERENCE.fullmatch(written.strip()) if written else None
        if reference:
            self.at_column, self.at_row = column_number(reference[1]), int(reference[2])
        elif written:  # what readers make of it is not known
            raise BrokenMarkup(written)
        else:
            self.at_column += 1

    def text_read(self, data: str) -> None:
        if self.is_in_value and self.kind == "s":
            self.value += data[:20]
        else:
            self.text += len(data)

    def end(self, tag: str) -> None:
        if self.is_in_value and self.kind == "s" and self.value.strip().isdecimal():
            at = int(self.value)
            self.text += self.shared[at] if at < len(self.shared) else 0
            check_text(self.text)
        self.is_in_value = False


class _OpenDocumentSheets(_Extent):
    """Cells of content.xml, where one element may stand for many rows or columns."""

    at_row = at_column = 0
    repeated_rows = repeated_columns = 1
    width = 0  # of the row so far, up to its last cell with content
    cell_text = row_text = 0
    is_in_cell = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _CELLS:
            self._start_cell({key.rpartition(":")[2]: value for key, value in attributes.items()})
        elif tag == "table-row":
            plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            self.repeated_rows = _count(plain.get("number-rows-repeated"), 1)
            self.at_column = self.width = self.row_text = 0
        elif tag == "table":
            self.check()
            self.before += self.row * self.column
            self.at_row = self.row = self.column = 0
        elif self.is_in_cell:
            self.width = self.at_column
            if tag == "s":  # <text:s text:c="9"/>: 9 spaces
                self.cell_text += max([1, *(_count(value, 1) for value in attributes.values())])

    def _start_cell(self, plain: Mapping[str, str]) -> None:
        self.is_in_cell = True
        self.repeated_columns = _count(plain.get("number-columns-repeated"), 1)
        self.at_column += self.repeated_columns
        check_count(self.at_column, _LAST_BLANK_COLUMN)
        self.cell_text = len(plain.get("string-value", ""))
        if any(key in plain for key in _SHOWS_CONTENT):
            self.width = self.at_column

    def text_read(self, data: str) -> None:
        self.cell_text += len(data)

    def end(self, tag: str) -> None:
        if tag in _CELLS:
            self.is_in_cell = False
            self.row_text += self.cell_text * self.repeated_columns
        elif tag == "table-row":
            self.at_row += self.repeated_rows
            self.text += self.row_text * self.repeated_rows
            check_text(self.text)
            check_count(self.at_row, _LAST_BLANK_ROW)
            if self.width:
                self.reach(self.at_row, self.width)


class _SharedTexts(MarkupHandler):
    """How long each shared text is: <si> with its runs."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self.lengths.append(0)
            check_count(len(self.lengths))
        elif tag == "sst":  # readers make room for as many texts as are announced
            for value in attributes.values():
                check_count(int(value) if value.strip().isdecimal() else 0)

    def text_read(self, data: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(data)


def scan_office_sheet(pieces: Iterable[bytes], shared: Sequence[int] = ()) -> int:
    """The characters that the cells of one XML part hold, `shared` being the lengths of the shared texts.

    Raises TooManyCells or what `read_markup` raises, whatever the part is named.
    """
    sheet = _OfficeSheet(shared)
    read_markup(pieces, sheet)
    sheet.check()
    return sheet.text


def scan_open_document(pieces: Iterable[bytes]) -> None:
    """Read one XML part of an .ods; raises as `scan_office_sheet` does."""
    sheets = _OpenDocumentSheets()
    read_markup(pieces, sheets)
    sheets.check()


def scan_shared_texts(pieces: Iterable[bytes]) -> list[int]:
    """The length of each shared text; raises as `scan_office_sheet` does."""
    texts = _SharedTexts()
    read_markup(pieces, texts)
    return texts.lengths


def _count(text: str | None, default: int) -> int:
    number = int(text) if text else default
    if number < 0:
        raise ValueError(text)
    return number
