"""The texts of the pages outside Streamlit: sign in, sign out, passwords, one-time links, refusals."""

from __future__ import annotations

import datetime as dt

from tracker.words.formats import format_date

SIGN_IN = "Đăng nhập"
SIGN_OUT = "Đăng xuất"
ACCOUNT = "Tài khoản"
STRANGER = "Đang xem, chưa đăng nhập"
SIGN_OUT_EVERYWHERE = "Đăng xuất khỏi mọi thiết bị"
LOGIN = "Tên đăng nhập"
PASSWORD = "Mật khẩu"
FORGOTTEN = "Quên mật khẩu hoặc chưa có tài khoản: liên hệ người quản trị để nhận đường dẫn đặt mật khẩu."
SIGN_IN_LEAD = "Nhập tên đăng nhập và mật khẩu người quản trị đã cấp cho bạn."
DEMO_HEADING = "Chọn vai trò để xem thử"
DEMO_LEAD = "Đây là bản minh họa: chọn một vai trò để xem người đó làm được gì, không cần mật khẩu."
DEMO_UNIT = "Đơn vị của cán bộ báo cáo"
DEMO_ENTER = "Vào với vai trò này"
WITH_ACCOUNT = "Đăng nhập bằng tài khoản"
WITH_SSO = "Đăng nhập bằng {name}"
OR = "hoặc"
BACK = "Về trang Tổng quan"
BACK_TO_SIGN_IN = "Về trang đăng nhập"

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra bộ gõ tiếng Việt, phím Caps Lock rồi thử lại."
THROTTLED = "Đã thử quá nhiều lần. Hãy thử lại lúc {time}, hoặc liên hệ người quản trị."
SIGNED_IN_AS = "Bạn đang đăng nhập với tên {name}."
ENDED = "Phiên làm việc đã hết. Hãy đăng nhập lại."

SIGN_OUT_HEADING = "Đăng xuất khỏi phần mềm?"
SIGN_OUT_LEAD = "Bạn đang đăng nhập với tên {name}."
SIGNED_OUT = "Bạn đã đăng xuất."

PASSWORD_RULE = (
    "Mật khẩu cần ít nhất {shortest} ký tự, trong đó ít nhất {different} ký tự khác nhau, không toàn chữ số "
    "và không chứa tên đăng nhập. Một câu ngắn dễ nhớ là tốt nhất."
)
PASSWORD_TOO_LONG = "Mật khẩu dài nhất {longest} ký tự."
PASSWORDS_DIFFER = "Hai lần nhập mật khẩu mới không giống nhau. Hãy nhập lại."
PASSWORD_SAME = "Mật khẩu mới phải khác mật khẩu đang dùng."
PASSWORD_NOW_WRONG = "Mật khẩu đang dùng không đúng."
CHANGE_PASSWORD = "Đổi mật khẩu"
CHANGE_PASSWORD_LEAD = "Đổi xong, mọi thiết bị khác của tài khoản {login} phải đăng nhập lại."
PASSWORD_NOW = "Mật khẩu đang dùng"
PASSWORD_NEW = "Mật khẩu mới"
PASSWORD_AGAIN = "Nhập lại mật khẩu mới"
PASSWORD_SAVE = "Lưu mật khẩu"
PASSWORD_CHANGED = "Đã đổi mật khẩu. Các thiết bị khác đã bị đăng xuất."
NO_PASSWORD_HERE = "Tài khoản này không có mật khẩu ở đây. Người quản trị cấp đường dẫn đặt mật khẩu."

SET_UP = "Đặt mật khẩu"
SET_UP_LEAD = "Tài khoản {login} ({name}). Đặt mật khẩu để bắt đầu dùng; đường dẫn này chỉ dùng được một lần."
LINK_SPENT = "Đường dẫn này không còn dùng được"
LINK_SPENT_LEAD = (
    "Nó đã được dùng, đã quá hạn hoặc đã có đường dẫn mới hơn. Hãy xin người quản trị đường dẫn mới."
)

FORM_REFUSED = "Chưa thực hiện được"
FORM_STALE = "Trang này mở đã lâu hoặc được mở từ nơi khác. Hãy tải lại trang rồi thử lại."
FORM_TOO_BIG = "Nội dung gửi lên quá dài."
FORM_TOO_SLOW = "Đường truyền quá chậm, nội dung gửi lên chưa nhận đủ. Hãy thử lại."
FORM_NOT_READ = "Nội dung gửi lên không đọc được."
NOT_FOUND = "Không có trang này"
NOT_FOUND_LEAD = "Địa chỉ đã gõ không dẫn đến trang nào."
STORE_CLOSED = "Chưa mở được cơ sở dữ liệu nên chưa đăng nhập được. Người quản trị xem nhật ký của máy chủ."

NEEDS_SIGN_IN = "Cần đăng nhập để xem trang này"
NEEDS_SIGN_IN_LEAD = "Phiên làm việc đã hết hoặc chưa đăng nhập."
NOT_YOURS = "Bạn không được mở trang này"
NOT_YOURS_LEAD = (
    "Vai trò {role} không có trang {page}. Hãy nhờ người quản trị cấp quyền nếu đây là việc của bạn."
)
SIGN_IN_AS_ANOTHER = "Đăng nhập bằng tài khoản khác"
UPLOAD_REFUSED = "Cần đăng nhập bằng tài khoản được nộp số liệu để tải tệp lên."

SSO_WORKING = "Đang đăng nhập bằng {name}…"
SSO_REFUSED = "Chưa vào được bằng {name}"
SSO_NO_ACCOUNT = "Tài khoản {email} chưa được cấp quyền ở đây. Hãy nhờ người quản trị thêm địa chỉ này vào tài khoản của bạn."
SSO_NOT_VERIFIED = "Nơi cấp tài khoản chưa xác nhận địa chỉ thư của bạn, nên chưa biết bạn là ai."
SSO_STALE = "Lần xác nhận danh tính này đã cũ. Hãy đăng nhập lại."
SSO_TWICE = "Địa chỉ {email} đang ghi ở hai tài khoản. Hãy nhờ người quản trị sửa."


def set_up_sentence(until: dt.datetime) -> str:
    """What stands before the link of the first administrator."""
    day = format_date(until.date())
    return f"Chưa có ai quản trị. Mở đường dẫn này để đặt mật khẩu quản trị (dùng một lần, đến ngày {day}):"
