"""One row of a form: its inputs as figures, and what is wrong with them, each at its cell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.catalogue.model import Indicator
from tracker.intake.finding import Finding
from tracker.intake.layout import HAS_VALUE, MISSING, NIL, NOT_ASKED, STATUSES, has_parts
from tracker.intake.numbers import NumberRead, clean_text, read_number
from tracker.intake.workbook import CellMark, cell_name

WEIGHED_NOTE = "Ước theo tỷ lệ; tử số tính từ mẫu số của kỳ báo cáo"
_STATUS_BY_TEXT = {status.casefold(): status for status in STATUSES}


@dataclass
class FormRow:
    """A row as it stands in the sheet; `columns` maps column keys to positions from 0.

    `key`: the column of the figure that the parts belong to, `estimate` where nothing else is asked for.
    """

    sheet: str
    at: int
    cells: Sequence[Any]
    columns: Mapping[str, int]
    marks: Mapping[tuple[int, int], CellMark]
    indicator: Indicator
    key: str = "value"
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_estimate_only(self) -> bool:
        return self.key == "estimate"

    def raw(self, key: str) -> Any:
        column = self.columns.get(key, len(self.cells))
        return self.cells[column] if column < len(self.cells) else ""

    def cell(self, key: str) -> str:
        return cell_name(self.sheet, self.at, self.columns[key])

    def mark(self, key: str) -> CellMark:
        return self.marks.get((self.at, self.columns.get(key, -1)), CellMark())

    def add(self, code: str, key: str, **details: Any) -> None:
        self.findings.append(
            Finding(code, self.cell(key), {"indicator_code": self.indicator.code, **details})
        )

    def number(self, key: str) -> NumberRead:
        """The figure typed in a column; what is wrong with it is added to the findings."""
        if key not in self.columns:
            return NumberRead(mark="missing")
        mark, raw = self.mark(key), self.raw(key)
        if mark.error:
            read = NumberRead(code="excel_error", details={"text": mark.error})
        elif mark.formula and raw == "":
            read = NumberRead(code="formula_without_value", details={"text": mark.formula[:80]})
        else:
            is_part = key in {"numerator", "denominator"}
            unit = "" if is_part else self.indicator.unit_of_measure
            decimals = 0 if is_part else self.indicator.decimals
            read = read_number(raw, unit, decimals=decimals, is_percent_cell=mark.is_percent)
        if read.code:
            self.add(read.code, key, **read.details)
        return read

    def status(self) -> str | None:
        text = clean_text(self.raw("status"))
        if not text:
            return None
        known = _STATUS_BY_TEXT.get(text.casefold())
        if known is None:
            self.add("unknown_status", "status", text=text[:80], choices=", ".join(STATUSES))
        return known


def read_row(row: FormRow, period: str, year: str, earlier: float | None) -> list[dict[str, Any]]:
    """The figures of one row: the period's actual and, if asked, the year's estimate; or the estimate alone.

    `earlier`: what the unit handed in before for the row's own figure, if anything.
    """
    before = len(row.findings)
    status = row.status()
    parts = _read_parts(row)
    figure = _judge_status(row, status, parts, earlier, len(row.findings) > before)
    if row.is_estimate_only:
        _check_not_asked(row)
        return [] if figure is None else [_figure(row, year, "estimate", figure)]
    figures = [] if figure is None else [_figure(row, period, "actual", figure)]
    estimate = row.number("estimate")
    if estimate.value is not None:
        if row.indicator.unit_of_measure == "%" and not row.mark("estimate").is_percent:
            _warn_of_small_rate(row, estimate.value)
        figures.append(_weighed_figure(row, year, _weigh(row, estimate.value, parts)))
    return figures


@dataclass(frozen=True)
class _Parts:
    """The inputs of the row's own figure; `is_explicit`: a sign such as … says there is none."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    is_explicit: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None


def _read_parts(row: FormRow) -> _Parts:
    if not has_parts(row.indicator):
        read = row.number(row.key)
        return _Parts(read.value, is_explicit=read.mark == "missing" and clean_text(row.raw(row.key)) != "")
    numerator, denominator = row.number("numerator"), row.number("denominator")
    # A formula in the rate's own cell is ours: its result follows from the parts.
    rate = NumberRead() if row.mark(row.key).formula else row.number(row.key)
    typed = any(clean_text(row.raw(key)) for key in ("numerator", "denominator"))
    explicit = typed and {numerator.mark, denominator.mark} == {"missing"}
    return _Parts(rate.value, numerator.value, denominator.value, explicit)


def _judge_status(
    row: FormRow, status: str | None, parts: _Parts, earlier: float | None, has_fault: bool
) -> dict[str, float | None] | None:
    """The figure to store, or None; the status and the figures must not contradict each other."""
    if status == NIL:
        said = next((one for one in (parts.numerator, parts.value) if one), None)
        if said is not None:
            row.add("status_contradicts_value", "status", status=status, value=said)
            return None
        zero: dict[str, float | None] = {"value": 0.0}
        return zero | (
            {"numerator": 0.0, "denominator": parts.denominator or 0.0} if has_parts(row.indicator) else {}
        )
    if status == MISSING and not parts.is_empty:
        said = next(one for one in (parts.value, parts.numerator, parts.denominator) if one is not None)
        row.add("status_contradicts_value", "status", status=status, value=said)
        return None
    if parts.is_empty:
        if has_fault:
            return None
        if status == HAS_VALUE:
            row.add("status_without_value", _first_input(row))
        elif row.is_estimate_only and status is None:
            return None  # what is measured at the end of the year need not be estimated at its middle
        elif earlier is not None:
            said = status == MISSING or parts.is_explicit
            row.add("earlier_value_stays", _first_input(row), value=earlier, is_explicit=said)
        elif status is None and not parts.is_explicit:
            row.add("missing_value", _first_input(row))
        return None
    return _judge_parts(row, parts, has_fault) if has_parts(row.indicator) else {"value": parts.value}


def _judge_parts(row: FormRow, parts: _Parts, has_fault: bool) -> dict[str, float | None] | None:
    if parts.numerator is None and parts.denominator is None:
        row.add("rate_without_parts", row.key, value=parts.value)
        return {"value": parts.value}
    if parts.numerator is None or parts.denominator is None:
        if not has_fault:
            names = {"numerator": "tử số", "denominator": "mẫu số"}
            absent = "numerator" if parts.numerator is None else "denominator"
            present = "denominator" if absent == "numerator" else "numerator"
            row.add("missing_part", absent, present=names[present], absent=names[absent])
        return None
    if parts.denominator == 0:
        row.add("zero_denominator", "denominator")
        return None
    return {"value": parts.value, "numerator": parts.numerator, "denominator": parts.denominator}


def _weigh(row: FormRow, rate: float, parts: _Parts) -> dict[str, float | None]:
    """A year-end estimate; a rate is weighed by the period's own denominator, so that estimates add up."""
    is_share = 0 <= rate <= (row.indicator.ceiling or math.inf)
    if not has_parts(row.indicator) or not is_share or (parts.denominator or 0) <= 0:
        return {"value": rate}
    assert parts.denominator is not None
    return {"value": rate, "numerator": rate * parts.denominator / 100, "denominator": parts.denominator}


def _warn_of_small_rate(row: FormRow, value: float) -> None:
    if 0 < abs(value) < 1:
        row.add("ambiguous_percent", "estimate", value=value, hundredfold=100 * value)


def _first_input(row: FormRow) -> str:
    return "numerator" if has_parts(row.indicator) else row.key


def _check_not_asked(row: FormRow) -> None:
    """A figure of the half year typed over the mark would be lost without a word."""
    found = clean_text(row.raw("value")) or row.mark("value").formula or row.mark("value").error or ""
    if found.casefold() not in {"", NOT_ASKED}:
        row.add("locked_cell_changed", "value", found=found[:120], expected=NOT_ASKED)


def _figure(row: FormRow, period: str, measure: str, numbers: Mapping[str, float | None]) -> dict[str, Any]:
    """The row's own figure, with the row's note and the cells of its parts."""
    return {
        "indicator_code": row.indicator.code,
        "period": period,
        "measure": measure,
        "value": numbers.get("value"),
        "numerator": numbers.get("numerator"),
        "denominator": numbers.get("denominator"),
        "note": clean_text(row.raw("note"))[:500] or None,
        "cell": row.cell(row.key),
        "numerator_cell": row.cell("numerator"),
        "denominator_cell": row.cell("denominator"),
    }


def _weighed_figure(row: FormRow, year: str, numbers: Mapping[str, float | None]) -> dict[str, Any]:
    """The estimate beside an actual: one typed number, whose parts, if any, are weights and no statements."""
    cell = row.cell("estimate")
    places = {"cell": cell, "numerator_cell": cell, "denominator_cell": cell}
    note = WEIGHED_NOTE if numbers.get("denominator") else None
    return _figure(row, year, "estimate", numbers) | places | {"note": note}
