"""The sheets of the units: a matrix to see who is behind, and one row per unit and indicator to filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tracker.core.verdict import VERDICTS
from tracker.outputs.annex.book import BORDERED, HEAD, Book, Formula, number_format
from tracker.outputs.annex.rows import TableRow, compared_value, table_columns, unit_rows
from tracker.outputs.annex.table import (
    HEAD_ROWS,
    Layout,
    Lead,
    compared_formula,
    write_head,
    write_row,
)
from tracker.outputs.story.story import Story
from tracker.words import annex_texts as words

_ROW_LEADS = (Lead(words.UNIT, 21), Lead(words.INDICATOR, 30), Lead(words.UNIT_OF_MEASURE, 9.5, "center"))
_LEAD_WIDTHS = (5.5, 24, 20, 7, 9, 9)
_FIGURE_WIDTH = 9.5
_PER_PAGE, _PRINT_SCALE = 3, 60  # indicators beside each other on a page; per cent


@dataclass(frozen=True)
class Units:
    """The units that report, the worst first, and what is known of each in the indicators that are judged."""

    order: pd.DataFrame  # index place_code; name, behind, at_risk, known
    codes: tuple[str, ...]
    rows: Mapping[tuple[str, str], TableRow]

    @classmethod
    def of(cls, story: Story) -> Units:
        """Empty for the story of a unit."""
        order = story.units
        wanted = [line.code for line in story.judged] or [line.code for line in story.tracked]
        rows = unit_rows(story, wanted, order.index)
        known = {code for _, code in rows}
        return cls(order, tuple(code for code in wanted if code in known), rows)

    @cached_property
    def figures(self) -> Mapping[str, str]:
        """Indicator → what is shown of it: the period's figure, else the estimate of units that have none yet."""
        known = {code for (_, code), row in self.rows.items() if row.numbers["value"] is not None}
        return {code: "value" if code in known else "estimate" for code in self.codes}

    def of_unit(self, unit: str) -> list[TableRow]:
        """The rows of a unit, the worst verdict first, then as the province stands."""
        rows = [self.rows[unit, code] for code in self.codes if (unit, code) in self.rows]
        return sorted(rows, key=lambda row: VERDICTS.index(row.verdict) if row.verdict else len(VERDICTS))


def write_matrix(book: Book, story: Story, units: Units) -> None:
    """Units down, indicators across: the figure, the year's plan, and one against the other."""
    sheet = book.sheet(words.UNITS_SHEET)
    period = story.material.period
    leads, shown = len(words.UNIT_COLUMNS), max(len(units.codes), 1)
    width = leads + 3 * len(units.codes)
    page_width = leads + 3 * min(shown, _PER_PAGE)
    line = words.place_line(story.place_name, period)
    top = book.title(sheet, page_width, words.UNITS_TITLE, (line,))
    top = book.note(sheet, top - 1, page_width, words.UNITS_NOTE) + 1
    _write_matrix_head(book, sheet, top, story, units)
    row = top + HEAD_ROWS
    for number, (unit, one) in enumerate(units.order.iterrows(), start=1):
        _write_unit(book, sheet, row, number, str(unit), one, story)
        for at, code in enumerate(units.codes):
            _write_figures(
                book, sheet, row, leads + 3 * at, units.rows.get((str(unit), code)), units.figures[code]
            )
        row += 1
    if not len(units.order):
        book.merge(sheet, (row, 0, row, page_width - 1), words.NO_UNITS, **BORDERED, italic=True)
    else:
        sheet.autofilter(top + HEAD_ROWS - 1, 0, row - 1, width - 1)
    sheet.freeze_panes(top + HEAD_ROWS, 2)
    sheet.ignore_errors({"formula_differs": f"A1:{xl_col_to_name(width)}{row + 1}"})
    book.page(sheet, repeated=(top, top + HEAD_ROWS - 1))
    if len(units.codes) > _PER_PAGE:
        sheet.set_print_scale(_PRINT_SCALE)
        sheet.repeat_columns(0, 1)
        sheet.set_v_pagebreaks(list(range(leads + 3 * _PER_PAGE, width, 3 * _PER_PAGE)))


def write_unit_rows(book: Book, story: Story, units: Units) -> None:
    """Every unit and indicator with the columns of the office's table; to be filtered."""
    sheet = book.sheet(words.UNIT_ROWS_SHEET)
    layout = Layout(_ROW_LEADS, table_columns(story.material.period))
    line = words.place_line(story.place_name, story.material.period)
    top = book.title(sheet, layout.width, words.UNIT_ROWS_TITLE, (line,))
    row = write_head(book, sheet, top, layout)
    first = row
    names = story.material.indicators["short_name"].to_dict()
    for unit in units.order.index:
        name = story.material.place_name(str(unit))
        for one in units.of_unit(str(unit)):
            leads = (name, f"{names[one.code]} ({one.code})", one.unit_of_measure)
            write_row(book, sheet, row, layout, leads, one, is_plain=True)
            row += 1
    if row == first:
        book.merge(sheet, (row, 0, row, layout.width - 1), words.NO_UNITS, **BORDERED, italic=True)
    else:
        sheet.autofilter(first - 1, 0, row - 1, layout.width - 1)
    sheet.freeze_panes(first, 2)
    sheet.ignore_errors({"formula_differs": f"A1:{xl_col_to_name(layout.width)}{row + 1}"})
    book.page(sheet, repeated=(top, top + HEAD_ROWS - 1))


def _write_matrix_head(book: Book, sheet: Worksheet, top: int, story: Story, units: Units) -> None:
    look = {"bold": True, "align": "center", "bg_color": HEAD}
    small = {"italic": True, "align": "center", "font_size": 9, "bg_color": HEAD}
    material = story.material
    leads = len(words.UNIT_COLUMNS)
    book.widths(sheet, [*_LEAD_WIDTHS, *(_FIGURE_WIDTH for _ in range(3 * len(units.codes)))])
    for at, title in enumerate(words.UNIT_COLUMNS):
        book.merge(sheet, (top, at, top + 1, at), title, **BORDERED, **look)
        book.put(sheet, top + 2, at, xl_col_to_name(at), **small)
    for number, code in enumerate(units.codes):
        left, known = leads + 3 * number, material.indicators.loc[code]
        title = f"{known['short_name']} ({known['unit_of_measure']})"
        book.merge(sheet, (top, left, top, left + 2), title, **BORDERED, **look)
        figure = words.short_column(units.figures[code], material.period)
        titles = (figure, words.short_column("plan", material.period), words.AGAINST_PLAN)
        for at, text in enumerate(titles):
            book.put(sheet, top + 1, left + at, text, **look)
            part = 3 * number + 1
            formula = f"{part + 2}={part}/{part + 1}" if at == 2 else str(part + at)
            book.put(sheet, top + 2, left + at, formula, **small)


def _write_unit(
    book: Book, sheet: Worksheet, row: int, number: int, unit: str, one: pd.Series, story: Story
) -> None:
    places = story.material.places
    district = places["district"].get(unit)
    book.put(sheet, row, 0, float(number), align="center")
    book.put(sheet, row, 1, story.material.place_name(unit))
    named = isinstance(district, str)
    book.put(
        sheet,
        row,
        2,
        story.material.place_name(f"D{district}", short=True).partition(" (")[0] if named else None,
    )
    for at, name in enumerate(("behind", "at_risk", "known"), start=3):
        book.put(sheet, row, at, float(one[name]), align="center", bold=name == "behind" and one[name] > 0)


def _write_figures(
    book: Book, sheet: Worksheet, row: int, left: int, one: TableRow | None, figure: str
) -> None:
    """The figure of a unit, its plan and their comparison; three empty cells where it has none."""
    if one is None:
        for at in range(3):
            book.put(sheet, row, left + at, None)
        return
    plain = number_format(one.decimals)
    part, whole = (f"{xl_col_to_name(left + at)}{row + 1}" for at in (0, 1))
    against = Formula(
        compared_formula(part, whole, is_rate=one.is_rate), compared_value(one, (figure, "plan"))
    )
    signed = (
        number_format(max(one.decimals, 2), " điểm", is_signed=True) if one.is_rate else number_format(1, "%")
    )
    book.put(sheet, row, left, one.numbers[figure], align="right", num_format=plain)
    book.put(sheet, row, left + 1, one.numbers["plan"], align="right", num_format=plain, font_color="#5A6672")
    book.put(sheet, row, left + 2, against, align="right", num_format=signed)
