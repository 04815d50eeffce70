"""The rows of one table of an OpenDocument sheet: one element may stand for many rows or cells, and is split."""

from __future__ import annotations

import copy
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable

from lxml import etree

from tracker.intake.marking.marks import Cell
from tracker.intake.marking.markup import NotMarkable, local_name, parse_part
from tracker.words.marking_texts import OUT_OF_ORDER, TOO_LARGE_TO_MARK

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROW_REPEAT, _CELL_REPEAT = f"{{{TABLE}}}number-rows-repeated", f"{{{TABLE}}}number-columns-repeated"
_ATTRIBUTES = rb"""((?:[^<>"']++|"[^"<]*"|'[^'<]*')*+)"""
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*([0-9]{1,8})\s*["']""")
_DEFAULT_STYLE = re.compile(rb"""default-cell-style-name\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_MOST_ALIKE = 1000  # rows in one element that are looked at one by one
_MOST_ROWS_UP = 20_000  # looked at in one table to find what covers its covered cells
_MOST_CELLS = 2000  # elements in a row; cells with content lie within the first 500 columns


class TableRows:
    """`content`: the bytes of a table element. Rows and columns count from 1."""

    def __init__(self, content: bytes, prefix: bytes, root_tag: bytes) -> None:
        self.content, self._root_tag = content, root_tag
        if b"is-sub-table" in content:
            raise NotMarkable(OUT_OF_ORDER)
        start = rb"<" + re.escape(prefix)
        self._tag = re.compile(start + rb"table-row(?=[\s/>])" + _ATTRIBUTES + rb">")
        self._close = re.compile(rb"</" + re.escape(prefix) + rb"table-row\s*>")
        self._column = re.compile(start + rb"table-column(?=[\s/>])" + _ATTRIBUTES + rb">")
        self._starts, self._firsts = array("Q"), array("Q")
        number = 1
        for found in self._tag.finditer(content):
            self._starts.append(found.start())
            self._firsts.append(number)
            number += _repeat(found[1])
        self._after = number  # the first row that is not there
        if not self._starts:
            raise NotMarkable(OUT_OF_ORDER)
        self._open: dict[int, dict[int, etree._Element]] = {}  # place of the element -> first row -> element
        self._merged: dict[Cell, tuple[int, int]] = {}  # rows and columns of the ranges met so far
        self._rows_left = _MOST_ROWS_UP
        self._added: list[etree._Element] = []
        self._added_until = self._after
        self._column_styles = self._read_column_styles()

    def open_rows(self, wanted: Iterable[int]) -> None:
        """Parse these rows, each as an element of its own; rows below the last one are added."""
        numbers = sorted(set(wanted))
        places = {bisect_right(self._firsts, number) - 1 for number in numbers if number < self._after}
        new = sorted(places - self._open.keys())
        pieces = [self.content[slice(*self._span(at))] for at in new]
        parsed = parse_part(b"".join([self._root_tag, *pieces, b"</", _tag_name(self._root_tag), b">"]))
        rows = list(parsed)
        if len(rows) != len(new):
            raise NotMarkable(OUT_OF_ORDER)
        if any(len(row) > _MOST_CELLS for row in rows):
            raise NotMarkable(TOO_LARGE_TO_MARK)
        self._open |= {at: {self._firsts[at]: row} for at, row in zip(new, rows, strict=True)}
        for number in numbers:
            if number < self._after:
                self._isolate(bisect_right(self._firsts, number) - 1, number)
            else:
                self._add(number)

    @property
    def last(self) -> int:
        return self._after - 1

    def rows_with(self, text: bytes) -> set[int]:
        """Rows whose bytes hold the text."""
        found: set[int] = set()
        at = self.content.find(text)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            first = self._firsts[place]
            after = self._firsts[place + 1] if place + 1 < len(self._firsts) else self._after
            found |= set(range(first, min(after, first + _MOST_ALIKE)))
            at = self.content.find(
                text, self._starts[place + 1] if place + 1 < len(self._starts) else len(self.content)
            )
        return found

    def cells(self, number: int) -> list[tuple[Cell, etree._Element]]:
        """Every cell element of an opened row with the first place it stands at."""
        return [((number, column), element) for column, element in self._columns(number)]

    def find_cell(self, cell: Cell) -> etree._Element:
        """The cell as an element of its own, in a row that was opened."""
        row, column = self._row(cell[0]), 1
        for element in _cells(row):
            count = _count(element.get(_CELL_REPEAT))
            if cell[1] < column + count:
                return _split(element, _CELL_REPEAT, cell[1] - column)
            column += count
        if cell[1] > column:
            _append_cell(row, cell[1] - column)
        return _append_cell(row, 1)

    def origin(self, cell: Cell) -> Cell:
        """The top left cell of the merged range that covers a cell, or the cell itself."""
        if cell[0] >= self._after:
            return cell
        self.open_rows([cell[0]])
        here = self._peek(cell)
        if here is None or local_name(here) != "covered-table-cell":
            return cell
        for (top, left), (high, wide) in self._merged.items():
            if top <= cell[0] < top + high and left <= cell[1] < left + wide:
                return top, left
        for row in range(cell[0], 0, -1):
            self._rows_left -= 1
            if self._rows_left < 0:
                raise NotMarkable(TOO_LARGE_TO_MARK)
            self.open_rows([row])
            for column, element in self._columns(row):
                high, wide = (
                    _count(element.get(f"{{{TABLE}}}number-{what}-spanned")) for what in ("rows", "columns")
                )
                if (
                    column <= cell[1] < column + wide
                    and row <= cell[0] < row + high
                    and (high, wide) != (1, 1)
                ):
                    self._merged[row, column] = high, wide
                    return row, column
        return cell

    def default_style(self, cell: Cell) -> str | None:
        """The style of a cell that names none: its row's, else its column's."""
        of_row = self._row(cell[0]).get(f"{{{TABLE}}}default-cell-style-name")
        if of_row:
            return of_row
        return next((style for last, style in self._column_styles if cell[1] <= last), None)

    def to_bytes(self, mark: bytes) -> bytes:
        """`mark`: bytes that occur nowhere in the document."""
        pieces, done = [], 0
        for at, rows in sorted(self._open.items()):
            start, end = self._span(at)
            pieces += [self.content[done:start], *(self._write(row, mark) for _, row in sorted(rows.items()))]
            done = end
        if self._added:
            end = self._span(len(self._starts) - 1)[1]
            pieces += [self.content[done:end], *(self._write(row, mark) for row in self._added)]
            done = end
        return b"".join([*pieces, self.content[done:]])

    def _write(self, row: etree._Element, mark: bytes) -> bytes:
        """The row alone, without the namespaces that the document declares for it."""
        frame = parse_part(self._root_tag + b"</" + _tag_name(self._root_tag) + b">")
        frame.text = row.tail = mark.decode()
        frame.append(row)
        return etree.tostring(frame, encoding="UTF-8").split(mark)[1]

    def _span(self, at: int) -> tuple[int, int]:
        start = self._starts[at]
        tag = self._tag.match(self.content, start)
        assert tag is not None
        if tag[0].endswith(b"/>"):
            return start, tag.end()
        close = self._close.search(self.content, tag.end())
        if close is None:
            raise NotMarkable(OUT_OF_ORDER)
        return start, close.end()

    def _isolate(self, at: int, number: int) -> None:
        rows = self._open[at]
        first = max(one for one in rows if one <= number)
        element = rows[first]
        count = _count(element.get(_ROW_REPEAT))
        if count == 1:
            return
        before, after = number - first, first + count - 1 - number
        _split(element, _ROW_REPEAT, before)
        rows[number] = element
        if before:
            rows[first] = element.getprevious()
        if after:
            rows[number + 1] = element.getnext()

    def _add(self, number: int) -> None:
        frame = self._added[0].getparent() if self._added else etree.Element("added", nsmap={"table": TABLE})
        if number > self._added_until:
            self._added.append(_new_row(frame, number - self._added_until))
        if number >= self._added_until:
            self._added.append(_new_row(frame, 1))
            self._added_until = number + 1

    def _row(self, number: int) -> etree._Element:
        if number < self._after:
            return self._open[bisect_right(self._firsts, number) - 1][number]
        start = self._after
        for row in self._added:
            if start == number:
                return row
            start += _count(row.get(_ROW_REPEAT))
        raise NotMarkable(OUT_OF_ORDER)

    def _peek(self, cell: Cell) -> etree._Element | None:
        for column, element in self._columns(cell[0]):
            if column <= cell[1] < column + _count(element.get(_CELL_REPEAT)):
                return element
        return None

    def _columns(self, number: int) -> Iterable[tuple[int, etree._Element]]:
        column = 1
        for element in _cells(self._row(number)):
            yield column, element
            column += _count(element.get(_CELL_REPEAT))

    def _read_column_styles(self) -> list[tuple[int, str | None]]:
        """(last column, style) for each run of columns."""
        styles, last = [], 0
        for found in self._column.finditer(self.content, 0, self._starts[0]):
            last += _repeat(found[1])
            named = _DEFAULT_STYLE.search(found[1])
            name = (named[1] or named[2] or b"").decode("utf-8", "replace") if named else None
            styles.append((last, name))
        return styles


def _split(element: etree._Element, key: str, before: int) -> etree._Element:
    """The one element out of a repeated one, after `before` of its likes; the others stand around it."""
    count = _count(element.get(key))
    if count == 1:
        return element
    for number, put in ((before, element.addprevious), (count - before - 1, element.addnext)):
        if number:
            other = copy.deepcopy(element)
            other.tail = None
            _set_count(other, key, number)
            put(other)
    _set_count(element, key, 1)
    return element


def _set_count(element: etree._Element, key: str, count: int) -> None:
    element.attrib.pop(key, None)
    if count > 1:
        element.set(key, str(count))


def _append_cell(row: etree._Element, count: int) -> etree._Element:
    cell = etree.SubElement(row, f"{{{TABLE}}}table-cell")
    _set_count(cell, _CELL_REPEAT, count)
    return cell


def _new_row(frame: etree._Element, count: int) -> etree._Element:
    row = etree.SubElement(frame, f"{{{TABLE}}}table-row")
    _set_count(row, _ROW_REPEAT, count)
    if count > 1:
        _append_cell(row, 1)
    return row


def _cells(row: etree._Element) -> list[etree._Element]:
    return [one for one in row if local_name(one) in {"table-cell", "covered-table-cell"}]


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() else 1


def _repeat(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return max(1, int(found[1])) if found else 1


def _tag_name(tag: bytes) -> bytes:
    return re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
