"""Marks in an OpenDocument workbook: backgrounds and comments at the cells, the list in front, the memory behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from tracker.intake.finding import Finding
from tracker.intake.marking.annotations import put_annotation, take_annotation_off
from tracker.intake.marking.archive import ArchiveParts
from tracker.intake.marking.marks import (
    MOST_FINDINGS,
    Cell,
    free_colours,
    make_marks,
    place_findings,
)
from tracker.intake.marking.markup import NotMarkable
from tracker.intake.marking.memory import STYLE_COLUMN, Memory, Remembered, memory_rows, read_memory
from tracker.intake.marking.open_content import DocumentContent
from tracker.intake.marking.open_frame import add_page, drop_signatures, show_table
from tracker.intake.marking.open_result import memory_table, result_table
from tracker.intake.marking.open_rows import TABLE, TableRows
from tracker.intake.marking.open_styles import OpenStyles
from tracker.intake.marking.result_page import result_page
from tracker.intake.marking.workbook_part import free_sheet_name
from tracker.words.marking_texts import COMMENT_END, MEMORY_SHEET, OUT_OF_ORDER, RESULT_SHEET

_CONTENT, _MIMETYPE = "content.xml", "mimetype"
_OUR_COMMENT = COMMENT_END.encode()
_STYLE_NAME = f"{{{TABLE}}}style-name"


def mark_open_document(content: bytes, findings: Sequence[Finding]) -> tuple[bytes, str]:
    """The marked workbook and the ending of its name; raises NotMarkable."""
    parts = ArchiveParts(content)
    book = _open(parts)
    _remove_marks(parts, book, content)
    drop_signatures(parts)
    styles = OpenStyles(book.root)
    colours = free_colours(styles.uses)
    names = book.names
    placed = place_findings(findings[:MOST_FINDINGS], names)
    remembered: list[tuple[Remembered, str | None]] = []
    for name, here in placed.items():
        remembered += _mark_table(book, name, here, styles, colours)
    result, memory = free_sheet_name(RESULT_SHEET, names), free_sheet_name(MEMORY_SHEET, names)
    page = result_page(findings, names)
    book.add(result, result_table(styles, result, page, colours, add_page(parts)), is_first=True)
    rows = memory_rows([one for one, _ in remembered], colours)
    book.add(
        memory, memory_table(styles, memory, rows, [None, *(kept for _, kept in remembered)]), is_first=False
    )
    show_table(parts, result, is_ours=True)
    return _written(parts, book), "ods"


def open_document_without_marks(content: bytes) -> bytes:
    """The same bytes where nothing was marked."""
    parts = ArchiveParts(content)
    book = _open(parts)
    return _written(parts, book) if _remove_marks(parts, book, content) else content


def _open(parts: ArchiveParts) -> DocumentContent:
    if parts.find(_CONTENT) is None:
        raise NotMarkable(OUT_OF_ORDER)
    return DocumentContent(parts.read(_CONTENT))


def _written(parts: ArchiveParts, book: DocumentContent) -> bytes:
    parts.write(_CONTENT, book.to_bytes())
    return parts.to_bytes(first=_MIMETYPE, is_first_packed=False)


def _mark_table(
    book: DocumentContent,
    name: str,
    placed: Sequence[tuple[Cell, Finding]],
    styles: OpenStyles,
    colours: Mapping[str, str],
) -> list[tuple[Remembered, str | None]]:
    """Mark one sheet; what is to be remembered, each with the style that the cell had."""
    rows = book.rows(name)
    marks = make_marks(placed, rows.origin)
    rows.open_rows(mark.cell[0] for mark in marks)
    remembered = []
    for mark in marks:
        cell = rows.find_cell(mark.cell)
        style = cell.get(_STYLE_NAME) or rows.default_style(mark.cell)
        author = put_annotation(cell, mark.text)
        cell.set(_STYLE_NAME, styles.filled(style, colours[mark.severity]))
        remembered.append((Remembered(name, mark.cell, author), style))
    book.put(name, rows.to_bytes(book.mark))
    return remembered


def _remove_marks(parts: ArchiveParts, book: DocumentContent, content: bytes) -> bool:
    """Take everything of ours out; False where there was nothing."""
    memory = read_memory(content, book.names)
    styles = OpenStyles(book.root)
    kept = _kept_styles(book, memory)
    is_changed = bool(memory.own)
    for name in memory.own:
        book.drop(name)
    for name in book.names:
        is_changed |= _clear_table(book, name, memory, kept, styles)
    if not is_changed:
        return False
    styles.fade(memory.colours)
    styles.drop_unused(table for _, table in book.tables)
    show_table(parts, book.names[0] if book.names else "", is_ours=False, gone=memory.own)
    return True


def _kept_styles(book: DocumentContent, memory: Memory) -> dict[int, str | None]:
    """Row of the memory sheet -> the style that its third cell keeps."""
    if memory.sheet is None:
        return {}
    rows = book.rows(memory.sheet)
    rows.open_rows(one.row for one in memory.cells)
    return {one.row: _style(rows, (one.row, STYLE_COLUMN)) for one in memory.cells}


def _clear_table(
    book: DocumentContent, name: str, memory: Memory, kept: Mapping[int, str | None], styles: OpenStyles
) -> bool:
    """Restore the remembered cells of a sheet and take our comments off, wherever they are now."""
    remembered = memory.by_sheet().get(name, ())
    if not remembered and not book.holds(name, _OUR_COMMENT):
        return False
    rows = book.rows(name)
    here = [one for one in remembered if one.cell[0] <= rows.last]
    commented = rows.rows_with(_OUR_COMMENT)
    rows.open_rows({*(one.cell[0] for one in here), *commented})
    authors = {one.cell: one.author for one in here}
    for row in commented:
        for cell, element in rows.cells(row):
            take_annotation_off(element, authors.get(cell, ""))
    for one in here:
        style = _style(rows, one.cell)
        if styles.is_filled(style, memory.colours):
            restored = styles.with_fill_of(style, kept.get(one.row))
            _set_style(rows.find_cell(one.cell), restored)
    book.put(name, rows.to_bytes(book.mark))
    return True


def _style(rows: TableRows, cell: Cell) -> str | None:
    return rows.find_cell(cell).get(_STYLE_NAME) or rows.default_style(cell)


def _set_style(cell: etree._Element, name: str | None) -> None:
    cell.attrib.pop(_STYLE_NAME, None)
    if name:
        cell.set(_STYLE_NAME, name)
