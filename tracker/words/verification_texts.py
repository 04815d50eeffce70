"""What is said of a code or a file that somebody wants to verify."""

from __future__ import annotations

SENTENCE = "Tài liệu này lấy số từ bản chốt nào, và có bị sửa không?"
LEAD = (
    "Mỗi bản chiếu, báo cáo, phụ lục và bộ biểu đồ in mã kiểm tra của bản chốt. Nhập mã, hoặc đưa tệp vào để so "
    "từng byte với tệp mà phần mềm tạo ra."
)
FILE_LABEL = "Tệp .pptx, .docx, .xlsx hoặc .zip tải từ trang Tài liệu họp"
CHECKING = "Đang tạo lại tệp từ bản chốt để so…"
NO_STAMP = (
    "Tệp này không mang dấu của phần mềm: không phải tệp tải từ trang Tài liệu họp, hoặc đã được lưu lại bằng cách "
    "làm mất dấu. Nếu trên tài liệu có in mã kiểm tra, hãy nhập mã ở ô bên."
)
OF_DRAFT = (
    "Tệp ghi là dự thảo lấy số lúc {at}, mã {code}. Dự thảo không được lưu lại nên không so được; chỉ bản chốt đã ký "
    "mới kiểm tra được."
)
UNALTERED = "Nguyên vẹn: đúng từng byte tệp {kind} tạo từ bản {number}, {by} ký ngày {on}."
ALTERED = (
    "Đã khác: tệp ghi lấy từ bản {number} nhưng không còn như khi phần mềm tạo ra (đã sửa hoặc lưu lại). Hãy tải lại "
    "từ trang Tài liệu họp nếu cần bản gốc."
)
OTHER_SOFTWARE = (
    "Tệp lấy từ bản {number} nhưng do bản phần mềm khác hoặc với mẫu bản chiếu khác tạo ra nên không so từng byte được. "
    "Hãy so số với tệp tải mới."
)
NO_EDITION = "Tệp ghi mã {code} nhưng không có bản chốt nào mang mã này ở đây."
NOT_MADE = "Chưa so được: {why}"
NOT_YOURS = (
    "So tệp dành cho tài khoản được nộp số liệu, vì chỉ những tài khoản ấy được đưa tệp lên máy chủ. Hãy nhập mã in "
    "trên tài liệu, hoặc nhờ văn phòng tổng hợp so tệp."
)
