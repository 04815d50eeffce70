"""A sheet of the workbook library that takes long tables at the speed of joining text.

The library handles a cell in some 15 µs; thousands of rows of raw figures would take most of an annex's time. It
offers `worksheet_class` for sheets of one's own; what is overridden here is private to it, so its version is pinned
and tests/outputs/test_annex.py reads every cell back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_TEXT, _QUOTED, _NUMBER = "\x01", "\x02", "\x03"  # stand for the formats until the library has numbered them
_letters = cache(xl_col_to_name)


class QuickSheet(Worksheet):
    """A worksheet; `add_rows` appends rows below everything that was written by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._markup = ""
        self._formats: tuple[Format, ...] = ()

    def add_rows(
        self,
        top: int,
        rows: Iterable[Sequence[str | float | None]],
        *,
        text: Format,
        quoted: Format,
        number: Format,
    ) -> int:
        """Rows of texts, numbers and None (no cell) from `top` on; `quoted` texts look like formulas. The next row."""
        self._formats = text, quoted, number
        letters: list[str] = []
        known: dict[str, str] = {}
        parts: list[str] = []
        row = top
        for row, values in enumerate(rows, start=top):
            letters += [xl_col_to_name(at) for at in range(len(letters), len(values))]
            line = row + 1
            parts.append(f'<row r="{line}">')
            for letter, value in zip(letters, values, strict=False):
                if isinstance(value, str):
                    if value not in known:
                        known[value] = self._text_cell(value)
                    else:
                        self.str_table.count += 1
                    parts.append(f'<c r="{letter}{line}{known[value]}')
                elif value is not None:
                    parts.append(f'<c r="{letter}{line}" s="{_NUMBER}"><v>{value:.16G}</v></c>')
            parts.append("</row>")
        if parts:
            self._check_dimensions(row, len(letters) - 1)
        self._markup = "".join(parts)
        return row + 1 if parts else top

    def _text_cell(self, value: str) -> str:
        style = _QUOTED if value[:1] in ("=", "+", "-", "@") else _TEXT
        index = self.str_table._get_shared_string_index(value)
        return f'" s="{style}" t="s"><v>{index}</v></c>'

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Our formulas use functions of every version of Excel: none needs the prefix of a later one."""
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        """Which columns a row spans is a hint that no reader needs."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        if kind not in ("Number", "String", "RichString", "Blank") or not cell.format:
            super()._write_cell(row, col, cell)
            return
        head = f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(f"{head}/>")
        elif kind == "Number":
            self.fh.write(f"{head}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f'{head} t="s"><v>{cell.string}</v></c>')

    def _write_rows(self) -> None:
        super()._write_rows()
        markup = self._markup
        for sign, style in zip((_TEXT, _QUOTED, _NUMBER), self._formats, strict=False):
            markup = markup.replace(sign, str(style._get_xf_index()))
        self.fh.write(markup)
