"""Marks in an Office workbook: fills and comments at the cells, the list in front, the memory behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.intake.finding import Finding
from tracker.intake.marking.cell_styles import CellStyles
from tracker.intake.marking.comments import SheetComments, Threads, free_blocks
from tracker.intake.marking.earlier_marks import remove_marks, style_of
from tracker.intake.marking.marks import MOST_FINDINGS, Cell, Mark, free_colours, make_marks, place_findings
from tracker.intake.marking.memory import Remembered, memory_rows
from tracker.intake.marking.note_box import note_box
from tracker.intake.marking.office_package import OfficePackage
from tracker.intake.marking.result_page import result_page
from tracker.intake.marking.result_sheet import add_result_sheet
from tracker.intake.marking.sheet_writer import write_row
from tracker.intake.marking.workbook_part import SheetEntry, WorkbookPart, free_sheet_name
from tracker.intake.marking.worksheet_part import WorksheetPart, deselected
from tracker.words.marking_texts import MEMORY_SHEET, RESULT_SHEET

_HEAD = 2**16  # bytes of a sheet in which its views are looked for


def mark_office_workbook(content: bytes, findings: Sequence[Finding]) -> tuple[bytes, str]:
    """The marked workbook and the ending of its name; raises NotMarkable."""
    package = OfficePackage(content)
    remove_marks(package, content)
    package.drop_signatures()
    book = WorkbookPart(package)
    styles = CellStyles(package, book.namespace)
    colours = free_colours(styles.uses)
    sheets = book.sheets
    marker = _Marker(package, book, styles, colours)
    placed = place_findings(findings[:MOST_FINDINGS], [one.name for one in sheets if one.is_worksheet])
    for entry in sheets:
        if entry.name in placed and entry.is_worksheet:
            marker.mark_sheet(entry, placed.pop(entry.name))
        elif entry.part:
            _deselect(package, entry.part)
    names = [entry.name for entry in sheets]
    result = free_sheet_name(RESULT_SHEET, names)
    add_result_sheet(book, styles, result, result_page(findings, names), colours)
    memory = free_sheet_name(MEMORY_SHEET, names)
    book.add_sheet(memory, marker.memory_sheet(), is_first=False, state="veryHidden")
    book.settle_kind()
    book.end_sharing()
    styles.save()
    book.save()
    return package.to_bytes(), book.suffix


def office_workbook_without_marks(content: bytes) -> bytes:
    """The same bytes where nothing was marked."""
    package = OfficePackage(content)
    return package.to_bytes() if remove_marks(package, content) else content


class _Marker:
    """Marks sheets one after the other and remembers what stood there."""

    def __init__(
        self, package: OfficePackage, book: WorkbookPart, styles: CellStyles, colours: Mapping[str, str]
    ) -> None:
        self._package, self._book, self._styles, self._colours = package, book, styles, colours
        self._blocks: Iterator[int] = free_blocks(package)
        self._remembered: list[tuple[Remembered, int]] = []

    def mark_sheet(self, entry: SheetEntry, placed: Sequence[tuple[Cell, Finding]]) -> None:
        part = entry.part or ""
        sheet = WorksheetPart(self._package.parts.read(part))
        origins = sheet.origins(cell for cell, _ in placed)
        marks = make_marks(placed, lambda cell: origins.get(cell, cell))
        sheet.open_rows({mark.cell[0] for mark in marks})
        comments = SheetComments(self._package, part, self._book.namespace)
        threads = Threads(self._package, part)
        for mark in marks:
            author = comments.put(mark.cell, mark.text, threads)
            comments.shapes(self._blocks).put(
                mark.cell, *note_box(sheet, mark.cell, comments.text(mark.cell))
            )
            self._fill(entry.name, sheet, mark, author)
        sheet.deselect()
        comments.save(sheet)
        self._package.parts.write(part, sheet.to_bytes())

    def memory_sheet(self) -> bytes:
        texts = memory_rows([one for one, _ in self._remembered], self._colours)
        styles = [0, *(style for _, style in self._remembered)]
        rows = [
            write_row(number, [(at, text, style if at == 3 else 0) for at, text in enumerate(row, 1)])
            for number, (row, style) in enumerate(zip(texts, styles, strict=True), 1)
        ]
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{self._book.namespace}">'
            f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
        ).encode()

    def _fill(self, sheet_name: str, sheet: WorksheetPart, mark: Mark, author: str) -> None:
        cell = sheet.find_cell(mark.cell)
        is_made = cell is None
        if cell is None:
            cell = sheet.make_cell(mark.cell)
        style = style_of(cell)
        cell.set("s", str(self._styles.filled(style, self._colours[mark.severity])))
        self._remembered.append((Remembered(sheet_name, mark.cell, author, is_made), style))


def _deselect(package: OfficePackage, part: str) -> None:
    if b"tabSelected" in package.parts.read(part, _HEAD).replace(b"\x00", b""):
        package.parts.write(part, deselected(package.parts.read(part)))
