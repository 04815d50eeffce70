"""The office's table as it is drawn: merged heads, the row of column numbers, groups in Roman numerals, live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tracker.outputs.annex.book import (
    BORDERED,
    FIGURE,
    GROUP,
    HEAD,
    INK,
    MUTED,
    Book,
    Formula,
    Value,
    number_format,
)
from tracker.outputs.annex.rows import Column, Section, TableRow, compared_value
from tracker.outputs.theme import VERDICT_COLOURS
from tracker.words import annex_texts as words
from tracker.words.formats import format_roman
from tracker.words.review_texts import DOUBT
from tracker.words.verdicts import VERDICT_WORDS

HEAD_ROWS = 3
NUMBER_WIDTH, VERDICT_WIDTH, NOTE_WIDTH = 11.5, 20.0, 23.0


@dataclass(frozen=True)
class Lead:
    """A column before the numbers."""

    title: str
    width: float
    align: str = "left"


LEADS = (
    Lead(words.NUMBER, 5.5, "center"),
    Lead(words.INDICATOR, 34),
    Lead(words.UNIT_OF_MEASURE, 9.5, "center"),
)


@dataclass(frozen=True)
class Layout:
    """Where the columns of a table stand."""

    leads: tuple[Lead, ...]
    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        return len(self.leads) + len(self.columns) + 2

    def column_of(self, name: str) -> int:
        names = [one.name for one in self.columns]
        return len(self.leads) + names.index(name)

    def number_of(self, name: str) -> int:
        """The number of a column in the row of column numbers."""
        return self.column_of(name) - len(self.leads) + 1

    def address(self, name: str, row: int) -> str:
        return f"{xl_col_to_name(self.column_of(name))}{row + 1}"


def write_head(book: Book, sheet: Worksheet, top: int, layout: Layout) -> int:
    """The head of a table in HEAD_ROWS rows; the next free row."""
    look = {"bold": True, "align": "center", "bg_color": HEAD}
    numbered = {"italic": True, "align": "center", "font_size": 9, "bg_color": HEAD}
    leads = len(layout.leads)
    widths = [*(one.width for one in layout.leads), *(NUMBER_WIDTH for _ in layout.columns)]
    book.widths(sheet, [*widths, VERDICT_WIDTH, NOTE_WIDTH])
    titles = [*(one.title for one in layout.leads), *(one.title for one in layout.columns)]
    titles += [words.VERDICT, words.NOTE]
    compared = [at for at, one in enumerate(layout.columns, start=leads) if one.of]
    for at, title in enumerate(titles):
        if at in compared:
            book.put(sheet, top + 1, at, title, **look)
        else:
            book.merge(sheet, (top, at, top + 1, at), title, **BORDERED, **look)
    if compared:
        book.merge(sheet, (top, compared[0], top, compared[-1]), words.COMPARED, **BORDERED, **look)
    numbers = [*(xl_col_to_name(at) for at in range(leads))]
    numbers += [_number_text(layout, one) for one in layout.columns]
    numbers += [str(len(layout.columns) + more) for more in (1, 2)]
    for at, text in enumerate(numbers):
        book.put(sheet, top + 2, at, text, **numbered)
    return top + HEAD_ROWS


def write_sections(
    book: Book, sheet: Worksheet, top: int, layout: Layout, sections: Sequence[Section]
) -> dict[str, int]:
    """The rows of all sections; code of an indicator → its row."""
    row, found = top, {}
    for group, section in enumerate(sections, start=1):
        _write_group(book, sheet, row, layout, format_roman(group), section)
        for number, one in enumerate(section.rows, start=1):
            row += 1
            found[one.code] = row
            write_row(
                book,
                sheet,
                row,
                layout,
                (float(number), f"{one.name} ({one.code})", one.unit_of_measure),
                one,
            )
        row += 1
    return found


def write_row(
    book: Book,
    sheet: Worksheet,
    row: int,
    layout: Layout,
    leads: Sequence[Value],
    one: TableRow,
    *,
    is_plain: bool = False,
) -> None:
    """One indicator: what stands before the numbers, the numbers, the verdict and the note.

    `is_plain`: the verdict alone, without its target, so that it can be filtered.
    """
    for at, (lead, value) in enumerate(zip(layout.leads, leads, strict=True)):
        book.put(sheet, row, at, value, align=lead.align)
    for at, column in enumerate(layout.columns, start=len(layout.leads)):
        value = column_value(layout, column, row, one)
        book.put(sheet, row, at, value, **FIGURE, num_format=column_format(column, one))
    last = len(layout.leads) + len(layout.columns)
    _write_verdict(book, sheet, row, last, replace(one, target="") if is_plain else one)
    book.put(sheet, row, last + 1, one.note or None, font_size=10, indent=1)


def column_value(layout: Layout, column: Column, row: int, one: TableRow) -> Value:
    if column.of is None:
        return one.numbers.get(column.name)
    part, whole = (layout.address(name, row) for name in column.of)
    return Formula(compared_formula(part, whole, is_rate=one.is_rate), compared_value(one, column.of))


def compared_formula(part: str, whole: str, *, is_rate: bool) -> str:
    """Part against whole where both are numbers: rates in points, counts in per cent of what is not zero."""
    if is_rate:
        return f'=IF(COUNT({part},{whole})=2,{part}-{whole},"")'
    return f'=IF(COUNT({part},{whole})=2,IF(ABS({whole})>1E-12,100*{part}/{whole},""),"")'


def column_format(column: Column, one: TableRow) -> str:
    mark = DOUBT if column.name in one.doubtful else ""
    if column.of is None:
        return number_format(one.decimals, mark)
    if one.is_rate:
        return number_format(max(one.decimals, 2), f" điểm{mark}", is_signed=True)
    return number_format(1, f"%{mark}")


def table_notes(layout: Layout, sections: Sequence[Section]) -> list[str]:
    """What is to be said under a table: how it compares, and which columns are empty and why."""
    compared = [one for one in layout.columns if one.of]
    share, points = [], []
    for one in compared:
        assert one.of
        part, whole = (layout.number_of(name) for name in one.of)
        number = layout.number_of(one.name)
        share.append(f"{number} = {part}/{whole} × 100")
        points.append(f"{number} = {part} − {whole}")
    notes = [words.RATES.format(share=", ".join(share), points=", ".join(points)), words.EMPTY_CELL]
    rows = [row for section in sections for row in section.rows]
    for column in layout.columns:
        if column.of is None and all(row.numbers.get(column.name) is None for row in rows):
            number = layout.number_of(column.name)
            notes.append(
                words.EMPTY_COLUMN.format(
                    number=number, title=f"{column.title[:1].lower()}{column.title[1:]}"
                )
            )
    return notes


def _number_text(layout: Layout, column: Column) -> str:
    number = layout.number_of(column.name)
    if column.of is None:
        return str(number)
    part, whole = (layout.number_of(name) for name in column.of)
    return f"{number}={part}/{whole}"


def _write_group(
    book: Book, sheet: Worksheet, row: int, layout: Layout, roman: str, section: Section
) -> None:
    look = {"bold": True, "bg_color": GROUP, "italic": section.is_apart}
    texts: Mapping[int, tuple[str, str]] = {0: (roman, "center"), 1: (section.title, "left")}
    for at in range(layout.width):
        text, align = texts.get(at, (None, "left"))
        book.put(sheet, row, at, text, align=align, **look)


def _write_verdict(book: Book, sheet: Worksheet, row: int, at: int, one: TableRow) -> None:
    """The verdict in its colour and word, the target it was judged by in small letters under it."""
    word = VERDICT_WORDS[one.verdict] if one.verdict else ""
    colour = VERDICT_COLOURS.get(one.verdict or "", INK)
    if word and one.target:
        book.fit(sheet, row, (at, at), f"{word}\n{one.target}")
        pieces = [
            (f"{word}\n", book.style(bold=True, font_color=colour)),
            (one.target, book.style(font_size=9, font_color=MUTED)),
        ]
        book.rich(sheet, row, at, pieces, book.cell(indent=1))
    else:
        small = {} if word else {"font_size": 9, "font_color": MUTED}
        look = {"bold": True, "font_color": colour} if word else small
        book.put(sheet, row, at, word or one.target or None, indent=1, **look)
