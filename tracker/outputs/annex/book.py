"""A workbook in the making: texts that stay texts, styles made once, marks and paper of every sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.outputs.annex.fitting import count_lines, row_height
from tracker.outputs.annex.quick_sheet import QuickSheet
from tracker.outputs.clean_text import drop_controls
from tracker.words.annex_texts import PAGE

FONT, SIZE = "Times New Roman", 11
LINE, HEAD, GROUP, INK, MUTED, ALARM = "#9AA5B1", "#E8F0F8", "#F3F5F8", "#17212B", "#5A6672", "#C2410C"
_FORMULA_STARTS = ("=", "+", "-", "@")
_LONGEST_TEXT, _LONGEST_NAME, _LONGEST_FOOTER = 32_767, 31, 240
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
_A4 = 9
_USUAL_WIDTH = 8.43
BORDERED: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True}
FIGURE: dict[str, Any] = {"align": "right", "indent": 1, "text_wrap": False}
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "font_color": INK}
_CELL: dict[str, Any] = _BASE | BORDERED


@dataclass(frozen=True)
class Formula:
    """A live formula and what it gives now; None: nothing, because a figure is missing."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Marks:
    """What every sheet of a workbook says: where its numbers are from, and what it must not be used for."""

    footnote: str
    warnings: tuple[str, ...]  # draft, illustrative figures


Value = str | float | Formula | None


class Book:
    """Writes sheets; `close` gives the bytes. Rows and columns count from 0."""

    def __init__(self, marks: Marks) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._book.set_calc_mode("auto")
        self._styles: dict[tuple[Any, ...], Format] = {}
        self._widths: dict[str, dict[int, float]] = {}
        self._heights: dict[str, dict[int, float]] = {}
        self.marks = marks

    def sheet(self, name: str, *, tab: str | None = None) -> QuickSheet:
        """A sheet of that name, cut and numbered where Excel's rules ask for it."""
        base = drop_controls(name).translate(_NOT_IN_NAMES).strip()[:_LONGEST_NAME] or "Bảng"
        taken, unique, at = {one.name.lower() for one in self._book.worksheets()}, base, 2
        while unique.lower() in taken:
            unique, at = f"{base[: _LONGEST_NAME - 4]} ({at})", at + 1
        sheet: QuickSheet = self._book.add_worksheet(unique, QuickSheet)
        sheet.hide_gridlines(2)
        if tab:
            sheet.set_tab_color(tab)
        return sheet

    def widths(self, sheet: Worksheet, widths: Sequence[float], first: int = 0) -> None:
        """The widths of columns from `first` on; rows are made as high as their texts need in them."""
        for at, width in enumerate(widths, start=first):
            sheet.set_column(at, at, width)
            self._widths.setdefault(sheet.get_name(), {})[at] = width

    def fit(self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, **properties: Any) -> None:
        """Make a row high enough for a text in these columns (first, last)."""
        known = self._widths.get(sheet.get_name(), {})
        width = sum(known.get(at, _USUAL_WIDTH) for at in range(columns[0], columns[1] + 1))
        size, bold = properties.get("font_size", SIZE), properties.get("bold", False)
        height = row_height(count_lines(text, width, size, bold=bold), size)
        heights = self._heights.setdefault(sheet.get_name(), {})
        heights[row] = max(heights.get(row, 0), height)

    def style(self, **properties: Any) -> Format:
        """The format of these properties, the house's font unless they say otherwise."""
        return self._format(_BASE, properties)

    def cell(self, **properties: Any) -> Format:
        """A bordered cell of a table."""
        return self._format(_CELL, properties)

    def _format(self, base: Mapping[str, Any], properties: Mapping[str, Any]) -> Format:
        key = (base is _CELL, *properties.items())
        if key not in self._styles:
            self._styles[key] = self._book.add_format({**base, **properties})
        return self._styles[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, **properties: Any) -> None:
        """Write a bordered cell; a text that looks like a formula stays those characters."""
        if value is None:
            sheet.write_blank(row, column, None, self.cell(**properties))
        elif isinstance(value, Formula):
            result = "" if value.value is None else value.value
            sheet.write_formula(row, column, value.text, self.cell(**properties), result)
        elif isinstance(value, str):
            text = plain_text(value)
            if text.startswith(_FORMULA_STARTS):
                properties = {**properties, "quote_prefix": True}
            self.fit(sheet, row, (column, column), text, **properties)
            sheet.write_string(row, column, text, self.cell(**properties))
        else:
            sheet.write_number(row, column, value, self.cell(**properties))

    def rich(
        self, sheet: Worksheet, row: int, column: int, pieces: Sequence[tuple[str, Format]], cell: Format
    ) -> None:
        """One text whose pieces have looks of their own."""
        known = [(plain_text(text), style) for text, style in pieces if plain_text(text)]
        whole = "".join(text for text, _ in known)
        if len(known) < 2 or len(whole) > _LONGEST_TEXT:
            sheet.write_string(row, column, plain_text(whole), cell)
        else:
            told = [part for text, style in known for part in (style, text)]
            sheet.write_rich_string(row, column, *told, cell)

    def merge(self, sheet: Worksheet, area: tuple[int, int, int, int], text: str, **properties: Any) -> None:
        """One text over an area; its row is fitted when it is one. Excel has no merged area of one cell."""
        top, left, bottom, right = area
        style = self.style(**properties)
        if (top, left) != (bottom, right):
            sheet.merge_range(top, left, bottom, right, "", style)
        if top == bottom:
            self.fit(sheet, top, (left, right), text, **properties)
        sheet.write_string(top, left, plain_text(text), style)

    def title(self, sheet: Worksheet, width: int, title: str, lines: Sequence[str]) -> int:
        """The centred title over `width` columns, lines in italics under it, the marks; the next free row."""
        centred = {"align": "center", "text_wrap": True}
        texts: list[tuple[str, dict[str, Any]]] = [(title, {"bold": True, "font_size": 14})]
        texts += [(line, {"italic": True}) for line in lines]
        if self.marks.warnings:
            texts.append((" · ".join(self.marks.warnings), {"bold": True, "font_color": ALARM}))
        for row, (text, look) in enumerate(texts):
            self.merge(sheet, (row, 0, row, width - 1), text, **centred, **look)
        return len(texts) + 1

    def note(self, sheet: Worksheet, row: int, width: int, text: str) -> int:
        """A note in small italics over `width` columns; the next free row."""
        look = {"italic": True, "font_size": 10, "font_color": MUTED, "text_wrap": True, "valign": "top"}
        self.merge(sheet, (row, 0, row, width - 1), text, **look)
        return row + 1

    def page(
        self, sheet: Worksheet, *, is_upright: bool = False, repeated: tuple[int, int] | None = None
    ) -> None:
        """A4, as wide as the paper, the head of the table on every page, the footnote and page numbers below."""
        sheet.set_paper(_A4)
        sheet.set_portrait() if is_upright else sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        if repeated:
            sheet.repeat_rows(*repeated)
        small = f'&"{FONT},Italic"&9'
        footnote = self.marks.footnote.replace("&", "&&")[:_LONGEST_FOOTER]
        sheet.set_footer(f"&L{small}{footnote}&R{small}{PAGE}")
        if self.marks.warnings:
            sheet.set_header(f'&R&"{FONT},Bold"&9{" · ".join(self.marks.warnings)}')

    def close(self) -> bytes:
        for sheet in self._book.worksheets():
            for row, height in self._heights.get(sheet.get_name(), {}).items():
                sheet.set_row(row, height)
        self._book.close()
        return self._stream.getvalue()

    @property
    def chart(self) -> Callable[..., Any]:
        return self._book.add_chart


def plain_text(text: str) -> str:
    """The text as a cell holds it: no control characters, not longer than Excel takes."""
    clean = drop_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    return clean if len(clean) <= _LONGEST_TEXT else clean[: _LONGEST_TEXT - 1] + "…"


def number_format(decimals: int, suffix: str = "", *, is_signed: bool = False) -> str:
    """`#,##0.0" điểm"`: the reader's locale decides which marks stand in it."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    unit = f'"{suffix}"' if suffix else ""
    return f"+{digits}{unit};-{digits}{unit};{digits}{unit}" if is_signed else f"{digits}{unit}"
