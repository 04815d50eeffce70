"""What is said while a file is received and stored, and why a hand-in cannot go on."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    "opening": "Đang mở tệp",
    "tables": "Đang tìm bảng, tên chỉ tiêu và đơn vị",
    "checking": "Đang kiểm tra các số",
    "reading_again": "Đang đọc lại theo cách gọi đã nhớ",
    "comparing": "Đang so với số đang dùng",
    "filing": "Đang cất tệp",
    "storing": "Đang lưu số liệu và tính lại tổng hợp",
    "remembering": "Đang nhớ cách gọi tên",
    "verdicts": "Đang tính trước đánh giá",
    "totals": "Đang cộng trước các tổng số",
    "undoing": "Đang hoàn tác và tính lại tổng hợp",
}

STALE = (
    "Số liệu trong tệp vừa được người khác nộp trong lúc bạn đang xem; "
    "hãy xem lại các thay đổi dưới đây rồi xác nhận lần nữa."
)
NO_SENDER = "Hãy ghi tên người nộp."
NO_REASON = "Hãy ghi lý do xác nhận các cảnh báo trước khi lưu."
HAS_ERRORS = "Tệp còn lỗi nên chưa lưu; hãy sửa theo các phát hiện rồi nộp lại."
NO_UNDO_REASON = "Hãy ghi tên người hoàn tác và lý do."
NO_SUBMISSION = "Không tìm thấy lần nộp này."
NO_FILE = "Lần nộp này không kèm tệp."
FILE_MISSING = "Không còn tìm thấy tệp “{name}” của lần nộp này trong kho tệp; hãy khôi phục từ bản sao lưu."
FILE_CHANGED = "Tệp “{name}” trong kho tệp không còn như lúc nộp; hãy khôi phục từ bản sao lưu."
NO_FORM = "{unit} không phải báo cáo chỉ tiêu nào trong {period}."
NO_INDICATOR = "Không có chỉ tiêu mã “{code}” trong danh mục."
NO_UNIT = "Không có đơn vị báo cáo mã “{code}”."
NO_MEANING = "Không có chỉ tiêu hay đơn vị báo cáo mã “{code}”."
NOT_AN_ASSIGNMENT = "“{text}” phải viết dạng TÊN=MÃ; TÊN= thì bỏ dòng đó."
NOT_IN_FILE = "Không có tên “{text}” trong tệp."
UNMATCHED = "Chưa nhận ra {count} tên; gán bằng --map TÊN=MÃ."

FORM_WRITTEN = "Đã ghi biểu mẫu vào {path}."
FILE_WRITTEN = "Đã ghi tệp “{name}” vào {path}."
MARKED_SUFFIX = "Bản đánh dấu ghi vào {path} là tệp .{suffix}; hãy đổi tên cho đúng trước khi mở."
NOT_READABLE = "Không đọc được tệp {path}: {reason}."
NOT_WRITABLE = "Không ghi được tệp {path}: {reason}."
DECISIONS: Mapping[str, str] = {
    "accept": "không có lỗi, lưu được.",
    "confirm": "có cảnh báo; các số đúng thì lưu kèm lý do (--confirm).",
    "return": "có lỗi, không lưu gì; hãy sửa các ô được nêu rồi nộp lại.",
    "refuse": "không đọc được, không lưu gì.",
}
COUNTS = "{figures} số, {errors} lỗi, {warnings} cảnh báo."
STORED = "Đã lưu {count} số trong lần nộp {submission}; chờ thẩm định, chưa tính vào số liệu chính thức."
WITHDRAWN = "Đã rút {count} số đã nộp trước."
WITHDRAWABLE = (
    "Có {count} số đã nộp trước mà tệp này ghi là chưa có; vẫn được giữ, muốn rút thì thêm --withdraw."
)
NOT_STORED = "Chưa lưu gì."
