"""A sample: a file that an office might send, and what a correct reader finds in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.intake.corpus.sheets import Path, Sheet, add_header

PLAN, ESTIMATE, ACTUAL = "plan", "estimate", "actual"
LOOSE = ("accept", "confirm")  # where a correct reader may have something to say, or nothing
MISSING = (None, None)  # an empty cell where a figure should be


@dataclass
class Sample:
    """The file, who hands it in for which period, and the expectation (keys as in the samples' README)."""

    filename: str
    unit: str
    period: str
    must: str | tuple[str, ...] = "accept"
    content: bytes = b""
    values: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    not_said: tuple[str, ...] = ()
    more_values: bool = False  # beyond the listed
    more_errors: bool = False

    def value(
        self,
        cell: str,
        indicator: str,
        unit: str,
        period: str,
        measure: str,
        value: float | None,
        numerator: float | None = None,
        denominator: float | None = None,
        **more: Any,
    ) -> None:
        parts = {"numerator": numerator, "denominator": denominator} if value is not None else {}
        key = {"cell": cell, "indicator": indicator, "unit": unit, "period": period, "measure": measure}
        self.values.append(key | {"value": value} | parts | more)

    def says(self, kind: str, cell: str = "", severity: str = "warning") -> None:
        self.findings.append({"kind": kind, "cell": cell, "severity": severity})

    @property
    def expected(self) -> dict[str, Any]:
        names = ("must", "values", "findings", "not_said", "more_values", "more_errors")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Column:
    """A column: its header, what its cells are; `numerator` and `denominator` are keys of other columns.

    `role`: figure, part (a numerator or denominator alone), name, other (numbers, notes, comparisons).
    """

    path: Path
    role: str = "other"
    key: str = ""
    indicator: str = ""
    period: str = ""
    measure: str = ACTUAL
    numerator: str = ""
    denominator: str = ""
    factor: float = 1.0  # from the header's unit of measure to the catalogue's
    more: tuple[tuple[str, Any], ...] = ()  # further keys of the expected values


def figure(header: str | Path, indicator: str, key: str = "", **more: Any) -> Column:
    path = (header,) if isinstance(header, str) else header
    return Column(path, "figure", key or indicator, indicator, **more)


def timed(header: str | Path, period: str, measure: str = ACTUAL) -> Column:
    """A column of one time in a table of indicators."""
    path = (header,) if isinstance(header, str) else header
    return Column(path, "figure", f"{period} {measure}", period=period, measure=measure)


def other(header: str | Path, key: str = "") -> Column:
    return Column((header,) if isinstance(header, str) else header, "other", key)


def name_column(header: str | Path) -> Column:
    return Column((header,) if isinstance(header, str) else header, "name", "name")


@dataclass(frozen=True)
class Row:
    """A row: its cells by column key; a pair is (what stands there, what it means).

    `code`: the unit's code in a table of places, the indicator's in a table of indicators;
    "" for a row that is none. `parts`: rows below that hold the numerator and the denominator.
    """

    name: str
    code: str = ""
    cells: dict[str, Any] = field(default_factory=dict)
    more: tuple[tuple[str, Any], ...] = ()
    numerator: str = ""  # name of the row that holds this row's numerators
    denominator: str = ""


def shown(cell: Any) -> Any:
    return cell[0] if isinstance(cell, tuple) else cell


def meant(cell: Any) -> Any:
    return cell[1] if isinstance(cell, tuple) else cell


def add_table(
    sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], numbers: Sequence[Any] = ()
) -> int:
    """Header, a row of column numbers if there are any, and the rows; the first data row."""
    add_header(sheet, [column.path for column in columns])
    if numbers:
        sheet.add(*numbers)
    first = sheet.last + 1
    for row in rows:
        sheet.add(*(row.name if c.role == "name" else shown(row.cells.get(c.key)) for c in columns))
    return first


def expect_places(
    sample: Sample, sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], first: int, period: str
) -> None:
    """The values of a table with a row for each place and a column for each figure."""
    at_column = {column.key: at for at, column in enumerate(columns)}
    for at, row in enumerate(rows, start=first):
        for column in columns:
            if not row.code or column.role != "figure" or column.key not in row.cells:
                continue
            value = meant(row.cells[column.key])
            parts = [
                meant(row.cells.get(key)) if key else None for key in (column.numerator, column.denominator)
            ]
            sample.value(
                sheet.cell(at, at_column[column.key]), column.indicator, row.code,
                column.period or period, column.measure,
                None if value is None else value * column.factor, *parts, **dict(column.more + row.more),
            )  # fmt: skip


def expect_times(
    sample: Sample, sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], first: int, unit: str
) -> None:
    """The values of a table with a row for each indicator and a column for each time."""
    by_name = {row.name: row for row in rows}
    for at, row in enumerate(rows, start=first):
        for position, column in enumerate(columns):
            if not row.code or column.role != "figure" or column.key not in row.cells:
                continue
            value = meant(row.cells[column.key])
            named = [by_name[name].cells if name else {} for name in (row.numerator, row.denominator)]
            parts = [meant(cells.get(column.key)) for cells in named]
            sample.value(
                sheet.cell(at, position), row.code, unit, column.period, column.measure, value, *parts,
                **dict(row.more),
            )  # fmt: skip
