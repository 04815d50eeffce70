"""What is said while figures are reviewed: states, events, refusals, and the findings of a returned hand-in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tracker.core.period import Period
from tracker.words.formats import format_date, format_period

STATE_WORDS: Mapping[str, str] = {
    "waiting": "chờ thẩm định",
    "in_review": "đang thẩm định",
    "returned": "đã trả lại",
    "approved": "đã duyệt",
    "reopened": "đã mở lại",
    "consolidated": "đã tổng hợp",
    "signed": "đã ký",
    "undone": "đã hoàn tác",
}
EVENT_WORDS: Mapping[str, str] = {
    "received": "nhận tệp",
    "submitted": "nộp",
    "superseded": "có lần nộp mới hơn thay",
    "restored": "được dùng lại",
    "undone": "hoàn tác",
    "accepted": "chấp nhận",
    "approved": "duyệt",
    "returned": "trả lại",
    "reopen_asked": "xin mở lại",
    "reopen_declined": "không cho mở lại",
    "reopened": "mở lại",
    "consolidated": "tổng hợp",
    "signed": "ký",
}
SOMEBODY = "Có người"
COMMENT = "Ý kiến"

REVIEW_FINDING_TEXTS: Mapping[str, tuple[str, str, str, str]] = {
    "hand_in_returned": (
        "error",
        "Lần nộp bị trả lại",
        "{by} trả lại ngày {on}, lý do: “{comment}”.",
        "Hãy sửa theo lý do và các ý kiến ở từng ô rồi nộp lại tệp này.",
    ),
    "review_comment": (
        "error",
        "Ý kiến thẩm định",
        "{by} ghi ngày {on}: “{comment}”.",
        "Hãy sửa ô này, hoặc trả lời ý kiến ở trang Nộp số liệu.",
    ),
}

NO_SUBMISSION = "Không tìm thấy lần nộp này. Hãy chọn lại trong danh sách."
NOT_UNDER_REVIEW = "Lần nộp này {state} nên không còn thẩm định được. Hãy chọn lần nộp khác trong danh sách."
REPLACED = "Mọi số của lần nộp này đã có lần nộp mới hơn thay; hãy thẩm định lần nộp mới."
FIELD_NOT_IN_IT = "Lần nộp này không có số nào thuộc lĩnh vực “{field}”."
FIELD_ACCEPTED = "Lĩnh vực “{field}” đã được {by} chấp nhận ngày {on}."
NO_FIELD_OF_YOURS = "Lần nộp này không có số nào thuộc lĩnh vực bạn thẩm định."
NO_REASON = "Hãy ghi lý do."
NO_BODY = "Hãy ghi nội dung ý kiến."
NO_SUCH_FIGURE = "Số liệu được chọn không thuộc lần nộp này. Hãy chọn lại."
NOT_APPROVED = "Lần nộp này {state}, chưa được duyệt nên không cần mở lại; đơn vị nộp lại là được."
ALREADY_ASKED = "{by} đã xin mở lại ngày {on}; văn phòng tổng hợp chưa trả lời."
NOT_ASKED = "Không có đề nghị mở lại nào đang chờ trả lời."
NOTHING_TO_CONSOLIDATE = "Không có lần nộp nào mới được duyệt để tổng hợp."
APPROVED = (
    "Số liệu của {unit} cho {period} đã được duyệt nên không nộp đè hay hoàn tác được. "
    "Hãy bấm “Xin mở lại” ở lần nộp đã duyệt và ghi lý do."
)


OFFICIAL_ONLY = "số liệu đã duyệt"
DOUBT, DOUBT_HELP = "*", "Gồm số liệu chưa duyệt"


def unapproved_sentence(period: Period, waiting: int) -> str:
    """The banner of a page that shows figures nobody has approved; `waiting` units have some in the period."""
    who = f"{waiting} đơn vị có số {format_period(period)} chờ duyệt"
    if not waiting:
        who = f"không đơn vị nào có số {format_period(period)} chờ duyệt"
    return (
        f"Đang xem cả số liệu chưa duyệt: {who}. Số có dấu {DOUBT} gồm số chưa duyệt, còn có thể đổi, "
        "không dùng để báo cáo."
    )


def not_counted_sentence(waiting: int) -> str:
    """What the official figures leave out, and how to see it."""
    return (
        f"{waiting} đơn vị đã nộp, đang chờ duyệt, chưa tính vào số dưới đây; "
        "bật “Gồm số liệu chưa duyệt” ở trên để xem."
    )


def stale_sentence(who: str | None, kind: str, at: dt.datetime) -> str:
    """Told to the second of two people: who did what when, and that nothing of theirs is lost."""
    did = EVENT_WORDS.get(kind, kind)
    return (
        f"{who or SOMEBODY} vừa {did} lần nộp này lúc {at:%H:%M} ngày {format_date(at.date())}. "
        "Việc của bạn chưa được ghi, nội dung đang gõ vẫn còn; hãy xem lại rồi quyết định."
    )
