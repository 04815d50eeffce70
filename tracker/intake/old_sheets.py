"""What the records of an old .xls file tell besides the values of its cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.intake.extent import LAST_COLUMN
from tracker.intake.number_formats import PERCENT_FORMATS, is_legacy_font, is_percent_format
from tracker.intake.old_binary import SHEET_BEGINS, read_records
from tracker.intake.sheet_details import CellMark, Place, SheetDetails

_ENDS = 0x000A
_FONT, _FORMAT, _CELL_FORMAT, _SHEET, _OTHER_BOOK, _MACROS = 0x0031, 0x041E, 0x00E0, 0x0085, 0x01AE, 0x00D3
_ROW, _COLUMNS, _FORMULA, _ERROR = 0x0208, 0x007D, 0x0006, 0x0205
_NUMBER, _RK, _RK_ROW, _TEXT, _SHARED_TEXT, _RICH_TEXT = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD, 0x00D6
_NUMBERS = frozenset({_NUMBER, _RK})
_TEXTS = frozenset({_TEXT, _SHARED_TEXT, _RICH_TEXT})
_NO_HEIGHT = 0x20
_SAME_BOOK, _ADD_IN = 0x0401, 0x3A01  # instead of the length of another file's name
_MACRO_SHEET = 1
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_UNREAD_FORMULA = "=…"  # what it computes is stored in a form of its own
_NO_FONT = 4  # the number that was never given to a font
_NEWER = 0x0600  # version from which texts may take two bytes for each character


@dataclass
class OldBook:
    """The workbook's own records: cell formats by number, where each sheet begins, and what has to be said."""

    is_newer: bool = True
    fonts: list[str] = field(default_factory=list)
    percent_formats: set[int] = field(default_factory=lambda: set(PERCENT_FORMATS))
    formats: list[tuple[int, int]] = field(default_factory=list)  # font and number format of each cell format
    sheets: list[int] = field(default_factory=list)  # in the order of their names
    has_macros: bool = False
    has_links: bool = False

    def is_percent(self, number: int) -> bool:
        return number < len(self.formats) and self.formats[number][1] in self.percent_formats

    def legacy_font(self, number: int) -> str:
        font = self.formats[number][0] if number < len(self.formats) else 0
        at = font - (font > _NO_FONT)
        name = self.fonts[at] if at < len(self.fonts) else ""
        return name if is_legacy_font(name) else ""


def read_old_book(stream: bytes) -> OldBook:
    """Read the records before the sheets; raises struct.error when one is too short."""
    book = OldBook()
    for number, (kind, at, length) in enumerate(read_records(stream)):
        record = stream[at : at + length]
        if number == 0 and length >= 2:
            book.is_newer = struct.unpack_from("<H", record)[0] >= _NEWER
        if kind == _ENDS:
            break
        if kind == _FONT:
            book.fonts.append(_short_text(record, 14, book.is_newer))
        elif kind == _FORMAT:
            code = _format_code(record, book.is_newer)
            change = book.percent_formats.add if is_percent_format(code) else book.percent_formats.discard
            change(struct.unpack_from("<H", record)[0])
        elif kind == _CELL_FORMAT:
            book.formats.append(struct.unpack_from("<HH", record))
        elif kind == _SHEET:
            begins, _, sheet_type = struct.unpack_from("<LBB", record)
            book.sheets.append(begins)
            book.has_macros |= sheet_type == _MACRO_SHEET
        elif kind == _OTHER_BOOK:
            book.has_links |= struct.unpack_from("<H", record, 2)[0] not in {_SAME_BOOK, _ADD_IN}
        elif kind == _MACROS:
            book.has_macros = True
    return book


def read_old_sheet(stream: bytes, book: OldBook, begins: int) -> SheetDetails:
    """Details without merged ranges of the sheet that begins here; raises struct.error as above."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    marks: dict[Place, CellMark] = {}
    fonts: dict[Place, str] = {}
    depth = 0  # a chart inside a sheet begins and ends as a sheet does
    for kind, at, length in read_records(stream, begins):
        depth += (kind == SHEET_BEGINS) - (kind == _ENDS)
        if depth <= 0:
            break
        if depth > 1:
            continue
        record = stream[at : at + length]
        if kind == _ROW:
            if struct.unpack_from("<H", record, 12)[0] & _NO_HEIGHT:
                hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<5H", record)
            if flags & 1 or not width:
                hidden_columns.update(range(first, min(last + 1, LAST_COLUMN)))
        else:
            for place, mark, font in _cells(kind, record, book):
                if mark:
                    marks[place] = mark
                if font:
                    fonts[place] = font
    return SheetDetails((), frozenset(hidden_rows), frozenset(hidden_columns), marks, fonts)


def _cells(kind: int, record: bytes, book: OldBook) -> Iterator[tuple[Place, CellMark | None, str]]:
    """Mark and old font of the cells of one record."""
    if kind in _NUMBERS or kind in _TEXTS or kind in {_FORMULA, _ERROR}:
        row, column, form = struct.unpack_from("<3H", record)
        font = book.legacy_font(form) if kind in _TEXTS else ""
        yield (row, column), _mark(kind, record, book.is_percent(form)), font
    elif kind == _RK_ROW:
        row, first = struct.unpack_from("<HH", record)
        for number in range((len(record) - 6) // 6):
            if book.is_percent(struct.unpack_from("<H", record, 4 + 6 * number)[0]):
                yield (row, first + number), _PERCENT, ""


_PERCENT = CellMark(is_percent=True)
_FORMULAS = {
    is_percent: CellMark(formula=_UNREAD_FORMULA, is_percent=is_percent) for is_percent in (False, True)
}


def _mark(kind: int, record: bytes, is_percent: bool) -> CellMark | None:
    if kind == _ERROR and record[7]:
        return CellMark(error=_ERRORS.get(record[6], "#N/A"))
    if kind == _FORMULA:
        is_error = record[12:14] == b"\xff\xff" and record[6] == 2
        error = _ERRORS.get(record[8], "#N/A") if is_error else None
        return CellMark(_UNREAD_FORMULA, error, is_percent) if error else _FORMULAS[is_percent]
    return _PERCENT if is_percent else None


def _short_text(record: bytes, at: int, is_newer: bool) -> str:
    """A text behind its length in one byte."""
    return _text(record[at + 1 :], record[at], is_newer)


def _format_code(record: bytes, is_newer: bool) -> str:
    if is_newer:
        return _text(record[4:], struct.unpack_from("<H", record, 2)[0], is_newer)
    return _short_text(record, 2, is_newer)


def _text(content: bytes, characters: int, is_newer: bool) -> str:
    if not is_newer:
        return content[:characters].decode("latin-1")
    if content[0] & 1:
        return content[1 : 1 + 2 * characters].decode("utf-16-le", "replace")
    return content[1 : 1 + characters].decode("latin-1")
