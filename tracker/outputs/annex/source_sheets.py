"""The sheets behind the numbers: where each indicator is set, the documents, and how everything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from tracker.core.verdict import VerdictThresholds
from tracker.outputs.annex.book import HEAD, Book
from tracker.outputs.annex.raw_sheet import raw_rows
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.formats import format_date
from tracker.words.methods import METHODS, SYMBOLS, verdict_rules
from tracker.words.story_texts import UNVERIFIED, VERIFIED

_SOURCE_WIDTHS = (13, 36, 10, 20, 22, 14, 18, 22, 22, 40)
_METHOD_WIDTHS = (24, 62, 58, 34)


def write_sources(book: Book, story: Story, codes: Iterable[str]) -> None:
    """Each shown indicator with its document; under it the documents that are named."""
    sheet = book.sheet(words.SOURCES_SHEET)
    book.widths(sheet, _SOURCE_WIDTHS)
    material = story.material
    width = len(words.SOURCE_COLUMNS)
    line = words.place_line(story.place_name, material.period)
    top = book.title(sheet, width, words.SOURCES_TITLE, (line,))
    _write_head(book, sheet, top, words.SOURCE_COLUMNS)
    shown = set(codes)
    known = material.indicators
    known = known[known.index.isin(shown)]
    row = top + 1
    for one in known.itertuples(index=False):
        notes = [one.definition, one.note]
        texts = (
            one.indicator_code, one.name, one.unit_of_measure, material.document(one.document), one.section,
            VERIFIED if one.verified else UNVERIFIED, one.owner, one.numerator_name, one.denominator_name,
            " ".join(str(text) for text in notes if isinstance(text, str)),
        )  # fmt: skip
        _write_texts(book, sheet, row, texts)
        row += 1
    row = _write_documents(book, sheet, row + 1, story, shown)
    sheet.freeze_panes(top + 1, 2)
    book.page(sheet, repeated=(top, top))


def write_methods(book: Book, story: Story) -> None:
    """The methods that the edition was judged by, with formulas, symbols and thresholds."""
    sheet = book.sheet(words.METHODS_SHEET)
    book.widths(sheet, _METHOD_WIDTHS)
    facts = story.material.facts
    used = {one["code"] for one in facts["methods"]}
    line = words.place_line(story.place_name, story.material.period)
    top = book.title(sheet, len(_METHOD_WIDTHS), words.METHODS_TITLE, (line,))
    _write_head(book, sheet, top, words.METHOD_COLUMNS)
    row = top + 1
    for method in METHODS:
        if method.code in used:
            explained = "\n".join((method.explanation, *(f"– {note}" for note in method.notes)))
            _write_texts(book, sheet, row, (method.title, explained, method.formula, method.source))
            row += 1
    row = _write_pairs(book, sheet, row + 1, words.SYMBOLS, SYMBOLS.items())
    rules = verdict_rules(VerdictThresholds(**facts["thresholds"]))
    _write_pairs(book, sheet, row + 1, words.VERDICTS, [(rule.title, rule.condition) for rule in rules])
    sheet.freeze_panes(top + 1, 1)
    book.page(sheet, repeated=(top, top))


def _write_documents(book: Book, sheet: Worksheet, row: int, story: Story, shown: set[str]) -> int:
    material = story.material
    targets = material.table("targets")
    named = {
        *material.indicators.loc[material.indicators.index.isin(shown), "document"].dropna(),
        *targets.loc[targets["indicator"].isin(shown), "document"].dropna(),
        *raw_rows(story)["document"].dropna(),
    }
    rows = material.table("documents")
    rows = rows[rows["document"].isin(named)]
    if not len(rows):
        return row
    sheet.write_string(row, 0, words.DOCUMENTS, book.style(bold=True, font_size=12))
    _write_head(book, sheet, row + 1, words.DOCUMENT_COLUMNS)
    row += 2
    for one in rows.itertuples(index=False):
        issued_on = pd.Timestamp(one.issued_on).date() if isinstance(one.issued_on, str) else None
        issued = format_date(issued_on) if issued_on else None
        _write_texts(book, sheet, row, (one.document, one.title, issued, one.number, one.issuer))
        row += 1
    return row


def _write_pairs(book: Book, sheet: Worksheet, row: int, title: str, pairs: Iterable[tuple[str, str]]) -> int:
    sheet.write_string(row, 0, title, book.style(bold=True, font_size=12))
    for name, text in pairs:
        row += 1
        book.put(sheet, row, 0, name, bold=True)
        book.put(sheet, row, 1, text)
    return row + 1


def _write_head(book: Book, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
    for at, title in enumerate(titles):
        book.put(sheet, row, at, title, bold=True, align="center", bg_color=HEAD)


def _write_texts(book: Book, sheet: Worksheet, row: int, texts: Iterable[object]) -> None:
    for at, text in enumerate(texts):
        book.put(sheet, row, at, str(text) if isinstance(text, str) and text else None, valign="top")
