"""The words of the presentation on the screen."""

from __future__ import annotations

from collections.abc import Mapping

PREVIOUS, NEXT = "Trang trước", "Trang sau"
FULL_SCREEN, LEAVE = "Toàn màn hình", "Thoát trình chiếu"
KEYS = "Phím ← → hoặc bút trình chiếu để chuyển trang, F để toàn màn hình, Esc để thoát."
SLIDE_OF = "{at} / {count}"
NEWER = "Đã có bản chốt {number}. Bấm để chuyển sang bản mới."
CANNOT = "Không trình chiếu được theo đường dẫn này"
NOT_IN_EDITION = (
    "Bản này không có đơn vị hoặc chương trình trong đường dẫn; hãy chọn lại ở trang Tài liệu họp."
)
TITLES: Mapping[str, str] = {
    "explanations": "Giải trình",
    "missing": "Đơn vị chưa có số liệu được duyệt",
    "methods": "Cách đánh giá",
    "proposals": "Đề xuất, kiến nghị",
    "difficulties": "Tồn tại, hạn chế, khó khăn",
}
LINE_TITLES = ("Chỉ tiêu", "Giá trị", "Lẽ ra phải đạt, mốc", "Thay đổi", "Đánh giá")
UNIT_TITLES = ("Đơn vị", "Chậm, đi ngược", "Cần đẩy nhanh", "Số chỉ tiêu được đánh giá")
RANKING_TITLES = ("Kém nhất", "Tốt nhất")
REPORTED = "{reported}/{expected} đơn vị có số liệu được duyệt"
CUT_OFF = "Chốt số liệu {day}"
ENDED = "đã kết thúc"
MORE_UNITS = "Còn {count} đơn vị khác có chỉ tiêu chậm."
ANSWERED, NOT_ANSWERED = "Trả lời", "Chưa trả lời, hạn {day}"
NO_CHART = "Chưa có số liệu nào để vẽ"


def page_suffix(page: int, pages: int) -> str:
    """` (2/3)` of a table that goes on; empty when it stands on one page."""
    return f" ({page}/{pages})" if pages > 1 else ""
