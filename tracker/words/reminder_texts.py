"""Reminders in words: the message to a unit, the text to copy, what became of sending, why mail cannot go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tracker.words.formats import format_date
from tracker.words.screen import PRODUCT_NAME

SERVER = "Máy chủ (nhắc hạn tự động)"
DEMO_MARK = "[Minh họa] "
_DEMO_NOTE = "Đây là thư của bản minh họa, không phải yêu cầu báo cáo thật.\n\n"
_SIGNED = f"Văn phòng tổng hợp\n{PRODUCT_NAME}\n(Thư gửi tự động, xin không trả lời thư này.)"

REMIND = "Nhắc hạn"
SEND_NOW, SENDING = "Gửi nhắc ngay", "Đang gửi thư nhắc…"
SWITCH = "Tự động nhắc các đơn vị chưa nộp đủ"
DAYS_BEFORE, DAYS_AFTER = "Nhắc trước hạn (ngày)", "Nhắc sau hạn (ngày)"
DAYS_HELP = "Các số cách nhau dấu phẩy; bỏ trống thì không nhắc."
SAVE_SETTINGS = "Lưu cách nhắc"
SETTINGS_SAVED = "Đã lưu cách nhắc của kỳ này."
NO_MAIL_HELP = (
    "Máy chủ chưa đặt thư đi (TRACKER_SMTP_HOST) nên không gửi được. Hãy sao chép lời nhắc và danh sách địa chỉ "
    "dưới đây vào thư của bạn; để địa chỉ ở ô Bcc."
)
TEXT_HEADING, ADDRESSES_HEADING = "Lời nhắc", "Địa chỉ"
NOBODY_TO_REMIND = "Mọi đơn vị đã nộp đủ, không phải nhắc ai."
NO_ADDRESS = "Chưa có địa chỉ thư của cán bộ báo cáo ở {count} đơn vị: {names}."
LOG_HEADING = "Thư nhắc đã gửi"
STATE_WORDS = {"sending": "đang gửi", "sent": "đã gửi", "failed": "không gửi được"}

NOT_CONFIGURED = "Chưa đặt máy chủ thư: cần TRACKER_SMTP_HOST và TRACKER_SMTP_FROM."
NO_SENDER_ADDRESS = "TRACKER_SMTP_FROM “{sender}” không phải địa chỉ thư."
UNKNOWN_SECURITY = "TRACKER_SMTP_TLS phải là starttls, tls hoặc none, không phải “{value}”."
UNKNOWN_PORT = "TRACKER_SMTP_PORT phải là một số từ 1 đến 65535, không phải “{value}”."
PASSWORD_IN_CLEAR = "Không gửi mật khẩu thư qua kết nối không mã hóa đến {host}; hãy đặt TRACKER_SMTP_TLS là starttls hoặc tls."
PASSWORD_UNREADABLE = "Không đọc được tệp mật khẩu thư {path} (TRACKER_SMTP_PASSWORD_FILE)."
PASSWORD_NOT_PLAIN = "Tên đăng nhập và mật khẩu thư chỉ được gồm chữ không dấu, số và dấu câu."
UNREACHABLE = "Không kết nối được máy chủ thư {host}:{port}."
NO_STARTTLS = "Máy chủ thư {host} không có STARTTLS; không gửi qua kết nối không mã hóa."
NOT_ENCRYPTED = "Không lập được kết nối mã hóa đến máy chủ thư {host}:{port}."
UNTRUSTED = "Không tin được chứng chỉ TLS của máy chủ thư {host}."
LOGIN_REFUSED = "Máy chủ thư {host} từ chối tên đăng nhập hoặc mật khẩu."
NO_LOGIN = "Máy chủ thư {host} không cho đăng nhập qua kết nối này."
BROKEN = "Máy chủ thư {host} ngắt kết nối giữa chừng."
REFUSED = "Máy chủ thư không nhận thư ({code})."
RECIPIENTS_REFUSED = "Máy chủ thư không nhận các địa chỉ: {addresses}."
BAD_ADDRESSES = "Địa chỉ thư không hợp lệ: {addresses}."


def kind_text(kind: str) -> str:
    """`before_7` → `trước hạn 7 ngày`; a reminder by hand names its day."""
    what, _, when = kind.partition("_")
    if what == "on":
        return f"nhắc ngày {format_date(dt.date.fromisoformat(when))}"
    return f"{'trước' if what == 'before' else 'sau'} hạn {when} ngày"


def subject(round_name: str, unit_name: str, due_on: dt.date, today: dt.date, is_demo: bool) -> str:
    """The subject of a reminder; one line, whatever the names hold."""
    text = f"Nhắc nộp số liệu {round_name} ({_left(due_on, today)}): {unit_name}"
    return (DEMO_MARK if is_demo else "") + " ".join(text.split())


def body(
    round_name: str,
    unit_name: str,
    due_on: dt.date,
    today: dt.date,
    owed: tuple[int, int],
    link: str,
    is_demo: bool,
) -> str:
    """The message to one unit as plain text; `owed`: indicators handed in and asked for."""
    covered, asked = owed
    state = f"mới nộp {covered}/{asked} chỉ tiêu" if covered else f"chưa nộp ({asked} chỉ tiêu)"
    return (
        f"{_DEMO_NOTE if is_demo else ''}Kính gửi {unit_name},\n\n"
        f"Kỳ báo cáo “{round_name}” có hạn đơn vị nộp là ngày {format_date(due_on)}, {_left(due_on, today)}. "
        f"Đến ngày {format_date(today)}, đơn vị {state}.\n\n"
        f"{_request(due_on, today)}\n{link}\n\n{_SIGNED}\n"
    )


def general_text(
    round_name: str, due_on: dt.date, today: dt.date, units: int, link: str, is_demo: bool
) -> str:
    """The message to all units at once, to be copied."""
    return (
        f"{_DEMO_NOTE if is_demo else ''}Kính gửi các đơn vị chưa nộp đủ số liệu,\n\n"
        f"Kỳ báo cáo “{round_name}” có hạn đơn vị nộp là ngày {format_date(due_on)}, {_left(due_on, today)}. "
        f"Đến ngày {format_date(today)} còn {units} đơn vị chưa nộp đủ.\n\n"
        f"{_request(due_on, today)}\n{link}\n\nVăn phòng tổng hợp\n"
    )


def sent_sentence(sent: int, failed: int, without_address: int) -> str:
    """What became of a round of reminders."""
    parts = [f"Đã gửi {sent} thư nhắc"] if sent else ["Không có thư nhắc nào phải gửi lúc này"]
    parts += [f"{failed} thư không gửi được, sẽ thử lại"] if failed else []
    parts += [f"{without_address} đơn vị chưa có địa chỉ thư"] if without_address else []
    return "; ".join(parts) + "."


def plan_sentence(count: int, names: Sequence[str]) -> str:
    """What would be sent, for a trial run."""
    return f"Sẽ gửi {count} thư: {', '.join(names)}." if count else "Không có thư nhắc nào phải gửi lúc này."


def _left(due_on: dt.date, today: dt.date) -> str:
    days = (due_on - today).days
    if days > 0:
        return f"còn {days} ngày"
    return "hôm nay là hạn cuối" if days == 0 else f"đã quá hạn {-days} ngày"


def _request(due_on: dt.date, today: dt.date) -> str:
    when = "đúng hạn" if today <= due_on else "sớm nhất có thể"
    return f"Đề nghị đơn vị nộp đủ số liệu {when}. Tải biểu và nộp tại:"
