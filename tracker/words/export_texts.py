"""What is said where slides, reports, annexes and images are asked for, made, fetched and verified."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tracker.words.formats import format_number

FILE_NAMES: Mapping[str, str] = {
    "deck": "ban-chieu",
    "report": "bao-cao",
    "annex": "phu-luc",
    "images": "bieu-do",
}
KIND_NAMES: Mapping[str, str] = {
    "deck": "Bản chiếu (.pptx)",
    "report": "Báo cáo (.docx)",
    "annex": "Phụ lục số liệu (.xlsx)",
    "images": "Bộ biểu đồ (.zip)",
}
KIND_HELPS: Mapping[str, str] = {
    "deck": "Biểu đồ của PowerPoint, sửa được; ghi chú của từng trang nói nguồn của mỗi số.",
    "report": "Theo thể thức Nghị định 30/2020/NĐ-CP; số liệu, bảng, biểu đồ và nội dung các đơn vị đã viết.",
    "annex": "Biểu 13 cột có công thức sống, nguồn và phương pháp, số liệu gốc.",
    "images": "Mọi biểu đồ của kỳ dưới dạng PNG, SVG, PDF và số liệu, có mục lục.",
}
NOT_IN_EDITION = "Bản chốt này không có đơn vị hoặc chương trình mang mã {code}; hãy chọn lại."
NO_TEMPLATE = "Không đọc được mẫu bản chiếu {path}; hãy xem lại TRACKER_DECK_TEMPLATE."
TEMPLATE_TOO_LARGE = "Mẫu bản chiếu {path} lớn quá 20 MB; hãy bớt ảnh trong mẫu."
TIMED_OUT = "Tạo tệp quá lâu nên đã dừng; hãy thử lại, hoặc chọn một chương trình thay vì tất cả."
CRASHED = "Việc tạo tệp bị dừng giữa chừng; hãy thử lại. Nếu vẫn bị, báo người quản trị kèm giờ này."
TOO_MANY = "Đang có nhiều tệp chờ tạo; hãy thử lại sau ít phút."
MAKE, MAKE_AGAIN, DOWNLOAD = "Tạo", "Tạo lại", "Tải {file} ({size})"
PRESENT = "Mở trình chiếu"
DRAFT_CHOICE = "Bản dự thảo (số liệu đã duyệt lúc này)"
EDITION_CHOICE = "Bản {number}, ký ngày {on}"
USUAL_VARIANT = "Mẫu báo cáo theo kỳ"
VARIANT_NAMES: dict[str, str] = {
    "monitoring": "Báo cáo giám sát (chương trình giảm nghèo)",
    "evaluation": "Báo cáo đánh giá (chương trình giảm nghèo)",
}
ALL_UNITS = "Toàn tỉnh"
NOT_WRITTEN = "Không ghi được {path}: {why}."
WRITTEN = "Đã ghi {path}, từ {source}."
WAITING = "Đang chờ đến lượt…"
GATHERING = "Đang gom số liệu của kỳ…"
MAKING = "Đang tạo {name}…"


def export_sentence(source: str, place: str) -> str:
    """The page in one sentence (markup): from what the files are made."""
    return f"Tài liệu họp của {escape(place)}, tất cả từ một bộ số: {escape(source)}."


def size_words(size: int) -> str:
    """`1,4 MB`, `320 kB`."""
    return f"{format_number(size / 1e6, 1)} MB" if size >= 1_000_000 else f"{format_number(size / 1000)} kB"
