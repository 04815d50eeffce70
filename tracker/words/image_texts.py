"""What is said of charts as files: their buttons, their workbook, their list, and why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tracker.core.period import Period
from tracker.words.formats import format_date, format_period

INSTALL_BROWSER = "sudo apt-get install -y chromium"
NO_BROWSER = f"Máy chủ chưa có trình duyệt để tạo ảnh biểu đồ. Cài trên máy chủ: {INSTALL_BROWSER}"
BROWSER_NOT_THERE = (
    "Không có trình duyệt ở nơi {setting} chỉ ra ({path}); hãy sửa thiết lập này hoặc cài trên máy chủ: "
    f"{INSTALL_BROWSER}"
)
BROWSER_FAILED = (
    "Trình duyệt trên máy chủ không tạo được ảnh, đã thử lại một lần. Hãy thử lại sau ít phút; nếu vẫn lỗi, "
    "báo người quản trị xem nhật ký máy chủ."
)
TOO_MANY = "Đang có nhiều người chờ tạo ảnh; hãy thử lại sau một phút."
FIGURE_FAULT = "Không vẽ được biểu đồ này thành ảnh; hãy báo người quản trị xem nhật ký máy chủ."
DATA_SHEET = "Số liệu biểu đồ"
DATA_TITLES = ("Chuỗi số liệu", "Kỳ, chỉ tiêu hoặc đơn vị", "Địa bàn", "Giá trị", "Đơn vị tính", "Ghi chú")
NO_POINTS = "Biểu đồ này chưa có số liệu nào."
METHOD = "đánh giá theo {method}"
NO_CHARTS = "Không có biểu đồ nào để tải."
INDEX_SHEET = "Mục lục"
INDEX_COLUMNS = ("STT", "Mã", "Tên biểu đồ", "Nội dung", "Liên kết tới trang")
INDEX_COUNT = "{count} biểu đồ. Bấm vào hình để mở ảnh lớn."
OPEN_PAGE = "Mở trang"

FILES = "Tải biểu đồ"
FILES_HELP = "PNG và SVG cho bản chiếu, PDF để in; ảnh nền trắng, có tiêu đề và chú thích."
KINDS = ("png", "svg", "pdf", "xlsx")
MAKING = "Máy chủ đang tạo tệp…"
BUTTONS: Mapping[str, str] = {
    "png": "PNG",
    "svg": "SVG",
    "pdf": "PDF",
    "xlsx": "Số liệu (.xlsx)",
    "link": "Liên kết tới biểu đồ",
    "copy": "Chép",
    "copied": "Đã chép",
    "failed": "Trình duyệt này không tạo được ảnh; hãy dùng PDF.",
}


def subtitle(place: str, period: Period, unit_of_measure: str = "") -> str:
    """`Tỉnh Tuyên Quang · 6 tháng đầu năm 2026 · đơn vị tính: %`."""
    unit = f"đơn vị tính: {unit_of_measure}" if unit_of_measure else ""
    return " · ".join(text for text in (place, format_period(period), unit) if text)


def live_footnote(code: str, today: dt.date, *, has_unapproved: bool) -> str:
    """Below an image of a page's chart, which shows what is in the system on that day and is no edition."""
    kind = "có cả số chưa duyệt" if has_unapproved else "số liệu chính thức"
    texts = (
        code,
        f"{kind} trên hệ thống ngày {format_date(today)}, chưa phải bản chốt",
        "cách tính: trang Phương pháp",
    )
    return " · ".join(text for text in texts if text)
