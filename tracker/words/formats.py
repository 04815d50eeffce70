"""Numbers, dates and periods as Vietnamese offices write them: 1.234,5 · 30/6/2026 · 6 tháng đầu năm 2026."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from tracker.core.period import Period

UNKNOWN = "–"
_MINUS = "−"
_SWAP = str.maketrans({",": ".", ".": ","})


def is_known(value: float | None) -> bool:
    return value is not None and not math.isnan(value)


def format_number(value: float | None, decimals: int = 0, *, signed: bool = False) -> str:
    """`1234.5` becomes `1.234,5`; an unknown value becomes a dash, never 0."""
    if value is None or math.isnan(value):
        return UNKNOWN
    rounded = round(value, decimals) + 0.0
    text = f"{abs(rounded):,.{decimals}f}".translate(_SWAP)
    sign = _MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + text


def format_trimmed(value: float | None, decimals: int = 2) -> str:
    """A number without trailing zeros: `60,00` becomes `60`, `19,97` stays."""
    text = format_number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_value(value: float | None, unit_of_measure: str, decimals: int = 0) -> str:
    """A value with its unit of measure: `18,90 %`, `40.522 hộ`."""
    text = format_number(value, decimals)
    return text if text == UNKNOWN else f"{text} {unit_of_measure}".rstrip()


def is_rate(unit_of_measure: str) -> bool:
    """Rates are compared in points, never in per cent of a per cent."""
    return "%" in unit_of_measure


def format_difference(value: float | None, unit_of_measure: str, decimals: int = 0) -> str:
    """A signed difference; between two rates it is counted in points."""
    text = format_number(value, decimals, signed=True)
    if text == UNKNOWN:
        return text
    unit = "điểm %" if is_rate(unit_of_measure) else unit_of_measure
    return f"{text} {unit}".rstrip()


def format_share(share: float | None, decimals: int = 0) -> str:
    """A share as per cent: `0.61` becomes `61 %`."""
    if share is None or math.isnan(share):
        return UNKNOWN
    return f"{format_number(100 * share, decimals)} %"


def format_date(day: dt.date | None) -> str:
    """Days below ten and the months 1 and 2 are padded, as NĐ 30/2020 writes them: 05/01/2026, 30/6/2026."""
    if day is None:
        return UNKNOWN
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def format_clock(at: dt.datetime) -> str:
    return f"{at.hour:02d}:{at.minute:02d}"


def format_instant(at: dt.datetime) -> str:
    """A day with its clock time: `05/01/2026, 09:30`."""
    return f"{format_date(at.date())}, {format_clock(at)}"


def short_cell(cell: str | None) -> str:
    """`Sheet!C12` as `C12 · Sheet`; empty for the whole file."""
    sheet, _, address = (cell or "").rpartition("!")
    return f"{address} · {sheet}" if sheet else address


def short_cells(cells: Sequence[str | None]) -> str:
    """Several cells, those of one sheet together: `G11, G14 · Biểu; A1 · Phụ lục`."""
    by_sheet: dict[str, list[str]] = {}
    for cell in cells:
        sheet, _, address = (cell or "").rpartition("!")
        by_sheet.setdefault(sheet, []).append(address)
    groups = (", ".join(group) + (f" · {sheet}" if sheet else "") for sheet, group in by_sheet.items())
    return "; ".join(groups)


def format_period(period: Period | str) -> str:
    """The period in words: `2026-H1` becomes `6 tháng đầu năm 2026`."""
    period = Period.parse(period) if isinstance(period, str) else period
    match period.kind:
        case "year":
            return f"năm {period.year}"
        case "half":
            return f"6 tháng {'đầu' if period.index == 1 else 'cuối'} năm {period.year}"
        case "quarter":
            return f"quý {('I', 'II', 'III', 'IV')[period.index - 1]}/{period.year}"
        case "month":
            return f"tháng {period.index}/{period.year}"
        case _:
            return f"giai đoạn {period.year}–{period.last_year}"


def format_period_short(period: Period | str) -> str:
    """The period for an axis or a narrow column: `2026-H1` becomes `6T/2026`."""
    period = Period.parse(period) if isinstance(period, str) else period
    if period.kind == "half":
        return f"6T{'' if period.index == 1 else ' cuối'}/{period.year}"
    if period.kind == "stage":
        return f"{period.year}–{period.last_year}"
    return format_period(period).removeprefix("năm ")


_ROMANS = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def format_roman(number: int) -> str:
    """A number from 1 to 49 as annexes and groups of a table are counted: `4` becomes `IV`."""
    text = ""
    for value, sign in _ROMANS:
        text += sign * (number // value)
        number %= value
    return text


_OPERATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "khoảng"}


def format_target(
    op: str | None, low: float | None, high: float | None, unit_of_measure: str = "", decimals: int = 2
) -> str:
    """A target in its own grammar: `≥ 60 %`, `> 2.000 lượt người`, `1–1,5 điểm %/năm`."""
    if not op or (not is_known(low) and not is_known(high)):
        return UNKNOWN
    if op == "range":
        text = f"{format_trimmed(low, decimals)}–{format_trimmed(high, decimals)}"
    else:
        bound = low if is_known(low) else high
        text = f"{_OPERATORS[op]} {format_trimmed(bound, decimals)}"
    return f"{text} {unit_of_measure}".rstrip()
