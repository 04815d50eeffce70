"""The log in words: what was done, to what, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.words.access_texts import ROLE_NAMES
from tracker.words.formats import format_number
from tracker.words.task_texts import STATE_NAMES as TASK_STATE_NAMES
from tracker.words.text_texts import PART_NAMES

EVENT_NAMES: Mapping[str, str] = {
    # the workspace
    "begin_demo": "Bắt đầu bản minh họa",
    "begin_real": "Bắt đầu với số liệu thật",
    # accounts and sessions
    "account_added": "Thêm tài khoản",
    "account_changed": "Sửa tài khoản",
    "link_made": "Tạo liên kết dùng một lần",
    "signed_in": "Đăng nhập",
    "signed_out": "Đăng xuất",
    # hand-ins and their review
    "received": "Nhận tệp",
    "submitted": "Nộp số liệu",
    "superseded": "Có lần nộp mới thay",
    "restored": "Dùng lại số của lần nộp này",
    "undone": "Hoàn tác",
    "accepted": "Chấp nhận một lĩnh vực",
    "approved": "Duyệt",
    "returned": "Trả lại để làm rõ",
    "reopen_asked": "Xin mở lại",
    "reopen_declined": "Không cho mở lại",
    "consolidated": "Tổng hợp",
    # rounds
    "drafted": "Lập kỳ báo cáo",
    "changed": "Sửa kỳ báo cáo",
    "deadline_changed": "Đổi hạn",
    "opened": "Mở kỳ",
    "closed": "Khóa kỳ",
    "reopened": "Mở lại",
    "signed": "Ký duyệt",
    "reminders_stopped": "Dừng nhắc hạn",
    "reminders_resumed": "Nhắc hạn trở lại",
    "reminder_sent": "Gửi thư nhắc hạn",
    "reminder_failed": "Thư nhắc hạn không gửi được",
    "edition_signed": "Ký bản chốt",
    # explanations
    "asked": "Yêu cầu giải trình",
    "answered": "Trả lời giải trình",
    "settled": "Khép lại giải trình",
    "withdrawn": "Rút yêu cầu giải trình",
    # the words beside the numbers
    "text_saved": "Lưu nội dung báo cáo",
    "document_added": "Thêm văn bản",
    "document_changed": "Sửa văn bản",
    "document_withdrawn": "Bỏ văn bản khỏi danh mục",
    "task_reported": "Ghi tình trạng nhiệm vụ",
}
SUBJECT_NAMES: Mapping[str, str] = {
    "submission": "lần nộp",
    "round": "kỳ báo cáo",
    "explanation": "giải trình",
    "edition": "bản chốt",
    "workspace": "cơ sở dữ liệu",
    "account": "tài khoản",
    "report_text": "nội dung báo cáo",
    "issued_document": "văn bản",
    "task_report": "nhiệm vụ kế hoạch",
}
HEAD = ("Lúc", "Ai", "Từ đâu", "Việc", "Đối tượng", "Đơn vị", "Kỳ", "Lý do", "Nội dung")
SHORT_HEAD = ("Lúc", "Ai, từ đâu", "Việc", "Lý do, nội dung")
TITLE = "NHẬT KÝ"
NOBODY = "chương trình"
HERE = "máy chủ này"
SINCE, UNTIL, WHO, KIND, UNIT, PERIOD, TEXT = (
    "Từ ngày", "Đến ngày", "Ai", "Việc", "Đơn vị", "Kỳ", "Tìm trong nội dung",
)  # fmt: skip
ANY = "Tất cả"
DOWNLOAD_XLSX, DOWNLOAD_CSV = "Tải .xlsx", "Tải .csv"
EXPORT_LIMIT = 50_000
EMPTY = "Không có việc nào khớp với bộ lọc"
EMPTY_HELP = "Nới khoảng ngày hoặc bỏ bớt điều kiện lọc."
UNCHANGEABLE = "Nhật ký chỉ ghi thêm; không ai sửa hay xóa được trong phần mềm."


def event_name(kind: str) -> str:
    return EVENT_NAMES.get(kind, kind)


def detail_text(subject_kind: str, detail: str) -> str:
    """What an event says, with the codes of parts, states and roles in words."""
    head, _, last = detail.rpartition("/" if subject_kind == "report_text" else ": ")
    words = {"report_text": PART_NAMES, "task_report": TASK_STATE_NAMES, "account": ROLE_NAMES}
    known = words.get(subject_kind, {}).get(last)
    if known is None or not head:
        return detail
    return f"{head.replace('/', ' · ')}: {known}"


def log_sentence(total: int, shown: tuple[int, int], is_filtered: bool) -> str:
    """How many events there are and which are on the page (markup)."""
    if not total:
        return "Không có việc nào khớp với bộ lọc." if is_filtered else "Nhật ký chưa có việc nào."
    kind = "việc khớp với bộ lọc" if is_filtered else "việc đã ghi"
    return f"{format_number(total)} {kind}; đang xem việc {format_number(shown[0])}–{format_number(shown[1])}, mới nhất trước."


def cut_sentence(limit: int) -> str:
    return f"Tệp tải về chỉ gồm {format_number(limit)} việc mới nhất; hãy lọc bớt để lấy đủ."
