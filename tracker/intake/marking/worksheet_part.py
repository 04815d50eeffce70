"""One worksheet of an Office workbook: the rows that change are parsed, the others stay the bytes they were."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from tracker.intake.marking.marks import Cell, cell_reference, column_number
from tracker.intake.marking.markup import (
    NotMarkable,
    local_name,
    namespace,
    parse_part,
    plain_markup,
    write_part,
)
from tracker.intake.marking.row_table import RowTable
from tracker.words.marking_texts import OUT_OF_ORDER, TOO_LARGE_TO_MARK

_OPENING = re.compile(rb"""<((?:[\w.-]+:)?)sheetData(?=[\s/>])((?:[^<>"']++|"[^"<]*"|'[^'<]*')*+)>""")
_ROOT = re.compile(rb"""<(?:[\w.-]+:)?worksheet(?=[\s/>])(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+>""")
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*")
_DEFAULT_WIDTH, _WIDEST = 9.14, 255.0  # characters
_MOST_CELLS = 16_384  # in a row of Excel's
_MOST_COMPARED = 5_000_000  # merged ranges against marked cells
_AFTER_COMMENTS = {  # what follows legacyDrawing in a worksheet
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}  # fmt: skip


class WorksheetPart:
    """`root` is the sheet without its rows. Raises NotMarkable for what is no plain worksheet."""

    def __init__(self, content: bytes) -> None:
        content = plain_markup(content)
        opening, root = _OPENING.search(content), _ROOT.search(content)
        if opening is None or root is None or _OPENING.search(content, opening.end()):
            raise NotMarkable(OUT_OF_ORDER)
        self._mark = b"@rows@"
        while self._mark in content:
            self._mark += b"@"
        prefix, is_empty = opening[1], opening[0].endswith(b"/>")
        closing = b"</" + prefix + b"sheetData"
        end = opening.end() if is_empty else content.find(closing, opening.end())
        if end < 0:
            raise NotMarkable(OUT_OF_ORDER)
        start_tag = opening[0][:-2].rstrip() + b">" if is_empty else opening[0]
        tail = closing + b">" + content[end:] if is_empty else content[end:]
        self.root = parse_part(content[: opening.start()] + start_tag + self._mark + tail)
        if local_name(self.root) != "worksheet" or self.root.find("{*}sheetData") is None:
            raise NotMarkable(OUT_OF_ORDER)
        self.namespace = namespace(self.root)
        self._rows = RowTable(b"" if is_empty else content[opening.end() : end], prefix)
        self._before, self._after = root[0] + start_tag, closing + b"></" + _tag_name(root[0]) + b">"
        self._open: dict[int, etree._Element] = {}
        self._known: dict[int, dict[int, etree._Element]] = {}  # the cells of the open rows
        self._places: dict[int, tuple[int, int]] = {}

    def open_rows(self, wanted: Iterable[int]) -> None:
        """Parse these rows, once; one that is not there is made."""
        self._places = self._rows.find(wanted)
        known = {number: span for number, span in self._places.items() if span[0] < span[1]}
        pieces = [self._rows.body[start:end] for start, end in known.values()]
        parsed = parse_part(b"".join([self._before, *pieces, self._after]))[0]
        rows = list(parsed)
        if len(rows) != len(known) or any(namespace(row) != self.namespace for row in rows):
            raise NotMarkable(OUT_OF_ORDER)
        self._open = dict(zip(known, rows, strict=True))
        for number in self._places.keys() - known.keys():
            self._open[number] = etree.SubElement(parsed, f"{{{self.namespace}}}row", r=str(number))

    def find_cell(self, cell: Cell) -> etree._Element | None:
        """The cell, whose row was opened; None where the sheet says nothing about it."""
        return self._cells(cell[0]).get(cell[1])

    def make_cell(self, cell: Cell) -> etree._Element:
        """A cell that was not there, in its place and with the style that shows there."""
        row, cells = self._open[cell[0]], self._cells(cell[0])
        made = etree.Element(f"{{{self.namespace}}}c", r=cell_reference(cell))
        style = self.default_style(cell)
        if style:
            made.set("s", str(style))
        for column, element in cells.items():
            if element.get("r") is None:
                element.set("r", cell_reference((cell[0], column)))
        later = min((column for column in cells if column > cell[1]), default=None)
        if later is not None:
            cells[later].addprevious(made)
        else:
            row.append(made)
        cells[cell[1]] = made
        row.attrib.pop("spans", None)
        self._reach(cell)
        return made

    def drop_cell(self, element: etree._Element) -> None:
        row = element.getparent()
        if row is not None:
            row.remove(element)

    def default_style(self, cell: Cell) -> int:
        """The style of a cell that says none: its row's, else its column's."""
        row = self._open[cell[0]]
        if row.get("customFormat") in {"1", "true"}:
            return _number(row.get("s"))
        for element in self.root.iterfind("{*}cols/{*}col"):
            if _number(element.get("min")) <= cell[1] <= _number(element.get("max")):
                return _number(element.get("style"))
        return 0

    def origins(self, cells: Iterable[Cell]) -> dict[Cell, Cell]:
        """The top left cell of the merged range that each of the cells lies in."""
        wanted = set(cells)
        found: dict[Cell, Cell] = {}
        compared = 0
        for element in self.root.iterfind("{*}mergeCells/{*}mergeCell"):
            span = _read_range(element.get("ref") or "")
            compared += len(wanted)
            if compared > _MOST_COMPARED:
                raise NotMarkable(TOO_LARGE_TO_MARK)
            if span is None:
                continue
            (top, left), (bottom, right) = span
            inside = {cell for cell in wanted if top <= cell[0] <= bottom and left <= cell[1] <= right}
            found |= dict.fromkeys(inside, (top, left))
            wanted -= inside
        return found

    def row_height(self, number: int) -> float:
        """Points."""
        return self._rows.height(number)

    def column_width(self, number: int) -> float:
        """Characters; 0 for a hidden column."""
        for element in self.root.iterfind("{*}cols/{*}col"):
            if _number(element.get("min")) <= number <= _number(element.get("max")):
                return 0.0 if element.get("hidden") in {"1", "true"} else _width(element.get("width"))
        return _DEFAULT_WIDTH

    def deselect(self) -> None:
        """Two sheets selected at once would both take what is typed."""
        for view in self.root.iterfind("{*}sheetViews/{*}sheetView"):
            view.attrib.pop("tabSelected", None)

    def set_comments_drawing(self, relationship: str | None, relationship_namespace: str) -> None:
        """Put or take out the element that leads to the comments' shapes."""
        element = self.root.find("{*}legacyDrawing")
        if relationship is None:
            if element is not None:
                self.root.remove(element)
            return
        if element is None:
            element = etree.Element(f"{{{self.namespace}}}legacyDrawing", nsmap={"r": relationship_namespace})
            later = [one for one in self.root if _place_name(one) in _AFTER_COMMENTS]
            if later:
                later[0].addprevious(element)
            else:
                self.root.append(element)
        element.set(f"{{{relationship_namespace}}}id", relationship)

    def to_bytes(self) -> bytes:
        rows = [*self._open.values()]
        body = self._rows.body
        if rows:
            parsed, mark = rows[0].getparent(), self._mark.decode()
            parsed.text = mark
            for row in parsed:
                row.tail = mark
            written = etree.tostring(parsed.getroottree(), encoding="UTF-8").split(self._mark)[1:-1]
            by_row = {id(row): text for row, text in zip(parsed, written, strict=True)}
            body = self._rows.with_rows(
                [(self._places[number], by_row[id(row)]) for number, row in sorted(self._open.items())]
            )
        return write_part(self.root).replace(self._mark, body, 1)

    def _cells(self, number: int) -> dict[int, etree._Element]:
        """By their columns; cells that do not say where they are follow the one before."""
        if number not in self._known:
            row, column = self._open[number], 0
            if len(row) > _MOST_CELLS:
                raise NotMarkable(TOO_LARGE_TO_MARK)
            known: dict[int, etree._Element] = {}
            for element in row.iterfind(f"{{{self.namespace}}}c"):
                stated = _REFERENCE.fullmatch(element.get("r") or "")
                column = column_number(stated[1]) if stated else column + 1
                known.setdefault(column, element)
            self._known[number] = known
        return self._known[number]

    def _reach(self, cell: Cell) -> None:
        """Let the stated extent of the sheet hold the cell."""
        element = self.root.find("{*}dimension")
        span = _read_range(element.get("ref") or "") if element is not None else None
        if element is None or span is None:
            return
        first = min(span[0][0], cell[0]), min(span[0][1], cell[1])
        last = max(span[1][0], cell[0]), max(span[1][1], cell[1])
        element.set("ref", f"{cell_reference(first)}:{cell_reference(last)}")


def _tag_name(tag: bytes) -> bytes:
    return re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _width(text: str | None) -> float:
    try:
        return min(float(text or ""), _WIDEST)
    except ValueError:
        return _DEFAULT_WIDTH


def deselected(content: bytes) -> bytes:
    """A sheet's bytes without the sign that it is selected; its rows are not looked at."""
    content = plain_markup(content)
    opening = _OPENING.search(content)
    end = opening.start() if opening else len(content)
    return _SELECTED.sub(b"", content[:end]) + content[end:]


def _read_range(text: str) -> tuple[Cell, Cell] | None:
    start, _, end = text.partition(":")
    first, last = _REFERENCE.fullmatch(start), _REFERENCE.fullmatch(end or start)
    if first is None or last is None:
        return None
    return (int(first[2]), column_number(first[1])), (int(last[2]), column_number(last[1]))


def _place_name(element: etree._Element) -> str:
    """An element with an alternative stands where the element inside it stands."""
    if local_name(element) != "AlternateContent":
        return local_name(element)
    inner = [one for choice in element for one in choice]
    return local_name(inner[0]) if inner else ""
