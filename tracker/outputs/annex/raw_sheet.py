"""The sheet of raw figures: what units handed in or what was published, as a table of Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from tracker.outputs.annex.book import BORDERED, HEAD, Book, plain_text
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.formats import format_period_short, is_known
from tracker.words.story_texts import UNVERIFIED, VERIFIED

_WIDTHS = (13, 32, 9, 23, 9, 14, 11, 9, 9, 16, 9, 20, 14, 37)
_NUMBERS = range(6, 9)


def write_raw(book: Book, story: Story) -> None:
    sheet = book.sheet(words.RAW_SHEET)
    width = len(words.RAW_COLUMNS)
    book.widths(sheet, _WIDTHS)
    line = words.place_line(story.place_name, story.material.period)
    top = book.title(sheet, width, words.RAW_TITLE, (line, words.RAW_NOTE))
    rows = raw_rows(story)
    if len(rows):
        head = book.cell(bold=True, align="center", bg_color=HEAD)
        columns = [{"header": title, "header_format": head} for title in words.RAW_COLUMNS]
        options = {"name": "SoLieuGoc", "style": "Table Style Light 9", "columns": columns}
        sheet.add_table(top, 0, top + len(rows), width - 1, options)
        _write_cells(book, sheet, top + 1, _cells(story, rows))
    else:
        book.merge(sheet, (top, 0, top, width - 1), words.NO_SOURCES, **BORDERED, italic=True)
    sheet.freeze_panes(top + 1, 2)
    book.page(sheet, repeated=(top, top))


def raw_rows(story: Story) -> pd.DataFrame:
    """The rows of `sources` behind the story: of its unit, of its programme."""
    rows = story.material.table("sources")
    if story.is_of_unit:
        rows = rows[rows["unit"] == story.place]
    if story.programme:
        known = story.material.indicators
        own = known.index[[story.programme in str(text).split() for text in known["programmes"]]]
        rows = rows[rows["indicator"].isin(own)]
    return rows


def _cells(story: Story, rows: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    material = story.material
    names: Mapping[str, str] = material.indicators["short_name"].to_dict()
    units = material.table("submissions").set_index("submission")["unit_name"].to_dict()
    periods = {one: format_period_short(one) for one in rows["period"].unique()}
    documents = {one: material.document(one) for one in rows["document"].dropna().unique()}
    for one in rows.itertuples(index=False):
        unit = units.get(one.submission)
        source = documents.get(one.document)
        yield (
            one.indicator,
            names.get(one.indicator),
            one.unit,
            unit if isinstance(unit, str) else material.place_name(one.unit),
            periods[one.period],
            words.MEASURES.get(one.measure, one.measure),
            one.value,
            one.numerator,
            one.denominator,
            one.note,
            one.cell,
            f"{source}, {one.section}" if source and isinstance(one.section, str) else source,
            None if pd.isna(one.verified) else VERIFIED if one.verified else UNVERIFIED,
            one.submission,
        )


def _write_cells(book: Book, sheet: Worksheet, top: int, rows: Iterator[tuple[Any, ...]]) -> None:
    """Figures as numbers, the rest as text; what is not known stays an empty cell."""
    text_style = book.style(valign="top")
    quoted = book.style(valign="top", quote_prefix=True)
    number_style = book.style(valign="top", num_format="#,##0.######")
    for row, values in enumerate(rows, start=top):
        for at, value in enumerate(values):
            if at in _NUMBERS:
                if is_known(value):
                    sheet.write_number(row, at, value, number_style)
            elif isinstance(value, str) and value:
                style = quoted if value[0] in "=+-@" else text_style
                sheet.write_string(row, at, plain_text(value), style)
