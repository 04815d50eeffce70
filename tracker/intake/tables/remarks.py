"""What a sheet holds besides figures that the sender should know was seen: hidden cells, old fonts, odd text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from tracker.intake.tables.context import Context
from tracker.intake.tables.table import Table
from tracker.intake.tables.wordings import find_worded

_FORMULA = re.compile(r"\s*(?:[=@]\s*[A-Za-zÀ-ỹ(+\-'\"\d]|[+\-]\s*[A-Za-z_]+\w*\s*[(!|])")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!][^<>]*>")
_ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}


def remark_on(tables: Iterable[Table], context: Context) -> None:
    """Warnings on tables that gave figures."""
    converted: set[str] = set()
    for table in tables:
        _hidden_rows(table, context)
        _hidden_columns(table, context)
        _odd_texts(table, context)
        converted |= table.grid.legacy
    for encoding in sorted(converted):
        context.add("legacy_encoding", None, encoding=_ENCODINGS[encoding])


def _hidden_rows(table: Table, context: Context) -> None:
    rows = [int(row) for row in table.body.rows if int(row) in table.grid.details.hidden_rows]
    for first, last in _runs(rows):
        cells = table.grid.span(first, 0, last, table.grid.width - 1)
        context.add("hidden_rows", cells, count=last - first + 1)


def _hidden_columns(table: Table, context: Context) -> None:
    used = {column.position for column in table.columns.figures} | set(table.columns.roles.values())
    hidden = sorted(used & table.grid.details.hidden_columns)
    for first, last in _runs(hidden):
        cells = table.grid.span(int(table.body.rows[0]), first, int(table.body.rows[-1]), last)
        context.add("hidden_columns", cells, count=last - first + 1)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as first and last."""
    for at, number in enumerate(numbers):
        if at == 0 or numbers[at - 1] != number - 1:
            first = number
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield first, number


def _odd_texts(table: Table, context: Context) -> None:
    """Text that another program might run or draw; here it stays text."""
    first, end = table.header.first_row, table.body.end
    for column, texts in enumerate(table.grid.texts):
        cells = table.grid.columns[column][first:end]
        for text in find_worded(texts, lambda text: len(text) > 2 and _oddity(text) is not None):
            for row in np.flatnonzero(cells == text):
                context.add(str(_oddity(text)), table.grid.name(int(first + row), column), text=text[:60])


def _oddity(text: str) -> str | None:
    if _FORMULA.match(text):
        return "formula_like_text"
    return "markup_in_text" if _MARKUP.search(text) else None
