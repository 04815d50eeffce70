"""What is said of editions: on their page, when one is signed, and why one cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_period

STALE_DRAFT = (
    "Số liệu đã duyệt hoặc nội dung của kỳ vừa thay đổi nên chưa ký; hãy xem lại bản dự thảo mới rồi ký."
)
NO_REASON = "Kỳ này đã có bản {number}; hãy ghi lý do ký bản mới."
NOTHING_APPROVED = "Chưa có lần nộp nào của kỳ được duyệt."
NOT_CONSOLIDATED = "Còn {count} lần nộp đã duyệt chưa tổng hợp; văn phòng tổng hợp xong mới ký."
NOTHING_NEW = "Không có gì khác bản {number} đã ký ngày {on}."
FILE_MISSING = "Không còn tìm thấy tệp của bản {number}; hãy khôi phục từ bản sao lưu."
FILE_CHANGED = "Tệp của bản {number} không còn như lúc ký; hãy khôi phục từ bản sao lưu."
OTHER_SCHEMA = "Bản {number} ghi theo cấu trúc mà phần mềm này không đọc được; hãy cập nhật phần mềm."
NO_SUCH_NUMBER = "Kỳ này không có bản chốt {number}; hãy xem các bản đã ký ở trang Bản chốt."
NOT_A_CODE = "Mã kiểm tra có 10 chữ và số, dạng K7QXM-2RBVA; hãy nhập lại."
NO_SUCH_CODE = "Không có bản chốt nào mang mã {code}."
VIEWS: Mapping[str, str] = {"danh-sach": "Các bản chốt", "ky-duyet": "Bản dự thảo"}
BACK = "← Các bản chốt"
GATHERING = "Đang gom số liệu của kỳ…"
LIST_TITLES = ("Bản", "Ký lúc, người ký", "Mã kiểm tra", "Văn bản, lý do")
NO_EDITIONS = "Chưa có bản chốt nào"
NO_EDITIONS_HELP = "Khi lãnh đạo ký một kỳ đã tổng hợp, bản chốt hiện ở đây và không đổi nữa."
VERIFY_HEADING = "Kiểm tra một tài liệu hoặc mã in trên tài liệu"
VERIFY_LABEL = "Mã in trên báo cáo, biểu hoặc bản chiếu"
VERIFY = "Kiểm tra"
IS_WHOLE = "Đúng là bản {number}, {by} ký ngày {on}; nội dung còn nguyên."
IS_CHANGED = "Mã là của bản {number} nhưng tệp đang lưu không còn như lúc ký; hãy khôi phục từ bản sao lưu."
IS_OLD = "Bản này đã được thay bằng bản {number} ký ngày {on}: {reason}"
COMPARE_WITH = "So với bản {number}"
NO_COMPARE = "Không so với bản khác"
DOWNLOAD = "Tải nội dung bản chốt (.json)"
DRAFT_MARK = "DỰ THẢO, chưa ký"
SIGN_HEADING = "Ký duyệt"
SIGN_REASON = "Lý do ký bản mới thay bản {number}"
SIGN_DOCUMENT = "Số văn bản (nếu có)"
SIGN_CONFIRM = "Tôi đã xem số liệu dưới đây và ký bản {number}"
SIGN = "Ký bản chốt"
NOT_TICKED = "Hãy đánh dấu xác nhận đã xem số liệu."
SIGNED = "Đã ký bản {number}, mã kiểm tra {code}."
OBSTACLES = "Chưa ký được"
LEADER_ONLY = "Chỉ lãnh đạo ký được; bạn đang xem bản dự thảo."
VERDICT_TITLES = ("Chỉ tiêu", "Giá trị", "Mục tiêu", "Đánh giá")
FIGURES_HEADING, VERDICTS_HEADING, WORDS_HEADING = "Số liệu đã đổi", "Đánh giá đã đổi", "Lời văn đã đổi"
FIGURE_TITLES = ("Chỉ tiêu, địa bàn", "Bản cũ", "Bản mới", "Chênh lệch")
CHANGED_VERDICT_TITLES = ("Chỉ tiêu, địa bàn", "Bản cũ", "Bản mới")
WORD_TITLES = ("Mục, đơn vị", "Bản cũ", "Bản mới")
MISSING = "Đơn vị chưa có số được duyệt"
NOTHING_CHANGED = "Hai bản không khác nhau ở số liệu, đánh giá hay lời văn."
FIGURE_NAMES: Mapping[str, str] = {
    "value": "thực hiện",
    "plan": "kế hoạch năm",
    "estimate": "ước cả năm",
    "same_period": "cùng kỳ",
    "previous_year": "năm trước",
}
WORD_KINDS: Mapping[str, str] = {
    "texts": "nội dung báo cáo",
    "issued_documents": "văn bản ban hành",
    "tasks": "nhiệm vụ",
    "explanations": "giải trình",
}


def list_sentence(count: int, newest: tuple[str, dt.datetime, str] | None) -> str:
    """How many editions there are, and the newest (markup): its number, when and by whom it was signed."""
    if newest is None:
        return "Chưa kỳ nào được ký."
    number, at, by = newest
    return (
        f"{count} bản chốt; mới nhất là bản {escape(number)}, {escape(by)} ký ngày {format_date(at.date())}."
    )


def draft_sentence(period: Period, approved: int, missing: int, number: int, can_sign: bool) -> str:
    """What would be signed (markup)."""
    head = f"{_capital(format_period(period))}: bản dự thảo số {number} gồm {approved} lần nộp đã duyệt"
    absent = f", <em>thiếu {missing} đơn vị</em>" if missing else ", đủ mọi đơn vị"
    return f"{head}{absent}; " + ("có thể ký." if can_sign else "chưa ký được.")


def no_such_edition(asked: str) -> str:
    """A link that names an edition that is not there (markup)."""
    shown = asked if len(asked) <= 40 else asked[:39] + "…"
    return f"Không có bản chốt “{escape(shown)}”; đang xem danh sách."


def compare_word(number: str) -> str:
    """An option of the choice of another edition; `khong` is none."""
    return NO_COMPARE if number == "khong" else COMPARE_WITH.format(number=number)


def until(year: str) -> str:
    return f"đến năm {year}"


def edition_sentence(number: str, period: Period, at: dt.datetime, by: str) -> str:
    return (
        f"Bản {escape(number)}, {format_period(period)}: {escape(by)} ký lúc {at:%H:%M} "
        f"ngày {format_date(at.date())}."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
