"""Every finding on what is handed in: how severe it is, its title, what was read and what to do."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from tracker.core.checks import CHECKS
from tracker.words.check_finding_texts import CHECK_TEXTS
from tracker.words.file_finding_texts import FILE_TEXTS, NOTICE_TEXTS
from tracker.words.finding_texts import FORM_TEXTS, NUMBER_TEXTS
from tracker.words.formats import UNKNOWN, format_date, format_period, format_trimmed
from tracker.words.review_texts import REVIEW_FINDING_TEXTS
from tracker.words.table_finding_texts import TABLE_TEXTS

Severity = Literal["error", "warning"]
SEVERITY_NAMES: Mapping[str, str] = {"error": "Lỗi", "warning": "Cảnh báo"}
DECISION_NAMES: Mapping[str, str] = {
    "accept": "Nhận được, không có lỗi",
    "confirm": "Có cảnh báo, cần xác nhận trước khi lưu",
    "return": "Có lỗi, cần sửa rồi nộp lại",
    "refuse": "Không đọc được tệp",
}
_PERIODS = frozenset({"period", "actual_period", "last_period", "closing_period"})
_DAYS = frozenset({"closed_on"})
_NOTHING_NEAR = f" (gần giống nhất: {UNKNOWN}, {UNKNOWN} %)"  # says nothing, so it is not said
_DECIMALS = 4  # enough to show why two figures differ


class FindingWords(NamedTuple):
    """One kind of finding; `read` and `todo` take the details as named fields."""

    severity: Severity
    title: str
    read: str
    todo: str


def _words() -> dict[str, FindingWords]:
    words = {code: FindingWords(CHECKS[code], *texts) for code, texts in CHECK_TEXTS.items()}
    for texts in (FILE_TEXTS, NOTICE_TEXTS, FORM_TEXTS, NUMBER_TEXTS, TABLE_TEXTS, REVIEW_FINDING_TEXTS):
        words |= {code: FindingWords(*entry) for code, entry in texts.items()}  # type: ignore[arg-type]
    return words


FINDINGS: Mapping[str, FindingWords] = _words()
REFUSALS: frozenset[str] = frozenset(FILE_TEXTS)  # findings on the file itself: nothing in it was read


def finding_text(code: str, details: Mapping[str, object] | None = None) -> str:
    """What was read and what to do, as one text; a detail that is not given shows as a dash."""
    words = FINDINGS[code]
    shown = _Shown({name: _show(name, value) for name, value in (details or {}).items()})
    text = f"{words.read.format_map(shown)} {words.todo.format_map(shown)}"
    return text.replace(_NOTHING_NEAR, "")


def finding_title(code: str) -> str:
    return FINDINGS[code].title


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return UNKNOWN


def _show(name: str, value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return UNKNOWN
    if name in _PERIODS or (name in {"found", "expected"} and _is_period(value)):
        return _period(str(value))
    if name == "factor" and isinstance(value, int | float):
        return f"chia cho {_number(1 / value)}" if 0 < value < 1 else f"nhân với {_number(value)}"
    if name in _DAYS:
        return format_date(dt.date.fromisoformat(str(value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    return format_trimmed(float(value), _DECIMALS)


def _is_period(value: object) -> bool:
    text = str(value)
    return len(text) >= 6 and text[:4].isdigit() and text[4] == "-"


def _period(text: str) -> str:
    try:
        return format_period(text)
    except ValueError:
        return text
