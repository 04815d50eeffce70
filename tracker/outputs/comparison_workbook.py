"""The office's table of a page as a workbook: the annex's table, the sources, and the marks of its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.catalogue.model import Catalogue
from tracker.core.period import Period
from tracker.outputs.annex.book import HEAD, Book, Marks
from tracker.outputs.annex.rows import Section, TableRow, table_columns
from tracker.outputs.annex.table import LEADS, Layout, table_notes, write_head, write_sections
from tracker.outputs.office_table import OfficeRow, groups_of
from tracker.words.annex_texts import (
    APPROXIMATE,
    NOT_FOR_REPORTS,
    SOURCES_TITLE,
    TABLE_TITLE,
    notes_of,
    place_line,
)
from tracker.words.formats import format_date
from tracker.words.review_texts import DOUBT, DOUBT_HELP
from tracker.words.story_texts import DEMO_MARK, UNVERIFIED, VERIFIED

TABLE_SHEET, SOURCES_SHEET = "So sánh", "Nguồn"
SOURCE_COLUMNS = ("Mã", "Chỉ tiêu", "Văn bản", "Mục", "Kiểm chứng", "Định nghĩa", "Số đã công bố (kỳ: nguồn)")
_SOURCE_WIDTHS = (12, 40, 46, 24, 15, 44, 60)


@dataclass(frozen=True)
class WorkbookFacts:
    """What the workbook says about itself; `published` maps an indicator code to the sources of its figures."""

    place_name: str
    period: Period
    programme_name: str
    made_on: dt.date
    is_demo: bool
    published: dict[str, str]
    has_unapproved: bool = False  # whether figures that nobody has approved may be among the numbers


def comparison_workbook(rows: Sequence[OfficeRow], catalogue: Catalogue, facts: WorkbookFacts) -> bytes:
    """The table of a place and period as .xlsx with live formulas, and a sheet with its sources.

    Every text is written as text, so that nothing a sender typed can become a formula.
    """
    remark = f"{DOUBT} {DOUBT_HELP}"
    warnings = (
        NOT_FOR_REPORTS.format(mark=DEMO_MARK) if facts.is_demo else "",
        NOT_FOR_REPORTS.format(mark=remark) if facts.has_unapproved else "",
    )
    made_on = f"Lập ngày {format_date(facts.made_on)}"
    book = Book(Marks(made_on, tuple(text for text in warnings if text)))
    _write_table(book, rows, facts)
    _write_sources(book, rows, catalogue, facts)
    return book.close()


def _write_table(book: Book, rows: Sequence[OfficeRow], facts: WorkbookFacts) -> None:
    sheet = book.sheet(TABLE_SHEET)
    layout = Layout(LEADS, table_columns(facts.period))
    lines = (facts.programme_name, place_line(facts.place_name, facts.period))
    top = book.title(sheet, layout.width, TABLE_TITLE, lines)
    row = write_head(book, sheet, top, layout)
    sections = [Section(group, tuple(map(_table_row, own))) for group, own in groups_of(rows).items()]
    found = write_sections(book, sheet, row, layout, sections)
    below = max(found.values(), default=row) + 2
    for text in table_notes(layout, sections):
        below = book.note(sheet, below, layout.width, text)
    sheet.freeze_panes(row, 2)
    sheet.ignore_errors({"formula_differs": f"A1:{layout.address(layout.columns[-1].name, below)}"})
    book.page(sheet, repeated=(top, row - 1))


def _table_row(row: OfficeRow) -> TableRow:
    notes = [row.coverage, APPROXIMATE if row.is_approximate else ""]
    return TableRow(
        row.indicator.code,
        row.indicator.name,
        row.indicator.unit_of_measure,
        row.indicator.decimals,
        row.numbers,
        row.verdict,
        row.milestone,
        notes_of(notes),
        row.unapproved,
    )


def _write_sources(book: Book, rows: Sequence[OfficeRow], catalogue: Catalogue, facts: WorkbookFacts) -> None:
    sheet = book.sheet(SOURCES_SHEET)
    book.widths(sheet, _SOURCE_WIDTHS)
    documents = {one.code: one for one in catalogue.documents}
    top = book.title(sheet, len(SOURCE_COLUMNS), SOURCES_TITLE, ())
    for at, title in enumerate(SOURCE_COLUMNS):
        book.put(sheet, top, at, title, bold=True, align="center", bg_color=HEAD)
    for line, row in enumerate(rows, start=top + 1):
        indicator = row.indicator
        document = documents.get(indicator.source.document)
        texts = (
            indicator.code,
            indicator.name,
            f"{document.number}: {document.title}" if document else indicator.source.document,
            indicator.source.section,
            VERIFIED if indicator.verified else UNVERIFIED,
            indicator.definition or "",
            facts.published.get(indicator.code, ""),
        )
        for at, text in enumerate(texts):
            book.put(sheet, line, at, text or None, valign="top")
    sheet.freeze_panes(top + 1, 2)
    book.page(sheet, repeated=(top, top))
