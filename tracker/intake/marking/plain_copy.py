"""A new .xlsx with the grid of a file that has no parts to mark: .xls and .csv."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl.utils.datetime import to_excel

from tracker.intake.finding import Finding
from tracker.intake.marking.marks import cell_reference
from tracker.intake.marking.markup import NotMarkable
from tracker.intake.marking.memory import is_own_sheet
from tracker.intake.marking.sheet_writer import Value, attribute, is_formula_like, write_columns, write_row
from tracker.intake.sheet_details import Place, SheetDetails
from tracker.intake.workbook import SheetCells, Workbook, open_workbook
from tracker.words.marking_texts import UNREADABLE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Styles of the copy by their number, in Excel's own number formats; those of old fonts follow.
_GENERAL, _DATE, _INSTANT, _TIME, _SPAN, _PERCENT, _QUOTED = range(7)
_FORMATS = (0, 14, 22, 21, 46, 10, 0)
_FONT = "Times New Roman"
_NARROWEST, _WIDEST = 9, 45  # characters
_ROWS_MEASURED = 300
_LARGEST = 1e300


def plain_workbook(content: bytes) -> bytes:
    """The sheets of the file as .xlsx, all text as text; raises NotMarkable."""
    book = open_workbook(content)
    if isinstance(book, Finding):
        raise NotMarkable(UNREADABLE)
    sheets = {name: rows for name, rows in book.sheets.items() if not is_own_sheet(name, rows)}
    if not sheets:
        raise NotMarkable(UNREADABLE)
    fonts = sorted({font for name in sheets for font in book.details(name).legacy_font.values()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _frame(book, list(sheets), fonts).items():
            archive.writestr(name, part)
        for number, (name, rows) in enumerate(sheets.items(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows, book.details(name), fonts))
    return out.getvalue()


def _frame(book: Workbook, names: list[str], fonts: list[str]) -> Mapping[str, str]:
    """Every part but the sheets."""
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for at in numbers
    )
    sheets = "".join(
        f'<sheet name={attribute(name)} sheetId="{at}"{_state(book, name, names)} r:id="rId{at}"/>'
        for at, name in zip(numbers, names, strict=True)
    )
    links = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": _links([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _links([*links, (f"rId{len(names) + 1}", "styles", "styles.xml")]),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews>'
        f'<workbookView activeTab="0"/></bookViews><sheets>{sheets}</sheets></workbook>',
        "xl/styles.xml": _styles(fonts),
    }


def _state(book: Workbook, name: str, names: list[str]) -> str:
    is_hidden = name in book.hidden_sheets and not book.hidden_sheets.issuperset(names)
    return ' state="hidden"' if is_hidden else ""


def _links(links: list[tuple[str, str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _styles(fonts: list[str]) -> str:
    """One font for all, and those that give a text of their own a meaning."""
    written = "".join(f'<font><sz val="12"/><name val={attribute(font)}/></font>' for font in (_FONT, *fonts))
    kinds = [(number, 0, at == _QUOTED) for at, number in enumerate(_FORMATS)]
    kinds += [(0, at, False) for at in range(1, len(fonts) + 1)]
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
        f' applyFont="1" quotePrefix="{int(is_quoted)}"/>'
        for number, font, is_quoted in kinds
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="{len(fonts) + 1}">{written}</fonts><fills count="2">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(kinds)}">{formats}</cellXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(rows: SheetCells, details: SheetDetails, fonts: list[str]) -> str:
    written = []
    for at, row in enumerate(rows):
        cells = [
            (column + 1, *_cell(value, details, (at, column), fonts))
            for column, value in enumerate(row)
            if value not in ("", None)
        ]
        if cells or at in details.hidden_rows:
            written.append(write_row(at + 1, cells, is_hidden=at in details.hidden_rows))
    ranges = [
        f'<mergeCell ref="{cell_reference((top + 1, left + 1))}:{cell_reference((bottom + 1, right + 1))}"/>'
        for top, left, bottom, right in details.merged
        if (top, left) != (bottom, right)
    ]
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f"{write_columns(_widths(rows), details.hidden_columns)}<sheetData>{''.join(written)}</sheetData>"
        + (f'<mergeCells count="{len(ranges)}">{"".join(ranges)}</mergeCells>' if ranges else "")
        + "</worksheet>"
    )


def _widths(rows: SheetCells) -> list[float]:
    """As wide as the texts of the first rows, within limits."""
    widths: list[float] = []
    for row in rows[:_ROWS_MEASURED]:
        widths += [_NARROWEST] * (len(row) - len(widths))
        for at, value in enumerate(row):
            if value not in ("", None):
                widths[at] = min(max(widths[at], len(str(value)) + 2), _WIDEST)
    return widths


def _cell(value: Any, details: SheetDetails, place: Place, fonts: list[str]) -> tuple[Value, int]:
    """What is written and its style."""
    if isinstance(value, dt.datetime):
        return _serial(value, _INSTANT if value.time() != dt.time() else _DATE)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _serial(value, {dt.date: _DATE, dt.time: _TIME, dt.timedelta: _SPAN}[type(value)])
    if isinstance(value, bool):
        return value, _GENERAL
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _LARGEST:
        mark = details.marks.get(place)
        return value, _PERCENT if mark is not None and mark.is_percent else _GENERAL
    font = details.legacy_font.get(place)
    if font in fonts:
        return str(value), len(_FORMATS) + fonts.index(font)
    return str(value), _QUOTED if is_formula_like(str(value)) else _GENERAL


def _serial(value: dt.date | dt.time | dt.timedelta, style: int) -> tuple[Value, int]:
    """The number of days that Excel keeps; a day before its calendar stays a text."""
    number = to_excel(value)
    return (float(number), style) if number is not None and number >= 0 else (str(value), _GENERAL)
