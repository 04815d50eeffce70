"""What is said of charts as files: their buttons, their workbook, their list, and why there is none."""

from __future__ import annotations

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
NO_CHARTS = "Không có biểu đồ nào để tải."
INDEX_SHEET = "Mục lục"
INDEX_COLUMNS = ("STT", "Mã", "Tên biểu đồ", "Nội dung", "Liên kết tới trang")
INDEX_COUNT = "{count} biểu đồ. Bấm vào hình để mở ảnh lớn."
OPEN_PAGE = "Mở trang"
DEMO_LINE = "Số liệu minh họa, không dùng để báo cáo"
