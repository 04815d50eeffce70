"""The texts of one row of the overview: value, what is needed, the change, one sentence."""

from __future__ import annotations

import math
from typing import Any

from tracker.core.period import Period
from tracker.words.formats import (
    UNKNOWN,
    format_difference,
    format_number,
    format_share,
    format_target,
    format_value,
    is_known,
    is_rate,
)
from tracker.words.verdicts import reason_text

_SHORT_UNIT = 4
_PARTIAL = "partial_units"


def shown_unit(unit_of_measure: str) -> str:
    """The unit beside the number: short ones stand there, long ones in the row's second line."""
    return unit_of_measure if len(unit_of_measure) <= _SHORT_UNIT or is_rate(unit_of_measure) else ""


def value_text(row: Any, unit_of_measure: str, decimals: int) -> str:
    """`57,0 %`; an estimate says so, a per-unit minimum is the share of units that comply."""
    if row.target_kind == "per_unit" and is_known(row.share_complying):
        return format_share(row.share_complying)
    text = format_value(row.value, shown_unit(unit_of_measure), decimals)
    return f"ước {text}" if row.value_kind == "estimate" and text != UNKNOWN else text


def needed_text(row: Any, unit_of_measure: str, decimals: int) -> str:
    """What the value stands against: the milestone once it is due, else what was expected by now."""
    unit = shown_unit(unit_of_measure)
    if row.target_kind == "per_unit":
        return "đơn vị đạt mức tối thiểu"
    if row.target_kind == "none":
        return "chỉ theo dõi"
    target = format_target(row.target_op, row.target_low, row.target_high, unit, decimals)
    if float(row.due_year) <= Period.parse(row.period).time and row.target_kind != "year_plan":
        return f"mốc {int(row.due_year)}: {target}" if target != UNKNOWN else UNKNOWN
    if is_known(row.expected) and row.target_kind not in ("floor", "annual_change"):
        return f"cần {format_value(row.expected, unit, decimals)}"
    return f"cần {target}" if target != UNKNOWN else "cần –"


def change_text(row: Any, compared: Any | None, unit_of_measure: str, decimals: int) -> tuple[str, str]:
    """The change and what it is against: the same period, else the year before."""
    if compared is None or row.target_kind in ("growth", "annual_change", "per_unit"):
        return UNKNOWN, "so cùng kỳ"
    year = Period.parse(row.period).last_year - 1
    if row.value_kind == "estimate":
        pair = compared.estimate_difference, compared.estimate_pct_change
        return _change(*pair, unit_of_measure, decimals), f"so năm {year}"
    text = _change(compared.difference, compared.pct_change, unit_of_measure, decimals)
    if text == UNKNOWN and is_rate(unit_of_measure) and is_known(compared.previous_year):
        return _change(
            compared.value - compared.previous_year, None, unit_of_measure, decimals
        ), f"so năm {year}"
    return text, "so năm trước" if Period.parse(row.period).is_year else "so cùng kỳ"


def _change(difference: float | None, percent: float | None, unit_of_measure: str, decimals: int) -> str:
    if is_rate(unit_of_measure) or not is_known(percent):
        unit = unit_of_measure if is_rate(unit_of_measure) else shown_unit(unit_of_measure)
        return format_difference(difference, unit, min(decimals, 2)).replace("điểm %", "điểm")
    return f"{format_number(percent, 0 if abs(percent or 0) >= 10 else 1, signed=True)} %"


def _step(change: float, unit_of_measure: str, decimals: int) -> str:
    """`tăng 6,3 điểm %`: a yearly change in words, without a sign."""
    word = "giảm" if change < 0 else "tăng" if is_rate(unit_of_measure) else "thêm"
    text = format_difference(abs(change), unit_of_measure, min(decimals, 1)).lstrip("+")
    return f"{word} {text}"


def partial_text(row: Any) -> str:
    """`118/124 đơn vị` when not all have reported, else nothing."""
    if not row.is_partial or not is_known(row.units_expected):
        return ""
    return f"{int(row.units_reported)}/{int(row.units_expected)} đơn vị"


def sentence(row: Any, unit_of_measure: str, decimals: int) -> str:
    """Why the verdict, and what it takes from here."""
    args = dict(row.reason_args)
    args["notes"] = [note for note in args.get("notes", ()) if note[0] != _PARTIAL]
    text = reason_text(row.reason_code, args)
    parts = [text[:1].upper() + text[1:]] if text else []
    year = Period.parse(row.period).last_year
    if row.target_kind in ("level", "stage_total", "growth", "reduction") and row.due_year > year:
        if is_known(row.projected) and not math.isinf(row.projected):
            parts.append(
                f"theo nhịp này đến {int(row.due_year)} được "
                f"{format_value(row.projected, shown_unit(unit_of_measure), min(decimals, 1))}"
            )
        elif is_known(row.needed_per_year) and row.verdict not in ("achieved", "exceeded"):
            step = _step(row.needed_per_year, unit_of_measure, decimals)
            parts.append(f"cần {step} mỗi năm đến {int(row.due_year)}")
    return ("; ".join(parts) + ".") if parts else ""
