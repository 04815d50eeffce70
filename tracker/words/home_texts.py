"""What waits for each role, in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_number, format_period

FORM, TEXTS, TASKS = "Biểu số liệu", "Nội dung báo cáo", "Nhiệm vụ kế hoạch"
REVIEW, BOARD, PROVINCE_TEXTS = "Lần nộp chờ thẩm định", "Tiến độ nộp", "Nội dung báo cáo của tỉnh"
ACCOUNTS, REMINDERS = "Tài khoản", "Nhắc hạn"
HEAD = ("Việc", "Tình trạng", "")
GO_FORM, GO_TEXTS, GO_TASKS, GO_REVIEW = "Nộp số liệu", "Viết nội dung", "Ghi tình trạng", "Thẩm định"
GO_BOARD, GO_ACCOUNTS = "Mở bảng kỳ báo cáo", "Mở trang Tài khoản"
EXPLANATIONS = "Giải trình"
RETURNED_WHY = "Lý do trả lại: {reason}"
ALL_WRITTEN = "đã viết đủ {total} phần"
SOME_MISSING = "còn thiếu {missing}/{total} phần"
ALL_REPORTED = "đã báo cáo đủ {total} nhiệm vụ"
TASKS_LEFT = "{silent} chưa báo cáo"
TASKS_LATE = "{late} chậm"
NO_TASKS = "không được giao nhiệm vụ riêng"
WAITING = "{count} lần nộp của {units} đơn vị"
NOTHING_WAITS = "không có lần nộp nào chờ"
HANDED_IN = "{done}/{units} đơn vị đã nộp đủ; {silent} chưa nộp gì, {returned} bị trả lại"
NEVER_SET_UP = "{count} tài khoản chưa đặt mật khẩu"
ALL_SET_UP = "{count} tài khoản, đều đã đặt mật khẩu hoặc đăng nhập một lần"
DISABLED = "{count} bị khóa"
FAILED_REMINDERS = "{count} thư nhắc không gửi được"
NO_FAILED_REMINDERS = "không có thư nhắc nào bị lỗi"
NO_ROUNDS = "Không có kỳ báo cáo nào đang mở"
NO_ROUNDS_HELP = "Khi văn phòng mở kỳ, các việc của kỳ hiện ở đây."
NOTHING = "Không có việc nào chờ bạn."
HERE = "Việc của từng kỳ đang mở, việc gần hạn nhất trước."


def waiting_sentence(parts: Sequence[str]) -> str:
    """What waits, in a row (markup)."""
    return f"<em>Chờ bạn</em>: {'; '.join(parts)}." if parts else NOTHING


def form_part(period: Period, word: str) -> str:
    return f"biểu {format_period(period)} {word}"


def texts_part(missing: int) -> str:
    return f"{format_number(missing)} phần nội dung chưa viết"


def tasks_part(silent: int, late: int) -> str:
    parts = [f"{silent} nhiệm vụ chưa báo cáo" if silent else "", f"{late} nhiệm vụ chậm" if late else ""]
    return ", ".join(part for part in parts if part)


def explanations_part(count: int) -> str:
    return f"{format_number(count)} giải trình đang mở"


def review_part(count: int) -> str:
    return f"{format_number(count)} lần nộp chờ thẩm định"


def board_part(silent: int, period: Period) -> str:
    return f"{format_number(silent)} đơn vị chưa nộp gì cho kỳ {format_period(period)}"


def accounts_part(count: int) -> str:
    return f"{format_number(count)} tài khoản chưa đặt mật khẩu"


def reminders_part(count: int) -> str:
    return f"{format_number(count)} thư nhắc không gửi được"


def round_heading(unit: str, period: Period) -> str:
    return f"{escape(unit)}, {format_period(period)}"
