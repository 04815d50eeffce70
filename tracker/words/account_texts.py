"""The texts of the accounts page and of the account commands, and what is wrong with an account's data."""

from __future__ import annotations

import datetime as dt

from tracker.words.formats import format_instant

BY_PROGRAM = "Phần mềm"
CONSOLE = "Dòng lệnh"
PASSWORD_SET = "Đã đặt mật khẩu cho {login}; mọi phiên của tài khoản này đã kết thúc."
NO_PASSWORD_READ = "Không đọc được mật khẩu: hãy gõ trên màn hình, hoặc đưa vào qua stdin."
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

STATES = {
    "open": "đang dùng",
    "waiting": "chưa đặt mật khẩu",
    "disabled": "đã khóa",
    "demo": "minh họa, không mật khẩu",
}
HEADS = ("Tên đăng nhập", "Họ và tên", "Vai trò", "Đơn vị, lĩnh vực", "Thư điện tử", "Trạng thái")
LOGIN, FULL_NAME, ROLE, EMAIL = (
    "Tên đăng nhập",
    "Họ và tên",
    "Vai trò",
    "Thư điện tử (để nhắc hạn, đăng nhập một lần)",
)
IS_LEADER = "Là lãnh đạo: được yêu cầu giải trình và ký duyệt"
UNITS, FIELDS = "Đơn vị được báo cáo (cán bộ báo cáo)", "Lĩnh vực được thẩm định (người thẩm định)"
NONE_CHOSEN = "Chưa chọn"
SEARCH = "Tìm theo tên, tên đăng nhập, đơn vị"
NOBODY_FOUND = "Không có tài khoản nào khớp"
NOBODY_FOUND_HELP = "Thử bớt chữ."
ADD = "Thêm tài khoản"
ADD_LEAD = "Người mới tự đặt mật khẩu bằng đường dẫn dùng một lần hiện ra sau khi thêm."
SAVE = "Lưu thay đổi"
SAVED = "Đã lưu tài khoản {login}."
SAVED_SIGNED_OUT = "Đã lưu tài khoản {login}. Vai trò đổi nên mọi phiên của tài khoản này đã kết thúc."
NEW_LINK = "Tạo đường dẫn đặt mật khẩu"
END_SESSIONS = "Kết thúc mọi phiên"
SESSIONS_ENDED = "Mọi phiên của {login} đã kết thúc."
DISABLE, ENABLE = "Khóa tài khoản", "Mở khóa tài khoản"
DISABLED = "Đã khóa {login}; mọi phiên của tài khoản này đã kết thúc."
ENABLED = "Đã mở khóa {login}."
CLOSE = "Đóng"
OWN_HEADING = "Tài khoản của bạn"
OWN_SESSIONS = "Các phiên đang mở của bạn"
OWN_SESSIONS_LEAD = "Thấy phiên không phải của mình: kết thúc phiên đó rồi đổi mật khẩu ngay."
THIS_SESSION = "phiên này"
END_SESSION = "Kết thúc"
SESSION_ENDED = "Đã kết thúc một phiên."
NO_EMAIL = "chưa ghi"
UNKNOWN_BROWSER = "trình duyệt không rõ"
THIS_MACHINE = "máy chủ này"


def accounts_sentence(total: int, waiting: int, disabled: int) -> str:
    """What the list of accounts holds; the page's opening sentence."""
    parts = [f"{waiting} chưa đặt mật khẩu"] if waiting else []
    parts += [f"{disabled} đã khóa"] if disabled else []
    return f"Có {total} tài khoản" + (f", {', '.join(parts)}." if parts else ", tất cả đang dùng.")


def own_sentence(name: str, role: str) -> str:
    return f"{name}: {role.lower()}."


def link_sentence(login: str, until: dt.datetime) -> str:
    """What stands before a link that is shown once."""
    return (
        f"Gửi riêng cho chủ tài khoản {login} đường dẫn đặt mật khẩu này. Nó chỉ hiện một lần, dùng được một lần, "
        f"đến {format_instant(until)}:"
    )


def session_sentence(browser: str, address: str, began: dt.datetime, seen: dt.datetime) -> str:
    return f"{browser}, từ {address}; đăng nhập {format_instant(began)}, dùng lần cuối {format_instant(seen)}"
