"""The texts of the hand-in page: steps, states, decisions, and what the buttons say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_number, format_period, is_known

STEP_FORM = "1. Tải biểu"
STEP_UPLOAD = "2. Nộp tệp"
STEP_CHECK = "3. Kiểm tra và xác nhận"
DOWNLOAD_FORM = "Tải biểu Excel của đơn vị"
FORM_HELP = "Biểu đã có số năm trước và kế hoạch năm. Chỉ nhập vào ô nền vàng nhạt; không có số thì chọn ở cột Tình trạng, không ghi 0."
UPLOAD_LABEL = "Biểu đã điền hoặc bảng có sẵn (.xlsx, .xlsm, .xls, .ods, .csv)"
UPLOAD_HELP = "Nộp biểu đã điền, hoặc bảng số liệu đang có; phần mềm tự tìm bảng, tên chỉ tiêu và đơn vị."
NO_OWN_FORM = "Đơn vị này không có biểu riêng trong kỳ; nộp bảng có sẵn ở bước 2."

FINDINGS_HEADING = "Điểm cần xem"
FINDINGS_COLUMNS = ("Mức", "Ô", "Đọc được gì, làm gì")
WHOLE_FILE = "cả tệp"
DOWNLOAD_MARKED = "Tải bản có đánh dấu lỗi"
MARKED_HELP = "Chính tệp đã nộp, ô có lỗi được tô nền và ghi chú. Sửa trong tệp đó rồi nộp lại."

NAMES_HEADING = "Đối chiếu tên"
NAMES_HELP = (
    "Các tên này chưa khớp danh mục nên số chưa được lấy. Chọn một lần; lần sau tệp cùng mẫu sẽ tự nhận ra."
)
READ_AGAIN = "Đọc lại với các lựa chọn này"
NOT_CHOSEN = "— chưa chọn —"
LEAVE_OUT = "Bỏ qua, không lấy số"
NAMES_READ = "Tên đã nhận ra"
NAMES_COLUMNS = ("Tên trong tệp", "Ô", "Hiểu là", "Nhờ")
HOW_WORDS: Mapping[str, str] = {
    "remembered": "lựa chọn đã nhớ",
    "code": "mã",
    "own": "đơn vị nộp",
    "unaccented": "tên không dấu",
}
BY_NAME = "tên"

DIFFERENCE_HEADING = "So với số đang dùng"
DIFFERENCE_COLUMNS = ("Chỉ tiêu", "Đang dùng", "Trong tệp", "Thay đổi")
NOTHING_CHANGES = "Mọi số trong tệp giống hệt số đang dùng."
WITHDRAW_HELP = "Chưa chọn thì số cũ vẫn được dùng."

OUTLOOK = "Xem tổng số và đánh giá sẽ đổi thế nào"
VERDICTS_HEADING = "Đánh giá sẽ đổi"
VERDICTS_COLUMNS = ("Chỉ tiêu", "Hiện nay", "Sau khi lưu")
NO_VERDICT_CHANGES = "Không đánh giá nào đổi."
TOTALS_HEADING = "Tổng trước và sau"
TOTALS_COLUMNS = ("Chỉ tiêu", "Đơn vị có số", "Trước", "Sau", "Chênh lệch")
NO_TOTALS = "Các số này không cộng vào tổng của địa bàn nào."

LEVEL_WORDS: Mapping[str, str] = {
    "commune": "các xã, phường cộng lại",
    "district": "các huyện, thành phố cộng lại",
    "department": "các sở, ngành cộng lại",
}

REASON_LABEL = "Lý do giữ nguyên các số có cảnh báo"
CONFIRM_TICK = "Tôi đã xem các cảnh báo và xác nhận số liệu là đúng"
SAVE = "Lưu số liệu"
NEED_REASON = "Còn cảnh báo: hãy đánh dấu xác nhận và ghi lý do."

HISTORY_HEADING = "Các lần nộp"
NO_HISTORY = "Đơn vị chưa nộp lần nào cho kỳ này."
BY_ILLUSTRATION = "nhập minh họa"
DOWNLOAD_FILE = "Tải lại tệp đã nộp"
UNDO = "Hoàn tác lần nộp này"
DOWNLOAD_REMARKS = "Tải bản có ý kiến thẩm định"
ANSWER, ANSWER_LABEL, ANSWER_SEND = "Trả lời ý kiến", "Trả lời", "Gửi trả lời"
ANSWERED = "Đã gửi trả lời cho người thẩm định."
ASK_REOPEN, ASK_REOPEN_REASON = "Xin mở lại", "Lý do xin mở lại"
REOPEN_ASKED = "Đã gửi đề nghị mở lại; văn phòng tổng hợp sẽ trả lời tại đây."
UNDO_REASON = "Lý do hoàn tác"
UNDO_DONE = "Đã hoàn tác. Số của lần nộp trước đó, nếu có, lại được dùng."
REFUSED = "Máy chủ này chỉ cho xem"
DECISION_HELP: Mapping[str, str] = {
    "accept": "Xem lại số bên dưới rồi lưu.",
    "confirm": "Chưa lưu gì. Nếu các số là đúng, ghi lý do rồi lưu.",
    "return": "Chưa lưu gì. Sửa các ô có lỗi trong tệp rồi nộp lại.",
    "refuse": "Chưa lưu gì. Làm theo chỉ dẫn bên dưới rồi nộp lại, hoặc tải biểu của đơn vị ở bước 1 và điền vào đó.",
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

    `last` is sender ('' for who may not know), instant and number of figures.
    """
    head = f"{escape(unit)}, {format_period(period)}: "
    if last is None:
        return head + (
            f"<em>chưa nộp</em>, cần báo cáo {expected} chỉ tiêu." if expected else "chưa nộp bảng nào."
        )
    by, at, count = last
    sender = f", người nộp {escape(by)}" if by else ""
    text = f"{head}đã nộp {format_number(count)} số ngày {format_date(at.date())}{sender}"
    return text + (f"; <em>{state}</em>." if state else ".")


def receipt_counts(figures: int, errors: int, warnings: int) -> str:
    """What was read from a file, in numbers."""
    counts = (f"{format_number(figures)} số đọc được", f"{errors} lỗi", f"{warnings} cảnh báo")
    return " · ".join(counts)


def submission_counts(figures: int, current: int, errors: int, warnings: int) -> str:
    """What one hand-in holds, in numbers."""
    stored = f"{format_number(figures)} số, {format_number(current)} đang dùng"
    return f"{stored} · {errors} lỗi, {warnings} cảnh báo"


def change_counts(counts: Sequence[tuple[str, int]]) -> str:
    """`5 thay đổi, 148 số mới`, from pairs of a change and its number."""
    return ", ".join(f"{format_number(count)} {CHANGE_WORDS[change]}" for change, count in counts)


def judged_until(place: str, due_year: float) -> str:
    """Which place a verdict is of, and by when it is due; a year of 9999 is no target at all."""
    return place if not is_known(due_year) or due_year > 9000 else f"{place}, hạn năm {due_year:.0f}"


def more_cells(count: int) -> str:
    return f"và {format_number(count)} ô nữa"


def left_out(names: Sequence[str]) -> str:
    return f"Không lấy: {', '.join(names)}."


def name_label(text: str, cell: str, count: int) -> str:
    """The label of a choice in the mapping table."""
    return f"{text} · {cell} · {format_number(count)} số"


def more_names(count: int) -> str:
    return f"Còn {format_number(count)} tên nữa, sẽ hỏi sau khi đọc lại."


def withdraw_label(count: int) -> str:
    return f"Rút {format_number(count)} số đã nộp trước mà tệp này ghi là chưa có số liệu"


def confirm_reason(reason: str) -> str:
    return f"Lý do xác nhận: {reason}"


def earlier_hand_ins(count: int) -> str:
    return f"{format_number(count)} lần nộp trước đó"


def saved_sentence(count: int, withdrawn: int, unit: str, period: Period) -> str:
    """What was stored, said once after the commit."""
    gone = f", rút {format_number(withdrawn)} số" if withdrawn else ""
    return (
        f"Đã nhận {format_number(count)} số{gone} của {unit}, {format_period(period)}, chờ thẩm định. "
        "Trước khi được duyệt, số này chỉ hiện khi bật “Gồm số liệu chưa duyệt” ở các trang theo dõi."
    )
