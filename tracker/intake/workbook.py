"""An opened workbook: its cells as numbers and text, and what only the file's own marks tell about them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import python_calamine

from tracker.intake.container import Container, open_container
from tracker.intake.delimited import SHEET, read_delimited
from tracker.intake.extent import TooManyCells, check_extent, check_text
from tracker.intake.file_marks import FileMarks, NoMarks, OfficeMarks, OldBinaryMarks, OpenDocumentMarks
from tracker.intake.finding import Finding
from tracker.intake.markup import TooMuchText
from tracker.intake.sheet_cells import SheetCells
from tracker.intake.sheet_details import CellMark, Merged, Place, SheetDetails, cell_name, within

__all__ = ["CellMark", "SheetCells", "SheetDetails", "Workbook", "cell_name", "open_workbook"]

_VISIBLE = python_calamine.SheetVisibleEnum.Visible


@dataclass(frozen=True)
class Workbook:
    """Sheets by name, each as rows of cells from A1 on."""

    content: bytes
    kind: str  # xlsx, xlsm, xls, ods, csv
    sheets: Mapping[str, SheetCells] = field(default_factory=dict)
    hidden_sheets: frozenset[str] = frozenset()
    notices: tuple[Finding, ...] = ()  # warnings about the file as a whole
    _marks: FileMarks = field(default_factory=NoMarks, repr=False, compare=False)
    _merged: Mapping[str, Merged] = field(default_factory=dict, repr=False, compare=False)
    _known: dict[str, SheetDetails] = field(default_factory=dict, repr=False, compare=False)

    def details(self, sheet: str) -> SheetDetails:
        """Merged ranges, hidden rows and columns, and the marks of cells; read once, when first asked for."""
        if sheet not in self._known:
            found = self._marks.details(sheet)
            cells = self.sheets.get(sheet)
            merged = self._merged.get(sheet, found.merged)
            self._known[sheet] = within(replace(found, merged=merged), *(cells.shape if cells else (0, 0)))
        return self._known[sheet]

    def marks(self, sheet: str) -> Mapping[Place, CellMark]:
        """Formulas, Excel errors and per cent formats of a sheet's cells."""
        return self.details(sheet).marks


def open_workbook(content: bytes, filename: str = "") -> Workbook | Finding:
    """The workbook in these bytes, or the one finding that says why there is none; the name is only a hint."""
    container = open_container(content)
    if container.refusal is not None:
        return container.refusal
    try:
        if container.kind is None:
            return _read_text(content, filename)
        opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _read(content, container, opened)
    except TooManyCells as error:
        return Finding("too_many_cells", None, {"sheet": error.place, "cell": str(error)})
    except TooMuchText as error:
        return Finding("too_much_text", None, error.megabytes)
    except python_calamine.PasswordError:
        return Finding("encrypted_file")
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # A panic of the reader is no Exception, and yet the fault of the sender's file.
    except BaseException as error:  # noqa: BLE001
        is_password = "password" in str(error).lower() or "encrypt" in str(error).lower()
        return Finding("encrypted_file" if is_password else "truncated_file")


def _read_text(content: bytes, filename: str) -> Workbook | Finding:
    read = read_delimited(content, filename)
    if isinstance(read, Finding):
        return read
    return Workbook(content, "csv", {SHEET: read.cells}, notices=read.notices)


def _read(content: bytes, container: Container, opened: python_calamine.CalamineWorkbook) -> Workbook:
    sheets, merged = _read_sheets(opened)
    hidden = {sheet.name for sheet in opened.sheets_metadata if sheet.visible != _VISIBLE}
    marks: FileMarks = NoMarks()
    if container.kind == "xls":
        marks = OldBinaryMarks(content, opened.sheet_names)
    elif container.package and container.kind == "ods":
        marks = OpenDocumentMarks(container.package)
    elif container.package:
        marks = OfficeMarks(container.package, container.signs, has_macros=container.kind == "xlsm")
    book = Workbook(content, container.kind or "", sheets, frozenset(hidden), (), marks, merged)
    return replace(book, notices=tuple(marks.notices(book.details)))


def _read_sheets(opened: python_calamine.CalamineWorkbook) -> tuple[dict[str, SheetCells], dict[str, Merged]]:
    """Raises TooManyCells or TooMuchText: many names may stand for one part, which then is read as often."""
    sheets: dict[str, SheetCells] = {}
    merged: dict[str, Merged] = {}
    cells = text = 0
    for name in opened.sheet_names:
        sheet = opened.get_sheet_by_name(name)
        height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
        try:
            check_extent(height, width, cells)
        except TooManyCells as error:
            error.place = name
            raise
        cells += height * width
        left = sheet.start[1] if sheet.start else 0
        sheets[name] = SheetCells(sheet.iter_rows(), height, width - left, left)
        if sheet.merged_cell_ranges is not None:
            merged[name] = tuple((*first, *last) for first, last in sheet.merged_cell_ranges)
        if len(opened.sheet_names) > 1:
            text += sum(map(len, sheets[name].texts()))
            check_text(text)
    return sheets, merged
