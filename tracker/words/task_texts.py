"""The tasks of a plan in words: states, sentences, what to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from tracker.core.period import Period
from tracker.words.formats import format_date, format_period

STATE_NAMES: Mapping[str, str] = {
    "late": "Chậm",
    "not_reported": "Chưa báo cáo",
    "under_way": "Đang làm",
    "not_started": "Chưa làm",
    "done": "Đã xong",
    "no_longer_applies": "Không còn áp dụng",
}
# A state is shown with the shape and colour of the verdict that means as much.
STATE_VERDICTS: Mapping[str, str] = {
    "late": "off_track",
    "not_reported": "no_data",
    "under_way": "on_track",
    "not_started": "at_risk",
    "done": "achieved",
    "no_longer_applies": "not_due",
}
VIEWS: Mapping[str, str] = {"nhom": "Theo nhóm nhiệm vụ", "cua-toi": "Nhiệm vụ của đơn vị"}
ROLE_NAMES: Mapping[str, str] = {"lead": "chủ trì", "with": "phối hợp"}
LEVEL_NAMES: Mapping[str, str] = {"district": "Huyện, thành phố", "commune": "Xã, phường"}
FORM = "Tình trạng nhiệm vụ"
STATE, DUE_ON, DONE_ON, EVIDENCE = "Tình trạng", "Hạn hoàn thành", "Ngày hoàn thành", "Căn cứ, kết quả"
EVIDENCE_HELP = "Số văn bản, đường dẫn hoặc kết quả cụ thể; tối đa {limit} ký tự."
REPORT = "Ghi tình trạng"
SAVE = "Lưu tình trạng"
SAVED = "Đã lưu tình trạng nhiệm vụ {section}."
HISTORY = "Lịch sử"
FROM_EARLIER = "kỳ {period}: {state}"
UNVERIFIED = "chưa kiểm chứng"
SUCCESSOR = "thay {name}"
PLAN_NOTE = "Nhiệm vụ theo Kế hoạch 154/KH-UBND, mục II và IV. {note}."
STAGE_NOTE = "giai đoạn {first}–{last}"
OUT_OF_STAGE = "ngoài giai đoạn"
CLASS_COUNTS = "{reported}/{total} đơn vị đã báo cáo"

NO_ROUND = "Kỳ {period} chưa được mở"
NO_ROUND_HELP = "Văn phòng tổng hợp mở kỳ ở trang Kỳ báo cáo; sau đó các cơ quan ghi tình trạng ở đây."
NO_TASKS = "Đơn vị này không được Kế hoạch giao nhiệm vụ riêng"
NO_TASKS_HELP = "Chọn đơn vị khác, hoặc xem tất cả theo nhóm nhiệm vụ."
UNKNOWN_TASK = "Không có nhiệm vụ này trong kế hoạch."
NOT_RESPONSIBLE = "{unit} không được giao nhiệm vụ này."
UNKNOWN_STATE = "Hãy chọn tình trạng trong danh sách."
NEEDS_EVIDENCE = "Nhiệm vụ đã xong hoặc không còn áp dụng cần ghi căn cứ: số văn bản, đường dẫn hoặc kết quả."
NEEDS_DONE_ON = "Nhiệm vụ đã xong cần ghi ngày hoàn thành."
DONE_IN_THE_FUTURE = "Ngày hoàn thành {day} chưa tới; hãy kiểm tra lại."
TOO_LONG = "Căn cứ dài {length} ký tự, tối đa {limit}; hãy rút gọn rồi lưu lại."
STALE = "Nhiệm vụ này vừa được {by} ghi lúc {at} ({state}); hãy xem bản mới rồi lưu lại."


def tasks_sentence(period: Period, counts: Mapping[str, int], unit: str = "Nhiệm vụ kế hoạch") -> str:
    """How the tasks stand (markup), all or a unit's: late first; `counts` is state -> number of tasks that run."""
    total = sum(counts.values())
    head = f"{escape(unit)}, {format_period(period)}: "
    if not total:
        return head + "chưa có nhiệm vụ nào."
    late, silent = counts.get("late", 0), counts.get("not_reported", 0)
    parts = [
        f"<em>{late} trong {total} nhiệm vụ chậm</em>" if late else f"không nhiệm vụ nào trong {total} chậm"
    ]
    if silent:
        parts.append(f"{silent} chưa báo cáo")
    parts += [
        f"{counts[state]} {STATE_NAMES[state].lower()}"
        for state in ("under_way", "not_started", "done")
        if counts.get(state)
    ]
    return head + ", ".join(parts) + "."


def evidence_too_long(length: int, limit: int) -> str:
    return TOO_LONG.format(length=length, limit=limit)


def done_in_the_future(day) -> str:
    return DONE_IN_THE_FUTURE.format(day=format_date(day))
