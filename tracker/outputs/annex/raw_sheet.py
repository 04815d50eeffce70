"""The sheet of raw figures: what units handed in or what was published, as a table of Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from tracker.outputs.annex.book import BORDERED, HEAD, Book, plain_text
from tracker.outputs.annex.rows import codes_of
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words
from tracker.words.formats import format_period_short, is_known
from tracker.words.story_texts import UNVERIFIED, VERIFIED

_WIDTHS = (13, 32, 9, 23, 9, 14, 11, 9, 9, 16, 9, 20, 14, 37)


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
        look = {"valign": "top"}
        sheet.add_rows(
            top + 1,
            _cells(story, rows),
            text=book.style(**look),
            quoted=book.style(**look, quote_prefix=True),
            number=book.style(**look, num_format="#,##0.######"),
        )
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
        rows = rows[rows["indicator"].isin(codes_of(story.material, story.programme))]
    return rows


def _cells(story: Story, rows: pd.DataFrame) -> Iterator[list[str | float | None]]:
    """Figures as numbers, the rest as text; what is not known stays an empty cell."""
    material = story.material
    names: Mapping[str, str] = material.indicators["short_name"].to_dict()
    units = material.table("submissions").set_index("submission")["unit_name"].to_dict()
    periods = {one: format_period_short(one) for one in rows["period"].unique()}
    clean = cache(_text)
    documents = {one: material.document(one) for one in rows["document"].dropna().unique()}
    for one in rows.itertuples(index=False):
        unit, source = units.get(one.submission), documents.get(one.document)
        checked = None if pd.isna(one.verified) else VERIFIED if one.verified else UNVERIFIED
        figures = [
            value if is_known(value) else None for value in (one.value, one.numerator, one.denominator)
        ]
        where = f"{source}, {one.section}" if source and isinstance(one.section, str) else source
        unit_name = unit if isinstance(unit, str) else material.place_name(one.unit)
        measure = words.MEASURES.get(one.measure, one.measure)
        texts = (one.indicator, names.get(one.indicator), one.unit, unit_name, periods[one.period], measure)
        more = (one.note, one.cell, where, checked, one.submission)
        yield [*map(clean, texts), *figures, *map(clean, more)]


def _text(value: object) -> str | None:
    return plain_text(value) if isinstance(value, str) and value else None
