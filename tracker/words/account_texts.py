"""The texts of the accounts page and of the account commands, and what is wrong with an account's data."""

from __future__ import annotations

BY_PROGRAM = "Phần mềm"
FIRST_NAME = "Quản trị hệ thống"

BAD_LOGIN = (
    "Tên đăng nhập “{login}” chưa dùng được: cần 3 đến 40 ký tự, chỉ gồm chữ thường không dấu, số, dấu chấm, "
    "gạch nối, gạch dưới hoặc @, và bắt đầu bằng chữ hoặc số."
)
BAD_NAME = "Họ và tên cần 2 đến 100 ký tự, bắt đầu bằng chữ; hãy ghi tên thật của người dùng."
BAD_EMAIL = "Địa chỉ thư “{email}” không đúng dạng; hãy sửa hoặc để trống."
BAD_ROLE = "Không có vai trò “{role}”."
NO_UNITS = "Cán bộ báo cáo cần ít nhất một đơn vị."
NO_FIELDS = "Người thẩm định cần ít nhất một lĩnh vực."
NO_SUCH_UNIT = "Không có đơn vị báo cáo mã “{code}” vào ngày {day}."
NO_SUCH_FIELD = "Không có chương trình hay nhóm chỉ tiêu mã “{code}”."
EMAIL_TAKEN = "Địa chỉ thư “{email}” đang ghi ở tài khoản “{login}”; mỗi địa chỉ chỉ thuộc một tài khoản."
NO_SUCH_ACCOUNT = "Không có tài khoản “{login}”."
