"""The texts of one figure's history: who said it, when, in which file and cell, and why."""

from __future__ import annotations

import datetime as dt

from tracker.words.formats import format_instant, format_number, format_period, short_cell
from tracker.words.indicator_sentences import figure_words

TITLE = "Lịch sử của một số"
OPEN = "Xem lịch sử từng số"
LINK = "lịch sử"
PERIOD, UNIT, MEASURE = "Kỳ", "Đơn vị báo cáo", "Loại số"
COLUMNS = ("Giá trị", "Trạng thái", "Ai, khi nào", "Từ đâu", "Vì sao")
PUBLISHED = "số đã công bố"
WITHDRAWN = "rút số"
NOTHING = "Chưa ai ghi số này."


def heading(indicator: str, unit: str, period: str, measure: str) -> str:
    """Which figure it is: `Số hộ nghèo, Huyện Hàm Yên, năm 2024, thực hiện`."""
    return f"{indicator}, {unit}, {figure_words(period, measure)}"


def summary(current: str | None, count: int) -> str:
    """What counts now, and how often the figure was stated; `current` is the value in words."""
    if not count:
        return NOTHING
    counts = f"đang dùng {current}" if current else "hiện không có số nào được dùng"
    return f"Đã ghi {format_number(count)} lần, {counts}."


def who(name: str | None, sender: str | None) -> str:
    """Who handed in, and for which unit where that is not the figure's own; nobody did with a published figure."""
    return ", ".join(part for part in (name, f"{sender} nộp" if sender else None) if part) or PUBLISHED


def where(file_name: str, cell: str | None, round_period: str) -> tuple[str, str]:
    """The file, and its cell with the round it was handed in for."""
    round_words = f"nộp cho {format_period(round_period)}"
    return file_name, f"ô {short_cell(cell)}, {round_words}" if cell else round_words


def undone(at: dt.datetime, by: str, reason: str) -> str:
    return f"Hoàn tác {format_instant(at)}, {by}: {reason}"
