"""What slides, report, annex, images and the presentation say alike: titles, marks, footnotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tracker.core.period import Period
from tracker.words.formats import UNKNOWN, format_date, format_instant, format_number, format_period, is_known

DRAFT = "Dự thảo"
DRAFT_MARK = "DỰ THẢO, chưa ký"
DEMO_MARK = "Số liệu minh họa"
CHECK_CODE = "mã kiểm tra {code}"
UNVERIFIED = "chưa kiểm chứng"
VERIFIED = "đã kiểm chứng"
HANDED_IN = "{units} đơn vị ({kind})"
VALUE, NEEDED, CHANGE = "Giá trị", "Lẽ ra phải đạt", "Thay đổi"
NO_FIGURES = "Kỳ này chưa có số liệu chính thức nào: chưa có số đã công bố hoặc đã duyệt."
NO_STATEMENTS = "Chưa đơn vị nào viết phần này."
NO_EXPLANATIONS = "Không có yêu cầu giải trình nào của kỳ này."
EXPLANATION_STATES: Mapping[str, str] = {
    "asked": "chờ trả lời",
    "returned": "chờ trả lời lại",
    "answered": "đã trả lời",
    "settled": "đã khép lại",
}


def edition_words(number: str | None, at: dt.datetime, signed_by: str | None) -> str:
    """`Bản chốt 2026-H1/2, Nguyễn Văn A ký ngày 28/6/2026`; of a draft when its numbers were taken."""
    if number is None:
        return f"{DRAFT}, số liệu lấy lúc {format_instant(at)}"
    by = f", {signed_by} ký" if signed_by else ", ký"
    return f"Bản chốt {number}{by} ngày {format_date(at.date())}"


def footnote(number: str | None, code: str, cut_off_on: dt.date) -> str:
    """What stands at the foot of every slide, page and image."""
    head = f"Bản chốt {number}" if number else DRAFT_MARK
    return f"{head} · {CHECK_CODE.format(code=code)} · chốt số liệu {format_date(cut_off_on)}"


def title_of(period: Period, place: str) -> str:
    """`Kết quả 6 tháng đầu năm 2026 · Toàn tỉnh`."""
    return f"Kết quả {format_period(period)} · {place}"


def coverage_words(reported: float | None, expected: float | None) -> str:
    """`118/124 đơn vị có số liệu`; empty where nobody counts units."""
    if not is_known(reported) or not is_known(expected):
        return ""
    return f"{format_number(reported)}/{format_number(expected)} đơn vị có số liệu"


def units_word(units: tuple[str, ...], shown: int = 3) -> str:
    """Who wrote a statement: `Sở Y tế, Xã Đồng Văn và 4 đơn vị khác`."""
    if len(units) <= shown:
        return ", ".join(units)
    return f"{', '.join(units[:shown])} và {len(units) - shown} đơn vị khác"


def behind_words(behind: int, at_risk: int, known: int) -> str:
    """How a unit stands: `3 chậm, 1 cần đẩy nhanh trong 9 chỉ tiêu`."""
    if not known:
        return UNKNOWN
    parts = [f"{count} {word}" for count, word in ((behind, "chậm"), (at_risk, "cần đẩy nhanh")) if count]
    return f"{', '.join(parts) or 'không chậm'} trong {known} chỉ tiêu"
