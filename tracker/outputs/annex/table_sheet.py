"""One sheet per programme: the office's table of the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.outputs.annex.book import BORDERED, Book
from tracker.outputs.annex.rows import TableRow, programme_sections, table_columns
from tracker.outputs.annex.table import LEADS, Layout, table_notes, write_head, write_sections
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words


@dataclass(frozen=True)
class TableSheet:
    """What charts need of a sheet that was written: its name, its rows by code and where they stand."""

    name: str
    programme: str
    layout: Layout
    rows: Mapping[str, TableRow]
    places: Mapping[str, int]  # code → row, from 0


def write_programme(book: Book, story: Story, programme: str) -> TableSheet:
    material = story.material
    known = material.table("programmes").set_index("programme").loc[programme]
    sheet = book.sheet(str(known["short_name"]))
    layout = Layout(LEADS, table_columns(material.period))
    sections = programme_sections(story, programme)
    mark = material.mark
    lines = (
        str(known["name"]),
        words.place_line(story.place_name, material.period),
        words.enclosed_with(mark.document_number, None if mark.is_draft else mark.at.date()),
    )
    top = book.title(sheet, layout.width, words.TABLE_TITLE, lines)
    row = write_head(book, sheet, top, layout)
    sheet.freeze_panes(row, 2)
    found = write_sections(book, sheet, row, layout, sections)
    if not sections:
        book.merge(sheet, (row, 0, row, layout.width - 1), words.NO_ROWS, **BORDERED, italic=True)
    row = max(found.values(), default=row) + 2
    for text in table_notes(layout, sections):
        row = book.note(sheet, row, layout.width, text)
    sheet.ignore_errors({"formula_differs": f"A1:{layout.address(layout.columns[-1].name, row)}"})
    book.page(sheet, repeated=(top, top + 2))
    rows = {one.code: one for section in sections for one in section.rows}
    return TableSheet(sheet.get_name(), programme, layout, rows, found)
