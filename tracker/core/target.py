"""The grammar of targets: reading one from a cell, and asking whether values meet it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

OPERATORS = (">=", ">", "<=", "<", "~", "range")
_RELATIVE_TOLERANCE = 1e-9

_WORDS = (
    (">=", ("≥", ">=", "ít nhất", "tối thiểu", "không dưới")),
    ("<=", ("≤", "<=", "không quá", "tối đa", "không vượt quá")),
    (">", (">", "trên", "hơn")),
    ("<", ("<", "dưới", "thấp hơn")),
    ("~", ("≈", "~", "khoảng", "xấp xỉ")),
    ("<=", ("giảm còn", "còn", "giảm xuống", "xuống")),  # "giảm còn dưới 9" is said above
)
_SUFFIXES = ((">=", "trở lên"), ("<=", "trở xuống"))
_NUMBER = r"\d+(?:[.,]\d+)*"
_RANGE = re.compile(rf"(?:từ\s*)?({_NUMBER})\s*%?\s*(?:-|–|—|đến)\s*({_NUMBER})")


@dataclass(frozen=True)
class Condition:
    """What a target asks for: an operator and its numbers; `low` is used by ≥, > and ~, `high` by ≤ and <."""

    op: str
    low: float | None = None
    high: float | None = None


def read_number(text: str) -> float:
    """A number as Vietnamese tables write it: `2.000` is 2000, `8,5` and `12.5` are decimals."""
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        whole = re.sub(r"[.,]", "", text[:decimal])
        return float(f"{whole}.{text[decimal + 1 :]}")
    if "," in text:
        return float(text.replace(",", ".", 1))
    groups = text.split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return float("".join(groups))
    return float(text)


def parse_target(text: str) -> Condition | None:
    """The condition in a cell such as `Trên 90`, `1 - 1,5`, `Khoảng 4`, `24-24,5`; None when it has no number."""
    cleaned = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    span = _RANGE.search(cleaned)
    if span:
        return Condition("range", read_number(span[1]), read_number(span[2]))
    number = re.search(_NUMBER, cleaned)
    if not number:
        return None
    value = read_number(number[0])
    op = _operator_of(cleaned[: number.start()], cleaned[number.end() :])
    return Condition(op, high=value) if op in {"<=", "<"} else Condition(op, low=value)


def _operator_of(before: str, after: str) -> str:
    for op, suffix in _SUFFIXES:
        if suffix in after:
            return op
    for op, words in _WORDS:
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", before) for word in words):
            return op
    return ">="


def required_bound(op: np.ndarray, low: Floats, high: Floats, direction: Floats) -> Floats:
    """The number that must be reached: the nearer edge of a range, else the only number. Shape (n,)."""
    ascending = np.where(np.isnan(low), high, low)
    descending = np.where(np.isnan(high), low, high)
    by_operator = np.where(np.isin(op, ["<=", "<"]), descending, ascending)
    return np.where((op == "range") & (direction < 0), descending, by_operator)


def outer_bound(op: np.ndarray, low: Floats, high: Floats, direction: Floats, approximately: float) -> Floats:
    """The number beyond which a target is exceeded: the far edge of a range or of `khoảng`. Shape (n,)."""
    near = required_bound(op, low, high, direction)
    far = np.where(direction < 0, np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high))
    around = near + direction * approximately * np.abs(near)
    return np.select([op == "range", op == "~"], [far, around], near)


def tolerance(bound: Floats) -> Floats:
    """How far floats may miss a bound and still count as equal to it."""
    return _RELATIVE_TOLERANCE * np.maximum(1.0, np.abs(bound))


def is_met(
    value: Floats, op: np.ndarray, low: Floats, high: Floats, direction: Floats, approximately: float
) -> Bools:
    """Whether each value meets its target; unknown values do not. Shape (n,).

    `>` and `<` are strict: 2.000 does not meet `> 2.000`. A value beyond a range on its good side meets it.
    """
    bound = required_bound(op, low, high, direction)
    slack = tolerance(bound)
    upward = np.where(np.isin(op, [">=", ">"]), 1.0, np.where(np.isin(op, ["<=", "<"]), -1.0, direction))
    ahead = upward * (value - bound)
    met = np.where(np.isin(op, [">", "<"]), ahead > slack, ahead >= -slack)
    about = ahead >= -approximately * np.abs(bound) - slack
    return np.where(op == "~", about, met) & ~np.isnan(value) & ~np.isnan(bound)


def is_exceeded(
    value: Floats, op: np.ndarray, low: Floats, high: Floats, direction: Floats, approximately: float
) -> Bools:
    """Whether each value is beyond its target on the good side, not merely on the bound. Shape (n,)."""
    outer = outer_bound(op, low, high, direction, approximately)
    upward = np.where(np.isin(op, [">=", ">"]), 1.0, np.where(np.isin(op, ["<=", "<"]), -1.0, direction))
    return upward * (value - outer) > tolerance(outer)
