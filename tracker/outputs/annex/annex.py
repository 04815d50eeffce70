"""The annex of a report: an Excel workbook made from the story of an edition."""

from __future__ import annotations

from collections.abc import Callable

from tracker.outputs.annex.book import Book, Marks
from tracker.outputs.annex.chart_sheets import write_charts
from tracker.outputs.annex.raw_sheet import write_raw
from tracker.outputs.annex.rows import shown_programmes
from tracker.outputs.annex.source_sheets import write_methods, write_sources
from tracker.outputs.annex.summary_sheet import write_summary
from tracker.outputs.annex.table_sheet import write_programme
from tracker.outputs.annex.target_sheet import target_rows, write_targets
from tracker.outputs.annex.unit_sheets import Units, write_matrix, write_unit_rows
from tracker.outputs.package import stamp, stamp_of
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.story_texts import DEMO_MARK, DRAFT_MARK


def make_annex(story: Story, *, progress: Callable[[float], None] = lambda share: None) -> bytes:
    """The annex as .xlsx; the same story gives the same bytes. `progress` hears the share that is done."""
    book = Book(_marks(story))
    summary = book.sheet(words.SUMMARY_SHEET, tab="#0B4F8A")
    codes = shown_programmes(story)
    tables = [write_programme(book, story, code) for code in codes]
    write_targets(book, story)
    progress(0.15)
    if not story.is_of_unit:
        units = Units.of(story)
        write_matrix(book, story, units)
        progress(0.3)
        write_unit_rows(book, story, units)
    progress(0.5)
    charts = book.sheet(words.CHARTS_SHEET)
    shown = {code for table in tables for code in table.rows} | set(target_rows(story)["indicator_code"])
    write_sources(book, story, shown)
    write_methods(book, story)
    write_raw(book, story)
    progress(0.75)
    write_charts(book, story, tables, charts, book.sheet(words.CHART_DATA_SHEET))
    named = [(table.name, words.TABLE_TEXT.format(name=table.name)) for table in tables]
    write_summary(book, summary, story, [*named, *_contents(story)])
    progress(0.85)
    data = stamp(book.close(), stamp_of(story, "annex"))
    progress(1.0)
    return data


def _marks(story: Story) -> Marks:
    warnings = (
        DRAFT_MARK if story.material.mark.is_draft else "",
        words.NOT_FOR_REPORTS.format(mark=DEMO_MARK) if story.material.is_demo else "",
    )
    return Marks(story.footnote, tuple(text for text in warnings if text))


def _contents(story: Story) -> list[tuple[str, str]]:
    """The sheets after the tables, with what they hold."""
    names = {
        "targets": words.TARGETS_SHEET,
        "units": words.UNITS_SHEET,
        "unit_rows": words.UNIT_ROWS_SHEET,
        "charts": words.CHARTS_SHEET,
        "sources": words.SOURCES_SHEET,
        "methods": words.METHODS_SHEET,
        "raw": words.RAW_SHEET,
        "chart_data": words.CHART_DATA_SHEET,
    }
    skipped = ("units", "unit_rows") if story.is_of_unit else ()
    return [(name, words.SHEET_TEXTS[key]) for key, name in names.items() if key not in skipped]
