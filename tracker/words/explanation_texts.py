"""Explanations in words: a leader's question, whose turn it is, the steps."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words.formats import format_date, format_number

ASK = "Yêu cầu giải trình"
ASK_SHORT = "hỏi"
ASK_HELP = "Đơn vị thấy câu hỏi ở trang Việc cần làm; câu trả lời hiện cạnh số liệu và trong báo cáo."
QUESTION = "Câu hỏi"
QUESTION_HINT = "Hỏi rõ điều cần giải trình, ví dụ: Vì sao giảm so với cùng kỳ?"
UNIT = "Đơn vị giải trình"
DUE_ON = "Hạn trả lời"
SEND = "Gửi yêu cầu"
ASKED = "Đã gửi yêu cầu giải trình đến {unit}, hạn {day}."
HEADING = "Giải trình"

STATE_NAMES: Mapping[str, str] = {
    "asked": "Chờ đơn vị trả lời",
    "returned": "Chờ đơn vị trả lời lại",
    "answered": "Chờ lãnh đạo xem",
    "settled": "Đã khép lại",
    "withdrawn": "Đã rút",
}
OVERDUE = "Quá hạn {days} ngày"
STATE_VERDICTS: Mapping[str, str] = {
    "asked": "at_risk",
    "returned": "at_risk",
    "answered": "on_track",
    "settled": "achieved",
    "withdrawn": "not_due",
}
STEP_NAMES: Mapping[str, str] = {
    "asked": "hỏi",
    "answered": "trả lời",
    "returned": "đề nghị trả lời lại",
    "settled": "khép lại",
    "withdrawn": "rút câu hỏi",
}
ANSWER = "Trả lời"
ANSWER_AGAIN = "Sửa câu trả lời"
ANSWER_HINT = "Trả lời thẳng vào câu hỏi: nguyên nhân, số liệu liên quan, việc sẽ làm và thời hạn."
EDITOR_WORDS: Mapping[str, str] = {
    "save": "Gửi câu trả lời",
    "kept": "Bản nháp đã ghi lúc {at}; chưa gửi.",
    "restored": "Đã khôi phục bản nháp đang gõ lúc {at}; chưa gửi.",
    "saving": "Đang gửi…",
    "unsaved": "Chưa gửi được, chữ vẫn còn; hãy bấm lại khi có mạng.",
    "refused": "Chưa gửi, chữ bạn gõ vẫn còn.",
    "over": "Dài quá {over} ký tự so với mức tối đa {limit}; hãy rút gọn trước khi gửi.",
    "saved": "Đã gửi.",
}
RETURN, RETURN_WHY = "Đề nghị trả lời lại", "Cần làm rõ thêm điều gì"
SETTLE = "Khép lại"
WITHDRAW, WITHDRAW_WHY = "Rút câu hỏi", "Lý do rút"
DONE: Mapping[str, str] = {
    "answered": "Đã gửi câu trả lời.",
    "returned": "Đã gửi lại để đơn vị làm rõ.",
    "settled": "Đã khép lại.",
    "withdrawn": "Đã rút câu hỏi.",
}
SEE_ALL = "Mở trang Giải trình"
VIEWS: Mapping[str, str] = {"dang-mo": "Đang mở", "tat-ca": "Tất cả"}

NO_ROUND = "Kỳ {period} chưa được mở nên chưa gửi được yêu cầu giải trình."
NO_QUESTION = "Hãy ghi câu hỏi."
NO_ANSWER = "Hãy ghi câu trả lời."
NO_REASON = "Hãy ghi cần làm rõ điều gì, hoặc vì sao rút."
DUE_IN_THE_PAST = "Hạn trả lời {day} đã qua; hãy chọn ngày khác."
TOO_LONG = "Nội dung dài {length} ký tự, tối đa {limit}; hãy rút gọn rồi gửi lại. Chữ bạn gõ vẫn còn."
NOT_THE_UNITS = "{unit} không báo cáo và không chủ trì chỉ tiêu này; hãy chọn đơn vị khác."
ALREADY_OPEN = "Đã có một yêu cầu giải trình đang mở cho chỉ tiêu và đơn vị này; hãy xem ở trang Giải trình."
STALE = "Yêu cầu giải trình này vừa được {by} xử lý lúc {at} ({step}); hãy xem bản mới rồi làm lại."
NOT_FOUND = "Không có yêu cầu giải trình này."
NOT_NOW = "Yêu cầu này đang ở bước “{state}”, không thể {step}."
EMPTY = "Không có yêu cầu giải trình nào"
EMPTY_HELP = "Lãnh đạo gửi yêu cầu bằng nút “Yêu cầu giải trình” cạnh số liệu ở trang Chỉ tiêu và trang Địa bàn, đơn vị."


def explanations_sentence(waiting: int, overdue: int, answered: int) -> str:
    """What is open (markup): waiting for units, of these overdue, and answered but not looked at."""
    if not waiting and not answered:
        return "Không có yêu cầu giải trình nào đang mở."
    parts = []
    if waiting:
        late = f"<em>{overdue} quá hạn</em>" if overdue else "chưa quá hạn"
        parts.append(f"{format_number(waiting)} yêu cầu giải trình chờ đơn vị trả lời ({late})")
    if answered:
        parts.append(f"{format_number(answered)} câu trả lời chờ lãnh đạo xem")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:] + "."


def too_long(length: int, limit: int) -> str:
    return TOO_LONG.format(length=format_number(length), limit=format_number(limit))


def due_text(due_on, today) -> str:
    """`hạn 20/6/2026, còn 3 ngày`."""
    days = (due_on - today).days
    left = f"còn {days} ngày" if days > 0 else "hôm nay" if not days else f"đã quá {-days} ngày"
    return f"hạn {format_date(due_on)}, {left}"
