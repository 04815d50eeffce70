"""The texts of the hand-in page: steps, states, decisions, and what the buttons say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_period

STEP_FORM = "1. Tải biểu"
STEP_UPLOAD = "2. Nộp tệp đã điền"
STEP_CHECK = "3. Kiểm tra và xác nhận"
DOWNLOAD_FORM = "Tải biểu Excel của đơn vị"
FORM_HELP = "Biểu đã có số năm trước và kế hoạch năm. Chỉ nhập vào ô nền vàng nhạt; không có số thì chọn ở cột Tình trạng, không ghi 0."
UPLOAD_LABEL = "Biểu đã điền hoặc bảng có sẵn (.xlsx, .xlsm, .xls, .ods, .csv)"
UPLOAD_HELP = "Nộp biểu đã điền, hoặc bảng số liệu đang có (.xlsx, .xlsm, .xls, .ods, .csv)."
NO_OWN_FORM = "Đơn vị này không có biểu riêng trong kỳ; có thể nộp bảng có sẵn ở bước 2."
NAMES_HEADING = "Đối chiếu tên"
NAMES_HELP = (
    "Các tên này chưa khớp danh mục nên số chưa được lấy. Chọn một lần; lần sau tệp cùng mẫu sẽ tự nhận ra."
)
READ_AGAIN = "Đọc lại với các lựa chọn này"
NOT_CHOSEN = "— chưa chọn —"
LEAVE_OUT = "Bỏ qua, không lấy số"
NAMES_READ = "Tên đã nhận ra"
OUTLOOK = "Xem tổng số và đánh giá sẽ đổi thế nào"
COUNTING = "Đang tính trước…"
VERDICTS_HEADING = "Đánh giá sẽ đổi"
NO_VERDICT_CHANGES = "Không đánh giá nào đổi."
TOTALS_HEADING = "Tổng trước và sau"
DOWNLOAD_FILE = "Tải lại tệp đã nộp"
WITHDRAW = "Rút các số đã nộp trước mà tệp này ghi là chưa có số liệu"
FIGURE_HISTORY = "Lịch sử từng số"
HISTORY_INDICATOR = "Chỉ tiêu"
HISTORY_EMPTY = "Chưa có số nào của chỉ tiêu này cho kỳ đang xem."
READ_HEADING = "Số đọc được"
DIFFERENCE_HEADING = "So với số đang dùng"
FINDINGS_HEADING = "Điểm cần xem"
DOWNLOAD_MARKED = "Tải bản có đánh dấu lỗi"
NAME_LABEL = "Người nộp"
REASON_LABEL = "Lý do giữ nguyên các số có cảnh báo"
CONFIRM_TICK = "Tôi đã xem các cảnh báo và xác nhận số liệu là đúng"
SAVE = "Lưu số liệu"
NEED_NAME = "Hãy ghi tên người nộp."
NEED_REASON = "Còn cảnh báo: hãy đánh dấu xác nhận và ghi lý do."
NOTHING_CHANGES = "Mọi số trong tệp giống hệt số đang dùng."
HISTORY_HEADING = "Các lần nộp"
NO_HISTORY = "Đơn vị chưa nộp lần nào cho kỳ này."
UNDO = "Hoàn tác lần nộp này"
DOWNLOAD_REMARKS = "Tải bản có ý kiến thẩm định"
ANSWER, ANSWER_LABEL, ANSWER_SEND = "Trả lời ý kiến", "Trả lời", "Gửi trả lời"
ANSWERED = "Đã gửi trả lời cho người thẩm định."
ASK_REOPEN, ASK_REOPEN_REASON = "Xin mở lại", "Lý do xin mở lại"
REOPEN_ASKED = "Đã gửi đề nghị mở lại; văn phòng tổng hợp sẽ trả lời tại đây."
UNDO_NAME = "Người hoàn tác"
UNDO_REASON = "Lý do hoàn tác"
UNDO_DONE = "Đã hoàn tác. Số của lần nộp trước đó, nếu có, lại được dùng."
REFUSED = "Máy chủ này chỉ cho xem"
DECISION_HELP: Mapping[str, str] = {
    "accept": "Xem lại số bên dưới rồi lưu.",
    "confirm": "Chưa lưu gì. Nếu các số là đúng, ghi lý do rồi lưu.",
    "return": "Chưa lưu gì. Sửa các ô có lỗi trong tệp rồi nộp lại.",
    "refuse": "Chưa lưu gì. Sửa tệp theo phát hiện bên dưới, hoặc tải biểu của đơn vị ở bước 1 và điền vào đó.",
}
CHANGE_WORDS: Mapping[str, str] = {
    "new": "số mới",
    "changed": "thay đổi",
    "unchanged": "giữ nguyên",
    "kept": "không có trong tệp, số cũ vẫn dùng",
    "withdrawn": "rút số đã nộp",
}
STATE_WORDS: Mapping[str, str] = {
    "current": "đang dùng",
    "superseded": "đã bị thay",
    "undone": "đã hoàn tác",
}


def state_sentence(
    unit: str, period: Period, last: tuple[str, dt.datetime, int] | None, expected: int, state: str = ""
) -> str:
    """Whether the unit has handed in for the period (markup), and the `state` of the review in a word.

    `last` is sender, instant and number of figures.
    """
    head = f"{escape(unit)}, {format_period(period)}: "
    if last is None:
        return f"{head}<em>chưa nộp</em>, cần báo cáo {expected} chỉ tiêu."
    by, at, count = last
    text = f"{head}đã nộp {count} số ngày {format_date(at.date())}, người nộp {escape(by)}"
    return text + (f"; <em>{state}</em>." if state else ".")


def saved_sentence(count: int, unit: str, period: Period) -> str:
    return (
        f"Đã nhận {count} số của {unit}, {format_period(period)}, chờ thẩm định. "
        "Trước khi được duyệt, số này chỉ hiện khi bật “Gồm số liệu chưa duyệt” ở các trang theo dõi."
    )


NO_FORM = "Đơn vị này không nộp số liệu cho kỳ đã chọn."
NO_FORM_HELP = "Đơn vị nộp số liệu theo 6 tháng đầu năm và theo năm. Chọn một kỳ như vậy ở ô phía trên."
