"""How a column writes its numbers: what its clear cells say decides those that can be read two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from tracker.intake.numbers import NumberRead

Habit = Literal["dot_groups", "dot_decimal"] | None
Span = tuple[float, float] | None

_DOT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_DOT_DECIMAL = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{4,}\.\d+|0\.\d+")
_FAR = 30.0  # a reading this many times beyond the column's other figures is not one of them


def find_habit(texts: Iterable[str]) -> Habit:
    """What the dot means in the cells that can be read one way only; None where they disagree or are silent."""
    plain = ["".join(text.replace("%", "").split()) for text in set(texts)]
    groups = any(_DOT_GROUPS.fullmatch(text) for text in plain)
    decimal = any(_DOT_DECIMAL.fullmatch(text) for text in plain)
    if groups == decimal:
        return None
    return "dot_groups" if groups else "dot_decimal"


def decide_number(found: NumberRead, habit: Habit, others: Span, is_whole: bool = False) -> NumberRead:
    """The reading that the column speaks for; `undecided_number` when it speaks for neither.

    `is_whole`: the column counts things, of which there is no 1,234th part.
    """
    text = str(found.details.get("text", ""))
    if found.value is None or not text:
        return found
    other = _other_reading(text, found.value)
    if other is None:
        return found
    is_dot = "." in text
    possible = [one for one in (found.value, other) if not is_whole or one.is_integer()]
    if len(possible) == 1:
        value = possible[0]
    elif is_dot and habit:
        value = found.value if habit == "dot_groups" else other
    else:
        likely = [one for one in (found.value, other) if _fits(one, others)]
        if len(likely) != 1:
            details = {"text": text, "value": found.value, "other": other}
            return NumberRead(code="undecided_number", details=details)
        value = likely[0]
    return replace(found, value=value, details={"text": text, "value": value})


def _other_reading(text: str, value: float) -> float | None:
    """1.234 as 1,234 instead of 1234, and the other way round."""
    digits = re.sub(r"[^\d.,]", "", text)
    separators = re.findall(r"[.,]", digits)
    if len(separators) != 1:
        return None
    plain = float(digits.replace(",", "."))
    joined = float(re.sub(r"[.,]", "", digits))
    return plain if abs(value) == joined else joined


def find_span(others: Iterable[float]) -> Span:
    """The smallest and the largest of a column's clear figures, zero left out; None without any."""
    sizes = [abs(one) for one in others if one]
    return (min(sizes), max(sizes)) if sizes else None


def _fits(value: float, span: Span) -> bool:
    return span is not None and span[0] / _FAR <= abs(value) <= span[1] * _FAR
