"""Excel's own charts: figures against the year's plan, the series of the indicators that matter, and their data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tracker.outputs.annex.book import FONT, HEAD, MUTED, Book, Formula, Value, number_format
from tracker.outputs.annex.chart_points import SERIES_LOOKS, ChartSeries, chart_rows, chart_series
from tracker.outputs.annex.rows import TableRow, compared_value
from tracker.outputs.annex.table_sheet import TableSheet
from tracker.outputs.clean_text import drop_controls
from tracker.outputs.story.line import Line
from tracker.outputs.story.story import Story
from tracker.outputs.theme import PALETTES
from tracker.words import annex_texts as words
from tracker.words.story_texts import DEMO_MARK, DRAFT_MARK

_ACCENT = PALETTES["light"].accent
_WIDTH, _BAR, _CELL, _ROW = 600, 26, 60, 21  # pixels
_HEIGHT = 18 * _ROW  # two rows of charts fill a page
_MOST_SERIES = 24  # charts of single indicators
_COLUMNS = _WIDTH // _CELL


@dataclass
class ChartSheets:
    """The sheet with charts and the one with their data, filled from the top."""

    book: Book
    charts: Worksheet
    data: Worksheet
    row: int  # next free row of the charts
    data_row: int  # and of the data
    breaks: list[int] = field(default_factory=list)

    @property
    def source(self) -> str:
        return quote_sheetname(self.data.get_name())

    def area(self, column: int, first: int, last: int) -> str:
        start, end = (xl_rowcol_to_cell(row, column, True, True) for row in (first, last))
        return f"={self.source}!{start}:{end}"

    def head(self, row: int, titles: Sequence[str]) -> None:
        for at, title in enumerate(titles):
            self.book.put(self.data, row, at, title, bold=True, bg_color=HEAD, align="center")

    def figure(self, row: int, column: int, value: Value, decimals: int) -> None:
        """A figure to be drawn; of what is missing no cell at all, for an empty one is stored in charts as zero."""
        if value is not None:
            look = {"align": "right", "num_format": number_format(decimals)}
            self.book.put(self.data, row, column, value, **look)


def write_charts(
    book: Book, story: Story, tables: Sequence[TableSheet], charts: Worksheet, data: Worksheet
) -> None:
    line = words.place_line(story.place_name, story.material.period)
    row = book.title(charts, 2 * _COLUMNS + 1, words.CHARTS_TITLE, (line,))
    note = words.CHART_NOTE.format(sheet=words.CHART_DATA_SHEET)
    row = book.note(charts, row - 1, 2 * _COLUMNS + 1, note) + 1
    charts.set_column_pixels(0, 2 * _COLUMNS, _CELL)
    charts.set_default_row(_ROW * 0.75)
    book.widths(data, (46, *(17 for _ in range(6))))
    data_row = book.title(data, 7, words.CHART_DATA_TITLE, (line,))
    sheets = ChartSheets(book, charts, data, row, data_row)
    drawn = [_plan_charts(sheets, story, table) for table in tables]
    if any(drawn):
        sheets.breaks.append(sheets.row)
    charted = ((one, one.read_chart()) for one in story.matters[:_MOST_SERIES])
    lines = [(one, chart) for one, chart in charted if not chart.is_empty]
    for at, (one, chart) in enumerate(lines):
        title = _marked(f"{one.short_name} ({one.unit_of_measure})", story)
        _series_chart(sheets, one, chart_series(chart, story.material.period), title, at)
    if not any(drawn) and not lines:
        book.merge(charts, (row, 0, row, 2 * _COLUMNS), words.NO_CHARTS, italic=True, align="center")
    charts.set_h_pagebreaks(sheets.breaks)
    book.page(charts)
    book.page(data, is_upright=True)


def _plan_charts(sheets: ChartSheets, story: Story, table: TableSheet) -> bool:
    """Counts in per cent of the year's plan beside rates in points from it; whether there is any."""
    year = story.material.period.last_year
    found = False
    columns = [name for name in ("pct_of_plan", "estimate_pct_of_plan") if _has(table, name)]
    name = table.name
    top = sheets.row
    for is_rate, title in ((False, words.PLAN_CHART), (True, words.POINTS_CHART)):
        rows = [one for one in table.rows.values() if one.is_rate == is_rate]
        rows = [one for one in rows if any(_against(table, one, column) is not None for column in columns)]
        rows = [one for one in rows if one.code not in story.material.background]
        if rows:
            at = _COLUMNS + 1 if is_rate and found else 0
            heading = title.format(name=name, year=year)
            height = _bar_chart(sheets, story, table, rows, columns, heading, (top, at))
            sheets.row = max(sheets.row, top + height)
            found = True
    return found


def _bar_chart(
    sheets: ChartSheets,
    story: Story,
    table: TableSheet,
    rows: Sequence[TableRow],
    columns: Sequence[str],
    title: str,
    where: tuple[int, int],
) -> int:
    """Bars of the table's own cells; how many rows of the sheet the chart takes."""
    first = _write_bars(sheets, story, table, rows, columns, title)
    last, is_rate = first + len(rows) - 1, rows[0].is_rate
    chart = sheets.book.chart({"type": "bar"})
    shown = number_format(1, is_signed=is_rate)
    for at, name in enumerate(columns, start=1):
        colour = _ACCENT if name == "pct_of_plan" else "#8FB4D6"
        chart.add_series(
            {
                "name": [sheets.data.get_name(), first - 1, at],
                "categories": sheets.area(0, first, last),
                "values": sheets.area(at, first, last),
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "num_format": shown, "font": _font(9)},
            }
        )
    chart.set_title({"name": _marked(title, story), "name_font": _font(11, bold=True)})
    chart.set_y_axis(
        {"reverse": True, "num_font": _font(9), "label_position": "low", "line": {"color": MUTED}}
    )
    axis = words.POINTS_AXIS if is_rate else words.PLAN_AXIS
    chart.set_x_axis(
        {
            "num_font": _font(9),
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}},
        }
        | {"name": axis, "name_font": _font(9), "label_position": "high"}
    )
    chart.set_legend({"position": "bottom", "font": _font(9)} if len(columns) > 1 else {"none": True})
    height = 110 + _BAR * len(rows) * len(columns)
    chart.set_size({"width": _WIDTH, "height": height})
    sheets.charts.insert_chart(*where, chart, {"description": _described(title), "y_offset": 4})
    return height // _ROW + 2


def _write_bars(
    sheets: ChartSheets,
    story: Story,
    table: TableSheet,
    rows: Sequence[TableRow],
    columns: Sequence[str],
    title: str,
) -> int:
    """The data of a bar chart, each cell pointing to the table; the first row of figures."""
    names = story.material.indicators["short_name"]
    period = story.material.period
    labels = {
        "pct_of_plan": words.short_column("value", period),
        "estimate_pct_of_plan": words.short_column("estimate", period),
    }
    top = sheets.data_row
    sheets.head(top, [title, *(labels[name] for name in columns)])
    for row, one in enumerate(rows, start=top + 1):
        sheets.book.put(sheets.data, row, 0, str(names[one.code]))
        for at, name in enumerate(columns, start=1):
            value = _against(table, one, name)
            cell = table.layout.address(name, table.places[one.code])
            shown = None if value is None else Formula(f"={quote_sheetname(table.name)}!{cell}", value)
            sheets.figure(row, at, shown, 1)
    sheets.data_row = top + len(rows) + 2
    return top + 1


def _series_chart(
    sheets: ChartSheets, line: Line, series: Sequence[ChartSeries], title: str, at: int
) -> None:
    """The chart of one indicator over the years: gaps stay gaps, estimates and milestones are marks of their own."""
    first = _write_series(sheets, line, series)
    last = first + len(series[0].values) - 1
    chart = sheets.book.chart({"type": "line"})
    for column, one in enumerate(series, start=1):
        look: dict[str, Any] = dict(SERIES_LOOKS[one.kind])
        if one.kind == "milestone":
            look["data_labels"] = {"value": True, "position": "above", "font": _font(9, bold=True)}
            look["data_labels"]["num_format"] = number_format(line.decimals)
        chart.add_series(
            {
                "name": [sheets.data.get_name(), first - 1, column],
                "categories": sheets.area(0, first, last),
                "values": sheets.area(column, first, last),
            }
            | look
        )
    chart.set_title({"name": title, "name_font": _font(11, bold=True)})
    chart.set_x_axis({"num_font": _font(9), "line": {"color": MUTED}, "label_position": "low"})
    chart.set_y_axis(
        {"num_font": _font(9), "num_format": "#,##0.##", "line": {"none": True}}
        | {"major_gridlines": {"visible": True, "line": {"color": "#DDE3E9"}}}
    )
    chart.set_legend({"position": "bottom", "font": _font(9)})
    chart.show_blanks_as("gap")
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    height = _HEIGHT // _ROW + 1
    sheets.charts.insert_chart(
        sheets.row,
        (at % 2) * (_COLUMNS + 1),
        chart,
        {"description": _described(f"{line.name}: {line.value}"), "y_offset": 4},
    )
    if at % 2:
        sheets.row += height
        if at % 4 == 3:
            sheets.breaks.append(sheets.row)


def _write_series(sheets: ChartSheets, line: Line, series: Sequence[ChartSeries]) -> int:
    top = sheets.data_row
    sheets.head(top, [f"{line.short_name} ({line.unit_of_measure})", *(one.name for one in series)])
    for row, (label, values) in enumerate(chart_rows(series), start=top + 1):
        sheets.book.put(sheets.data, row, 0, label, align="center")
        for at, value in enumerate(values, start=1):
            sheets.figure(row, at, value, line.decimals)
    sheets.data_row = top + len(series[0].values) + 2
    return top + 1


def _marked(title: str, story: Story) -> str:
    """The title of a chart, which may be copied out of the workbook, with the marks of its figures."""
    marks = [DRAFT_MARK] if story.material.mark.is_draft else []
    marks += [DEMO_MARK] if story.material.is_demo else []
    return drop_controls(f"{title} – {', '.join(marks)}" if marks else title)


def _described(text: str) -> str:
    """What a chart says to those who cannot see it; Excel takes 255 characters."""
    return drop_controls(text)[:255]


def _has(table: TableSheet, name: str) -> bool:
    return any(one.name == name for one in table.layout.columns) and any(
        _against(table, row, name) is not None for row in table.rows.values()
    )


def _against(table: TableSheet, row: TableRow, name: str) -> float | None:
    of = next(one.of for one in table.layout.columns if one.name == name)
    assert of
    return compared_value(row, of)


def _font(size: float, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold}
