"""Reporting rounds in words: states, stages and steps, the board's sentence, what the coordinator's buttons say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.words.formats import format_date, is_known

STATE_WORDS: Mapping[str, str] = {
    "drafted": "đang soạn",
    "opened": "đang mở",
    "closed": "đã khóa",
    "reopened": "đang mở lại",
    "signed": "đã ký",
}
STAGE_WORDS: Mapping[str, str] = {
    "missing": "chưa nộp",
    "partial": "nộp chưa đủ",
    "returned": "bị trả lại",
    "received": "chờ thẩm định",
    "examined": "đang thẩm định",
    "approved": "đã duyệt",
    "consolidated": "đã tổng hợp",
    "signed": "đã ký",
}
# The colour and shape of a stage or of timeliness are those of a verdict that says as much.
STAGE_VERDICTS: Mapping[str, str] = {
    "missing": "no_data",
    "partial": "at_risk",
    "returned": "off_track",
    "received": "on_track",
    "examined": "on_track",
    "approved": "achieved",
    "consolidated": "achieved",
    "signed": "exceeded",
}
TIMELINESS_VERDICTS: Mapping[str, str] = {
    "on_time": "achieved",
    "undated": "achieved",
    "late": "at_risk",
    "overdue": "missed",
    "waiting": "no_data",
}
STEP_WORDS: Mapping[str, str] = {
    "hand_in": "Nộp",
    "examination": "Thẩm định",
    "consolidation": "Tổng hợp",
    "signature": "Ký",
}
STEP_PARTS: Mapping[str, str] = {"on_time": "đúng hạn", "late": "trễ hạn", "overdue": "quá hạn"}
BEGUN: Mapping[str, str] = {"hand_in": "nộp chưa đủ", "examination": "đang xem"}
NO_DEADLINE, PUNCTUALITY, STEP_PASSED = "không đặt hạn", "Đúng hạn các kỳ", "đã qua"
LEVEL_WORDS: Mapping[str, str] = {
    "commune": "Xã, phường",
    "district": "Huyện, thành phố (đến 30/6/2025)",
    "department": "Sở, ngành",
    "province": "Tỉnh",
}
TIMELINESS_WORDS: Mapping[str, str] = {
    "on_time": "Đúng hạn",
    "late": "Nộp trễ",
    "overdue": "Quá hạn, chưa nộp",
    "waiting": "Chưa nộp, còn hạn",
}
DEADLINE_WORDS: Mapping[str, str] = {
    "cut_off_on": "Ngày chốt số liệu",
    "units_due_on": "Hạn đơn vị nộp",
    "office_due_on": "Hạn văn phòng tổng hợp",
    "leadership_due_on": "Hạn lãnh đạo ký",
}
EVERYTHING, ALL_LEVELS, ALL_DISTRICTS = "Mọi trạng thái", "Mọi cấp", "Mọi địa bàn huyện cũ"
ANY_TIME = "Đúng hạn và trễ hạn"

NO_ROUND, NO_ROUND_TITLE = "Chưa có kỳ báo cáo nào được mở.", "Chưa có gì để theo dõi"
NO_ROUND_HELP = (
    "Văn phòng tổng hợp lập kỳ ở mục “Lập kỳ báo cáo”; mở kỳ thì đơn vị nộp được và bảng theo dõi hiện ở đây."
)
NO_UNITS = "Không có đơn vị nào khớp với các lựa chọn"
NO_UNITS_HELP = "Bỏ bớt lựa chọn ở phía trên để xem các đơn vị khác."
NOT_OPENED = "Kỳ này chưa mở"
NOT_OPENED_HELP = "Khi mở, phần mềm chốt đơn vị nào báo cáo chỉ tiêu nào và có biểu cho từng đơn vị."
UNITS_HIDDEN_TITLE = "Chỉ xem được số chung"
UNITS_HIDDEN = "Vai trò của bạn không xem được từng đơn vị đã nộp hay chưa; người quản trị cấp quyền nếu cần."
ONLY_OWN_UNITS = "Bảng chỉ gồm đơn vị của bạn; số chung ở trên là của mọi đơn vị."

NEW, OPEN, CLOSE, REOPEN, CHANGE = "Lập kỳ báo cáo", "Mở kỳ", "Khóa kỳ", "Mở lại kỳ", "Đổi hạn"
EVERY_INDICATOR = "Mọi chỉ tiêu"
KIND, YEAR, NAME, SCOPE, REASON = "Loại kỳ", "Năm", "Tên kỳ", "Phạm vi chỉ tiêu", "Lý do"
SCOPE_HELP = "Bỏ trống: mọi chỉ tiêu mà danh mục giao cho đơn vị trong năm."
NO_DAY_HELP = "Bỏ trống nếu không đặt hạn."
OPEN_HELP = "Chốt đơn vị nào báo cáo chỉ tiêu nào; sau đó đơn vị nộp được."
CLOSE_HELP = "Khóa rồi thì đơn vị không nộp được nữa; văn phòng vẫn sửa được đến khi ký."
FORMS = "Tải mọi biểu (.zip)"
DOWNLOAD_BOARD, DOWNLOAD_LIST = "Tải bảng Excel", "Tải .csv"
LATE_HEADING = "Đơn vị chưa nộp đủ hoặc nộp trễ"
LATE_HELP = "Bấm biểu tượng sao chép ở góc ô, hoặc in trang này."
NOBODY_LATE = "Không có đơn vị nào chưa nộp đủ hoặc nộp trễ."
HISTORY_HEADING = "Nhật ký của kỳ"
RATES_HEADING = "Đúng hạn qua các kỳ"
RATES_HELP = (
    "Tính các kỳ đã hết hạn nộp mà đơn vị phải báo cáo; đúng hạn là nộp đủ lần đầu không muộn hơn hạn. "
    "Xếp từ thấp đến cao."
)
NEEDS_REASON = "Hãy ghi lý do."
NEEDS_NAME = "Hãy ghi tên kỳ báo cáo."
NO_DUTIES = "Không đơn vị nào phải báo cáo chỉ tiêu trong phạm vi đã chọn của kỳ này."
NOTHING_CHANGED = "Các ngày vẫn như cũ, chưa đổi gì."
DAYS_OUT_OF_ORDER = "{later} ({later_on}) phải từ {earlier_on} trở đi, là {earlier}."
NOT_A_KIND = "Danh mục không có loại kỳ báo cáo “{code}” cho kỳ này; có: {known}."
NO_KIND = "không loại nào"
NO_ROUND_OF_PERIOD = "Không có kỳ báo cáo nào của {period}. Xem danh sách: python -m tracker round list"
SEVERAL_ROUNDS = "{period} có nhiều kỳ báo cáo ({names}); hãy chọn bằng --name."
UNKNOWN_FIELD = "Danh mục không có chương trình hay nhóm chỉ tiêu “{code}”."
NO_REMIND_DAYS = "Ngày nhắc phải là các số từ 0 đến 60, cách nhau dấu phẩy."
DONE: Mapping[str, str] = {
    "drafted": "Đã lập kỳ “{name}”; mở kỳ để đơn vị nộp được.",
    "opened": "Đã mở kỳ “{name}”: {units} đơn vị, {indicators} chỉ tiêu.",
    "closed": "Đã khóa kỳ “{name}”.",
    "reopened": "Đã mở lại kỳ “{name}”.",
    "deadline_changed": "Đã đổi hạn của kỳ “{name}”.",
    "changed": "Đã sửa kỳ “{name}”.",
}

ROUND_SIGNED = "Kỳ “{name}” đã ký ngày {day} nên không nhận số liệu. Văn phòng tổng hợp cần mở lại kỳ trước."
ROUND_CLOSED = (
    "Kỳ “{name}” đã khóa ngày {day} nên không nhận số liệu. Hãy liên hệ văn phòng tổng hợp để mở lại kỳ."
)
ROUND_NOT_OPEN = (
    "{period} chưa có kỳ báo cáo nào đang mở nên chưa nộp được. Hãy chọn kỳ đang mở, hoặc liên hệ văn phòng "
    "tổng hợp."
)
NO_FIGURES_NOW = "Kỳ này không nhận số liệu"


def proposed_name(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class BoardCounts:
    """How many units of a round stand where; `late` handed in after the last day, `silent` handed in nothing."""

    units: int = 0
    handed_in: int = 0
    partial: int = 0
    returned: int = 0
    late: int = 0
    silent: int = 0


def board_sentence(
    name: str, state: str, state_on: dt.date, due_on: dt.date, days_left: int, counts: BoardCounts
) -> str:
    """The board in one sentence of plain text parts; what should alarm stands in <em>. `name` is markup."""
    if state == "drafted":
        return f"{name}: kỳ đang soạn, chưa mở; hạn đơn vị nộp {format_date(due_on)}."
    handed_in = f"{counts.handed_in}/{counts.units} đơn vị đã nộp đủ"
    return f"{name}: {_when(state, state_on, days_left)}; {', '.join([handed_in, *_rest(state, days_left, counts)])}."


def _when(state: str, state_on: dt.date, days_left: int) -> str:
    if state in ("closed", "signed"):
        return f"{STATE_WORDS[state]} ngày {format_date(state_on)}"
    if days_left > 0:
        return f"còn {days_left} ngày"
    return "hôm nay là hạn cuối" if days_left == 0 else f"<em>quá hạn {-days_left} ngày</em>"


def _rest(state: str, days_left: int, counts: BoardCounts) -> list[str]:
    parts = [f"{counts.late} trễ hạn"] if counts.late else []
    parts += [f"{counts.partial} nộp chưa đủ"] if counts.partial else []
    parts += [f"<em>{counts.returned} bị trả lại</em>"] if counts.returned else []
    if counts.silent:
        silent = f"{counts.silent} {'không nộp' if state in ('closed', 'signed') else 'chưa nộp'}"
        parts.append(f"<em>{silent}</em>" if days_left < 0 or state == "signed" else silent)
    return parts


def deadlines_text(days: Sequence[tuple[str, dt.date | None]]) -> str:
    """`Hạn đơn vị nộp 15/12/2026 · Hạn lãnh đạo ký 28/12/2026`; what has no day is left out."""
    return " · ".join(f"{DEADLINE_WORDS[name]} {format_date(day)}" for name, day in days if day)


def days_text(days: float, timeliness: str) -> str:
    """Days early or late in words; empty where there is no last day."""
    if not is_known(days):
        return ""
    count = abs(int(days))
    match timeliness:
        case "on_time":
            return f"sớm {count} ngày" if count else "đúng ngày hạn"
        case "late":
            return f"trễ {count} ngày"
        case "overdue":
            return f"quá hạn {count} ngày"
        case _:
            return f"còn {count} ngày" if count else "hạn hôm nay"


def owed_text(covered: int, asked: int) -> str:
    return f"{covered}/{asked} chỉ tiêu"


def fields_text(accepted: int) -> str:
    return f"đã nhận {accepted} lĩnh vực"


def times_returned_text(times: int) -> str:
    return f"từng bị trả lại {times} lần"


def late_line(number: int, name: str, code: str, stage: str, owed: tuple[int, int], days: str) -> str:
    """One line of the list to copy: who, what is missing, how late."""
    covered, asked = owed
    what = f"{STAGE_WORDS[stage]} ({owed_text(covered, asked)})" if stage == "partial" else STAGE_WORDS[stage]
    return f"{number}. {name} (mã {code}): {what}{', ' + days if days else ''}"


def late_heading(name: str, due_on: dt.date, today: dt.date) -> str:
    return (
        f"{name}: đơn vị chưa nộp đủ hoặc nộp trễ (hạn {format_date(due_on)}, tính đến {format_date(today)})"
    )


def change_text(name: str, old: dt.date | None, new: dt.date | None) -> str:
    """One changed day in the round's log."""
    return f"{DEADLINE_WORDS[name]}: {format_date(old)} → {format_date(new)}"


def reminder_days_text(before: Sequence[int], after: Sequence[int]) -> str:
    """On which days reminders go out, around the units' last day."""
    parts = [f"trước hạn {', '.join(map(str, before))} ngày"] if before else []
    parts += [f"sau hạn {', '.join(map(str, after))} ngày"] if after else []
    return "; ".join(parts) or "không nhắc ngày nào"
