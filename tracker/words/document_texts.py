"""Documents that a unit issued or carried out, in words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_number, format_period

STATE_NAMES: Mapping[str, str] = {
    "issued": "Đã ban hành",
    "under_way": "Đang triển khai",
    "carried_out": "Đã triển khai xong",
    "replaced": "Đã được thay thế",
}
HEAD = ("Số, ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành", "Trạng thái")
EXPORT_HEAD = (*HEAD, "Chương trình", "Đơn vị", "Người ghi", "Ghi lúc")
TITLE = "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH, TRIỂN KHAI"
NUMBER, SUBJECT, ISSUED_ON, ISSUER, STATE = HEAD
ADD = "Thêm văn bản"
FORM = "Văn bản"
CHANGE = "Sửa"
WITHDRAW = "Bỏ khỏi danh mục"
WITHDRAW_REASON = "Lý do bỏ"
SAVE = "Lưu văn bản"
SAVED = "Đã lưu văn bản {number}."
WITHDRAWN = "Đã bỏ văn bản {number} khỏi danh mục; bản ghi vẫn còn trong nhật ký."
HELP = "Văn bản của trung ương, của tỉnh và của đơn vị đã ban hành hoặc triển khai trong kỳ."
EMPTY = "Chưa ghi văn bản nào"
EMPTY_HELP = "Bấm “Thêm văn bản” để ghi văn bản đầu tiên của kỳ."
EMPTY_READ = "Đơn vị chưa ghi văn bản nào của kỳ này."
NO_NUMBER = "Hãy ghi số, ký hiệu và trích yếu của văn bản."
TOO_LONG = "Mục “{name}” dài quá {limit} ký tự; hãy rút gọn."
IN_THE_FUTURE = "Ngày ban hành {day} chưa tới; hãy kiểm tra lại."
NO_REASON = "Hãy ghi lý do bỏ văn bản khỏi danh mục."
UNKNOWN_STATE = "Hãy chọn trạng thái trong danh sách."
STALE = "Văn bản này vừa được người khác sửa; danh mục dưới đây là bản mới, hãy xem rồi làm lại."
NOT_FOUND = "Không còn văn bản này trong danh mục."


def documents_sentence(unit: str, period: Period, count: int, in_force: int) -> str:
    """How many documents a unit has listed (markup); `in_force` are still to be carried out."""
    head = f"{escape(unit)}, {format_period(period)}: "
    if not count:
        return head + "<em>chưa ghi văn bản nào</em>."
    text = f"{head}{format_number(count)} văn bản đã ghi"
    return text + (f", {format_number(in_force)} đang triển khai." if in_force else ".")
