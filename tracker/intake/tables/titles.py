"""What a header cell announces: a column of names, codes, units of measure, times, figures or notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from tracker.intake.names.keys import name_key, plain_key

Role = Literal[
    "number", "indicator", "indicator_code", "district", "place", "place_code", "unit_of_measure", "period", "measure",
    "breakdown", "numerator", "denominator", "value", "note", "ignored",
]  # fmt: skip

_ROLES: dict[str, Role] = {
    "stt": "number", "tt": "number", "số tt": "number", "số thứ tự": "number", "no": "number",
    "mã": "indicator_code", "mã số": "indicator_code", "mã chỉ tiêu": "indicator_code",
    "mã ct": "indicator_code", "mã số chỉ tiêu": "indicator_code", "mã chỉ số": "indicator_code",
    "mã đơn vị": "place_code", "mã địa bàn": "place_code", "mã xã": "place_code", "mã huyện": "place_code",
    "mã đv": "place_code", "mã hành chính": "place_code", "mã đơn vị hành chính": "place_code",
    "đơn vị tính": "unit_of_measure", "đvt": "unit_of_measure", "đv tính": "unit_of_measure",
    "đơn vị đo": "unit_of_measure",
    "kì": "period", "kì báo cáo": "period", "kì số liệu": "period", "năm": "period", "thời gian": "period",
    "thời kì": "period", "năm báo cáo": "period", "kì kế hoạch": "period",
    "loại số liệu": "measure", "loại": "measure", "loại số": "measure", "tính chất số liệu": "measure",
    "phân tổ": "breakdown", "phân tổ hộ nhân khẩu": "breakdown",
    "tử số": "numerator", "mẫu số": "denominator",
    "giá trị": "value", "số liệu": "value", "trị số": "value", "giá trị thực hiện": "value",
    "giá trị số liệu": "value",
    "đ vị": "place",
    # The observations of our own files.
    "indicator": "indicator_code", "unit": "place_code", "period": "period", "measure": "measure",
    "value": "value", "numerator": "numerator", "denominator": "denominator", "note": "note",
    "ghi chú": "note", "giải trình": "note", "thuyết minh": "note",
    "nguồn": "ignored", "nguồn số liệu": "ignored", "cơ quan chủ trì": "ignored", "đơn vị chủ trì": "ignored",
    "cơ quan thực hiện": "ignored", "đánh giá": "ignored", "căn cứ": "ignored", "cách tính": "ignored",
    "người phụ trách": "ignored", "cơ quan theo dõi": "ignored", "xếp loại": "ignored",
}  # fmt: skip
_INDICATOR_WORDS = frozenset(
    [
        "các",
        "tên",
        "chỉ",
        "tiêu",
        "số",
        "nội",
        "dung",
        "danh",
        "mục",
        "nhiệm",
        "vụ",
        "chủ",
        "yếu",
        "mục",
        "và",
        "hệ",
        "thống",
    ]
)
_INDICATOR_SIGNS = ("chỉ tiêu", "nội dung", "chỉ số")
_PLACE_WORDS = frozenset(
    [
        "các",
        "tên",
        "xã",
        "phường",
        "thị",
        "trấn",
        "huyện",
        "thành",
        "phố",
        "thị",
        "xã",
        "tp",
        "tt",
        "địa",
        "bàn",
        "phương",
        "đơn",
        "vị",
        "hành",
        "chính",
        "báo",
        "cáo",
        "cấp",
        "cơ",
        "quan",
        "khu",
        "vực",
        "thuộc",
        "tỉnh",
        "rà",
        "soát",
        "và",
        "thôn",
        "bản",
        "xóm",
        "tổ",
        "dân",
    ]
)
_PLACE_SIGNS = ("xã", "phường", "thị trấn", "huyện", "địa bàn", "địa phương", "đơn vị", "cơ quan", "khu vực",
                "thôn", "xóm", "tổ dân phố")  # fmt: skip
_PLAIN_ROLES = {plain_key(key): role for key, role in _ROLES.items()}
_NAMES = frozenset(map(name_key, ("mục tiêu", "các mục tiêu", "tên mục tiêu", "nhiệm vụ", "mục tiêu, nhiệm vụ",
                                  "hạng mục", "khoản mục", "diễn giải", "tên gọi")))  # fmt: skip
_PLAIN_NAMES = frozenset(map(plain_key, _NAMES))
_COLUMN_NUMBER = re.compile(r"\(?(?:[A-Za-zĐđ]|\d{1,2})\)?(?:\s*=\s*[\d\s+\-*/x:().,%]+)?")


def read_role(text: str) -> Role | None:
    """The role that a header announces by itself; None for the headers of figures."""
    if text.isascii():
        return _find_role(plain_key(text), _PLAIN_ROLES, plain_key)
    return _find_role(name_key(text), _ROLES, name_key)


def _find_role(key: str, roles: dict[str, Role], spell: Callable[[str], str]) -> Role | None:
    """`spell`: with accents, or without them for headers that have none."""
    if key in roles:
        return roles[key]
    words = key.split()
    if not words or len(words) > 12:
        return None
    if set(words) <= _spelt(_INDICATOR_WORDS, spell) and any(spell(sign) in key for sign in _INDICATOR_SIGNS):
        return "indicator"
    if set(words) <= _spelt(_PLACE_WORDS, spell) and any(spell(sign) in key for sign in _PLACE_SIGNS):
        return "place"
    return None


@cache
def _spelt(words: frozenset[str], spell: Callable[[str], str]) -> frozenset[str]:
    return words if spell is name_key else frozenset(map(spell, words))


def is_subject(text: str) -> bool:
    """Whether a header names what the rows are: indicators or places."""
    return read_role(text) in ("indicator", "place")


def is_code(text: str) -> bool:
    """Whether a header names the codes of what the rows are."""
    return read_role(text) in ("indicator_code", "place_code")


def is_period(text: str) -> bool:
    """Whether a header names the times that the rows are of."""
    return read_role(text) == "period"


def is_name(text: str) -> bool:
    """Whether a header may name what the rows are where no other does: "Mục tiêu" is a target as often."""
    return name_key(text) in _NAMES or (text.isascii() and plain_key(text) in _PLAIN_NAMES)


def is_column_number(text: str) -> bool:
    """ "A", "3", "(2)", "6=3+5": the row of column numbers under a header."""
    return bool(_COLUMN_NUMBER.fullmatch(text))
