"""The Vietnamese texts of the marked copy: its list of findings, its comments, why a file cannot be marked."""

from __future__ import annotations

from tracker.words.formats import format_trimmed

RESULT_SHEET = "Kết quả kiểm tra"
MEMORY_SHEET = "Dấu kiểm tra (tự động)"
RESULT_TITLE = "KẾT QUẢ KIỂM TRA SỐ LIỆU"  # cell A1 of the result sheet: the sign that the sheet is ours
MEMORY_TITLE = "Trang này giúp xóa các dấu kiểm tra khi tệp được nộp lại; xin đừng sửa."  # A1 as well
RESULT_COLUMNS = (("STT", 6), ("Mức độ", 12), ("Ô", 30), ("Phát hiện", 32), ("Nội dung và cách xử lý", 90))
RESULT_HINT = (
    "Bấm vào tên ô để đến ô đó. Ô nền đỏ có lỗi phải sửa, ô nền vàng có cảnh báo cần xem lại; lời giải thích ở "
    "ghi chú của ô. Hãy sửa ngay trong tệp này rồi nộp lại: trang này và các dấu sẽ tự được bỏ đi."
)
WHOLE_FILE = "Cả tệp"
NOTHING_FOUND = "Không có phát hiện nào."

COMMENT_AUTHOR = "Kiểm tra số liệu"
COMMENT_END = "— Kiểm tra số liệu —"  # what stands below it in a comment is the sender's
SENDER_COMMENT = "Ghi chú của người gửi:"

UNREADABLE = "Chỉ đánh dấu được tệp bảng tính đọc được; hãy xem danh sách phát hiện."
OUT_OF_ORDER = "Bên trong tệp có chỗ không theo chuẩn nên không đánh dấu được; hãy xem danh sách phát hiện."
TOO_LARGE_TO_MARK = "Tệp quá lớn để đánh dấu từng ô; hãy xem danh sách phát hiện."


def totals_line(errors: int, warnings: int) -> str:
    return f"{_count(errors)} lỗi phải sửa, {_count(warnings)} cảnh báo cần xem lại."


def unlisted_line(count: int) -> str:
    """The last line of a list that was cut off."""
    return f"Còn {_count(count)} phát hiện khác không liệt kê ở đây; hãy sửa các phát hiện trên rồi nộp lại."


def more_in_comment(count: int) -> str:
    return f"Còn {_count(count)} phát hiện khác ở ô này, xem trang “{RESULT_SHEET}”."


def page_footer(page: str, pages: str) -> str:
    return f"Trang {page}/{pages}"


def _count(number: int) -> str:
    return format_trimmed(float(number), 0)
