"""How far the cells of a packed workbook reach: its XML read piece by piece, before a reader holds it whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.parsers import expat

LAST_ROW, LAST_COLUMN = 100_000, 500  # readers hold the whole rectangle up to the last cell in memory
MOST_CELLS = 5_000_000
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
# As nearly every program writes its cells; whatever is written otherwise is left to the slower, exact scan.
_PLAIN_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_OTHER_CELL = re.compile(rb"<(?:[^\s<>/]*:c[\s/>]|c[\t\r\n/>]|!doctype)|\x00", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_LONGEST_TAG = 2**20  # bytes
_SHOWS_CONTENT = frozenset({"value", "value-type", "formula", "date-value", "time-value", "string-value"})


class TooManyCells(Exception):
    """The rectangle of the cells is larger than a reader may hold; the message says how far it reaches."""


class ForbiddenMarkup(Exception):
    """The part declares a document type, where entities that grow are declared."""


class BrokenMarkup(Exception):
    """The part is not well-formed XML, or its cells are numbered with what is no number."""


def check_extent(row: int, column: int, before: int = 0) -> None:
    """Raises TooManyCells; `row` and `column`: the last ones of a sheet, `before`: cells of the sheets before."""
    if row > LAST_ROW or column > LAST_COLUMN or before + row * column > MOST_CELLS:
        raise TooManyCells(f"dòng {row}, cột {column}")


class _Extent:
    """The last row and column with content, both counted from 1."""

    row = column = before = 0

    def reach(self, row: int, column: int) -> None:
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            self.check()

    def check(self) -> None:
        check_extent(self.row, self.column, self.before)


class _OfficeSheet(_Extent):
    """Cells of a worksheet part: <c r="C12"><v>, or counted where the writer left out `r`."""

    at_row = at_column = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag in {"v", "is", "f"}:
            self.reach(self.at_row, self.at_column)
        elif tag == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", "").strip())
            if reference:
                self.at_column, self.at_row = _column_number(reference[1]), int(reference[2])
            else:
                self.at_column += 1
        elif tag == "row":
            self.at_row = _count(attributes.get("r"), self.at_row + 1)
            self.at_column = 0

    def end(self, name: str) -> None:
        """Nothing ends that was not counted at its start."""


class _OpenDocumentSheets(_Extent):
    """Cells of content.xml, where one element may stand for many rows or columns."""

    at_row = at_column = 0
    repeated_rows = repeated_columns = 1
    width = 0  # of the row so far, up to its last cell with content
    is_in_cell = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(":")[2]
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag in {"table-cell", "covered-table-cell"}:
            self.is_in_cell = True
            self.at_column += _count(plain.get("number-columns-repeated"), 1)
            if _SHOWS_CONTENT & plain.keys():
                self.width = self.at_column
        elif tag == "table-row":
            self.repeated_rows = _count(plain.get("number-rows-repeated"), 1)
            self.at_column = self.width = 0
        elif tag == "table":
            self.check()
            self.before += self.row * self.column
            self.at_row = self.row = self.column = 0
        elif self.is_in_cell:
            self.width = self.at_column

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in {"table-cell", "covered-table-cell"}:
            self.is_in_cell = False
        elif tag == "table-row":
            self.at_row += self.repeated_rows
            if self.width:
                self.reach(self.at_row, self.width)


def is_plainly_small(pieces: Iterable[bytes]) -> bool:
    """Whether every cell of a worksheet part states where it is and all lie within the limits.

    False says only that the part needs `scan_markup`. Reads `pieces` to their end when True.
    """
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    kept = b""
    for piece in pieces:
        text = kept + piece
        cut = text.rfind(b"<")
        text, kept = text[: max(cut, 0)], text[max(cut, 0) :]
        if len(kept) > _LONGEST_TAG or not _is_plain(text, rows, columns):
            return False
    if not _is_plain(kept, rows, columns):
        return False
    last_row = max(map(int, rows), default=0)
    last_column = max((_column_number(letters.decode()) for letters in columns), default=0)
    return last_row <= LAST_ROW and last_column <= LAST_COLUMN and last_row * last_column <= MOST_CELLS


def _is_plain(text: bytes, rows: set[bytes], columns: set[bytes]) -> bool:
    found = _PLAIN_ROW.findall(text)
    if len(found) != text.count(b"<c ") or _OTHER_CELL.search(text) or _ENCODING.search(text):
        return False
    rows.update(found)
    columns.update(_PLAIN_COLUMN.findall(text))
    return True


def scan_markup(pieces: Iterable[bytes], *, is_open_document: bool) -> None:
    """Read one XML part; raises TooManyCells, ForbiddenMarkup or BrokenMarkup, whatever the part is named."""
    extent = _OpenDocumentSheets() if is_open_document else _OfficeSheet()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = extent.start, extent.end
    parser.StartDoctypeDeclHandler = _forbid
    if not is_open_document:
        parser.EndElementHandler = None
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenMarkup(str(error)) from error
    extent.check()


def _forbid(*_: object) -> None:
    raise ForbiddenMarkup


def _count(text: str | None, default: int) -> int:
    return int(text) if text else default


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
