"""The texts of the review page: its opening sentences, headings, buttons and what is said once a step is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape

from tracker.core.period import Period
from tracker.words.formats import (
    UNKNOWN,
    format_date,
    format_difference,
    format_number,
    format_period,
    is_known,
)

VIEWS: Mapping[str, str] = {"cho-toi": "Chờ tôi", "ca-ky": "Cả kỳ"}
NO_SHEET = "Không mở được lần nộp này."
NOTHING_WAITS = "Không có lần nộp nào chờ bạn trong kỳ này"
NOTHING_WAITS_HELP = "Chọn kỳ khác, hoặc xem “Cả kỳ” để biết từng đơn vị đang ở bước nào."
QUEUE_TITLES = ("Đơn vị", "Nộp lúc", "Số liệu", "Cần xem", "Lĩnh vực còn lại", "Đang ở bước")
ROUND_TITLES = ("Đơn vị", "Đang ở bước", "Ai, khi nào", "Số liệu", "Cần xem")
BACK = "← Danh sách"
FIGURE_TITLES = (
    "Chỉ tiêu",
    "Cùng kỳ, năm trước",
    "Kế hoạch năm",
    "Số nộp",
    "Thay đổi",
    "Đang chính thức",
    "Cần xem",
)
ACCEPT = "Chấp nhận {field} ({count} số)"
COMMENT_HEADING = "Ý kiến, câu hỏi"
COMMENT_HELP = (
    "Bấm vào một dòng số liệu để ghi ý kiến ở dòng đó; đơn vị thấy ngay và trả lời ở trang Nộp số liệu."
)
COMMENT_AT = "Ghi ở"
WHOLE_HAND_IN = "Cả lần nộp"
COMMENT_LABEL = "Nội dung"
COMMENT_SEND = "Gửi ý kiến"
COMMENT_SENT = "Đã gửi ý kiến."
RETURN_LABEL = "Lý do trả lại"
RETURN = "Trả lại đơn vị"
RETURNED = "Đã trả lại; đơn vị nhận bản có ý kiến ở từng ô."
ACCEPTED = "Đã chấp nhận {field}."
APPROVED = "Đã chấp nhận {field}; mọi lĩnh vực đã xong nên lần nộp được duyệt, số thành chính thức."
REOPEN_HEADING = "Đề nghị mở lại"
REOPEN_LABEL = "Lý do"
REOPEN = "Mở lại để sửa"
DECLINE = "Không mở lại"
REOPENED = "Đã mở lại; số của lần nộp này tạm không còn chính thức cho đến khi duyệt lại."
DECLINED = "Đã trả lời không mở lại."
NO_REQUESTS = "Không có đề nghị mở lại nào."
REQUEST_TITLES = ("Đơn vị", "Xin lúc", "Lý do", "Đang ở bước")
CONSOLIDATE_HEADING = "Tổng hợp kỳ"
CONSOLIDATE = "Tổng hợp {count} lần nộp đã duyệt"
CONSOLIDATED = "Đã tổng hợp {count} lần nộp; lãnh đạo ký ở trang Bản chốt."
NOTHING_TO_CONSOLIDATE = "Không có lần nộp nào mới được duyệt để tổng hợp."
MISSING_HEADING = "Chưa có trong bản tổng hợp"
MISSING_STATES: Mapping[str, str] = {
    "not_reported": "chưa nộp",
    "waiting": "chờ thẩm định",
    "returned": "đã trả lại, chờ nộp lại",
}
REPLACED = "đã có số mới hơn thay"
NO_FINDINGS = "không có"
REASON_GIVEN = "Lý do đơn vị xác nhận các cảnh báo"
RECORD_HEADING = "Các năm trước ước thế nào"
ESTIMATES_NOW = "Ước năm {year} so với số nộp"
RECORD_TITLES = ("Chỉ tiêu", "Đã ước thế nào")
RECORD_DETAILS = "Theo từng chỉ tiêu"
NO_RECORD = "chưa đủ hai lần ước có số chính thức để nhận xét"
DOWNLOAD_FILE = "Tải tệp đã nộp"
DOWNLOAD_REMARKS = "Tải bản có ý kiến ở từng ô"


def queue_sentence(period: Period, waiting: int, oldest: tuple[str, dt.datetime] | None) -> str:
    """What waits for the reviewer (markup); `oldest` is unit and instant."""
    head = f"{_capital(format_period(period))}: "
    if not waiting or oldest is None:
        return f"{head}không có lần nộp nào chờ bạn thẩm định."
    name, at = oldest
    return (
        f"{head}<em>{waiting} lần nộp chờ bạn thẩm định</em>; "
        f"chờ lâu nhất là {escape(name)}, nộp ngày {format_date(at.date())}."
    )


def office_sentence(period: Period, asked: int, approved: int, waiting: int, missing: int) -> str:
    """What waits for the coordinator (markup)."""
    head = f"{_capital(format_period(period))}: "
    parts = []
    if asked:
        parts.append(f"<em>{asked} đề nghị mở lại chờ trả lời</em>")
    if approved:
        parts.append(f"<em>{approved} lần nộp đã duyệt chờ tổng hợp</em>")
    parts.append(f"{waiting} lần nộp đang thẩm định" if waiting else "không lần nộp nào đang thẩm định")
    parts.append(f"{missing} đơn vị chưa có số được duyệt" if missing else "mọi đơn vị đã có số được duyệt")
    return head + "; ".join(parts) + "."


def sheet_sentence(unit: str, period: Period, state: str, figures: int, remarks: int) -> str:
    """What one hand-in is and where it stands (markup)."""
    to_see = f", <em>{remarks} số cần xem</em>" if remarks else ", không số nào có cảnh báo"
    return f"{escape(unit)}, {format_period(period)}: {state}, {figures} số{to_see}."


def waited_text(received_at: dt.datetime, today: dt.date) -> str:
    days = (today - received_at.date()).days
    return f"{days} ngày trước" if days > 0 else "hôm nay"


def error_text(estimated: float, error: float, unit_of_measure: str, decimals: int) -> str:
    """`ước 80, cao hơn 4 hộ` beside a final figure."""
    if not is_known(error):
        return ""
    said = f"đã ước {format_number(estimated, decimals)}"
    if error == 0:
        return f"{said}, đúng"
    size = format_difference(abs(error), unit_of_measure, decimals).lstrip("+")
    return f"{said}, {'cao' if error > 0 else 'thấp'} hơn {size}"


def record_text(n: int, share_over: float, share_under: float, mean: str) -> str:
    """`4 lần ước: 3 cao hơn, 1 thấp hơn; bình quân +5,2 %`; `mean` is written in its unit, empty where none is."""
    if not is_known(share_over):
        return f"mới có {n} lần ước"
    over, under = round(n * share_over), round(n * share_under)
    text = f"{n} lần ước: {over} cao hơn, {under} thấp hơn thực hiện"
    return text + (f"; bình quân {mean}" if mean and mean != UNKNOWN else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
