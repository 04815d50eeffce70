"""What a form allows in its cells while it is being filled: lists, ranges, prompts, colours."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.catalogue.model import Indicator
from tracker.intake.layout import STATUSES, FormRequest, figure_key, has_parts

_ALARM = PatternFill("solid", bgColor="F8D7DA")
_LONGEST_PROMPT = 250  # Excel refuses longer ones


def add_rules(sheet: Worksheet, request: FormRequest, letters: dict[str, str], first: int, last: int) -> None:
    """Drop-downs for the status, number ranges with Vietnamese messages, red where parts are swapped."""
    rows = {str(sheet[f"{letters['code']}{row}"].value or ""): row for row in range(first, last + 1)}
    choices = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    _explain(choices, "Tình trạng", f"Chỉ chọn một trong: {', '.join(STATUSES)}.")
    sheet.add_data_validation(choices)
    for indicator in request.indicators:
        row = rows[indicator.code]
        choices.add(f"{letters['status']}{row}")
        key = figure_key(indicator, request.period)
        when = f"Ước cả năm {request.period.year}" if indicator.code in request.estimate_only else ""
        if has_parts(indicator):
            names = (
                ("numerator", "Tử số", indicator.numerator_name),
                ("denominator", "Mẫu số", indicator.denominator_name),
            )
            for part, title, name in names:
                _add(sheet, _count_rule(name or title, when), f"{letters[part]}{row}")
        else:
            _add(sheet, _value_rule(indicator, when), f"{letters[key]}{row}")
        if "estimate" in letters and key == "value":
            _add(sheet, _value_rule(indicator), f"{letters['estimate']}{row}")
    above, below = letters["numerator"], letters["denominator"]
    swapped = f"AND(ISNUMBER(${above}{first}),ISNUMBER(${below}{first}),${above}{first}>${below}{first})"
    sheet.conditional_formatting.add(
        f"{above}{first}:{below}{last}", FormulaRule(formula=[swapped], fill=_ALARM, stopIfTrue=True)
    )


def _add(sheet: Worksheet, rule: DataValidation, cell: str) -> None:
    rule.add(cell)
    sheet.add_data_validation(rule)


def _count_rule(name: str, when: str) -> DataValidation:
    rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    _explain(
        rule,
        "Chỉ nhập số",
        "Hãy nhập một số từ 0 trở lên, không kèm chữ.",
        f"{when}: {name}" if when else name,
    )
    return rule


def _value_rule(indicator: Indicator, when: str = "") -> DataValidation:
    unit = indicator.unit_of_measure
    if indicator.kind in {"change", "growth"}:
        rule = DataValidation("decimal", operator="between", formula1="-1000000000", formula2="1000000000")
        text = "Hãy nhập một số, không kèm chữ."
    elif indicator.ceiling is not None:
        rule = DataValidation("decimal", operator="between", formula1="0", formula2=f"{indicator.ceiling:g}")
        text = f"Hãy nhập một số từ 0 đến {indicator.ceiling:g} ({unit})."
    else:
        is_whole = indicator.decimals == 0 and indicator.kind in {"stock", "flow"}
        kind = "whole" if is_whole else "decimal"
        rule = DataValidation(kind, operator="greaterThanOrEqual", formula1="0")
        text = f"Hãy nhập một số {'nguyên ' if is_whole else ''}từ 0 trở lên ({unit})."
    rule.allow_blank = True
    _explain(rule, "Chỉ nhập số", text, f"{when + '. ' if when else ''}Đơn vị tính: {unit}")
    return rule


def _explain(rule: DataValidation, title: str, error: str, prompt: str | None = None) -> None:
    rule.errorTitle, rule.error, rule.showErrorMessage = title, error, True
    if prompt:
        rule.prompt, rule.showInputMessage = prompt[:_LONGEST_PROMPT], True
