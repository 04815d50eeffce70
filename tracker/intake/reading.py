"""Read what a unit sent: its form or its own tables, checked, with everything wrong at its cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from tracker.catalogue.reference import Reference
from tracker.intake.checking import VALUE_COLUMNS, check_figures, complete_rates
from tracker.intake.finding import Decision, Finding, decide
from tracker.intake.form_reading import is_our_form, read_form
from tracker.intake.layout import FormRequest
from tracker.intake.marking import OWN_SHEETS
from tracker.intake.recognition import NOTHING_RECOGNISED, Recognition, Remembered, TableRead
from tracker.intake.tables.context import open_context
from tracker.intake.tables.reading import read_tables
from tracker.intake.workbook import Workbook, open_workbook

Units = Sequence[tuple[str, dt.date]]
FindPrevious = Callable[[Units], pd.DataFrame]
OnStep = Callable[[str], None]  # told `opening`, `tables`, `checking` as each begins
_KEY = ["indicator_code", "unit_code", "unit_valid_from", "period", "measure"]
_UNIT = ("unit_code", "unit_valid_from")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True)
class Intake:
    """What was read from a file: `values` in VALUE_COLUMNS, findings sheet by sheet from the top down."""

    decision: Decision
    values: pd.DataFrame
    findings: tuple[Finding, ...]
    recognition: Recognition = NOTHING_RECOGNISED

    @property
    def is_form(self) -> bool:
        return any(table.layout == "form" for table in self.recognition.tables)


def read_workbook(
    content: bytes,
    request: FormRequest,
    filename: str = "",
    reference: Reference | None = None,
    remembered: Remembered | None = None,
    find_previous: FindPrevious | None = None,
    on_step: OnStep = lambda step: None,
) -> Intake:
    """Read a file handed in by the unit and for the period of the request; never raises for bad input.

    Without `reference` only our own form is read. `find_previous` gives what units reported before,
    in the columns of `request.figures` with unit_code.
    """
    on_step("opening")
    book = open_workbook(content, filename)
    if isinstance(book, Finding):
        return _refused(book)
    on_step("tables")
    if is_our_form(book):
        return _read_form(book, request)
    if reference is None:
        return _refused(Finding("no_table"))
    return _read_tables(book, request, reference, remembered or Remembered(), find_previous, on_step)


def _refused(finding: Finding) -> Intake:
    return Intake(decide([finding]), complete_rates(pd.DataFrame(columns=list(VALUE_COLUMNS))), (finding,))


def _read_form(book: Workbook, request: FormRequest) -> Intake:
    read = read_form(book, request)
    own = {"unit_code": request.unit.code, "unit_valid_from": request.unit.valid_from}
    values = complete_rates(pd.DataFrame(read.figures, columns=list(VALUE_COLUMNS)).assign(**own))
    findings = [*book.notices, *read.findings]
    if read.is_whole:
        findings += check_figures(values, request.catalogue, request.figures, request.period)
        findings += _nothing_read("no_values", values, findings)
    # What repeats a key could not be stored; its finding stands at the second row.
    values = values.drop_duplicates(_KEY, ignore_index=True)
    table = TableRead(next(iter(book.sheets), ""), "", "form", "", len(values))
    return _intake(values, findings, Recognition((table,)))


def _read_tables(
    book: Workbook,
    request: FormRequest,
    reference: Reference,
    remembered: Remembered,
    find_previous: FindPrevious | None,
    on_step: OnStep,
) -> Intake:
    context = open_context(request.unit, request.period, request.catalogue, reference, remembered)
    read = read_tables(book, context, OWN_SHEETS)
    values = complete_rates(read.values)
    # A rate that was typed but could not be read is not put right behind the sender's back.
    is_unread = read.values["value"].isna() & (read.values["raw"] != "") & ~values["is_derived"]
    values["value"] = values["value"].mask(is_unread.to_numpy(dtype=bool))
    findings = [*book.notices, *read.findings]
    on_step("checking")
    if len(values):
        checked = values[~read.values["is_conflict"].astype(bool).to_numpy() & values["is_stored"]]
        units = list(values[list(_UNIT)].drop_duplicates().itertuples(index=False, name=None))
        previous = find_previous(units) if find_previous else request.figures.iloc[:0]
        findings += check_figures(checked, request.catalogue, previous, request.period)
    if read.recognition.tables:
        findings += _nothing_read("no_figures", values, findings)
    return _intake(values, findings, read.recognition)


def _nothing_read(code: str, values: pd.DataFrame, findings: Sequence[Finding]) -> list[Finding]:
    is_empty = values.empty or not values["value"].notna().any()
    return [Finding(code)] if is_empty and decide(findings) != "return" else []


def _intake(values: pd.DataFrame, findings: Sequence[Finding], recognition: Recognition) -> Intake:
    ordered = tuple(sorted(findings, key=_place))
    return Intake(decide(ordered), values, ordered, recognition)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    """Sheet, row, then column of the cell; what is about the whole file comes first."""
    sheet, _, reference = (finding.cell or "").rpartition("!")
    found = _PLACE.match(reference)
    return (sheet, int(found[2]), len(found[1]), found[1]) if found else ("", 0, 0, "")
