"""The points behind a chart as a workbook: one line per point that is drawn and named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outputs.clean_text import plain_line
from tracker.outputs.images.sheet import Caption
from tracker.outputs.sheet_cells import FONT, put_cell, set_up_page, style_body
from tracker.outputs.theme import has_demo_mark
from tracker.words.formats import is_known
from tracker.words.image_texts import DATA_SHEET, DATA_TITLES, NO_POINTS
from tracker.words.screen import DEMO_BANNER

if TYPE_CHECKING:
    import plotly.graph_objects as go

_WIDTHS = (34, 46, 26, 16, 16, 40)
_VALUE = 4  # the column of the numbers
_TOP = 6


class Point(NamedTuple):
    """One point in the order of the columns; see tracker.outputs.point_facts for what its place and note are."""

    series: str
    where: str
    place: str
    value: float
    unit_of_measure: str
    note: str


def figure_data_workbook(figure: go.Figure, caption: Caption) -> bytes:
    """An Excel table under the title of the chart; numbers are numbers, every other cell is text."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = DATA_SHEET
    points = list(list_points(figure))
    is_demo = has_demo_mark(figure)
    _write_head(sheet, caption, is_demo=is_demo)
    for at, title in enumerate(DATA_TITLES, start=1):
        put_cell(sheet, _TOP, at, title).font = Font(FONT, 12, bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[at - 1]
    for line, point in enumerate(points, start=_TOP + 1):
        texts = [plain_line(one) if isinstance(one, str) else one for one in point]
        for at, value in enumerate(texts, start=1):
            style_body(put_cell(sheet, line, at, value), "right" if at == _VALUE else "left")
        sheet.cell(line, _VALUE).number_format = _number_format(point.value)
    if points:
        _make_table(sheet, len(points))
    else:
        put_cell(sheet, _TOP + 1, 1, NO_POINTS).font = Font(FONT, 12, italic=True)
    sheet.freeze_panes = sheet.cell(_TOP + 1, 1)
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    set_up_page(sheet, is_demo=is_demo)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def list_points(figure: go.Figure) -> Iterator[Point]:
    """The points in the order they are drawn, each once; traces without a name only stress what others say."""
    seen = set()
    for trace in figure.data:
        values = trace.x if getattr(trace, "orientation", None) == "h" else trace.y
        if not trace.name or trace.customdata is None:
            continue
        for value, (where, unit_of_measure, place, note) in zip(values, trace.customdata, strict=True):
            if is_known(value):
                point = Point(trace.name, where, place, float(value), unit_of_measure, note)
                if point not in seen:
                    seen.add(point)
                    yield point


def _write_head(sheet: Worksheet, caption: Caption, *, is_demo: bool) -> None:
    fonts = (
        Font(FONT, 14, bold=True),
        Font(FONT, 12),
        Font(FONT, 11, italic=True),
        Font(FONT, 12, bold=True),
    )
    texts = (caption.title, caption.subtitle, caption.footnote, DEMO_BANNER if is_demo else "")
    for at, (text, font) in enumerate(zip(texts, fonts, strict=True), start=1):
        put_cell(sheet, at, 1, plain_line(text)).font = font


def _make_table(sheet: Worksheet, rows: int) -> None:
    last = get_column_letter(len(DATA_TITLES))
    table = Table(displayName="SoLieu", ref=f"A{_TOP}:{last}{_TOP + rows}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    sheet.add_table(table)


def _number_format(value: float) -> str:
    return "#,##0" if value == round(value) else "#,##0.0###"
