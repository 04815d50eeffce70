"""What the XML of one .xlsx sheet tells besides the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape

from tracker.intake.extent import column_number
from tracker.intake.markup import MarkupHandler, RefusedMarkup, read_markup
from tracker.intake.office_marks import OfficeMarks, place_of
from tracker.intake.office_styles import Styles
from tracker.intake.plain_cells import MOST_PLAIN_TAGS, NotPlain, PartSigns, cut_at_tags
from tracker.intake.sheet_details import SheetDetails

_TEXT_KINDS = frozenset({"s", "str", "inlineStr"})
_CELL = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
_COLUMNS = re.compile(rb"<col\s([^>]*)>")
_ROW = re.compile(rb"""<row\s(?=[^>]*?(?:\bhidden=["'](?:1|t)|\bht=["']0))([^>]*)>""")
_BEGINS_FORMULA = re.compile(rb"<f[ />\t\r\n]")
_FORMULA_CELL = re.compile(
    _CELL + rb"([^>]*)><f([^>]*?)(?:/>|>([^<]*)</f\s*>)(?:<v[^>]*?(?:/>|>([^<]*)</v\s*>))?"
)
_ERROR_CELL = re.compile(_CELL + rb"""([^>]*?\bt=["']e["'][^>]*)(?<!/)><v[^>]*>([^<]*)</v""")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def read_office_details(
    pieces: Callable[[], Iterable[bytes]], signs: PartSigns, styles: Styles
) -> SheetDetails:
    """Details without merged ranges; `signs` are those of the same part. Never raises for a part that was scanned."""
    try:
        if not signs.is_plain:
            raise NotPlain
        return _read_plainly(pieces(), signs, styles)
    except NotPlain:
        return _read_exactly(pieces(), styles)


def _read_plainly(pieces: Iterable[bytes], signs: PartSigns, styles: Styles) -> SheetDetails:
    marks = OfficeMarks(styles)
    is_in_cells = False
    percent, legacy = _cells_of(styles.percent), _cells_of(styles.legacy_font)
    says_more = signs.hides_rows or signs.has_formulas or signs.has_errors or percent or legacy
    for text in cut_at_tags(pieces, b"<c "):
        if not is_in_cells:
            head, tag, _ = text.partition(b"<sheetData")
            is_in_cells = bool(tag)
            for found in _COLUMNS.finditer(head):
                marks.add_columns(_attributes(found[1]))
        if is_in_cells and not says_more:
            break
        if signs.hides_rows:
            _add_rows(marks, text)
        if signs.has_formulas:
            _add_formulas(marks, text)
        if signs.has_errors:
            for found in _ERROR_CELL.finditer(text):
                marks.add_error(_place(found), _text(found[4]))
        for found in percent.finditer(text) if percent else ():
            marks.add_percent(_place(found))
        for found in legacy.finditer(text) if legacy else ():
            if _attributes(found[0]).get("t") in _TEXT_KINDS:
                marks.add_font(_place(found), int(found[3]))
    return marks.details()


def _cells_of(styles: Iterable[int]) -> re.Pattern[bytes] | None:
    """Finds the cells of these styles that are not empty."""
    numbers = "|".join(map(str, sorted(styles)))
    return re.compile(_CELL + rb'[^>]*?\bs="(%s)"[^>]*(?<!/)>' % numbers.encode()) if numbers else None


def _add_rows(marks: OfficeMarks, text: bytes) -> None:
    for found in _ROW.finditer(text):
        attributes = _attributes(found[1])
        if not attributes.get("r", "").isdecimal():
            raise NotPlain
        marks.add_row(int(attributes["r"]), attributes)


def _add_formulas(marks: OfficeMarks, text: bytes) -> None:
    left = len(_BEGINS_FORMULA.findall(text))
    for found in _FORMULA_CELL.finditer(text):
        letters, row, cell, said, formula, value = found.groups(b"")
        left -= 1
        marks.add_formula(
            place_of(letters, int(row)),
            _text(formula),
            _attributes(said) if b"shared" in said else {},
            _attributes(cell).get("t", "") if b"t=" in cell else "",
            _text(value),
        )
    if left:
        raise NotPlain


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return place_of(found[1], int(found[2]))


def _attributes(tag: bytes) -> dict[str, str]:
    return {found[1].decode(): _text(found[2] or found[3] or b"") for found in _ATTRIBUTE.finditer(tag)}


def _text(markup: bytes) -> str:
    text = markup.decode("utf-8", "replace")
    return unescape(text) if "&" in text else text


def _read_exactly(pieces: Iterable[bytes], styles: Styles) -> SheetDetails:
    reader = _SheetReader(OfficeMarks(styles))
    try:
        read_markup(pieces, reader, MOST_PLAIN_TAGS)
    except RefusedMarkup:
        return SheetDetails()  # its values were read; only its marks are out of order
    return reader.marks.details()


class _SheetReader(MarkupHandler):
    """Handlers for any way of writing the XML; a row or cell without a number follows the one before."""

    def __init__(self, marks: OfficeMarks) -> None:
        self.marks = marks
        self.row = self.column = 0
        self.cell: Mapping[str, str] = {}
        self.formula: Mapping[str, str] | None = None
        self.texts = {"f": "", "v": "", "t": ""}
        self.inside = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.inside = tag
        if tag == "col":
            self.marks.add_columns(attributes)
        elif tag == "row":
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
            self.marks.add_row(self.row, attributes)
        elif tag == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", "").strip())
            self.column = column_number(reference[1]) if reference else self.column + 1
            self.row = int(reference[2]) if reference else self.row
            self.cell, self.formula, self.texts = attributes, None, {"f": "", "v": "", "t": ""}
        elif tag == "f":
            self.formula = attributes

    def text_read(self, data: str) -> None:
        if self.inside in self.texts:
            self.texts[self.inside] += data

    def end(self, tag: str) -> None:
        self.inside = ""
        if tag != "c":
            return
        place, kind = (self.row - 1, self.column - 1), self.cell.get("t", "")
        if self.formula is not None:
            self.marks.add_formula(place, self.texts["f"], self.formula, kind, self.texts["v"])
        elif kind == "e":
            self.marks.add_error(place, self.texts["v"])
        if self.formula is None and not (self.texts["v"] or self.texts["t"]):
            return
        style = int(self.cell.get("s") or 0)
        if style in self.marks.styles.percent:
            self.marks.add_percent(place)
        if style in self.marks.styles.legacy_font and kind in _TEXT_KINDS:
            self.marks.add_font(place, style)
