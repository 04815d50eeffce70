"""A .csv file: records of fields, with the separator that makes a table of them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice

from tracker.intake.extent import check_extent
from tracker.intake.finding import Finding
from tracker.intake.sheet_cells import SheetCells
from tracker.intake.text_encoding import read_text

SHEET = "CSV"
_SEPARATORS = ";\t,|"  # of two that make the same table, the first
_SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)  # a first line for Excel, which shows no row for it
_TRIED = 300  # records by which the separator is found
_TRIED_TEXT = 1_000_000  # characters in which they are looked for
_MOSTLY = 0.6
_NAMED_AS_TEXT = (".csv", ".tsv", ".tab", ".txt")
_END = "\x01"  # behind the last record; no text holds it


@dataclass(frozen=True)
class Delimited:
    """The cells from the first record on, all as text."""

    cells: SheetCells
    notices: tuple[Finding, ...] = ()


def read_delimited(content: bytes, filename: str = "") -> Delimited | Finding:
    """The table in a file of text; raises TooManyCells."""
    read = read_text(content)
    if read is None:
        return Finding("not_a_workbook")
    said = _SAID.match(read.text)
    text = read.text[said.end() :] if said else read.text
    separator = said[1] if said else _find_separator(text)
    if separator is None:
        is_named = filename.lower().endswith(_NAMED_AS_TEXT)
        return Finding("text_without_table" if is_named else "not_a_workbook")
    rows = None if read.is_cut else _read_rows(text, separator)
    if rows is None:
        return Finding("truncated_file")
    notices = (Finding("encoding_guessed", None, {"encoding": read.guessed}),) if read.guessed else ()
    return Delimited(SheetCells(rows, len(rows), len(rows[0]) if rows else 0), notices)


def _read_rows(text: str, separator: str) -> list[list[str]] | None:
    """None when a quotation mark does not end, or ends such that records may be lost in one field."""
    try:
        return _collect(_records(text, separator, is_strict=True))
    except csv.Error:
        pass
    try:
        rows = _collect(_records(text, separator))
    except csv.Error:
        return None
    return None if any("\n" in cell or "\r" in cell for row in rows for cell in row) else rows


def _collect(records: Iterator[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    width = 0
    for record in records:
        rows.append(record)
        width = max(width, len(record))
        check_extent(len(rows), width)
    if rows.pop() != [_END]:
        raise csv.Error("open quotation mark")
    while rows and not any(rows[-1]):
        rows.pop()
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _records(text: str, separator: str, *, is_strict: bool = False) -> Iterator[list[str]]:
    whole = text if text.endswith(("\n", "\r")) else f"{text}\n"
    return csv.reader(chain(io.StringIO(whole, newline=""), [_END]), delimiter=separator, strict=is_strict)


def _find_separator(text: str) -> str | None:
    """The separator by which most records have the same number of fields, and of those the one with most fields."""
    found: list[tuple[float, int, str]] = []
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text[:_TRIED_TEXT], newline=""), delimiter=separator)
        try:
            widths = [len(record) for record in islice(reader, _TRIED) if any(record)]
        except csv.Error:
            continue
        share, width = _table_in(widths)
        if share:
            found.append((share, width, separator))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _table_in(widths: list[int]) -> tuple[float, int]:
    """Share of the records that have the usual number of fields, and this number; (0, 0) where there is no table."""
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual or usual[0][1] < 2:
        return 0, 0
    width, count = usual[0]
    share = count / len(widths)
    longest = max(len(list(run)) for value, run in groupby(widths) if value == width)
    return (share, width) if share >= _MOSTLY or (longest > 1 and width > 2) else (0, 0)
