"""Read the tables of a workbook that is no form of ours: figures, findings, and how each name was understood."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.core.period import Period
from tracker.intake.finding import Finding
from tracker.intake.names.keys import plain_key
from tracker.intake.recognition import Recognition, TableRead
from tracker.intake.tables.assembly import assemble_values
from tracker.intake.tables.context import Context
from tracker.intake.tables.grid import Grid, read_grids
from tracker.intake.tables.headers import Header, find_headers
from tracker.intake.tables.remarks import remark_on
from tracker.intake.tables.table import Table, read_table
from tracker.intake.workbook import Workbook


@dataclass(frozen=True)
class TablesRead:
    """`values`: tracker.intake.tables.assembly; findings are the context's and those on the whole file."""

    values: pd.DataFrame
    findings: list[Finding]
    recognition: Recognition


def read_tables(book: Workbook, context: Context, skipped: Sequence[str] = ()) -> TablesRead:
    """Every table on the visible sheets; `no_table` when there is none."""
    tables: list[Table] = []
    for grid in read_grids(book, skipped):
        tables += _read_sheet(grid, len(tables), context)
    if not tables:
        return TablesRead(assemble_values([], context), [Finding("no_table")], Recognition())
    values = assemble_values(tables, context)
    remark_on(tables, context)
    _check_periods(values, context)
    return TablesRead(values, context.findings, _recognition(tables, values, context))


def _read_sheet(grid: Grid, number: int, context: Context) -> list[Table]:
    tables: list[Table] = []
    headers = find_headers(grid)
    for header in headers:
        ends = (int(one.body.rows[-1]) + 1 for one in tables)
        above = max((end for end in ends if end <= header.first_row), default=0)
        heads = ((above, header.first_row), (0, headers[0].first_row))
        limit = min((one.first_row for one in headers if _stands_below(one, header)), default=grid.height)
        table = read_table(grid, header, heads, limit, number + len(tables), context)
        if table is not None:
            tables.append(table)
    return tables


def _stands_below(one: Header, other: Header) -> bool:
    (first, end), (other_first, other_end) = one.columns, other.columns
    return one.first_row > other.first_row and first < other_end and other_first < end


def _check_periods(values: pd.DataFrame, context: Context) -> None:
    """A file all of whose figures are of other periods was handed in for the wrong round."""
    figures = values[~values["is_target"].astype(bool)]
    if figures.empty:
        return
    year = context.period.whole_year()
    allowed = {str(context.period), str(year), str(Period(year.year + 1))}
    if not figures["period"].isin(allowed).any():
        first = figures.iloc[-1]
        context.add("wrong_period", first["cell"], found=first["period"], expected=str(context.period))
    is_late = figures["measure"].isin(["actual", "estimate"]) & ~figures["period"].isin(allowed)
    late = figures[is_late & (figures["period"].str[:4].astype(int) > context.period.year)]
    for row in late.drop_duplicates(["table", "period", "measure"]).itertuples(index=False):
        context.add("wrong_period", row.cell, found=row.period, expected=str(context.period))


def _recognition(tables: Sequence[Table], values: pd.DataFrame, context: Context) -> Recognition:
    counts = values["table"].value_counts()
    reads = tuple(
        TableRead(
            table.grid.sheet,
            table.title,
            table.layout,
            table.grid.span(table.header.first_row, 0, table.body.end - 1, table.grid.width - 1),
            int(counts.get(number, 0)),
            table.left_out,
        )
        for number, table in enumerate(tables)
    )
    return Recognition(reads, tuple(context.names.values()), _layout_key(tables))


def _layout_key(tables: Sequence[Table]) -> str:
    """The headers without their numbers, so that next year's file of the same layout is known again."""
    headers = [
        [plain_key(re.sub(r"\d+", " ", table.header.path(column))) for column in range(table.grid.width)]
        for table in tables
    ]
    return hashlib.sha256(repr(headers).encode()).hexdigest()[:16]
