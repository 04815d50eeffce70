"""A marked Office workbook that comes back loses the marks it was given, whoever saved it in between."""

from __future__ import annotations

from lxml import etree

from tracker.intake.marking.cell_styles import CellStyles
from tracker.intake.marking.comments import SheetComments, free_blocks
from tracker.intake.marking.memory import STYLE_COLUMN, Memory, Remembered, read_memory
from tracker.intake.marking.office_package import OfficePackage
from tracker.intake.marking.workbook_part import SheetEntry, WorkbookPart
from tracker.intake.marking.worksheet_part import WorksheetPart


def remove_marks(package: OfficePackage, content: bytes) -> bool:
    """Take everything of ours out of the package; False where there was nothing. `content`: its bytes."""
    book = WorkbookPart(package)
    memory = read_memory(content, [entry.name for entry in book.sheets])
    sheets = [entry for entry in book.sheets if entry.name not in memory.own and entry.is_worksheet]
    comments = {entry.name: _take_comments_off(package, book, entry, memory) for entry in sheets}
    if not memory.own and not any(comments.values()):
        return False
    styles = CellStyles(package, book.namespace)
    _restore_fills(package, book, styles, memory)
    styles.fade(memory.colours)
    styles.save()
    for entry in book.sheets:
        if entry.name in memory.own:
            book.drop_sheet(entry)
    book.show_visible()
    book.save()
    return True


def _take_comments_off(package: OfficePackage, book: WorkbookPart, entry: SheetEntry, memory: Memory) -> bool:
    part = entry.part or ""
    if package.relationships(part).find("comments") is None:
        return False
    comments = SheetComments(package, part, book.namespace)
    cells = comments.take_ours_off()
    if not cells:
        return False
    shapes = comments.shapes(free_blocks(package))
    for cell in cells:
        if not comments.text(cell):
            shapes.drop(cell)
    for one in memory.by_sheet().get(entry.name, ()):
        if one.author and one.cell in cells:
            comments.set_author(one.cell, one.author)
    sheet = WorksheetPart(package.parts.read(part))
    comments.save(sheet)
    package.parts.write(part, sheet.to_bytes())
    return True


def _restore_fills(package: OfficePackage, book: WorkbookPart, styles: CellStyles, memory: Memory) -> None:
    """Where a remembered cell still has our fill it gets its own back."""
    parts = {entry.name: entry.part for entry in book.sheets if entry.part and entry.is_worksheet}
    if memory.sheet is None or memory.sheet not in parts:
        return
    remembering = WorksheetPart(package.parts.read(parts[memory.sheet]))
    remembering.open_rows(one.row for one in memory.cells)
    for name, cells in memory.by_sheet().items():
        if name not in parts:
            continue
        sheet = WorksheetPart(package.parts.read(parts[name]))
        sheet.open_rows(one.cell[0] for one in cells)
        for one in cells:
            _restore_fill(sheet, one, remembering, styles, memory)
        package.parts.write(parts[name], sheet.to_bytes())


def _restore_fill(
    sheet: WorksheetPart, one: Remembered, remembering: WorksheetPart, styles: CellStyles, memory: Memory
) -> None:
    cell = sheet.find_cell(one.cell)
    if cell is None or not styles.is_filled(style := style_of(cell), memory.colours):
        return
    holder = remembering.find_cell((one.row, STYLE_COLUMN))
    restored = styles.with_fill_of(style, style_of(holder))
    if one.is_made and not len(cell) and restored == sheet.default_style(one.cell):
        sheet.drop_cell(cell)
    elif restored:
        cell.set("s", str(restored))
    else:
        cell.attrib.pop("s", None)


def style_of(cell: etree._Element | None) -> int:
    said = cell.get("s") if cell is not None else None
    return int(said) if said and said.isascii() and said.isdigit() else 0
