"""A number as offices type it: decimal commas, thousands dots, units, nil and missing marks."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_ERRORS = ("#div/0!", "#ref!", "#n/a", "#value!", "#name?", "#null!", "#num!", "#getting_data", "err:")
_NIL = frozenset({"-", "–", "—", "−", "0*", "không phát sinh", "kps"})
_MISSING = frozenset(
    {"…", "...", "..", "x", "kcsl", "chưa có", "chưa có số liệu", "không có số liệu", "chưa báo cáo", "n/a"}
)
_QUALIFIERS = (
    "trên", "dưới", "khoảng", "ít nhất", "tối thiểu", "tối đa", "không quá", "không dưới", "hơn", "gần",
    "từ", "đến", "≥", "≤", ">", "<", "≈", "~", "xấp xỉ",
)  # fmt: skip
_CHANGES = ("giảm", "tăng")
_MOST_SIGNS = 24  # a longer row of digits is an account or a telephone number
_NUMBER = re.compile(r"([-+−]?)\s*(\d[\d.,'\s]*\d|\d)\s*(.*)", re.DOTALL)
_RANGE = re.compile(r"[-+]?\d[\d.,]*\s*%?\s*(?:-|–|—|đến)\s*\d[\d.,]*\s*%?.*", re.DOTALL)
_FRACTION = re.compile(r"\d+\s*/\s*\d+")
_FOOTNOTE = re.compile(r"(?<=\d)(?:\s*(?:\*|\(\*+\)))+\s*$")
_RAISED = re.compile(r"(?<=\S)\s*[¹²³⁰⁴-⁹]+")  # the mark of a footnote is no digit
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
# Words that may follow a number besides the indicator's own unit of measure.
_UNITS = frozenset(
    {"%", "hộ", "người", "lượt", "lượt người", "trẻ", "trẻ em", "nhân khẩu", "khẩu", "mô hình", "công trình",
     "cơ quan", "đơn vị", "lao động", "tỷ", "tỷ đồng", "tỉ đồng", "triệu", "triệu đồng", "tr.đ", "trđ",
     "đồng", "điểm %"}
)  # fmt: skip
_SAME_UNIT = {"tỷ": "tỷ đồng", "tỉ đồng": "tỷ đồng", "triệu": "triệu đồng", "tr.đ": "triệu đồng",
              "trđ": "triệu đồng", "lượt": "lượt người"}  # fmt: skip


@dataclass(frozen=True)
class NumberRead:
    """A value, or why there is none; `mark` is 'nil' or 'missing' for what stands for no number.

    `code` names the finding, if any: its `details` are what the text of that finding needs.
    """

    value: float | None = None
    mark: str | None = None
    code: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


def read_number(
    raw: object, unit_of_measure: str = "", *, decimals: int = 0, is_percent_cell: bool = False
) -> NumberRead:
    """The number in a cell, in the indicator's own unit of measure ('' takes any unit but %).

    `is_percent_cell`: the cell's format shows a fraction as per cent, so 0.2345 is 23,45.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return NumberRead(mark="missing")
    if isinstance(raw, bool):
        return _failed("not_a_number", "ĐÚNG" if raw else "SAI")
    if isinstance(raw, int | float):
        return _from_cell(float(raw), unit_of_measure, is_percent_cell)
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        return _failed("date_instead_of_number", _date_text(raw))
    return _from_text(str(raw), unit_of_measure.casefold(), decimals)


def clean_text(raw: object) -> str:
    """NFKC (which also makes no-break and thin spaces plain), without invisible signs and raised marks, spaces joined."""
    text = str(raw)
    if not text.isascii():
        text = _RAISED.sub("", text).replace("…", "\ue000")
        text = unicodedata.normalize("NFKC", text).replace("\ue000", "…")
    return " ".join(text.translate(_INVISIBLE).split())


def _from_cell(number: float, unit_of_measure: str, is_percent_cell: bool) -> NumberRead:
    if not math.isfinite(number):
        return _failed("not_a_number", str(number))
    if not is_percent_cell:
        return NumberRead(number)
    if "%" in unit_of_measure:
        return NumberRead(round(100 * number, 10))
    return NumberRead(
        code="wrong_unit_of_measure", details={"found": "%", "expected": unit_of_measure or "số"}
    )


def _from_text(raw: str, unit_of_measure: str, decimals: int) -> NumberRead:
    if clean_text(raw).casefold() in _NIL:
        return NumberRead(0.0, mark="nil")
    shown = _FOOTNOTE.sub("", clean_text(raw))
    text = shown.casefold()
    if text.startswith(_ERRORS):
        return _failed("excel_error", shown)
    if not text or text in _MISSING or set(text) <= {".", "…", "?"}:
        return NumberRead(mark="missing")
    if text.startswith(_CHANGES):
        return _failed("change_not_level", shown)
    if (
        _starts_with_word(text, _QUALIFIERS)
        or "trở lên" in text
        or "trở xuống" in text
        or _RANGE.fullmatch(text)
    ):
        return _failed("qualified_number", shown)
    if _FRACTION.fullmatch(text):
        return _failed("date_instead_of_number", shown)
    is_bracketed = text.startswith("(") and text.endswith(")")
    match = _NUMBER.fullmatch(text[1:-1].strip() if is_bracketed else text)
    if match is None:
        return _failed("not_a_number", shown)
    wrong = _check_unit(match[3].strip(" ."), unit_of_measure, shown)
    if wrong is not None:
        return wrong
    read = _parse(match[2], unit_of_measure, decimals, shown)
    is_negative = is_bracketed or match[1] in {"-", "−"}
    if read.value is None or not is_negative:
        return read
    return NumberRead(-read.value, code=read.code, details={**read.details, "value": -read.value})


def _starts_with_word(text: str, words: tuple[str, ...]) -> bool:
    return any(text.startswith(word) and not text[len(word) : len(word) + 1].isalpha() for word in words)


def _check_unit(unit: str, expected: str, shown: str) -> NumberRead | None:
    """None when the trailing unit is the expected one, or no unit at all."""
    if not unit:
        return None
    found, wanted = _SAME_UNIT.get(unit, unit), _SAME_UNIT.get(expected, expected)
    if found == wanted or (not wanted and unit != "%" and unit in _UNITS):
        return None
    # "người" for "lượt người" counts something else; "%" for "điểm %" is the same sign.
    if unit == "%" and "%" in wanted:
        return None
    if unit in _UNITS:
        return NumberRead(code="wrong_unit_of_measure", details={"found": unit, "expected": expected or "số"})
    return _failed("not_a_number", shown)


def _parse(digits: str, unit_of_measure: str, decimals: int, shown: str) -> NumberRead:
    """The digits with their separators; the right-most of two kinds is the decimal one."""
    plain = _join_spaced(digits)
    if plain is None or len(plain) > _MOST_SIGNS:
        return _failed("not_a_number", shown)
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        return _parse_mixed(plain, shown)
    if commas > 1:
        return _grouped(plain, ",", shown, "ambiguous_number")
    if commas:
        value = float(plain.replace(",", "."))
        looks_english = len(plain.partition(",")[2]) == 3 and decimals == 0 and "%" not in unit_of_measure
        return _maybe("ambiguous_number", looks_english, value, shown)
    if not dots:
        return NumberRead(float(plain))
    if not _is_grouped(plain, "."):
        return NumberRead(float(plain)) if dots == 1 else _failed("not_a_number", shown)
    value = float(plain.replace(".", ""))
    if "%" in unit_of_measure and value > 100 and dots == 1:
        return NumberRead(float(plain), code="reread_percent", details={"text": shown, "value": float(plain)})
    return _maybe("ambiguous_number", decimals > 0 and dots == 1, value, shown)


def _parse_mixed(plain: str, shown: str) -> NumberRead:
    decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
    thousands = "." if decimal == "," else ","
    whole, _, rest = plain.rpartition(decimal)
    if decimal in whole or not _is_grouped(whole, thousands):
        return _failed("not_a_number", shown)
    return NumberRead(float(f"{whole.replace(thousands, '')}.{rest}"))


def _join_spaced(digits: str) -> str | None:
    """`34 456` as `34456`: spaces and apostrophes only between groups of three; else None."""
    pieces = re.split(r"[\s']", digits)
    if len(pieces) > 1:
        whole = [*pieces[:-1], re.split(r"[.,]", pieces[-1])[0]]
        if not 1 <= len(whole[0]) <= 3 or any(len(piece) != 3 or not piece.isdigit() for piece in whole[1:]):
            return None
    return "".join(pieces)


def _is_grouped(text: str, separator: str) -> bool:
    first, *groups = text.split(separator)
    is_start = first.isdigit() and 1 <= len(first) <= 3 and not first.startswith("0")
    return is_start and all(len(group) == 3 and group.isdigit() for group in groups)


def _grouped(plain: str, separator: str, shown: str, code: str) -> NumberRead:
    if not _is_grouped(plain, separator):
        return _failed("not_a_number", shown)
    return _maybe(code, True, float(plain.replace(separator, "")), shown)


def _maybe(code: str, doubtful: bool, value: float, shown: str) -> NumberRead:
    return (
        NumberRead(value, code=code, details={"text": shown, "value": value})
        if doubtful
        else NumberRead(value)
    )


def _failed(code: str, text: str) -> NumberRead:
    return NumberRead(code=code, details={"text": text[:80]})


def _date_text(raw: dt.date | dt.time | dt.timedelta) -> str:
    return f"{raw.day}/{raw.month}/{raw.year}" if isinstance(raw, dt.date) else str(raw)
