"""Rows as a .csv that a spreadsheet of a Vietnamese office opens as it should, and in which nothing is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from tracker.words.formats import format_date

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Value = str | float | dt.date | dt.datetime | None


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, semicolons between cells, decimal commas; text that looks like a formula gets a quote."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_text(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{format_date(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return f"{value:g}".replace(".", ",")
