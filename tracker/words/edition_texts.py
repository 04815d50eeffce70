"""What is said of editions: on their page, when one is signed, and why one cannot be."""

from __future__ import annotations

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
NOT_A_CODE = "Mã kiểm tra có 10 chữ và số, dạng K7QXM-2RBVA; hãy nhập lại."
NO_SUCH_CODE = "Không có bản chốt nào mang mã {code}."
