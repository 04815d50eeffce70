"""Read our own form: whose it is, whether its locked cells stand, and the figures in its input cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.intake.finding import Finding
from tracker.intake.layout import (
    FORM_NAME,
    FORM_VERSION,
    INFO_SHEET,
    LOCKED_KEYS,
    SHEET,
    SIGNATURE,
    FormRequest,
    figure_key,
    locked_texts,
    text_hash,
)
from tracker.intake.numbers import clean_text
from tracker.intake.rows import FormRow, read_row
from tracker.intake.workbook import SheetCells, Workbook, cell_name
from tracker.words.formats import format_period

_HEADER_WITHIN = 40  # rows from the top in which the header is looked for
_LAST_ROW_READ = 3000
_INPUTS = ("numerator", "denominator", "value", "estimate")


@dataclass(frozen=True)
class FormRead:
    """Figures in VALUE_COLUMNS without the unit's own; `is_whole` is False where reading stopped early."""

    figures: list[dict[str, Any]]
    findings: list[Finding]
    is_whole: bool = False


def is_our_form(book: Workbook) -> bool:
    return _read_info(book).get("form") == FORM_NAME


def read_form(book: Workbook, request: FormRequest) -> FormRead:
    """Read our own form; a form of another unit or period is not read any further."""
    info = _read_info(book)
    sheet = (
        SHEET if SHEET in book.sheets else next((name for name in book.sheets if name != INFO_SHEET), None)
    )
    if sheet is None:
        return FormRead([], [Finding("damaged_form", None, {"what": f"trang tính “{SHEET}”"})])
    findings = _check_info(info, sheet, request)
    if any(finding.severity == "error" for finding in findings):
        return FormRead([], findings)
    table = _find_table(book.sheets[sheet], sheet, request)
    if isinstance(table, list):
        return FormRead([], findings + table)
    lines = _lines(book.sheets[sheet], table)
    findings += _check_locked(lines, sheet, table, info, request)
    rows, figures = _read_lines(book, sheet, lines, table, request)
    findings += [finding for row in rows for finding in row.findings]
    findings += _missing_rows(rows, sheet, table, request)
    return FormRead(figures, findings, is_whole=True)


@dataclass(frozen=True)
class _Table:
    header_row: int
    columns: Mapping[str, int]  # column key -> position from 0


@dataclass(frozen=True)
class _Line:
    """A row of the sheet that names an indicator or holds input."""

    at: int
    cells: Sequence[Any]
    texts: tuple[str, ...]  # as LOCKED_KEYS


def _read_info(book: Workbook) -> dict[str, str]:
    cells = book.sheets.get(INFO_SHEET)
    rows = cells[:30] if cells else []
    return {clean_text(row[0]): clean_text(row[1]) for row in rows if len(row) > 1}


def _check_info(info: Mapping[str, str], sheet: str, request: FormRequest) -> list[Finding]:
    """Whose form it is, of which period and version."""
    at = f"{sheet}!A4"  # where the form says it in words
    findings = []
    if info.get("version") != str(FORM_VERSION):
        findings.append(
            Finding("old_form", f"{sheet}!A2", {"found": info.get("version"), "expected": FORM_VERSION})
        )
    unit = request.unit
    found = (info.get("unit_code"), info.get("unit_valid_from"))
    if found != (unit.code, unit.valid_from.isoformat()):
        shown = info.get("unit_code") or ""
        if shown == unit.code:  # the code was used for another unit before
            shown = f"{shown} của thời kỳ bắt đầu từ {info.get('unit_valid_from')}"
        findings.append(Finding("wrong_unit", at, {"found": shown, "expected": f"{unit.code} ({unit.name})"}))
    if info.get("period") != str(request.period):
        findings.append(
            Finding(
                "wrong_period",
                at,
                {"found": _period(info), "expected": _period({"period": str(request.period)})},
            )
        )
    if info.get("is_demo") == "1" and not request.is_demo:
        findings.append(Finding("demo_form", f"{sheet}!A7"))
    if info.get("catalogue_hash") != request.rows_hash:
        findings.append(Finding("old_catalogue", f"{sheet}!A2"))
    return findings


def _period(info: Mapping[str, str]) -> str:
    try:
        return format_period(info.get("period", ""))
    except ValueError:
        return info.get("period", "")


def _find_table(cells: SheetCells, sheet: str, request: FormRequest) -> _Table | list[Finding]:
    """Where the columns are, by their titles; or what is missing."""
    titles = {clean_text(column.title).casefold(): column.key for column in request.columns}
    best: dict[str, int] = {}
    at = 0
    for number, row in enumerate(cells[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for position, cell in enumerate(row):
            key = titles.get(clean_text(cell).casefold())
            if key:
                found.setdefault(key, position)
        if len(found) > len(best):
            best, at = found, number
    if len(best) < 3:
        return [Finding("damaged_form", f"{sheet}!A1", {"what": "dòng tiêu đề cột"})]
    missing = [column for column in request.columns if column.key not in best]
    last = cell_name(sheet, at, 0)
    lost = [Finding("damaged_form", last, {"what": f"cột “{column.title}”"}) for column in missing]
    return lost or _Table(at, best)


def _lines(cells: SheetCells, table: _Table) -> list[_Line]:
    lines = []
    first = table.header_row + 1
    for at, row in enumerate(cells[first:_LAST_ROW_READ], start=first):
        texts = tuple(str(_cell(row, table.columns[key])).strip() for key in LOCKED_KEYS)
        if clean_text(_cell(row, table.columns["name"])).startswith(SIGNATURE):
            break
        is_numbers = at == first and [clean_text(text) for text in texts] == ["B", "C", "D"]
        is_filled = any(clean_text(_cell(row, table.columns.get(key, -1))) for key in _INPUTS)
        if not is_numbers and (clean_text(texts[0]) or is_filled):
            lines.append(_Line(at, row, texts))
    return lines


def _cell(row: Sequence[Any], position: int) -> Any:
    return row[position] if 0 <= position < len(row) else ""


def _check_locked(
    lines: list[_Line], sheet: str, table: _Table, info: Mapping[str, str], request: FormRequest
) -> list[Finding]:
    """Locked texts that differ from the catalogue's, unless the form was made with exactly these texts."""
    if text_hash([line.texts for line in lines]) == info.get("checksum"):
        return []
    expected = {one.code: locked_texts(one) for one in request.indicators}
    return [
        Finding(
            "locked_cell_changed",
            cell_name(sheet, line.at, table.columns[key]),
            {"indicator_code": clean_text(line.texts[0]), "found": found[:120], "expected": right},
        )
        for line in lines
        if clean_text(line.texts[0]) in expected
        for key, found, right in zip(
            LOCKED_KEYS, line.texts, expected[clean_text(line.texts[0])], strict=True
        )
        if clean_text(found) != clean_text(right)
    ]


def _read_lines(
    book: Workbook, sheet: str, lines: list[_Line], table: _Table, request: FormRequest
) -> tuple[list[FormRow], list[dict[str, Any]]]:
    asked = {one.code: one for one in request.catalogue.indicators}
    own = {one.code for one in request.indicators}
    earlier = _handed_in_before(request)
    marks = book.marks(sheet)
    rows, figures = [], []
    for line in lines:
        code = clean_text(line.texts[0])
        indicator = asked.get(code) or request.catalogue.indicators[0]
        key = figure_key(indicator, request.period)
        row = FormRow(sheet, line.at, line.cells, table.columns, marks, indicator, key)
        rows.append(row)
        if code in own:
            figures += read_row(row, str(request.period), str(request.year), earlier.get(code))
        else:
            row.findings.append(Finding("unknown_row", row.cell("code"), {"found": code or "(trống)"}))
    return rows, figures


def _handed_in_before(request: FormRequest) -> dict[str, float]:
    """What the unit handed in before for each row's own figure: the period's actual, or the year's estimate."""
    figures = request.figures
    is_actual = (figures["period"] == str(request.period)) & (figures["measure"] == "actual")
    is_estimate = (figures["period"] == str(request.year)) & (figures["measure"] == "estimate")
    same = figures[is_actual.mask(figures["indicator_code"].isin(request.estimate_only), is_estimate)]
    same = same[same["value"].notna()]
    return dict(zip(same["indicator_code"], same["value"].astype(float), strict=True))


def _missing_rows(rows: list[FormRow], sheet: str, table: _Table, request: FormRequest) -> list[Finding]:
    unknown = {finding.cell for row in rows for finding in row.findings if finding.code == "unknown_row"}
    there = {row.indicator.code for row in rows if row.cell("code") not in unknown}
    last = max((row.at for row in rows), default=table.header_row)
    return [
        Finding(
            "missing_row",
            cell_name(sheet, last, table.columns["code"]),
            {"indicator_code": one.code, "name": one.short_name},
        )
        for one in request.indicators
        if one.code not in there
    ]
